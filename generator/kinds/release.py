"""Releases: what changed, why, and whose word caused it (A1, C3)."""

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from generator.kinds.kind import Kind, Step
from generator.model.fields import AnyReference, Brief, Line, Many, Markdown, People, Record, Who


class Category(StrEnum):
    """Groups of changes (Keep a Changelog 1.1.0, "Types of changes")."""

    ADDED = "added"
    CHANGED = "changed"
    DEPRECATED = "deprecated"
    REMOVED = "removed"
    FIXED = "fixed"
    SECURITY = "security"


class Role(StrEnum):
    """What somebody did for a change."""

    SUGGESTED = "suggested"
    REPORTED = "reported"
    TESTED = "tested"
    VOTED = "voted"
    ANSWERED = "answered"
    CONTRIBUTED = "contributed"
    TRANSLATED = "translated"
    DESIGNED = "designed"


class Credit(Brief):
    """Somebody and what they did; a name alone means that they suggested it."""

    text_fills: ClassVar[tuple[str, ...]] = ("person",)

    person: Who = Field(description="who is credited")
    role: Role = Field(default=Role.SUGGESTED, description="what they did")


class Change(Brief):
    """One change that users can notice."""

    text_fills: ClassVar[tuple[str, ...]] = ("text",)

    text: Markdown = Field(description="what changed")
    category: Category = Field(default=Category.CHANGED, description="its group")
    why: Markdown | None = Field(default=None, description="why it was made")
    credits: Many[Credit] = Field(default=(), description="whose word or work caused it")
    refs: Many[AnyReference] = Field(
        default=(), description="suggestions, polls and diaries behind it"
    )


class Release(Record):
    """The fields of a release."""

    version: Line = Field(description="version, as text")
    channel: Line = Field(default="stable", description="stable, beta, or what the team calls it")
    team: People = Field(default=(), description="who made it")
    changes: Many[Change] = Field(default=(), description="what changed")


KIND = Kind(
    name="release",
    folder="releases",
    one="Release",
    many="Releases",
    about="What changed in each version, why, and who asked for it.",
    record=Release,
    url="/releases/",
    template="release.html",
    step=Step.RELEASED,
    changes="changes",
    card=True,
    schema_type="BlogPosting",
)
