"""What a vote is decided by: options, method, and the rules where published practice differs.

All of it is fixed in the poll's file before voting closes; counting knows nothing else.
"""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field


class Method(StrEnum):
    """How ballots are counted; the counting itself is in `generator.journal.tally`."""

    PLURALITY = "plurality"
    APPROVAL = "approval"
    SCORE = "score"
    STAR = "star"
    RUNOFF = "instant-runoff"
    SCHULZE = "schulze"
    BORDA = "borda"
    STV = "stv-meek"
    SEQUENTIAL = "sequential-approval"
    BUDGET = "budget"
    BOXES = "four-box"
    LIKERT = "likert"


class Form(StrEnum):
    """What voters put beside an option: a mark, a rank, a score, or the name of a box."""

    MARKS = "marks"
    RANKS = "ranks"
    SCORES = "scores"
    BOXES = "boxes"


FORMS: Mapping[Method, Form] = {
    Method.PLURALITY: Form.MARKS,
    Method.APPROVAL: Form.MARKS,
    Method.SCORE: Form.SCORES,
    Method.STAR: Form.SCORES,
    Method.RUNOFF: Form.RANKS,
    Method.SCHULZE: Form.RANKS,
    Method.BORDA: Form.RANKS,
    Method.STV: Form.RANKS,
    Method.SEQUENTIAL: Form.MARKS,
    Method.BUDGET: Form.MARKS,
    Method.BOXES: Form.BOXES,
    Method.LIKERT: Form.SCORES,
}

SURVEYS = frozenset({Method.BOXES, Method.LIKERT})
"""Methods that describe opinions and choose no winner."""
ELIMINATIONS = frozenset({Method.RUNOFF, Method.STV})
"""Methods that have to choose whom to leave out, and so cannot leave a tie open."""
SEVERAL = frozenset(
    {
        Method.PLURALITY,
        Method.APPROVAL,
        Method.SCORE,
        Method.STAR,
        Method.SCHULZE,
        Method.BORDA,
        Method.STV,
        Method.SEQUENTIAL,
    }
)
"""Methods that can fill more than one seat."""

BOXES = ("liked", "disliked", "awaited", "bugs")
"""The four boxes of an experience report (B6); a ballot holds an index into them."""


class Strength(StrEnum):
    """How strong a pairwise victory is (Schulze 2011, section 2.1)."""

    WINNING_VOTES = "winning-votes"
    MARGINS = "margins"


class Unranked(StrEnum):
    """What Schulze makes of options without a rank: last, as Debian; or no opinion, as CIVS."""

    LAST = "last"
    IGNORED = "ignored"


class Equal(StrEnum):
    """What a runoff makes of options with the same rank.

    `split` shares the ballot equally; `exhausted` ends it there (Maine, San Francisco, New York);
    `skipped` goes on with the next rank (Minneapolis).
    """

    SPLIT = "split"
    EXHAUSTED = "exhausted"
    SKIPPED = "skipped"


class Skipped(StrEnum):
    """What a runoff makes of missing ranks: `next` goes on; `exhausted` ends at two in a row.

    Minneapolis and San Francisco go on, Maine ends the ballot (21-A MRSA, section 723-A).
    """

    NEXT = "next"
    EXHAUSTED = "exhausted"


class Blank(StrEnum):
    """What a score is that was not given: zero, or no opinion that leaves the mean alone."""

    ZERO = "zero"
    IGNORED = "ignored"


class Tail(StrEnum):
    """What Borda gives options without a rank: the mean of the points that are left, or none."""

    AVERAGE = "average"
    ZERO = "zero"


class Revotes(StrEnum):
    """What happens to a second ballot of one voter: it is a mistake, or the last or first counts.

    Debian counts the last one.
    """

    REFUSED = "refused"
    LAST = "last"
    FIRST = "first"


class Rules(Struct, frozen=True):
    """One choice for each question on which published practice differs.

    Attributes:
        most: marks that a ballot may carry at most; 0 for any number. More spoil it.
        earlier_rounds: in a runoff, equals are told apart by the latest earlier round that can,
            before the tie-break is asked (backward tie-breaking, as in OpenSTV and ERS97).
    """

    strength: Strength = Strength.WINNING_VOTES
    unranked: Unranked = Unranked.LAST
    equal: Equal = Equal.SPLIT
    skipped: Skipped = Skipped.NEXT
    blank: Blank = Blank.ZERO
    tail: Tail = Tail.AVERAGE
    revotes: Revotes = Revotes.REFUSED
    most: int = 0
    earlier_rounds: bool = False


class Contest(Struct, frozen=True):
    """A vote, as counting sees it.

    Attributes:
        options: ids in the order of the poll's file.
        order: the tie-break: all options, whoever comes first wins between equals; empty where a
            tie stays a tie.
        tie_break: how that order came about: `order`, `listed`, `lot` or `open`.
        scale: the lowest and the highest score.
        costs: what each option costs, in whole units of money, for `Method.BUDGET`.
        budget: what there is to spend.
        passed_over: options that cannot win although they were voted on, such as by a company cap.
    """

    options: tuple[str, ...]
    method: Method
    seats: int = 1
    order: tuple[str, ...] = ()
    tie_break: str = "open"
    rules: Rules = field(default_factory=Rules)
    scale: tuple[int, int] = (0, 5)
    costs: tuple[int, ...] = ()
    budget: int = 0
    passed_over: tuple[str, ...] = ()

    @property
    def form(self) -> Form:
        """What its ballots hold."""
        return FORMS[self.method]
