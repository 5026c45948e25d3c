"""What people are to hear: what became of what they asked for, and thanks for what they did (C2).

Everything here follows from what readers may see at the instant. Nobody on the team is told, nobody
without a name in public, and no program.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct, field

from generator.journal.changes import changes_of, is_team
from generator.journal.journal import Journal, resolve
from generator.journal.loop.links import doers
from generator.journal.schedule import State, state
from generator.journal.threads import Standing
from generator.kinds.credit import USERS
from generator.kinds.kind import Kind, Step
from generator.kinds.table import KINDS
from generator.model.bots import is_bot
from generator.model.entry import Entry
from generator.model.fields import Inline, values_in
from generator.model.reference import Byline, Reference


class Event(StrEnum):
    """What happens once to somebody; what is on a journey has its statuses instead."""

    CREDITED = "credited"
    ASKED = "asked"
    ANSWERED = "answered"
    AWARDED = "awarded"
    TOLD = "told"


class Notice(Struct, frozen=True):
    """Something that somebody is to hear.

    Attributes:
        event: the status that something reached, or one of `Event`.
        to: who it is for, as the entry names them.
        person: their id in the people table; empty for a plain name that is not in it.
        entry: the public entry on whose page it is seen.
        since: when it happened.
        turn: how often it had happened by then: something may ship twice.
        seen_in: the field of the entry in which it is seen; empty if the entry itself is all.
        parts: numbers of the changes that it is about, counted from 0.
        causes: entries that it follows from, such as the release that shipped something.
        own: what they asked for themselves, if it is about that; None if others asked.
    """

    event: str
    to: Byline
    person: str
    entry: Reference
    since: datetime
    turn: int = 1
    seen_in: str = ""
    parts: tuple[int, ...] = ()
    causes: tuple[Reference, ...] = ()
    own: Reference | None = None


def notices(journal: Journal) -> tuple[Notice, ...]:
    """Everything that anybody is to hear, oldest first; each event once for everybody."""
    desk = _Desk(journal)
    moved = tuple(desk.moved())
    found = [*moved, *desk.credited(_shipped(moved, journal)), *desk.others()]
    return tuple(sorted(found, key=_order))


def _order(notice: Notice) -> tuple[object, ...]:
    who = (notice.person, notice.to)
    return notice.since, notice.entry, notice.event, *who


def _shipped(moved: Iterable[Notice], journal: Journal) -> frozenset[tuple[str, Reference]]:
    """Who hears, by itself, that something is done, and everything that is then done."""
    found: set[tuple[str, Reference]] = set()
    for notice in moved:
        journey = KINDS[notice.entry.kind].journey
        if journey is not None and notice.event == journey.done:
            merged = journal.loop.standings[notice.entry].merged
            found.update((_key(notice), each) for each in (notice.entry, *merged))
    return frozenset(found)


def _key(notice: Notice) -> str:
    return notice.person or notice.to.name


class _Desk(Struct):
    journal: Journal
    known: dict[Byline, str | None] = field(default_factory=dict)

    def moved(self) -> Iterator[Notice]:
        """Where what was asked for stands now, once somebody has decided."""
        for reference, standing in self.journal.loop.standings.items():
            entry, journey = self._entry(reference), KINDS[reference.kind].journey
            if entry is None or journey is None or standing.status in journey.waiting:
                continue
            since = standing.since or entry.head.date
            if since is None:
                continue
            own = self._own(entry, standing)
            for person, byline in self._people(standing.asked_by):
                yield Notice(
                    event=standing.status,
                    to=byline,
                    person=person,
                    entry=reference,
                    since=since,
                    turn=standing.turn,
                    seen_in=journey.status,
                    causes=(standing.cause,) if standing.cause else (),
                    own=own.get(person or byline.name),
                )

    def _own(self, entry: Entry, standing: Standing) -> Mapping[str, Reference]:
        """What each of those who asked wrote themselves: the entry, or one merged into it."""
        found: dict[str, Reference] = {}
        for reference in (entry.reference, *standing.merged):
            member = self._entry(reference)
            for person, byline in self._people(doers(member) if member else ()):
                found.setdefault(person or byline.name, reference)
        return found

    def credited(self, shipped: frozenset[tuple[str, Reference]]) -> Iterator[Notice]:
        """Whom the changes of an entry credit: each of them once an entry.

        Args:
            shipped: who hears already of what; whose word that was need not be said twice.
        """
        for entry in self._entries(lambda kind: bool(kind.changes)):
            parts: dict[tuple[str, Byline], list[int]] = {}
            first: dict[str, Byline] = {}
            for n, change in enumerate(changes_of(entry)):
                for credit in change.credits:
                    for person, byline in self._people((credit.person,)):
                        key = person or byline.name
                        heard = change.ships and any((key, ref) in shipped for ref in change.refs)
                        if heard and credit.role in USERS:
                            continue
                        to = first.setdefault(key, byline)
                        found = parts.setdefault((person, to), [])
                        found += [n] if n not in found else []
            for (person, byline), numbers in parts.items():
                yield from self._notice(
                    Event.CREDITED,
                    entry,
                    (person, byline),
                    seen_in=KINDS[entry.kind].changes,
                    parts=tuple(numbers),
                )

    def others(self) -> Iterator[Notice]:
        """Questions that are open, and their answers; awards; words that were published."""
        for entry in self._entries(lambda kind: kind.calls_in):
            yield from self._asked(entry)
            yield from self._answered(entry)
        for entry in self._entries(lambda kind: kind.step is Step.THANKED):
            field_ = KINDS[entry.kind].doers[0]
            for who in self._people(doers(entry)):
                yield from self._notice(Event.AWARDED, entry, who, seen_in=field_)
        for entry in self._entries(lambda kind: kind.step is Step.TOLD):
            for who in self._people(doers(entry)):
                yield from self._notice(Event.TOLD, entry, who)

    def _asked(self, entry: Entry) -> Iterator[Notice]:
        """Something to take part in, while it is open, for those whose idea it is about."""
        if state(entry, self.journal.at) is not State.OPEN:
            return
        begins = (getattr(entry.record, name) for name in KINDS[entry.kind].span[:1])
        since = max((d for d in (*begins, entry.head.date) if d is not None), default=None)
        roots = self.journal.loop.through.get(entry.reference, ())
        standings = [self.journal.loop.standings.get(root) for root in roots]
        asked = [byline for each in standings if each for byline in each.asked_by]
        for who in self._people((*_named(entry), *asked)):
            yield from self._notice(Event.ASKED, entry, who, since=since, seen_in="state")

    def _answered(self, entry: Entry) -> Iterator[Notice]:
        """The answer to something that people took part in, for those whom it names."""
        answer = KINDS[entry.kind].answer
        given = getattr(entry.record, answer.given) if answer else None
        if answer is None or not given:
            return
        answers: tuple[Entry, ...] = ()
        if isinstance(given, Inline):
            ends = (getattr(entry.record, name) for name in KINDS[entry.kind].span[1:])
            since = max((d for d in (*ends, entry.head.updated) if d is not None), default=None)
        else:
            answers = tuple(e for each in given if (e := self._entry(each)) is not None)
            since = min((e.head.date for e in answers if e.head.date), default=None)
        causes = tuple(each.reference for each in answers)
        for who in self._people(_named(entry)) if since is not None else ():
            yield from self._notice(
                Event.ANSWERED, entry, who, since=since, seen_in=answer.given, causes=causes
            )

    def _notice(
        self,
        event: Event,
        entry: Entry,
        who: tuple[str, Byline],
        *,
        since: datetime | None = None,
        seen_in: str = "",
        parts: tuple[int, ...] = (),
        causes: tuple[Reference, ...] = (),
    ) -> Iterator[Notice]:
        """A notice of something that has a date."""
        when = since or entry.head.date
        if when is not None:
            person, to = who
            yield Notice(
                event,
                to,
                person,
                entry.reference,
                when,
                seen_in=seen_in,
                parts=parts,
                causes=causes,
            )

    def _entries(self, wanted: Callable[[Kind], bool]) -> Iterator[Entry]:
        for reference in self.journal.versions:
            if wanted(KINDS[reference.kind]):
                entry = self._entry(reference)
                if entry is not None:
                    yield entry

    def _entry(self, reference: Reference) -> Entry | None:
        """The first public version of an entry; None if it has none."""
        versions = self.journal.versions.get(reference, ())
        return next((e for e in versions if self.journal.is_public(e)), None)

    def _people(self, bylines: Iterable[Byline]) -> Iterator[tuple[str, Byline]]:
        """Those who can be told something: their id, if they have one, and how they are named."""
        told: set[str] = set()
        for byline in bylines:
            if byline not in self.known:
                self.known[byline] = self._person(byline)
            person = self.known[byline]
            if person is not None and (person or byline.name) not in told:
                told.add(person or byline.name)
                yield person, byline

    def _person(self, byline: Byline) -> str | None:
        """An id, an empty text for a plain name; None for those who are not told anything."""
        people = self.journal.people
        target = resolve(byline, people)
        if target is None:
            unclear = byline.handle or people.candidates(byline)
            return None if unclear or is_bot(byline.name, self.journal.config.bots) else ""
        hidden = self._entry(target) is None
        is_nobody = hidden or target.id in people.bots or is_team(self.journal, byline)
        return None if is_nobody else target.id


def _named(entry: Entry) -> Iterator[Byline]:
    """Everybody whom the fields of an entry name, not its texts."""
    for _, value in values_in(entry.record):
        if isinstance(value, Byline):
            yield value
