"""A contest and its ballots become a tally: the one door to every method."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from generator.journal.tally.borda import most_points
from generator.journal.tally.budget import budget, by_ratio
from generator.journal.tally.marks import by_number, most_marks
from generator.journal.tally.meek import meek
from generator.journal.tally.runoff import instant_runoff
from generator.journal.tally.schulze import strongest_path
from generator.journal.tally.score import best_mean
from generator.journal.tally.sequential import sequential
from generator.journal.tally.star import star
from generator.journal.tally.survey import four_box, likert
from generator.journal.tally.tally import Outcome, Remark, Tally, Turnout
from generator.model.ballots import Ballot
from generator.model.contest import Contest, Form, Method, Revotes

Counting = Callable[[Contest, Sequence[Ballot]], Outcome]

METHODS: Mapping[Method, Counting] = {
    Method.PLURALITY: most_marks,
    Method.APPROVAL: most_marks,
    Method.SCORE: best_mean,
    Method.STAR: star,
    Method.RUNOFF: instant_runoff,
    Method.SCHULZE: strongest_path,
    Method.BORDA: most_points,
    Method.STV: meek,
    Method.SEQUENTIAL: sequential,
    Method.BUDGET: budget,
    Method.BOXES: four_box,
    Method.LIKERT: likert,
}
"""How each method counts; it is given no empty, spoilt or excluded ballot."""


def count(
    contest: Contest, ballots: Iterable[Ballot], excluded: AbstractSet[str] = frozenset()
) -> Tally:
    """Count the ballots of a contest.

    Args:
        ballots: in the order of their file, values aligned with the contest's options.
        excluded: receipts whose ballots do not count.

    Raises:
        ValueError: a method that has to leave somebody out meets a tie, and the tie-break is open.
    """
    turnout, valid, overvotes = _sorted_out(contest, ballots, excluded)
    outcome = METHODS[contest.method](contest, valid)
    if overvotes:
        remark = Remark("overvotes", overvotes)
        outcome = replace(outcome, remarks=(*outcome.remarks, remark))
    return Tally(contest.method, outcome, turnout)


def from_totals(contest: Contest, votes: Mapping[str, int], ballots: int) -> Tally:
    """The tally of counts that others made; only methods whose numbers are marks have them.

    Args:
        votes: marks by option; those that are missing have none.
        ballots: how many people voted.
    """
    numbers = {option: votes.get(option, 0) for option in contest.options}
    counting = by_ratio if contest.method is Method.BUDGET else by_number
    outcome = counting(contest, numbers, ballots)
    return Tally(contest.method, outcome, Turnout(ballots, ballots))


def _sorted_out(
    contest: Contest, ballots: Iterable[Ballot], excluded: AbstractSet[str]
) -> tuple[Turnout, list[Ballot], int]:
    """What becomes of each ballot, those that count, and how many had too many marks."""
    every = list(ballots)
    chosen = _chosen(every, contest.rules.revotes)
    numbers = dict.fromkeys(("counted", "empty", "spoilt", "superseded", "excluded"), 0)
    valid: list[Ballot] = []
    overvotes = 0
    most = 1 if contest.method is Method.PLURALITY else contest.rules.most
    limited = most if contest.form is Form.MARKS else 0
    for n, ballot in enumerate(every):
        fate = "counted"
        if ballot.receipt in excluded:
            fate = "excluded"
        elif ballot.receipt and chosen[ballot.receipt] != n:
            fate = "superseded"
        elif ballot.spoilt:
            fate = "spoilt"
        elif ballot.is_empty:
            fate = "empty"
        elif limited and len(ballot.values) - ballot.values.count(None) > limited:
            fate = "spoilt"
            overvotes += ballot.count
        else:
            valid.append(ballot)
        numbers[fate] += ballot.count
    return Turnout(cast=sum(numbers.values()), **numbers), valid, overvotes


def _chosen(ballots: Sequence[Ballot], rule: Revotes) -> dict[str, int]:
    """Which ballot of each voter counts, by its place; where revotes are refused, the first."""
    chosen: dict[str, int] = {}
    for n, ballot in enumerate(ballots):
        if ballot.receipt and (rule is Revotes.LAST or ballot.receipt not in chosen):
            chosen[ballot.receipt] = n
    return chosen
