"""People: users and team members who are named in the journal (D2, C2)."""

from pydantic import Field

from generator.kinds.kind import Kind, Order
from generator.kinds.link import Link
from generator.model.fields import Flag, Line, Many, Record


class Person(Record):
    """The fields of a person; the title is the name to show."""

    handle: Line | None = Field(default=None, description="handle behind the @; default: the id")
    handles: Many[Line] = Field(default=(), description="other handles of the same person")
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
    card=True,
    schema_type="ProfilePage",
)
