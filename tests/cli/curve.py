"""A poll of three curves for the knob, to count, publish and verify."""

from pathlib import Path

POLL = """\
---
title: Which curve?
date: 2026-05-02
question: Which curve should the knob have?
method: {method}
tie_break: {tie}
opens: 2026-05-02
closes: {closes}
binds: The winner is the default
ballots: ballots.csv
options:
  - id: even
    title: Even
  - id: candle
    title: Candle
  - id: squared
    title: Squared
---
Three curves.
"""
# Even 2, candle 3, squared 1 first places; candle beats both others.
RANKS = b"""\
receipt,even,candle,squared
AA-11,1,2,3
AA-12,1,2,3
AA-13,2,1,3
AA-14,3,1,2
AA-15,,1,
AA-16,3,2,1
"""
# A cycle: a beats b 5 to 4, b beats c 4 to 2, c beats a 5 to 3. By winning votes the weakest
# victory is the one over c, by margins the one over b.
CYCLE = "a,b,c\n" + "2,3,1\n" * 2 + "3,1,2\n" * 3 + "1,,\n" * 3 + ",1,\n"


def poll(journal: Path, ballots: bytes = RANKS, **fields: str) -> Path:
    """A poll of three curves in a folder of its own."""
    folder = journal / "content/polls/curve"
    folder.mkdir(parents=True, exist_ok=True)
    said = {"method": "schulze", "tie": "listed", "closes": "2026-05-20", **fields}
    (folder / "index.md").write_text(POLL.format(**said), encoding="utf-8")
    (folder / "ballots.csv").write_bytes(ballots)
    return folder


def change(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
