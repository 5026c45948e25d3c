"""How punctual a journal is: what it promised, and when readers first saw it.

Law: nobody can flatter it. When something was due and when it first appeared are read off the
register, which only a publish writes; a slot that nothing held is missed, unless its being left out
was announced. What was before the register began is not counted, for nobody knows it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from generator.journal.journal import Journal
from generator.journal.timetable import Rhythm, rhythms
from generator.kinds.table import KINDS
from generator.model.cadence import Slot
from generator.model.publication import Publication
from generator.model.reference import Reference

_MINUTE = timedelta(minutes=1)
_REACH = timedelta(days=366)
"""How far before the register began a slot may lie that it still knows something of."""


class Outcome(StrEnum):
    """What became of a slot."""

    ON_TIME = "on-time"
    LATE = "late"
    MISSED = "missed"
    SKIPPED = "skipped"


class Kept(Struct, frozen=True):
    """A slot that is over.

    Attributes:
        entry: what held it, whether it is still public or not; None if nothing did.
        first: when readers first saw that.
        minutes: full minutes between the slot and then; 0 if it was early.
        reason: of a slot that was left out or moved, as the journal says it; may be empty.
    """

    slot: Slot
    outcome: Outcome
    entry: Reference | None = None
    first: datetime | None = None
    minutes: int = 0
    reason: str = ""


class Record(Struct, frozen=True):
    """How a rhythm was kept.

    Attributes:
        since: the instant from which on the register knows.
        slots: oldest first.
    """

    rhythm: Rhythm
    since: datetime
    slots: tuple[Kept, ...]

    def of(self, outcome: Outcome) -> tuple[Kept, ...]:
        """The slots with an outcome."""
        return tuple(each for each in self.slots if each.outcome is outcome)

    @property
    def total(self) -> int:
        """How many slots count; those that were left out do not."""
        return sum(each.outcome is not Outcome.SKIPPED for each in self.slots)


class _Shown(Struct, frozen=True):
    """When something was due, and when readers first saw it in any language."""

    entry: Reference
    due: datetime
    first: datetime | None


def records(journal: Journal) -> tuple[Record, ...]:
    """How each rhythm was kept up to the journal's instant; none before the first publish.

    What is public and was never published stands in the register as published now, so a site says
    of itself what is true once readers see it.
    """
    firsts = (row.first for row in journal.register.rows.values())
    oldest = min((first for first in firsts if first is not None), default=journal.at)
    since = journal.register.begun or oldest
    if since >= journal.at.replace(microsecond=0):
        return ()
    shown = _shown(journal)
    found = (_record(journal, rhythm, since, shown) for rhythm in rhythms(journal.config))
    return tuple(record for record in found if record.slots)


def _shown(journal: Journal) -> Mapping[str, list[_Shown]]:
    """Everything that was ever public, by the name of its rhythm."""
    every = rhythms(journal.config)
    by_entry: dict[Reference, list[Publication]] = {}
    for row in journal.register.rows.values():
        if row.published and row.due is not None:
            by_entry.setdefault(row.reference, []).append(row)
    found: dict[str, list[_Shown]] = {}
    for reference, rows in sorted(by_entry.items(), key=lambda item: item[0]):
        rhythm = _rhythm(journal, every, reference)
        if rhythm is not None:
            due = min(row.due for row in rows if row.due is not None)
            firsts = [row.first for row in rows]
            known = min((first for first in firsts if first is not None), default=None)
            first = None if None in firsts else known  # a version from before the register began
            found.setdefault(rhythm.id, []).append(_Shown(reference, due, first))
    return found


def _rhythm(journal: Journal, every: Sequence[Rhythm], reference: Reference) -> Rhythm | None:
    """The rhythm of what was public; by its kind alone where its file is gone."""
    versions = journal.written.get(reference)
    if versions:
        return next((each for each in every if each.holds(versions[0])), None)
    return next((each for each in every if each.kind == reference.kind in KINDS), None)


def _record(
    journal: Journal, rhythm: Rhythm, since: datetime, shown: Mapping[str, list[_Shown]]
) -> Record:
    after = since - _REACH
    own = shown.get(rhythm.id, ())
    holders: dict[Slot, list[_Shown]] = {}
    for each, slot in zip(own, rhythm.held([each.due for each in own]), strict=True):
        if slot is not None:
            holders.setdefault(slot, []).append(each)
    found = [
        kept
        for slot in rhythm.slots(after, journal.at)
        for kept in _kept(journal, rhythm, slot, since, holders.get(slot, []))
    ]
    found += [
        Kept(pause, Outcome.SKIPPED, reason=pause.reason)
        for pause in rhythm.pauses(since, journal.at)
    ]
    return Record(rhythm, since, tuple(sorted(found, key=lambda each: each.slot)))


def _kept(
    journal: Journal, rhythm: Rhythm, slot: Slot, since: datetime, holders: Sequence[_Shown]
) -> Iterator[Kept]:
    """What became of a slot; nothing where nobody knows, or where there is time left."""
    known = [(each.first, each.entry) for each in holders if each.first is not None]
    if known:
        first, entry = min(known)
        outcome = Outcome.ON_TIME if first < rhythm.end_of(slot) else Outcome.LATE
        minutes = max(0, (first - slot.at) // _MINUTE)
        yield Kept(slot, outcome, entry, first, minutes, slot.reason)
    elif not holders and slot.at >= since and journal.at >= rhythm.end_of(slot):
        yield Kept(slot, Outcome.MISSED, reason=slot.reason)
