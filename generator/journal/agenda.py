"""What appears when, what is missing and what is owed: the team's own view, hidden titles and all.

Nothing of this may get into the site: `generator.pages.lists` shows what readers may know.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from generator.journal.instants import Occasion, What, instants
from generator.journal.journal import Journal
from generator.journal.timetable import Rhythm, rhythms
from generator.journal.visibility import NAMELESS, Reason, public_since
from generator.kinds.table import KINDS
from generator.model.cadence import Slot
from generator.model.entry import Entry
from generator.model.reference import Reference


class Sort(StrEnum):
    """What a row of the agenda is about."""

    ENTRY = "entry"
    FREE = "free"
    MISSING = "missing"
    SKIPPED = "skipped"
    DATE = "date"
    PROMISE = "promise"
    OVERDUE = "overdue"
    EXPIRES = "expires"
    WAITS = "waits"


class Row(Struct, frozen=True):
    """A row of the agenda.

    Attributes:
        at: when; None for what has no date yet.
        cadence: the rhythm whose slot it is about; empty for none.
        entry: what it is about; None for a slot that is empty.
        title: of the entry, public or not.
        hidden: why it is not public; None if it is, or if there is no entry.
        overfull: True if several entries hold the slot.
        notes: what else there is to say, in English.
    """

    at: datetime | None
    sort: Sort
    cadence: str = ""
    entry: Reference | None = None
    title: str = ""
    hidden: Reason | None = None
    overfull: bool = False
    notes: tuple[str, ...] = ()


def agenda(journal: Journal, after: datetime, until: datetime) -> tuple[Row, ...]:
    """Everything between two instants in its order, then what is overdue, then what has no date."""
    rows = [
        row for rhythm in rhythms(journal.config) for row in _slots(journal, rhythm, after, until)
    ]
    taken = {row.entry for row in rows}
    rows += [row for row in _appearing(journal, after, until) if row.entry not in taken]
    late = list(_overdue(journal))
    rows += _dates(journal, after, until, frozenset(row.entry for row in late))
    told = {row.entry for row in rows if row.sort is Sort.OVERDUE}
    rows += [row for row in late if row.entry not in told]
    rows += _undated(journal)
    return tuple(sorted(rows, key=_order))


def _order(row: Row) -> tuple[bool, float, str, str, str]:
    moment = row.at.timestamp() if row.at else 0.0
    return (row.at is None, moment, row.sort, str(row.entry or ""), row.cadence)


def _slots(journal: Journal, rhythm: Rhythm, after: datetime, until: datetime) -> Iterator[Row]:
    """The slots of a rhythm with what holds them, those that nothing does, and those left out."""
    holders = _holders(journal, rhythm, until)
    ahead = [s for s, of in holders.items() if s.at > until and any(date > after for date, _ in of)]
    for slot in (*rhythm.slots(after, until), *ahead):
        found = sorted(holders.get(slot, ()), key=lambda each: (each[0], each[1].head.id))
        moved = (f"moved{f': {slot.reason}' if slot.reason else ''}",) if slot.moved else ()
        for date, entry in found:
            aside = () if date == slot.at else (f"its slot is {slot.at:%Y-%m-%d %H:%M}",)
            many = len({each.reference for _, each in found}) > 1
            yield _entry(journal, entry, date, rhythm.id, (*moved, *aside), overfull=many)
        if slot.at > journal.at and not found:
            yield Row(slot.at, Sort.FREE, rhythm.id, notes=moved)
        elif slot.at <= min(journal.at, until) and not any(
            _was_public(journal, each) for _, each in found
        ):
            yield Row(slot.at, Sort.MISSING, rhythm.id, notes=moved)
    for pause in rhythm.pauses(after, until):
        yield Row(pause.at, Sort.SKIPPED, rhythm.id, notes=(pause.reason,))


def _holders(
    journal: Journal, rhythm: Rhythm, until: datetime
) -> Mapping[Slot, Sequence[tuple[datetime, Entry]]]:
    """The slots that entries hold which appear up to an instant, be it early on a slot's day."""
    dates = [
        (date, entry)
        for entry in _originals(journal)
        if (date := _since(journal, entry)) is not None and date <= until and rhythm.holds(entry)
    ]
    found: dict[Slot, list[tuple[datetime, Entry]]] = {}
    for slot, each in zip(rhythm.held([date for date, _ in dates]), dates, strict=True):
        if slot is not None:
            found.setdefault(slot, []).append(each)
    return found


def _was_public(journal: Journal, entry: Entry) -> bool:
    hidden = journal.hidden.get((entry.reference, entry.lang))
    return hidden is None or hidden.reason is Reason.EXPIRED


def _originals(journal: Journal) -> Iterator[Entry]:
    """One version of each entry, but of those that nobody may see any more."""
    over = {Reason.WITHDRAWN, Reason.FORGOTTEN}
    for reference in sorted(journal.written):
        entry = journal.written[reference][0]
        hidden = journal.hidden.get((reference, entry.lang))
        if hidden is None or hidden.reason not in over:
            yield entry


def _since(journal: Journal, entry: Entry) -> datetime | None:
    return public_since(entry, lambda reference: _first(journal, reference))


def _first(journal: Journal, reference: Reference) -> Entry | None:
    versions = journal.written.get(reference)
    return versions[0] if versions else None


def _appearing(journal: Journal, after: datetime, until: datetime) -> Iterator[Row]:
    """Entries of no rhythm that are to appear; of what is public already those of this time."""
    for entry in _originals(journal):
        date = _since(journal, entry)
        hidden = journal.hidden.get((entry.reference, entry.lang))
        wanted = hidden is not None or KINDS[entry.kind].in_feed
        if date is not None and after < date <= until and wanted and not entry.is_row:
            yield _entry(journal, entry, date)


def _entry(
    journal: Journal,
    entry: Entry,
    at: datetime | None,
    cadence: str = "",
    notes: Iterable[str] = (),
    *,
    overfull: bool = False,
    sort: Sort = Sort.ENTRY,
) -> Row:
    hidden = journal.hidden.get((entry.reference, entry.lang))
    said = [*notes]
    if entry.head.queue is not None and sort is Sort.ENTRY:
        said.append("from the queue")
    if entry.head.with_ is not None and sort is Sort.ENTRY:
        said.append(f"with {entry.head.with_}")
    companions = _companions(journal, entry) if sort is Sort.ENTRY and hidden is not None else []
    if companions:
        said.append(f"brings {', '.join(map(str, companions))}")
    if hidden is not None and hidden.reason not in {Reason.EARLY, Reason.COMPANION}:
        said.append(hidden.because)
    reason = hidden.reason if hidden is not None else None
    title = entry.head.title
    return Row(at, sort, cadence, entry.reference, title, reason, overfull, tuple(said))


def _companions(journal: Journal, entry: Entry) -> list[Reference]:
    """What goes live with an entry."""
    return [each.reference for each in _originals(journal) if each.head.with_ == entry.reference]


def _dates(
    journal: Journal, after: datetime, until: datetime, late: frozenset[Reference | None]
) -> Iterator[Row]:
    """Deadlines, promised answers and ends of what is public, or will be; `late` are overdue."""
    told: set[tuple[datetime, str, str]] = set()
    for each in instants(journal, after, until):
        reference = _reference(each)
        if reference is None or (each.at, each.entry, each.field) in told:
            continue
        told.add((each.at, each.entry, each.field))
        entry = journal.written[reference][0]
        if each.what is What.EXPIRES:
            yield _entry(journal, entry, each.at, sort=Sort.EXPIRES)
        elif each.what is What.DATE:
            yield from _date(journal, entry, each, late)


def _reference(each: Occasion) -> Reference | None:
    kind, _, name = each.entry.partition(":")
    return Reference(kind, name) if each.entry else None


def _date(
    journal: Journal, entry: Entry, each: Occasion, late: frozenset[Reference | None]
) -> Iterator[Row]:
    """A date of the calendar, or of an answer that is still owed."""
    answer = KINDS[entry.kind].answer
    labels = dict(KINDS[entry.kind].calendar)
    if answer is not None and each.field == answer.due:
        if not getattr(entry.record, answer.given):
            sort = Sort.OVERDUE if entry.reference in late else Sort.PROMISE
            yield _entry(journal, entry, each.at, notes=("we answer by",), sort=sort)
    elif each.field in labels:
        yield _entry(journal, entry, each.at, notes=(labels[each.field].lower(),), sort=Sort.DATE)


def _overdue(journal: Journal) -> Iterator[Row]:
    """Promised answers that are owed, however long ago they were due."""
    found = {
        end.entry: end.due
        for thread in journal.loop.threads.values()
        for end in thread.open_ends
        if end.overdue
    }
    for reference in sorted(found):
        entry = _first(journal, reference)
        if entry is not None:
            notes = ("we answer by",)
            yield _entry(journal, entry, found[reference], notes=notes, sort=Sort.OVERDUE)


def _undated(journal: Journal) -> Iterator[Row]:
    """What waits for somebody, and has no date."""
    for entry in _originals(journal):
        hidden = journal.hidden.get((entry.reference, entry.lang))
        waits = hidden is not None and hidden.reason not in NAMELESS
        if waits and _since(journal, entry) is None:
            yield _entry(journal, entry, None, sort=Sort.WAITS)
