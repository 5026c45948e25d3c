"""What somebody agrees to whose words or pictures appear, and the texts that say it (E8).

A consent is data beside the entry. Nothing is public without one, outside what it names, or after
it has run out or was taken back.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from generator.kinds.kind import Use
from generator.model.fields import Flag, Id, Instant, Line, Many, Record, Text


class Naming(StrEnum):
    """How somebody wants to be called beside what they gave."""

    NAME = "name"
    HANDLE = "handle"
    ANONYMOUS = "anonymous"


class Consent(Record):
    """What the person agreed to."""

    given: Instant = Field(description="when they agreed")
    text: Line = Field(description="version of the text they agreed to")
    uses: Many[Use] = Field(default=(Use.SITE, Use.FEEDS), description="where it may appear")
    name: Naming | None = Field(
        default=None, description="how they want to be called; by their name if it says nothing"
    )
    licence: Line | None = Field(default=None, description="licence that they gave it under")
    expires: Instant | None = Field(
        default=None, description="until when they agreed; from then on it is hidden"
    )
    reasons: Flag = Field(
        default=False, description="yes: the reason may be public if it is declined"
    )
    withdrawn: Instant | None = Field(
        default=None, description="when they took it back; from then on it is hidden"
    )


class ConsentText(Record):
    """A version of the text that people agree to."""

    id: Id = Field(description="permanent name of this version; a changed text is a new one")
    title: Line = Field(description="what it is called")
    titles: dict[str, Line] = Field(default={}, description="what it is called, by language")
    text: Text = Field(description="the text, Markdown")
    texts: dict[str, Text] = Field(default={}, description="the text, by language")
    uses: Many[Use] = Field(
        default=(Use.SITE, Use.FEEDS, Use.CARDS, Use.PRESS),
        description="what it asks for, each of which people may leave out",
    )
    licence: Line | None = Field(default=None, description="licence that it asks for")
    months: Annotated[int, Field(ge=0, le=1200)] = Field(
        default=0, description="months after which a consent to it ends; 0: it does not end"
    )


def unlike(texts: Sequence[ConsentText]) -> Iterator[tuple[int, str, str]]:
    """Versions that have another's id or ask for no use that shows anything.

    Yields:
        the number of the text in the list, the field, and what is wrong with it.
    """
    for number, text in enumerate(texts):
        if text.id in [other.id for other in texts[:number]]:
            yield number, "id", f"two texts are called '{text.id}'"
        if Use.SITE not in text.uses:
            yield number, "uses", "a text that does not ask for 'site' lets nothing appear"
