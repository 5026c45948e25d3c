"""Writes the dates that a queue gives into the files that wait, so that nothing can move them.

Everything else of a file stays as it is, byte for byte.
"""

import re
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from generator.files import put
from generator.journal.journal import Journal
from generator.model.entry import Entry
from generator.model.zones import as_written
from generator.problems import Location, Problem

_QUEUE = re.compile(r"queue[ \t]*:[ \t]*[^\s#]+(?P<rest>[ \t]*(?:[ \t]#.*)?)")


class Pinned(Struct, frozen=True):
    """A file, relative to the project, and the date that is now in it."""

    file: str
    date: datetime


def pin(project: Path, journal: Journal) -> tuple[tuple[Pinned, ...], tuple[Problem, ...]]:
    """Write `date` in place of `queue` into every file that waits and has a slot.

    Returns:
        what was written, and what has to be done by hand.

    Raises:
        OSError: a file cannot be read or written; it is as it was, and those before it are written.
    """
    done: list[Pinned] = []
    problems: list[Problem] = []
    for entry in _waiting(journal):
        place, date = entry.at(("queue",)), entry.head.date
        old = (project / place.file).read_bytes()
        new = _with_date(old, place.line, date_line(date, journal)) if date else None
        if new is None or date is None:
            problems.append(_by_hand(entry, place, journal))
            continue
        put(project / place.file, new)
        done.append(Pinned(place.file, date))
    return tuple(done), tuple(problems)


def date_line(date: datetime, journal: Journal) -> str:
    """The line of front matter that says a date."""
    return f"date: {as_written(date, journal.config.zone)}"


def _waiting(journal: Journal) -> list[Entry]:
    """What waits in a queue by a line of its own file, by files; a draft waits for its author."""
    versions = (entry for group in journal.written.values() for entry in group)
    waiting = (
        entry
        for entry in versions
        if entry.head.queue is not None
        and not entry.head.draft
        and ("date",) not in entry.places
        and entry.at(("queue",)).file == entry.location.file
    )
    return sorted(waiting, key=lambda entry: entry.location)


def _with_date(data: bytes, line: int, date: str) -> bytes | None:
    """A file with a line in place of that of `queue`; None if that is not a line of its own."""
    lines = data.splitlines(keepends=True)
    if not 0 < line <= len(lines):
        return None
    text = lines[line - 1].decode("utf-8", "surrogateescape")
    written = text.rstrip("\r\n")
    found = _QUEUE.fullmatch(written)
    if found is None:
        return None
    pinned = date + found["rest"] + text[len(written) :]
    lines[line - 1] = pinned.encode("utf-8", "surrogateescape")
    return b"".join(lines)


def _by_hand(entry: Entry, place: Location, journal: Journal) -> Problem:
    date = entry.head.date
    hint = f"write '{date_line(date, journal)}' instead" if date else "it has no slot yet"
    return Problem(place, "queue", "the date cannot be written here", hint)
