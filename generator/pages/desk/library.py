"""Which files of the content folder may be shown, and where each is published."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from generator.config import Config
from generator.kinds.table import KINDS
from generator.model.entry import Attachment, Entry
from generator.model.fields import DataName, values_in
from generator.pages import routes
from generator.pages.desk.pictures import NO_PICTURES, Album


class Library(Struct, frozen=True):
    """Files by their path in the project, in Unicode form NFC.

    Attributes:
        entries: the entry that a Markdown file makes.
        bundled: original of the entry in whose folder a file lies, and the file.
        files: every other file of the content folder, as the disk spells it.
        names: names of the files in each folder.
        sealed: files that are read, such as ballots, and never published as they are.
        album: what is known of its pictures.
        aside: path of the folder for what readers may not know of yet; empty if there is none.
        known: files that lie at their own place all the same.
    """

    entries: Mapping[str, Entry]
    bundled: Mapping[str, tuple[Entry, Attachment]]
    files: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]
    sealed: frozenset[str] = frozenset()
    album: Album = NO_PICTURES
    aside: str = ""
    known: frozenset[str] = frozenset()

    def path(self, config: Config, file: str) -> str | None:
        """Path of the site where a file is published; None if there is no such file."""
        if self.aside and file in self.files and file not in self.known:
            return f"{self.aside}{file.removeprefix(f'{routes.normal(config.content)}/')}"
        if file in self.bundled:
            entry, attachment = self.bundled[file]
            return routes.attachment_path(config, entry, attachment)
        return routes.shared_path(config, file) if file in self.files else None

    def owner(self, file: str) -> Entry | None:
        """Original of the entry in whose folder a file lies; None for all other files."""
        return self.bundled[file][0] if file in self.bundled else None


def library(entries: Iterable[Entry], files: frozenset[str], album: Album = NO_PICTURES) -> Library:
    """The library of a journal's entries and the files around them."""
    by_file: dict[str, Entry] = {}
    bundled: dict[str, tuple[Entry, Attachment]] = {}
    sealed: set[str] = set()
    for entry in entries:
        sealed.update(_sealed(entry))
        by_file.setdefault(routes.normal(entry.location.file), entry)
        for attachment in entry.attachments:
            bundled.setdefault(routes.normal(attachment.path), (entry, attachment))
    spelled = {routes.normal(file): file for file in sorted(files)}
    names: dict[str, list[str]] = {}
    for file in (*spelled, *by_file):
        folder, _, name = file.rpartition("/")
        names.setdefault(folder, []).append(name)
    lists = {folder: tuple(files) for folder, files in names.items()}
    return Library(by_file, bundled, spelled, lists, frozenset(sealed), album)


def _sealed(entry: Entry) -> Iterator[str]:
    """Files that an entry names to be read; only votes have such."""
    for _, value in values_in(entry.record) if KINDS[entry.kind].contest else ():
        if isinstance(value, DataName):
            yield named(entry, value)


def beside(entry: Entry, url: str) -> str:
    """The project file that a relative URL in an entry's text means."""
    return named(entry, unquote(urlsplit(url).path))


def named(entry: Entry, name: str) -> str:
    """The project file that a field means; its name is no URL, so `#`, `?` and `%` are letters."""
    folder = posixpath.dirname(entry.location.file)
    return routes.normal(posixpath.normpath(posixpath.join(folder, name)))
