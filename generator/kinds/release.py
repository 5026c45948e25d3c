"""Releases: what changed, why, and whose word caused it (A1, C3)."""

from pydantic import Field

from generator.kinds.change import Change
from generator.kinds.kind import Kind, Step
from generator.model.fields import Line, Many, People, Record

STABLE = "stable"
"""The channel of releases that everybody gets; others are trials."""
YANKED = "yanked"
"""The channel of releases that were taken back (Keep a Changelog 1.1.0, "yanked releases")."""


class Release(Record):
    """The fields of a release."""

    version: Line = Field(description="version, as text")
    channel: Line = Field(default=STABLE, description="stable, beta, or what the team calls it")
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
    final=("channel", STABLE),
    version="version",
    card=True,
    schema_type="BlogPosting",
)
