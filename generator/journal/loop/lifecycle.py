"""How something moves from status to status: its own history, and what the public could see.

Which status may follow which stands in the table of its kind (`Journey.moves`). A release that
ships it, and a diary or a change that shows work on it, move it as well: nobody writes that move.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct, field

from generator.kinds.kind import Journey
from generator.model.fields import Inline
from generator.model.reference import Reference


class Moved(Protocol):
    """A move of a history."""

    @property
    def date(self) -> datetime:
        """When."""

    @property
    def status(self) -> str:
        """Where it stood from then on."""

    @property
    def note(self) -> Inline | None:
        """Why."""


class Deed(Struct, frozen=True):
    """Something public that shows how far a thing on a journey is.

    Attributes:
        entry: the release or the diary.
        date: when that went live.
        ships: True for a release that says it is done, False for what shows a step on the way.
        part: number of the change that says so; -1 for diaries.
    """

    entry: Reference
    date: datetime
    ships: bool
    part: int = -1

    @property
    def is_release(self) -> bool:
        """Whether a change says it, and not just a diary."""
        return self.part >= 0


class Turn(Struct, frozen=True):
    """A status that was reached.

    Attributes:
        since: when; None if nobody wrote it down.
        cause: the release or diary that gave it; None for the history.
        move: number of the move that says so; -1 for none.
    """

    status: str
    since: datetime | None = None
    cause: Reference | None = None
    move: int = -1


class Objection(Struct, frozen=True):
    """A move that may not be.

    Attributes:
        move: its number in the history.
        before: where things stood; None for a move dated before the one above it.
    """

    move: int
    before: Turn | None


class Course(Struct, frozen=True):
    """The way of something on a journey.

    Attributes:
        turns: every status it had, the first one first; at least one.
        objections: moves that may not be.
        repeats: releases that ship what another one has shipped, each with that one.
        defied: releases that ship what was refused.
    """

    turns: tuple[Turn, ...]
    objections: tuple[Objection, ...] = ()
    repeats: tuple[tuple[Deed, Reference], ...] = ()
    defied: tuple[Deed, ...] = ()

    @property
    def last(self) -> Turn:
        """Where it stands."""
        return self.turns[-1]


def course(
    journey: Journey, start: Turn, moves: Sequence[Moved], deeds: Iterable[Deed] = ()
) -> Course:
    """The way of something: its moves and what was seen of it, in order of their dates.

    At one instant a step comes before a move, and a move before a release that ships it: who
    writes only days down means that what was adopted that day shipped that day, and that work
    showed on a later one.

    Args:
        start: where it stood before all that.
        moves: as they are written; one that is out of order is an objection, and then nothing
            else is objected to.
    """
    walk = _Walk(journey, [start], start.status)
    seen = sorted(deeds, key=lambda deed: (deed.date, deed.entry))
    events = [
        *((deed.date, 2 * deed.ships, n) for n, deed in enumerate(seen)),
        *((move.date, 1, n) for n, move in enumerate(moves)),
    ]
    for _, rank, n in sorted(events):
        if rank == 1:
            walk.move(n, str(moves[n].status), moves[n].date)
        else:
            walk.see(seen[n])
    late = tuple(
        Objection(n, None) for n in range(1, len(moves)) if moves[n].date < moves[n - 1].date
    )
    return Course(
        tuple(walk.turns), late or tuple(walk.objections), tuple(walk.repeats), tuple(walk.defied)
    )


class _Walk(Struct):
    """Goes from event to event; `said` is the status that the history itself reached."""

    journey: Journey
    turns: list[Turn]
    said: str
    objections: list[Objection] = field(default_factory=list)
    repeats: list[tuple[Deed, Reference]] = field(default_factory=list)
    defied: list[Deed] = field(default_factory=list)
    shipper: Reference | None = None

    def move(self, n: int, status: str, date: datetime) -> None:
        """A move of the history; one that says what releases and diaries have shown is right."""
        before = self.turns[-1]
        if before.status == status:
            confirms = before.cause is not None or (n == 0 and status == self.journey.first)
            if before.move >= 0 or not confirms:
                self.objections.append(Objection(n, before))
            self.said = status
            self.turns[-1] = Turn(status, before.since or date, before.cause, n)
            return
        if status not in self._allowed(before):
            self.objections.append(Objection(n, before))
        self.said = status
        self._turn(Turn(status, date, None, n))

    def _allowed(self, before: Turn) -> frozenset[str]:
        """What may follow; work that showed before anybody decided forbids no decision."""
        allowed = self.journey.moves[before.status]
        if before.cause is not None and before.status == self.journey.begun:
            allowed |= self.journey.moves[self.said]
        return allowed

    def see(self, deed: Deed) -> None:
        """A release that ships it, or a step on the way there."""
        journey, now = self.journey, self.turns[-1].status
        if deed.is_release and now in journey.refused:
            self.defied.append(deed)
        elif deed.ships and now == journey.done:
            if self.shipper is not None:
                self.repeats.append((deed, self.shipper))
            self.shipper = self.shipper or deed.entry
        elif deed.ships and now != journey.merged:
            self._turn(Turn(journey.done, deed.date, deed.entry))
            self.shipper = deed.entry
        elif not deed.ships and self._is_begun_by(deed, now):
            self._turn(Turn(journey.begun, deed.date, deed.entry))

    def _is_begun_by(self, deed: Deed, now: str) -> bool:
        """Whether a step shows work on something that was adopted, or a release on what waits."""
        journey = self.journey
        adopted = now in journey.granted and journey.begun in journey.moves[now]
        return adopted or (deed.is_release and now in journey.waiting)

    def _turn(self, turn: Turn) -> None:
        if turn.status != self.journey.done:
            self.shipper = None
        self.turns.append(turn)
