"""Dates as people write them: in front matter, file names and folders.

What can be read in one way only is read. What can be read in two ways says so, and what is
damaged keeps the part that is whole and says what is not. Nothing is guessed.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from msgspec import Struct

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>\d{4})"
_YEAR_FIRST = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}-(?P<m>\d{{1,2}})-(?P<d>\d{{1,2}})(?!\d)",
        rf"{_YEAR}([/.])(?P<m>\d{{1,2}})\2(?P<d>\d{{1,2}})(?!\d)",
        rf"{_YEAR}\s*年\s*(?P<m>\d{{1,2}})\s*月\s*(?P<d>\d{{1,2}})\s*[日号]",
        rf"{_YEAR}(?P<m>\d\d)(?P<d>\d\d)(?!\d)",
        rf"{_WEEKDAY}{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}(?!\d)",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}(?!\d)",
        # with dots the day stands first wherever dates are written so
        rf"(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.\s?{_YEAR}(?!\d)",
    )
)
_NUMERIC = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?!\d)")
_TIME = re.compile(
    r"(?:T|,?\s+(?:at\s+)?)(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?"
    r"\s*(Z|UTC|GMT)?\s*([+-]\d\d:?\d\d)?(?:\s*\([^()]*\))?",
    re.IGNORECASE,
)
_NAME_START = re.compile(
    r"^(\d{4})([-_.])(\d{1,2})\2(\d{1,2})(?:[-_. ]+|$)|^(\d{4})(\d\d)(\d\d)(?:[-_. ]+|$)"
)
_NAME_END = re.compile(r"(?:^|[-_. ])(\d{4})([-_.])(\d{1,2})\2(\d{1,2})$")
_YEARS = range(1970, 2200)
_DAYS_IN_PATH = 3
_NOON = 12


class Reading(Struct, frozen=True):
    """A date that was read.

    Attributes:
        day: the day, as written (in the zone the author meant).
        text: what to write into a head: `YYYY-MM-DD` or an RFC 3339 instant.
        doubt: what was not as it should be; empty when nothing was.
        other: the other day that an ambiguous `1/2/2015` may mean.
    """

    day: date
    text: str
    doubt: str = ""
    other: date | None = None


def read(written: str, zone: tzinfo) -> Reading | None:
    """The date that a text begins with, or None when no day can be read.

    Args:
        written: such as `2024-04-17 14:45:00 -0000`, `18th March, 2025`, `10/1/2015 12:00:00 AM`.
        zone: of times that name none.
    """
    text = " ".join(written.split())
    for pattern in _YEAR_FIRST:
        match = pattern.match(text)
        if match:
            day = _day(match["y"], match["m"], match["d"])
            return None if day is None else _with_time(day, text[match.end() :], zone)
    return _numeric(text, zone)


def in_name(stem: str) -> date | None:
    """The date at the beginning of a file's name, or else at its end."""
    match = _NAME_START.match(stem)
    if match:
        return _day(match[1] or match[5], match[3] or match[6], match[4] or match[7])
    match = _NAME_END.search(stem)
    return _day(match[1], match[3], match[4]) if match else None


def without_date(stem: str) -> str:
    """A file's name without the date it begins with; the name itself if nothing else is there."""
    match = _NAME_START.match(stem)
    if match is None or in_name(stem) is None:
        return stem
    return stem[match.end() :] or stem


def in_path(parts: Sequence[str]) -> date | None:
    """The date in three parts that follow each other: `2023/Apr/03`, `2024/11/28/slug`."""
    for n in range(len(parts) - _DAYS_IN_PATH + 1):
        year, month, day = parts[n : n + _DAYS_IN_PATH]
        digits = re.match(r"\d{1,2}(?=$|[-_.])", day)
        if re.fullmatch(r"\d{4}", year) and digits:
            found = _day(year, month, digits[0])
            if found:
                return found
    return None


def year_in_path(parts: Sequence[str]) -> int | None:
    """The year that a folder is named after, when no whole date is there."""
    years = (int(part) for part in parts if re.fullmatch(r"(?:19|20)\d\d", part))
    return next(years, None)


def _day(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdecimal() else _month(month)
    if int(year) not in _YEARS:
        return None
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def _month(name: str) -> int:
    """1 to 12 for an English name, 0 for anything else."""
    short = name[:3].casefold()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def _numeric(text: str, zone: tzinfo) -> Reading | None:
    """`10/1/2015`: which of the two is the month?"""
    match = _NUMERIC.match(text)
    if match is None:
        return None
    month_first = _day(match[4], match[1], match[3])
    day_first = _day(match[4], match[3], match[1])
    day = month_first or day_first
    if day is None:
        return None
    reading = _with_time(day, text[match.end() :], zone)
    if month_first is None or day_first is None or month_first == day_first:
        return reading
    doubt = f"'{match[0]}' may be {month_first} or {day_first}"
    if re.search(r"\d\s*[ap]\.?m\b", text, re.IGNORECASE):
        return Reading(day, reading.text, f"{doubt}; a time with AM or PM says the month is first")
    return Reading(day, reading.text, doubt, day_first)


def _with_time(day: date, rest: str, zone: tzinfo) -> Reading:
    if not rest.strip(" ,"):
        return Reading(day, day.isoformat())
    match = _TIME.fullmatch(rest)
    moment = None if match is None else _moment(day, match, zone)
    if moment is None:
        return Reading(day, day.isoformat(), f"its time '{rest.strip()}' cannot be read")
    return Reading(day, moment.isoformat(timespec="seconds"))


def _moment(day: date, match: re.Match[str], zone: tzinfo) -> datetime | None:
    hour, minute, second, half, name, offset = match.groups()
    hours = int(hour)
    if half:
        if not 1 <= hours <= _NOON:
            return None
        hours = hours % _NOON + (_NOON if half[0] in "pP" else 0)
    known = _offset(offset) if offset else UTC if name else zone
    if known is None:
        return None
    try:
        return datetime(
            day.year, day.month, day.day, hours, int(minute), int(second or 0), tzinfo=known
        )
    except ValueError:
        return None


def _offset(text: str) -> tzinfo | None:
    sign = -1 if text[0] == "-" else 1
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    if minutes >= 24 * 60:
        return None
    return timezone(sign * timedelta(minutes=minutes))
