"""Participatory budgeting: spend a sum on the options with the most votes for their cost.

Greedy by votes over cost (Talmon and Faliszewski, "A Framework for Approval-Based Budgeting
Methods", AAAI 2019: the proportional greedy rule, where a voter is as satisfied as they marked
options that are funded): the option with the best ratio is funded if what is left pays for it, and
otherwise skipped, and the next is asked. One that costs nothing comes first, one that nobody marks
is never funded, one that is passed over is skipped.

Equals matter only where the money does not pay for all of those that it pays for alone. The
tie-break of the poll then says who is asked first; where it is open, the count stops there: these
equals are tied, and nobody after them is asked.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from msgspec.structs import replace

from generator.journal.tally.marks import marked
from generator.journal.tally.places import standings
from generator.journal.tally.tally import Outcome, Unit
from generator.journal.tally.ties import Ties, grouped
from generator.model.ballots import Ballot
from generator.model.contest import Contest


def budget(contest: Contest, ballots: Sequence[Ballot]) -> Outcome:
    """The options that are funded, in the order in which they are; numbers are marks."""
    return by_ratio(contest, marked(contest, ballots), sum(ballot.count for ballot in ballots))


def by_ratio(contest: Contest, votes: Mapping[str, int], ballots: int) -> Outcome:
    """The outcome for numbers of marks; standings are in the order of votes over cost.

    The figure `cost` is what an option costs, `left` what was left when it had been decided on;
    options that were never asked have none. Shares are of the ballots, not of the money.
    """
    costs = dict(zip(contest.options, contest.costs, strict=True))
    groups = _queue(votes, costs, contest.options)
    ties = Ties(contest)
    left, tied = _spent(contest, groups, costs, ties)
    winners = tuple(option for option, (_, funded) in left.items() if funded)
    unasked = [option for option in contest.options if not votes[option]]
    ranked = standings(contest, [*groups, unasked], winners, votes, ballots)
    return Outcome(
        winners=winners,
        standings=tuple(
            replace(standing, figures=_figures(standing.option, costs, left)) for standing in ranked
        ),
        unit=Unit.BALLOTS,
        tied=tied,
        whole=Fraction(ballots),
        ties=tuple(ties.broken),
    )


def _figures(
    option: str, costs: Mapping[str, int], left: Mapping[str, tuple[int, bool]]
) -> tuple[tuple[str, Fraction], ...]:
    cost = ("cost", Fraction(costs[option]))
    return (cost, ("left", Fraction(left[option][0]))) if option in left else (cost,)


def _queue(
    votes: Mapping[str, int], costs: Mapping[str, int], options: Sequence[str]
) -> list[list[str]]:
    """Options with votes by votes over cost, equals together; free ones first, by votes."""
    free = [option for option in options if votes[option] and not costs[option]]
    priced = [option for option in options if votes[option] and costs[option]]
    ratios = {option: Fraction(votes[option], costs[option]) for option in priced}
    return [*grouped(votes, free), *grouped(ratios, priced)]


def _spent(
    contest: Contest, groups: Sequence[Sequence[str]], costs: Mapping[str, int], ties: Ties
) -> tuple[dict[str, tuple[int, bool]], tuple[str, ...]]:
    """What was left after each option that was asked, and whether it was funded; and the tied."""
    left = contest.budget
    decided: dict[str, tuple[int, bool]] = {}
    for group in groups:
        able = [option for option in group if option not in contest.passed_over]
        fitting = [option for option in able if costs[option] <= left]
        if sum(costs[option] for option in fitting) <= left:
            order = able
        elif ties.is_open:
            return decided, ties.listed(fitting)
        else:
            order = [*_in_turn(ties, fitting), *(o for o in able if o not in fitting)]
        for option in order:
            funded = costs[option] <= left
            left -= costs[option] if funded else 0
            decided[option] = (left, funded)
    return decided, ()


def _in_turn(ties: Ties, equals: Sequence[str]) -> list[str]:
    """Equals in the order of the tie-break."""
    waiting = list(equals)
    order: list[str] = []
    while waiting:
        order.append(ties.first(waiting))
        waiting.remove(order[-1])
    return order
