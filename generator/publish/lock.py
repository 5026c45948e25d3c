"""One build at a time in an output folder, and one writer at a time of what was sent.

The lock is SQLite's own on an empty file: it works the same on every system, the kernel lets go
of it when its holder dies, however that happens, and so a stale lock cannot exist.
"""

import os
import platform
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from generator.publish.failures import CommitFailed, OutputBusy, telling

BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


@contextmanager
def held(folder: Path, *, wait_seconds: float, busy: str = "being built") -> Iterator[None]:
    """Hold `folder/lock` inside the block; wait for another holder at most `wait_seconds`.

    Args:
        busy: what happens meanwhile to what the lock is for, which the folder lies in.

    Raises:
        OutputBusy: another process still holds it; the message says which.
        CommitFailed: the lock file cannot be made or used.
    """
    holder = folder / "holder.txt"
    with closing(_connect(folder / "lock", wait_seconds)) as connection:
        _take(connection, folder / "lock", holder, busy)
        with telling(holder):
            holder.write_text(f"process {os.getpid()} on {platform.node()}\n", encoding="utf-8")
        try:
            yield
        finally:
            with suppress(OSError):
                holder.unlink()


def _connect(file: Path, wait_seconds: float) -> sqlite3.Connection:
    try:
        return sqlite3.connect(file, timeout=wait_seconds, isolation_level=None)
    except sqlite3.Error as error:
        raise CommitFailed(str(file), str(error)) from error


def _take(connection: sqlite3.Connection, file: Path, holder: Path, busy: str) -> None:
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        if error.sqlite_errorcode & 0xFF not in BUSY:
            raise CommitFailed(str(file), str(error)) from error
        raise OutputBusy(f"'{file.parent.parent}' is {busy} by {_who(holder)}") from error


def _who(holder: Path) -> str:
    """What the holder wrote of itself, unless it was stopped before it came to that."""
    with suppress(FileNotFoundError):
        if said := holder.read_text(encoding="utf-8", errors="replace").strip():
            return said
    return "another process"
