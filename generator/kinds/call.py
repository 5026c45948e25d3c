"""Calls: ways to take part, their bounds, and what taking part changes (A5, A6, B2, B3, B4)."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from generator.kinds.kind import Answer, Kind, Step
from generator.kinds.link import Link
from generator.model.fields import (
    AnyReference,
    Count,
    Id,
    Instant,
    Line,
    LocalFile,
    Many,
    Markdown,
    Record,
    To,
    Who,
)
from generator.model.reference import Reference


class Form(StrEnum):
    """Ways of taking part."""

    TOPIC = "topic"
    SURVEY = "survey"
    VOTE = "vote"
    BETA = "beta"
    CONTEST = "contest"
    STORY = "story"
    PHOTO = "photo"
    WISHES = "wishes"
    COUNCIL = "council"


class Scope(Record):
    """What a round is about, and what it is not."""

    inside: Many[Markdown] = Field(alias="in", min_length=1, description="what belongs to it")
    outside: Many[Markdown] = Field(alias="out", default=(), description="what does not")


class Sent(Record):
    """Something that was sent in to a contest."""

    id: Id = Field(description="permanent name of the entry; in the vote its option is called so")
    title: Line = Field(description="what it is called")
    by: Who | None = Field(default=None, description="who sent it in")
    description: Markdown | None = Field(default=None, description="more about it")
    picture: LocalFile | None = Field(default=None, description="picture file beside the call")
    alt: Line | None = Field(
        default=None, description="what the picture shows, for those who do not see it"
    )


class Shortlisted(Record):
    """An entry that goes to the vote, and why."""

    entry: Id = Field(description="id of the entry")
    reason: Markdown = Field(description="why it is on the shortlist")


def _distinct(sent: tuple[Sent, ...]) -> tuple[Sent, ...]:
    """The entries, each with an id of its own."""
    _once([each.id for each in sent])
    return sent


def _chosen_once(shortlist: tuple[Shortlisted, ...]) -> tuple[Shortlisted, ...]:
    """The shortlist, each entry standing once."""
    _once([each.entry for each in shortlist])
    return shortlist


def _once(ids: list[str]) -> None:
    for n, name in enumerate(ids):
        if name in ids[:n]:
            raise ValueError(f"the entry '{name}' stands twice")


class Call(Record):
    """The fields of a call."""

    type: Form = Field(description="way of taking part")
    opens: Instant = Field(description="when it begins")
    closes: Instant | None = Field(default=None, description="when it ends; none: it stays open")
    scope: Scope = Field(description="what belongs to it and what does not")
    binds: Markdown = Field(description="what taking part changes")
    answer_by: Instant | None = Field(default=None, description="by when the team answers")
    late: Markdown | None = Field(
        default=None, description="why the answer is late, and what happens now"
    )
    reward: Markdown | None = Field(default=None, description="what there is to win")
    places: Count | None = Field(default=None, description="how many can take part")
    how: Many[Link] = Field(default=(), description="where to take part")
    entries: Annotated[Many[Sent], AfterValidator(_distinct)] = Field(
        default=(), description="what was sent in to a contest"
    )
    shortlist: Annotated[Many[Shortlisted], AfterValidator(_chosen_once)] = Field(
        default=(), description="the entries that go to the vote, each with the reason"
    )
    vote: Annotated[Reference, To("poll")] | None = Field(
        default=None, description="the poll between the entries of the shortlist"
    )
    outcome: Many[AnyReference] = Field(default=(), description="what came of it")


KIND = Kind(
    name="call",
    folder="calls",
    one="Call",
    many="Take part",
    about="What you can take part in, until when, and what it changes.",
    record=Call,
    url="/take-part/",
    template="call.html",
    list_template="take_part.html",
    calendar=(("opens", "Opens"), ("closes", "Closes"), ("answer_by", "We answer by")),
    span=("opens", "closes"),
    calls_in=True,
    gathers_calls=True,
    step=Step.ASKED,
    answer=Answer("answer_by", "outcome", "late"),
)
