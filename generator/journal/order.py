"""The order of lists: newest first, and of releases of one instant the highest version first."""

import re
from datetime import UTC, datetime

from generator.kinds.table import KINDS
from generator.model.entry import Entry

Rank = tuple[int, ...]

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
_NUMBERS = re.compile(r"v?(\d+(?:\.\d+)*)")
_PARTS = re.compile(r"\d+|[a-z]+")
_PLACES = 6
_DIGITS = 18  # more than any version has; strangers' digits must not cost time


def newest_first(entry: Entry) -> tuple[float, str, Rank, str]:
    """The sort key for lists: newest first, then kind, the highest version, and id."""
    field = KINDS[entry.kind].version
    version = str(getattr(entry.record, field)) if field else ""
    return (
        -((entry.head.date or _LONG_AGO) - _LONG_AGO).total_seconds(),
        entry.kind,
        highest_first(version),
        entry.head.id,
    )


def highest_first(version: str) -> Rank:
    """The sort key for versions: 1.10 before 1.9, and 1.10 before 1.10-rc2 before 1.10-rc1.

    The order is that of Semantic Versioning 2.0.0, section 11, for any number of numbers; what has
    none comes last.
    """
    found = _NUMBERS.match(version.strip().casefold())
    if not found:
        return (1,)
    numbers = [-int(number[:_DIGITS]) for number in found[1].split(".")][:_PLACES]
    padded = (*numbers, *[0] * (_PLACES - len(numbers)))
    # Behind its last part stands a 2: of two that begin alike the longer one is the higher.
    parts = _PARTS.findall(version.strip().casefold()[found.end() :].partition("+")[0])
    return (0, *padded, *([1] if parts else [0]), *(n for part in parts for n in _falling(part)), 2)


def _falling(part: str) -> Rank:
    """A part of a pre-release, the later first; SemVer sets words above numbers."""
    if part.isdigit():
        return (1, -int(part[:_DIGITS]))
    return (0, *(-ord(letter) for letter in part), 0)
