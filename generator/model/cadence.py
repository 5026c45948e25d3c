"""A rhythm in which entries appear: a promise that readers can rely on."""

import re
from datetime import date, datetime
from typing import Annotated, ClassVar

from msgspec import Struct
from pydantic import Field, ValidationInfo

from generator.model.fields import Brief, Id, Line, Record, Text
from generator.model.rule_text import Rule
from generator.model.shape import Shape
from generator.model.zones import ZoneName

LAST_YEAR = 2199
"""No rhythm is looked at beyond it, so that one without an end has one."""

_YEARS = range(1900, LAST_YEAR + 1)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WALL = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]+(\d\d:\d\d(?::\d\d)?))?")
_DAY_PATTERN = r"^\d{4}-\d\d-\d\d$"
_WALL_PATTERN = r"^\d{4}-\d\d-\d\d([T ]+\d\d:\d\d(:\d\d)?)?$"


def _day(value: object, _info: ValidationInfo) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value.strip()):
        raise ValueError("a day is written 2026-10-02")
    return _in_range(date.fromisoformat(value.strip()))


def _wall(value: object, _info: ValidationInfo) -> datetime:
    if isinstance(value, datetime):
        return value
    found = _WALL.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise ValueError(
            "it is a day and a time on the team's clocks, such as 2026-05-22 17:00, and no zone"
        )
    day, time = found.groups()
    moment = datetime.fromisoformat(f"{day}T{time or '00:00'}")
    _in_range(moment)
    return moment


def _in_range(day: date) -> date:
    if day.year not in _YEARS:
        raise ValueError(f"the year lies between {_YEARS[0]} and {_YEARS[-1]}")
    return day


Day = Annotated[date, Shape("a day", _DAY_PATTERN, ("string",), _day)]
WallTime = Annotated[
    datetime, Shape("day and time on the clocks of its zone", _WALL_PATTERN, ("string",), _wall)
]
"""A time without a zone: what the clocks on the wall show, whatever their offset is on that day."""


class Shift(Brief):
    """Where a slot is moved to."""

    text_fills: ClassVar[tuple[str, ...]] = ("to",)

    to: WallTime = Field(description="when it is instead")
    because: Text = Field(default="", description="why, for readers")


class Cadence(Record):
    """A rhythm of a kind of entries, or of a series."""

    id: Id = Field(
        description="its name; rows of one name are phases of one rhythm that changed over time"
    )
    kind: Line | None = Field(default=None, description="kind of entry that keeps it")
    series: Line | None = Field(default=None, description="series that keeps it, instead of a kind")
    title: Line = Field(description="what readers call it")
    titles: dict[str, Line] = Field(default={}, description="that name in other languages")
    rule: Rule = Field(description="its rule, such as FREQ=WEEKLY;BYDAY=FR (RFC 5545 RRULE)")
    begins: WallTime = Field(description="its first day, and the time of day it keeps")
    ends: WallTime | None = Field(default=None, description="it has no slots from then on")
    timezone: ZoneName | None = Field(
        default=None, description="time zone of its clocks; default: the journal's"
    )
    skip: dict[Day, Line] = Field(default={}, description="days without a slot, and why")
    moved: dict[Day, Shift] = Field(default={}, description="days whose slot is another time")
    tolerance: Annotated[int, Field(ge=0, le=7 * 24 * 60)] = Field(
        default=60, description="minutes after a slot in which a publish is still on time"
    )


class Slot(Struct, frozen=True, order=True):
    """One time of a rhythm at which something is to appear.

    Attributes:
        at: when, with the offset of the rhythm's clocks on that day.
        planned: when the rule alone has it; differs from `at` if it was moved.
        cadence_id: whose it is.
        reason: why it was moved, or left out; may be empty.
    """

    at: datetime
    planned: datetime
    cadence_id: str
    reason: str = ""

    @property
    def moved(self) -> bool:
        """Whether it is not when the rule has it."""
        return self.at != self.planned
