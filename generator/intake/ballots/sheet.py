"""What is wanted of a file of ballots, and what was found in it."""

from collections.abc import Callable, Mapping
from datetime import UTC, tzinfo
from enum import StrEnum

from msgspec import Struct, field

from generator.intake.posts.report import Note
from generator.model.ballots import Ballot
from generator.model.contest import Form
from generator.problems import Problem, Severity


class Choice(Struct, frozen=True):
    """An option of the poll.

    Attributes:
        id: what ballots call it.
        title: what voters read.
        names: what else it is called, such as its titles in other languages.
    """

    id: str
    title: str
    names: tuple[str, ...] = ()


class Times(StrEnum):
    """How exactly it is told when a ballot was cast; always rounded down."""

    EXACT = "exact"
    MINUTE = "minute"
    HOUR = "hour"
    NONE = "none"


class Order(StrEnum):
    """Which part of `7/12/2026` is the day; `auto` asks all dates of the column."""

    AUTO = "auto"
    DAY = "dmy"
    MONTH = "mdy"


class Wish(Struct, frozen=True):
    """What is known before the file is read.

    Attributes:
        options: of the poll, in its order; none: they come from the file.
        form: what the poll's ballots hold; None: the file says it, or it is guessed and noted.
        scale: the lowest and the highest score; None: any whole number is one.
        labels: what scores are called, in any language.
        zone: time zone of times that name none.
        format: name of the format; empty: by content and file name.
        receipt: what becomes of a voter's id, such as `receipts.Receipts`; None: voters are
            numbered, which tells them apart for a count and no more.
        voter_column: column of what tells voters apart; empty: the one that looks like it.
        receipt_column: column of what voters can find their ballot by and that may be published.
        time_column: column of when a ballot was cast; empty: the one that looks like it.
        comment_columns: columns of what voters wrote.
        answer_column: column of answers; empty: those that look like it.
        ignore: columns, or options of the file, that are left out.
        spoilt: take ballots that cannot be read as spoilt ones instead of refusing the file.
    """

    options: tuple[Choice, ...] = ()
    form: Form | None = None
    scale: tuple[int, int] | None = None
    labels: Mapping[str, int] = field(default_factory=dict)
    zone: tzinfo = UTC
    format: str = ""
    receipt: Callable[[str], str] | None = None
    voter_column: str = ""
    receipt_column: str = ""
    time_column: str = ""
    comment_columns: tuple[str, ...] = ()
    answer_column: str = ""
    ignore: frozenset[str] = frozenset()
    spoilt: bool = False
    times: Times = Times.MINUTE
    dates: Order = Order.AUTO


class Sheet(Struct, frozen=True):
    """What a file holds.

    Attributes:
        options: of the poll; without one, those of the file, with ids made of their titles.
        form: what the ballots hold; None if there is no ballot to tell it by.
        seats: how many options win, where the file says it.
        ballots: as they were cast where the times are known, else as they stand in the file.
        problems: what is wrong; with an error among them the ballots are not all of them.
        notes: what was left out, and what was turned into what.
        comments: what voters wrote: the option or box it is about (empty for the whole), and text.
        format: name of the format it was read as.
    """

    options: tuple[Choice, ...]
    form: Form | None
    seats: int | None
    ballots: tuple[Ballot, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    comments: tuple[tuple[str, str], ...] = ()
    format: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong with the file."""
        return all(problem.severity is not Severity.ERROR for problem in self.problems)
