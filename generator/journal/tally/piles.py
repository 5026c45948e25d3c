"""Ballots in piles, as runoffs lay and move them: instant-runoff and the single transferable vote.

Here the numbers of the ranks count: a ballot with ranks 1 and 3 skipped rank 2.

- Options that are passed over are withdrawn: the count runs as if nobody had ranked them.
- `equal: split`: options with the same rank are read as every order of them, in equal parts; so
  those of them who are still in share what reaches them (B. L. Meek, "A new approach to the single
  transferable vote", Voting matters 1, 1994, section 6 of the second paper).
  `exhausted`: the ballot ends before them (Maine, 21-A MRSA, section 723-A; "exhaust immediately"),
  for good, even if all of them leave later. `skipped`: the ballot goes on with the rank after them
  (Minneapolis Code of Ordinances, chapter 167). A rank at which all are withdrawn is no such rank.
- `skipped: next`: missing ranks do not matter; `exhausted`: the ballot ends where two in a row are
  missing (Maine, same section). One missing rank never matters.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from generator.journal.tally.rankings import GROUP, Ranking, alike, by_rank
from generator.journal.tally.tally import Remark
from generator.model.ballots import Ballot
from generator.model.contest import Contest, Equal, Rules, Skipped

MISSING = 2
"""So many missing ranks in a row end a ballot, where missing ranks end any."""


class Piles:
    """Ballots by whom they count for, moved when somebody is elected or leaves.

    A pile has all ballots that reach the same groups of options: elected ones, and behind them one
    group with somebody in it who may still be elected, where everything stops.
    """

    def __init__(self, papers: Mapping[Ranking, int]) -> None:
        self._elected: set[int] = set()
        self._out: set[int] = set()
        self._piles: dict[Ranking, list[_Paper]] = {}
        for ranking, number in papers.items():
            self._lay((), (ranking, 0, number))

    def sizes(self) -> dict[Ranking, int]:
        """How many ballots reach which groups; `()` are those that count for nobody any more."""
        return {
            reached: sum(number for _, _, number in pile) for reached, pile in self._piles.items()
        }

    def reach_hopeful(self) -> bool:
        """Whether any ballot can still help somebody to a seat."""
        return any(reached and not self._elected.issuperset(reached[-1]) for reached in self._piles)

    def elect(self, option: int) -> None:
        """Let what an option does not keep go on."""
        self._elected.add(option)
        self._move(option)

    def exclude(self, option: int) -> None:
        """Let everything that an option had go on."""
        self._out.add(option)
        self._move(option)

    def _move(self, option: int) -> None:
        for reached in [each for each in self._piles if each and option in each[-1]]:
            for ranking, read, number in self._piles.pop(reached):
                self._lay(reached[:-1], (ranking, read - 1, number))

    def _lay(self, reached: Ranking, paper: "_Paper") -> None:
        ranking, read, number = paper
        for group in ranking[read:]:
            read += 1
            still_in = group
            if not self._out.isdisjoint(group):
                still_in = tuple(option for option in group if option not in self._out)
            if still_in:
                reached = (*reached, still_in)
            if not self._elected.issuperset(still_in):
                break
        self._piles.setdefault(reached, []).append((ranking, read, number))


_Paper = tuple[Ranking, int, int]
"""Ballots alike: how they rank the options, how many groups of that are read, how many they are."""


def papers(
    contest: Contest, ballots: Sequence[Ballot]
) -> tuple[Counter[Ranking], tuple[Remark, ...]]:
    """What a runoff reads on the ballots, and how many of them a rule was applied to."""
    withdrawn = {contest.options.index(option) for option in contest.passed_over}
    read: Counter[Ranking] = Counter()
    applied: Counter[str] = Counter()
    for values, number in alike(ballots).items():
        ranks = by_rank(values)
        given = len(values) - values.count(None)
        on_it: Ranks = ranks
        if ranks[-1][0] > len(ranks):
            on_it = _before_gap(ranks, contest.rules.skipped)
            if on_it is not ranks or contest.rules.skipped is Skipped.NEXT:
                applied["skipped-ranks"] += number
        if given < len(values):
            applied["partial"] += number
        if given > len(ranks):
            applied["equal-ranks"] += number
        if withdrawn or (given > len(ranks) and contest.rules.equal is not Equal.SPLIT):
            read[_without(on_it, withdrawn, contest.rules)] += number
        else:
            read[tuple(map(GROUP, on_it))] += number
    codes = ("partial", "equal-ranks", "skipped-ranks")
    return read, tuple(Remark(code, applied[code]) for code in codes if applied[code])


Ranks = Sequence[tuple[int, tuple[int, ...]]]


def _before_gap(ranks: Ranks, rule: Skipped) -> Ranks:
    """The ranks up to where missing ones end the ballot."""
    if rule is Skipped.EXHAUSTED:
        last = 0
        for n, (rank, _) in enumerate(ranks):
            if rank - last > MISSING:
                return ranks[:n]
            last = rank
    return ranks


def _without(ranks: Ranks, withdrawn: Collection[int], rules: Rules) -> Ranking:
    """The groups of options that a ballot counts for in turn."""
    groups: list[tuple[int, ...]] = []
    for _, group in ranks:
        still_in = tuple(option for option in group if option not in withdrawn)
        if not still_in or (len(group) > 1 and rules.equal is Equal.SKIPPED):
            continue
        if len(group) > 1 and rules.equal is Equal.EXHAUSTED:
            break
        groups.append(still_in)
    return tuple(groups)
