"""Frozen records as bytes for the cache, and back: JSON, checked when it is read."""

from typing import TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


def dump(type_: type[T], value: T) -> bytes:
    """A record, with all records in it, as JSON; fractions as `1/3`."""
    return TypeAdapter(type_).dump_json(value)


def load(type_: type[T], data: bytes) -> T:
    """The record that `dump` wrote.

    Raises:
        ValueError: the bytes are no such record.
    """
    return TypeAdapter(type_).validate_json(data)
