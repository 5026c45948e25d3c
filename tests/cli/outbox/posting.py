"""A journal with something to tell everybody, and what `friday outbox` says about it."""

import csv
import io
from pathlib import Path

from tests.cli.running import Done, friday_here

AT = "2026-09-30T12:00Z"
CONFIG = """title: The Lamp
titles: {zh: 灯}
publisher: Lamp & Sons
base_url: https://t.example/
authority: t.example,2026
languages: [en, zh-CN]
"""
PEOPLE = """- {id: mei, title: Mei, reads: zh, channel: forum}
- {id: mei, lang: zh-CN, title: 小梅}
- {id: rui, title: Rui, names: [R. Uhu]}
- {id: song, title: Song, team: yes, channel: mail}
- {id: noname, title: Nobody Knows, display: anonymous}
- {id: helper, title: Helper, bot: yes}
- {id: owl, title: Olga, handle: night-owl, display: handle}
"""
FILES = {
    "friday.yaml": CONFIG,
    "content/people.yaml": PEOPLE,
    "content/suggestions/dim.md": """---
title: Dim <b>more</b> & slower
date: 2026-08-20
by: "@mei"
voices: [song, noname, Aunt Plain]
channel: shop
owner: song
reason: Because [it](release:one) *glares* & hurts
history: [{date: 2026-09-05, status: adopted}]
---
""",
    "content/suggestions/dim.zh-CN.md": "---\ntitle: 再暗一点\nreason: 因为太亮\n---\n",
    "content/suggestions/dark.md": """---
title: Darker
date: 2026-08-21
by: rui
channel: mail
history: [{date: 2026-09-06, status: duplicate}]
duplicate_of: dim
---
""",
    "content/suggestions/loud.md": """---
title: Louder
date: 2026-08-22
by: owl
history: [{date: 2026-09-07, status: declined, note: It would wake people}]
---
""",
    "content/suggestions/new.md": "---\ntitle: New\ndate: 2026-09-08\nby: rui\n---\n",
    "content/releases/one.md": """---
title: One
date: 2026-09-20
version: "1.0"
changes:
  - {text: It goes *darker* & slower, why: It glared, refs: [suggestion:dim], credits: [mei, song]}
  - text: The foot stands
    why: It fell
    credits: [{person: rui, role: tested}, {person: rui, role: code}, {person: noname, role: code}]
  - {text: Words, why: They were wrong, credits: [{person: rui, role: doc}]}
---
""",
    "content/polls/colour.md": """---
title: Which colour?
date: 2026-09-24
question: Which?
method: approval
opens: 2026-09-25
closes: 2026-10-05
tie_break: listed
binds: It will be
options: [{id: blue, title: Blue, people: [rui]}, {id: red, title: Red}]
---
""",
    "content/awards/star.md": """---
title: Star of September
date: 2026-09-28
award: Star
recipients: [owl]
reason: For the *night* shift
---
""",
    "content/stories/hall.md": """---
title: In the hall
date: 2026-09-29
by: Aunt Plain
consent: {given: 2026-09-01, text: "1", uses: [site]}
decision: approved
---
It is quiet there.
""",
}


def write(folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def edit(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    write(folder, name, text.replace(old, new))


def build(folder: Path, at: str) -> None:
    done = friday_here(folder, "build", "--at", at)
    assert done.code == 0, done.err


def outbox(folder: Path, *arguments: str, at: str = AT) -> Done:
    return friday_here(folder, "outbox", "--at", at, *arguments)


def records(folder: Path, *arguments: str, at: str = AT) -> list[dict[str, object]]:
    done = outbox(folder, "--json", "--since", "2026-09-01", *arguments, at=at)
    assert (done.code, done.err) == (0, "")
    return done.records()


def letters(folder: Path, *arguments: str, at: str = AT) -> dict[tuple[str, str], dict[str, str]]:
    """Letters by what they are about and who they are for."""
    found = [one for one in records(folder, *arguments, at=at) if one["type"] == "letter"]
    said = {(str(one["what"]), str(one["person"])): one for one in found}
    assert len(said) == len(found)
    return {key: {name: str(value) for name, value in one.items()} for key, one in said.items()}


def table(folder: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO((folder / "outbox.csv").read_text(encoding="utf-8"))))
