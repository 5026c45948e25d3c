"""Which characters a pattern can begin with, so that it need not be tried where others stand.

It answers for ASCII alone, and may name too many, never too few.
"""

import re
from collections.abc import Sequence
from importlib import import_module
from typing import Any

_ASCII = frozenset(map(chr, range(128)))
# What a pattern consists of has no public name.
_parser, _compiler = import_module("re._parser"), import_module("re._compiler")

# Parts of a pattern as Python's own parser gives them.
_Parts = Sequence[tuple[object, Any]]
# The characters that a match of parts may begin with, and whether it may be empty.
_Found = tuple[frozenset[str], bool]


def beginnings(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """The ASCII characters that a match may begin with; None if it may also be empty."""
    some, empty = _sequence(_parser.parse(pattern.pattern, pattern.flags), pattern.flags)
    return None if empty else some


def _sequence(parts: _Parts, flags: int) -> _Found:
    some: frozenset[str] = frozenset()
    for kind, said in parts:
        more, empty = _part(kind, said, flags)
        some |= more
        if not empty:
            return some, False
    return some, True


def _part(kind: object, said: Any, flags: int) -> _Found:  # noqa: ANN401 - each kind says another
    match str(kind):
        case "LITERAL" | "NOT_LITERAL" | "IN" | "ANY":
            return _single((kind, said), flags), False
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            some, empty = _sequence(said[2], flags)
            return some, empty or said[0] == 0
        case "SUBPATTERN":
            return _sequence(said[3], (flags | said[1]) & ~said[2])
        case "ATOMIC_GROUP":
            return _sequence(said, flags)
        case "BRANCH":
            ways = [_sequence(way, flags) for way in said[1]]
            return frozenset().union(*(some for some, _ in ways)), any(empty for _, empty in ways)
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return frozenset(), True
        case _:
            return _ASCII, True


def _single(part: tuple[object, Any], flags: int) -> frozenset[str]:
    """The characters that match a part which is always one character."""
    pattern = _compiler.compile(_parser.SubPattern(_parser.State(), [part]), flags)
    return frozenset(filter(pattern.match, _ASCII))
