"""The people table: who is meant by a handle."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.kinds.person import Person
from generator.model.entry import Entry
from generator.model.reference import Byline, Path
from generator.problems import Problem


@dataclass(frozen=True, slots=True)
class People:
    """Ids of people by every handle they have, upper and lower case alike."""

    ids: Mapping[str, str] = field(default_factory=dict)

    def find(self, handle: str) -> str | None:
        """The id of the person behind a handle or an id; None if it is nobody known."""
        return self.ids.get(_key(handle))

    def behind(self, byline: Byline) -> str | None:
        """The id of the person that a field names; None for a plain name."""
        return self.find(byline.name)


def table(entries: Iterable[Entry]) -> tuple[People, list[Problem]]:
    """The people table of all entries, and the handles that two people claim."""
    ids: dict[str, str] = {}
    owner: dict[str, Entry] = {}
    problems: list[Problem] = []
    for entry in sorted(entries, key=lambda e: e.location):
        if not isinstance(entry.record, Person) or not entry.original:
            continue
        for path, name in _handles(entry, entry.record):
            key = _key(name)
            other = owner.setdefault(key, entry)
            if other is entry:
                ids[key] = entry.head.id
            elif _key(other.head.id) != _key(entry.head.id):  # else they are one too many already
                message = f"'@{name.removeprefix('@')}' also belongs to {other.location}"
                hint = "a handle belongs to one person"
                problems.append(Problem(entry.at(path), "duplicate-handle", message, hint))
    return People(ids), problems


def _handles(entry: Entry, person: Person) -> Iterator[tuple[Path, str]]:
    """Everything that may stand behind an `@` for a person, and the field that says so."""
    yield ("id",), entry.head.id
    if person.handle:
        yield ("handle",), person.handle
    for n, handle in enumerate(person.handles):
        yield ("handles", n), handle


def _key(handle: str) -> str:
    """Handles are compared without their `@` and without regard to capitals."""
    return unicodedata.normalize("NFC", handle.removeprefix("@")).casefold()
