"""When a forge is to look at a journal: lines of cron, in UTC.

Forges start scheduled runs late when everybody's begin at once, so each journal has its own
minutes, taken from a digest of its title and address, away from the whole and the half hour.
Format: minute, hour, day of the month, month, day of the week, as POSIX says of crontab(1).
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from generator.config import Config
from generator.model.recurrence import slots
from generator.model.rhythms import zone_in

AHEAD = timedelta(days=400)
"""Slots so far ahead are looked at: a year with both offsets of daylight-saving time."""
MOST_LINES = 40
"""More lines than this are no help: the hourly run finds what is due."""

_QUIET = (*range(7, 24), *range(37, 54))
_SOON, _LATER = range(2, 7), range(16, 24)
_FEW = 5


def every_hour(config: Config) -> str:
    """The line of the hourly run."""
    return f"{_QUIET[_drawn(config, 'hour') % len(_QUIET)]} * * * *"


def every_week(config: Config) -> str:
    """The line of a weekly run, on a Monday."""
    minute = _QUIET[_drawn(config, "week") % len(_QUIET)]
    return f"{minute} {_drawn(config, 'day') % 24} * * 1"


def after_slots(config: Config, at: datetime) -> tuple[str, ...]:
    """Lines of two runs soon after each slot of the cadences that comes within `AHEAD`.

    Times of day that hold on few weekdays, or else on few days of the month, name these; days that
    need no run have one all the same, where a line cannot tell them apart.
    """
    soon = _SOON[_drawn(config, "soon") % len(_SOON)]
    later = _LATER[_drawn(config, "later") % len(_LATER)]
    instants = list(_instants(config, at))
    lines = {
        line
        for minutes in (soon, later)
        for line in _lines(instant + timedelta(minutes=minutes) for instant in instants)
    }
    return tuple(sorted(lines, key=_by_time)) if len(lines) <= MOST_LINES else ()


def _instants(config: Config, at: datetime) -> Iterator[datetime]:
    for cadence in config.cadences:
        for slot in slots(cadence, zone_in(cadence, config.zone), at, at + AHEAD):
            yield slot.at.astimezone(UTC)


def _lines(instants: Iterable[datetime]) -> Iterator[str]:
    times: dict[tuple[int, int], list[datetime]] = {}
    for instant in instants:
        times.setdefault((instant.hour, instant.minute), []).append(instant)
    for (hour, minute), found in times.items():
        weekdays = {instant.isoweekday() % 7 for instant in found}
        days = {instant.day for instant in found}
        day, weekday = "*", "*"
        if len(weekdays) <= _FEW:
            weekday = _numbers(weekdays)
        elif len(days) <= _FEW:
            day = _numbers(days)
        yield f"{minute} {hour} {day} * {weekday}"


def _numbers(found: Iterable[int]) -> str:
    return ",".join(map(str, sorted(found)))


def _by_time(line: str) -> tuple[int, int, str]:
    minute, hour, rest = line.split(" ", 2)
    return int(hour), int(minute), rest


def _drawn(config: Config, purpose: str) -> int:
    text = f"{config.title}\n{config.base_url}\n{purpose}"
    return int.from_bytes(sha256(text.encode()).digest()[:4], "big")
