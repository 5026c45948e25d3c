"""The journal as readers of one language find it: which entries, in which order and groups."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from enum import Enum
from functools import cached_property

from generator.journal.journal import Journal
from generator.journal.order import newest_first
from generator.kinds.kind import Kind, Order
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages.desk.topics import Topics, topics
from generator.pages.routes import slug


@dataclass(frozen=True)
class Atlas:
    """Public entries for one language.

    Attributes:
        entries: every public entry in the version shown to readers of `lang`, newest first.
        own: those of them that are written in `lang`.
        topics: what introduces tags.
        elsewhere: other languages of the journal.
    """

    lang: str
    entries: tuple[Entry, ...]
    zone: tzinfo = UTC
    topics: Topics = field(default_factory=Topics)
    elsewhere: frozenset[str] = frozenset()

    @cached_property
    def own(self) -> tuple[Entry, ...]:
        """Entries written in this language, newest first."""
        return tuple(entry for entry in self.entries if entry.lang == self.lang)

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Entry, ...]]:
        """Entries of each kind in the order of its list."""
        return {
            name: _listed(kind, (e for e in self.entries if e.kind == name))
            for name, kind in KINDS.items()
        }

    @cached_property
    def dated(self) -> tuple[Entry, ...]:
        """Entries of kinds that have a list and a date, newest first; nothing that was sent in."""
        listed = (e for e in self.entries if KINDS[e.kind].listed and e.head.date)
        return tuple(e for e in listed if not is_sent_in(e))

    @cached_property
    def years(self) -> Mapping[str, tuple[Entry, ...]]:
        """Dated entries by year, the newest year first."""
        return _grouped(self.dated, lambda e: (self._year(e),))

    def _year(self, entry: Entry) -> str:
        return f"{entry.head.date.astimezone(self.zone):%Y}" if entry.head.date else ""

    @cached_property
    def tags(self) -> Mapping[str, tuple[Entry, ...]]:
        """Entries by tag as it is spelt first, in the order of the tags.

        A tag that is spelt differently in another language is one tag if a topic says so. Tags of
        nothing but untranslated entries are left to the language of those.
        """
        named = _named(self.entries, self._tags)
        here = {slug(tag): tag for tag in self.topics.of(self.lang)}
        kept = {
            tag: entries
            for tag, entries in named.items()
            if slug(tag) in here or any(e.lang not in self.elsewhere for e in entries)
        }
        known = {slug(tag) for tag in kept}
        kept.update({tag: () for key, tag in here.items() if key not in known})
        return {tag: kept[tag] for tag in sorted(kept)}

    def _tags(self, entry: Entry) -> Iterable[str]:
        return (self.topics.tag(tag, self.lang) for tag in entry.head.tags)

    @cached_property
    def series(self) -> Mapping[str, tuple[Entry, ...]]:
        """Entries by series, newest first within each."""
        return _named(self.entries, lambda e: (e.head.series,) if e.head.series else ())


def atlas(journal: Journal, lang: str) -> Atlas:
    """The atlas of a language: every public entry, in that language or else in its first."""
    shown = (journal.shown(versions[0].reference, lang) for versions in journal.public())
    entries = tuple(sorted((entry for entry in shown if entry is not None), key=newest_first))
    elsewhere = frozenset(journal.config.languages) - {lang}
    zone = journal.config.zone
    return Atlas(lang, entries, zone, topics(journal), elsewhere)


def is_sent_in(entry: Entry) -> bool:
    """Whether an entry is a row of what others sent in, of which there may be tens of thousands.

    The board, its lists, tags, search and the feeds of its kind hold it; the archive and the feed
    of the whole journal are for what the journal itself has to say.
    """
    return entry.is_row and bool(KINDS[entry.kind].bulk_dialect)


def _listed(kind: Kind, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries of a kind: by their group if it has groups, then newest first or by title."""
    by_title = kind.order is Order.TITLE
    found = sorted(entries, key=lambda e: e.head.title.casefold() if by_title else newest_first(e))
    if kind.group_by:
        found.sort(key=lambda e: group_rank(kind, e))
    return tuple(found)


def group_of(kind: Kind, entry: Entry) -> str:
    """The group of an entry in its kind's list; empty for kinds without groups."""
    return str(getattr(entry.record, kind.group_by)) if kind.group_by else ""


def group_rank(kind: Kind, entry: Entry) -> tuple[int, str]:
    """Where an entry's group stands: groups of an enumeration in its order, others by name."""
    value = getattr(entry.record, kind.group_by)
    place = list(type(value)).index(value) if isinstance(value, Enum) else 0
    return (place, str(value))


def _grouped(
    entries: Iterable[Entry], names: Callable[[Entry], Iterable[str]]
) -> dict[str, tuple[Entry, ...]]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        for name in names(entry):
            groups.setdefault(name, []).append(entry)
    return {name: tuple(found) for name, found in groups.items()}


def _named(
    entries: Iterable[Entry], names: Callable[[Entry], Iterable[str]]
) -> dict[str, tuple[Entry, ...]]:
    """Groups by name; spellings that share an address are one, the first in order names it."""
    groups = _grouped(entries, names)
    merged: dict[str, dict[int, Entry]] = {}
    spelling: dict[str, str] = {}
    for name in sorted(groups):
        spelling.setdefault(slug(name), name)
        kept = merged.setdefault(slug(name), {})
        kept.update({id(entry): entry for entry in groups[name]})
    return {
        spelling[key]: tuple(sorted(kept.values(), key=newest_first))
        for key, kept in merged.items()
    }
