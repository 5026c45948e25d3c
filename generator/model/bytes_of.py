"""Frozen records as bytes for the cache, and back: JSON, checked when it is read."""

from fractions import Fraction
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def dump(value: object) -> bytes:
    """A record, with all records in it, as JSON; fractions as `1/3`."""
    return msgspec.json.encode(value, enc_hook=_plain)


def load(type_: type[T], data: bytes) -> T:
    """The record that `dump` wrote.

    Raises:
        ValueError: the bytes are no such record.
    """
    return msgspec.json.decode(data, type=type_, dec_hook=_read)


def _plain(value: object) -> str:
    if isinstance(value, Fraction):
        return str(value)
    raise TypeError(f"there is no way to write a {type(value).__name__}")


def _read(type_: type, value: Any) -> object:  # noqa: ANN401 - whatever stands there
    if type_ is Fraction and isinstance(value, str):
        return Fraction(value)
    raise ValueError(f"this is no {type_.__name__}")
