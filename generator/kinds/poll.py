"""Polls: a question put to everybody, and what its answer binds the team to (B1, B3, A6, E8)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from generator.kinds.kind import Answer, Kind, Step
from generator.kinds.voting import (
    Counted,
    Exclusion,
    PassedOver,
    RulesOf,
    Scale,
    Stated,
    TieBreak,
)
from generator.model.ballots import COLUMNS
from generator.model.contest import Contest, Method
from generator.model.fields import (
    INTERNAL,
    AnyReference,
    Count,
    Flag,
    Id,
    Instant,
    Line,
    LocalData,
    LocalFile,
    Many,
    Markdown,
    People,
    Record,
    Url,
)


class Option(Record):
    """One of the answers to choose from."""

    id: Id = Field(description="permanent name of the option, used in ballots")
    title: Line = Field(description="what voters read")
    description: Markdown | None = Field(default=None, description="more about it")
    picture: LocalFile | None = Field(default=None, description="picture file beside the poll")
    alt: Line | None = Field(
        default=None, description="what the picture shows, for those who do not see it"
    )
    people: People = Field(default=(), description="whose work or idea it is")
    refs: Many[AnyReference] = Field(default=(), description="suggestions and work it is about")
    cost: Count = Field(default=0, description="what it costs, where a budget is spent")


def _distinct(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """The options, each with an id of its own: ballots name them."""
    ids = [option.id.casefold() for option in options]
    for n, name in enumerate(ids):
        if name in ids[:n]:
            raise ValueError(f"two options have the id '{options[n].id}'")
        if name in COLUMNS:
            raise ValueError(f"'{options[n].id}' is the name of a column of every ballot file")
    return options


class Results(StrEnum):
    """When the count is shown."""

    LIVE = "live"
    AT_CLOSE = "at-close"


class Poll(Record):
    """The fields of a poll."""

    question: Line = Field(description="the question")
    options: Annotated[tuple[Option, ...], AfterValidator(_distinct)] = Field(
        min_length=2, description="the answers to choose from"
    )
    method: Method | None = Field(default=None, description="how votes are counted")
    voters: Line | None = Field(default=None, description="who may vote")
    opens: Instant = Field(description="when voting begins")
    closes: Instant = Field(description="when voting ends")
    seats: Count = Field(default=1, ge=1, description="how many options win")
    quorum: Count = Field(default=0, description="votes needed for the result to bind")
    tie_break: TieBreak | None = Field(default=None, description="what decides between equals")
    rules: RulesOf = Field(
        default=RulesOf(), description="how ballots are read where practice differs"
    )
    scale: Scale = Field(default=Scale(), description="the scores that voters can give")
    budget: Count = Field(default=0, description="what there is to spend on options")
    binds: Markdown = Field(description="what the team will do with the result")
    answer_by: Instant | None = Field(default=None, description="by when the team answers")
    late: Markdown | None = Field(
        default=None, description="why the answer is late, and what happens now"
    )
    results: Results = Field(default=Results.AT_CLOSE, description="when the count is shown")
    where: Url | None = Field(default=None, description="where to vote")
    follow_through: Flag = Field(
        default=False, description="show what became of each option, in the order of the result"
    )
    outcome: Markdown | None = Field(
        default=None, description="what was then done; shown from the close on"
    )
    ballots: Annotated[LocalData | None, INTERNAL] = Field(
        default=None,
        description="file of ballots beside the poll, as 'friday import ballots' writes",
    )
    totals: Annotated[Counted | None, INTERNAL] = Field(
        default=None, description="counts that others made, where there are no ballots"
    )
    digest: Annotated[Line | None, INTERNAL] = Field(
        default=None, description="SHA-256 of the ballots at the close; a later change is an error"
    )
    roll: Annotated[LocalData | None, INTERNAL] = Field(
        default=None, description="file of those who may vote: receipts and when they joined"
    )
    comments: Annotated[LocalData | None, INTERNAL] = Field(
        default=None,
        description="file of what voters wrote beside their marks, shown with the count",
    )
    eligible: Annotated[Count | None, INTERNAL] = Field(
        default=None, description="how many may vote, where there is no roll"
    )
    joined_by: Annotated[Instant | None, INTERNAL] = Field(
        default=None, description="who joined later may not vote"
    )
    exclusions: Annotated[Many[Exclusion], INTERNAL] = Field(
        default=(), description="ballots that do not count, and why"
    )
    passed_over: Annotated[Many[PassedOver], INTERNAL] = Field(
        default=(), description="options that cannot win, and why"
    )
    result: Annotated[Stated | None, INTERNAL] = Field(
        default=None, description="the result in figures; it must be that of the count"
    )


def contest(record: Record) -> Contest | None:
    """The vote of a poll as counting sees it; None where its method is not named yet."""
    if not isinstance(record, Poll) or record.method is None:
        return None
    options = tuple(option.id for option in record.options)
    tie = record.tie_break
    return Contest(
        options=options,
        method=record.method,
        seats=record.seats,
        order=tie.ranked(options) if tie else (),
        tie_break=str(tie.by) if tie else "open",
        rules=record.rules.rules(),
        scale=(record.scale.lowest, record.scale.highest),
        costs=tuple(option.cost for option in record.options),
        budget=record.budget,
        passed_over=tuple(each.option for each in record.passed_over),
    )


def titles(record: Poll) -> Mapping[str, str]:
    """What voters read, by the id of the option."""
    return {option.id: option.title for option in record.options}


KIND = Kind(
    name="poll",
    folder="polls",
    one="Poll",
    many="Polls",
    about="What we asked you, and what your votes decided.",
    record=Poll,
    url="/polls/",
    template="poll.html",
    calendar=(
        ("opens", "Voting opens"),
        ("closes", "Voting closes"),
        ("answer_by", "We answer by"),
    ),
    span=("opens", "closes"),
    at_end=("outcome", "exclusions"),
    calls_in=True,
    contest=contest,
    step=Step.ASKED,
    answer=Answer("answer_by", "outcome", "late"),
    card=True,
)
