"""A small journal of people who did things, with everything that pages make of them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from generator.pages.people_views import Profile
from generator.pages.views import EntryPage
from tests.pages.journals import Laid, laid_out

AT = datetime(2026, 11, 15, 12, tzinfo=UTC)
PEOPLE = """
- {id: mei, title: Mei}
- {id: rui, title: Rui}
- {id: ada, title: Ada}
- {id: lin, title: Lin, team: yes}
- {id: ghost, title: Secret Name, display: anonymous}
- {id: shy, title: Shy, in_lists: no}
- {id: free, title: Free, in_levels: no}
- {id: nobody, title: Newcomer}
"""
RELEASES = {
    "releases/1.md": """---
title: One
date: 2026-10-02
version: "1"
changes:
  - {text: A *darker* light, credits: ["@mei", {person: "@rui", role: tested}]}
  - {text: A louder bell, credits: [{person: "@mei", role: reported}, "@ghost", "@shy"]}
  - {text: Tidied up, credits: [{person: lin, role: contributed}, "@free"]}
---
""",
    "releases/2.md": """---
title: Two
date: 2026-11-06
version: "2"
changes:
  - {text: Longer nights, credits: [{person: "@mei", role: tested}, {person: "@ada", role: code}]}
---
""",
}
LEDGER = (
    "date,person,role,count,what,link\n"
    "2026-10-10,@rui,answered,4,In the forum,https://forum.example/t/1\n"
    "2026-10-11,@ada,invited,2,Two friends,\n"
)
FILES: Mapping[str, str] = {"people.yaml": PEOPLE, "ledger.csv": LEDGER, **RELEASES}
"""What it comes to by the usual points: Mei 5 + 3 + 3 = 11, Rui 3 + 4 × 2 = 11, Ada 8 + 2 × 2 = 12,
and in October Mei 8, Rui 11, Ada 4."""


def community(folder: Path, files: Mapping[str, str] | None = None, *, options: str = "") -> Laid:
    """The journal, with more files or others in their place."""
    return laid_out(folder, {**FILES, **(files or {})}, options=options, at=AT)


def profile(laid: Laid, name: str, prefix: str = "") -> Profile:
    """What stands on somebody's profile."""
    view = laid.sheet(f"{prefix}/people/{name}/").view
    assert isinstance(view, EntryPage)
    assert view.profile is not None
    return view.profile
