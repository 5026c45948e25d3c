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
        self._undo = str(undo)
        self._taken = 0
        self._folders: dict[str, bool] = {}
        self._back: list[tuple[Callable[..., None], str, str]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        back = ExitStack()
        for step, *places in self._back:
            back.callback(step, *filter(None, places))
        back.__exit__(kind, error, trace)

    def keep(self) -> None:
        """Everything so far stays as it is now."""
        self._back.clear()

    def put(self, staged: str, place: str) -> None:
        """Move a finished file into place; readers see the old one or the new one, whole.

        Missing folders are made; a folder that stands there must hold nothing but empty folders.
        """
        with telling(place):
            is_new = self._make_folder(os.path.dirname(place))
            if is_new or not os.path.lexists(place):
                self._back.append((_unlink, place, ""))
            elif os.path.isdir(place) and not os.path.islink(place):
                self._remove_folders(place)
                self._back.append((_unlink, place, ""))
            else:
                old = self._slot()
                _second_name(place, old)
                self._back.append((_return, old, place))
            os.replace(staged, place)

    def put_folder(self, staged: str, place: str) -> bool:
        """Move a finished folder into place with all that it holds, unless something stands there.

        The folder above it is there. Whether it was moved.
        """
        with telling(place):
            if os.path.lexists(place):
                return False
            self._back.append((_move_back, place, staged))
            os.rename(staged, place)
            return True

    def remove(self, place: str) -> None:
        """Take a file out of sight."""
        old = self._slot()
        self._back.append((_return, old, place))
        with telling(place):
            os.replace(place, old)

    def _make_folder(self, place: str) -> bool:
        """See that a folder is there; whether it was made here, and nobody else put files in it."""
        known = self._folders.get(place)
        if known is None:
            known = self._folders[place] = not os.path.lexists(place)
            if known:
                self._make_folder(os.path.dirname(place))
                self._back.append((_rmdir, place, ""))
                os.mkdir(place)
        return known

    def _remove_folders(self, top: str) -> None:
        for place, _, _ in os.walk(top, topdown=False):
            self._back.append((_mkdir, place, ""))
            os.rmdir(place)

    def _slot(self) -> str:
        self._taken += 1
        return f"{self._undo}/{self._taken}"


def settle(files: Sequence[str | Path], folder: Path) -> None:
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


def _flush(place: str | Path, flush: Callable[[int], object]) -> None:
    descriptor = os.open(place, os.O_RDONLY)
    try:
        flush(descriptor)
    finally:
        os.close(descriptor)


def _second_name(place: str, other: str) -> None:
    """Give a file another name, or a copy where the file system knows no second names."""
    try:
        os.link(place, other, follow_symlinks=False)
    except OSError:
        shutil.copy2(place, other, follow_symlinks=False)


def _return(old: str, place: str) -> None:
    with suppress(FileNotFoundError):
        if os.path.samestat(os.lstat(old), os.lstat(place)):
            return  # the step never came, and its way back may be forbidden as well
    with suppress(FileNotFoundError):
        os.replace(old, place)


def _move_back(place: str, staged: str) -> None:
    with suppress(FileNotFoundError):
        os.rename(place, staged)


def _unlink(place: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(place)


def _mkdir(place: str) -> None:
    with suppress(FileExistsError):
        os.mkdir(place)


def _rmdir(place: str) -> None:
    with suppress(FileNotFoundError):
        os.rmdir(place)
