"""Ledgers at an instant: the rows that count, and whom they name in vain."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from generator.journal.people import People
from generator.model.ledger import LedgerRow, oldest_first
from generator.model.reference import Byline
from generator.problems import Location, Problem, Severity, did_you_mean, shown

_MOST_NAMES = 5
_MOST_LINES = 8


def up_to(
    rows: Iterable[LedgerRow], people: People, at: datetime
) -> tuple[tuple[LedgerRow, ...], list[Problem]]:
    """The rows whose day has come, oldest first, and what is wrong with any of them.

    What lies ahead waits for its day. Rows of plain names that are in no people table stay, and
    count for nobody.
    """
    ordered = sorted(rows, key=oldest_first)
    problems = [*_ahead(ordered, at), *_nobody(ordered, people)]
    return tuple(row for row in ordered if row.when <= at), problems


def _ahead(rows: Sequence[LedgerRow], at: datetime) -> Iterator[Problem]:
    """Rows of days to come, of which there are few unless a year is mistyped."""
    for found in _by_file(row for row in rows if row.when > at):
        days = _listed([f"{row.when:%Y-%m-%d}" for row in found], _MOST_LINES)
        said = "one row is" if len(found) == 1 else f"{len(found)} rows are"
        message = f"{said} of a day to come ({days}), and will count from then on"
        hint = "if the day is right, nothing needs to be done"
        yield Problem(found[0].location, "early-row", message, hint, Severity.WARNING)


def _nobody(rows: Sequence[LedgerRow], people: People) -> Iterator[Problem]:
    known = {row.person: people.behind(row.person) for row in rows}
    strangers = [row for row in rows if known[row.person] is None]
    handles: dict[Byline, LedgerRow] = {}
    for row in strangers:
        if row.person.handle:
            handles.setdefault(row.person, row)
    for byline, row in handles.items():
        message = f"'{shown(str(byline))}' is nobody in the people table"
        near = did_you_mean(byline.name.casefold(), people.ids)
        hint = near or "add them to content/people.yaml, or write the name without '@'"
        yield Problem(row.location, "unknown-person", message, hint)
    plain = [row for row in strangers if not row.person.handle]
    yield from _shared((row for row in plain if people.candidates(row.person)), people)
    yield from _unlisted(row for row in plain if not people.candidates(row.person))


def _shared(rows: Iterable[LedgerRow], people: People) -> Iterator[Problem]:
    """Names that several people have; each is told once."""
    first: dict[Byline, LedgerRow] = {}
    for row in rows:
        first.setdefault(row.person, row)
    for byline, row in first.items():
        yield of_several(byline, people, row.location)


def of_several(byline: Byline, people: People, place: Location) -> Problem:
    """A name that several people have, and so means none of them."""
    ids = people.candidates(byline)
    message = f"'{shown(byline.name)}' may be {' or '.join(ids)}, so it stands for neither"
    hint = f"write the handle, such as '@{ids[0]}'"
    return Problem(place, "ambiguous-name", message, hint, Severity.WARNING)


def _unlisted(rows: Iterable[LedgerRow]) -> Iterator[Problem]:
    """Plain names of people who are in no table."""
    for found in _by_file(rows):
        names = list(dict.fromkeys(shown(row.person.name) for row in found))
        said = "is" if len(names) == 1 else "are"
        rows_ = "one row counts" if len(found) == 1 else f"{len(found)} rows count"
        message = f"{_listed(names, _MOST_NAMES)} {said} in no people table, so {rows_} for nobody"
        hint = "add them to content/people.yaml, or leave the row out"
        yield Problem(found[0].location, "unknown-person", message, hint, Severity.WARNING)


def _by_file(rows: Iterable[LedgerRow]) -> Iterator[list[LedgerRow]]:
    """Rows by the file that they stand in, as they stand there."""
    found: dict[str, list[LedgerRow]] = {}
    for row in sorted(rows, key=lambda row: row.location):
        found.setdefault(row.location.file, []).append(row)
    yield from found.values()


def _listed(words: Sequence[str], most: int) -> str:
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more
