"""Which files are meant, and what each of them is."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path

from generator.intake.sendings import json_forms, mails, markdown, tables
from generator.intake.sendings.markdown import Each
from generator.intake.sendings.sending import LARGEST_BYTES, Asked, Reader, Sheaf
from generator.model.sent_pictures import MOST_BYTES

SORTS: Mapping[str, Reader] = {
    "csv": tables.read,
    "json": json_forms.read,
    "mail": mails.read,
    "markdown": markdown.read,
}
"""Sorts of files by name. A list of issues is JSON, the body of one is Markdown."""

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif")
_ENDINGS: Mapping[str, str] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".eml": "mail",
    ".mbox": "mail",
    ".mbx": "mail",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "markdown",
}
_MAILDIR = frozenset({"cur", "new"})
_HEADER = re.compile(rb"(?:From |(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){2})")
_ARCHIVES = (".zip", ".gz", ".7z", ".rar", ".tar", ".tgz", ".xlsx", ".ods", ".docx", ".pst")
_MOST_PICTURES = 2000


def files_in(path: Path) -> Iterator[Path]:
    """The files that a path means, in order of their names: itself, or what a folder holds.

    A Maildir's `tmp` is not looked into, nor what begins with a dot; links out of it are left.
    """
    if not path.is_dir():
        yield path
        return
    is_maildir = all((path / name).is_dir() for name in _MAILDIR)
    for file in sorted(path.rglob("*")):
        inside = file.relative_to(path).parts
        hidden = any(part.startswith(".") for part in inside)
        if file.is_symlink() or not file.is_file() or hidden:
            continue
        if is_maildir and inside[0] not in _MAILDIR:
            continue
        if is_maildir or file.suffix.lower() in _ENDINGS:
            yield file


def read_file(
    file: Path, sheaf: Sheaf, asked: Asked, sort: str = "", each: Each = Each.AUTO
) -> Sheaf:
    """Everything that a file holds, and what is wrong with it.

    Args:
        sheaf: an empty one, with the names of the file.
        sort: a name of `SORTS`; empty: by the file's ending, else by how it begins.

    Returns:
        the sheaf.
    """
    data = _bytes(file, sheaf)
    if data is None:
        return sheaf
    found = sort or _sort(file, data)
    if not found:
        hint = f"say what it is: --sort {', '.join(SORTS)}"
        if file.suffix.lower() in _ARCHIVES:
            hint = "unpack it, or export it as CSV or JSON"
        sheaf.wrong(0, "unknown-file", "it is not known what this file is", hint)
        return sheaf
    reader: Callable[[bytes, Sheaf, Asked], None] = SORTS[found]
    if found == "markdown":
        reader = partial(markdown.read, each=each)
    reader(data, sheaf, asked)
    return sheaf


class Pictures(Mapping[str, bytes]):
    """The picture files of some folders by their names; the first of a name counts.

    A folder is looked through when it is asked for a picture, and a file is read when it is taken.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders

    @cached_property
    def _files(self) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for folder in self._folders:
            for file in sorted(folder.iterdir()) if folder.is_dir() else ():
                fits = file.suffix.lower() in PICTURES and len(found) < _MOST_PICTURES
                if fits and file.is_file() and not file.is_symlink():
                    found.setdefault(file.name, file)
        return found

    def __getitem__(self, name: str) -> bytes:
        """The bytes of a file; of one that is too large only as many as show that it is."""
        with self._files[name].open("rb") as stream:
            return stream.read(MOST_BYTES + 1)

    def __iter__(self) -> Iterator[str]:
        """Names of the files."""
        return iter(self._files)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._files)


def _bytes(file: Path, sheaf: Sheaf) -> bytes | None:
    try:
        size = file.stat().st_size
        data = file.read_bytes() if size <= LARGEST_BYTES else None
    except OSError as error:
        sheaf.wrong(0, "unreadable", f"the file cannot be read: {error.strerror}")
        return None
    if data is None:
        message = f"the file has {size} bytes; at most {LARGEST_BYTES} are read"
        sheaf.wrong(0, "too-large", message, "cut it up")
    elif not data.strip():
        sheaf.wrong(0, "empty-file", "the file is empty")
        return None
    return data


def _sort(file: Path, data: bytes) -> str:
    known = _ENDINGS.get(file.suffix.lower(), "")
    if known and known != "markdown":
        return known
    if file.parent.name in _MAILDIR or (not known and _HEADER.match(data)):
        return "mail"
    return known
