"""Polls that are hard to set: many options, many rounds, long words, strangers' markup."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.browser.monster import LONG_CHINESE, LONG_WORD

PAIRS, ROUNDS = 20, 16
"""Options of a table of pairs, and of a count that takes a round less."""
_BOXES = ("liked", "disliked", "awaited", "bugs", "")
_HOSTILE = '"<script>alert(1)</script> & <b>bold</b> =HYPERLINK(""x"")"'
_HEAD = """---
title: {name} {chinese}
date: 2026-10-01
question: {chinese}？
method: {method}
opens: 2026-10-01
closes: {closes}
tie_break: listed
binds: {chinese}
{more}
options:
{options}---
{chinese}
"""


def write_polls(project: Path) -> None:
    """Write the polls, with their ballots, into a journal's `content/`."""
    _write(project, "pairs", "schulze", PAIRS, _ranked(PAIRS))
    _write(project, "rounds", "instant-runoff", ROUNDS, _falling(ROUNDS))
    _write(project, "meek", "stv-meek", 9, _ranked(9), more="seats: 3")
    scale = f"scale: {{labels: {{0: {LONG_CHINESE[:20]}, 5: {LONG_WORD}}}}}"
    _write(project, "scores", "score", 6, _scored(6), more=scale)
    _write(project, "star", "star", 6, _scored(6))
    comments = f"on,text\n,{_HOSTILE}\noption-1,{LONG_WORD * 4}\nbugs,{LONG_CHINESE}\n"
    _write(project, "boxes", "four-box", 8, _boxed(8), more="comments: comments.csv")
    (project / "content" / "polls" / "boxes" / "comments.csv").write_text(comments, "utf-8")
    more = f"quorum: 1000000\neligible: 2000000\n{_PASSED}"
    _write(project, "passed", "approval", 5, _marked(5), more=more)
    _write(project, "live", "plurality", 3, _single(3), "2026-12-24", "results: live")


_PASSED = f"passed_over: [{{option: option-1, reason: '{LONG_CHINESE}'}}]"


def _write(
    project: Path,
    name: str,
    method: str,
    options: int,
    rows: list[str],
    closes: str = "2026-10-09",
    more: str = "",
) -> None:
    folder = project / "content" / "polls" / name
    folder.mkdir(parents=True)
    ids = [f"option-{n}" for n in range(options)]
    lines = (f"RC{n:04}-{name.upper()},{row}\n" for n, row in enumerate(rows))
    box = f"receipt,{','.join(ids)}\n{''.join(lines)}".encode()
    (folder / "ballots.csv").write_bytes(box)
    frozen = f"\ndigest: {hashlib.sha256(box).hexdigest()}" if closes < "2026-11" else ""
    text = _HEAD.format(
        name=name,
        method=method,
        chinese=LONG_CHINESE,
        closes=closes,
        options="".join(_options(ids)),
        more=f"ballots: ballots.csv{frozen}\n{more}".rstrip(),
    )
    (folder / "index.zh.md").write_text(text, encoding="utf-8")


def _options(ids: list[str]) -> Iterator[str]:
    for n, name in enumerate(ids):
        yield f"  - {{id: {name}, title: '{LONG_CHINESE[: 2 * n + 1]} {LONG_WORD[: 5 * n + 4]}'}}\n"


def _drawn(*ground: int) -> int:
    """A number that looks like chance and is always the same."""
    return int.from_bytes(hashlib.sha256(repr(ground).encode()).digest()[:4], "big")


def _ranked(options: int) -> list[str]:
    rows = []
    for row in range(60):
        order = sorted(range(options), key=lambda n: _drawn(row, n))
        rows.append(",".join(str(order.index(n) + 1) for n in range(options)))
    return rows


def _falling(options: int) -> list[str]:
    """Nobody has a second choice, and nobody a majority before two are left."""
    return [
        ",".join("1" if n == first else "" for n in range(options))
        for first in range(options)
        for _ in range(first + 2)
    ]


def _scored(options: int) -> list[str]:
    return _filled(options, [str(score) for score in range(6)])


def _boxed(options: int) -> list[str]:
    return _filled(options, _BOXES)


def _marked(options: int) -> list[str]:
    return _filled(options, ("1", ""))


def _filled(options: int, cells: Sequence[str]) -> list[str]:
    return [
        ",".join(cells[_drawn(row, n) % len(cells)] for n in range(options)) for row in range(40)
    ]


def _single(options: int) -> list[str]:
    return [",".join("1" if n == row % options else "" for n in range(options)) for row in range(7)]
