"""What a decision has to know of the journal: its calls, its people, and what is there already."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field

from generator.config import Config
from generator.intake.inbox.store import Inbox
from generator.journal.journal import Journal
from generator.journal.people import People
from generator.kinds.call import KIND as CALL
from generator.kinds.call import Call
from generator.kinds.consent import ConsentText
from generator.model.entry import Entry
from generator.model.reference import Reference


class Ground(Struct, frozen=True):
    """The journal as moderation sees it.

    Attributes:
        at: the instant of the decision.
        calls: by their ids.
        entries: language versions of every entry, the original first.
    """

    inbox: Inbox
    at: datetime
    calls: Mapping[str, Call]
    people: People
    entries: Mapping[Reference, tuple[Entry, ...]] = field(default_factory=dict)

    @property
    def project(self) -> Path:
        """Folder of the journal."""
        return self.inbox.project

    @property
    def config(self) -> Config:
        """How the journal is configured."""
        return self.inbox.config

    @property
    def content(self) -> Path:
        """Folder of the journal's files."""
        return self.project / self.config.content

    def text(self, name: str) -> ConsentText | None:
        """The version of the consent text with an id; None if the journal has none of it."""
        return next((each for each in self.config.consents if each.id == name), None)


def ground(inbox: Inbox, journal: Journal) -> Ground:
    """The journal as it is written; what is wrong with its files is for `friday check` to tell."""
    calls = {
        reference.id: versions[0].record
        for reference, versions in journal.written.items()
        if reference.kind == CALL.name and isinstance(versions[0].record, Call)
    }
    return Ground(inbox, journal.at, calls, journal.people, journal.written)
