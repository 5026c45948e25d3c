"""What stands in the output folder now, looked at without ever following a link out of it."""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from generator.pages.artefact import Role
from generator.publish.failures import CommitFailed, OutputRefused, telling
from generator.publish.manifest import PRIVATE, Record


class Ground:
    """An output folder, whose folders are looked at once: the lock keeps other builds away."""

    def __init__(self, site: Path) -> None:
        self._top = str(site)
        self._folders: dict[str, bool] = {"": True}

    def place(self, path: str) -> str:
        """The file's name for the system."""
        return f"{self._top}/{path}"

    def status(self, path: str) -> os.stat_result | None:
        """What stands at the path itself, links not followed; None when nothing does.

        Raises:
            OutputRefused: a folder on the way is a link.
            CommitFailed: it cannot be looked at.
        """
        if not self.is_folder(path.rpartition("/")[0]):
            return None
        return _look(self.place(path))

    def is_folder(self, folder: str) -> bool:
        """Whether a real folder stands there, with none but real folders above it.

        Raises:
            OutputRefused: it, or a folder above it, is a link.
            CommitFailed: it cannot be looked at.
        """
        known = self._folders.get(folder)
        if known is None:
            above = self.is_folder(folder.rpartition("/")[0])
            known = self._folders[folder] = above and self._stands(folder)
        return known

    def digest(self, path: str) -> str:
        """SHA-256 of the file's bytes, hex; empty when no plain file stands there.

        Raises:
            OutputRefused: a folder on the way is a link.
            CommitFailed: it cannot be read.
        """
        found = self.status(path)
        if found is None or not stat.S_ISREG(found.st_mode):
            return ""
        with telling(self.place(path)):
            return sha256(Path(self.place(path)).read_bytes())

    def confirmed(self, path: str, record: Record) -> Record | None:
        """The record, its time put right, if its bytes stand there; read only when in doubt.

        Size and time as recorded leave no doubt; another time does, as after copying the folder.
        """
        found = self.status(path)
        if found is None or not stat.S_ISREG(found.st_mode) or found.st_size != record.size:
            return None
        if found.st_mtime_ns == record.mtime_ns:
            return record
        return record_of(record.digest, found) if self.digest(path) == record.digest else None

    def files_under(self, folder: str) -> Iterator[str]:
        """Every file and link below a folder, as paths of the site, in no order."""
        for parent, folders, files in os.walk(self.place(folder)):
            links = [name for name in folders if Path(parent, name).is_symlink()]
            for name in (*files, *links):
                yield f"{parent}/{name}"[len(self._top) + 1 :]

    def _stands(self, folder: str) -> bool:
        found = _look(self.place(folder))
        if found is not None and stat.S_ISLNK(found.st_mode):
            raise OutputRefused(f"'{self.place(folder)}' is a link, and may lead out of the site")
        return found is not None and stat.S_ISDIR(found.st_mode)


def prepare(site: Path, *, adopt: bool) -> None:
    """Make the folder, and the one inside it that is ours, unless it belongs to somebody else.

    Raises:
        OutputRefused: it is no folder, or it holds files and no manifest of ours, and not `adopt`.
        CommitFailed: it cannot be made or looked into.
    """
    private = site / PRIVATE
    if os.path.lexists(site) and not site.is_dir():
        raise OutputRefused(f"'{site}' is not a folder")
    with telling(site):
        site.mkdir(parents=True, exist_ok=True)
        names = sorted(entry.name for entry in os.scandir(site))
    foreign = [name for name in names if not name.startswith((".", "README"))]
    if foreign and not adopt and PRIVATE not in names:
        raise OutputRefused(
            f"'{site}' holds '{foreign[0]}', which this program did not make: "
            "name an empty folder, or take this one with --adopt"
        )
    with telling(private):
        if not private.is_symlink():
            private.mkdir(exist_ok=True)
        links = [private, *private.iterdir()]
    for link in filter(Path.is_symlink, links):
        raise OutputRefused(f"'{link}' is a link, and may lead out of the site")


def record_of(digest: str, found: os.stat_result, role: Role = Role.PAGE) -> Record:
    """The record of a file with this status."""
    return Record(digest, found.st_size, found.st_mtime_ns, role)


def sha256(content: bytes) -> str:
    """SHA-256, hex: two to four times as fast here as BLAKE2, since processors help it."""
    return hashlib.sha256(content).hexdigest()


def _look(place: str) -> os.stat_result | None:
    try:
        return os.lstat(place)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise CommitFailed(place, error.strerror or str(error)) from error
