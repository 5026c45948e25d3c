"""Whoever wants no name in public has none in any file; their work still counts."""

import json
from pathlib import Path

import pytest

from tests.build.building import Files, built, files_of, put

AT = "2026-11-20"
CONFIG = """title: T
base_url: https://t.example/
authority: t.example,2026
languages: [en, zh-CN]
boards: {people: 2}
"""
PEOPLE = """- {id: mei, title: Mei, invited_by: zqid}
- {id: zqid, handle: zqhandle, handles: [zqother], title: Zq Title, names: [Zq Spelled], role: R%s}
- {id: zqid, lang: zh-CN, title: 左七}
- {id: rui, title: Rui}
- {id: song, title: Song, team: yes}
"""
FORMS = ("zqid", "zqhandle", "zqother", "zq title", "zq spelled", "左七")
FILES = {
    "diaries/d.md": """---
title: D
date: 2026-10-02
number: 1
authors: [zqid, song]
---
Said @zqhandle, and @zqid, and [](person:zqid), and [somebody else](person:zqid).
""",
    "releases/r.md": """---
title: R
date: 2026-10-09
version: "1.0"
team: [song, "@zqother"]
changes:
  - {text: One by @zqid, why: So said @zqhandle, credits: [zqid, {person: Zq Title, role: tested}]}
  - {text: Two, why: So, credits: [{person: Zq Spelled, role: reported}, 左七, mei, rui]}
refs: []
---
""".replace("refs: []\n", ""),
    "suggestions/s.md": """---
title: S
date: 2026-09-01
by: "@zqhandle"
voices: [Zq Title, mei]
owner: zqid
history: [{date: 2026-09-05, status: adopted, note: For @zqid}]
---
""",
    "stories/t.md": """---
title: T
date: 2026-10-03
by: zqid
decision: approved
consent: {given: 2026-10-01, text: v1, uses: [site, feeds, cards]}
---
A story.
""",
    "awards/a.md": """---
title: A
date: 2026-11-01
award: Star
recipients: [zqid]
reason: For @zqid
---
""",
    "polls/p.md": """---
title: P
date: 2026-10-01
question: Which?
method: plurality
opens: 2026-10-02
closes: 2026-10-06
tie_break: listed
binds: It will be
answer_by: 2026-10-20
outcome: It is done
options:
  - {id: red, title: Red, people: [zqid]}
  - {id: blue, title: Blue, people: ["@zqother"]}
totals: {ballots: 4, source: "https://f.example/2", votes: {red: 3, blue: 1}}
---
""",
    "ledger.csv": "date,person,role,count,what,link\n"
    "2026-10-05,@zqhandle,answered,9,Forum,https://f.example/1\n"
    "2026-10-06,Zq Title,tested,1,Hall,\n",
}


def site(folder: Path, wish: str) -> Files:
    people = PEOPLE % wish
    files = {"content/people.yaml": people, "friday.yaml": CONFIG}
    put(folder, files | {f"content/{name}": text for name, text in FILES.items()})
    built(folder, AT)
    return files_of(folder / "site")


def holding(found: Files, form: str) -> list[str]:
    """Files whose path or bytes hold a name in any capitals, also as JSON writes it."""
    plain, escaped = form.casefold(), json.dumps(form)[1:-1].casefold()
    return [
        path
        for path, data in found.items()
        if any(w in f"{path}\n{data.decode(errors='replace')}".casefold() for w in (plain, escaped))
    ]


@pytest.mark.parametrize("wish", [", display: anonymous", ", draft: yes"])
def test_nothing_that_somebody_without_a_name_is_called_is_in_any_file(
    wish: str, tmp_path: Path
) -> None:
    found = site(tmp_path, wish)

    assert [form for form in FORMS if holding(found, form)] == []


def test_the_forms_are_found_where_nobody_hides_them(tmp_path: Path) -> None:
    found = site(tmp_path, "")

    assert [form for form in ("zqid", "zq title", "左七") if not holding(found, form)] == []


def test_what_they_did_still_stands_there_as_somebodys(tmp_path: Path) -> None:
    page = site(tmp_path, ", display: anonymous")["releases/r/index.html"].decode()

    assert page.count("somebody") >= 2


def test_whoever_is_called_by_the_handle_has_no_other_name(tmp_path: Path) -> None:
    found = site(tmp_path, ", display: handle")
    page = found["releases/r/index.html"].decode()

    assert {form: holding(found, form) for form in ("zq title", "zq spelled", "左七")} == {
        "zq title": [],
        "zq spelled": [],
        "左七": [],
    }
    assert "@zqhandle" in page


def test_ledgers_are_published_nowhere(tmp_path: Path) -> None:
    found = site(tmp_path, "")

    assert [path for path in found if "ledger" in path] == []
