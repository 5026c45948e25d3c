"""The head that every kind of entry shares."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo

from generator.model.fields import (
    LARGEST,
    AnyReference,
    Flag,
    Id,
    Instant,
    Line,
    LocalFile,
    Many,
    Names,
    OldPath,
    People,
    Record,
    Text,
)
from generator.model.shape import Shape

ANYWHERE = LARGEST
"""The place in a queue of an entry that asks for none."""


def _reason(value: str) -> str:
    return "" if value.casefold() in {"no", "false"} else value


def _place(value: object, _info: ValidationInfo) -> int | None:
    word = str(value).strip().casefold()
    if word in {"no", "false", "none"}:
        return None
    if word in {"yes", "true"}:
        return ANYWHERE
    if not re.fullmatch(r"[0-9]{1,9}", word):
        raise ValueError("it is yes, or a number that says its place")
    return int(word)


class Cover(Record):
    """A picture that stands for the entry."""

    src: LocalFile = Field(description="picture file beside the entry")
    alt: Text = Field(default="", description="what the picture shows, for those who do not see it")


class Head(Record):
    """What is said about an entry in the same words whatever its kind."""

    id: Id = Field(
        description="permanent name of the entry; default: its file's name without the date"
    )
    title: Line = Field(description="its heading, and its name in lists")
    date: Instant | None = Field(default=None, description="public from this instant on")
    queue: Annotated[
        int | None,
        Shape("yes, or a number", r"^(yes|no|true|false|[0-9]{1,9})$", convert=_place),
    ] = Field(
        default=None,
        description="waits for the next free slot of its cadence; a number says in what order",
    )
    delayed: Text = Field(default="", description="why it came later than its cadence promises")
    updated: Instant | None = Field(
        default=None, description="last change worth telling readers about"
    )
    summary: Text = Field(
        default="", description="one or two sentences; default: the first paragraph"
    )
    authors: People = Field(default=(), description="who wrote it")
    tags: Names = Field(default=(), description="topics")
    lang: Line | None = Field(default=None, description="language of this file, such as zh-CN")
    draft: Flag = Field(default=False, description="not public yet")
    expires: Instant | None = Field(
        default=None, description="no longer public from this instant on"
    )
    withdrawn: Annotated[Text, AfterValidator(_reason)] = Field(
        default="",
        description="taken back, with the reason for readers; nothing else of it is public",
    )
    aliases: Many[OldPath] = Field(default=(), description="old paths of this site that lead here")
    cover: Cover | None = Field(default=None, description="a picture that stands for the entry")
    series: Line | None = Field(default=None, description="name of the series it belongs to")
    with_: AnyReference | None = Field(
        default=None, alias="with", description="goes live together with this other entry"
    )
