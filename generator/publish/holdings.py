"""Which files of the output folder are ours, and what may become of them.

Ours is what the manifest lists, and what an interrupted commit claims if its bytes are those that
it claims. Everything else belongs to somebody else.
"""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from generator.publish.failures import OutputRefused
from generator.publish.ground import Ground, record_of
from generator.publish.manifest import Intent, Record


class Holdings:
    """What is ours on this ground.

    Every method raises `OutputRefused` when a folder on the way to a file is a link, and
    `CommitFailed` when the system lets us not look.
    """

    def __init__(
        self, ground: Ground, files: Mapping[str, Record], intent: Intent, *, adopt: bool
    ) -> None:
        self._ground = ground
        self._files = files
        self._claims = intent.claims
        self._adopt = adopt
        self._spelt = {path.casefold(): path for path in files}

    def standing(self, path: str, digest: str) -> Record | None:
        """The record of the file if its bytes are in place already; None if it has to be written.

        Raises:
            OutputRefused: somebody else's file stands there.
        """
        ours = self._files.get(path)
        if ours is not None and ours.digest == digest:
            return self._ground.confirmed(path, ours)
        found = self._ground.status(path)
        if found is None or stat.S_ISDIR(found.st_mode):
            return None
        if ours is not None and digest not in self._claims.get(path, ()):
            return None
        return self._of_unknown(path, digest, found, known=ours is not None)

    def doomed(self, new: AbstractSet[str]) -> tuple[str, ...]:
        """Our files that stand there and are not made any more, sorted."""
        listed = (path for path in self._files.keys() - new if self._is_file(path))
        claimed = (path for path in self._claims.keys() - new if self._left_by_crash(path))
        return tuple(sorted({*listed, *claimed}))

    def refuse_foreign(
        self, new: AbstractSet[str], written: AbstractSet[str], doomed: AbstractSet[str]
    ) -> None:
        """See that each file that is written will have room once the doomed ones are gone.

        Raises:
            OutputRefused: somebody else's file stands where a folder goes, or in a folder that
                has to make room for a file, or two of the new files are in each other's way.
        """
        if not written:
            return
        fresh = new - self._files.keys()  # those that were there before have room
        clashing = (new & folders_of(fresh)) | (fresh & folders_of(new)) if fresh else ()
        for folder in sorted(clashing):
            raise OutputRefused(f"'{folder}' would be both a file and a folder")
        for folder in sorted(folders_of(written) - doomed):
            if self._is_file(folder):
                raise self._foreign(folder)
        for path in sorted(written):
            found = self._ground.status(path)
            if found is not None and stat.S_ISDIR(found.st_mode):
                self._refuse_guests(path, doomed)

    def _of_unknown(
        self, path: str, digest: str, found: os.stat_result, *, known: bool
    ) -> Record | None:
        """As `standing`, for a file whose bytes the manifest does not tell."""
        there = self._ground.digest(path)
        if there == digest:
            return None if self._is_respelt(path, found) else record_of(digest, found)
        ours = known or self._adopt or there in self._claims.get(path, ())
        if ours or self._is_respelt(path, found):
            return None
        raise self._foreign(path)

    def _is_respelt(self, path: str, found: os.stat_result) -> bool:
        """Whether it is a file of ours whose name differs in upper and lower case only.

        On a disk that ignores case they are one file: it has to be written anew, since the old
        name is going to be removed.
        """
        other = self._spelt.get(path.casefold(), path)
        its = self._ground.status(other) if other != path else None
        return its is not None and os.path.samestat(its, found)

    def _left_by_crash(self, path: str) -> bool:
        return path not in self._files and self._ground.digest(path) in self._claims[path]

    def _is_file(self, path: str) -> bool:
        found = self._ground.status(path)
        return found is not None and not stat.S_ISDIR(found.st_mode)

    def _refuse_guests(self, folder: str, doomed: AbstractSet[str]) -> None:
        for path in sorted(self._ground.files_under(folder)):
            if path not in doomed:
                raise self._foreign(path)

    def _foreign(self, path: str) -> OutputRefused:
        return OutputRefused(
            f"'{self._ground.place(path)}' was not made by this program and stands in the way of "
            "a file of the site"
        )


def in_the_way(doomed: Iterable[str], written: Iterable[str]) -> tuple[str, ...]:
    """Those of the doomed that must go before the new files come, in order.

    These are files where a folder will be, files in a folder that will be a file, and, on disks
    that ignore upper and lower case, files whose name differs from a new one only in that.
    """
    files = {path.casefold() for path in written}
    taken = files | folders_of(files)
    return tuple(
        path
        for path in doomed
        if path.casefold() in taken or not files.isdisjoint(ancestors(path.casefold()))
    )


def folders_of(paths: Iterable[str]) -> frozenset[str]:
    """Every folder that these files need."""
    parents = {path.rpartition("/")[0] for path in paths}
    return frozenset(
        folder for parent in parents for folder in (parent, *ancestors(parent)) if folder
    )


def ancestors(path: str) -> Iterator[str]:
    """The folders above a path, from its own up; not the site itself."""
    while path := path.rpartition("/")[0]:
        yield path
