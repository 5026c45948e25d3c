"""What recognition is made of: evidence, and what the rules make of it."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct, field

from generator.kinds.credit import Role
from generator.model.reference import Reference


class Evidence(Struct, frozen=True):
    """Something that somebody did, and where it can be seen.

    Attributes:
        person: id in the people table.
        role: what it was.
        when: its date, for windows; None if it has none.
        entry: the public entry that shows it; None for a row of a ledger.
        part: number of the change in that entry, counted from 0; -1 for the entry itself.
        count: how often; 1 but for ledgers.
        what: plain words of a ledger; else empty.
        link: address in a ledger; else empty.
    """

    person: str
    role: Role
    when: datetime | None
    entry: Reference | None = None
    part: int = -1
    count: int = 1
    what: str = ""
    link: str = ""


class Need(Struct, frozen=True):
    """A condition of a level or a privilege: `have` of `want`.

    Attributes:
        what: `points`, `kinds`, `months`, `founding`, `level`, or a role.
    """

    what: str
    have: int
    want: int

    @property
    def is_met(self) -> bool:
        """Whether it is enough."""
        return self.have >= self.want


class Merit(Struct, frozen=True):
    """What one person's evidence amounts to.

    Attributes:
        person: id in the people table.
        evidence: newest first.
        points: sum of `count` times what the role is worth; 0 for those who want no level.
        by_role: how often each role, the most frequent first.
        level: id of the highest level reached; empty for none, for the team, and for those who
            want none.
        needs: conditions of the next level; empty at the top and where `level` is always empty.
        reached: date of the evidence that completed it; None for no level, and where no dated
            evidence was needed.
        next_level: its id; empty at the top.
        privileges: ids of those that the person qualifies for.
        founding: whether one of the first.
    """

    person: str
    evidence: tuple[Evidence, ...]
    points: int
    by_role: tuple[tuple[Role, int], ...]
    level: str = ""
    next_level: str = ""
    needs: tuple[Need, ...] = ()
    privileges: tuple[str, ...] = ()
    founding: bool = False
    reached: datetime | None = None


class Place(Struct, frozen=True):
    """A place on a board; equals share a place, and the next one counts them all."""

    place: int
    person: str
    points: int
    count: int


class Board(Struct, frozen=True):
    """Who did most in a month or a year.

    Attributes:
        window: `2026-10` or `2026`.
        role: of which role it is; None for all by points.
        places: best first; empty where there are too few people for a ranking.
        others: how many contributed and stand on no place: too few points, or not in lists.
    """

    window: str
    role: Role | None
    places: tuple[Place, ...]
    others: int = 0


class Recognition(Struct, frozen=True):
    """Everything that recognition knows at an instant.

    Attributes:
        merits: of everybody in the people table with evidence, and of founding members, whether
            their name is public or not; by id, in order.
        boards: by window, newest first: that of all roles first, then one a role.
        anonymous: how many of `merits` are people whose name is not public.
    """

    merits: Mapping[str, Merit] = field(default_factory=dict)
    boards: Mapping[str, tuple[Board, ...]] = field(default_factory=dict)
    anonymous: int = 0
