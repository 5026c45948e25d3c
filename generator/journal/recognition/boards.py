"""Boards of months and years: who did most, with thresholds, and never for all time (D5)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from generator.journal.journal import Journal
from generator.journal.merits import Board, Evidence, Merit, Place
from generator.journal.recognition.standing import Rules
from generator.journal.recognition.windows import year_of
from generator.kinds.credit import Role
from generator.kinds.person import Person
from generator.kinds.recognition import Boards
from generator.model.reference import Reference

Deeds = dict[Role, Counter[str]]
"""How often who did what in a window: by role, then by the id of the person."""


class Ranking(Struct, frozen=True):
    """How boards are made.

    Attributes:
        team: ids of the team, who stand on none.
        listed: ids of those who may stand on one.
    """

    rules: Rules
    limits: Boards
    team: frozenset[str]
    listed: frozenset[str]

    def boards(self, window: str, deeds: Deeds) -> Iterator[Board]:
        """The boards of a window: by points, then by how often people did each thing."""
        counts: Counter[str] = Counter()
        for counted in deeds.values():
            counts.update(counted)
        yield self._board(window, None, points_of(self.rules, deeds), counts)
        for role in Role:
            if role in deeds and not deeds[role].keys() <= self.team:
                yield self._board(window, role, points_of(self.rules, deeds, role), deeds[role])

    def _board(
        self, window: str, role: Role | None, points: Counter[str], counts: Counter[str]
    ) -> Board:
        value = points if role is None else counts
        ranked = [
            (-value[person], person)
            for person in counts
            if points[person] >= self.limits.least and person in self.listed
        ]
        enough = len(ranked) >= self.limits.people
        shown = _first(sorted(ranked), self.limits.places) if enough else ()
        places = tuple(Place(n, id_, points[id_], counts[id_]) for n, id_ in shown)
        return Board(window, role, places, len(counts.keys() - self.team) - len(places))


def _first(ranked: Iterable[tuple[int, str]], most: int) -> Iterator[tuple[int, str]]:
    """The first places, and who is on them; equals share one, and the next one counts them all."""
    place, last = 0, 0
    for n, (value, person) in enumerate(ranked, 1):
        if value != last:
            place, last = n, value
        if place > most:
            return
        yield place, person


def boards(
    journal: Journal, rules: Rules, merits: Mapping[str, Merit]
) -> dict[str, tuple[Board, ...]]:
    """The boards of every month and year with evidence, newest first, a year after its months."""
    ranking = _ranking(journal, rules, merits)
    windows = deeds_by_window(rules, (e for merit in merits.values() for e in merit.evidence))
    found: dict[str, tuple[Board, ...]] = {}
    for window in sorted(windows, reverse=True):
        deeds = windows[window]
        if any(not counted.keys() <= ranking.team for counted in deeds.values()):
            found[window] = tuple(ranking.boards(window, deeds))
    return found


def deeds_by_window(rules: Rules, evidence: Iterable[Evidence]) -> dict[str, Deeds]:
    """How often who did what in each month and each year."""
    found: dict[str, Deeds] = {}
    for each in evidence:
        if each.when is not None:
            month = rules.month(each.when)
            for window in (month, year_of(month)):
                deeds = found.setdefault(window, {})
                if each.role not in deeds:
                    deeds[each.role] = Counter()
                deeds[each.role][each.person] += each.count
    return found


def points_of(rules: Rules, deeds: Deeds, only: Role | None = None) -> Counter[str]:
    """What the deeds of a window are worth, by person: all of them, or those of one role."""
    points: Counter[str] = Counter()
    for role, counted in deeds.items():
        if only in {None, role}:
            worth = rules.worth[role]
            for person, count in counted.items():
                points[person] += count * worth
    return points


def _ranking(journal: Journal, rules: Rules, merits: Mapping[str, Merit]) -> Ranking:
    team: set[str] = set()
    listed: set[str] = set()
    for id_ in merits:
        person = journal.original(Reference("person", id_))
        if person is None or not isinstance(person.record, Person):
            continue
        if person.record.team:
            team.add(id_)
        elif person.record.in_lists and person.record.in_levels and _has_name(journal, id_):
            listed.add(id_)
    return Ranking(rules, journal.config.boards, frozenset(team), frozenset(listed))


def _has_name(journal: Journal, id_: str) -> bool:
    return journal.shown(Reference("person", id_), journal.config.main_language) is not None
