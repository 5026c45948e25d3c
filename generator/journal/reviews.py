"""Reviews: which month or year the team's own words are about."""

import re
from collections.abc import Iterator
from datetime import datetime, tzinfo

from generator.journal.journal import Journal
from generator.journal.said import Span, month, year
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.problems import Problem

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"[0-9]{4}")
_YEARS = range(1900, 9999)  # as everywhere in dates


def span_of(entry: Entry, zone: tzinfo) -> Span | None:
    """The time that an entry introduces; None if its id names none."""
    name = entry.head.id
    found = _MONTH.fullmatch(name)
    if found and int(found[1]) in _YEARS:
        return month(int(found[1]), int(found[2]), zone)
    if _YEAR.fullmatch(name) and int(name) in _YEARS:
        return year(int(name), zone)
    return None


def check_reviews(journal: Journal) -> Iterator[Problem]:
    """Reviews of nothing, and public ones of a time that has not begun."""
    zone = journal.config.zone
    for reference, versions in journal.written.items():
        if KINDS[reference.kind].period:
            yield from _wrong(versions[0], journal.at, zone)


def _wrong(entry: Entry, at: datetime, zone: tzinfo) -> Iterator[Problem]:
    span = span_of(entry, zone)
    if span is None:
        message = f"'{entry.head.id}' is no month and no year"
        hint = "the id (the file's name) says what it is about: 2026-10, or 2026"
        yield Problem(entry.at(("id",)), "bad-period", message, hint)
    elif span.begins > at and not entry.head.draft:
        message = f"'{entry.head.id}' has not begun yet"
        yield Problem(
            entry.at(("id",)), "early-period", message, "keep it as a draft: 'draft: yes'"
        )
