"""Events: meetups, festivals, days to meet (D8)."""

from pydantic import Field

from generator.kinds.kind import Kind
from generator.model.fields import AnyReference, Count, Instant, Line, Many, Record, Url


class Event(Record):
    """The fields of an event."""

    starts: Instant = Field(description="when it begins")
    ends: Instant | None = Field(default=None, description="when it ends")
    place: Line | None = Field(default=None, description="where it is")
    online: Url | None = Field(default=None, description="address to join from afar")
    signup: Url | None = Field(default=None, description="address to sign up")
    places: Count | None = Field(default=None, description="how many can come")
    refs: Many[AnyReference] = Field(default=(), description="entries it is about")


KIND = Kind(
    name="event",
    folder="events",
    one="Event",
    many="Events",
    about="When and where to meet us.",
    record=Event,
    url="/events/",
    template="event.html",
    calendar=(("starts", "Begins"),),
    span=("starts", "ends"),
    schema_type="Event",
)
