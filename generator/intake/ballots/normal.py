"""Writes the normal form that a build reads (`generator.reader.ballots`), and what goes with it."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo

from generator.intake.ballots.sheet import Sheet
from generator.model.ballots import Ballot, Voter
from generator.model.contest import BOXES, Form
from generator.reader.ballots import FORMULA

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def ballots_csv(sheet: Sheet) -> bytes:
    """The ballots of a sheet in normal form.

    Rows stand by the time they were cast as far as it is told, then by receipt, then by what is
    marked, so that their order does not tell who cast which; ballots of one receipt keep the order
    in which they were cast.
    """
    ballots = sorted(sheet.ballots, key=_place)
    every = {
        "receipt": [ballot.receipt for ballot in ballots],
        "cast": [_instant(ballot.cast) for ballot in ballots],
        "count": ["" if ballot.count == 1 else str(ballot.count) for ballot in ballots],
        "spoilt": ["yes" if ballot.spoilt else "" for ballot in ballots],
    }
    kept = {name: cells for name, cells in every.items() if any(cells)}
    words = _Words(sheet.form)
    marks = (words[ballot.values] for ballot in ballots)
    rows = ([*some, *rest] for *some, rest in zip(*kept.values(), marks, strict=True))
    return _table([*kept, *(choice.id for choice in sheet.options)], rows)


def comments_csv(comments: Iterable[tuple[str, str]]) -> bytes:
    """What voters wrote, by what it is about and then by its letters, not by who wrote it."""
    return _table(["on", "text"], [[on, harmless(text)] for on, text in sorted(comments)])


def roll_csv(voters: Sequence[Voter], zone: tzinfo) -> bytes:
    """An eligibility roll, by receipt; days are those of the zone."""
    rows = [
        [voter.receipt, voter.joined.astimezone(zone).date().isoformat() if voter.joined else ""]
        for voter in sorted(voters, key=lambda voter: voter.receipt)
    ]
    if any(joined for _, joined in rows):
        return _table(["receipt", "joined"], rows)
    return _table(["receipt"], [[name] for name, _ in rows])


def receipts_csv(given: Mapping[str, str]) -> bytes:
    """Who has which receipt, for the team's mailing; never to be published."""
    return _table(
        ["voter", "receipt"], [[harmless(voter), given[voter]] for voter in sorted(given)]
    )


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula (OWASP, "CSV Injection")."""
    number = text.lstrip("+-").replace(" ", "").isdecimal() and text[1:2] != "-"
    return f"'{text}" if text.startswith(FORMULA) and not number else text


def _place(ballot: Ballot) -> tuple[bool, datetime, str, tuple[int, ...], int]:
    marks = () if ballot.receipt else tuple(-1 if v is None else v for v in ballot.values)
    return ballot.cast is None, ballot.cast or _EPOCH, ballot.receipt, marks, -ballot.count


def _instant(cast: datetime | None) -> str:
    if cast is None:
        return ""
    text = cast.astimezone(UTC).isoformat(timespec="seconds" if cast.second else "minutes")
    return f"{text.removesuffix('+00:00')}Z"


class _Words(dict[tuple[int | None, ...], list[str]]):
    """How the values of a ballot are written, each set of them once."""

    def __init__(self, form: Form | None) -> None:
        super().__init__()
        self._boxes = form is Form.BOXES

    def __missing__(self, values: tuple[int | None, ...]) -> list[str]:
        written = ["" if v is None else BOXES[v] if self._boxes else str(v) for v in values]
        self[values] = written
        return written


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(titles)
    writer.writerows(rows)
    return text.getvalue().encode()
