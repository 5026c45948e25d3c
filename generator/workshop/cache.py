"""The only cache: bytes under a key that names everything they were made from.

Deleting its file is always safe; whatever is wrong with it, the work is done anew and nobody is
bothered. It never holds an object that could run code, and what it returns has been compared
with a digest of key and value.
"""

import hashlib
import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from generator.workshop import store

R = TypeVar("R")

BUFFER_BYTES = 16 << 20

# What may pass, or is about the disk and not the file; everything else is damage.
NO_DAMAGE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_NOMEM,
    }
)

# A file may be so damaged that the message that says so is no text.
BROKEN = (sqlite3.Error, UnicodeDecodeError)


def key(*parts: str | bytes) -> str:
    """A digest, hex, of the parts in their order; no two lists of parts share one.

    Text is not the same part as the bytes that encode it.
    """
    said: list[bytes] = []
    for part in parts:
        if isinstance(part, str):
            data = part.encode("utf-8", "surrogatepass")
            said += b"s%d:" % len(data), data
        else:
            said += b"b%d:" % len(part), part
    return hashlib.sha256(b"".join(said)).hexdigest()


class Cache:
    """Bytes by key, in one file that may vanish at any time; to be used as a context.

    Args:
        path: the file; None for a cache that keeps nothing.
        limit_bytes: what it may weigh; what was of no use for longest goes first.
        wait_seconds: how long to wait while another process writes, before going on without.
    """

    def __init__(
        self, path: Path | None, *, limit_bytes: int = 1 << 30, wait_seconds: float = 2.0
    ) -> None:
        self._path = path
        self._limit_bytes = limit_bytes
        self._wait_seconds = wait_seconds
        self._connection: sqlite3.Connection | None = None
        self._generation = 0
        self._blank = False
        self._new: dict[str, bytes] = {}
        self._new_bytes = 0
        self._used: set[int] = set()
        self._home = os.getpid()

    def __enter__(self) -> Self:
        path = self._path
        if path is not None and _is_possible(path):
            self._open(path)
            if not path.exists():
                self._open(path)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def get(self, key: str) -> bytes | None:
        """The bytes under this key, or None."""
        return self._new[key] if key in self._new else self._stored(key)

    def get_all(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """The bytes under these keys, for those that there are; they are held together."""
        found = self._attempt(lambda file: store.look_at_all(file, keys)) or {}
        self._used.update(row.id for row in found.values())
        stored = {key: row.value for key, row in found.items() if row.value is not None}
        return stored | {key: self._new[key] for key in keys if key in self._new}

    def holds(self, key: str) -> bool:
        """Whether there is a value under this key; only `get` finds out whether it is sound."""
        return key in self._new or bool(self._numbers([key]))

    def held(self, keys: Sequence[str]) -> frozenset[str]:
        """Those of the keys under which there is a value, as `holds` says; all count as used."""
        numbers = self._numbers(keys)
        self._used.update(numbers.values())
        return frozenset((*numbers, *(key for key in keys if key in self._new)))

    def here(self) -> "Cache":
        """This cache for the process that asks: one that was forked from its own needs another.

        That one only reads, and is let go of when the process ends. What was empty when it was
        opened is not looked into: each page is asked for once.
        """
        if os.getpid() == self._home:
            return self
        other = Cache(None if self._blank else self._path, wait_seconds=self._wait_seconds)
        return other.__enter__()

    def put(self, key: str, value: bytes) -> None:
        """Keep the bytes under this key; they are written together with others, soon."""
        if self._connection is None:
            return
        self._new[key] = value
        self._new_bytes += len(value)
        if self._new_bytes > BUFFER_BYTES:
            self.flush()

    def keep(self, content: bytes) -> str:
        """The key under which these bytes are held from now on."""
        found = key("kept", content)
        if self.get(found) != content:
            self.put(found, content)
        return found

    def flush(self) -> None:
        """Write what was put since the last time, so that other processes find it."""
        new, self._new, self._new_bytes = self._new, {}, 0
        if not new:
            return
        if not self._generation:
            self._generation = self._attempt(store.generation) or 1
        self._attempt(lambda file: store.write(file, new, self._generation))

    def close(self) -> None:
        """Write what is left, forget what is too much, and let go of the file."""
        self.flush()
        if self._generation:
            # Without a new value nothing has to go, so it does not matter what was used.
            self._attempt(lambda file: store.touch(file, self._used, self._generation))
            self._attempt(lambda file: store.prune(file, self._limit_bytes))
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _numbers(self, keys: Sequence[str]) -> Mapping[str, int]:
        return self._attempt(lambda file: store.which(file, keys)) or {}

    def _stored(self, key: str) -> bytes | None:
        found = self._attempt(lambda file: store.look(file, key))
        if found is None:
            return None
        self._used.add(found.id)
        return found.value

    def _open(self, path: Path) -> None:
        try:
            self._connection = store.connect(path, self._wait_seconds)
            self._blank = store.is_empty(self._connection)
        except BROKEN as error:
            self._do_without(error)

    def _attempt(self, action: Callable[[sqlite3.Connection], R]) -> R | None:
        """What the action returns; None, from now on, if the file does not let it."""
        if self._connection is None:
            return None
        try:
            return action(self._connection)
        except BROKEN as error:
            self._do_without(error)
            return None

    def _do_without(self, error: Exception) -> None:
        """Go on as if there were no cache, and throw a damaged file away."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        if self._path is not None and _is_damage(error):
            for end in ("", "-journal", "-wal", "-shm"):
                with suppress(OSError):
                    Path(f"{self._path}{end}").unlink()


def _is_possible(path: Path) -> bool:
    """Whether a file stands there or can be made; an empty folder in its place is removed."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):
        path.rmdir()
    return path.is_file() or not path.exists()


def _is_damage(error: Exception) -> bool:
    """Whether the file is at fault; an error of our own making has no code."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_NOTADB) & 0xFF not in NO_DAMAGE
