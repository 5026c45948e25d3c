"""What a poll says about its vote: rules, tie-break, scale, totals, exclusions, a stated result."""

import hashlib
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, model_validator

from generator.model.contest import (
    Blank,
    Equal,
    Revotes,
    Rules,
    Skipped,
    Strength,
    Tail,
    Unranked,
)
from generator.model.fields import (
    LARGEST,
    Brief,
    Count,
    Flag,
    Id,
    Line,
    Many,
    Markdown,
    Record,
    Url,
)
from generator.model.shape import ID_PATTERN, ByName


def distinct(values: tuple[str, ...]) -> tuple[str, ...]:
    """Ids, each standing once."""
    for n, value in enumerate(values):
        if value in values[:n]:
            raise ValueError(f"'{value}' stands twice")
    return values


class By(StrEnum):
    """What decides between equals."""

    ORDER = "order"
    LISTED = "listed"
    LOT = "lot"
    OPEN = "open"


class TieBreak(Brief):
    """What decides between equals; fixed before voting closes."""

    text_fills: ClassVar[tuple[str, ...]] = ("by",)

    by: By = Field(
        default=By.ORDER,
        description="order (the list below), listed (the order of the options), lot (drawn from "
        "the seed), or open (a tie stays a tie)",
    )
    order: Annotated[Many[Id], AfterValidator(distinct)] = Field(
        default=(), description="options, whoever wins a tie first"
    )
    seed: Line | None = Field(
        default=None,
        description="a public text for the lot that nobody knew before, such as the "
        "numbers of a lottery",
    )
    because: Markdown | None = Field(default=None, description="the rule in words, for readers")

    @model_validator(mode="after")
    def _complete(self) -> "TieBreak":
        if self.by is By.ORDER and not self.order:
            raise ValueError("'order' lists the options, whoever wins a tie first")
        return self

    def ranked(self, options: Sequence[str]) -> tuple[str, ...]:
        """All options, whoever wins a tie first; empty where a tie stays a tie.

        A lot sorts by the SHA-256 of the seed, a line feed and the option's id, in hexadecimal, as
        RFC 3797 draws by the digest of published random values; without its seed it is still open.
        Options that an order leaves out come last, as listed.
        """
        if self.by is By.LISTED:
            return tuple(options)
        if self.by is By.ORDER:
            return (*self.order, *(option for option in options if option not in self.order))
        if self.by is By.LOT and self.seed:
            return tuple(sorted(options, key=lambda option: _drawn(self.seed or "", option)))
        return ()


def _drawn(seed: str, option: str) -> str:
    return hashlib.sha256(f"{seed}\n{option}".encode()).hexdigest()


class RulesOf(Record):
    """How ballots are read where published practice differs."""

    strength: Strength = Field(
        default=Strength.WINNING_VOTES, description="Schulze: how strong a victory is"
    )
    unranked: Unranked = Field(
        default=Unranked.LAST, description="Schulze: options without a rank are last, or ignored"
    )
    equal: Equal = Field(default=Equal.SPLIT, description="runoffs: what equal ranks do")
    skipped: Skipped = Field(default=Skipped.NEXT, description="runoffs: what missing ranks do")
    blank: Blank = Field(default=Blank.ZERO, description="scores: what is not scored is worth")
    tail: Tail = Field(default=Tail.AVERAGE, description="Borda: points of options without a rank")
    revotes: Revotes = Field(
        default=Revotes.REFUSED, description="which of two ballots of one voter counts"
    )
    most: Count = Field(default=0, description="most marks a ballot may carry; 0: any number")
    earlier_rounds: Flag = Field(
        default=False, description="runoffs: earlier rounds decide between equals first"
    )

    def rules(self) -> Rules:
        """The rules as counting reads them."""
        return Rules(**{name: getattr(self, name) for name in type(self).model_fields})


Score = Annotated[int, Field(ge=-LARGEST, le=LARGEST)]


class Step(Record):
    """A step of a scale and what it means."""

    score: Score = Field(description="the score")
    label: Line = Field(description="what it means")


class Scale(Record):
    """The scores that voters can give."""

    lowest: Score = Field(default=0, description="the worst score")
    highest: Score = Field(default=5, description="the best score")
    labels: Annotated[
        tuple[Step, ...],
        ByName(("score", "label"), r"^-?\d+$", "string", "labels by their score"),
    ] = Field(default=(), description="what scores mean, such as 0: not at all")

    @model_validator(mode="after")
    def _rising(self) -> "Scale":
        if not self.lowest < self.highest:
            raise ValueError("'highest' is more than 'lowest'")
        if self.highest - self.lowest > 100:  # noqa: PLR2004 - said in the message
            raise ValueError("a scale has at most 101 steps")
        wrong = [s.score for s in self.labels if not self.lowest <= s.score <= self.highest]
        if wrong:
            raise ValueError(f"the scale has no {wrong[0]} to be labelled")
        return self


class OptionTotal(Record):
    """How many marks an option has."""

    option: Id = Field(description="the option")
    votes: Count = Field(description="its marks")


Totals = Annotated[
    tuple[OptionTotal, ...],
    ByName(("option", "votes"), f"^{ID_PATTERN}$", "integer", "numbers by option"),
]


class Counted(Record):
    """Counts that others made, where there are no ballots: reactions of a forge, a chat's poll."""

    source: Url = Field(description="where the counts can be seen")
    ballots: Count = Field(description="how many people voted")
    votes: Totals = Field(min_length=1, description="marks by option")


class Exclusion(Record):
    """Ballots that do not count, and why."""

    receipts: Many[Line] = Field(min_length=1, description="receipts of the ballots")
    reason: Markdown = Field(description="why they do not count; it is published")


class PassedOver(Record):
    """An option that cannot win although it was voted on."""

    option: Id = Field(description="the option")
    reason: Markdown = Field(description="why it cannot win; it is published")


class Stated(Record):
    """A result that somebody wrote down; the build compares it with the count."""

    winners: Annotated[Many[Id], AfterValidator(distinct)] = Field(
        default=(), description="the options that won, in their order"
    )
    ballots: Count | None = Field(default=None, description="how many ballots were cast")
    votes: Totals = Field(default=(), description="numbers by option")
