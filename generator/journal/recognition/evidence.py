"""Evidence: what people did, out of public entries and the ledger.

Nothing hidden is evidence, and nothing is counted twice: who made a suggestion that was taken up is
credited by it, and not once more by the changes that it led to.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from msgspec import Struct, field

from generator.journal.journal import Journal
from generator.journal.merits import Evidence
from generator.journal.visibility import NAMELESS
from generator.kinds.credit import Role
from generator.kinds.kind import Kind, Step
from generator.kinds.person import Person
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Byline, Reference

OWN: Mapping[Step, Role] = {Step.SUGGESTED: Role.SUGGESTED, Step.TOLD: Role.TOLD}
"""What an entry of a kind with this step says about those whose step it is."""

_RANK = {role: n for n, role in enumerate(Role)}
_ROLES = {str(role): role for role in Role}


def gathered(journal: Journal) -> dict[str, tuple[Evidence, ...]]:
    """The evidence of everybody who has any, by their ids in order; of each the newest first.

    Programs have some too; that they get no credit for it is the rule of whoever counts it.
    """
    standings = journal.loop.standings.items()
    merged = {one: target for target, standing in standings for one in standing.merged}
    sources = _Sources(journal, merged)
    by_person: dict[str, list[Evidence]] = {}
    for each in sources.everything():
        by_person.setdefault(each.person, []).append(each)
    return {
        person: tuple(sorted(by_person[person], key=newest_first)) for person in sorted(by_person)
    }


def newest_first(evidence: Evidence) -> tuple[object, ...]:
    """The sort key for evidence: newest first, what has no date last; then by what shows it."""
    when = -evidence.when.timestamp() if evidence.when else float("inf")
    entry = str(evidence.entry or "")
    rest = (evidence.what, evidence.link, evidence.count)
    return when, entry, evidence.part, _RANK[evidence.role], *rest


class _Sources(Struct):
    """Where evidence comes from.

    Attributes:
        merged: what stands for each suggestion that says the same as another.
        authored: people and the entries that are evidence for them.
    """

    journal: Journal
    merged: Mapping[Reference, Reference]
    authored: set[tuple[str, Reference]] = field(default_factory=set)
    ids: dict[Byline, str | None] = field(default_factory=dict)

    def everything(self) -> Iterator[Evidence]:
        """All evidence, in no particular order; suggestions first, as changes ask for them."""
        own = [e for entry, kind in self._entries(_speaks_itself) for e in self._own(entry, kind)]
        self.authored = {(e.person, e.entry) for e in own if e.entry is not None}
        yield from own
        for entry, kind in self._entries(_has_changes):
            yield from self._credits(entry, kind)
        yield from self._invitations()
        yield from self._rows()

    def _entries(self, wanted: frozenset[str]) -> Iterator[tuple[Entry, Kind]]:
        """The first public version of each entry of some kinds."""
        hidden = self.journal.hidden
        for reference, versions in self.journal.versions.items():
            if reference.kind in wanted:
                entry = next((e for e in versions if (reference, e.lang) not in hidden), None)
                if entry is not None:
                    yield entry, KINDS[reference.kind]

    def _who(self, byline: Byline) -> str | None:
        """The person behind a name; None if it is nobody in the people table."""
        if byline not in self.ids:
            self.ids[byline] = self.journal.people.behind(byline)
        return self.ids[byline]

    def _people(self, bylines: Iterable[Byline]) -> Iterator[str]:
        found = (self._who(byline) for byline in bylines)
        yield from dict.fromkeys(person for person in found if person is not None)

    def _own(self, entry: Entry, kind: Kind) -> Iterator[Evidence]:
        """What an entry says about those who wrote it: a story told, a suggestion taken up."""
        if kind.step is None or not _is_taken_up(entry, kind):
            return
        when = entry.head.date if kind.journey is None else self._taken_up(entry, kind)
        for person in self._people(_doers(entry, kind)):
            yield Evidence(person, OWN[kind.step], when, entry.reference)

    def _taken_up(self, entry: Entry, kind: Kind) -> datetime | None:
        """When a suggestion was first going to be done, as far as anything says it."""
        journey = kind.journey
        if journey is None:
            return None
        moves = getattr(entry.record, journey.history)
        dates = [m.date for m in moves if m.status in journey.granted or m.status == journey.done]
        standing = self.journal.loop.standings.get(entry.reference)
        return min(dates, default=None) or (standing and standing.since) or entry.head.date

    def _credits(self, entry: Entry, kind: Kind) -> Iterator[Evidence]:
        """Everybody who is credited for a change of an entry, once a role."""
        for part, change in enumerate(getattr(entry.record, kind.changes)):
            given = dict.fromkeys((self._who(c.person), c.role) for c in change.credits)
            for person, role in given:
                if person is None or self._is_counted(person, role, change.refs):
                    continue
                yield Evidence(person, role, entry.head.date, entry.reference, part)

    def _is_counted(self, person: str, role: Role, refs: Iterable[Reference]) -> bool:
        """Whether it is by a suggestion of theirs already."""
        return role in OWN.values() and any(
            (person, self.merged.get(ref, ref)) in self.authored for ref in refs
        )

    def _invitations(self) -> Iterator[Evidence]:
        """Who brought somebody along; whoever has no name in public counts, and is not shown."""
        journal = self.journal
        for reference, versions in journal.versions.items():
            person = versions[0].record
            if not isinstance(person, Person) or person.invited_by is None or person.bot:
                continue
            host = self._who(person.invited_by)
            why = journal.hidden.get((reference, versions[0].lang))
            if host in {None, reference.id} or (why and why.reason not in NAMELESS):
                continue
            when = person.since or versions[0].head.date
            if when is None or when <= journal.at:
                yield Evidence(str(host), Role.INVITED, when, None if why else reference)

    def _rows(self) -> Iterator[Evidence]:
        """What the ledger says of people in the people table."""
        for row in self.journal.ledger:
            person = self._who(row.person)
            if person is not None:
                role = _ROLES[row.role]
                yield Evidence(
                    person, role, row.when, count=row.count, what=row.what, link=row.link
                )


_speaks_itself = frozenset(name for name, kind in KINDS.items() if kind.step in OWN)
_has_changes = frozenset(name for name, kind in KINDS.items() if kind.changes)


def _is_taken_up(entry: Entry, kind: Kind) -> bool:
    """Whether what was asked for is going to be done, or done; true for what asks for nothing."""
    journey = kind.journey
    if journey is None:
        return True
    status = getattr(entry.record, journey.status)
    return status in journey.granted or status == journey.done


def _doers(entry: Entry, kind: Kind) -> Iterator[Byline]:
    for name in kind.doers:
        value = getattr(entry.record, name)
        yield from value if isinstance(value, tuple) else (value,) if value else ()
