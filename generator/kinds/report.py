"""Experience reports in four boxes: liked, not liked, awaited, bugs (B6)."""

from typing import Annotated, ClassVar

from pydantic import Field

from generator.kinds.kind import Kind, Step
from generator.model.fields import (
    AnyReference,
    Brief,
    Count,
    Id,
    Line,
    Many,
    Markdown,
    Record,
    To,
    Url,
)
from generator.model.reference import Reference
from generator.model.shape import ByName


class Remark(Brief):
    """Something that many said."""

    text_fills: ClassVar[tuple[str, ...]] = ("text",)

    text: Markdown = Field(description="what was said")
    id: Id | None = Field(
        default=None, description="name of the same remark in every report, to compare them"
    )
    count: Count | None = Field(default=None, description="how many said it")
    refs: Many[AnyReference] = Field(default=(), description="suggestions and changes it is about")


class Marks(Record):
    """How many gave a mark."""

    mark: Count = Field(description="the mark")
    count: Count = Field(description="how many gave it")


class Question(Record):
    """A question that was asked, and how many gave each mark."""

    id: Id = Field(description="permanent name of the question; reports with it are compared")
    text: Line = Field(description="what was asked")
    marks: Annotated[
        Many[Marks],
        ByName(("mark", "count"), "^[0-9]+$", "integer", "how many gave each mark: {1: 3, 5: 40}"),
    ] = Field(description="how many gave each mark, a whole number; more is better")


class Report(Record):
    """The fields of an experience report."""

    about: Annotated[Reference, To("diary", "release")] = Field(description="what it judges")
    respondents: Count = Field(description="how many people answered")
    liked: Many[Remark] = Field(default=(), description="what they liked")
    disliked: Many[Remark] = Field(default=(), description="what they did not like")
    awaited: Many[Remark] = Field(default=(), description="what they look forward to most")
    bugs: Many[Remark] = Field(default=(), description="what does not work")
    questions: Many[Question] = Field(
        default=(), description="questions with marks, to be compared with other reports"
    )
    source: Url | None = Field(default=None, description="address of the survey")


KIND = Kind(
    name="report",
    folder="reports",
    one="Experience report",
    many="Experience reports",
    about="What users liked, what they did not, what they wait for, and what broke.",
    record=Report,
    url="/reports/",
    template="report.html",
    step=Step.REPORTED,
    judges="about",
    remarks=("liked", "disliked", "awaited", "bugs"),
    schema_type="Report",
)
