"""When a rhythm has its slots: the one door of python-dateutil.

The rule runs on the clocks of the rhythm's zone (RFC 5545, section 3.3.10): 17:00 stays 17:00 when
daylight saving begins. A day that a month has not, such as its 31st or a 29 February, is left out.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache
from heapq import heapify, heappop, heappush
from typing import Protocol

from generator.model.cadence import LAST_YEAR, Cadence, Slot
from generator.model.rule_text import Parts, parts_of
from generator.model.zones import settled

_CYCLE = 400
"""Years after which the calendar repeats itself, weekdays and all (ISO 8601, section 4.2.1)."""

_LAST_OF_ALL = 9999
_APART = timedelta(days=3)
"""More than clocks are ever apart: later on the wall by this is later in truth."""


class _Walls(Protocol):
    """What is used of a rule of python-dateutil."""

    def __iter__(self) -> Iterator[datetime]: ...

    def between(self, after: datetime, before: datetime, inc: bool = False) -> list[datetime]: ...  # noqa: FBT001, FBT002


def slots(
    cadence: Cadence, zone: tzinfo, after: datetime, until: datetime | None = None
) -> Iterator[Slot]:
    """The slots of a rhythm behind an instant, up to another one and with it, in order.

    Args:
        zone: what its clocks show where it names no zone itself.
        until: None for no end but that of the rhythm, and of the year `LAST_YEAR`.
    """
    for slot in _in_order(cadence, zone):
        if until is not None and slot.at > until:
            return
        if slot.at > after:
            yield slot


def pauses(cadence: Cadence, zone: tzinfo, after: datetime, until: datetime) -> Iterator[Slot]:
    """The slots that are left out, in order, each with its reason; otherwise as `slots`."""
    for day, reason in sorted(cadence.skip.items()):
        for wall in walls_on(cadence, zone, day):
            at = settled(wall, zone)
            if after < at <= until:
                yield Slot(at, at, cadence.id, reason)


def walls_on(cadence: Cadence, zone: tzinfo, day: date) -> list[datetime]:
    """When the rule alone has slots on a day, on the clocks of the rhythm."""
    parts = parts_of(cadence.rule)
    if not fires(parts.rule, cadence.begins):
        return []
    first, last = datetime.combine(day, time()), datetime.combine(day, time.max)
    found = _rule(parts.rule, cadence.begins).between(first, last, inc=True)
    return [wall for wall in found if _is_within(wall, cadence, parts, zone)]


@cache
def fires(rule: str, begins: datetime) -> bool:
    """Whether a rule fires at all, were it not to end.

    Libraries look for the first time until the year 9999, which takes long where there is none. The
    same days some cycles of the calendar later are as near to that year as can be.

    Args:
        rule: without an end.
    """
    cycles = (_LAST_OF_ALL - _CYCLE - begins.year) // _CYCLE
    later = begins.replace(year=begins.year + max(cycles, 0) * _CYCLE)
    return next(iter(_read(rule, later)), None) is not None


def _in_order(cadence: Cadence, zone: tzinfo) -> Iterator[Slot]:
    """Every slot; of two at one instant the first."""
    ahead = list(_moved(cadence, zone))
    heapify(ahead)
    last: datetime | None = None
    # Of several slots of a day the first one moves.
    moved = {wall for day in cadence.moved for wall in walls_on(cadence, zone, day)[:1]}
    for wall in _walls(cadence, zone):
        now = settled(wall, zone)
        while ahead and ahead[0].at < now - _APART:
            slot = heappop(ahead)
            if slot.at != last:
                yield slot
            last = slot.at
        if wall.date() not in cadence.skip and wall not in moved:
            heappush(ahead, Slot(now, now, cadence.id))
    while ahead:
        slot = heappop(ahead)
        if slot.at != last:
            yield slot
        last = slot.at


def _walls(cadence: Cadence, zone: tzinfo) -> Iterator[datetime]:
    """The times of a rule on the clocks of its zone, moved ones and days left out among them."""
    parts = parts_of(cadence.rule)
    if not fires(parts.rule, cadence.begins):
        return
    for wall in _rule(parts.rule, cadence.begins):
        if wall.year > LAST_YEAR or not _is_within(wall, cadence, parts, zone):
            return
        yield wall


def _is_within(wall: datetime, cadence: Cadence, parts: Parts, zone: tzinfo) -> bool:
    """Whether neither the rhythm nor its rule has ended."""
    if cadence.ends is not None and wall >= cadence.ends:
        return False
    if parts.until is None:
        return True
    if parts.until.tzinfo is None:
        return wall <= parts.until
    return settled(wall, zone) <= parts.until


def _moved(cadence: Cadence, zone: tzinfo) -> Iterator[Slot]:
    """Slots that are not when the rule has them."""
    for day, shift in cadence.moved.items():
        for wall in walls_on(cadence, zone, day)[:1]:
            to = settled(shift.to, zone)
            yield Slot(to, settled(wall, zone), cadence.id, shift.because)


@cache
def _rule(rule: str, begins: datetime) -> _Walls:
    """A rule that remembers the times it has found."""
    return _read(rule, begins, remembers=True)


def _read(rule: str, begins: datetime, *, remembers: bool = False) -> _Walls:
    from dateutil.rrule import rrulestr  # noqa: PLC0415 - most runs ask for no rhythm

    read: _Walls = rrulestr(rule, dtstart=begins, cache=remembers)
    return read
