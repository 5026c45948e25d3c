"""What became of each file of an import: taken, left out with its reason, or taken with a note."""

from enum import StrEnum

from msgspec import Struct, field

from generator.problems import blotted

_LONGEST = 80


class State(StrEnum):
    """What happened to the file that an imported post was to be written to."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"


class ImportedPost(Struct, frozen=True):
    """A file that was taken.

    Attributes:
        source: path relative to the imported folder, with `/`.
        target: path relative to the content folder, with `/`; fragments of one post share it.
        id: permanent id of the entry.
        date: as it was written into the head.
        date_from: where the date was found: front matter, file name, path or manifest.
    """

    source: str
    target: str
    id: str
    date: str
    date_from: str
    state: State


class Skipped(Struct, frozen=True, order=True):
    """A file that was not taken, and why."""

    source: str
    reason: str


class Note(Struct, frozen=True, order=True):
    """Something that the author should look at; `line` 0 means the file as a whole."""

    source: str
    line: int
    code: str
    message: str

    def __str__(self) -> str:
        place = f"{self.source}:{self.line}" if self.line else self.source
        return f"{place}: note[{self.code}]: {self.message}"


class ImportReport(Struct, frozen=True):
    """Every post file of a folder, once: imported or skipped; and what is to be said about them."""

    imported: tuple[ImportedPost, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[Note, ...] = ()


class Notebook(Struct, frozen=True):
    """Collects the notes about one file while it is read."""

    source: str
    notes: list[Note] = field(default_factory=list)

    def note(self, line: int, code: str, message: str) -> None:
        """Write something down."""
        self.notes.append(Note(self.source, line, code, message))


def shortened(value: object) -> str:
    """A value as a note shows it: on one line, not too long, without mail addresses."""
    printable = str(value).encode("utf-8", errors="replace").decode("utf-8")
    text = blotted(" ".join(printable.split()))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
