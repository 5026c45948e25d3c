"""The single transferable vote by Meek's method: elected options keep only what they need.

I. D. Hill, B. A. Wichmann, D. R. Woodall, "Algorithm 123: Single transferable vote by Meek's
method", The Computer Journal 30(3), 1987, pages 277-281; numbers as in the Reference Meek Rule of
the Proportional Representation Foundation (prfound.org/resources/reference/reference-meek-rule):
whole units of 10^-9; what an option keeps of a ballot is rounded up; the quota is all votes divided
by one more than the seats, rounded down, plus one unit; keep factors are rounded up twice.

A round is settled when the surpluses are together below 10^-6, or no keep factor falls any more.
(The reference rule already stops when the surpluses do not shrink. They do not while one elected
option passes all of its own to another, and then the lowest would leave before they reached it.)
Options leave one at a time; all within the surplus of the lowest are equal. Where the reference
rule stops, as many options being left as seats, one more round is settled and shown, and those of
them win who have any vote: an option that no ballot reaches is not elected, even if its seat stays
empty.

Equal ranks that are split are read as every order of them in equal parts (see
`generator.journal.tally.piles`); what they keep is rounded down, and what that loses is exhausted.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

from msgspec import Struct

from generator.journal.tally.departures import Course
from generator.journal.tally.piles import Piles, papers
from generator.journal.tally.rankings import Ranking, uncast
from generator.journal.tally.tally import Outcome, Unit
from generator.model.ballots import Ballot
from generator.model.contest import Contest

ONE = 10**9
"""A vote in units."""
OMEGA = ONE // 10**6
"""Less surplus than this is none (step A of the reference rule)."""


def meek(contest: Contest, ballots: Sequence[Ballot]) -> Outcome:
    """The winners in the order in which they were elected, and the rounds.

    Raises:
        ValueError: somebody has to leave, several have the fewest votes, and the tie-break is open.
    """
    if not ballots:
        return uncast(contest, Unit.BALLOTS)
    read, remarks = papers(contest, ballots)
    course = Course.begun(contest)
    piles = Piles(read)
    keep = dict.fromkeys(map(contest.options.index, course.hopeful), ONE)
    while course.hopeful and len(course.elected) < contest.seats:
        if course.rounds and not piles.reach_hopeful():
            break
        count = _settled(course, piles.sizes(), keep)
        votes = count.named(contest.options)
        elected = _elected(course, votes, count)
        leaves = not elected and piles.reach_hopeful()
        excluded = (course.lowest(votes, Fraction(count.surplus, ONE)),) if leaves else ()
        quota, exhausted = Fraction(count.quota, ONE), Fraction(count.exhausted, ONE)
        course.record(votes, exhausted, elected=elected, excluded=excluded, quota=quota)
        for option in map(contest.options.index, elected):
            piles.elect(option)
        for option in map(contest.options.index, excluded):
            piles.exclude(option)
            del keep[option]
    return course.outcome(piles, sum(read.values()), remarks)


class _Count(Struct, frozen=True):
    """Where the votes are, in units; `surplus` is what the elected have above the quota."""

    votes: Mapping[int, int]
    exhausted: int
    quota: int
    surplus: int

    def named(self, options: Sequence[str]) -> dict[str, Fraction]:
        """The votes by the ids of the options, in whole votes."""
        return {options[option]: Fraction(units, ONE) for option, units in self.votes.items()}


def _elected(course: Course, votes: Mapping[str, Fraction], count: _Count) -> tuple[str, ...]:
    """Who wins a seat in this round, most votes first: whoever has the quota.

    Where no more are left than seats, everybody with any vote.
    """
    seats = course.contest.seats - len(course.elected)
    quota = Fraction(count.quota if len(course.hopeful) > seats else 1, ONE)
    reached = [option for option in course.hopeful if votes[option] >= quota]
    # Rounding cannot give one option more than there are seats the quota, or hardly ever can.
    return tuple(sorted(reached, key=lambda option: -votes[option])[:seats])


def _settled(course: Course, sizes: Mapping[Ranking, int], keep: dict[int, int]) -> _Count:
    """The votes once somebody has the quota, or the elected keep no more than it (step B.2).

    Args:
        keep: how much of what reaches it an option keeps, in units; brought up to date.
    """
    hopeful, elected = (
        list(map(course.contest.options.index, some)) for some in (course.hopeful, course.elected)
    )
    while True:
        votes, exhausted = _distributed(sizes, keep)
        quota = sum(votes.values()) // (course.contest.seats + 1) + 1
        surplus = max(0, sum(votes[option] - quota for option in elected))
        needed = {n: _up(_up(keep[n] * quota, ONE) * ONE, votes[n]) for n in elected}
        lower = {option: factor for option, factor in needed.items() if factor < keep[option]}
        reached = any(votes[option] >= quota for option in hopeful)
        if reached or surplus < OMEGA or not lower:
            return _Count(votes, exhausted, quota, surplus)
        keep.update(lower)


def _up(number: int, by: int) -> int:
    """A quotient rounded up."""
    return -(-number // by)


def _distributed(
    sizes: Mapping[Ranking, int], keep: Mapping[int, int]
) -> tuple[dict[int, int], int]:
    """What each option keeps of all ballots, and what nobody keeps (step B.2.a)."""
    votes = dict.fromkeys(keep, 0)
    shares: dict[tuple[int, ...], list[int]] = {}
    exhausted = 0
    for reached, number in sizes.items():
        left = ONE
        for group in reached:
            if len(group) == 1:
                kept = [_up(left * keep[group[0]], ONE)]
            else:
                if group not in shares:
                    shares[group] = shared([keep[option] for option in group])
                kept = [left * share // ONE for share in shares[group]]
            for option, units in zip(group, kept, strict=True):
                votes[option] += units * number
            left -= sum(kept)
        exhausted += left * number
    return votes, exhausted


def shared(keep: Sequence[int]) -> list[int]:
    """What each option of equal rank keeps of a vote that reaches them, in units, rounded down.

    Read as every order of them in equal parts, option `i` with keep factor `k_i` keeps `k_i` times
    the integral from 0 to 1 of the product of `1 - t * k_j` over all others (give each a place `t`
    between 0 and 1 by lot: another stands before it with probability `t`). Two that keep everything
    get half each; of one that keeps everything and one that keeps half, the first gets 3/4 and the
    second 1/4.
    """
    kept: list[int] = []
    for n, own in enumerate(keep):
        others = [*keep[:n], *keep[n + 1 :]]
        terms = [1]
        for other in others:
            terms = [
                a - b for a, b in zip([*terms, 0], [0, *(other * t for t in terms)], strict=True)
            ]
        whole = lcm(*range(1, len(keep) + 1))
        integral = sum(
            term * ONE ** (len(others) - power) * (whole // (power + 1))
            for power, term in enumerate(terms)
        )
        kept.append(own * integral // (ONE ** len(others) * whole))
    return kept
