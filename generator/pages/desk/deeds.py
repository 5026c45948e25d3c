"""What somebody's word or work changed: changes with credits, and who is credited for what."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.journal.journal import Journal, resolve
from generator.kinds.release import Change, Role
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Byline
from generator.pages.desk.entry_views import Desk, link, record_view
from generator.pages.html import NO_HTML, Html
from generator.pages.values import Contribution, Deed


@dataclass(frozen=True, slots=True)
class Work:
    """A change that an entry tells of."""

    entry: Entry
    change: Change


@dataclass(frozen=True, slots=True)
class Credited:
    """Changes by the id of each person who is credited for them, newest first."""

    works: Mapping[str, tuple[Work, ...]]
    roles: Mapping[str, Mapping[Role, int]]

    def of(self, person: Entry) -> tuple[Work, ...]:
        """What a person is credited for."""
        return self.works.get(person.head.id, ())

    def contributions(self, person: Entry) -> tuple[Contribution, ...]:
        """How often a person did what, the most frequent first."""
        found = self.roles.get(person.head.id, {})
        order = sorted(found.items(), key=lambda item: (-item[1], list(Role).index(item[0])))
        return tuple(Contribution(str(role), count) for role, count in order)


def changes_of(entry: Entry) -> tuple[Change, ...]:
    """The changes that an entry tells of; none for kinds that have no such field."""
    field = KINDS[entry.kind].changes
    found: tuple[Change, ...] = getattr(entry.record, field) if field else ()
    return found


def credited(journal: Journal, entries: Iterable[Entry]) -> Credited:
    """Everybody who is credited in some entries, which stand newest first."""
    works: dict[str, list[Work]] = {}
    roles: dict[str, Counter[Role]] = {}
    for entry in entries:
        for change in changes_of(entry):
            for person, role in _credits(journal, change):
                roles.setdefault(person, Counter())[role] += 1
                kept = works.setdefault(person, [])
                if not kept or kept[-1].change is not change:
                    kept.append(Work(entry, change))
    return Credited({name: tuple(found) for name, found in works.items()}, roles)


def _credits(journal: Journal, change: Change) -> Iterator[tuple[str, Role]]:
    for credit in change.credits:
        found = resolve(credit.person, journal.people)
        if found is not None:
            yield found.id, credit.role


def from_users(journal: Journal, change: Change) -> bool:
    """Whether anybody is credited for a change who is not on the team."""
    return any(not _is_team(journal, credit.person) for credit in change.credits)


def _is_team(journal: Journal, byline: Byline) -> bool:
    found = resolve(byline, journal.people)
    person = journal.original(found) if found else None
    return person is not None and bool(getattr(person.record, "team", False))


def deed(desk: Desk, work: Work, lang: str) -> Deed:
    """A change as pages of a language show it away from its own."""
    filling = desk.filling(work.entry, lang, on_own_page=False)
    shown = record_view(desk, work.change, filling)
    credits_ = shown["credits"]
    return Deed(
        text=_html(shown["text"]),
        why=_html(shown["why"]),
        credits=tuple(c for c in credits_ if isinstance(c, Mapping))
        if isinstance(credits_, tuple)
        else (),
        release=link(filling, work.entry),
        date=desk.local(work.entry.head.date),
    )


def _html(value: object) -> Html:
    return value if isinstance(value, Html) else NO_HTML
