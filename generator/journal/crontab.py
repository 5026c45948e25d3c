"""Rhythms in the words of programs that start others: lines for cron, times for systemd.

They are read off the slots, not off the rule, so every rule has one, and a zone whose clocks change
has two. A rule that such a line cannot say (the last Friday of a month) becomes one that is met
more often: `friday publish --if-due` does nothing then.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import groupby

from msgspec import Struct

_WEEK = 7
_WEEKS = 52  # of a year
_MONTHS = 12
_DAYS = 28
"""Days that every month has: whoever meets more of them than that asks for all."""
_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Pattern(Struct, frozen=True):
    """Local times that have the hour and minute in common; an empty field means every one.

    Attributes:
        hour: 0 to 23.
        weekdays: 1 for Monday to 7 for Sunday (ISO 8601).
        days: of the month.
        months: 1 to 12.
    """

    hour: int
    minute: int
    weekdays: tuple[int, ...]
    days: tuple[int, ...]
    months: tuple[int, ...]


def patterns(instants: Iterable[datetime], zone: tzinfo) -> tuple[Pattern, ...]:
    """What the clocks of a zone show at some instants, as few patterns as there are times of day.

    Args:
        instants: of some years, so that summer and winter are among them.
    """
    local = sorted({_full(instant).astimezone(zone) for instant in instants}, key=_clock)
    return tuple(_pattern(tuple(group)) for _, group in groupby(local, key=_clock))


def _pattern(found: Sequence[datetime]) -> Pattern:
    """What some times of one hour and minute have in common: their weekdays, or else their days."""
    hour, minute = _clock(found[0])
    weekdays = sorted({each.isoweekday() for each in found})
    days = sorted({each.day for each in found})
    months = _unless(sorted({each.month for each in found}), _MONTHS)
    if len(weekdays) < _WEEK and _WEEKS * len(weekdays) <= _MONTHS * len(days):
        within = days if days[-1] - days[0] == len(days) - 1 else ()  # such as the last Friday
        return Pattern(hour, minute, tuple(weekdays), _unless(within, _DAYS), months)
    return Pattern(hour, minute, (), _unless(days, _DAYS), months)


def cron(pattern: Pattern) -> str:
    """The five fields of a line of a crontab (POSIX, `crontab`): `0 9 * * 5`.

    Where both a day of the month and one of the week are named, cron takes either, so only that of
    the week is written.
    """
    times = f"{pattern.minute} {pattern.hour}"
    if pattern.weekdays:
        weekdays = sorted(day % _WEEK for day in pattern.weekdays)  # Sunday is 0
        return f"{times} * {_listed(pattern.months, '-')} {_listed(weekdays, '-')}"
    return f"{times} {_listed(pattern.days, '-')} {_listed(pattern.months, '-')} *"


def systemd(pattern: Pattern, zone: str) -> str:
    """A calendar event (systemd.time, "Calendar events"): `Fri *-*-* 17:00:00 Asia/Shanghai`."""
    weekdays = ",".join(_NAMES[day - 1] for day in pattern.weekdays)
    months, days = (_listed(numbers, "..", 2) for numbers in (pattern.months, pattern.days))
    clock = f"{pattern.hour:02}:{pattern.minute:02}:00"
    return " ".join(filter(None, (weekdays, f"*-{months}-{days}", clock, zone)))


def _full(instant: datetime) -> datetime:
    """The first full minute from an instant on: cron has no seconds, and must not be early."""
    whole = instant.astimezone(UTC).replace(second=0, microsecond=0)
    return whole if whole == instant else whole + timedelta(minutes=1)


def _clock(moment: datetime) -> tuple[int, int]:
    return moment.hour, moment.minute


def _unless(numbers: Sequence[int], most: int) -> tuple[int, ...]:
    """These numbers; none of them if they are so many that all are meant."""
    return tuple(numbers) if len(numbers) < most else ()


def _listed(numbers: Sequence[int], to: str, width: int = 1) -> str:
    """Numbers as `1,3-5`; `*` for all."""
    return ",".join(_runs(numbers, to, width)) or "*"


def _runs(numbers: Sequence[int], to: str, width: int) -> Iterator[str]:
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        first, last = (f"{number:0{width}}" for number in (run[0], run[-1]))
        few = len(run) <= len("12")
        yield from (f"{n:0{width}}" for n in run) if few else (f"{first}{to}{last}",)
