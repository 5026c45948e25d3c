"""Instant-runoff: whoever has the fewest votes leaves, until somebody has most of those that count.

Also called the alternative vote or ranked-choice voting (W. R. Ware, about 1871). Rules for what
ballots may look like: Maine, 21-A MRSA, section 723-A; Minneapolis Code of Ordinances, chapter 167.

Each round, a ballot counts for the best of its options that are still in; what it does at equal and
missing ranks, and with options that are passed over, stands in `generator.journal.tally.piles`. The
count ends when an option has more than half of the votes that still count (not of all ballots), or
when two are left that are equal. Options leave one at a time, also those without any vote. A ballot
without any option that is still in is exhausted.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from generator.journal.tally.departures import Course
from generator.journal.tally.piles import Piles, papers
from generator.journal.tally.rankings import Ranking, uncast
from generator.journal.tally.tally import Outcome, Unit
from generator.model.ballots import Ballot
from generator.model.contest import Contest

PAIR = 2


def instant_runoff(contest: Contest, ballots: Sequence[Ballot]) -> Outcome:
    """The one winner and the rounds; nobody wins if no ballot counts for anybody.

    Raises:
        ValueError: somebody has to leave, several have the fewest votes, and the tie-break is open.
    """
    if not ballots:
        return uncast(contest, Unit.BALLOTS)
    read, remarks = papers(contest, ballots)
    course = Course.begun(contest)
    piles = Piles(read)
    while course.hopeful and not course.elected:
        sizes = piles.sizes()
        votes = _votes(course.hopeful, sizes, contest.options)
        exhausted = Fraction(sizes.get((), 0))
        counting = sum(votes.values())
        ahead = [option for option in course.hopeful if votes[option] * 2 > counting]
        if ahead or not counting:
            course.record(votes, exhausted, elected=ahead)
            break
        leaves = course.lowest(votes)
        # Two equals: with one gone, the other has all there is.
        other = [each for each in course.hopeful if each != leaves]
        last = other if len(course.hopeful) == PAIR else ()
        course.record(votes, exhausted, elected=last, excluded=(leaves,))
        if not last:
            piles.exclude(contest.options.index(leaves))
    return course.outcome(piles, sum(read.values()), remarks)


def _votes(
    hopeful: Sequence[str], sizes: Mapping[Ranking, int], options: Sequence[str]
) -> dict[str, Fraction]:
    """The votes of each option that is still in: those of equal rank share a ballot equally."""
    shared: Counter[tuple[int, int]] = Counter()
    for reached, number in sizes.items():
        for option in reached[0] if reached else ():
            shared[option, len(reached[0])] += number
    votes = dict.fromkeys(hopeful, Fraction(0))
    for (option, among), number in shared.items():
        votes[options[option]] += Fraction(number, among)
    return votes
