"""Ballots of marks and scores, written as short as people would on a blackboard."""

import random  # noqa: TID251 - with a seed, which a test may
from collections.abc import Mapping, Sequence
from fractions import Fraction

from generator.journal.tally.count import count
from generator.journal.tally.tally import Outcome, Round, Standing
from generator.model.ballots import Ballot
from generator.model.contest import Contest

Chance = random.Random


def chance_of(seed: int) -> Chance:
    """What looks random, and is the same in every run."""
    return Chance(seed)


def marks(options: Sequence[str], text: str) -> list[Ballot]:
    """Ballots such as `ab a c`: each marks the options with these letters; `3*ab` stands thrice."""
    ballots: list[Ballot] = []
    for word in text.split():
        number, _, letters = word.rpartition("*")
        values = tuple(1 if option in letters else None for option in options)
        ballots.append(Ballot(values, count=int(number or 1)))
    return ballots


def scores(text: str) -> list[Ballot]:
    """A ballot a line, a score for each option; `-` for none, `3*` before it for three alike."""
    ballots: list[Ballot] = []
    for line in text.strip().splitlines():
        number, star, given = line.rpartition("*")
        values = tuple(None if word == "-" else int(word) for word in given.split())
        ballots.append(Ballot(values, count=int(number) if star else 1))
    return ballots


def outcome(contest: Contest, ballots: Sequence[Ballot]) -> Outcome:
    return count(contest, ballots).outcome


def standing(result: Outcome, option: str) -> Standing:
    return next(each for each in result.standings if each.option == option)


def places(result: Outcome) -> Mapping[str, int]:
    return {each.option: each.place for each in result.standings}


def votes(result: Outcome) -> Mapping[str, Fraction]:
    return {each.option: each.votes for each in result.standings}


def figures(result: Outcome, option: str) -> Mapping[str, Fraction]:
    return dict(standing(result, option).figures)


def numbers(step: Round) -> str:
    """The votes of a round, such as `a 7, b 7/2`."""
    return ", ".join(f"{option} {number}" for option, number in step.votes)
