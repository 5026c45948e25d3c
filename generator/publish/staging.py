"""Where new files wait, and how they come into place.

What goes into a folder that the site does not have yet waits in a folder like it, one tree for
assets and one for pages, so that a whole folder comes into place in one step: of a first commit,
nearly everything. What comes last, feeds and indexes, stands beside pages that came before it, and
waits file by file.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from operator import attrgetter
from pathlib import Path

from msgspec import Struct

from generator.pages.artefact import Artefact, Role
from generator.publish.failures import telling
from generator.publish.ground import Ground, record_of
from generator.publish.manifest import Record
from generator.publish.swap import Swap

_TREES = {Role.ASSET: "assets", Role.PAGE: "pages"}


class Staged(Struct, frozen=True):
    """A file that waits.

    Attributes:
        path: where it goes in the site.
        file: where it waits.
        tree: the folder in which folders like those of the site wait; empty if it waits alone.
    """

    path: str
    role: Role
    file: str
    record: Record
    tree: str = ""


class Staging:
    """An empty folder on the file system of the site, and what waits there."""

    def __init__(self, folder: Path, ground: Ground) -> None:
        self._top = str(folder)
        self._ground = ground
        self._made: set[str] = set()
        self._alone = 0

    def stage(self, artefact: Artefact, digest: str) -> Staged:
        """Write a file that nobody sees yet.

        Raises:
            CommitFailed: it cannot be written.
        """
        tree = self._tree(artefact)
        file = f"{tree}/{artefact.path}" if tree else self._slot()
        with telling(file), open(file, "xb") as stream:
            stream.write(artefact.content)
            stream.flush()
            record = record_of(digest, os.fstat(stream.fileno()), artefact.role)
        return Staged(artefact.path, artefact.role, file, record, tree)

    def empty(self, staged: Iterable[Staged], swap: Swap) -> None:
        """Put everything into place, in the order of what it is.

        Raises:
            CommitFailed: the system refuses.
        """
        moved = "\0"
        for new in sorted(staged, key=attrgetter("role", "path")):
            if new.file.startswith(moved):
                continue
            here = self._moved(new, swap) if new.tree else ""
            if here:
                moved = here
            else:
                swap.put(new.file, self._ground.place(new.path))

    def _moved(self, new: Staged, swap: Swap) -> str:
        """The highest folder in which a file waits that the site lacks, once it is moved there."""
        end = new.path.find("/")
        while end >= 0:
            folder = new.path[:end]
            if swap.put_folder(f"{new.tree}/{folder}", self._ground.place(folder)):
                return f"{new.tree}/{folder}/"
            end = new.path.find("/", end + 1)
        return ""

    def _tree(self, artefact: Artefact) -> str:
        """The tree in which a file can wait: its folder is made there if the site has none."""
        name, folder = _TREES.get(artefact.role), artefact.path.rpartition("/")[0]
        if name is None or self._ground.is_folder(folder):
            return ""
        tree = f"{self._top}/{name}"
        with telling(f"{tree}/{folder}"), suppress(FileExistsError):
            self._make(f"{tree}/{folder}")
            return "" if f"{tree}/{artefact.path}" in self._made else tree
        return ""  # what would be both a file and a folder is refused later

    def _make(self, folder: str) -> None:
        if folder not in self._made and folder != self._top:
            self._make(folder.rpartition("/")[0])
            os.mkdir(folder)
            self._made.add(folder)

    def _slot(self) -> str:
        self._alone += 1
        return f"{self._top}/{self._alone - 1}"
