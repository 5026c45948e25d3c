"""A link with a title, as several kinds have it."""

from typing import ClassVar

from pydantic import Field

from generator.model.fields import Brief, Line, Url


class Link(Brief):
    """A link; an address alone is its own title."""

    text_fills: ClassVar[tuple[str, ...]] = ("title", "url")

    title: Line = Field(description="what the link says")
    url: Url = Field(description="its address")
