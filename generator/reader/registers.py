"""Registers as files: CSV (RFC 4180) that git merges by keeping the rows of both branches."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from generator.problems import Problem, shown

MOST_PROBLEMS = 50
"""More mistakes of one register are not told."""

_YEARS = range(1900, 9999)  # in every time zone years that datetime knows
_MARKS = ("<<<<<<< ", "||||||| ", "=======", ">>>>>>> ")


class Reading(Protocol):
    """A register as it is read."""

    problems: list[Problem]

    def wrong(self, line: int, code: str, message: str, hint: str = "") -> None:
        """One more mistake."""


class Sheet(Struct, frozen=True):
    """What a register says where its table is damaged.

    Attributes:
        columns: names of its columns, in their order.
        code: of the problem that it has none.
        cells: the cure for a row of too few or too many cells.
        quotes: the cure for a row that cannot be taken apart.
    """

    columns: Sequence[str]
    code: str
    cells: str
    quotes: str


def in_conflict(text: str, found: Reading) -> bool:
    """Whether git left marks of two branches in the file; they are the only mistake told."""
    for line, said in enumerate(text.splitlines(), 1):
        if said.startswith(_MARKS):
            hint = (
                "delete the lines that begin with <<<<<<<, ||||||| , ======= and >>>>>>> and keep "
                "the rows of both sides: they are merged when the file is read"
            )
            found.wrong(line, "conflict", "git could not merge two branches here", hint)
            return True
    return False


def instant_in(name: str, text: str, line: int, found: Reading) -> datetime | None:
    """The instant of a cell; None if it is empty, or wrong, which is told."""
    if not text:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None or instant.year not in _YEARS:
        hint = "an instant is written 2026-10-02T17:00:00+08:00"
        found.wrong(line, "bad-value", f"'{name}' cannot be '{shown(text)}'", hint)
        return None
    return instant


def rows_of(
    text: str, sheet: Sheet, found: Reading, are_known: Callable[[Sequence[str], int], bool]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows below the names of the columns, each with its line; rows of blanks are none.

    Args:
        are_known: whether a register may have these columns, at this line; it tells what is wrong.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    names: Sequence[str] | None = None
    line = 1
    try:
        for cells in reader:
            if names is None and any(cells):
                names = [cell.strip() for cell in cells]
                if not are_known(names, line):
                    return
            elif names is not None and any(cell.strip() for cell in cells):
                if len(cells) == len(names):
                    yield line, dict(zip(names, cells, strict=True))
                else:
                    message = f"{len(cells)} cells below {len(names)} columns"
                    found.wrong(line, "csv", message, sheet.cells)
            line = reader.line_num + 1
    except csv.Error as error:
        message = f"this row cannot be read: {error}"
        found.wrong(reader.line_num, "csv", message, sheet.quotes)
    if names is None and not found.problems:
        hint = f"its first line is: {','.join(sheet.columns)}"
        found.wrong(1, sheet.code, "the register has no columns", hint)
