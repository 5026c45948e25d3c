"""Diaries: what the team did this week, why, and what is still open (A1, A3, A4)."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from generator.kinds.kind import Kind, Step
from generator.model.fields import Count, Many, Markdown, Record, To
from generator.model.reference import Reference


class Stage(StrEnum):
    """How far the work is that a diary shows."""

    IDEA = "idea"
    PROTOTYPE = "prototype"
    BLOCKED = "blocked"
    TESTING = "testing"
    SHIPPED = "shipped"


class Diary(Record):
    """The fields of a diary."""

    number: Count | None = Field(default=None, description="number of the issue")
    stage: Stage | None = Field(default=None, description="how far the work is that it shows")
    questions: Many[Markdown] = Field(default=(), description="what the team asks its readers")
    answers: Annotated[Reference, To("report")] | None = Field(
        default=None, description="the experience report that it answers"
    )
    releases: Many[Annotated[Reference, To("release")]] = Field(
        default=(), description="the releases it tells about"
    )


KIND = Kind(
    name="diary",
    folder="diaries",
    one="Diary",
    many="Diaries",
    about="What we did this week, why, and who asked for it.",
    record=Diary,
    url="/diaries/",
    template="diary.html",
    step=Step.TOLD,
    answers="answers",
    tells="releases",
    card=True,
    schema_type="BlogPosting",
)
