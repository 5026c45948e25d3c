"""Borda's count: a point for every option that a ballot puts below.

J.-C. de Borda, "Mémoire sur les élections au scrutin", Histoire de l'Académie royale des sciences,
1784: of n options the first gets n - 1 points, the next n - 2, the last none. Options with the same
rank share the mean of the points of their ranks. Options without a rank share the mean of what is
left (`tail: average`: each ballot gives the same points in all), or get nothing (`tail: zero`); on
what that does to voters, P. Emerson, "The original Borda count and partial voting", Social Choice
and Welfare 40, 2013, pages 353-358.

Shares are of all points given, so that they add up to one.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from generator.journal.tally.places import standings
from generator.journal.tally.rankings import Ranking, rankings, remarks, uncast, unranked
from generator.journal.tally.tally import Outcome, Unit
from generator.journal.tally.ties import Ties, grouped
from generator.model.ballots import Ballot
from generator.model.contest import Contest, Tail


def most_points(contest: Contest, ballots: Sequence[Ballot]) -> Outcome:
    """The options with the most points; several seats go to the first."""
    if not ballots:
        return uncast(contest, Unit.POINTS)
    counts = rankings(ballots)
    given = points(counts, len(contest.options), contest.rules.tail)
    votes = dict(zip(contest.options, given, strict=True))
    groups = grouped(votes, contest.options)
    ties = Ties(contest)
    winners, tied = ties.seat(groups, contest.seats)
    whole = int(sum(given))
    return Outcome(
        winners=winners,
        standings=standings(contest, groups, winners, votes, whole),
        unit=Unit.POINTS,
        tied=tied,
        whole=Fraction(whole),
        ties=tuple(ties.broken),
        remarks=remarks(counts, len(contest.options)),
    )


def points(counts: Mapping[Ranking, int], options: int, tail: Tail) -> list[Fraction]:
    """The points of each option."""
    halves = [0] * options
    for ranking, number in counts.items():
        groups = (*ranking, unranked(ranking, options)) if tail is Tail.AVERAGE else ranking
        below = options
        for group in groups:
            below -= len(group)
            # The mean of below, below + 1 ... below + len(group) - 1, doubled.
            mean = 2 * below + len(group) - 1
            for option in group:
                halves[option] += mean * number
    return [Fraction(number, 2) for number in halves]
