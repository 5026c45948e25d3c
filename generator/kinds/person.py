"""People: users and team members who are named in the journal (D2, C2)."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from generator.kinds.kind import Kind, Order
from generator.kinds.link import Link
from generator.model.fields import INTERNAL, Flag, Instant, Line, Many, Record, Who


class Display(StrEnum):
    """How somebody is called in public."""

    NAME = "name"
    HANDLE = "handle"
    ANONYMOUS = "anonymous"


class Person(Record):
    """The fields of a person; the title is the name to show."""

    handle: Line | None = Field(default=None, description="handle behind the @; default: the id")
    handles: Many[Line] = Field(default=(), description="other handles of the same person")
    names: Annotated[Many[Line], INTERNAL] = Field(
        default=(), description="other spellings of the name, as changelogs and mails have them"
    )
    display: Annotated[Display, INTERNAL] = Field(
        default=Display.NAME, description="how they want to be called in public"
    )
    in_lists: Annotated[Flag, INTERNAL] = Field(
        default=True, description="no: they stand in no ranking and no list of people"
    )
    in_levels: Annotated[Flag, INTERNAL] = Field(
        default=True, description="no: they have no level, points or badge"
    )
    founding: Flag = Field(default=False, description="yes for one of the first users")
    since: Instant | None = Field(default=None, description="since when they take part")
    invited_by: Who | None = Field(default=None, description="who brought them along")
    channel: Annotated[Line | None, INTERNAL] = Field(
        default=None, description="where they want to be written to: forum, mail …"
    )
    reads: Annotated[Line | None, INTERNAL] = Field(
        default=None, description="language to write to them in"
    )
    bot: Annotated[Flag, INTERNAL] = Field(
        default=False, description="yes for a program, which gets no credit"
    )
    role: Line | None = Field(default=None, description="what they do, in a few words")
    team: Flag = Field(default=False, description="yes for members of the team")
    links: Many[Link] = Field(default=(), description="pages of their own")


KIND = Kind(
    name="person",
    folder="people",
    one="Person",
    many="People",
    about="Whose word and work made the product what it is.",
    record=Person,
    url="/people/",
    template="person.html",
    dated=False,
    in_feed=False,
    order=Order.TITLE,
    bulk="people",
    by_merit=True,
    card=True,
    display="display",
    schema_type="ProfilePage",
)
