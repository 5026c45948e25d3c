"""What the templates of letters can see: `outbox/*.txt` (docs/outbox.md)."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from generator.pages.values import Link


class LetterChange(Struct, frozen=True):
    """A change that somebody is credited for: its text in plain words, and what they did."""

    text: str
    roles: tuple[str, ...]


class LetterView(Struct, frozen=True):
    """View of the letters of the outbox; all texts are plain.

    Attributes:
        journal: title of the journal.
        publisher: who writes.
        name: of the reader.
        event: the status that something reached, or `credited`, `asked`, `answered`, `awarded`,
            `told`.
        title: of the entry that it is about.
        mine: title of what the reader asked for, if that was merged into it; else its own title if
            it is theirs; empty where others asked for it.
        url: whole address of its page.
        date: when it happened, in the journal's time zone.
        closes: until when it is open; None for no end.
        reason: why, in the team's words; may be empty.
        links: what it follows from, such as the release that shipped something.
        changes: those that the reader is credited for.
        fields: plain words of the entry's fields, by the names that authors write.
    """

    journal: str
    publisher: str
    name: str
    event: str
    title: str
    mine: str
    url: str
    date: datetime
    closes: datetime | None
    reason: str
    links: tuple[Link, ...]
    changes: tuple[LetterChange, ...]
    fields: Mapping[str, str]
