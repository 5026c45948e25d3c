"""Which of the dates of a post is its date.

Front matter wins, as it does in the generators that posts come from (their addresses follow it,
too); then the file's name, the folders, and last the manifest. What disagrees is noted.
"""

from collections.abc import Mapping
from datetime import date, tzinfo
from pathlib import PurePosixPath

from msgspec import Struct

from generator.intake.posts.dates import Reading, in_name, in_path, read, year_in_path
from generator.intake.posts.names import own_name
from generator.intake.posts.report import Notebook, shortened


class Dated(Struct, frozen=True):
    """The date of a post.

    Attributes:
        text: as it is written into the head: a day, or an instant with its offset.
        found_in: front matter, file name, path or manifest.
    """

    day: date
    text: str
    found_in: str


class Clues(Struct, frozen=True):
    """Everything that may tell a date.

    Attributes:
        written: the field of the front matter; empty if there is none.
        line: where that field stands.
        permalink: the address that the post gives itself.
        first_date: from the manifest, as written there; empty if it is not listed.
        zone: of times that name none.
    """

    path: PurePosixPath
    written: str
    line: int
    permalink: str
    first_date: str
    zone: tzinfo


def decide(clues: Clues, book: Notebook) -> Dated | None:
    """The date of a post, or None when nothing tells it."""
    others = _elsewhere(clues)
    reading = _front_matter(clues, others, book)
    if reading:
        dated = Dated(reading.day, reading.text, "front matter")
    elif others:
        where, day = next(iter(others.items()))
        dated = Dated(day, day.isoformat(), where)
    else:
        return _manifest(clues, book)
    for where, day in others.items():
        if day != dated.day:
            message = f"the {where} says {day}, the {dated.found_in} {dated.day}, which is taken"
            book.note(clues.line, "date-disagrees", message)
    return dated


def _elsewhere(clues: Clues) -> Mapping[str, date]:
    """Days by where they were found, the most trusted first."""
    without_suffix = clues.path.with_suffix("").parts
    found = {
        "file name": in_name(own_name(clues.path)),
        "path": in_path(without_suffix),
        "permalink": in_path(clues.permalink.strip("/").split("/")),
    }
    return {where: day for where, day in found.items() if day}


def _front_matter(clues: Clues, others: Mapping[str, date], book: Notebook) -> Reading | None:
    if not clues.written:
        return None
    reading = read(clues.written, clues.zone)
    if reading is None:
        book.note(clues.line, "date-unreadable", f"not a date: {shortened(clues.written)}")
        return None
    if reading.doubt:
        book.note(clues.line, "date-doubtful", shortened(reading.doubt))
    # of an ambiguous date only the meaning that something else bears out is taken
    return reading if reading.other is None or reading.day in others.values() else None


def _manifest(clues: Clues, book: Notebook) -> Dated | None:
    reading = read(clues.first_date, clues.zone) if clues.first_date else None
    if reading is None or reading.other:
        return None
    year = year_in_path(clues.path.parts)
    if year not in {None, reading.day.year}:
        message = f"the manifest says {reading.day}, the path {year}; the manifest is taken"
        book.note(0, "date-disagrees", message)
    book.note(0, "date-from-manifest", f"no date of its own; first seen on {reading.day}")
    return Dated(reading.day, reading.day.isoformat(), "manifest")
