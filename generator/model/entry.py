"""An entry: a head that all kinds share, the record of its kind, and its text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from msgspec import Struct

from generator.markup.prose import Prose
from generator.markup.yaml_text import Path
from generator.model.fields import Record
from generator.model.head import Head
from generator.model.reference import Reference
from generator.problems import Location

_MANY = 1 << 18
"""How many references are remembered: those of the largest journals, each asked for often."""


class Attachment(Struct, frozen=True):
    """A file that lies in an entry's folder and is published beside its page.

    Attributes:
        path: relative to the project folder, with `/`.
        name: relative to the entry's folder, with `/`.
    """

    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One language version of one entry.

    Attributes:
        kind: name of its kind.
        head: shared fields, `head.id` and `head.lang` filled in.
        record: the fields of its kind.
        prose: its text.
        location: the file it comes from, and the line where it begins.
        places: location of each of its fields, by path; a translation shares those of its original.
        attachments: files of its folder, in order of their names.
        original: False for a translation of another file.
        forgotten: True if it stands in the place of somebody who asked to be forgotten.
        aside: path of its page where that is not at its own place, such as a preview; else empty.
        reference: what others call it.
        lang: its language as the journal spells it.
    """

    kind: str
    head: Head
    record: Record
    prose: Prose
    location: Location
    places: Mapping[Path, Location] = field(default_factory=dict, repr=False)
    attachments: tuple[Attachment, ...] = ()
    original: bool = True
    forgotten: bool = False
    aside: str = ""
    reference: Reference = field(init=False, repr=False, compare=False)
    lang: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # They are asked for fifty times an entry; the first is the same object for all versions.
        object.__setattr__(self, "reference", _reference(self.kind, self.head.id))
        object.__setattr__(self, "lang", self.head.lang or "")

    @property
    def is_row(self) -> bool:
        """Whether it stands in a data file, which may hold tens of thousands of entries."""
        return not self.location.file.lower().endswith((".md", ".markdown"))

    @property
    def text_name(self) -> str:
        """What its text is called among all texts: the file that holds it, or the row of one."""
        if not self.is_row:
            return self.location.file
        return row_name(self.location.file, self.lang, self.head.id)

    def at(self, path: Path) -> Location:
        """Where a field stands, or the nearest part around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, self.location) if path else self.location


def row_name(file: str, lang: str, name: str) -> str:
    """What the text of a row of a data file is called; no file can be called so."""
    return f"{file}\0{lang}\0{name}"


@lru_cache(maxsize=_MANY)
def _reference(kind: str, name: str) -> Reference:
    return Reference(kind, name)
