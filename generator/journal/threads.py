"""What is known of the loop at an instant: where suggestions stand, and their threads.

A thread is one record: a root, everything that came of it, and what is still open. It names only
what readers may see now.
"""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct, field

from generator.kinds.kind import Step
from generator.model.fields import Inline
from generator.model.reference import Byline, Reference


class Node(Struct, frozen=True):
    """A step of a thread.

    Attributes:
        step: what happened.
        entry: the entry that shows it.
        part: which part of that entry: number of a change, of a move or of a remark, counted from
            0; -1 for the entry itself.
        date: when; None if nobody wrote it down.
        people: whose step it was.
        status: the status reached, for moves; else empty.
        note: why or how; None for nothing. Its text belongs to `entry`.
    """

    step: Step
    entry: Reference
    part: int = -1
    date: datetime | None = None
    people: tuple[Byline, ...] = ()
    status: str = ""
    note: Inline | None = None


class OpenEnd(Struct, frozen=True):
    """Something that a thread still waits for.

    Attributes:
        waits_for: that in English, a message of the catalogues ("Waiting for a decision").
        entry: what it is open at.
        since: since when it is open.
        due: by when it was promised; None if nothing was.
        overdue: whether that is over.
        owner: who of the team answers for it.
        late: what the team says about its being late.
    """

    waits_for: str
    entry: Reference
    since: datetime | None = None
    due: datetime | None = None
    overdue: bool = False
    owner: Byline | None = None
    late: Inline | None = None


class Thread(Struct, frozen=True):
    """Everything that came of a suggestion, or of what else begins a thread.

    Attributes:
        root: the entry it begins with.
        nodes: oldest first, then what has no date; each entry and part once.
        open_ends: what is still open, most overdue first.
    """

    root: Reference
    nodes: tuple[Node, ...]
    open_ends: tuple[OpenEnd, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether it reached a public release or an honest no, and nothing is open."""
        done = {Step.RELEASED, Step.DECIDED} & {node.step for node in self.nodes}
        return bool(done) and not self.open_ends


class Standing(Struct, frozen=True):
    """Where something on a journey stands.

    Attributes:
        status: the status, derived from history, releases and diaries.
        since: when it got there; None if nobody wrote it down.
        cause: the entry that gave it that status; None for its own history.
        stale_days: whole days that nothing happened to something that waits, if they are too many;
            else 0.
        voices: how many asked for it: its author, the others named, the votes, and those of what
            was merged into it.
        merged: what was merged into it.
        asked_by: everybody named who asked for it, its own author first.
        turn: how often it has reached that status: something may ship twice.
    """

    status: str
    since: datetime | None
    cause: Reference | None = None
    stale_days: int = 0
    voices: int = 0
    merged: tuple[Reference, ...] = ()
    asked_by: tuple[Byline, ...] = ()
    turn: int = 1


class Loop(Struct, frozen=True):
    """The loop of a journal at an instant.

    Attributes:
        standings: of every public entry on a journey.
        threads: by root.
        through: roots of the threads that an entry belongs to, newest root first.
    """

    standings: Mapping[Reference, Standing] = field(default_factory=dict)
    threads: Mapping[Reference, Thread] = field(default_factory=dict)
    through: Mapping[Reference, tuple[Reference, ...]] = field(default_factory=dict)
