"""Schulze's method: whoever has the stronger path of victories to the other is better.

M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
single-winner election method", Social Choice and Welfare 36, 2011, pages 267-303.

A victory of `a` over `b` is as strong as the number of ballots for it (`winning-votes`), or as the
difference (`margins`); a path is as strong as its weakest victory. `a` is better than `b` if its
strongest path to `b` is stronger than the one back (section 2.2). That relation is a strict partial
order (section 4.1): those whom nobody is better than come first, then those whom nobody left is
better than, and so on; the tie-break is asked only for equals. Paths that are equally strong are
equal: the votes against, which the paper and Debian's constitution compare then, are not asked.

Equal ranks say nothing of their pair. Options without a rank are last (as Debian reads them), or
say nothing of any pair they are in (`unranked: ignored`, as CIVS reads "no opinion"). Several seats
go to the first of the order.
"""

from collections.abc import Sequence

from generator.journal.tally.pairwise import Matrix, cycle, wins
from generator.journal.tally.places import standings
from generator.journal.tally.rankings import rankings, remarks, uncast
from generator.journal.tally.tally import Outcome, Pairwise, Unit
from generator.journal.tally.ties import Ties
from generator.model.ballots import Ballot
from generator.model.contest import Contest, Strength, Unranked


def strongest_path(contest: Contest, ballots: Sequence[Ballot]) -> Outcome:
    """The order by the strongest paths; votes are how many others an option is better than."""
    if not ballots:
        return uncast(contest, Unit.WINS)
    counts = rankings(ballots)
    options = contest.options
    table = wins(counts, len(options), ignored=contest.rules.unranked is Unranked.IGNORED)
    strongest = paths(table, contest.rules.strength)
    groups = [[options[n] for n in group] for group in order(strongest)]
    ties = Ties(contest)
    winners, tied = ties.seat(groups, contest.seats)
    better = dict(zip(options, _better(strongest), strict=True))
    return Outcome(
        winners=winners,
        standings=standings(contest, groups, winners, better),
        unit=Unit.WINS,
        tied=tied,
        pairwise=Pairwise(table, strongest, tuple(options[n] for n in cycle(table))),
        ties=tuple(ties.broken),
        remarks=remarks(counts, len(options)),
    )


def paths(table: Matrix, strength: Strength) -> Matrix:
    """The strength of the strongest path from each option to each other; 0 where there is none.

    By the algorithm of Floyd and Warshall (Schulze 2011, section 2.3.1).
    """
    everybody = range(len(table))
    best = [[_strength(table[a][b], table[b][a], strength) for b in everybody] for a in everybody]
    for over in everybody:
        onward = best[over]
        for a in everybody:
            first = best[a][over]
            best[a] = [max(best[a][b], min(first, onward[b])) for b in everybody]
    return tuple(tuple(0 if a == b else best[a][b] for b in everybody) for a in everybody)


def _strength(votes: int, against: int, strength: Strength) -> int:
    if votes <= against:
        return 0
    return votes if strength is Strength.WINNING_VOTES else votes - against


def order(strongest: Matrix) -> list[list[int]]:
    """The options best first, equals together: those whom nobody who is left is better than."""
    left = list(range(len(strongest)))
    groups: list[list[int]] = []
    while left:
        top = [a for a in left if all(strongest[a][b] >= strongest[b][a] for b in left)]
        groups.append(top)
        left = [a for a in left if a not in top]
    return groups


def _better(strongest: Matrix) -> list[int]:
    """How many others each option is better than."""
    everybody = range(len(strongest))
    return [sum(strongest[a][b] > strongest[b][a] for b in everybody) for a in everybody]
