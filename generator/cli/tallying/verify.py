"""Whether a published result is what its ballots say."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from generator.cli.tallying.sources import Source
from generator.journal.polls import PollCount
from generator.journal.record import differences, values
from generator.journal.terms import NoResult
from generator.kinds.voting import By, TieBreak
from generator.model.contest import Contest
from generator.problems import shown, visible

_LONGEST = 64  # a SHA-256 in full
PARTS: Mapping[str, str] = {
    "ballots": "the ballot file and its SHA-256",
    "exclusions": "ballots that are excluded",
    "tie_break": "the order that the tie-break gives",
    "turnout": "what became of each ballot",
    "quorum": "the quorum",
    "winners": "winners",
    "tied": "equals for the last seats",
    "unit": "what the numbers are",
    "whole": "what shares are of",
    "order": "places and numbers of the options",
    "rounds": "rounds",
    "pairwise": "pairs, paths and the cycle",
    "ties": "ties, and what broke them",
    "remarks": "ballots that a rule was applied to",
    "without_exclusions": "the result without exclusions",
}
"""What is counted again, by its key in the result."""


class Check(Struct, frozen=True):
    """One part of a result, held against the count.

    Attributes:
        part: its key.
        differences: place, what the file says, what the count says; none if they agree.
    """

    part: str
    differences: tuple[tuple[str, object, object], ...]


def verified(source: Source, count: PollCount) -> Iterator[Check]:
    """Each part of a published result that the count has something to say about.

    Raises:
        ValueError: the source is no published result.
    """
    record = source.record
    if record is None:
        raise ValueError("only a published result can be verified")
    found = values(count, source.about)
    for part in PARTS:
        stated, counted = record.get(part), found.get(part)
        if part == "tie_break":
            stated, counted = _orders(source)
        if stated in (None, [], {}) and counted in (None, [], {}):
            continue
        yield Check(part, tuple(differences(stated, counted, part)))


def _orders(source: Source) -> tuple[object, object]:
    """The order that the file gives, and the one that follows from how it came about."""
    contest: Contest = source.contest
    stated = list(contest.order)
    by = By(contest.tie_break)
    if by is By.ORDER or (by is By.LOT and not source.about.seed):
        return None, None
    try:
        drawn = TieBreak(by=by, seed=source.about.seed or None)
        return stated, list(drawn.ranked(contest.options))
    except ValueError as error:
        raise NoResult("'seed' is none that a lot can be drawn by") from error


def shortened(value: object) -> str:
    """What a file or the count says, short enough for a line."""
    return f"'{visible(value[:_LONGEST])}'" if isinstance(value, str) else shown(repr(value))
