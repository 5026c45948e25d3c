"""Months and years of a journal: what boards, awards and levels count by."""

import re
from datetime import datetime, tzinfo

_WINDOW = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?", re.ASCII)
_LAST_MONTH = 12
_LAST_YEAR = 9998  # the one after it is a year that datetime knows


def month_of(instant: datetime, zone: tzinfo) -> str:
    """The month that an instant lies in: `2026-10`."""
    local = instant.astimezone(zone)
    return f"{local.year:04}-{local.month:02}"


def year_of(month: str) -> str:
    """The year of a month: `2026`."""
    return month[:4]


def span_of(window: str, zone: tzinfo) -> tuple[datetime, datetime] | None:
    """When a month or a year begins and when it is over; None for what is neither."""
    found = _WINDOW.fullmatch(window)
    if found is None or not 1 <= int(found[1]) <= _LAST_YEAR:
        return None
    year, month = int(found[1]), int(found[2] or 1)
    begins = datetime(year, month, 1, tzinfo=zone)
    if found[2] is None or month == _LAST_MONTH:
        return begins, datetime(year + 1, 1, 1, tzinfo=zone)
    return begins, datetime(year, month + 1, 1, tzinfo=zone)
