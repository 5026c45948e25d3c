"""Entries that are hard to set: very long, very wide, very many.

They are added to the demonstration journal, because a page that looks well with ordinary words may
still break under the first name of forty letters.
"""

from pathlib import Path

TAGS = tuple(f"标签{n}" if n % 3 else f"A tag of several words {n}" for n in range(1, 41))
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LONG_NAME = f"Wolfeschlegelsteinhausenbergerdorff {LONG_WORD[:40]} of the Lamp Lighters’ Guild"
LONG_URL = f"https://example.org/{'a-very-long-address-without-an-end/' * 6}?q={'0123456789' * 12}"
LONG_CHINESE = (
    "读到很晚的人们关于一盏小小的灯想要说的每一句话以及我们在每一个星期五对它们的回答" * 3
)
COLUMNS = 12
BYTES = 173_000  # the longest diary that a team is known to have written


def write_monster(project: Path) -> None:
    """Write the entries into a journal's `content/`."""
    content = project / "content"
    for name, text in {
        "diaries/2026-11-21-monster.zh.md": _diary(),
        "diaries/2026-11-21-monster.en.md": _diary_in_english(),
        "people/longest.zh.md": _person(),
        "suggestions/monster.zh.md": _suggestion(),
        "polls/monster.zh.md": _poll(),
    }.items():
        (content / name).write_text(text, encoding="utf-8")


def _diary() -> str:
    head = _head(
        f"一篇长得不像话的日记：{LONG_CHINESE}", authors="[longest, tang, qiao, lin, wu, he]"
    )
    parts = [head, f"[{LONG_URL}]({LONG_URL})", _table(), _code(), _nested(), _notes()]
    paragraph = "灯下的字，一行一行。The lamp stays on, and the page is turned 12 times。" * 8
    size = sum(len(part.encode()) for part in parts)
    for n in range(1, 10_000):
        level = "##" if n % 4 == 1 else "###"
        parts.append(
            f"{level} 第 {n} 节：{LONG_CHINESE[: n % 30 + 2]}\n\n{paragraph}\n\n> {paragraph}"
        )
        size += len(parts[-1].encode())
        if size > BYTES:
            break
    return "\n\n".join(parts) + "\n"


def _diary_in_english() -> str:
    head = _head(f"A diary about the {LONG_WORD} and what came of it", authors="longest")
    return "\n\n".join([head, f"{LONG_WORD} " * 9, _table(), _code(), _nested()]) + "\n"


def _head(title: str, authors: str) -> str:
    tags = ", ".join(TAGS)
    return f'---\ntitle: "{title}"\ndate: 2026-11-21 17:00\nauthors: {authors}\ntags: [{tags}]\n---'


def _table() -> str:
    rows = [[f"{LONG_WORD[: n + 6]} {row}" for n in range(COLUMNS)] for row in range(8)]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---" * COLUMNS + "|", *lines[1:]])


def _code() -> str:
    return f"```python\ndef lamp():\n    return {' + '.join(f'light_{n}' for n in range(60))}\n```"


def _nested() -> str:
    return "\n".join(f"{'  ' * depth}- 第 {depth} 层 {LONG_WORD}" for depth in range(7))


def _notes() -> str:
    calls = "".join(f"一句话。[^{n}] " for n in range(1, 30))
    return f"{calls}\n\n" + "\n".join(f"[^{n}]: 第 {n} 条注 {LONG_URL}" for n in range(1, 30))


def _person() -> str:
    return f"---\ntitle: {LONG_NAME}\nrole: {LONG_CHINESE}\n---\n{LONG_WORD}\n"


def _suggestion() -> str:
    moves = "".join(
        f"  - date: 2026-{month:02}-03\n    status: {status}\n    note: {LONG_CHINESE}\n"
        for month, status in enumerate(("received", "evaluating", "adopted", "in-progress"), 5)
    )
    return (
        f"---\ntitle: {LONG_CHINESE}\ndate: 2026-05-03\nstatus: in-progress\nby: longest\n"
        f"owner: longest\nvotes: 123456789\ntags: [{', '.join(TAGS)}]\nhistory:\n{moves}---\n"
        f"{LONG_WORD * 3}\n"
    )


def _poll() -> str:
    options = "".join(
        f"  - id: option-{n}\n    title: {LONG_CHINESE[: 3 * n + 2]} {LONG_WORD}\n"
        f"    description: {LONG_CHINESE}\n"
        for n in range(12)
    )
    return (
        f"---\ntitle: {LONG_CHINESE}\ndate: 2026-11-13 17:00\nquestion: {LONG_CHINESE}？\n"
        f"method: schulze\nopens: 2026-11-13 18:00\ncloses: 2026-11-29 20:00\n"
        f"binds: {LONG_CHINESE}\noptions:\n{options}---\n{LONG_CHINESE}。\n"
    )
