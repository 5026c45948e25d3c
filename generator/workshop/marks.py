"""Whether files are as they were, by what the system says of them: nothing is opened.

A file is told by its size, its number (inode) and two times: that of its content and that of any
change at all (`st_ctime`), which no program can set back. Git's index works the same way.
"""

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from generator.workshop.program import PACKAGE

_PROGRAM = os.fspath(PACKAGE)
_BETWEEN = b"\0"  # which no path holds
_NUMBERS = 4  # that stand before the path
_COMPILED = "__pycache__"  # of this program: what it holds follows from the rest

Rows = tuple[bytes, ...]
"""What the system says of files, and their paths."""


class Marks(Struct, frozen=True):
    """What some files look like from outside.

    Attributes:
        rows: what the system says of each, and its path; an empty row begins each place.
        newest_ns: the last change of a file, or of a folder's list of names, in nanoseconds of
            the file system's clock. Only what is older than a moment was surely so at that moment.
    """

    rows: Rows
    newest_ns: int

    @property
    def content(self) -> bytes:
        """The rows as a file holds them."""
        return _BETWEEN.join(self.rows)


def marks(places: Iterable[Path]) -> Marks | None:
    """The marks of files, and of all files below folders; None if they cannot be told.

    A place where nothing is has a mark, too. Links are followed; each folder is looked at once.
    """
    sight = _Sight()
    try:
        for place in places:
            sight.look(place)
    except (OSError, RecursionError):
        return None
    return Marks(tuple(sight.rows), sight.newest_ns)


def edited(before: bytes, now: Marks) -> tuple[str, ...] | None:
    """The files whose marks are others than before; None if there are other files now.

    Args:
        before: `Marks.content` of then.
    """
    rows = rows_of(before)
    if len(rows) != len(now.rows):
        return None
    differing = [(a, b) for a, b in zip(rows, now.rows, strict=True) if a != b]
    if any(_path(a) != _path(b) for a, b in differing):
        return None
    return tuple(os.fsdecode(_path(row)) for _, row in differing)


def rows_of(content: bytes) -> Rows:
    """The rows that a file holds (`Marks.content`)."""
    return tuple(content.split(_BETWEEN))


def of_place(rows: Rows, place: int) -> Rows:
    """The rows of one of the places, which are counted from 0."""
    starts = [number for number, row in enumerate(rows) if not row]
    start, end = [*starts, len(rows)][place : place + 2]
    return rows[start:end]


def _path(row: bytes) -> bytes:
    return row.split(b" ", _NUMBERS)[-1]


class _Sight:
    """What has been seen so far."""

    def __init__(self) -> None:
        self.rows: list[bytes] = []
        self.newest_ns = 0
        self._folders: set[tuple[int, int]] = set()

    def look(self, place: Path) -> None:
        """Look at a file or folder that may be missing."""
        self.rows.append(b"")
        try:
            if place.is_symlink():
                self._note(os.fspath(place), place.lstat())
            found = place.stat()
        except FileNotFoundError:
            return
        if stat.S_ISDIR(found.st_mode):
            self._enter(os.fspath(place), found)
        else:
            self._note(os.fspath(place), found)

    def _enter(self, folder: str, found: os.stat_result) -> None:
        if (found.st_dev, found.st_ino) in self._folders:
            return
        self._folders.add((found.st_dev, found.st_ino))
        with os.scandir(folder) as entries:
            ordered = sorted(entries, key=lambda entry: entry.name)
        # Asked after the names were: what went between the two would be gone, and nothing newer.
        after = os.stat(folder)  # noqa: PTH116 - as all of this, a path is text
        self.newest_ns = max(self.newest_ns, after.st_mtime_ns, after.st_ctime_ns)
        for entry in ordered:
            if entry.name != _COMPILED or not folder.startswith(_PROGRAM):
                self._pass(entry)

    def _pass(self, entry: "os.DirEntry[str]") -> None:
        if entry.is_symlink():
            self._note(entry.path, entry.stat(follow_symlinks=False))
        found = entry.stat()
        if stat.S_ISDIR(found.st_mode):
            self._enter(entry.path, found)
        else:
            self._note(entry.path, found)

    def _note(self, path: str, found: os.stat_result) -> None:
        self.newest_ns = max(self.newest_ns, found.st_mtime_ns, found.st_ctime_ns)
        times = f"{found.st_mtime_ns} {found.st_ctime_ns}"
        row = f"{found.st_size} {found.st_ino} {times} "
        self.rows.append(row.encode() + os.fsencode(path))
