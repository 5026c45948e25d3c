"""Ranked ballots, written as people write them on a blackboard."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from generator.journal.tally.count import count
from generator.journal.tally.tally import Outcome
from generator.model.ballots import Ballot
from generator.model.contest import Contest, Method, Rules

CAPITAL = """
42 M>N>C>K
26 N>C>K>M
15 C>K>N>M
17 K>C>N>M
"""
"""Where the capital of Tennessee should be: Memphis, Nashville, Chattanooga or Knoxville."""


def vote(
    method: Method, options: Sequence[str], rules: Rules | None = None, *, seats: int = 1
) -> Contest:
    """A vote whose tie-break is the order of its options."""
    names = tuple(options)
    return Contest(
        names, method, seats=seats, order=names, tie_break="listed", rules=rules or Rules()
    )


def ranks(options: Sequence[str], text: str) -> list[Ballot]:
    """A ballot a line, such as `42 A>B=C`; `_` is a rank that is left out."""
    ballots: list[Ballot] = []
    for line in text.strip().splitlines():
        number, _, order = line.strip().rpartition(" ")
        values: dict[str, int] = {}
        for rank, group in enumerate(order.split(">"), start=1):
            values.update((option, rank) for option in group.split("=") if option != "_")
        ballots.append(Ballot(tuple(map(values.get, options)), count=int(number or 1)))
    return ballots


def outcome(contest: Contest, ballots: Sequence[Ballot]) -> Outcome:
    return count(contest, ballots).outcome


def result(contest: Contest, text: str) -> Outcome:
    return outcome(contest, ranks(contest.options, text))


def order(result: Outcome) -> tuple[str, ...]:
    return tuple(each.option for each in result.standings)


def places(result: Outcome) -> Mapping[str, int]:
    return {each.option: each.place for each in result.standings}


def votes(result: Outcome) -> Mapping[str, Fraction]:
    return {each.option: each.votes for each in result.standings}


def stood(result: Outcome, number: int) -> tuple[tuple[str, object], ...]:
    """How the options stood in a round, best first."""
    return result.rounds[number].votes


def remark(result: Outcome, code: str) -> int:
    return next((each.ballots for each in result.remarks if each.code == code), 0)
