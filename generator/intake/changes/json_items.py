"""JSON whose items are known with the lines where they begin (RFC 8259)."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


def line_starts(text: str) -> list[int]:
    """Where each line of a text begins, from 0."""
    return [0, *(found.end() for found in re.finditer("\n", text))]


def line_of(starts: list[int], at: int) -> int:
    """The line of a place, from 1."""
    return bisect_right(starts, at)


def values(text: str) -> Iterator[tuple[int, object]]:
    """The values of a text, one behind the other: where each begins, and the value.

    Raises:
        ValueError: something else stands there.
        RecursionError: lists stand in lists too often.
    """
    at = _next(text, 0)
    while at < len(text):
        value, end = _DECODER.raw_decode(text, at)
        yield at, value
        at = _next(text, end)


def members(text: str, at: int = 0) -> Iterator[tuple[str, int, object]]:
    """The members of the object that begins at a place: name, where the value begins, value.

    The text is known to be JSON; nothing, if something else than an object begins there.
    """
    at = _next(text, at)
    if not text.startswith("{", at):
        return
    at = _next(text, at + 1)
    while not text.startswith("}", at):
        name, at = _DECODER.raw_decode(text, at)
        at = _next(text, _next(text, at) + 1)
        value, end = _DECODER.raw_decode(text, at)
        yield str(name), at, value
        at = _comma(text, end)


def elements(text: str, at: int = 0) -> Iterator[tuple[int, object]]:
    """The elements of the list that begins at a place: where each begins, and the value.

    The text is known to be JSON; nothing, if something else than a list begins there.
    """
    at = _next(text, at)
    if not text.startswith("[", at):
        return
    at = _next(text, at + 1)
    while not text.startswith("]", at):
        value, end = _DECODER.raw_decode(text, at)
        yield at, value
        at = _comma(text, end)


def _comma(text: str, at: int) -> int:
    at = _next(text, at)
    return _next(text, at + 1) if text.startswith(",", at) else at


def _next(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
