"""Stories that users tell, with their consent on record (E1)."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from generator.kinds.kind import Kind, Step, Use
from generator.model.fields import INTERNAL, Instant, Line, Many, Record, Who


class Decision(StrEnum):
    """What the team decided about something sent in."""

    PENDING = "pending"
    APPROVED = "approved"
    DECLINED = "declined"


class Consent(Record):
    """What the person agreed to."""

    given: Instant = Field(description="when they agreed")
    text: Line = Field(description="version of the text they agreed to")
    uses: Many[Use] = Field(default=(Use.SITE, Use.FEEDS), description="where it may appear")


class Story(Record):
    """The fields of a story."""

    by: Who = Field(description="who tells it")
    place: Line | None = Field(default=None, description="where they live, if they want it said")
    since: Line | None = Field(default=None, description="since when they use the product")
    consent: Annotated[Consent, INTERNAL] = Field(description="what the person agreed to")
    decision: Annotated[Decision, INTERNAL] = Field(
        default=Decision.PENDING, description="public only when approved"
    )


KIND = Kind(
    name="story",
    folder="stories",
    one="Story",
    many="Stories",
    about="What users experienced with the product, in their own words.",
    record=Story,
    url="/stories/",
    template="story.html",
    list_template="wall.html",
    moderated=True,
    consent="consent",
    dialect="visitor",
    step=Step.TOLD,
    doers=("by",),
    card=True,
)
