"""The people table: who is meant by a handle."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.kinds.person import Person
from generator.model.entry import Entry
from generator.model.reference import Byline
from generator.problems import Problem


@dataclass(frozen=True, slots=True)
class People:
    """Ids of people by every handle they have, upper and lower case alike."""

    ids: Mapping[str, str] = field(default_factory=dict)

    def find(self, handle: str) -> str | None:
        """The id of the person behind a handle or an id; None if it is nobody known."""
        return self.ids.get(handle.casefold())

    def behind(self, byline: Byline) -> str | None:
        """The id of the person that a field names; None for a plain name."""
        return self.find(byline.name)


def table(entries: Iterable[Entry]) -> tuple[People, list[Problem]]:
    """The people table of all entries, and the handles that two people claim."""
    ids: dict[str, str] = {}
    owner: dict[str, Entry] = {}
    problems: list[Problem] = []
    for entry in entries:
        if not isinstance(entry.record, Person) or not entry.original:
            continue
        record = entry.record
        names = (entry.head.id, *((record.handle,) if record.handle else ()), *record.handles)
        for name in names:
            key = name.removeprefix("@").casefold()
            other = owner.setdefault(key, entry)
            if other is entry:
                ids[key] = entry.head.id
            else:
                message = f"'@{name.removeprefix('@')}' also belongs to {other.location}"
                hint = "a handle belongs to one person"
                problems.append(Problem(entry.at(("handle",)), "duplicate-handle", message, hint))
    return People(ids), problems
