"""Ledgers: what people did elsewhere, one row a deed, as the team writes it down (D5, E6)."""

from datetime import datetime

from msgspec import Struct

from generator.model.reference import Byline
from generator.problems import Location


class LedgerRow(Struct, frozen=True):
    """A row of `content/ledger.csv` or of a file in `content/ledger/`.

    Attributes:
        when: the day it happened.
        person: who did it.
        role: what it was, a word of `generator.kinds.credit.Role`.
        count: how often.
        what: where or what in a few words; may be empty. Plain text.
        link: address of the evidence; may be empty.
        location: file and line.
    """

    when: datetime
    person: Byline
    role: str
    count: int
    what: str
    link: str
    location: Location


def oldest_first(row: LedgerRow) -> tuple[datetime, Location]:
    """The sort key for rows: oldest first, then as they stand in their files."""
    return row.when, row.location
