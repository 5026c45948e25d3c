"""What evidence amounts to by the rules: points, levels and privileges (D1, D3, D6, D7)."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

import msgspec
from msgspec import Struct

from generator.config import Config
from generator.journal.merits import Evidence, Merit, Need
from generator.journal.recognition.windows import month_of
from generator.kinds.credit import Role
from generator.kinds.person import Person
from generator.kinds.recognition import DEFAULT_POINTS, Level, Privilege

POINTS, KINDS, MONTHS = "points", "kinds", "months"
LEVEL, FOUNDING = "level", "founding"
_RANK = {role: n for n, role in enumerate(Role)}


def worth(config: Config) -> Mapping[Role, int]:
    """What one piece of evidence is worth, by role, in the order of roles."""
    return {**DEFAULT_POINTS, **config.points}


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a journal.

    Attributes:
        founding_until: whoever has evidence from before is a founding member; None for nobody.
        months: the month of each instant that was asked for before; many are of the same day.
    """

    worth: Mapping[Role, int]
    levels: tuple[Level, ...]
    privileges: tuple[Privilege, ...]
    zone: tzinfo
    founding_until: datetime | None = None
    months: dict[datetime, str] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, config: Config) -> "Rules":
        """The rules that a journal has."""
        zone = config.zone
        return cls(worth(config), config.levels, config.privileges, zone, config.founding_until)

    def month(self, instant: datetime) -> str:
        """The month of the journal that an instant lies in: `2026-10`."""
        if instant not in self.months:
            self.months[instant] = month_of(instant, self.zone)
        return self.months[instant]

    def merit(self, person: str, evidence: Sequence[Evidence], record: Person) -> Merit:
        """What one person's evidence amounts to.

        Args:
            evidence: newest first.
            record: what the people table says of the person.
        """
        sums = self._sums(evidence)
        founding = not record.team and (record.founding or self._is_early(evidence))
        climbs = bool(evidence) and record.in_levels and not record.team
        reached = self.reached(sums) if climbs else ()
        following = self.levels[len(reached) : len(reached) + 1] if climbs else ()
        return Merit(
            person=person,
            evidence=tuple(evidence),
            points=sums.points if record.in_levels else 0,
            by_role=tuple(sorted(sums.by_role.items(), key=_most_frequent)),
            level=reached[-1] if reached else "",
            next_level=following[0].id if following else "",
            needs=tuple(need for level in following for need in needs_of(level, sums)),
            privileges=() if record.team else tuple(self._earned(sums, reached, founding=founding)),
            founding=founding,
            reached=self._completed(reached[-1], evidence) if reached else None,
        )

    def _completed(self, level: str, evidence: Sequence[Evidence]) -> datetime | None:
        """The date of the evidence that a level was reached with; it came in the order of dates."""
        undated = [each for each in evidence if each.when is None]
        dated = [each for each in reversed(evidence) if each.when is not None]
        climbed = [each.id for each in self.levels].index(level) + 1

        def is_enough(number: int) -> bool:
            sums = self._sums([*undated, *dated[:number]])
            return all(_is_met(each, sums) for each in reversed(self.levels[:climbed]))

        first = 0 if undated else 1  # what asks for nothing is reached with any contribution
        needed = bisect_left(range(len(dated)), x=True, lo=first, key=is_enough)
        return dated[needed - 1].when if needed else None

    def reached(self, sums: "Sums") -> tuple[str, ...]:
        """Ids of the levels reached, the first one first: none is left out on the way up."""
        ids: list[str] = []
        for level in self.levels:
            if not _is_met(level, sums):
                break
            ids.append(level.id)
        return tuple(ids)

    def _sums(self, evidence: Sequence[Evidence]) -> "Sums":
        counted: Counter[Role] = Counter()
        for each in evidence:
            counted[each.role] += each.count
        months = {self.month(each.when) for each in evidence if each.when}
        points = sum(count * self.worth[role] for role, count in counted.items())
        return Sums(points, len(months), counted)

    def _is_early(self, evidence: Iterable[Evidence]) -> bool:
        until = self.founding_until
        return until is not None and any(e.when is not None and e.when < until for e in evidence)

    def _earned(self, sums: "Sums", reached: Sequence[str], *, founding: bool) -> list[str]:
        return [
            privilege.id
            for privilege in self.privileges
            if all(need.is_met for need in conditions(privilege, sums, reached, founding=founding))
        ]


class Sums(Struct, frozen=True):
    """What conditions ask about.

    Attributes:
        months: how many different months have evidence.
        by_role: how often each role.
    """

    points: int = 0
    months: int = 0
    by_role: Mapping[Role, int] = msgspec.field(default_factory=dict)


def needs_of(level: Level, sums: Sums) -> tuple[Need, ...]:
    """The conditions of a level, met or not."""
    return tuple(Need(what, have, want) for what, have, want in _asked(level, sums) if want)


def _asked(level: Level, sums: Sums) -> Iterator[tuple[str, int, int]]:
    """What a level asks for: what it is, how much there is, and how much is needed."""
    yield POINTS, sums.points, level.points
    yield KINDS, len(sums.by_role), level.kinds
    yield MONTHS, sums.months, level.months
    for role, number in level.roles.items():
        yield str(role), sums.by_role.get(role, 0), number


def _is_met(level: Level, sums: Sums) -> bool:
    """Whether a level's own conditions are met; asked very often."""
    return all(have >= want for _, have, want in _asked(level, sums))


def conditions(
    privilege: Privilege, sums: Sums, reached: Sequence[str], *, founding: bool
) -> tuple[Need, ...]:
    """The conditions of a privilege, met or not."""
    asked = (
        Need(LEVEL, int(privilege.level in reached), int(privilege.level is not None)),
        Need(FOUNDING, int(founding), int(privilege.founding)),
        *_roles(privilege.roles, sums),
    )
    return tuple(need for need in asked if need.want)


def _most_frequent(counted: tuple[Role, int]) -> tuple[int, int]:
    role, count = counted
    return -count, _RANK[role]


def _roles(wanted: Mapping[Role, int], sums: Sums) -> list[Need]:
    return [Need(str(role), sums.by_role.get(role, 0), n) for role, n in wanted.items()]
