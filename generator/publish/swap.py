"""Moving files into and out of place so that all of it can be taken back.

Each way back is written down before its step, and does no harm if the step never came.
"""

import ctypes
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from generator.publish.failures import telling

FEW = 32


class Swap:
    """A sequence of moves that is taken back, last first, unless `keep` is called.

    Args:
        undo: an empty folder on the same file system, for what is replaced or removed.

    Raises:
        CommitFailed: the system refuses a move; `OSError` if it refuses a way back.
    """

    def __init__(self, undo: Path) -> None:
        self._undo = undo
        self._taken = 0
        self._folders: set[Path] = set()
        self._back = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._back.__exit__(kind, error, trace)

    def keep(self) -> None:
        """Everything so far stays as it is now."""
        self._back.pop_all()

    def put(self, staged: Path, place: Path) -> None:
        """Move a finished file into place; readers see the old one or the new one, whole.

        Missing folders are made; a folder that stands there must hold nothing but empty folders.
        """
        with telling(place):
            self._make_folder(place.parent)
            if place.is_dir() and not place.is_symlink():
                self._remove_folders(place)
            if os.path.lexists(place):
                old = self._slot()
                _second_name(place, old)
                self._back.callback(_return, old, place)
            else:
                self._back.callback(_unlink, place)
            staged.replace(place)

    def remove(self, place: Path) -> None:
        """Take a file out of sight."""
        old = self._slot()
        self._back.callback(_return, old, place)
        with telling(place):
            place.replace(old)

    def _make_folder(self, place: Path) -> None:
        if place in self._folders:
            return
        if not os.path.lexists(place):
            self._make_folder(place.parent)
            self._back.callback(_rmdir, place)
            place.mkdir()
        self._folders.add(place)

    def _remove_folders(self, top: Path) -> None:
        for place, _, _ in os.walk(top, topdown=False):
            self._back.callback(_mkdir, Path(place))
            Path(place).rmdir()

    def _slot(self) -> Path:
        self._taken += 1
        return self._undo / str(self._taken)


def settle(files: Sequence[Path], folder: Path) -> None:
    """Wait until the bytes of these files are on the disk.

    Without it a power cut after a rename may leave a file empty. Many files are flushed with one
    call where the system has it (Linux, syncfs(2)): 0.1 s for 10,000, and the renames that follow
    are then twenty times as fast on ext4, which otherwise flushes at each rename over a file.
    """
    whole = getattr(ctypes.CDLL(None), "syncfs", None) if len(files) > FEW else None
    if whole is None:
        for file in files:
            _flush(file, os.fsync)
    else:
        _flush(folder, whole)


def _flush(place: Path, flush: Callable[[int], object]) -> None:
    descriptor = os.open(place, os.O_RDONLY)
    try:
        flush(descriptor)
    finally:
        os.close(descriptor)


def _second_name(place: Path, other: Path) -> None:
    """Give a file another name, or a copy where the file system knows no second names."""
    try:
        os.link(place, other, follow_symlinks=False)
    except OSError:
        shutil.copy2(place, other, follow_symlinks=False)


def _return(old: Path, place: Path) -> None:
    with suppress(FileNotFoundError):
        old.replace(place)


def _unlink(place: Path) -> None:
    place.unlink(missing_ok=True)


def _mkdir(place: Path) -> None:
    with suppress(FileExistsError):
        place.mkdir()


def _rmdir(place: Path) -> None:
    with suppress(FileNotFoundError):
        place.rmdir()
