"""Calls: ways to take part, their bounds, and what taking part changes (A5, A6, B2, B3, B4)."""

from enum import StrEnum

from pydantic import Field

from generator.kinds.kind import Answer, Kind, Step
from generator.kinds.link import Link
from generator.model.fields import AnyReference, Count, Instant, Many, Markdown, Record


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


class Call(Record):
    """The fields of a call."""

    type: Form = Field(description="way of taking part")
    opens: Instant = Field(description="when it begins")
    closes: Instant | None = Field(default=None, description="when it ends; none: it stays open")
    scope: Scope = Field(description="what belongs to it and what does not")
    binds: Markdown = Field(description="what taking part changes")
    answer_by: Instant | None = Field(default=None, description="by when the team answers")
    reward: Markdown | None = Field(default=None, description="what there is to win")
    places: Count | None = Field(default=None, description="how many can take part")
    how: Many[Link] = Field(default=(), description="where to take part")
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
    answer=Answer("answer_by", "outcome"),
)
