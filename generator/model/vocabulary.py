"""The words of records: names of fields, and the words that a field may be."""

from collections.abc import Iterable, Iterator
from enum import Enum

from msgspec import Struct
from pydantic import BaseModel

from generator.model.fields import Brief
from generator.model.reference import Byline
from generator.model.validation import record_inside


class Vocabulary(Struct, frozen=True):
    """Words of some records, in lower case.

    Attributes:
        words: names of fields, and what enumerated fields may say.
        people: names of those fields that hold people.
    """

    words: frozenset[str]
    people: frozenset[str]


def vocabulary(records: Iterable[type[BaseModel]]) -> Vocabulary:
    """The words of records and of what lies in them."""
    words: set[str] = set()
    people: set[str] = set()
    for record in _within(records):
        for name, info in record.model_fields.items():
            called = (info.alias or name).lower()
            types = list(_types(info.annotation))
            words |= {called, *(str(each.value).lower() for kind in types for each in _words(kind))}
            if Byline in types or _is_brief_person(info.annotation):
                people.add(called)
    return Vocabulary(frozenset(words), frozenset(people))


def _within(records: Iterable[type[BaseModel]]) -> Iterator[type[BaseModel]]:
    seen: dict[type[BaseModel], None] = dict.fromkeys(records)
    waiting = list(seen)
    while waiting:
        record = waiting.pop()
        yield record
        for info in record.model_fields.values():
            inner = record_inside(info.annotation)
            if inner is not None and inner not in seen:
                seen[inner] = None
                waiting.append(inner)


def _types(annotation: object) -> Iterator[object]:
    """A type and all that stand in it."""
    yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _types(argument)


def _words(kind: object) -> Iterable[Enum]:
    return kind if isinstance(kind, type) and issubclass(kind, Enum) else ()


def _is_brief_person(annotation: object) -> bool:
    """Whether a text alone is the person in a record of several fields."""
    record = record_inside(annotation)
    if record is None or not issubclass(record, Brief):
        return False
    fields = record.model_fields
    return any(Byline in _types(fields[name].annotation) for name in record.text_fills)
