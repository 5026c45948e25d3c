"""Boards as templates see them: columns by status, and what they can be narrowed down to."""

from msgspec import Struct

from generator.pages.values import Card, Link, Tally


class Ticket(Struct, frozen=True):
    """An entry on a board.

    Attributes:
        voices: how many asked for it, in all.
        owner: who of the team answers for it; None for nobody yet.
        stale: True if nothing has happened to it for too long.
        overdue: True if an answer was promised and is late.
        merged: what says the same and was merged into it, at most three.
        merged_count: how many there are.
    """

    card: Card
    voices: int = 0
    owner: Link | None = None
    stale: bool = False
    overdue: bool = False
    merged: tuple[Link, ...] = ()
    merged_count: int = 0


class Column(Struct, frozen=True):
    """Entries with one status.

    Attributes:
        tickets: the first of them, or those of one page of their list.
        count: how many there are.
        url: a list of all of them.
        files: how many files of the board's index hold them.
        by_voices: True if the most wanted stand first, else what was decided last.
    """

    status: str
    tickets: tuple[Ticket, ...]
    count: int
    url: str
    files: int = 0
    by_voices: bool = False


class Board(Struct, frozen=True):
    """A board, or the list of one of its columns.

    Attributes:
        index: address of the folder with the board's index, ends with `/`; empty on a list.
        tags: tags with their pages, the most used first.
        channels: where entries came in, the most used first.
        owners: names of those who answer for entries.
    """

    columns: tuple[Column, ...]
    index: str = ""
    tags: tuple[Tally, ...] = ()
    channels: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
