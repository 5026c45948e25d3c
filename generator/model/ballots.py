"""Ballots: what voters said, one record each."""

from datetime import datetime

from msgspec import Struct

COLUMNS = ("receipt", "cast", "count", "spoilt")
"""Columns of a ballot file before those of the options, in their order; no option is called so."""


class Ballot(Struct, frozen=True):
    """One ballot, or several alike.

    Attributes:
        values: for each option of the contest, in its order, what the voter put there: 1 for a
            mark, a rank from 1 (best), a score, an index into `BOXES`; None for nothing. Ranks say
            only which of two is better; they may be equal, and some may be missing.
        count: how many voters cast it; more than one only where ballots came counted already.
        receipt: what the voter can find the ballot by; empty where there is none.
        cast: when it was cast, if that is known.
        spoilt: it was declared spoilt when it came in, and counts for nothing.
        line: line of the file that it stands in, from 1.
    """

    values: tuple[int | None, ...]
    count: int = 1
    receipt: str = ""
    cast: datetime | None = None
    spoilt: bool = False
    line: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether the voter said nothing of any option."""
        return all(value is None for value in self.values)


class Voter(Struct, frozen=True):
    """A row of the eligibility roll: the receipt of somebody who may vote, and since when."""

    receipt: str
    joined: datetime | None = None
    line: int = 0
