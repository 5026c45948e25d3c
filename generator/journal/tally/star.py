"""STAR voting: score, then automatic runoff, by the rules of the Equal Vote Coalition.

The two options with the most points are finalists, and the one that more ballots put above the
other wins (starvoting.org, "STAR Voting: technical specifications"). An option that a ballot leaves
out has zero from it. Equals are told apart as the official protocol does (starvoting.org/ties, as
in starvote 2): for a place in the runoff by the ballots in which they are above each other, then by
the number of top scores; in the runoff by points, then by the number of top scores; then by the
tie-break of the poll. Where that is open, the count stops, and those equals are tied. (In a tie for
a place in the runoff these are the equals for that place; a finalist that is sure is not among
them, although it might win. So reports starvote, too.)

Several seats are Bloc STAR: the winner takes a seat and the others begin again. Where all who can
win have a seat, there is nothing to run off. Options that are passed over are withdrawn before the
first round. Places: winners as they won, the other finalist of the last runoff, the rest by points.

A round of `Outcome.rounds` is a scoring round (points) or the runoff that follows it (ballots;
`exhausted` are those that put neither above the other), so that odd ones are in points.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from msgspec.structs import replace

from generator.journal.tally.places import standings
from generator.journal.tally.rankings import alike
from generator.journal.tally.score import (
    detailed,
    no_opinion,
    points,
    tallied,
    with_zeros,
)
from generator.journal.tally.tally import Outcome, Round, Standing, Unit
from generator.journal.tally.ties import Ties, grouped
from generator.model.ballots import Ballot
from generator.model.contest import Contest

_FINALISTS = 2

Measure = Callable[[Sequence[str]], Mapping[str, int]]
"""Numbers of some options, the larger the better."""
Steps = Sequence[tuple[str, Measure]]
"""What tells equals apart, one after the other, each with its name in `TieBroken.by`."""


def star(contest: Contest, ballots: Sequence[Ballot]) -> Outcome:
    """The winners under STAR voting or, for several seats, Bloc STAR; numbers are sums of points.

    The figure `runoff` is the number of ballots for a finalist in the last runoff it was in.
    """
    count = _Count(contest, ballots)
    if ballots:
        count.run()
    return Outcome(
        winners=tuple(count.winners),
        standings=_standings(contest, count),
        unit=Unit.POINTS,
        tied=count.tied,
        rounds=tuple(count.rounds),
        ties=tuple(count.ties.broken),
        remarks=no_opinion(ballots),
    )


class _Count:
    """A count on its way, a seat after the other."""

    def __init__(self, contest: Contest, ballots: Sequence[Ballot]) -> None:
        self.contest = contest
        self.ties = Ties(contest)
        self.seated: list[list[str]] = []
        self.second: str | None = None
        self.tied: tuple[str, ...] = ()
        self.rounds: list[Round] = []
        self.runoffs: dict[str, int] = {}
        self.given = tallied(contest, ballots)
        self.points = {option: points(scores) for option, scores in self.given.items()}
        self.ballots = sum(ballot.count for ballot in ballots)
        # Zero for scores that were not given; and how many ballots gave all of them.
        self._rows = [(tuple(score or 0 for score in row), n) for row, n in alike(ballots).items()]
        self._column = {option: n for n, option in enumerate(contest.options)}

    @property
    def winners(self) -> list[str]:
        """Options with a seat, as they won it."""
        return [option for group in self.seated for option in group]

    def run(self) -> None:
        """Fill the seats, as far as ties let it."""
        able = [o for o in self.contest.options if o not in self.contest.passed_over]
        if len(able) <= self.contest.seats:
            self.seated = grouped(self.points, able)
            self._record(self.points, able, elected=self.winners)
            return
        while len(self.winners) < self.contest.seats and not self.tied:
            self._fill_seat([option for option in able if option not in self.winners])

    def _fill_seat(self, options: Sequence[str]) -> None:
        self.second = None
        self._record(self.points, options)
        steps: Steps = (
            ("", self._scores),
            ("preferred", self._preferences),
            ("top-scores", self._tops),
        )
        finalists = self.ties.listed(self._pick(options, _FINALISTS, steps))
        if self.tied:
            return
        votes = self._preferences(finalists)
        self.runoffs.update(votes)
        neither = self.ballots - sum(votes.values())
        self._record(votes, finalists, exhausted=Fraction(neither))
        steps = (("", lambda _: votes), ("score", self._scores), ("top-scores", self._tops))
        best = self._pick(finalists, 1, steps)
        if self.tied:
            return
        self._record_elected(best[0])
        self.second = next(option for option in finalists if option not in best)

    def _pick(self, options: Sequence[str], places: int, steps: Steps) -> list[str]:
        """The best of some options by one step after the other, and at last by the tie-break.

        Each step is asked only of those that the steps before it found equal. If the tie-break is
        asked and open, `tied` says so.
        """
        chosen: list[str] = []
        equals = list(options)
        for by, measure in steps:
            ahead, behind = _divided(grouped(measure(equals), equals), places - len(chosen))
            if by and len(behind) < len(equals):
                self.ties.note(equals, ahead or behind, by, len(self.rounds), out=False)
            chosen += ahead
            if len(chosen) == places:
                return chosen
            equals = behind
        if self.ties.is_open:
            self.tied = self.ties.listed(equals)
            return chosen
        while len(chosen) < places:
            chosen.append(self.ties.first(equals, len(self.rounds)))
            equals.remove(chosen[-1])
        return chosen

    def _scores(self, options: Sequence[str]) -> dict[str, int]:
        return {option: self.points[option] for option in options}

    def _tops(self, options: Sequence[str]) -> dict[str, int]:
        highest = self.contest.scale[1]
        return {option: self.given[option].get(highest, 0) for option in options}

    def _preferences(self, options: Sequence[str]) -> dict[str, int]:
        """In how many ballots each option is above another one, added over all the others."""
        above = dict.fromkeys(options, 0)
        for n, one in enumerate(options):
            for other in options[n + 1 :]:
                first, second = self._column[one], self._column[other]
                for row, number in self._rows:
                    if row[first] > row[second]:
                        above[one] += number
                    elif row[first] < row[second]:
                        above[other] += number
        return above

    def _record(
        self,
        numbers: Mapping[str, int],
        options: Sequence[str],
        *,
        elected: Sequence[str] = (),
        exhausted: Fraction = Fraction(0),
    ) -> None:
        order = [option for group in grouped(numbers, options) for option in group]
        votes = tuple((option, Fraction(numbers[option])) for option in order)
        self.rounds.append(Round(votes, elected=tuple(elected), exhausted=exhausted))

    def _record_elected(self, option: str) -> None:
        self.seated.append([option])
        last = self.rounds[-1]
        self.rounds[-1] = Round(last.votes, elected=(option,), exhausted=last.exhausted)


def _divided(groups: Sequence[Sequence[str]], places: int) -> tuple[list[str], list[str]]:
    """Those that have a place for sure, and the equals for the places that are left."""
    ahead: list[str] = []
    for group in groups:
        if len(ahead) + len(group) > places:
            return ahead, list(group) if len(ahead) < places else []
        ahead += group
    return ahead, []


def _standings(contest: Contest, count: _Count) -> tuple[Standing, ...]:
    ahead = [*count.seated, [count.second]] if count.second else count.seated
    placed = {option for group in ahead for option in group}
    rest = grouped(count.points, [option for option in contest.options if option not in placed])
    ranked = standings(contest, [*ahead, *rest], count.winners, count.points)
    worth = {option: with_zeros(scores, count.ballots) for option, scores in count.given.items()}
    return tuple(
        replace(standing, figures=(*standing.figures, *_runoff(count.runoffs, standing.option)))
        for standing in detailed(contest, ranked, count.given, worth)
    )


def _runoff(votes: Mapping[str, int], option: str) -> tuple[tuple[str, Fraction], ...]:
    return (("runoff", Fraction(votes[option])),) if option in votes else ()
