"""Ledgers: tables of what people did elsewhere, as the team writes them down (D5, E6).

A ledger is UTF-8 with commas (RFC 4180) and a row of columns. There may be very many rows, so each
cell is understood once, and most cells are alike.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, tzinfo

from msgspec import Struct, field

from generator.kinds.credit import Role, role_of
from generator.model.ledger import LedgerRow
from generator.model.reference import Byline
from generator.problems import Location, Problem, did_you_mean, shown

COLUMNS = ("date", "person", "role", "count", "what", "link")
"""Names of the columns; the first three are needed."""

_NEEDED = COLUMNS[:3]
_FIELDS = {name: "when" if name == "date" else name for name in COLUMNS}
_CHINESE: Mapping[str, str] = {
    "日期": "date",
    "人": "person",
    "姓名": "person",
    "角色": "role",
    "次数": "count",
    "数量": "count",
    "内容": "what",
    "说明": "what",
    "链接": "link",
}
_SEPARATORS = {";": "semicolons", "\t": "tabs", "，": "full-width commas"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_COUNT = re.compile(r"[1-9]\d{0,8}", re.ASCII)
_LINK = re.compile(r"https?://[^\s/]\S*")
_FIRST_YEAR, _LAST_YEAR = 1900, 9998
_MOST_PROBLEMS = 50
_JOINER = "\u200d"  # holds emoji together


class _Table(Struct):
    """A ledger as it is read: where its columns are, and what is wrong with it."""

    file: str
    zone: tzinfo
    places: Mapping[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    left_out: int = 0
    known: dict[tuple[str, str], object] = field(default_factory=dict)

    def wrong(self, line: int, code: str, message: str, hint: str = "") -> None:
        """One more mistake; of very many only their number is told."""
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(Problem(Location(self.file, line), code, message, hint))
        else:
            self.left_out += 1

    def finished(self) -> list[Problem]:
        """Everything wrong with the file."""
        if not self.left_out:
            return self.problems
        message = f"{self.left_out} more mistakes are in this ledger"
        return [*self.problems, Problem(Location(self.file), "ledger", message)]

    def value(self, column: str, text: str) -> object:
        """What a cell means; raises ValueError with what it should be."""
        if (column, text) not in self.known:
            self.known[column, text] = _READ[column](text, self.zone)
        return self.known[column, text]


def read_ledger(file: str, data: bytes, zone: tzinfo) -> tuple[list[LedgerRow], list[Problem]]:
    """The rows of a ledger as they stand in it, and every row that is none.

    Args:
        file: its path, for problems.
        zone: time zone of its days.
    """
    table = _Table(file, zone)
    rows = _rows(table, data)
    line, header = next(rows, (1, []))
    if not header and not table.problems:
        table.wrong(1, "ledger", "the ledger is empty", f"begin it with: {','.join(COLUMNS)}")
    if table.problems or not _columns(table, line, [cell.strip() for cell in header]):
        return [], table.finished()
    found = [row for line, cells in rows if (row := _row(table, line, cells)) is not None]
    return found, table.finished()


def _rows(table: _Table, data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with the line where it begins."""
    try:
        text = data.decode("utf-8-sig")  # spreadsheets write a byte order mark
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        table.wrong(line, "encoding", "this is not UTF-8", "save the table as CSV UTF-8")
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        hint = "a cell that holds a comma or quotes stands in double quotes"
        table.wrong(reader.line_num, "csv", f"this row cannot be read: {error}", hint)


def _columns(table: _Table, line: int, header: Sequence[str]) -> bool:
    """Whether the columns are those of a ledger."""
    sign = next((sign for sign in _SEPARATORS if sign in "".join(header)), "")
    if sign and len(header) == 1:
        hint = "save the table with commas between its columns"
        table.wrong(line, "csv", f"the columns are separated by {_SEPARATORS[sign]}", hint)
        return False
    for n, name in enumerate(header):
        if name in header[:n]:
            table.wrong(line, "duplicate-key", f"two columns are called '{shown(name)}'")
        elif name not in COLUMNS:
            english = f"write '{_CHINESE[name]}'" if name in _CHINESE else ""
            hint = english or did_you_mean(name, COLUMNS) or f"columns are {', '.join(COLUMNS)}"
            table.wrong(line, "unknown-field", f"a ledger has no column '{shown(name)}'", hint)
    for name in _NEEDED:
        if name not in header and not table.problems:
            hint = f"the first row is: {','.join(COLUMNS)}"
            table.wrong(line, "missing-field", f"there is no column '{name}'", hint)
    table.places = {name: n for n, name in enumerate(header)}
    return not table.problems


def _row(table: _Table, line: int, cells: Sequence[str]) -> LedgerRow | None:
    """The row that some cells make; None after telling what is wrong with them."""
    if len(cells) > len(table.places):
        message = f"{len(cells)} cells below {len(table.places)} columns"
        table.wrong(line, "csv", message, "put a cell that holds a comma in double quotes")
        return None
    values: dict[str, object] = {"location": Location(table.file, line)}
    for name in COLUMNS:
        place = table.places.get(name, len(cells))
        text = cells[place].strip() if place < len(cells) else ""
        if not text and name in _NEEDED:
            table.wrong(line, "missing-field", f"this row has no '{name}'")
            return None
        try:
            values[_FIELDS[name]] = table.value(name, text)
        except ValueError as error:
            table.wrong(line, "bad-value", f"'{name}' cannot be '{shown(text)}'", str(error))
            return None
    return LedgerRow(**values)  # type: ignore[arg-type]  # what `_READ` makes of each


def _day(text: str, zone: tzinfo) -> datetime:
    if not _DAY.fullmatch(text):
        raise ValueError("a date is written 2026-10-05")
    day = date.fromisoformat(text)  # its ValueError names the part that is out of range
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError(f"the year lies between {_FIRST_YEAR} and {_LAST_YEAR}")
    return datetime.combine(day, time(), zone)


def _person(text: str, _zone: tzinfo) -> Byline:
    name = " ".join(unicodedata.normalize("NFC", text).split())
    bare = name.removeprefix("@").strip()
    if not bare:
        raise ValueError("a name is missing behind the '@'")
    return Byline(bare, handle=name.startswith("@"))


def _role(text: str, _zone: tzinfo) -> str:
    found = role_of(text)
    if not isinstance(found, Role):
        roles = [str(role) for role in Role]
        raise ValueError(did_you_mean(text, roles) or f"roles are {', '.join(roles)}")  # noqa: TRY004 - the text is a text
    return str(found)


def _count(text: str, _zone: tzinfo) -> int:
    if text and not _COUNT.fullmatch(text):
        raise ValueError("a count is a whole number from 1; an empty cell is 1")
    return int(text or 1)


def _what(text: str, _zone: tzinfo) -> str:
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable() or sign == _JOINER)


def _link(text: str, _zone: tzinfo) -> str:
    if text and not _LINK.fullmatch(text):
        raise ValueError("an address begins with https:// or http://")
    return text


_READ: Mapping[str, Callable[[str, tzinfo], object]] = {
    "date": _day,
    "person": _person,
    "role": _role,
    "count": _count,
    "what": _what,
    "link": _link,
}
