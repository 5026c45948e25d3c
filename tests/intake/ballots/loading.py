"""Reads small files of ballots for an invented poll, and shows what was found in short."""

from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from generator.intake.ballots.formats import load
from generator.intake.ballots.receipts import Receipts
from generator.intake.ballots.sheet import Choice, Sheet, Wish
from generator.model.contest import Form

KEY = bytes(range(32))
CURVES = (
    Choice("even", "Even", ("A 均匀",)),
    Choice("squared", "Squared, a bit", ("B 平方",)),
    Choice("candle", 'Night "candle"', ("C 夜烛",)),
)
SHANGHAI = ZoneInfo("Asia/Shanghai")
MARKS = Wish(options=CURVES, form=Form.MARKS, zone=SHANGHAI)
RANKS = replace(MARKS, form=Form.RANKS)
SCORES = replace(MARKS, form=Form.SCORES, scale=(0, 5))
BOXES = replace(MARKS, form=Form.BOXES)
OPEN = Wish(zone=SHANGHAI)


def loaded(text: str | bytes, wish: Wish, name: str = "votes") -> Sheet:
    """What is found in a file of this text."""
    data = text if isinstance(text, bytes) else text.encode()
    return load(Path(name), data, wish)


def values(text: str | bytes, wish: Wish, name: str = "votes") -> list[str]:
    """The ballots of a file without mistakes, one text each: `1-2` is rank 1, nothing, rank 2."""
    sheet = loaded(text, wish, name)
    assert sheet.problems == ()
    return shown(sheet)


def shown(sheet: Sheet) -> list[str]:
    """The values of each ballot; `14*` before them if they are those of many."""
    return [
        ("" if ballot.count == 1 else f"{ballot.count}*")
        + "".join("-" if value is None else str(value) for value in ballot.values)
        for ballot in sheet.ballots
    ]


def mistakes(sheet: Sheet) -> list[tuple[int, str]]:
    """Line and code of every problem."""
    return [(problem.location.line, problem.code) for problem in sheet.problems]


def noted(sheet: Sheet, code: str) -> list[str]:
    """The messages of the notes with a code."""
    return [note.message for note in sheet.notes if note.code == code]


def keyed(wish: Wish) -> Wish:
    """The same wish with receipts made by a key."""
    return replace(wish, receipt=Receipts(lambda: KEY, "curve"))


def rows(*lines: str) -> str:
    """Lines of a file."""
    return "\n".join(lines) + "\n"


def titles(sheet: Sheet) -> list[str]:
    """What the options are called."""
    return [choice.title for choice in sheet.options]
