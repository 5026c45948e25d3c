"""Frozen records as bytes for the cache, and back: JSON, checked when it is read."""

from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")

_ADAPTERS: dict[object, TypeAdapter[Any]] = {}


def dump(type_: type[T], value: T) -> bytes:
    """A record, with all records in it, as JSON; fractions as `1/3`."""
    return _adapter(type_).dump_json(value)


def load(type_: type[T], data: bytes) -> T:
    """The record that `dump` wrote.

    Raises:
        ValueError: the bytes are no such record.
    """
    return _adapter(type_).validate_json(data)


def _adapter(type_: type[T]) -> TypeAdapter[T]:
    """What reads and writes a type; making one takes longer than counting a small poll."""
    if type_ not in _ADAPTERS:
        _ADAPTERS[type_] = TypeAdapter(type_)
    return _ADAPTERS[type_]
