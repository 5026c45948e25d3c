"""The text of a recurrence rule (RFC 5545, section 3.3.10), checked and taken apart.

Which parts there are, what may stand in each and beside which frequency lies in this file, as
tables. What libraries let pass, or leave open, is an error here: the fourth Friday of a week, day 0
of a month.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time
from typing import Annotated

from msgspec import Struct
from pydantic import AfterValidator

from generator.model.shape import Shape
from generator.problems import did_you_mean

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MOST = 9999
_NUMBERS: Mapping[str, tuple[int, int]] = {
    "BYMONTH": (1, 12),
    "BYHOUR": (0, 23),
    "BYMINUTE": (0, 59),
    "BYSECOND": (0, 59),
    "BYMONTHDAY": (-31, 31),
    "BYYEARDAY": (-366, 366),
    "BYWEEKNO": (-53, 53),
    "BYSETPOS": (-366, 366),
}
"""Parts that are lists of numbers, and their range. Those that count from the end have no 0."""

_ONLY_WITH: Mapping[str, tuple[str, ...]] = {
    "BYWEEKNO": ("YEARLY",),
    "BYYEARDAY": ("YEARLY",),
    "BYMONTHDAY": ("DAILY", "MONTHLY", "YEARLY"),
}
"""The frequencies beside which a part has a meaning, where that is not every one."""

_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?")
_NAMES = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST", *_NUMBERS)


class Parts(Struct, frozen=True):
    """A rule taken apart.

    Attributes:
        rule: everything but the end, as libraries read it.
        until: the last time at which it may fire, on the clocks of its zone; or, where it has a
            zone, the instant. None for no end.
        counted: whether it ends after so many times.
    """

    rule: str
    until: datetime | None = None
    counted: bool = False


def parts_of(text: str) -> Parts:
    """A rule taken apart.

    Raises:
        ValueError: it is none; the message says what is wrong with it.
    """
    found = _split(text)
    frequency = found.get("FREQ", "")
    if frequency not in FREQUENCIES:
        raise ValueError(f"it begins with how often: FREQ= and one of {', '.join(FREQUENCIES)}")
    for name, value in found.items():
        if name in _CHECKS:
            _CHECKS[name](name, value)
        if frequency not in _ONLY_WITH.get(name, FREQUENCIES):
            raise ValueError(f"{name} has no meaning in a {frequency} rule")
    _together(found, frequency)
    rule = ";".join(f"{name}={value}" for name, value in found.items() if name != "UNTIL")
    return Parts(rule, _until(found.get("UNTIL", "")), "COUNT" in found)


def _split(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in text.strip().upper().removeprefix("RRULE:").split(";"):
        name, equals, value = part.partition("=")
        if name not in _NAMES:
            near = did_you_mean(name, _NAMES)
            raise ValueError(f"'{name}' is no part of a rule; {near or 'try FREQ=WEEKLY;BYDAY=FR'}")
        if not equals or not value:
            raise ValueError(f"'{name}' has no value")
        if name in found:
            raise ValueError(f"{name} stands twice in it")
        found[name] = value
    return found


def _numbers(name: str, value: str) -> None:
    least, most = _NUMBERS[name]
    for each in value.split(","):
        number = int(each) if re.fullmatch(r"[+-]?\d{1,3}", each) else None
        if number is None or not least <= number <= most or (least < 0 and number == 0):
            wanted = (
                f"1 to {most}, or -1 to {least} from the end" if least < 0 else f"{least} to {most}"
            )
            raise ValueError(f"{name} is {wanted}, not '{each}'")


def _times(name: str, value: str) -> None:
    if not re.fullmatch(r"\d{1,4}", value) or not 1 <= int(value) <= _MOST:
        raise ValueError(f"{name} is a number from 1 to {_MOST}, not '{value}'")


def _weekdays(_name: str, value: str) -> None:
    for each in value.split(","):
        found = _WEEKDAY.fullmatch(each)
        if found is None or (found[1] and not 1 <= abs(int(found[1])) <= 53):  # noqa: PLR2004 - weeks
            raise ValueError(f"BYDAY is {', '.join(_DAYS)}, or one with a number, not '{each}'")


def _week_start(name: str, value: str) -> None:
    if value not in _DAYS:
        raise ValueError(f"{name} is one of {', '.join(_DAYS)}, not '{value}'")


_CHECKS: Mapping[str, Callable[[str, str], None]] = {
    "INTERVAL": _times,
    "COUNT": _times,
    "BYDAY": _weekdays,
    "WKST": _week_start,
    **dict.fromkeys(_NUMBERS, _numbers),
}


def _together(found: Mapping[str, str], frequency: str) -> None:
    """Refuse parts that contradict each other, or leave open what is meant."""
    days = found.get("BYDAY", "")
    numbered = any(sign.isdigit() for sign in days)
    if "COUNT" in found and "UNTIL" in found:
        raise ValueError("it ends after a COUNT or at an UNTIL, not both")
    if numbered and (frequency in {"DAILY", "WEEKLY"} or "BYWEEKNO" in found):
        raise ValueError(f"'{days}' counts weekdays of a month or year; a week has one of each")
    if "BYWEEKNO" in found and not days:
        raise ValueError("say the weekday, too: BYWEEKNO=20;BYDAY=FR")
    others = [name for name in found if name.startswith("BY") and name != "BYSETPOS"]
    if "BYSETPOS" in found and not others:
        raise ValueError("BYSETPOS chooses among days that another BY… names, such as BYDAY")


def _until(value: str) -> datetime | None:
    """The end of a rule; a day counts as a whole."""
    if not value:
        return None
    found = _UNTIL.fullmatch(value)
    if found is None:
        raise ValueError(f"UNTIL is a day, or a day and a time: 20271231, not '{value}'")
    day, clock, zone = found.groups()
    try:
        moment = datetime.strptime(f"{day}{clock or '000000'}", "%Y%m%d%H%M%S")  # noqa: DTZ007 - a wall
    except ValueError as error:
        raise ValueError(f"there is no such time as '{value}'") from error
    if clock is None:
        moment = datetime.combine(moment, time.max)
    return moment.replace(tzinfo=UTC) if zone else moment


def _rule(value: str) -> str:
    parts_of(value)
    return value


Rule = Annotated[
    str, AfterValidator(_rule), Shape("a recurrence rule (RFC 5545 RRULE)", "", ("string",))
]
