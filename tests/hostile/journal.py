"""A journal to which strangers sent every payload, in every field, and all of it was approved."""

import csv
import re
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from PIL import Image

from generator.intake.sendings.cleaning import Removed, line
from tests.cli.running import friday_here
from tests.hostile.payloads import PAYLOADS

CAME, DECIDED, SHOWN = "2026-05-03T00:00Z", "2026-05-04T00:00Z", "2026-06-01T00:00Z"
EMPTY = {"\u200b", "a\x00"}
"""What is left of some payloads when all that cannot be seen is taken away: nothing."""

_CONFIG = """\
title: A journal
base_url: https://example.org/
languages: [en]
consents:
  - {id: consent-1, title: Consent, text: You may show it.}
"""
_FIELDS = ("title", "text", "by", "place", "since", "quote", "tags", "summary")
_ASKED = (*_FIELDS, "answer")
_SHOTS = "{id: pictures, label: pictures, type: pictures, most: 3}"
_CALL = f"""\
---
title: Tell us
date: 2026-05-01
type: story
opens: 2026-05-01
scope: {{in: stories}}
binds: We read every one
answer_within: 14
consent: consent-1
fields: [{", ".join(f"{{id: {name}, label: {name}, type: text}}" for name in _ASKED)}, {_SHOTS}]
---
Tell.
"""
_SUGGESTIONS = ("id", "title", "date", "by", "channel", "tags", "summary", "text")


def build_hostile(folder: Path) -> None:
    """Send everything in, approve it, and build; the site is in `site/`.

    In the inbox they lie as files, so that whoever decides may be a pull request.
    """
    everything = [payload for group in PAYLOADS.values() for payload in group]
    _write(folder, everything)
    added = friday_here(
        folder,
        *("intake", "add", "rows.csv", "--call", "open", "--at", CAME, "--pictures", "sent"),
        *("--consent", "consent-1", "--given", "2026-05-02", "--uses", "site,feeds,cards,press"),
    )
    assert added.code in {0, 1}, added.err
    _approve(folder)
    applied = friday_here(folder, "moderate", "--apply", "--at", DECIDED)
    assert applied.code == 0, applied.err
    built = friday_here(folder, "build", "--at", SHOWN)
    assert built.code == 0, built.err


def _write(folder: Path, everything: list[str]) -> None:
    (folder / "content/calls").mkdir(parents=True)
    (folder / "friday.yaml").write_text(_CONFIG, "utf-8")
    (folder / "content/calls/open.md").write_text(_CALL, "utf-8")
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("id", *_ASKED, "pictures"))
        for n, payload in enumerate(everything):
            rows.writerow((n, *[payload] * len(_ASKED), _picture(folder, n, payload)))
    with (folder / "content/suggestions.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(_SUGGESTIONS)
        for n, payload in enumerate(everything):
            said = _one_line(payload) if line(payload, 60, Removed()) else "nothing"
            rows.writerow((f"s-{n}", said, "2026-05-01", said.lstrip("@"), said, "", said, payload))


def _picture(folder: Path, number: int, payload: str) -> str:
    """A picture that is called like the payload and said to show it; as people name it."""
    if not line(payload, 60, Removed()):
        return ""  # nobody can see it, and so it is no name and no title
    name = payload.replace("/", "\u2215").replace("\0", "")[:60] or "a"
    file = folder / "sent" / f"{number}{name}.png"
    file.parent.mkdir(exist_ok=True)
    out = BytesIO()
    Image.new("RGB", (8, 4), (number % 256, 0, 0)).save(out, "PNG")
    file.write_bytes(out.getvalue())
    alt = payload.replace("\n", " ").replace("]", ")")
    return f"![{alt[:500]}]({quote(file.name)})"


def _one_line(payload: str) -> str:
    """What a data file may hold in a cell of one line; more would be refused, with its line."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff\u2028\u2029]+", " ", payload).strip()[:200]


def _approve(folder: Path) -> None:
    """As a pull request would: in the files of the inbox."""
    for file in (folder / "inbox").rglob("index.md"):
        text = file.read_text("utf-8")
        assert text.count("\ndecision: pending\n") == 1
        file.write_text(text.replace("\ndecision: pending\n", "\ndecision: approved\n"), "utf-8")
