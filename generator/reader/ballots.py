"""Ballot files in normal form, eligibility rolls and voters' comments: text to records.

The normal form is UTF-8 with commas and a row of columns (RFC 4180): `receipt`, `cast`, `count` and
`spoilt` where they are needed, then a column for each option, named by its id. A cell of an option
holds nothing, or a mark (`1`), a rank, a score or the name of a box. Nothing else can stand in such
a file, so that it can be published as it is. `friday import ballots` writes it.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, tzinfo

from msgspec import Struct, field

from generator.model.ballots import COLUMNS, Ballot, Voter
from generator.model.contest import BOXES, Contest, Form
from generator.problems import Location, Problem, did_you_mean, shown

Cell = Callable[[str], int]
"""What the text of an option's cell means; a KeyError or ValueError if it means nothing."""

RECEIPT = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,63}\Z")
"""What can be a receipt: what spreadsheets take for text or a number, and never for a formula."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes spreadsheets take a cell for a formula (OWASP, "CSV Injection")."""

_CAST = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z", re.ASCII)
_COUNT = re.compile(r"[1-9][0-9]{0,9}")
_SEPARATORS = {";": "semicolons", "\t": "tabs", "，": "full-width commas"}
_AGAIN = "write it with: friday import ballots FILE --poll NAME"
_AGAIN_ROLL = "write it with: friday import roll FILE --poll NAME"
_MOST_PROBLEMS = 50
_LARGEST_COUNT = 10**9
_TOO_MANY_DIGITS = 10


class _Sheet(Struct):
    """A table of a file as it is read: its rows with their lines, and what is wrong with it."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    left_out: int = 0

    def wrong(self, line: int, code: str, message: str, hint: str = "") -> None:
        """One more mistake; of very many alike only their number is told."""
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(Problem(Location(self.file, line), code, message, hint))
        else:
            self.left_out += 1

    def finished(self) -> list[Problem]:
        """Everything wrong with the file."""
        if not self.left_out:
            return self.problems
        message = f"{self.left_out} more rows of this file have mistakes"
        return [*self.problems, Problem(Location(self.file), "ballots", message)]

    def rows(self, data: bytes) -> Iterator[tuple[int, list[str]]]:
        """The rows of a file that is really UTF-8, each with the line where it begins."""
        if data.startswith(b"\xef\xbb\xbf"):
            self.wrong(1, "encoding", "the file begins with a byte order mark", _AGAIN)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self.wrong(line, "encoding", "this is not UTF-8", _AGAIN)
            return
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        line = 1
        try:
            for cells in reader:
                if cells:
                    yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            self.wrong(reader.line_num, "csv", f"this row cannot be read: {error}", _AGAIN)


def read_ballots(file: str, data: bytes, contest: Contest) -> tuple[list[Ballot], list[Problem]]:
    """The ballots of a file in normal form, and every row that is no ballot.

    Args:
        file: its path, for problems.
    """
    sheet = _Sheet(file)
    rows = sheet.rows(data)
    line, header = next(rows, (1, []))
    if (not header and sheet.problems) or not _columns(sheet, line, header, contest.options):
        return [], sheet.finished()
    places = {name: n for n, name in enumerate(header)}
    options = tuple((option, places[option]) for option in contest.options)
    cells_of = _Cells(sheet, options, _meanings(contest), _WANTED[contest.form], contest)
    found: list[Ballot] = []
    for line, cells in rows:
        if len(cells) != len(header):
            message = f"this row has {len(cells)} cells below {len(header)} columns"
            sheet.wrong(line, "csv", message, _AGAIN)
            continue
        values = cells_of.values(line, cells)
        rest = _rest(sheet, line, {name: cells[places[name]] for name in COLUMNS if name in places})
        if values is not None and rest is not None:
            found.append(Ballot(values, line=line, **rest))  # type: ignore[arg-type]  # its fields
    return found, sheet.finished()


def _columns(sheet: _Sheet, line: int, header: Sequence[str], options: Sequence[str]) -> bool:
    """Whether the columns are those of the normal form for these options."""
    before = len(sheet.problems)
    sign = next((sign for sign in _SEPARATORS if sign in "".join(header)), "")
    if len(header) == 1 and sign:
        message = f"the columns are separated by {_SEPARATORS[sign]}"
        sheet.wrong(line, "csv", message, _AGAIN)
        return False
    for n, name in enumerate(header):
        if name in header[:n]:
            sheet.wrong(
                line, "ballots", f"two columns are called '{shown(name)}'", "keep one of them"
            )
        elif name not in COLUMNS and name not in options:
            hint = did_you_mean(name, options) or f"options are {', '.join(options)}"
            message = f"no option of the poll is called '{shown(name)}'"
            sheet.wrong(line, "unknown-option", message, hint)
    for option in options:
        if option not in header:
            hint = "each option has a column, empty if nobody chose it"
            sheet.wrong(line, "ballots", f"there is no column for the option '{option}'", hint)
    return len(sheet.problems) == before


def _meanings(contest: Contest) -> Cell:
    """How cells of options are read, the common ones without any work."""
    if contest.form is Form.MARKS:
        return {"1": 1}.__getitem__
    if contest.form is Form.BOXES:
        return {name: n for n, name in enumerate(BOXES)}.__getitem__
    if contest.form is Form.SCORES:
        lowest, highest = contest.scale
        return {str(score): score for score in range(lowest, highest + 1)}.__getitem__
    ranks = {str(rank): rank for rank in range(1, 100)}

    def rank(text: str) -> int:
        known = ranks.get(text)
        if known is not None:
            return known
        if not text.isascii() or not text.isdigit() or text.startswith("0"):
            raise ValueError(text)
        if len(text) >= _TOO_MANY_DIGITS:
            raise ValueError(text)
        return int(text)

    return rank


_CALLED: Mapping[Form, str] = {
    Form.MARKS: "mark",
    Form.RANKS: "rank",
    Form.SCORES: "score",
    Form.BOXES: "box",
}
_WANTED: Mapping[Form, str] = {
    Form.MARKS: "a mark is '1', and no mark an empty cell",
    Form.RANKS: "a rank is a whole number from 1, and no rank an empty cell",
    Form.SCORES: "a score is a whole number from {} to {}, and no score an empty cell",
    Form.BOXES: f"a box is {', '.join(BOXES[:-1])} or {BOXES[-1]}",
}


class _Cells(Struct, frozen=True):
    """How the cells of options are read: each option's place, and what a text there means."""

    sheet: _Sheet
    options: tuple[tuple[str, int], ...]
    meaning: Cell
    wanted: str
    contest: Contest

    def values(self, line: int, cells: Sequence[str]) -> tuple[int | None, ...] | None:
        """What a row says of each option; None if it says something that cannot be read."""
        try:
            return tuple(
                self.meaning(cells[place]) if cells[place] else None for _, place in self.options
            )
        except (KeyError, ValueError):
            self._tell(line, cells)
            return None

    def _tell(self, line: int, cells: Sequence[str]) -> None:
        hint = self.wanted.format(*self.contest.scale)
        for option, place in self.options:
            text = cells[place]
            try:
                self.meaning(text) if text else 0
            except (KeyError, ValueError):
                message = f"'{shown(text)}' is no {_CALLED[self.contest.form]} for '{option}'"
                if text.startswith(FORMULA) and not text[1:].isdigit():
                    message = f"'{shown(text)}' would be a formula in a spreadsheet"
                self.sheet.wrong(line, "bad-ballot", message, hint)


def _rest(sheet: _Sheet, line: int, said: Mapping[str, str]) -> dict[str, object] | None:
    """What a row says besides its options, by the fields of a ballot."""
    found: dict[str, object] = {}
    for name, text in said.items():
        if not text:
            continue
        try:
            found[name] = _REST[name](text)
        except ValueError as error:
            sheet.wrong(line, "bad-ballot", f"'{name}' cannot be '{shown(text)}'", str(error))
            return None
    return found


def _receipt(text: str) -> str:
    if not RECEIPT.match(text):
        raise ValueError("a receipt holds letters, digits and hyphens")
    return text


def _cast(text: str) -> datetime:
    if not _CAST.fullmatch(text):
        raise ValueError("a time is written 2026-07-12T18:30Z")
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError as error:
        raise ValueError(f"there is no such time: {error}") from error


def _count(text: str) -> int:
    if not _COUNT.fullmatch(text) or int(text) > _LARGEST_COUNT:
        raise ValueError("a count is a whole number from 1")
    return int(text)


def _spoilt(text: str) -> bool:
    if text != "yes":
        raise ValueError("write 'yes', or leave the cell empty")
    return True


_REST: Mapping[str, Callable[[str], object]] = {
    "receipt": _receipt,
    "cast": _cast,
    "count": _count,
    "spoilt": _spoilt,
}


def read_roll(file: str, data: bytes, zone: tzinfo) -> tuple[list[Voter], list[Problem]]:
    """Those who may vote, and what is wrong with the file.

    Args:
        zone: time zone of dates of joining, which are days.
    """
    sheet = _Sheet(file)
    rows = sheet.rows(data)
    line, header = next(rows, (1, []))
    if header not in (["receipt"], ["receipt", "joined"]):
        sheet.wrong(line, "roll", "the columns of a roll are 'receipt' and 'joined'", _AGAIN_ROLL)
        return [], sheet.finished()
    found: list[Voter] = []
    lines: dict[str, int] = {}
    for line, cells in rows:
        if len(cells) > len(header):
            message = f"this row has {len(cells)} cells below {len(header)} columns"
            sheet.wrong(line, "roll", message, _AGAIN_ROLL)
            continue
        try:
            receipt = _receipt(cells[0])
            joined = _day(cells[1], zone) if len(cells) > 1 and cells[1] else None
        except ValueError as error:
            message = f"this row cannot be read: {shown(','.join(cells))}"
            sheet.wrong(line, "roll", message, str(error))
            continue
        if receipt in lines:
            message = f"'{receipt}' is also in line {lines[receipt]}"
            sheet.wrong(line, "roll", message, "each voter stands in the roll once")
        lines.setdefault(receipt, line)
        found.append(Voter(receipt, joined, line))
    return found, sheet.finished()


def _day(text: str, zone: tzinfo) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError("a date is written 2026-05-01") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def read_comments(
    file: str, data: bytes, names: frozenset[str]
) -> tuple[list[tuple[str, str]], list[Problem]]:
    """What voters wrote: the option or box it is about, empty for the whole; and the text.

    Args:
        names: ids of options, and names of boxes.
    """
    sheet = _Sheet(file)
    rows = sheet.rows(data)
    line, header = next(rows, (1, []))
    if header != ["on", "text"]:
        sheet.wrong(line, "comments", "the columns of comments are 'on' and 'text'", _AGAIN)
        return [], sheet.finished()
    found: list[tuple[str, str]] = []
    for line, cells in rows:
        if len(cells) != len(header):
            sheet.wrong(line, "comments", f"this row has {len(cells)} cells below two columns")
        elif cells[0] and cells[0] not in names:
            hint = did_you_mean(cells[0], names)
            message = f"nothing here is called '{shown(cells[0])}'"
            sheet.wrong(line, "unknown-option", message, hint)
        elif cells[1].strip():
            found.append((cells[0], cells[1].strip()))
    return found, sheet.finished()
