"""What became of each thing that an import brought."""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from generator.intake.posts.report import Note

__all__ = ["Book", "Done", "Note", "Report", "State"]


class State(StrEnum):
    """What happened to the file or row that something was to be written to."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept"


class Done(Struct, frozen=True, order=True):
    """One thing that was imported.

    Attributes:
        source: file it comes from, and its line behind a colon if it has one.
        target: path relative to the project; rows of a table share it.
        id: permanent id of the entry or row.
    """

    source: str
    target: str
    id: str
    state: State


class Report(Struct, frozen=True):
    """An import: what was done, what is to be said about it, and how much there was of what."""

    done: tuple[Done, ...] = ()
    notes: tuple[Note, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)


class Book(Struct):
    """Collects a report while an import is under way."""

    done: list[Done] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    numbers: Counter[str] = field(default_factory=Counter)

    def note(self, source: str, line: int, code: str, message: str) -> None:
        """Write something down; `line` 0 means the file as a whole."""
        self.notes.append(Note(source, line, code, message))

    def report(self) -> Report:
        """What was collected, in order."""
        return Report(tuple(self.done), tuple(dict.fromkeys(self.notes)), dict(self.numbers))
