"""Topics: what a tag is about, in every language of the journal (E7)."""

from pydantic import Field

from generator.kinds.kind import Kind, Order
from generator.model.fields import Line, Record


class Topic(Record):
    """The fields of a topic; its title is what readers see in place of the tag."""

    tag: Line | None = Field(
        default=None, description="the tag as entries of this language write it; default: the title"
    )


KIND = Kind(
    name="topic",
    folder="topics",
    one="Topic",
    many="Topics",
    about="What the tags of this journal are about.",
    record=Topic,
    url="/tags/",
    dated=False,
    listed=False,
    in_feed=False,
    order=Order.TITLE,
    tag="tag",
)
