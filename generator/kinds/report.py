"""Experience reports in four boxes: liked, not liked, awaited, bugs (B6)."""

from typing import Annotated, ClassVar

from pydantic import Field

from generator.kinds.kind import Kind, Step
from generator.model.fields import AnyReference, Brief, Count, Many, Markdown, Record, To, Url
from generator.model.reference import Reference


class Remark(Brief):
    """Something that many said."""

    text_fills: ClassVar[tuple[str, ...]] = ("text",)

    text: Markdown = Field(description="what was said")
    count: Count | None = Field(default=None, description="how many said it")
    refs: Many[AnyReference] = Field(default=(), description="suggestions and changes it is about")


class Report(Record):
    """The fields of an experience report."""

    about: Annotated[Reference, To("diary", "release")] = Field(description="what it judges")
    respondents: Count = Field(description="how many people answered")
    liked: Many[Remark] = Field(default=(), description="what they liked")
    disliked: Many[Remark] = Field(default=(), description="what they did not like")
    awaited: Many[Remark] = Field(default=(), description="what they look forward to most")
    bugs: Many[Remark] = Field(default=(), description="what does not work")
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
    schema_type="Report",
)
