"""Plurality and approval: whoever has the most marks wins.

Plurality: one mark a ballot (Brams and Fishburn, "Voting procedures", Handbook of Social Choice and
Welfare 1, 2002, section 4). Approval: as many marks as a voter likes (Brams and Fishburn, "Approval
Voting", American Political Science Review 72, 1978). For several seats, those with the most marks.
An option that nobody marks never has a seat: a vote that nobody cast elects nobody.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from generator.journal.tally.places import standings
from generator.journal.tally.tally import Outcome, Unit
from generator.journal.tally.ties import Ties, grouped
from generator.model.ballots import Ballot
from generator.model.contest import Contest


def most_marks(contest: Contest, ballots: Sequence[Ballot]) -> Outcome:
    """The options with the most marks; shares are of the ballots that count."""
    return by_number(contest, marked(contest, ballots), sum(ballot.count for ballot in ballots))


def marked(contest: Contest, ballots: Sequence[Ballot]) -> dict[str, int]:
    """How many ballots mark each option."""
    votes = dict.fromkeys(contest.options, 0)
    for ballot in ballots:
        for option, value in zip(contest.options, ballot.values, strict=True):
            if value is not None:
                votes[option] += ballot.count
    return votes


def by_number(contest: Contest, votes: Mapping[str, int], ballots: int) -> Outcome:
    """The outcome where the largest numbers win.

    Args:
        ballots: how many ballots the numbers come from, which shares are of.
    """
    ties = Ties(contest)
    groups = grouped(votes, contest.options)
    winners, tied = ties.seat([group for group in groups if votes[group[0]]], contest.seats)
    return Outcome(
        winners=winners,
        standings=standings(contest, groups, winners, votes, ballots),
        unit=Unit.BALLOTS,
        tied=tied,
        whole=Fraction(ballots),
        ties=tuple(ties.broken),
    )
