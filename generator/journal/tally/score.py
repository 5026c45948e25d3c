"""Score voting: whoever has the best mean wins.

Each voter gives each option a score on one scale (Smith, "Range Voting", 2000). An option that a
ballot leaves out has zero from it (`Blank.ZERO`: the mean is over all ballots that count, and so in
the order of the sums), or nothing (`Blank.IGNORED`: the mean is over those who scored it; an option
that nobody scored is last, and never has a seat).
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import isqrt

from msgspec.structs import replace

from generator.journal.tally.places import standings
from generator.journal.tally.tally import Outcome, Remark, Standing, Unit
from generator.journal.tally.ties import Ties, grouped
from generator.model.ballots import Ballot
from generator.model.contest import Blank, Contest

Given = dict[int, int]
"""How many ballots gave each score, without those that gave none."""

_MILLION = 10**6


def best_mean(contest: Contest, ballots: Sequence[Ballot]) -> Outcome:
    """The options with the best mean; numbers are sums of points.

    `spread` counts the scores that voters gave, never those that a rule put in their place; the
    figures follow the rule.
    """
    given = tallied(contest, ballots)
    number = sum(ballot.count for ballot in ballots)
    ignored = contest.rules.blank is Blank.IGNORED
    worth = {o: n if ignored else with_zeros(n, number) for o, n in given.items()}
    means = {option: mean(scores) for option, scores in worth.items() if scores}
    groups = grouped(means, [option for option in contest.options if option in means])
    ties = Ties(contest)
    winners, tied = ties.seat(groups, contest.seats)
    groups.append([option for option in contest.options if option not in means])
    sums = {option: points(scores) for option, scores in given.items()}
    ranked = standings(contest, groups, winners, sums)
    return Outcome(
        winners=winners,
        standings=detailed(contest, ranked, given, worth),
        unit=Unit.POINTS,
        tied=tied,
        ties=tuple(ties.broken),
        remarks=no_opinion(ballots),
    )


def tallied(contest: Contest, ballots: Sequence[Ballot]) -> dict[str, Given]:
    """How many ballots gave each option each score."""
    columns: list[dict[int | None, int]] = [{} for _ in contest.options]
    for ballot in ballots:
        for column, score in zip(columns, ballot.values, strict=True):
            column[score] = column.get(score, 0) + ballot.count
    return {
        option: {score: number for score, number in column.items() if score is not None}
        for option, column in zip(contest.options, columns, strict=True)
    }


def detailed(
    contest: Contest,
    ranked: Sequence[Standing],
    given: Mapping[str, Given],
    worth: Mapping[str, Given],
) -> tuple[Standing, ...]:
    """Standings with the figures of what scores are worth and the spread of those given."""
    return tuple(
        replace(
            standing,
            figures=figures(given[standing.option], worth[standing.option]),
            spread=spread(contest, given[standing.option]),
        )
        for standing in ranked
    )


def with_zeros(given: Given, ballots: int) -> Given:
    """The scores of an option when those of the ballots who gave none gave zero."""
    blank = ballots - sum(given.values())
    return {**given, 0: given.get(0, 0) + blank} if blank else given


def no_opinion(ballots: Sequence[Ballot]) -> tuple[Remark, ...]:
    """How many ballots leave some option without a score, if any does."""
    number = sum(ballot.count for ballot in ballots if None in ballot.values)
    return (Remark("no-opinion", number),) if number else ()


def points(scores: Mapping[int, int]) -> int:
    """The sum of scores."""
    return sum(score * number for score, number in scores.items())


def mean(scores: Mapping[int, int]) -> Fraction:
    """The mean of at least one score."""
    return Fraction(points(scores), sum(scores.values()))


def median(scores: Mapping[int, int]) -> Fraction:
    """The median of at least one score; of an even number, the mean of the middle two."""
    number = sum(scores.values())
    low, high = (_at(scores, n) for n in ((number - 1) // 2, number // 2))
    return Fraction(low + high, 2)


def _at(scores: Mapping[int, int], place: int) -> int:
    """The score at a place from 0 when all of them stand in a row, the lowest first."""
    for score in sorted(scores):
        if place < scores[score]:
            return score
        place -= scores[score]
    raise IndexError(f"there is no score at {place}")


def deviation(scores: Mapping[int, int]) -> Fraction:
    """The standard deviation of at least one score, as of a whole population, to six decimals.

    All in whole numbers, so that every machine finds the same. Of n scores x the variance is
    (n sum(x^2) - sum(x)^2) / n^2, and floor(sqrt(v) + 1/2) = (isqrt(floor(4 v)) + 1) // 2.
    """
    number = sum(scores.values())
    squares = sum(score * score * times for score, times in scores.items())
    variance = number * squares - points(scores) ** 2
    root = (isqrt(4 * _MILLION**2 * variance // number**2) + 1) // 2
    return Fraction(root, _MILLION)


def figures(given: Given, worth: Given) -> tuple[tuple[str, Fraction], ...]:
    """Mean, median and deviation of what the scores are worth, and how many gave one."""
    number = ("given", Fraction(sum(given.values())))
    if not worth:
        return (number,)
    return (
        ("mean", mean(worth)),
        ("median", median(worth)),
        ("deviation", deviation(worth)),
        number,
    )


def spread(contest: Contest, given: Given) -> tuple[int, ...]:
    """How many ballots gave each step of the scale, from the lowest."""
    lowest, highest = contest.scale
    return tuple(given.get(step, 0) for step in range(lowest, highest + 1))
