"""Dates as changelogs write them: `2024-05-02`, `6th December, 2024`, `20.08.2026`, `2024年5月2日`.

What may be read in two ways (`10/1/2015`) is no date.
"""

import re
from calendar import month_name
from collections.abc import Mapping
from datetime import date

from generator.patterns import late

_MONTHS: Mapping[str, int] = {
    name[:3].casefold(): number for number, name in enumerate(month_name) if name
}
_FORMS = (
    late(r"(?<![\d.])(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?![\d.])"),
    late(r"(?<![\d.])(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})(?![\d.])"),
    late(r"(?P<y>\d{4})[ ]?年[ ]?(?P<m>\d{1,2})[ ]?月[ ]?(?P<d>\d{1,2})[ ]?日"),
    late(r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[ ]+(?:of[ ]+)?(?P<n>[A-Za-z]{3,9})\.?,?[ ]+(?P<y>\d{4})"),
    late(r"(?P<n>[A-Za-z]{3,9})\.?[ ]+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?[ ]+(?P<y>\d{4})"),
)
_SLASHED = late(r"(?<![\d/])(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d{4})(?![\d/])")
_MONTHS_OF_A_YEAR = 12
_FIRST_YEAR = 1900  # what is older is a placeholder; no program has a changelog from before
_OPEN = late(
    r"(?:\d{4}-)?(?:TBC|TBD|TBA)\b|\b[xX?]{2}[.-][xX?]{2}[.-][xX?\d]{2,4}|\d{4}-[xX?]{2}-[xX?]{2}"
    r"|in development|unreleased|未发布|待发布|开发中|待定",
    re.IGNORECASE,
)


def find(text: str) -> tuple[str, str]:
    """The first date in a text as ISO 8601, and as it is written; both empty without one.

    A date that nobody has set yet ("TBC", "xx.xx.xxxx", "in development"), that was never one
    (0001-01-01), or that may be read in two ways, has no ISO form.
    """
    for form in _FORMS:
        for found in form.finditer(text):
            day = _date(found)
            if day is not None:
                return day.isoformat() if day.year >= _FIRST_YEAR else "", found[0]
    slashed = _SLASHED.search(text)
    if slashed:
        return _slashed(slashed), slashed[0]
    opened = _OPEN.search(text)
    return "", opened[0] if opened else ""


def _slashed(found: re.Match[str]) -> str:
    """A date with slashes, if only one of its numbers can be the month; else nothing."""
    first, second = int(found["a"]), int(found["b"])
    if (first > _MONTHS_OF_A_YEAR) == (second > _MONTHS_OF_A_YEAR):
        return ""
    month, day = (second, first) if first > _MONTHS_OF_A_YEAR else (first, second)
    made = _made(int(found["y"]), month, day)
    return made.isoformat() if made and made.year >= _FIRST_YEAR else ""


def _date(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    month = int(parts["m"]) if parts.get("m") else _MONTHS.get(parts["n"][:3].casefold(), 0)
    return _made(int(parts["y"]), month, int(parts["d"]))


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
