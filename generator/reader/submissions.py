"""The register of submissions as a file: `content/submissions.csv`.

UTF-8, commas (RFC 4180), a row for each submission, sorted by key. This module is the one place
that knows the format, for reading and for writing.

Two branches that both took submissions in are merged by keeping the rows of both: rows of one key
are one when they are read, and the later decision outweighs.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from msgspec import Struct, field

from generator.kinds.call import WAYS
from generator.model.reference import ID, Reference
from generator.model.submission import KEY
from generator.model.submission_row import (
    COLUMNS,
    SUBMISSIONS,
    Decision,
    SubmissionRow,
    in_register_order,
    merged,
)
from generator.problems import Location, Problem, did_you_mean, shown
from generator.reader.registers import MOST_PROBLEMS, Sheet, in_conflict, instant_in, rows_of

_ROLE = re.compile(r"[^\W_][\w -]{0,39}")
_SHEET = Sheet(
    COLUMNS,
    "submissions",
    cells="put a cell that holds a comma in double quotes",
    quotes="a cell that holds a comma or quotes stands in double quotes",
)
_MOST_REASON = 2000  # characters
_KINDS = tuple(sorted({way.becomes for way in WAYS.values() if way.becomes}))
_JOINER = "\u200d"  # holds emoji together


class _File(Struct):
    """A register as it is read."""

    name: str
    problems: list[Problem] = field(default_factory=list)
    rows: dict[str, SubmissionRow] = field(default_factory=dict)
    left_out: int = 0

    def wrong(self, line: int, code: str, message: str, hint: str = "") -> None:
        """One more mistake; of very many only their number is told."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(Location(self.name, line), code, message, hint))
        else:
            self.left_out += 1

    def finished(self) -> list[Problem]:
        """Everything wrong with the file."""
        if not self.left_out:
            return self.problems
        message = f"{self.left_out} more mistakes are in this register"
        return [*self.problems, Problem(Location(self.name), "submissions", message)]


def parse_submissions(
    data: bytes, file: str = SUBMISSIONS
) -> tuple[tuple[SubmissionRow, ...], list[Problem]]:
    """The rows that some bytes hold, by key, and everything wrong with them.

    What is wrong with a row leaves it out; the others are returned all the same.

    Args:
        file: its path, for problems.
    """
    found = _File(file)
    try:
        text = data.decode("utf-8-sig")  # spreadsheets write a byte order mark
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found.wrong(line, "encoding", "this is not UTF-8", "save the table as CSV UTF-8")
        return (), found.finished()
    if not in_conflict(text, found):
        for line, cells in rows_of(text, _SHEET, found, partial(_columns, found)):
            _take({name: cell.strip() for name, cell in cells.items()}, line, found)
    return in_register_order(found.rows.values()), found.finished()


def submissions_text(rows: Iterable[SubmissionRow]) -> str:
    """The register as its file holds it: the same rows always give the same text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_cells, in_register_order(rows)))
    return out.getvalue()


def _cells(row: SubmissionRow) -> tuple[str, ...]:
    return (
        row.key,
        row.call,
        row.received.isoformat(),
        row.decision,
        row.decided.isoformat() if row.decided else "",
        row.role,
        on_one_line(row.reason),
        str(row.became or ""),
    )


def _columns(found: _File, names: Sequence[str], line: int) -> bool:
    for name in dict.fromkeys(names):
        if name not in COLUMNS:
            hint = did_you_mean(name, COLUMNS) or f"columns are {', '.join(COLUMNS)}"
            message = f"a register of submissions has no column '{shown(name)}'"
            found.wrong(line, "unknown-field", message, hint)
        elif names.count(name) > 1:
            found.wrong(line, "duplicate-key", f"two columns are called '{name}'")
    for name in COLUMNS:
        if name not in names:
            hint = f"the first line is: {','.join(COLUMNS)}"
            found.wrong(line, "missing-field", f"there is no column '{name}'", hint)
    return not found.problems


def _take(cells: Mapping[str, str], line: int, found: _File) -> None:
    """A row into the register, or what is wrong with it."""
    before = len(found.problems) + found.left_out
    received = instant_in("received", cells["received"], line, found)
    if not cells["received"]:
        found.wrong(line, "missing-field", "this row has no 'received'", "when it came")
    decided = instant_in("decided", cells["decided"], line, found)
    _check_texts(cells, line, found)
    decision = _decision(cells["decision"], line, found)
    became = _reference(cells["became"], line, found) if cells["became"] else None
    if received is None or decision is None or len(found.problems) + found.left_out > before:
        return
    place = Location(found.name, line)
    row = SubmissionRow(
        cells["key"],
        cells["call"],
        received,
        decision,
        decided,
        cells["role"],
        on_one_line(cells["reason"]),
        became,
        place,
    )
    if _fits(row, found):
        _keep(row, found)


def on_one_line(text: str) -> str:
    """A text on one line, without what cannot be seen: the reason is somebody's own words."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable() or sign == _JOINER)


def _check_texts(cells: Mapping[str, str], line: int, found: _File) -> None:
    """The key, the call, the role and the length of the reason."""
    if not KEY.fullmatch(cells["key"]):
        message = f"'key' cannot be '{shown(cells['key'])}'"
        found.wrong(line, "bad-value", message, "a key is 16 hexadecimal digits")
    if not ID.match(cells["call"]):
        message = f"'call' cannot be '{shown(cells['call'])}'"
        found.wrong(line, "bad-value", message, "it is the id of a call, such as your-story")
    if cells["role"] and not _ROLE.fullmatch(cells["role"]):
        message = f"'role' cannot be '{shown(cells['role'])}'"
        hint = "it is a role, such as editor; the register names nobody"
        found.wrong(line, "bad-value", message, hint)
    if len(cells["reason"]) > _MOST_REASON:
        message = f"'reason' is longer than {_MOST_REASON} characters"
        found.wrong(line, "bad-value", message, "say it shorter; the person gets all of it by mail")


def _decision(text: str, line: int, found: _File) -> Decision | None:
    words = [str(each) for each in Decision]
    if text in words:
        return Decision(text)
    hint = did_you_mean(text, words) or f"it is {', '.join(words[:-1])} or {words[-1]}"
    found.wrong(line, "bad-value", f"'decision' cannot be '{shown(text)}'", hint)
    return None


def _reference(text: str, line: int, found: _File) -> Reference | None:
    kind, colon, name = text.partition(":")
    if colon and kind in _KINDS and ID.match(name):
        return Reference(kind, name)
    hint = f"what becomes of a submission is {' or '.join(f'{kind}:id' for kind in _KINDS)}"
    found.wrong(line, "bad-value", f"'became' cannot be '{shown(text)}'", hint)
    return None


def _fits(row: SubmissionRow, found: _File) -> bool:
    """Whether the cells of a row agree with each other."""
    line, before = row.location.line, len(found.problems) + found.left_out
    if row.decision is not Decision.PENDING and row.decided is None:
        hint = "when it was decided, such as 2026-10-02T17:00:00+08:00"
        found.wrong(line, "missing-field", f"what is {row.decision} has 'decided'", hint)
    if row.decision is Decision.PENDING and row.decided is not None:
        hint = "say in 'decision' what was decided, or leave 'decided' empty"
        found.wrong(line, "bad-value", "what is pending was not decided yet", hint)
    if row.decided is not None and row.decided < row.received:
        message = "this was decided before it came"
        found.wrong(line, "bad-order", message, "'decided' is not before 'received'")
    if row.decision is not Decision.DECLINED and row.reason:
        hint = "'reason' says why something was declined"
        found.wrong(line, "bad-value", f"what is {row.decision} has no 'reason'", hint)
    if row.became is not None and row.decision is not Decision.APPROVED:
        hint = "'became' names the entry that an approved submission is"
        found.wrong(line, "bad-value", f"what is {row.decision} became nothing", hint)
    return len(found.problems) + found.left_out == before


def _keep(row: SubmissionRow, found: _File) -> None:
    """Put a row beside the others; rows of one key that agree on the call are one."""
    other = found.rows.get(row.key)
    if other is not None and other.call != row.call:
        message = f"'{row.key}' belongs to '{shown(other.call)}' in line {other.location.line}"
        hint = "delete one of the two rows: a key belongs to one call"
        found.wrong(row.location.line, "duplicate-key", message, hint)
        return
    found.rows[row.key] = merged(other, row) if other is not None else row
