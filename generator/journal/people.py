"""The people table: who is meant by a handle or by a name."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from generator.kinds.person import Person
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Byline, Path
from generator.problems import Problem

_HANDLE = "handle"
_MANY = 1 << 16
"""How many spellings are remembered: the same people are named again and again."""


@dataclass(frozen=True, slots=True)
class People:
    """Who is meant, upper and lower case alike.

    Attributes:
        ids: ids of people by every handle they have.
        names: ids by every spelling of a name that one person alone has.
        shared: ids of those who share a name, by its spelling.
        bots: ids of programs.
    """

    ids: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bots: frozenset[str] = frozenset()
    # Bylines that were asked for before: the same few thousand stand on tens of thousands of pages.
    _behind: dict[tuple[str, bool], str | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def find(self, handle: str) -> str | None:
        """The id of the person behind a handle or an id; None if it is nobody known."""
        return self.ids.get(_key(handle))

    def behind(self, byline: Byline) -> str | None:
        """The id of the person that a field names; None for an unknown or a shared plain name.

        A handle that stands for itself (`agreed.as_agreed`) is nobody's: it leads to no page.
        """
        if _stands_alone(byline):
            return None
        key = (byline.name, byline.handle)
        if key not in self._behind:
            self._behind[key] = self._find(byline)
        return self._behind[key]

    def _find(self, byline: Byline) -> str | None:
        known = self.find(byline.name)
        if byline.handle or byline.name == known:
            return known
        if self.candidates(byline):
            return None
        return known or self.names.get(_spelling(byline.name))

    def candidates(self, byline: Byline) -> tuple[str, ...]:
        """Ids of those who may be meant by a plain name that several share; else nothing.

        Somebody's handle without its `@` is a name of theirs; an id as it is written is no name.
        """
        known = self.find(byline.name)
        if byline.handle or byline.name == known or _stands_alone(byline):
            return ()
        key = _spelling(byline.name)
        found = {*self.shared.get(key, ()), self.names.get(key), known} - {None}
        return tuple(sorted(filter(None, found))) if len(found) > 1 else ()


def called(entry: Entry) -> Entry:
    """An entry under the name that it wants to have in public: its title, or its handle."""
    field_ = KINDS[entry.kind].display
    if not field_ or getattr(entry.record, field_) != _HANDLE:
        return entry
    handle = getattr(entry.record, _HANDLE, None) or entry.head.id
    title = f"@{handle.removeprefix('@')}"
    return replace(entry, head=entry.head.model_copy(update={"title": title}))


def table(entries: Iterable[Entry]) -> tuple[People, list[Problem]]:
    """The people table of all entries, and the handles and spellings that two people claim."""
    everybody = [
        e for e in sorted(entries, key=lambda e: e.location) if isinstance(e.record, Person)
    ]
    ids, problems = _by_handle(everybody)
    owners = _by_name(everybody)
    problems += _twice_spelled(everybody, ids, owners)
    names = {key: next(iter(found)) for key, found in owners.items() if len(found) == 1}
    shared = {key: tuple(sorted(found)) for key, found in owners.items() if len(found) > 1}
    bots = frozenset(e.head.id for e in everybody if getattr(e.record, "bot", False))
    return People(ids, names, shared, bots), problems


def _by_handle(everybody: Iterable[Entry]) -> tuple[dict[str, str], list[Problem]]:
    ids: dict[str, str] = {}
    owner: dict[str, Entry] = {}
    problems: list[Problem] = []
    for entry in everybody:
        for path, name in _handles(entry) if entry.original else ():
            key = _key(name)
            other = owner.setdefault(key, entry)
            if other is entry:
                ids[key] = entry.head.id
            elif not _same(other, entry):  # else they are one too many already
                message = f"'@{name.removeprefix('@')}' also belongs to {other.location}"
                hint = "a handle belongs to one person"
                problems.append(Problem(entry.at(path), "duplicate-handle", message, hint))
    return ids, problems


def _by_name(everybody: Iterable[Entry]) -> dict[str, dict[str, Entry]]:
    """Those who have a name, by id, and so by each spelling of it."""
    owners: dict[str, dict[str, Entry]] = {}
    for entry in everybody:
        for name in (entry.head.title, *(name for _, name in _spellings(entry))):
            owners.setdefault(_spelling(name), {}).setdefault(entry.head.id, entry)
    return owners


def _twice_spelled(
    everybody: Iterable[Entry], ids: Mapping[str, str], owners: Mapping[str, Mapping[str, Entry]]
) -> Iterator[Problem]:
    """Spellings that somebody claims and that mean another as well.

    Two people may be called alike; to write down a spelling says that it means one of them.
    """
    claimed: dict[str, Entry] = {}
    of_id = {entry.head.id: entry for entry in everybody if entry.original}
    for entry in everybody:
        for path, name in _spellings(entry) if entry.original else ():
            key = _spelling(name)
            other = claimed.setdefault(key, entry)
            titled = (e for e in owners[key].values() if _spelling(e.head.title) == key)
            others = [other, *titled, of_id.get(ids.get(_key(name), ""), entry)]
            found = next((each for each in others if not _same(each, entry)), None)
            if found is not None:
                message = f"'{name}' also means {found.location}"
                hint = "a spelling means one person; write '@handle' where several are called so"
                yield Problem(entry.at(path), "duplicate-name", message, hint)


def _same(one: Entry, other: Entry) -> bool:
    return _key(one.head.id) == _key(other.head.id)


def _handles(entry: Entry) -> Iterator[tuple[Path, str]]:
    """Everything that may stand behind an `@` for a person, and the field that says so."""
    person = entry.record
    yield ("id",), entry.head.id
    if isinstance(person, Person):
        if person.handle:
            yield ("handle",), person.handle
        for n, handle in enumerate(person.handles):
            yield ("handles", n), handle


def _spellings(entry: Entry) -> Iterator[tuple[Path, str]]:
    """Spellings of a person's name besides the title, and the field that says so."""
    if isinstance(entry.record, Person):
        for n, name in enumerate(entry.record.names):
            yield ("names", n), name


def _stands_alone(byline: Byline) -> bool:
    return not byline.handle and byline.name.startswith("@")


@lru_cache(maxsize=_MANY)
def _key(handle: str) -> str:
    """Handles are compared without their `@` and without regard to capitals."""
    return unicodedata.normalize("NFC", handle.removeprefix("@")).casefold()


@lru_cache(maxsize=_MANY)
def _spelling(name: str) -> str:
    """Names are compared without regard to capitals and spaces."""
    return "".join(unicodedata.normalize("NFC", name).casefold().split())
