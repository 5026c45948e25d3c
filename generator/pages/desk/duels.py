"""Each option against each other as a table."""

from collections.abc import Mapping, Sequence

from generator.journal.tally.tally import Pairwise
from generator.pages.desk.headlines import named
from generator.pages.results import Duel, DuelRow, Duels


def duels(
    pairwise: Pairwise, options: Sequence[str], ordered: Sequence[str], titles: Mapping[str, str]
) -> Duels:
    """The table of all pairs.

    Args:
        options: those of the contest, which the numbers are in the order of.
        ordered: the same in the order of the result, which rows and columns are in.
    """
    places = [options.index(option) for option in ordered]
    rows = (
        DuelRow(title, tuple(_duel(pairwise, row, column) for column in places))
        for title, row in zip(named(ordered, titles), places, strict=True)
    )
    return Duels(tuple(rows), named(pairwise.cycle, titles))


def _duel(pairwise: Pairwise, row: int, column: int) -> Duel | None:
    if row == column:
        return None
    own, other = pairwise.wins[row][column], pairwise.wins[column][row]
    return Duel(own, other, "win" if own > other else "loss" if own < other else "even")
