"""Open ends: what a thread still waits for, since when, and who answers for it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from generator.journal.loop.links import LONG_AGO, Links
from generator.journal.loop.promises import promise
from generator.journal.schedule import State, state
from generator.journal.threads import OpenEnd, Standing
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Byline, Reference

STILL_OPEN = "Still open"
UNANSWERED = "Waiting for an answer"


def open_ends(
    entries: Iterable[Entry],
    links: Links,
    standings: Mapping[Reference, Standing],
    at: datetime,
) -> tuple[OpenEnd, ...]:
    """What the public entries of a thread still wait for, most overdue first, then oldest first."""
    found = [end for entry in entries for end in _ends(entry, links, standings, at)]
    return tuple(sorted(found, key=_urgency)) if len(found) > 1 else tuple(found)


def _urgency(end: OpenEnd) -> tuple[bool, datetime, datetime, Reference]:
    due = end.due if end.overdue else None
    return (not end.overdue, due or LONG_AGO, end.since or LONG_AGO, end.entry)


def _ends(
    entry: Entry, links: Links, standings: Mapping[Reference, Standing], at: datetime
) -> Iterator[OpenEnd]:
    kind = KINDS[entry.kind]
    if kind.journey is not None:
        end = journey_end(entry, entry.reference, links, standings[entry.reference], at)
        yield from (end,) if end else ()
    elif kind.answer is not None:
        yield from _asked(entry, links, at)
    elif kind.judges and entry.reference not in links.replies:
        yield OpenEnd(UNANSWERED, entry.reference, entry.head.date, owner=_author(entry))


def journey_end(
    entry: Entry, reference: Reference, links: Links, standing: Standing, at: datetime
) -> OpenEnd | None:
    """What something on a journey waits for; None for what has arrived."""
    journey = KINDS[entry.kind].journey
    if journey is None or standing.status not in journey.awaited:
        return None
    owed = promise(entry, links.entries, standing, at)
    return OpenEnd(
        journey.awaited[standing.status],
        reference,
        standing.since or entry.head.date,
        due=owed.due if owed else None,
        overdue=bool(owed and owed.overdue),
        owner=getattr(entry.record, journey.owner),
        late=owed.late if owed else None,
    )


def _asked(entry: Entry, links: Links, at: datetime) -> Iterator[OpenEnd]:
    """A poll or a call that is not over, or not answered."""
    owed = promise(entry, links.entries, None, at, links.sent_due.get(entry.reference))
    if owed is None:
        return
    kind = KINDS[entry.kind]
    now = state(entry, at)
    begins, ends = (
        (getattr(entry.record, name) for name in kind.span) if kind.span else (None, None)
    )
    is_over = now in {State.CLOSED, None}
    yield OpenEnd(
        UNANSWERED if is_over else STILL_OPEN,
        entry.reference,
        (ends if is_over else begins) or entry.head.date,
        due=owed.due,
        overdue=owed.overdue,
        owner=_author(entry),
        late=owed.late,
    )


def _author(entry: Entry) -> Byline | None:
    """Who of the team wrote something, and so answers for it."""
    return entry.head.authors[0] if entry.head.authors else None
