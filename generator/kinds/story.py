"""Stories that users tell, with their consent on record (E1)."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from generator.kinds.consent import Consent
from generator.kinds.kind import Kind, Step
from generator.kinds.shot import Shot
from generator.model.featured import Featured
from generator.model.fields import INTERNAL, Line, Many, Record, To, Who
from generator.model.reference import Reference


class Decision(StrEnum):
    """What the team decided about something sent in."""

    PENDING = "pending"
    APPROVED = "approved"
    DECLINED = "declined"


class Story(Record):
    """The fields of a story."""

    by: Who | None = Field(default=None, description="who tells it; not needed if anonymous")
    place: Line | None = Field(default=None, description="where they live, if they want it said")
    since: Line | None = Field(default=None, description="since when they use the product")
    call: Annotated[Reference, To("call")] | None = Field(
        default=None, description="the call that it was sent in to"
    )
    quote: Line | None = Field(
        default=None, description="a sentence of it, for the wall and the share card"
    )
    pictures: Many[Shot] = Field(default=(), description="pictures that came with it")
    featured: Annotated[Featured | None, INTERNAL] = Field(
        default=None, description="stands first on the wall; a number says in what order"
    )
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
    sent_to="call",
    pictures="pictures",
    quote="quote",
    featured="featured",
)
