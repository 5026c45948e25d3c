"""Sequential proportional approval voting: several seats, shared out among groups of voters.

Each seat goes to the option with the largest weighted number of marks; a ballot weighs 1 / (1 + n)
when n of the options it marks have a seat (Thiele, "Om Flerfoldsvalg", 1895; Kilgour, "Approval
Balloting for Multi-winner Elections", Handbook on Approval Voting, 2010; Lackner and Skowron,
"Multi-Winner Voting with Approval Preferences", 2023, seq-PAV). An option that nobody marks never
has a seat.

A tie goes to the tie-break of the poll. Where that is open, the count follows all the ways in which
ties can fall: whoever has a seat in all of them wins, and whoever has one in some is tied. Where
the ways are too many to follow, it stops at the first tie, and those equals are tied.
Options that are passed over have no seat, so no ballot loses weight for them.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction

from generator.journal.tally.places import standings
from generator.journal.tally.rankings import alike
from generator.journal.tally.tally import Outcome, Round, Unit
from generator.journal.tally.ties import Ties, grouped
from generator.model.ballots import Ballot
from generator.model.contest import Contest

Sets = Mapping[frozenset[str], int]
"""How many ballots mark exactly these options."""
Seats = frozenset[str]
"""Who has a seat."""

_MOST = 50_000
"""How many ways, times different ballots and options, are followed at most: seconds at worst."""


def sequential(contest: Contest, ballots: Sequence[Ballot]) -> Outcome:
    """The winners seat by seat; numbers are marks, those of the rounds are weighted marks.

    Places: winners as they won, the rest as they stood in the last round.
    """
    sets = _sets(contest, ballots)
    ties = Ties(contest)
    seated, tied, rounds = _seated(contest, sets, ties)
    winners = [option for group in seated for option in group]
    marks = _weighted(sets, contest.options, ())
    number = sum(ballot.count for ballot in ballots)
    last = dict(rounds[-1].votes) if rounds else {}
    rest = grouped(
        {option: last.get(option, Fraction(0)) for option in contest.options},
        [option for option in contest.options if option not in winners],
    )
    return Outcome(
        winners=tuple(winners),
        standings=standings(contest, [*seated, *rest], winners, marks, number),
        unit=Unit.BALLOTS,
        tied=tied,
        whole=Fraction(number),
        rounds=tuple(rounds),
        ties=tuple(ties.broken),
    )


def _sets(contest: Contest, ballots: Sequence[Ballot]) -> Sets:
    """The ballots by what they mark."""
    sets: Counter[frozenset[str]] = Counter()
    for row, number in alike(ballots).items():
        pairs = zip(contest.options, row, strict=True)
        sets[frozenset(option for option, value in pairs if value is not None)] += number
    return sets


def _seated(
    contest: Contest, sets: Sets, ties: Ties
) -> tuple[list[list[str]], tuple[str, ...], list[Round]]:
    """Winners, equals together; the equals for the last seats; and the rounds."""
    winners: list[str] = []
    rounds: list[Round] = []
    while len(winners) < contest.seats:
        left = [option for option in contest.options if option not in winners]
        votes = _weighted(sets, left, winners)
        best = _best(contest, votes)
        if not best:
            break
        if len(best) > 1 and ties.is_open:
            ends = _ends(contest, sets, frozenset(winners)) or {frozenset(winners)}
            sure = ties.listed(frozenset.intersection(*ends).difference(winners))
            some = ties.listed(frozenset.union(*ends).difference(winners, sure))
            rounds.append(_round(votes, left, sure))
            tied = some if sure or some else ties.listed(best)
            return [*([option] for option in winners), list(sure)], tied, rounds
        winners.append(ties.first(best, len(rounds) + 1))
        rounds.append(_round(votes, left, winners[-1:]))
    return [[option] for option in winners], (), rounds


def _best(contest: Contest, votes: Mapping[str, Fraction]) -> list[str]:
    """Who is first of those that can win; nobody if they have no votes."""
    able = [o for o, number in votes.items() if number and o not in contest.passed_over]
    return grouped(votes, able)[0] if able else []


def _ends(contest: Contest, sets: Sets, winners: Seats) -> AbstractSet[Seats]:
    """Who can have the seats, whichever way ties fall from here; empty if the ways are too many."""
    ways = {winners}
    for _ in range(contest.seats - len(winners)):
        further: set[Seats] = set()
        for way in ways:
            left = [option for option in contest.options if option not in way]
            best = _best(contest, _weighted(sets, left, way))
            further.update(way | {option} for option in best)
            if not best:
                further.add(way)
        ways = further
        if len(ways) * (len(sets) + len(contest.options)) > _MOST:
            return set()
    return ways


def _weighted(sets: Sets, options: Sequence[str], winners: Collection[str]) -> dict[str, Fraction]:
    """The weighted marks of options that have no seat yet."""
    seated = frozenset(winners)
    numbers: dict[str, list[int]] = {option: [0] * (len(seated) + 1) for option in options}
    for marked, number in sets.items():
        satisfied = len(marked & seated)
        for option in marked:
            if option in numbers:
                numbers[option][satisfied] += number
    return {
        option: sum((Fraction(n, 1 + k) for k, n in enumerate(by_weight) if n), Fraction(0))
        for option, by_weight in numbers.items()
    }


def _round(votes: Mapping[str, Fraction], options: Sequence[str], elected: Sequence[str]) -> Round:
    order = [option for group in grouped(votes, options) for option in group]
    return Round(tuple((option, votes[option]) for option in order), elected=tuple(elected))
