"""When a journal changes by itself: every instant at which a build may differ from the one before.

Law: none is missing. A date anywhere in an entry, the ledger or a rhythm is an instant, whatever is
made of it; what is counted in days, months or years changes when those begin in the journal's
zone. So two builds between which no instant lies have the same bytes. There may be one at which
nothing changes after all: that costs a build and misleads nobody.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import cache
from typing import get_args, get_type_hints

from msgspec import Struct

from generator.config import Config
from generator.journal.cadence import GRACE, cadence_of
from generator.journal.journal import Journal
from generator.journal.loop.promises import deadline
from generator.journal.sent import call_of, days_of, due, turning_points
from generator.journal.timetable import Rhythm, rhythms
from generator.journal.visibility import NAMELESS, ends, hidden_because, public_since
from generator.kinds.kind import Kind
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.fields import Record
from generator.model.reference import Reference
from generator.model.zones import named

_AHEAD = timedelta(days=32)
"""Farther than the end of any month, which is always an instant."""


class What(StrEnum):
    """What happens at an instant."""

    APPEARS = "appears"
    EXPIRES = "expires"
    EDITED = "edited"
    DATE = "date"
    OVERDUE = "overdue"
    LEDGER = "ledger"
    SENT = "sent"
    SLOT = "slot"
    LATE = "late"
    PASSED = "passed"
    ZONE = "zone"
    DAY = "day"
    MONTH = "month"


class Occasion(Struct, frozen=True, order=True):
    """Something that happens by itself.

    Attributes:
        at: when, in UTC.
        entry: what it happens to, as `kind:id`; empty for the whole journal.
        lang: its language version; empty for the whole journal.
        field: where its author wrote the date; empty for what follows from elsewhere.
    """

    at: datetime
    what: What
    entry: str = ""
    lang: str = ""
    field: str = ""


def next_change(journal: Journal) -> datetime | None:
    """The first instant after the journal's own at which a build may differ; None if there is none.

    At the latest it is the beginning of a month, whose page every journal has.
    """
    first = next(instants(journal, journal.at, journal.at + _AHEAD), None)
    return first.at if first else None


def instants(journal: Journal, after: datetime, until: datetime) -> Iterator[Occasion]:
    """Everything that happens by itself in a time, in its order; `until` belongs to it.

    What nobody can know yet, such as what authors will write, is left out.
    """
    found = {each for each in _occasions(journal, after, until) if after < each.at <= until}
    yield from sorted(found)


def _occasions(journal: Journal, after: datetime, until: datetime) -> Iterator[Occasion]:
    """The same in no order, and some from before or after."""
    for versions in journal.written.values():
        for entry in versions:
            yield from _of_entry(journal, entry)
    yield from (Occasion(when.astimezone(UTC), What.LEDGER) for when in journal.ahead)
    yield from _sent(journal)
    for rhythm in rhythms(journal.config):
        yield from _of_rhythm(rhythm, after, until)
    yield from _moves(journal.config)
    yield from _calendar(journal, after, until)


def _sent(journal: Journal) -> Iterator[Occasion]:
    """When what was sent in comes, is decided, and should have been."""
    for row in journal.submissions:
        call = call_of(row)
        for instant in turning_points(row):
            yield Occasion(instant.astimezone(UTC), What.SENT, str(call))
        original = journal.original(call)
        days = days_of(original) if original is not None else None
        if days is not None:
            yield Occasion(due(row, days).astimezone(UTC), What.OVERDUE, str(call))


def _of_entry(journal: Journal, entry: Entry) -> Iterator[Occasion]:
    """What happens to a version that is public, or will be by itself."""
    span = _public(journal, entry)
    if span is None:
        if entry.head.date is not None and cadence_of(journal.config, entry) is not None:
            yield _occasion(entry.head.date, What.DATE, entry, "date")  # a queue goes on behind it
        return
    since, expires = span
    if since is not None:
        yield _occasion(since, What.APPEARS, entry)
    if expires is not None:
        yield _occasion(expires, What.EXPIRES, entry)
    if entry.head.updated is not None:
        yield _occasion(entry.head.updated, What.EDITED, entry, "updated")
    answer = KINDS[entry.kind].answer
    for name, moment in moments(entry.record):
        yield _occasion(moment, What.DATE, entry, name)
        if answer is not None and name == answer.due and moment.time() == time():
            yield _occasion(deadline(moment), What.OVERDUE, entry, name)


def _occasion(at: datetime, what: What, entry: Entry, field: str = "") -> Occasion:
    return Occasion(at.astimezone(UTC), what, str(entry.reference), entry.lang, field)


def _public(journal: Journal, entry: Entry) -> tuple[datetime | None, datetime | None] | None:
    """From when until when a version is public; None if it is not and will not be by itself."""
    hidden = journal.hidden.get((entry.reference, entry.lang))
    since = public_since(entry, lambda reference: _original(journal, reference))
    if hidden is None or hidden.reason in NAMELESS:
        return since, ends(entry)
    if hidden.until is None or since is None:
        return None
    later = hidden_because(entry, since, lambda reference: _original(journal, reference))
    return (since, ends(entry)) if later is None else None


def _original(journal: Journal, reference: Reference) -> Entry | None:
    versions = journal.written.get(reference)
    return versions[0] if versions else None


def moments(record: Record) -> Iterator[tuple[str, datetime]]:
    """Every date inside a record, with the name of the outermost field that holds it."""
    for name in _dated(type(record)):
        yield from ((name, moment) for moment in _inside(getattr(record, name)))


def _inside(value: object) -> Iterator[datetime]:
    if isinstance(value, datetime):
        yield value
    elif isinstance(value, Record):
        yield from (moment for _, moment in moments(value))
    elif isinstance(value, tuple | Mapping):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _inside(part)


@cache
def _dated(record: type[Record]) -> tuple[str, ...]:
    """Fields of a record that may hold a date; there may be tens of thousands of records."""
    hints = get_type_hints(record)
    return tuple(name for name in record.model_fields if _may_hold(hints[name], frozenset()))


def _may_hold(hint: object, seen: frozenset[object]) -> bool:
    """Whether a value of a type may be a date, or hold one."""
    if hint in seen:
        return False
    if isinstance(hint, type) and issubclass(hint, datetime):
        return True
    inner: Iterable[object] = get_args(hint)
    if isinstance(hint, type) and issubclass(hint, Record):
        inner = get_type_hints(hint).values()
    return any(_may_hold(each, seen | {hint}) for each in inner)


def _of_rhythm(rhythm: Rhythm, after: datetime, until: datetime) -> Iterator[Occasion]:
    """When slots come, when a publish is too late for them, and when a queue passes them over."""
    first = after - max(GRACE, rhythm.patience)
    for slot in rhythm.slots(first, until):
        at = slot.at.astimezone(UTC)
        yield Occasion(at, What.SLOT, field=rhythm.id)
        yield Occasion(rhythm.end_of(slot).astimezone(UTC), What.LATE, field=rhythm.id)
        yield Occasion(at + GRACE, What.PASSED, field=rhythm.id)
    for slot in rhythm.pauses(after, until):
        yield Occasion(slot.at.astimezone(UTC), What.SLOT, field=rhythm.id)


def _moves(config: Config) -> Iterator[Occasion]:
    """When the team moves: its days begin at another hour from then on."""
    name = config.timezone
    for day, following in sorted(config.timezones.items()):
        for zone in (name, following):
            yield Occasion(midnight(day.year, day.month, day.day, named(zone)), What.ZONE)
        name = following


def _calendar(journal: Journal, after: datetime, until: datetime) -> Iterator[Occasion]:
    """Where days and months begin."""
    zone = journal.config.zone
    ages = any(_counts_days(KINDS[versions[0].kind]) for versions in journal.public())
    day = after.astimezone(zone).date()
    last = until.astimezone(zone).date() + timedelta(days=1)
    while day <= last:
        if ages:
            yield Occasion(midnight(day.year, day.month, day.day, zone), What.DAY)
        if day.day == 1:
            yield Occasion(midnight(day.year, day.month, 1, zone), What.MONTH)
        day += timedelta(days=1)


def midnight(year: int, month: int, day: int, zone: tzinfo) -> datetime:
    """The first instant of a day in a zone, in UTC; of a day that begins later, that instant."""
    return datetime(year, month, day, tzinfo=zone).astimezone(UTC)


def _counts_days(kind: Kind) -> bool:
    """Whether pages say how many days ago something of a kind was, or as of which day they are."""
    return any((kind.journey, kind.answer, kind.changes, kind.judges, kind.period))
