"""Changes: what is different, why, and whose word or work caused it (A1, C3).

A change stands in the fields of a release, in a list of its text, or in a file of its own in
`content/changes/`, which the release that ships it collects: so nobody's changes conflict.
"""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from generator.kinds.credit import Credit
from generator.kinds.kind import Kind
from generator.model.fields import AnyReference, Brief, Flag, Many, Markdown, To
from generator.model.reference import Reference


class Category(StrEnum):
    """Groups of changes (Keep a Changelog 1.1.0, "Types of changes")."""

    ADDED = "added"
    CHANGED = "changed"
    DEPRECATED = "deprecated"
    REMOVED = "removed"
    FIXED = "fixed"
    SECURITY = "security"


class Change(Brief):
    """One change."""

    text_fills: ClassVar[tuple[str, ...]] = ("text",)

    text: Markdown = Field(description="what changed")
    category: Category = Field(default=Category.CHANGED, description="its group")
    why: Markdown | None = Field(default=None, description="why it was made")
    credits: Many[Credit] = Field(default=(), description="whose word or work caused it")
    refs: Many[AnyReference] = Field(
        default=(), description="suggestions, polls and diaries behind it"
    )
    internal: Flag = Field(
        default=False, description="yes: users do not notice it, so it needs no why and no credit"
    )
    ships: Flag = Field(
        default=True,
        description="no: one step of what it cites, before or after the one that ships it",
    )


NEXT = "next"
"""What the `release` of a fragment says while it waits for the release that will ship it."""


class Fragment(Change):
    """A change in a file of its own: its text is the file's, and `text` is left out.

    The file has none of the fields that entries share but `lang`; its name is its id.
    """

    text_fills: ClassVar[tuple[str, ...]] = ()

    text: Markdown = Field(description="what changed; it stands below the front matter")
    release: Annotated[Reference, To("release")] | None = Field(
        default=None, description=f"the release that ships it; '{NEXT}' while it waits for one"
    )


KIND = Kind(
    name="change",
    folder="changes",
    one="Change",
    many="Changes",
    about="What changed, one file a change.",
    record=Fragment,
    url="/changes/",
    dated=False,
    listed=False,
    in_feed=False,
    part_of="release",
)
