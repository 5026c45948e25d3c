"""Time zones: those of IANA, and that of a team, which may move.

Law: a zone is what the installed `tzdata` says of it, never what the machine does, so that the same
program builds the same site anywhere.
"""

from bisect import bisect_right
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from importlib import resources
from itertools import accumulate, pairwise
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator

from generator.model.shape import Shape
from generator.problems import did_you_mean

T = TypeVar("T")

Move = tuple[date, str]
"""The local day from which on a zone holds, and its IANA name."""

_DATA = "tzdata"
_NONE = timedelta()


@cache
def zone_of(first: str, moves: tuple[Move, ...] = ()) -> tzinfo:
    """The zone in which times are meant that name none.

    Args:
        first: IANA name of the zone that holds before all moves.
        moves: in order of their days.

    Raises:
        ValueError: there is no such zone.
    """
    return Moving(first, moves) if moves else named(first)


@cache
def named(name: str) -> ZoneInfo:
    """The zone of an IANA name.

    Raises:
        ValueError: there is none; the message says how names are written.
    """
    if name not in names():
        near = did_you_mean(name, names())
        raise ValueError(f"no such time zone; {near or 'write it like Asia/Shanghai or UTC'}")
    place = resources.files(_DATA).joinpath("zoneinfo", *name.split("/"))
    with place.open("rb") as stream:
        return Zone.from_file(stream, key=name)


@cache
def names() -> frozenset[str]:
    """IANA names of all zones."""
    return frozenset(resources.files(_DATA).joinpath("zones").read_text().split()) - {"Factory"}


def name_at(zone: tzinfo, instant: datetime) -> str:
    """IANA name of the zone that holds at an instant."""
    return zone.name_at(instant) if isinstance(zone, Moving) else str(zone)


def settled(wall: datetime, zone: tzinfo) -> datetime:
    """The instant at which the clocks of a zone show a time, with its offset from UTC fixed.

    A time that clocks leap over is told by the offset before the gap, and so lies behind it; of one
    that they show twice the first is meant (RFC 5545, section 3.3.5). With a fixed offset instants
    compare and subtract as instants, which times of one zone do not (PEP 495).

    Args:
        wall: without a zone.
    """
    meant = wall.replace(tzinfo=zone, fold=0)
    return at_home(meant.replace(tzinfo=UTC) - (meant.utcoffset() or _NONE), zone)


def at_home(instant: datetime, zone: tzinfo) -> datetime:
    """An instant as the clocks of a zone show it, with its offset from UTC fixed."""
    local = instant.astimezone(zone)
    return local.replace(tzinfo=timezone(local.utcoffset() or _NONE), fold=0)


def as_written(instant: datetime, zone: tzinfo) -> str:
    """An instant as authors write it in a zone: `2026-05-22 17:00`; with its offset if need be."""
    wall = instant.astimezone(zone).replace(tzinfo=None, fold=0)
    said = wall.isoformat(" ") if wall.second or wall.microsecond else f"{wall:%Y-%m-%d %H:%M}"
    return said if settled(wall, zone) == instant else at_home(instant, zone).isoformat(" ")


class Zone(ZoneInfo):
    """A zone that other processes find by its name."""

    def __reduce__(self) -> tuple[Callable[..., tzinfo], tuple[str]]:
        return named, (self.key,)


class Moving(tzinfo):
    """Several zones, one after the other.

    A day belongs to the zone that holds on it, whichever way the team moves: westward the last
    hours of the day before come twice, eastward they are leapt over. The old zone holds until the
    day begins in either.

    Attributes:
        first: name of the zone before all moves.
        moves: in order of their days.
    """

    def __init__(self, first: str, moves: tuple[Move, ...]) -> None:
        self.first = first
        self.moves = moves
        self._days = tuple(day for day, _ in moves)
        self._zones = tuple(map(named, (first, *(name for _, name in moves))))
        begins = [
            min(settled(datetime.combine(day, time()), zone) for zone in both)
            for day, both in zip(self._days, pairwise(self._zones), strict=True)
        ]
        self._begins = tuple(accumulate(begins, max))

    def utcoffset(self, when: datetime | None) -> timedelta | None:
        """The offset of the zone that holds (PEP 495)."""
        return self._of(when, lambda local: local.utcoffset())

    def dst(self, when: datetime | None) -> timedelta | None:
        """The daylight saving time of the zone that holds."""
        return self._of(when, lambda local: local.dst())

    def tzname(self, when: datetime | None) -> str | None:
        """What the zone that holds is called then, such as CEST."""
        return self._of(when, lambda local: local.tzname())

    def fromutc(self, when: datetime) -> datetime:
        """The local time of an instant, which is given in UTC."""
        instant = when.replace(tzinfo=UTC)
        local = instant.astimezone(self._zones[bisect_right(self._begins, instant)])
        first = local.replace(tzinfo=self, fold=0)
        return first if first.utcoffset() == local.utcoffset() else first.replace(fold=1)

    def name_at(self, instant: datetime) -> str:
        """Name of the zone that holds at an instant."""
        return self._zones[bisect_right(self._begins, instant)].key

    def _of(self, when: datetime | None, asked: Callable[[datetime], T]) -> T | None:
        if when is None:
            return None
        here = bisect_right(self._days, when.date())
        local = when.replace(tzinfo=self._zones[here])
        if when.fold and here < len(self._days):
            later = when.replace(tzinfo=self._zones[here + 1])
            local = later if later.astimezone(UTC) >= self._begins[here] else local
        return asked(local)

    def __reduce__(self) -> tuple[Callable[..., tzinfo], tuple[str, tuple[Move, ...]]]:
        return zone_of, (self.first, self.moves)

    def __str__(self) -> str:
        return ", ".join([self.first, *(f"{name} from {day}" for day, name in self.moves)])


def _zone(value: str) -> str:
    named(value)
    return value


ZoneName = Annotated[str, AfterValidator(_zone), Shape("a time zone, such as Asia/Shanghai")]
