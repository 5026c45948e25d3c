"""Pictures that came with what somebody sent in, each in words as well."""

from pydantic import Field

from generator.model.fields import LocalFile, Markdown, Record, Text


class Shot(Record):
    """One of them."""

    src: LocalFile = Field(description="picture file beside the entry")
    alt: Text = Field(default="", description="what the picture shows, for those who do not see it")
    caption: Markdown | None = Field(default=None, description="what is said below it")
