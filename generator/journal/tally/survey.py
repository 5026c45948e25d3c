"""Surveys: what voters think of each option, and no winner.

Four boxes: the experience report, in which a voter puts an option among what they liked, what they
did not, what they wait for, and where they met bugs. Likert: how much a voter agrees, on one scale
(Likert, "A technique for the measurement of attitudes", Archives of Psychology 140, 1932). Numbers
are how many voters said anything of an option; saying nothing is no opinion, whatever the rules
say of blank scores.
"""

from collections.abc import Sequence
from fractions import Fraction

from msgspec.structs import replace

from generator.journal.tally.places import standings
from generator.journal.tally.score import (
    Given,
    detailed,
    mean,
    no_opinion,
    tallied,
)
from generator.journal.tally.tally import Outcome, Standing, Unit
from generator.journal.tally.ties import grouped
from generator.model.ballots import Ballot
from generator.model.contest import BOXES, Contest


def four_box(contest: Contest, ballots: Sequence[Ballot]) -> Outcome:
    """How many put each option into each of `BOXES`; those that most voters spoke of come first."""
    boxes = tallied(contest, ballots)
    spoken = {option: sum(numbers.values()) for option, numbers in boxes.items()}
    number = sum(ballot.count for ballot in ballots)
    ranked = [
        replace(standing, spread=tuple(boxes[standing.option].get(n, 0) for n in range(len(BOXES))))
        for standing in standings(contest, grouped(spoken, contest.options), (), spoken, number)
    ]
    return _described(ranked, number)


def likert(contest: Contest, ballots: Sequence[Ballot]) -> Outcome:
    """How many gave each option each step of the scale; the best mean comes first.

    The figure `positive` is the share, of those who answered, of answers in the upper half of the
    scale; the middle of a scale with an odd number of steps is not in it. Options that nobody
    answered come last.
    """
    given = tallied(contest, ballots)
    answered = [option for option in contest.options if given[option]]
    groups = grouped({option: mean(given[option]) for option in answered}, answered)
    groups.append([option for option in contest.options if not given[option]])
    numbers = {option: sum(scores.values()) for option, scores in given.items()}
    number = sum(ballot.count for ballot in ballots)
    ranked = [
        replace(
            standing,
            figures=(*standing.figures, *_positive(contest.scale, given[standing.option])),
        )
        for standing in detailed(
            contest, standings(contest, groups, (), numbers, number), given, given
        )
    ]
    return replace(_described(ranked, number), remarks=no_opinion(ballots))


def _positive(scale: tuple[int, int], given: Given) -> tuple[tuple[str, Fraction], ...]:
    if not given:
        return ()
    upper = sum(number for score, number in given.items() if 2 * score > sum(scale))
    return (("positive", Fraction(upper, sum(given.values()))),)


def _described(ranked: Sequence[Standing], number: int) -> Outcome:
    return Outcome(winners=(), standings=tuple(ranked), unit=Unit.BALLOTS, whole=Fraction(number))
