"""Somebody who asked to be forgotten, as the journal's list names them."""

from typing import ClassVar

from pydantic import Field

from generator.model.fields import Brief, Line, Many


class Forgotten(Brief):
    """A line of `forgotten.yaml`; a text alone is the id."""

    text_fills: ClassVar[tuple[str, ...]] = ("id",)

    id: Line = Field(description="id in the people table, or a handle")
    names: Many[Line] = Field(default=(), description="their name in every spelling")
    handles: Many[Line] = Field(default=(), description="their handles")
