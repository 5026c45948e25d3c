"""Awards: who is honoured, for what, and who decided (C7, D4)."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from generator.kinds.kind import Kind, Step
from generator.model.fields import AnyReference, Line, Many, Markdown, People, Record, To
from generator.model.reference import Reference


class Chosen(StrEnum):
    """How the recipients of an award were chosen."""

    DATA = "data"
    TEAM = "team"
    VOTE = "vote"


class Award(Record):
    """The fields of an award."""

    award: Line = Field(description="name of the award, such as Popcorn award")
    period: Line | None = Field(default=None, description="the week, month or year it is for")
    recipients: People = Field(min_length=1, description="who receives it")
    reason: Markdown = Field(description="what it is given for")
    window: Line | None = Field(
        default=None,
        description="month or year from whose data it was nominated: 2026-10, 2026",
    )
    chosen_by: Chosen | None = Field(
        default=None, description="how the recipients were chosen: by data, team or vote"
    )
    poll: Annotated[Reference, To("poll")] | None = Field(
        default=None, description="the poll that decided it"
    )
    refs: Many[AnyReference] = Field(default=(), description="the work that is honoured")


KIND = Kind(
    name="award",
    folder="awards",
    one="Award",
    many="Honours",
    about="Who is honoured, for what, and who decided.",
    record=Award,
    url="/honours/",
    template="award.html",
    list_template="honours.html",
    group_by="award",
    step=Step.THANKED,
    doers=("recipients",),
)
