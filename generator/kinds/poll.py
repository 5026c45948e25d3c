"""Polls: a question put to everybody, and what its answer binds the team to (B1, B3, A6)."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from generator.kinds.kind import Answer, Kind, Step
from generator.model.fields import Count, Id, Instant, Line, LocalFile, Markdown, Record, Url


class Option(Record):
    """One of the answers to choose from."""

    id: Id = Field(description="permanent name of the option, used in ballots")
    title: Line = Field(description="what voters read")
    description: Markdown | None = Field(default=None, description="more about it")
    picture: LocalFile | None = Field(default=None, description="picture file beside the poll")
    alt: Line | None = Field(
        default=None, description="what the picture shows, for those who do not see it"
    )


def _distinct(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """The options, each with an id of its own: ballots will name them."""
    ids = [option.id.casefold() for option in options]
    for n, name in enumerate(ids):
        if name in ids[:n]:
            raise ValueError(f"two options have the id '{options[n].id}'")
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
    method: Line | None = Field(default=None, description="how votes are counted, such as approval")
    voters: Line | None = Field(default=None, description="who may vote")
    opens: Instant = Field(description="when voting begins")
    closes: Instant = Field(description="when voting ends")
    seats: Count = Field(default=1, description="how many options win")
    quorum: Count = Field(default=0, description="votes needed for the result to bind")
    tie_break: Line | None = Field(default=None, description="what decides between equals")
    binds: Markdown = Field(description="what the team will do with the result")
    answer_by: Instant | None = Field(default=None, description="by when the team answers")
    results: Results = Field(default=Results.AT_CLOSE, description="when the count is shown")
    where: Url | None = Field(default=None, description="where to vote")
    outcome: Markdown | None = Field(default=None, description="what was then done")


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
    calls_in=True,
    step=Step.ASKED,
    answer=Answer("answer_by", "outcome"),
    card=True,
)
