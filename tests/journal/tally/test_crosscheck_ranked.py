"""Rankings against a program that others wrote, on 10,000 random elections a method."""

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from importlib import import_module
from itertools import permutations, product
from math import lcm
from types import ModuleType

import pytest

from generator.journal.tally.count import count
from generator.journal.tally.pairwise import smith
from generator.journal.tally.tally import Outcome
from generator.model.ballots import Ballot
from generator.model.contest import Contest, Method, Rules, Strength, Tail, Unranked
from tests.journal.tally.marking import Chance, chance_of

ELECTIONS = 10_000
CLOSE = Fraction(1, 10**6)


@pytest.fixture(scope="module")
def others() -> Iterator[Mapping[str, ModuleType]]:
    """The other program; what it warns of is its own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield {
            name: import_module(f"pref_voting.{name}")
            for name in (
                "c1_methods",
                "iterative_methods",
                "margin_based_methods",
                "profiles_with_ties",
                "proportional_methods",
                "scoring_methods",
            )
        }


@dataclass
class Drawn:
    """What random elections were like, to be sure that they were not all easy."""

    ties: int = 0
    cycles: int = 0
    decided: int = 0


def drawn_vote(chance: Chance, method: Method, rules: Rules, *, seats: int = 1) -> Contest:
    options = tuple("abcdef"[: chance.choice((3, 3, 4, 4, 5, 6))])
    order = tuple(chance.sample(options, len(options)))
    return Contest(options, method, seats=seats, order=order, tie_break="order", rules=rules)


def drawn_ballots(chance: Chance, options: int, *, equal: bool) -> list[Ballot]:
    """One to twelve ballots, often cut short, sometimes with equal ranks, none of them empty."""
    short = chance.choice((0, 0, 0.3, 0.6))
    ballots: list[Ballot] = []
    for _ in range(chance.randint(1, 12)):
        values: list[int | None] = list(chance.sample(range(1, options + 1), options))
        if equal and chance.random() < 0.5:
            values = [chance.randint(1, 3) for _ in range(options)]
        kept = chance.randrange(options)
        values = [
            None if n != kept and chance.random() < short else rank for n, rank in enumerate(values)
        ]
        ballots.append(Ballot(tuple(values), count=chance.choice((1, 1, 1, 2, 3))))
    return ballots


def profile(others: Mapping[str, ModuleType], ballots: list[Ballot], options: int) -> object:
    rankings = [{n: r for n, r in enumerate(b.values) if r is not None} for b in ballots]
    return others["profiles_with_ties"].ProfileWithTies(
        rankings, rcounts=[b.count for b in ballots], candidates=list(range(options))
    )


def test_schulze_is_beat_path_of_pref_voting(others: Mapping[str, ModuleType]) -> None:
    chance = chance_of(51)
    drawn = Drawn()
    for _ in range(ELECTIONS):
        rules = Rules(
            strength=chance.choice(list(Strength)), unranked=chance.choice(list(Unranked))
        )
        contest = drawn_vote(chance, Method.SCHULZE, rules)
        ballots = drawn_ballots(chance, len(contest.options), equal=True)
        box = profile(others, ballots, len(contest.options))
        if rules.unranked is Unranked.LAST:
            box.use_extended_strict_preference()  # type: ignore[attr-defined] # is not annotated
        strength = box.margin if rules.strength is Strength.MARGINS else box.support  # type: ignore[attr-defined] # is not annotated
        theirs = others["margin_based_methods"].beat_path_defeat(box, strength_function=strength)
        ours = count(contest, ballots).outcome
        assert ours.pairwise is not None
        better = {contest.options[n]: theirs.out_degree(n) for n in theirs.nodes}
        unbeaten = {contest.options[n] for n in theirs.nodes if not theirs.in_degree(n)}
        drawn.ties += len(unbeaten) > 1
        drawn.cycles += bool(ours.pairwise.cycle)

        assert {each.option: each.votes for each in ours.standings} == better
        assert {each.option for each in ours.standings if each.place == 1} == unbeaten
        assert ours.winners == (min(unbeaten, key=contest.order.index),)
        assert list(smith(ours.pairwise.wins)) == others["c1_methods"].top_cycle(box)
    assert drawn.ties > ELECTIONS / 20
    assert drawn.cycles > ELECTIONS / 20


def test_borda_is_that_of_pref_voting(others: Mapping[str, ModuleType]) -> None:
    chance = chance_of(52)
    drawn = Drawn()
    for _ in range(ELECTIONS):
        tail = chance.choice(list(Tail))
        contest = drawn_vote(chance, Method.BORDA, Rules(tail=tail))
        options = len(contest.options)
        ballots = drawn_ballots(chance, options, equal=tail is Tail.AVERAGE)
        box = profile(others, ballots, options)
        if tail is Tail.AVERAGE:
            above = others["scoring_methods"].symmetric_borda_scores(box)
            most = (options - 1) * sum(ballot.count for ballot in ballots)
            points = {n: Fraction(above[n] + most, 2) for n in above}
        else:
            points = others["scoring_methods"].domination_borda_scores(box)
        theirs = {contest.options[n]: points[n] for n in points}
        best = {option for option in theirs if theirs[option] == max(theirs.values())}
        ours = count(contest, ballots).outcome
        drawn.ties += len(best) > 1

        assert {each.option: each.votes for each in ours.standings} == theirs
        assert ours.winners == (min(best, key=contest.order.index),)
    assert drawn.ties > ELECTIONS / 20


def test_instant_runoff_is_split_irv_of_pref_voting(others: Mapping[str, ModuleType]) -> None:
    chance = chance_of(53)
    drawn = Drawn()
    for _ in range(ELECTIONS):
        contest = drawn_vote(chance, Method.RUNOFF, Rules())
        ballots = drawn_ballots(chance, len(contest.options), equal=True)
        box = profile(others, ballots, len(contest.options))
        ours = count(contest, ballots).outcome
        possible = {contest.options[n] for n in others["iterative_methods"].split_irv_put(box)}
        drawn.ties += len(possible) > 1
        drawn.decided += not ours.ties

        assert set(ours.winners) <= possible
        assert len(ours.winners) == 1
        if not ours.ties:
            assert possible == set(ours.winners)
    assert drawn.ties > ELECTIONS / 20
    assert drawn.decided > ELECTIONS / 20


def close(outcome: Outcome) -> bool:
    """Whether anybody had to go by less than what arithmetic can make of it."""
    for each in outcome.rounds:
        votes = dict(each.votes)
        elected = {o for r in outcome.rounds[: outcome.rounds.index(each) + 1] for o in r.elected}
        for gone in each.excluded:
            left = [votes[o] for o in votes if o != gone and o not in elected]
            if min(left) - votes[gone] <= CLOSE:
                return True
    return False


def in_every_order(ballots: list[Ballot]) -> list[Ballot]:
    """The ballots with each of equal ranks read as every order of its options, in equal parts."""
    orders: list[list[tuple[int, ...]]] = []
    for ballot in ballots:
        groups: dict[int, list[int]] = {}
        for option, rank in enumerate(ballot.values):
            if rank is not None:
                groups.setdefault(rank, []).append(option)
        every = product(*(permutations(groups[rank]) for rank in sorted(groups)))
        orders.append([sum(groups, ()) for groups in every])
    times = lcm(*map(len, orders))
    return [
        Ballot(
            tuple(order.index(n) + 1 if n in order else None for n in range(len(ballot.values))),
            count=ballot.count * times // len(some),
        )
        for ballot, some in zip(ballots, orders, strict=True)
        for order in some
    ]


def test_stv_is_meek_of_pref_voting(others: Mapping[str, ModuleType]) -> None:
    chance = chance_of(54)
    drawn = Drawn()
    for _ in range(ELECTIONS):
        contest = drawn_vote(chance, Method.STV, Rules(), seats=chance.randint(1, 3))
        options = len(contest.options)
        equal = options < 5 and chance.random() < 0.1
        ballots = drawn_ballots(chance, options, equal=equal)
        ours = count(contest, ballots).outcome
        if close(ours):
            drawn.ties += 1
            continue
        box = profile(others, in_every_order(ballots) if equal else ballots, options)
        # It goes on to 2,000 steps where votes run out; 60 are more than its numbers need.
        theirs = others["proportional_methods"].stv_meek(
            box, num_seats=contest.seats, tol=1e-8, max_iter=60
        )
        named = {contest.options[n] for n in theirs}
        drawn.decided += 1

        assert set(ours.winners) <= named
        assert len(ours.winners) == contest.seats or len(named) == contest.seats
        if len(ours.winners) == contest.seats:
            assert set(ours.winners) == named
    assert drawn.ties > ELECTIONS / 20
    assert drawn.decided > ELECTIONS / 3
