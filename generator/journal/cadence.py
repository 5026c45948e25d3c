"""Rhythms and their queues: which slots there are, who holds one, and who gets the next.

Law: whoever has been published stays where they are. The register of publications says who has.
"""

import dataclasses
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from heapq import merge
from itertools import chain, pairwise, takewhile

from msgspec import Struct, field
from msgspec.structs import replace

from generator.config import Config
from generator.journal.renames import heirs
from generator.journal.visibility import Reason, hidden_because, may_appear
from generator.kinds.kind import Use
from generator.kinds.table import KINDS
from generator.model.cadence import Cadence, Slot
from generator.model.entry import Entry
from generator.model.head import ANYWHERE
from generator.model.publication import Publication, Register
from generator.model.recurrence import pauses, slots
from generator.model.reference import Reference
from generator.model.rhythms import zone_in
from generator.problems import Location, Problem, Severity

GRACE = timedelta(hours=12)
"""How long after a slot the first publish may still fill it with what it has not seen before: runs
that are scheduled come late."""

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_UNREADY = frozenset({Reason.DRAFT, Reason.PENDING, Reason.CONSENT, Reason.ANONYMOUS})

Versions = tuple[Entry, ...]
"""The language versions of one entry, the original first."""


def slots_of(
    config: Config, after: datetime, until: datetime | None = None, cadence_id: str = ""
) -> Iterator[Slot]:
    """The slots of one rhythm, or of all, behind an instant up to another and with it, in order.

    Args:
        until: None for no end but that of the rhythms.
        cadence_id: empty for all.
    """
    phases = (cadence for cadence in config.cadences if cadence_id in {"", cadence.id})
    return merge(*(slots(c, zone_in(c, config.zone), after, until) for c in phases))


def pauses_of(
    config: Config, after: datetime, until: datetime, cadence_id: str = ""
) -> Iterator[Slot]:
    """The slots that are left out, in order, each with its reason; otherwise as `slots_of`."""
    phases = (cadence for cadence in config.cadences if cadence_id in {"", cadence.id})
    return merge(*(pauses(c, zone_in(c, config.zone), after, until) for c in phases))


def cadence_of(config: Config, entry: Entry) -> Cadence | None:
    """The rhythm of an entry, as its first phase: that of its series, else that of its kind."""
    series = entry.head.series
    of_series = (c for c in config.cadences if series is not None and c.series == series)
    of_kind = (c for c in config.cadences if c.kind == entry.kind)
    return next(chain(of_series, of_kind), None)


def slots_held(
    config: Config, cadence_id: str, instants: Sequence[datetime]
) -> tuple[Slot | None, ...]:
    """The slot of a rhythm that something of each instant holds, in their order."""
    if not instants:
        return ()
    last = max(instants)
    every = slots_of(config, _LONG_AGO, None, cadence_id)
    row = list(takewhile(lambda slot: slot.at <= last or _on_day(slot, last), every))
    return tuple(held(row, instant) for instant in instants)


def held(times: Sequence[Slot], instant: datetime) -> Slot | None:
    """The slot that something of an instant holds.

    That is the one of its day, on the clocks of the rhythm, else the last one before it; None
    before the first day that has one.

    Args:
        times: slots of one rhythm in order; they reach over the whole day of the instant.
    """
    following = bisect_right(times, instant, key=lambda slot: slot.at)
    last = times[following - 1] if following else None
    if last is not None and _on_day(last, instant):
        return last
    soon = times[following : following + 1]
    return soon[0] if soon and _on_day(soon[0], instant) else last


def _on_day(slot: Slot, instant: datetime) -> bool:
    return instant.astimezone(slot.at.tzinfo).date() == slot.at.date()


def scheduled(
    entries: Iterable[Entry], config: Config, register: Register, at: datetime
) -> tuple[list[Entry], list[Problem]]:
    """The entries with a date for each that waits in a queue, in the same order.

    Who waits for a slot that there is not is a draft, so that nobody sees it too early.

    Args:
        register: what has been published, and since when others have been waiting.
    """
    every = list(entries)
    versions: dict[Reference, list[Entry]] = {}
    for entry in every:
        if entry.head.queue is not None or cadence_of(config, entry) is not None:
            versions.setdefault(entry.reference, []).append(entry)
    problems = [p for group in versions.values() for p in _useless(group)]
    register = _inherited(register, every)
    dates: dict[Reference, datetime] = {}
    rhythms: dict[str, list[Versions]] = {}
    for group in versions.values():
        cadence = cadence_of(config, group[0])
        if cadence is not None:
            rhythms.setdefault(cadence.id, []).append(tuple(group))
        elif _waits(group[0]):
            problems.append(_no_cadence(group[0]))
    for cadence_id, groups in rhythms.items():
        queue = _Queue(config, register, at, cadence_id, tuple(groups))
        dates |= queue.dates()
        problems += queue.problems
    return [_dated(entry, dates) for entry in every], problems


def free_slots(config: Config, cadence_id: str, dates: Iterable[datetime]) -> Iterator[Slot]:
    """The slots of a rhythm that none of some dates holds, in order, from its beginning on."""
    known = sorted(dates)
    first, second = None, None
    for third in chain(slots_of(config, _LONG_AGO, None, cadence_id), [None]):
        if second is not None:
            around = [slot for slot in (first, second, third) if slot is not None]
            begin = bisect_left(known, second.at - _DAY)
            end = bisect_left(known, third.at) if third else len(known)
            if all(held(around, date) is not second for date in known[begin:end]):
                yield second
        first, second = second, third


def _inherited(register: Register, entries: Sequence[Entry]) -> Register:
    """The register with rows under the names that files which wait have now."""
    known = {(entry.reference, entry.lang) for entry in entries}
    rows = dict(register.rows)
    for key, old in heirs(register, filter(_waits, entries), known).items():
        rows[key] = dataclasses.replace(rows[old], reference=key[0], lang=key[1])
    return replace(register, rows=rows)


def _is_remembered(entry: Entry) -> bool:
    """Whether a register knows of an entry once it is public: it knows what the feeds hold."""
    return KINDS[entry.kind].in_feed and may_appear(entry, Use.FEEDS)


def _waits(entry: Entry) -> bool:
    """Whether an entry waits in a queue."""
    return entry.head.queue is not None and entry.head.date is None


def _useless(group: Iterable[Entry]) -> Iterator[Problem]:
    for entry in group:
        if entry.head.queue is not None and entry.head.date is not None and not _inherits(entry):
            message = "'queue' has no meaning beside a date: the date stands"
            hint = "delete one of the two; the date may be in the file's name"
            yield Problem(entry.at(("queue",)), "queue", message, hint, Severity.WARNING)


def _inherits(entry: Entry) -> bool:
    """Whether a translation has its place in a queue from its original."""
    return entry.at(("queue",)).file != entry.location.file


def _no_cadence(entry: Entry) -> Problem:
    series = f" nor for the series '{entry.head.series}'" if entry.head.series else ""
    message = f"nothing says when this appears: there is no cadence for '{entry.kind}'{series}"
    hint = "add one to 'cadences' in friday.yaml, or write a date instead of 'queue'"
    return Problem(entry.at(("queue",)), "queue", message, hint)


def _not_kept(entry: Entry) -> Problem:
    message = "what is in no feed cannot wait in a queue: nothing would remember its slot"
    hint = "write a date instead of 'queue'"
    return Problem(entry.at(("queue",)), "queue", message, hint)


def _dated(entry: Entry, dates: Mapping[Reference, datetime]) -> Entry:
    """An entry with the date that its queue gives it; a draft if that gives none."""
    if not _waits(entry):
        return entry
    date = dates.get(entry.reference)
    change: dict[str, object] = {"draft": True} if date is None else {"date": date}
    return dataclasses.replace(entry, head=entry.head.model_copy(update=change))


class _Queue(Struct):
    """The entries of one rhythm.

    Attributes:
        entries: those that have a date and those that wait.
        problems: what came to light.
    """

    config: Config
    register: Register
    at: datetime
    cadence_id: str
    entries: tuple[Versions, ...]
    problems: list[Problem] = field(default_factory=list)

    def dates(self) -> dict[Reference, datetime]:
        """When those that wait appear."""
        kept = {v[0].reference: due for v in self.entries if (due := self._kept(v)) is not None}
        fixed = [
            (date, versions[0])
            for versions in self.entries
            if (date := versions[0].head.date or kept.get(versions[0].reference)) is not None
        ]
        self.problems += self._on_one_slot(sorted(fixed, key=lambda f: (f[0], f[1].location)))
        waiting = [v[0] for v in self.entries if _waits(v[0]) and v[0].reference not in kept]
        lost = [entry for entry in waiting if not _is_remembered(entry)]
        waiting = [entry for entry in waiting if _is_remembered(entry)]
        self.problems += [_not_kept(entry) for entry in lost if may_appear(entry, Use.SITE)]
        known = [date for date, _ in fixed]
        given = dict(self._given(sorted(waiting, key=self._order), known))
        self.problems += self._unsafe(given, known)
        return {**kept, **{reference: slot.at for reference, slot in given.items()}}

    def _rows(self, entry: Entry) -> Iterator[Publication]:
        for language in self.config.languages:
            row = self.register.rows.get((entry.reference, language))
            if row is not None:
                yield row

    def _kept(self, versions: Versions) -> datetime | None:
        """The slot in which a queued entry was published."""
        original = versions[0]
        dues = (row.due for row in self._rows(original) if row.due is not None)
        return min(dues, default=None) if _waits(original) else None

    def _order(self, entry: Entry) -> tuple[bool, int, Location]:
        """The sort key of a queue: what cannot appear yet waits behind what can."""
        why = hidden_because(entry, self.at, lambda _: None)
        behind = why is not None and why.reason in _UNREADY
        if why is not None and why.reason is Reason.WITHDRAWN:
            behind = self.register.last is not None  # what was public without one keeps its place
        place = entry.head.queue
        return behind, ANYWHERE if place is None else place, entry.location

    def _given(
        self, waiting: Iterable[Entry], known: Sequence[datetime]
    ) -> Iterator[tuple[Reference, Slot]]:
        """Each of those that wait, in order, with the first free slot that it may have."""
        newest = max((date for date in known if date <= self.at), default=_LONG_AGO)
        free = free_slots(self.config, self.cadence_id, known)
        left: list[Slot] = []
        for entry in waiting:
            earliest = self._earliest(entry, newest)
            slot = next((slot for slot in left if slot.at > earliest), None)
            if slot is not None:
                left.remove(slot)
            while slot is None:
                following = next(free, None)
                if following is None:
                    self.problems.append(self._none_left(entry))
                    break
                if following.at > earliest:
                    slot = following
                else:
                    left.append(following)
            if slot is not None:
                yield entry.reference, slot

    def _earliest(self, entry: Entry, newest: datetime) -> datetime:
        """The instant behind which an entry may have a slot."""
        last = self.register.last
        if last is None:
            return newest
        if any(row.queued is not None for row in self._rows(entry)):
            return last
        return max(last, self.at - GRACE)

    def _none_left(self, entry: Entry) -> Problem:
        message = f"the cadence '{self.cadence_id}' ends before this gets a slot"
        hint = "let it end later in friday.yaml, or write a date instead of 'queue'"
        return Problem(entry.at(("queue",)), "queue", message, hint)

    def _on_one_slot(self, fixed: Sequence[tuple[datetime, Entry]]) -> Iterator[Problem]:
        """Two entries on the day of one slot; what readers have seen is left as it is."""
        ready = [(date, e) for date, e in fixed if not e.head.draft and not e.head.withdrawn]
        for (first, one), (second, other) in pairwise(ready):
            if second - first >= _DAY or (self._is_published(one) and self._is_published(other)):
                continue
            around = list(slots_of(self.config, first - _DAY, second + _DAY, self.cadence_id))
            slot = held(around, first)
            if slot is None or slot is not held(around, second):
                continue
            if _on_day(slot, first) and _on_day(slot, second):
                when = f"{slot.at:%Y-%m-%d %H:%M}"
                message = f"the slot of '{self.cadence_id}' on {when} has {one.location.file}"
                hint = "give one of them another day, or let it wait: 'queue: yes' and no date"
                yield Problem(other.at(("date",)), "same-slot", message, hint)

    def _is_published(self, entry: Entry) -> bool:
        return any(row.published for row in self._rows(entry))

    def _unsafe(
        self, given: Mapping[Reference, Slot], known: Iterable[datetime]
    ) -> Iterator[Problem]:
        """Without a register, a date that passes is taken for the last one before the queue."""
        last = max((date for date in known if date > self.at), default=None)
        if self.register.last is not None or last is None:
            return
        for versions in self.entries:
            slot = given.get(versions[0].reference)
            if slot is not None and slot.at < last:
                message = "this moves to a later slot when what has a date behind it appears"
                hint = "'friday publish' keeps its place; so does 'friday schedule --pin'"
                place = versions[0].at(("queue",))
                yield Problem(place, "queue", message, hint, Severity.WARNING)
