"""Submissions: what people sent in, as it lies in the inbox until somebody decides.

Nothing here is public. What is published of it is an entry of its own, which the team makes of it.
"""

import re
from enum import StrEnum
from hashlib import sha256
from typing import Annotated

from msgspec import Struct, field
from pydantic import AfterValidator, Field

from generator.model.fields import Flag, Id, Instant, Line, LocalFile, Many, Names, Record, Text
from generator.model.shape import Shape
from generator.model.submission_row import Decision

KEY = re.compile(r"[0-9a-f]{16}")
"""A key: the beginning of a SHA-256, in hexadecimal."""


class Intake(Record):
    """Where submissions lie: folders relative to the project, or elsewhere."""

    inbox: Line = Field(default="inbox", description="folder of submissions; it is never built")
    private: Line = Field(
        default="private", description="folder of who sent them; git never keeps it"
    )


class Sort(StrEnum):
    """The ways on which submissions come."""

    ISSUE = "issue"
    CSV = "csv"
    JSON = "json"
    MAIL = "mail"
    MARKDOWN = "markdown"
    SERVICE = "service"


def _key(value: str) -> str:
    if not KEY.fullmatch(value):
        raise ValueError("a key is 16 digits of 0-9 and a-f")
    return value


Key = Annotated[str, AfterValidator(_key), Shape("key of a submission", f"^{KEY.pattern}$")]


class Source(Record):
    """Where a submission came from."""

    sort: Sort = Field(description="the way on which it came")
    id: Line = Field(description="what the source itself calls it, such as the number of an issue")
    url: Line | None = Field(default=None, description="where it can be seen")


class Pictured(Record):
    """A picture that came with a submission."""

    src: LocalFile = Field(description="file beside this one")
    alt: Line | None = Field(default=None, description="what the picture shows")
    name: Line | None = Field(default=None, description="what its sender called the file")


class Agreed(Record):
    """What the sender agreed to, and where they said so; absent if they agreed to nothing."""

    given: Instant = Field(description="when they agreed")
    text: Line | None = Field(default=None, description="the text that they agreed to: its id")
    uses: Names = Field(default=(), description="where it may appear: site, feeds, cards, press")
    name: Line | None = Field(
        default=None, description="how they want to be named: name, handle or anonymous"
    )
    licence: Line | None = Field(default=None, description="the licence that they gave")
    reasons: Flag = Field(default=False, description="yes: the reason of a decline may be public")


class Submission(Record):
    """The fields of a submission in the inbox; its text is the Markdown below them."""

    call: Id = Field(description="id of the call that it answers")
    key: Key = Field(description="what tells it apart, the same at every import")
    source: Source = Field(description="where it came from")
    received: Instant = Field(description="when it came")
    digest: Line | None = Field(default=None, description="digest of what came, to tell changes by")
    decision: Decision = Field(default=Decision.PENDING, description="what the team decided")
    decided: Instant | None = Field(default=None, description="when it was decided")
    role: Line | None = Field(default=None, description="role of who decided, such as editor")
    reason: Text | None = Field(default=None, description="why it was declined")
    question: Text | None = Field(default=None, description="what the sender was asked")
    id: Id | None = Field(default=None, description="id that the entry made of it shall have")
    feature: Flag = Field(default=False, description="yes: the entry shall be a featured one")
    became: Line | None = Field(default=None, description="what was made of it, as kind:id")
    lang: Line | None = Field(default=None, description="language of the text")
    title: Line | None = Field(default=None, description="what it is called")
    summary: Line | None = Field(default=None, description="one sentence of it")
    by: Line | None = Field(default=None, description="who sent it, as they want to be named")
    place: Line | None = Field(default=None, description="where they live")
    since: Line | None = Field(default=None, description="since when they use the product")
    quote: Line | None = Field(default=None, description="its best sentence")
    tags: Names = Field(default=(), description="words that it is found by")
    pictures: Many[Pictured] = Field(default=(), description="pictures, in their order")
    answers: dict[str, Text | tuple[Text, ...]] = Field(
        default={}, description="answers to the call's other questions, by the field's id"
    )
    consent: Agreed | None = Field(default=None, description="what the sender agreed to")
    removed: Many[Line] = Field(default=(), description="what was taken out on the way in")


class Contact(Record):
    """Who sent a submission; it lies in a private folder, and never with the submission."""

    name: Line | None = Field(default=None, description="their name")
    mail: Line | None = Field(default=None, description="their mail address")
    handle: Line | None = Field(default=None, description="what the source calls them")
    sender: Line | None = Field(default=None, description="the sender as the source had it")
    url: Line | None = Field(default=None, description="their page at the source")
    answers: dict[str, Text] = Field(
        default={}, description="answers to questions whose answers are private"
    )

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return not any(dict(self).values())


class Parcel(Struct, frozen=True):
    """A submission with everything that came with it.

    Attributes:
        text: Markdown of the visitors' dialect as it came, hostile until it is sanitised.
        pictures: bytes of each picture by the name in `submission.pictures`, such as `1.jpg`.
        contact: what goes into the private folder.
    """

    submission: Submission
    text: str = ""
    pictures: dict[str, bytes] = field(default_factory=dict)
    contact: Contact = field(default_factory=Contact)


def key_of(call: str, sort: Sort, source: str) -> str:
    """The key of a submission: 16 hexadecimal digits, the same at every import.

    Args:
        source: the stable id that the source itself gives it: issue URL or number, Message-ID,
            row id or digest of the row, path of a file.
    """
    named = f"{call}\n{sort}\n{source}".encode("utf-8", "surrogatepass")  # JSON may hold halves
    return sha256(named).hexdigest()[:16]
