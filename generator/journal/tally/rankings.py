"""Ballots as rankings: which option stands before which, and how often somebody said so.

Only the order of the ranks counts, their numbers do not: 1, 2, 5 says what 1, 2, 3 says. (Runoffs
look at the numbers too; see `generator.journal.tally.piles`.)
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from operator import itemgetter

from generator.journal.tally.places import standings
from generator.journal.tally.tally import Outcome, Remark, Unit
from generator.model.ballots import Ballot
from generator.model.contest import Contest

GROUP = itemgetter(1)

Ranking = tuple[tuple[int, ...], ...]
"""Groups of options, best first, by their index; options without a rank are in none of them."""


def alike(ballots: Iterable[Ballot]) -> Counter[tuple[int | None, ...]]:
    """How many ballots there are of each kind."""
    counts: Counter[tuple[int | None, ...]] = Counter()
    for ballot in ballots:
        counts[ballot.values] += ballot.count
    return counts


def by_rank(values: Sequence[int | None]) -> list[tuple[int, tuple[int, ...]]]:
    """The ranks that a ballot gives, best first, each with its options."""
    groups: dict[int, tuple[int, ...]] = {}
    for option, rank in enumerate(values):
        if rank is not None:
            groups[rank] = (*groups[rank], option) if rank in groups else (option,)
    return sorted(groups.items())


def rankings(ballots: Iterable[Ballot]) -> Counter[Ranking]:
    """How many ballots rank the options in each way."""
    counts: Counter[Ranking] = Counter()
    for values, number in alike(ballots).items():
        counts[tuple(map(GROUP, by_rank(values)))] += number
    return counts


def unranked(ranking: Ranking, options: int) -> tuple[int, ...]:
    """The options that a ranking leaves out."""
    given = set(chain.from_iterable(ranking))
    if len(given) == options:
        return ()
    return tuple(option for option in range(options) if option not in given)


def remarks(counts: Mapping[Ranking, int], options: int) -> tuple[Remark, ...]:
    """How many ballots leave options out, and how many have equal ranks."""
    partial = equal = 0
    for ranking, number in counts.items():
        given = sum(map(len, ranking))
        partial += number if given < options else 0
        equal += number if given > len(ranking) else 0
    found = (Remark("partial", partial), Remark("equal-ranks", equal))
    return tuple(remark for remark in found if remark.ballots)


def uncast(contest: Contest, unit: Unit) -> Outcome:
    """The outcome of a vote in which nobody voted: no winner, whatever the tie-break."""
    nothing = dict.fromkeys(contest.options, 0)
    return Outcome(
        winners=(), standings=standings(contest, [contest.options], (), nothing), unit=unit
    )
