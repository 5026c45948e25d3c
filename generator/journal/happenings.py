"""What happened to what users asked for, and what the team owes: dated, public, one by one."""

from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from enum import StrEnum

from msgspec import Struct

from generator.journal.changes import changes_of, from_users
from generator.journal.journal import Journal
from generator.kinds.kind import Journey
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.fields import Inline
from generator.model.reference import Byline, Reference


class What(StrEnum):
    """What can happen to something that was asked for."""

    RECEIVED = "received"
    ANSWERED = "answered"
    ADOPTED = "adopted"
    SHIPPED = "shipped"
    DECLINED = "declined"
    MERGED = "merged"


class Happening(Struct, frozen=True):
    """Something that happened to what was asked for.

    Attributes:
        when: its date; that of the asking where nobody wrote down when it was.
        days: days of the calendar since it was asked for; None where nobody wrote down when.
        part: number of the move in its history, counted from 0; -1 if it follows from something
            else.
        cause: what it follows from: the release that shipped it; None for its own history.
        has_reason: whether the team says why.
    """

    what: What
    when: datetime
    entry: Reference
    days: int | None = None
    part: int = -1
    cause: Reference | None = None
    has_reason: bool = False


class Deed(Struct, frozen=True):
    """A change that users notice: number `part` of a public entry; `heard` if users caused it."""

    when: datetime
    entry: Reference
    part: int
    heard: bool


class Turn(Struct, frozen=True):
    """The beginning or the end of something that has a time of its own: a poll, an event."""

    when: datetime
    entry: Reference
    begins: bool


class Waiting(Struct, frozen=True):
    """What nobody has decided on at the instant; `answered` if somebody has said anything."""

    since: datetime
    entry: Reference
    days: int
    answered: bool


class Promise(Struct, frozen=True):
    """An answer that was due; `days` since then if it is still owed, else None."""

    due: datetime
    entry: Reference
    days: int | None = None
    owner: Byline | None = None
    late: Inline | None = None


def deeds(journal: Journal, entry: Entry, when: datetime) -> Iterator[Deed]:
    """The changes of an entry that users notice."""
    for part, change in enumerate(changes_of(entry)):
        if not change.internal:
            yield Deed(when, entry.reference, part, from_users(journal, change))


def promises(journal: Journal, zone: tzinfo) -> Iterator[Promise]:
    """Every answer that was due by the instant; what is owed is what the threads are open at."""
    owed = {
        end.entry: end
        for thread in journal.loop.threads.values()
        for end in thread.open_ends
        if end.overdue and end.due is not None
    }
    for versions in journal.public():
        entry, answer = versions[0], KINDS[versions[0].kind].answer
        due: datetime | None = getattr(entry.record, answer.due) if answer else None
        if due is None or due > journal.at:
            continue
        end = owed.get(entry.reference)
        if end is None:
            yield Promise(due, entry.reference)
        else:
            days = days_between(due, journal.at, zone)
            yield Promise(due, entry.reference, days, end.owner, end.late)


def turns(entry: Entry, at: datetime) -> Iterator[Turn]:
    """When what can be taken part in, or what takes place, begins and ends; only what is over."""
    for n, name in enumerate(KINDS[entry.kind].span):
        moment: datetime | None = getattr(entry.record, name)
        if moment is not None and moment <= at:
            yield Turn(moment, entry.reference, begins=n == 0)


class Way(Struct, frozen=True):
    """What happened to one thing that was asked for."""

    journal: Journal
    entry: Entry
    journey: Journey
    asked: datetime
    zone: tzinfo

    def happenings(self) -> Iterator[Happening]:
        """Its beginning, its first answer, and where it arrived."""
        yield Happening(What.RECEIVED, self.asked, self.entry.reference)
        before_ = self.journey.first
        answered = False
        for when, status, part, cause in self._moves():
            if status == before_:
                continue
            made = self._happening(when, part, cause)
            if not answered:
                answered = True
                yield made(What.ANSWERED)
            what = self._what(status, before_)
            if what is not None:
                yield made(what)
            before_ = status

    def waiting(self) -> Iterator[Waiting]:
        """Itself, if nobody has decided yet."""
        status = self._status()
        if status in self.journey.waiting:
            days = days_between(self.asked, self.journal.at, self.zone)
            answered = status != self.journey.first
            yield Waiting(self.asked, self.entry.reference, days, answered)

    def _what(self, status: str, before_: str) -> What | None:
        """What reaching a status means; work that goes on is not adopted again."""
        journey = self.journey
        if status in journey.granted:
            return None if before_ in journey.granted | {journey.done} else What.ADOPTED
        if status in journey.refused:
            return What.DECLINED
        return {journey.merged: What.MERGED, journey.done: What.SHIPPED}.get(status)

    def _happening(
        self, when: datetime | None, part: int, cause: Reference | None
    ) -> Callable[[What], Happening]:
        days = None if when is None else days_between(self.asked, when, self.zone)
        has_reason = self._has_reason(part)
        return lambda what: Happening(
            what, when or self.asked, self.entry.reference, days, part, cause, has_reason
        )

    def _moves(self) -> Iterator[tuple[datetime | None, str, int, Reference | None]]:
        """Its moves with their dates: those of its history, then what follows from elsewhere."""
        last = self.journey.first
        history = getattr(self.entry.record, self.journey.history)
        for part, move in enumerate(history):
            last = str(move.status)
            yield move.date, last, part, None
        status = self._status()
        if status != last:
            standing = self.journal.loop.standings.get(self.entry.reference)
            cause = standing.cause if standing else None
            follows = cause is not None and status in {self.journey.begun, self.journey.done}
            # A status that stands alone in a file has no date of its own.
            yield (standing.since if standing and follows else None), status, -1, cause

    def _status(self) -> str:
        """Where it stands: derived if that was done, else as its file says."""
        standing = self.journal.loop.standings.get(self.entry.reference)
        if standing is not None:
            return standing.status
        history = getattr(self.entry.record, self.journey.history)
        return str(
            history[-1].status if history else getattr(self.entry.record, self.journey.status)
        )

    def _has_reason(self, part: int) -> bool:
        """Whether the team says why, in a move or for the whole."""
        answer = KINDS[self.entry.kind].answer
        if answer is not None and getattr(self.entry.record, answer.given):
            return True
        history = getattr(self.entry.record, self.journey.history)
        return part >= 0 and history[part].note is not None


def days_between(since: datetime, until: datetime, zone: tzinfo) -> int:
    """Days of the calendar between two instants."""
    return max(0, (until.astimezone(zone).date() - since.astimezone(zone).date()).days)
