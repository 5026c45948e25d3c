"""Marks and scores against programs that others wrote, on 10,000 random elections a method."""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

import pytest
from msgspec.structs import replace

from generator.journal.tally.count import count
from generator.journal.tally.tally import Outcome
from generator.model.ballots import Ballot
from generator.model.contest import Blank, Contest, Method, Rules
from tests.journal.tally.marking import Chance, chance_of

ELECTIONS = 10_000


@pytest.fixture(scope="module")
def others() -> Iterator[Mapping[str, ModuleType]]:
    """The other programs; what they warn of is theirs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield {
            name: import_module(name)
            for name in (
                "abcvoting.abcrules",
                "abcvoting.preferences",
                "pabutools.election",
                "pabutools.rules",
                "pabutools.tiebreaking",
                "pref_voting.grade_methods",
                "pref_voting.grade_profiles",
                "pref_voting.profiles",
                "pref_voting.scoring_methods",
                "starvote",
            )
        }


@dataclass
class Drawn:
    """What random elections were like, to be sure that they were not all easy."""

    ties: int = 0
    decided: int = 0


def contest(chance: Chance, method: Method, *, seats: int = 1) -> Contest:
    options = tuple("abcdef"[: chance.randint(3, 6)])
    return Contest(options, method, seats=seats)


def listed(contest: Contest, chance: Chance) -> Contest:
    order = tuple(chance.sample(contest.options, len(contest.options)))
    return replace(contest, order=order, tie_break="order")


def marked(chance: Chance, options: Sequence[str]) -> list[Ballot]:
    """One to twelve ballots, none of them empty."""
    generous = chance.random()
    ballots = [
        Ballot(tuple(1 if chance.random() < generous else None for _ in options))
        for _ in range(chance.randint(1, 12))
    ]
    return [ballot for ballot in ballots if not ballot.is_empty] or [Ballot((1,) * len(options))]


def marked_by_anybody(options: Sequence[str], ballots: Sequence[Ballot]) -> set[str]:
    return {o for ballot in ballots for o, v in zip(options, ballot.values, strict=True) if v}


def scored(chance: Chance, options: Sequence[str]) -> list[Ballot]:
    """One to twelve ballots of 0 to 5, often of few different scores, so that many are equal."""
    steps = chance.choice(((0, 5), (2, 3), (0, 1, 5), (0, 1, 2, 3, 4, 5)))
    blanks = chance.choice((0, 0.3))
    ballots: list[Ballot] = []
    while not ballots:
        drawn = (
            tuple(None if chance.random() < blanks else chance.choice(steps) for _ in options)
            for _ in range(chance.randint(1, 12))
        )
        ballots = [Ballot(values) for values in drawn if any(v is not None for v in values)]
    return ballots


def first(outcome: Outcome) -> set[str]:
    """Who won or is equal with who else might have."""
    return set(outcome.winners) | set(outcome.tied)


def zeros(ballot: Ballot) -> list[int]:
    return [value or 0 for value in ballot.values]


def test_plurality_is_that_of_pref_voting(others: Mapping[str, ModuleType]) -> None:
    chance = chance_of(41)
    drawn = Drawn()
    for _ in range(ELECTIONS):
        vote = contest(chance, Method.PLURALITY)
        number = len(vote.options)
        rankings = [chance.sample(range(number), number) for _ in range(chance.randint(1, 12))]
        ballots = [
            Ballot(tuple(1 if n == ranking[0] else None for n in range(number)))
            for ranking in rankings
        ]
        profile = others["pref_voting.profiles"].Profile(rankings)
        theirs = others["pref_voting.scoring_methods"].plurality(profile)
        ours = count(vote, ballots).outcome
        drawn.ties += bool(ours.tied)

        assert first(ours) == {vote.options[n] for n in theirs}
        assert bool(ours.tied) == (len(theirs) > 1)
    assert drawn.ties > ELECTIONS / 10


def test_approval_is_that_of_pref_voting_and_its_committees_those_of_abcvoting(
    others: Mapping[str, ModuleType],
) -> None:
    chance = chance_of(42)
    drawn = Drawn()
    for _ in range(ELECTIONS):
        vote = contest(chance, Method.APPROVAL)
        ballots = marked(chance, vote.options)
        one = count(vote, ballots).outcome
        grades = others["pref_voting.grade_profiles"].GradeProfile(
            [dict(enumerate(zeros(ballot))) for ballot in ballots], [0, 1]
        )
        theirs = others["pref_voting.grade_methods"].approval(grades)

        assert first(one) == {vote.options[n] for n in theirs}

        supported = sum(
            any(ballot.values[n] for ballot in ballots) for n in range(len(vote.options))
        )
        seats = chance.randint(1, supported)
        several = count(replace(vote, seats=seats), ballots).outcome
        committees = all_committees(others, "compute_av", vote.options, ballots, seats)
        drawn.ties += bool(several.tied)
        drawn.decided += not several.tied

        assert (several.tied == ()) == (len(committees) == 1)
        assert set(several.winners) == set.intersection(*committees)
        assert first(several) == set.union(*committees)
    assert min(drawn.ties, drawn.decided) > ELECTIONS / 10


def all_committees(
    others: Mapping[str, ModuleType],
    rule: str,
    options: Sequence[str],
    ballots: Sequence[Ballot],
    seats: int,
) -> list[set[str]]:
    """Every committee that abcvoting finds, however the ties fall."""
    profile = others["abcvoting.preferences"].Profile(len(options))
    profile.add_voters([{n for n, mark in enumerate(b.values) if mark} for b in ballots])
    found = getattr(others["abcvoting.abcrules"], rule)(profile, seats, resolute=False)
    return [{options[n] for n in committee} for committee in found]


def test_sequential_approval_is_that_of_abcvoting(others: Mapping[str, ModuleType]) -> None:
    chance = chance_of(43)
    drawn = Drawn()
    for _ in range(ELECTIONS):
        vote = contest(chance, Method.SEQUENTIAL)
        ballots = marked(chance, vote.options)
        supported = sum(
            any(ballot.values[n] for ballot in ballots) for n in range(len(vote.options))
        )
        vote = replace(vote, seats=chance.randint(1, supported))
        committees = all_committees(others, "compute_seqpav", vote.options, ballots, vote.seats)
        left_open = count(vote, ballots).outcome
        drawn.ties += bool(left_open.tied)
        drawn.decided += not left_open.tied

        assert set(left_open.winners) == set.intersection(*committees)
        assert first(left_open) == set.union(*committees)
        if left_open.tied:
            told = count(listed(vote, chance), ballots).outcome

            assert set(told.winners) in committees
    assert min(drawn.ties, drawn.decided) > ELECTIONS / 10


@pytest.mark.parametrize("blank", Blank)
def test_score_is_that_of_pref_voting(others: Mapping[str, ModuleType], blank: Blank) -> None:
    chance = chance_of(44)
    drawn = Drawn()
    for _ in range(ELECTIONS):
        vote = replace(contest(chance, Method.SCORE), rules=Rules(blank=blank))
        ballots = scored(chance, vote.options)
        kept = [
            {n: v or 0 for n, v in enumerate(b.values) if v is not None or blank is Blank.ZERO}
            for b in ballots
        ]
        grades = others["pref_voting.grade_profiles"].GradeProfile(
            kept, list(range(6)), candidates=list(range(len(vote.options)))
        )
        how = "sum" if blank is Blank.ZERO else "mean"
        theirs = others["pref_voting.grade_methods"].score_voting(grades, evaluation_method=how)
        ours = count(vote, ballots).outcome
        drawn.ties += bool(ours.tied)

        assert first(ours) == {vote.options[n] for n in theirs}
        assert bool(ours.tied) == (len(theirs) > 1)
    assert drawn.ties > ELECTIONS / 20


def test_the_star_winner_is_one_that_pref_voting_finds(others: Mapping[str, ModuleType]) -> None:
    chance = chance_of(45)
    drawn = Drawn()
    for _ in range(ELECTIONS):
        vote = listed(contest(chance, Method.STAR), chance)
        ballots = scored(chance, vote.options)
        grades = others["pref_voting.grade_profiles"].GradeProfile(
            [dict(enumerate(zeros(ballot))) for ballot in ballots], list(range(6))
        )
        theirs = others["pref_voting.grade_methods"].star(grades)
        drawn.decided += len(theirs) == 1
        (winner,) = count(vote, ballots).outcome.winners

        assert winner in {vote.options[n] for n in theirs}
    assert drawn.decided > ELECTIONS / 2


def starvote_result(
    starvote: ModuleType, contest: Contest, ballots: Sequence[Ballot]
) -> tuple[list[str], set[str]]:
    """Winners of starvote, or those that it cannot tell apart."""
    cards = [dict(zip(contest.options, zeros(ballot), strict=True)) for ballot in ballots]
    order = list(contest.order)
    breaker = starvote.predefined_permutation_tiebreaker(order) if order else None
    try:
        if contest.seats == 1:
            return starvote.star_voting(cards, tiebreaker=breaker, verbosity=0), set()
        several = starvote.bloc_star_voting(
            cards, seats=contest.seats, tiebreaker=breaker, verbosity=0
        )
    except starvote.UnbreakableTieError as tie:
        return [], set(tie.candidates)
    return several, set()


def test_star_is_that_of_starvote(others: Mapping[str, ModuleType]) -> None:
    chance = chance_of(46)
    drawn = Drawn()
    for _ in range(ELECTIONS):
        left_open = contest(chance, Method.STAR)
        ballots = scored(chance, left_open.options)
        ours = count(left_open, ballots).outcome

        assert (list(ours.winners), set(ours.tied)) == starvote_result(
            others["starvote"], left_open, ballots
        )
        if ours.tied:
            drawn.ties += 1
            told = listed(left_open, chance)
            winners = list(count(told, ballots).outcome.winners)

            assert (winners, set()) == starvote_result(others["starvote"], told, ballots)
    assert drawn.ties > ELECTIONS / 20


def test_bloc_star_is_that_of_starvote(others: Mapping[str, ModuleType]) -> None:
    chance = chance_of(47)
    drawn = Drawn()
    for _ in range(ELECTIONS):
        left_open = contest(chance, Method.STAR)
        left_open = replace(left_open, seats=chance.randint(2, len(left_open.options) - 1))
        ballots = scored(chance, left_open.options)
        ours = count(left_open, ballots).outcome
        winners, tied = starvote_result(others["starvote"], left_open, ballots)

        assert set(ours.tied) == tied
        assert tied or list(ours.winners) == winners
        if ours.tied:
            drawn.ties += 1
            told = listed(left_open, chance)
            winners = list(count(told, ballots).outcome.winners)

            assert (winners, set()) == starvote_result(others["starvote"], told, ballots)
    assert drawn.ties > ELECTIONS / 20


def test_budgets_are_spent_as_pabutools_spends_them(others: Mapping[str, ModuleType]) -> None:
    chance = chance_of(48)
    drawn = Drawn()
    for _ in range(ELECTIONS):
        vote = contest(chance, Method.BUDGET)
        costs = tuple(chance.randint(0, 6) for _ in vote.options)
        vote = replace(vote, costs=costs, budget=chance.randint(0, 15))
        ballots = marked(chance, vote.options)
        allocations = all_allocations(others, vote, ballots)
        ours = count(vote, ballots).outcome
        told = count(listed(vote, chance), ballots).outcome
        drawn.ties += bool(ours.tied)

        assert (ours.tied == ()) == (len(allocations) == 1)
        assert set(ours.winners) <= set.intersection(*allocations)
        assert set(told.winners) in allocations
    assert drawn.ties > ELECTIONS / 20


def all_allocations(
    others: Mapping[str, ModuleType], contest: Contest, ballots: Sequence[Ballot]
) -> list[set[str]]:
    """What pabutools funds, however the ties fall, without options that nobody marks.

    It funds those last of all, out of what is left over, so that they take nothing from others.
    """
    election = others["pabutools.election"]
    costs = zip(contest.options, contest.costs, strict=True)
    projects = {option: election.Project(option, cost) for option, cost in costs}
    marked = [
        {o for o, value in zip(contest.options, ballot.values, strict=True) if value}
        for ballot in ballots
    ]
    supported = marked_by_anybody(contest.options, ballots)
    instance = election.Instance(
        [projects[o] for o in contest.options if o in supported], budget_limit=contest.budget
    )
    found = others["pabutools.rules"].greedy_utilitarian_welfare(
        instance,
        election.ApprovalProfile(
            [election.ApprovalBallot([projects[o] for o in marks]) for marks in marked]
        ),
        sat_class=election.Cardinality_Sat,
        resoluteness=False,
    )
    unique: list[set[str]] = []
    for allocation in found:
        names = {project.name for project in allocation}
        if names not in unique:
            unique.append(names)
    return unique
