"""The press page: files to be handed out, their licence, the colours of the product (E5)."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from generator.kinds.kind import Kind, Order
from generator.model.fields import Line, LocalFile, Many, Record, Text, Url
from generator.model.shape import Shape

_COLOUR = r"^#[0-9a-fA-F]{6}$"


def _colour(value: str) -> str:
    if not re.match(_COLOUR, value):
        raise ValueError("a colour is written with six hexadecimal digits, in quotes: '#b8430a'")
    return value.lower()


class Colour(Record):
    """A colour of the product."""

    name: Line = Field(description="what it is called")
    value: Annotated[
        str, AfterValidator(_colour), Shape("a colour such as #b8430a", _COLOUR, ("string",))
    ] = Field(description="its value")


class Handout(Record):
    """A file to be handed out."""

    src: LocalFile = Field(description="the file, beside the press page")
    title: Line = Field(description="what it is")
    alt: Text = Field(default="", description="what a picture shows, for those who do not see it")
    description: Text = Field(default="", description="when to use it")
    licence: Text = Field(default="", description="its own licence, if it is another one")


class Press(Record):
    """The fields of the press page."""

    licence: Text = Field(default="", description="what anybody may do with the files")
    licence_url: Url | None = Field(default=None, description="the licence in full")
    contact: Url | None = Field(default=None, description="whom journalists can ask")
    colours: Many[Colour] = Field(default=(), description="the colours of the product")
    files: Many[Handout] = Field(default=(), description="the files")


KIND = Kind(
    name="press",
    folder="press",
    one="Press",
    many="Press",
    about="Pictures, names and colours to write about us with.",
    record=Press,
    url="/press/",
    template="press.html",
    dated=False,
    listed=False,
    in_feed=False,
    order=Order.TITLE,
    single=True,
    kit="files",
    schema_type="WebPage",
)
