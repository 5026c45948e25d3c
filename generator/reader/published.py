"""The register of publications as a file: `published.csv` beside `friday.yaml`.

UTF-8, commas (RFC 4180), a row for each language version of each entry that the feeds have held. A
first row `*` says when the journal was last published. This module is the one place that knows the
format, for reading and for writing.

Two branches that both published are merged by keeping the rows of both: rows of one entry that
agree on its id are one when they are read.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from msgspec import Struct, field

from generator.kinds.table import KINDS
from generator.model.publication import EMPTY, REGISTER, Key, Publication, Register, merged_rows
from generator.model.reference import ID, Reference
from generator.problems import Location, Problem, did_you_mean, shown
from generator.reader.registers import MOST_PROBLEMS, Sheet, in_conflict, instant_in, rows_of
from generator.reader.scrubber import Scrubber

COLUMNS = ("entry", "lang", "id", "path", "due", "first", "gone", "queued", "digest")
"""Names of the columns, all of which are needed, in the order in which they are written."""

_ALL = "*"
_INSTANTS = ("due", "first", "gone", "queued")
_LANG = re.compile(r"[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x20\x7f<>\"{}|\\^`]+")
_PATH = re.compile(r"/[^\s\x00-\x1f\x7f\\]*")
_DIGEST = re.compile(r"[0-9a-f]{8,64}")
_LARGEST_BYTES = 256 << 20
_RESTORE = "take the file back from the history: git checkout HEAD -- published.csv"
_SHEET = Sheet(COLUMNS, "register", cells=_RESTORE, quotes=_RESTORE)


class _File(Struct):
    """A register as it is read."""

    problems: list[Problem] = field(default_factory=list)
    rows: dict[Key, Publication] = field(default_factory=dict)
    holders: dict[str, Publication] = field(default_factory=dict)
    last: datetime | None = None
    authority: str = ""
    begun: datetime | None = None

    def wrong(self, line: int, code: str, message: str, hint: str = "") -> None:
        """One more mistake."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(Location(REGISTER, line), code, message, hint))


def read_register(
    project: Path, scrubber: Scrubber | None = None
) -> tuple[Register, list[Problem]]:
    """The register of a project; an empty one where there is none yet.

    Args:
        scrubber: knows who is forgotten; what holds a name of theirs is left out of the register.
    """
    file = project / REGISTER
    if not file.is_file():
        return EMPTY, []
    try:
        data = file.read_bytes() if file.stat().st_size <= _LARGEST_BYTES else None
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        problem = Problem(Location(REGISTER), "unreadable", f"the file cannot be read: {reason}")
        return EMPTY, [problem]
    if data is None:
        message = "the register is too large to be one"
        return EMPTY, [Problem(Location(REGISTER), "register", message, _RESTORE)]
    return parse_register(data, scrubber)


def parse_register(data: bytes, scrubber: Scrubber | None = None) -> tuple[Register, list[Problem]]:
    """The register that some bytes hold, and everything wrong with them.

    Args:
        scrubber: as for `read_register`.
    """
    found = _File()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found.wrong(
            data.count(b"\n", 0, error.start) + 1, "encoding", "this is not UTF-8", _RESTORE
        )
        return EMPTY, found.problems
    if in_conflict(text, found):
        return EMPTY, found.problems
    for line, cells in rows_of(text, _SHEET, found, partial(_columns, found)):
        _take(cells, line, found)
    if found.problems:
        return EMPTY, found.problems
    rows = found.rows.values()
    kept = (_without(row, scrubber) if scrubber else row for row in rows)
    rows_kept = _sorted(row for row in kept if row)
    return Register(found.last, rows_kept, found.authority, found.begun), []


def register_text(register: Register) -> str:
    """The register as its file holds it: the same register always gives the same text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    if register.last is not None:
        begun = register.begun.isoformat() if register.begun else ""
        last = register.last.isoformat()
        writer.writerow((_ALL, "", register.authority, "", begun, last, "", "", ""))
    writer.writerows(map(_cells, _sorted(register.rows.values()).values()))
    return out.getvalue()


def _cells(row: Publication) -> tuple[str, ...]:
    instants = (each.isoformat() if each else "" for each in (row.due, row.first, row.gone))
    queued = row.queued.isoformat() if row.queued else ""
    paths = " ".join(filter(None, (row.path, *row.former)))
    return (str(row.reference), row.lang, row.feed_id, paths, *instants, queued, row.digest)


def _sorted(rows: Iterable[Publication]) -> dict[Key, Publication]:
    return {row.key: row for row in sorted(rows, key=lambda row: row.key)}


def _columns(found: _File, names: Sequence[str], line: int) -> bool:
    for name in names:
        if name not in COLUMNS:
            hint = did_you_mean(name, COLUMNS)
            hint = hint or "it was written by a newer version of this program: use that one"
            found.wrong(line, "unknown-field", f"a register has no column '{shown(name)}'", hint)
    for name in COLUMNS:
        if names.count(name) > 1:
            found.wrong(line, "duplicate-key", f"two columns are called '{name}'", _RESTORE)
        elif name not in names:
            hint = f"the first line is: {','.join(COLUMNS)}"
            found.wrong(line, "missing-field", f"there is no column '{name}'", hint)
    return not found.problems


def _take(cells: Mapping[str, str], line: int, found: _File) -> None:
    """A row into the register, or what is wrong with it."""
    before = len(found.problems)
    instants = {name: instant_in(name, cells[name], line, found) for name in _INSTANTS}
    _check_texts(cells, line, found)
    if cells["entry"] == _ALL:
        first, begun = instants["first"], instants["due"]
        found.begun = min(filter(None, (found.begun, begun)), default=None)
        found.last = max(filter(None, (found.last, first)), default=None)
        found.authority = found.authority or cells["id"].strip()
        return
    reference = _reference(cells["entry"], line, found)
    if not _LANG.fullmatch(cells["lang"]):
        message = f"'lang' cannot be '{shown(cells['lang'])}'"
        found.wrong(line, "bad-value", message, "it is a language code, such as zh-CN or en")
    if reference is None or len(found.problems) > before:
        return
    path, *former = cells["path"].split() or [""]
    place = Location(REGISTER, line)
    row = Publication(
        reference,
        cells["lang"],
        cells["id"],
        path,
        **instants,
        digest=cells["digest"],
        place=place,
        former=tuple(former),
    )
    _keep(row, found)


def _check_texts(cells: Mapping[str, str], line: int, found: _File) -> None:
    """The id, the paths and the digest."""
    if cells["entry"] != _ALL and cells["id"] and not _URI.fullmatch(cells["id"]):
        message = f"'id' cannot be '{shown(cells['id'])}'"
        found.wrong(line, "bad-value", message, "an id is a URI without spaces, such as tag:…")
    for path in cells["path"].split():
        if not _PATH.fullmatch(path) or ".." in path.split("/"):
            message = f"'path' cannot be '{shown(path)}'"
            found.wrong(line, "bad-value", message, "a path begins with '/', such as /diaries/a/")
    if cells["digest"] and not _DIGEST.fullmatch(cells["digest"]):
        message = f"'digest' cannot be '{shown(cells['digest'])}'"
        found.wrong(line, "bad-value", message, "it is hexadecimal; leave it empty if it is lost")


def _reference(text: str, line: int, found: _File) -> Reference | None:
    kind, colon, name = text.partition(":")
    if not colon or not ID.match(name):
        message = f"'entry' cannot be '{shown(text)}'"
        found.wrong(line, "bad-value", message, "an entry is written kind:id, such as diary:hello")
        return None
    fed = [each.name for each in KINDS.values() if each.in_feed]
    if kind not in KINDS:
        hint = did_you_mean(kind, fed) or f"kinds are {', '.join(fed)}"
        found.wrong(line, "unknown-kind", f"'{shown(kind)}' is no kind", hint)
        return None
    if kind not in fed:
        hint = "delete this row: only what feeds hold stands in the register"
        found.wrong(line, "unknown-kind", f"no feed holds anything of kind '{kind}'", hint)
        return None
    return Reference(kind, name)


def _keep(row: Publication, found: _File) -> None:
    """Put a row beside the others; rows of one entry that agree on its id are one."""
    other = found.rows.get(row.key)
    if other is not None and other.feed_id and row.feed_id and other.feed_id != row.feed_id:
        message = (
            f"'{row.reference}' in '{row.lang}' has two ids: line {other.place.line} has another"
        )
        hint = (
            "delete one of the two rows: readers know the older one, which has the earlier 'first'"
        )
        found.wrong(row.place.line, "duplicate-key", message, hint)
        return
    holder = found.holders.get(row.feed_id) if row.feed_id else None
    if holder is not None and holder.key != row.key:
        message = f"'{holder.reference}' in '{holder.lang}' has the same id as this entry"
        hint = (
            f"see line {holder.place.line}; delete the row of the entry that took the other's place"
        )
        found.wrong(row.place.line, "duplicate-id", message, hint)
        return
    found.rows[row.key] = merged_rows(other, row) if other is not None else row
    if row.feed_id:
        found.holders[row.feed_id] = found.rows[row.key]


def _without(row: Publication, scrubber: Scrubber) -> Publication | None:
    """A row of which nothing names somebody who is forgotten; None if its entry is called so.

    Such an entry gets another name, and with it another id: the old one says whose it was.
    """
    if scrubber.finds(str(row.reference)):
        return None
    former = tuple(path for path in row.former if not scrubber.finds(path))
    path = "" if scrubber.finds(row.path) else row.path
    feed_id = "" if scrubber.finds(row.feed_id) else row.feed_id
    return replace(row, path=path, former=former, feed_id=feed_id)
