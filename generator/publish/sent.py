"""`outbox.csv`: which letters were sent, so that none is sent twice. It holds no names.

It lies beside `friday.yaml`, and belongs into the repository. Its first row says from when on there
is anything to send; every other row is a letter. Rows are only ever added.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from generator.files import put
from generator.problems import Location, Problem, ProblemsFound, shown
from generator.publish.failures import telling
from generator.publish.lock import held

FILE = "outbox.csv"
COLUMNS = ("key", "when", "what")
START = "start"
WAIT_SECONDS = 10.0

_KEY = re.compile(r"[0-9a-f]{16}")
_LOCK = Path(".friday") / "outbox"


class Mark(Struct, frozen=True):
    """A letter that was sent; `what` says what about, for people, and may be empty."""

    key: str
    what: str = ""


class Sent(Struct, frozen=True):
    """What was sent.

    Attributes:
        start: what happened before is not to be sent; None if nobody has begun yet.
        keys: of the letters that were sent.
    """

    start: datetime | None = None
    keys: frozenset[str] = frozenset()


def is_key(text: str) -> bool:
    """Whether a text has the form of a key."""
    return _KEY.fullmatch(text) is not None


def load(project: Path) -> Sent:
    """What was sent of a project's letters.

    Raises:
        ProblemsFound: the file cannot be understood; so nothing may be sent.
        CommitFailed: it cannot be read.
    """
    file = project / FILE
    with telling(file):
        data = file.read_bytes() if file.exists() else b""
    return _parsed(data) if data else Sent()


def begin(project: Path, start: datetime) -> Sent:
    """What was sent, in a file that says from when on; one that says so already stays.

    Raises:
        ProblemsFound: the file cannot be understood.
        CommitFailed: it cannot be written.
        OutputBusy: another process writes it for too long.
    """
    with _alone(project):
        found = load(project)
        if found.start is None:
            _add(project, [(START, start.isoformat(), "")])
        return load(project)


def mark(project: Path, letters: Iterable[Mark], at: datetime) -> tuple[str, ...]:
    """Write down that letters were sent; returns the keys that were not there yet, in order.

    Raises:
        ProblemsFound: the file cannot be understood.
        CommitFailed: it cannot be written.
        OutputBusy: another process writes it for too long.
    """
    with _alone(project):
        found = load(project)
        new = {each.key: each for each in letters if each.key not in found.keys}
        start = [(START, at.isoformat(), "")] if new and found.start is None else []
        rows = [(each.key, at.isoformat(), each.what) for each in new.values()]
        if rows:
            _add(project, [*start, *rows])
        return tuple(new)


def _alone(project: Path) -> AbstractContextManager[None]:
    folder = project / _LOCK
    with telling(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return held(folder, wait_seconds=WAIT_SECONDS, busy="being written")


def _parsed(data: bytes) -> Sent:
    problems: list[Problem] = []
    rows = _rows(data, problems)
    if rows and tuple(rows[0][1][: len(COLUMNS)]) != COLUMNS:
        hint = f"its first row is: {','.join(COLUMNS)}"
        problems.append(_problem(rows[0][0], "these are not the columns of the outbox", hint))
    start: datetime | None = None
    found: set[str] = set()
    for line, cells in rows[1:] if not problems else ():
        key, when = (*cells, "", "")[:2]
        moment = _moment(when)
        if moment is None or not (key == START or is_key(key)):
            said = shown(",".join(cells))
            hint = "take it out, or mend it: a row is a key, when it was sent, and what it was"
            problems.append(_problem(line, f"'{said}' is no row of the outbox", hint))
        elif key == START:
            start = moment if start is None else min(start, moment)
        else:
            found.add(key)
    if problems:
        raise ProblemsFound(problems)
    return Sent(start, frozenset(found))


def _rows(data: bytes, problems: list[Problem]) -> list[tuple[int, Sequence[str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(_problem(line, "this is not UTF-8", "save the file as UTF-8"))
        return []
    reader = csv.reader(io.StringIO(text, newline=""))
    return [(reader.line_num, cells) for cells in reader if any(cells)]


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _problem(line: int, message: str, hint: str) -> Problem:
    return Problem(Location(FILE, line), "outbox", message, hint)


def _add(project: Path, rows: Sequence[tuple[str, str, str]]) -> None:
    """Put rows behind those that are there, whole or not at all."""
    file = project / FILE
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    with telling(file):
        before = file.read_bytes() if file.exists() else b""
        if not before:
            writer.writerow(COLUMNS)
        elif not before.endswith(b"\n"):
            before += b"\n"
        writer.writerows(rows)
        put(file, before + text.getvalue().encode())
