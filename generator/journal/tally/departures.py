"""Who has to go, and in which order they all end: the same for every runoff."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from msgspec import Struct, field

from generator.journal.tally.piles import Piles
from generator.journal.tally.places import standings
from generator.journal.tally.tally import Outcome, Remark, Round, Unit
from generator.journal.tally.ties import Ties, grouped
from generator.model.contest import Contest

Votes = Mapping[str, Fraction]


class Course(Struct):
    """What has happened in a runoff so far.

    Attributes:
        hopeful: options that may still be elected, in the order of the contest.
        elected: options with a seat, in the order in which they won it.
        rounds: the rounds so far; the count of each is in `counts`.
    """

    contest: Contest
    ties: Ties
    hopeful: list[str]
    elected: list[str] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)
    counts: list[Votes] = field(default_factory=list)

    @classmethod
    def begun(cls, contest: Contest) -> "Course":
        """Everybody is hopeful who is not passed over."""
        hopeful = [option for option in contest.options if option not in contest.passed_over]
        return cls(contest, Ties(contest), hopeful)

    def record(
        self,
        votes: Votes,
        exhausted: Fraction,
        *,
        elected: Sequence[str] = (),
        excluded: Sequence[str] = (),
        quota: Fraction | None = None,
    ) -> None:
        """Write down a round: who stands how, who was elected in it, who had to go."""
        in_it = [option for option in self.contest.options if option in votes]
        best_first = tuple(
            (option, votes[option]) for group in grouped(votes, in_it) for option in group
        )
        self.counts.append(votes)
        self.rounds.append(Round(best_first, tuple(elected), tuple(excluded), exhausted, quota))
        self.elected += elected
        self.excluded += excluded
        self.hopeful = [each for each in self.hopeful if each not in (*elected, *excluded)]

    def lowest(self, votes: Votes, slack: Fraction = Fraction(0)) -> str:
        """Which hopeful option has to go: the one with the fewest votes.

        Equals are told apart by the latest earlier round that can, if the rules say so (of several
        who were lowest there, by the latest one before it), and by the tie-break.

        Args:
            slack: how far apart votes may be and still be equal.

        Raises:
            ValueError: there are equals, and the tie-break is open.
        """
        fewest = min(votes[option] for option in self.hopeful)
        equals = [option for option in self.hopeful if votes[option] <= fewest + slack]
        this_round = len(self.rounds) + 1
        left = equals
        if self.contest.rules.earlier_rounds:
            for earlier in reversed(self.counts):
                left = [each for each in left if earlier[each] == min(earlier[e] for e in left)]
        if len(left) == 1 < len(equals):
            self.ties.note(equals, left, "earlier-round", this_round, out=True)
        return self.ties.last(left, this_round)

    def outcome(self, piles: Piles, ballots: int, remarks: Sequence[Remark]) -> Outcome:
        """The end: the elected, those who were still in, those who left (the last one first).

        Those who won a seat in the same round with the same votes, or were still in, share a place.
        Their votes are those of the last round that they were in. Whoever was withdrawn is last.
        """
        votes = dict.fromkeys(self.contest.options, Fraction(0))
        for count in self.counts:
            votes.update(count)
        groups = [
            group
            for each, count in zip(self.rounds, self.counts, strict=True)
            for group in grouped(count, each.elected)
        ]
        groups += grouped(votes, self.hopeful) + [[option] for option in reversed(self.excluded)]
        if self.contest.passed_over:
            groups.append(list(self.ties.listed(self.contest.passed_over)))
        exhausted = Remark("exhausted", piles.sizes().get((), 0))
        return Outcome(
            winners=tuple(self.elected),
            standings=standings(self.contest, groups, self.elected, votes, ballots),
            unit=Unit.BALLOTS,
            whole=Fraction(ballots),
            rounds=tuple(self.rounds),
            ties=tuple(self.ties.broken),
            remarks=(*remarks, *((exhausted,) if exhausted.ballots else ())),
        )
