"""The SQLite file of the cache: its tables and statements.

Everything here raises `sqlite3.Error` when the file is damaged, foreign, busy or cannot be written;
the cache decides what that means.
"""

import hashlib
import json
import sqlite3
import threading
from collections.abc import Collection, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path

from msgspec import Struct
from zstandard import ZstdCompressor, ZstdDecompressor, ZstdError, get_frame_parameters

APPLICATION = 0x0F51DA7
VERSION = 2
"""Version 1 held values as they are."""
ENTRIES = """CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    digest BLOB NOT NULL,
    weight INTEGER NOT NULL,
    generation INTEGER NOT NULL)"""
# Apart from the values, the table that says what was used lately is small and quick to change.
VALUES = """CREATE TABLE value (
    id INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL)"""
SCHEMA = (ENTRIES, VALUES)
CREATE = (
    *SCHEMA,
    f"PRAGMA application_id = {APPLICATION}",
    f"PRAGMA user_version = {VERSION}",
)
PREPARE = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    # A power cut may damage the file, which is found out and costs no more than the work again.
    "PRAGMA synchronous = OFF",
)
LOOK = "SELECT id, digest, bytes FROM entry JOIN value USING (id) WHERE key = ?"
WHICH = "SELECT key, id FROM entry WHERE key IN (SELECT value FROM json_each(?))"
LOOK_AT_ALL = """SELECT key, id, digest, bytes FROM entry JOIN value USING (id)
    WHERE key IN (SELECT value FROM json_each(?))"""
FORGET = (
    "DELETE FROM value WHERE id IN (SELECT id FROM gone)",
    "DELETE FROM entry WHERE id IN (SELECT id FROM gone)",
    "DROP TABLE gone",
)
REPLACED = """
    CREATE TEMP TABLE gone AS
    SELECT id FROM main.entry WHERE key IN (SELECT value FROM json_each(?))"""
OUTWEIGHING = """
    CREATE TEMP TABLE gone AS
    SELECT id FROM (
        SELECT id, sum(weight) OVER (ORDER BY generation DESC, id DESC) AS total FROM main.entry
    ) WHERE total > ?"""
TOUCH = """
    UPDATE entry SET generation = ?
    WHERE id IN (SELECT value FROM json_each(?)) AND generation < ?"""
# What a row weighs besides its value: its key, its digest, its place in two tables and an index.
ROW_BYTES = 256
# How a value stands in the file, as its first byte says.
AS_IT_IS, PACKED = b"=", b"z"
# The level at which zstandard writes fastest: a page takes 20 µs, and a third of its room.
LEVEL = 1
# More than this is kept as it is, so that no file can have us fill the memory with what it unpacks.
MOST_UNPACKED = 64 << 20


class _Tools(threading.local):
    """What packs and unpacks in one thread; to make it anew takes as long as to use it."""

    def __init__(self) -> None:
        self.pack = ZstdCompressor(level=LEVEL).compress
        self.unpack = ZstdDecompressor().decompress


_TOOLS = _Tools()


class Found(Struct, frozen=True):
    """A row: its number, and its bytes, or None when they are not what was once put there."""

    id: int
    value: bytes | None


def connect(path: Path, wait_seconds: float) -> sqlite3.Connection:
    """Open the file, making it when there is none or an empty one.

    Raises:
        sqlite3.Error: also when it is another program's, or of another version of this one.
    """
    connection = sqlite3.connect(
        path, timeout=wait_seconds, isolation_level=None, check_same_thread=False
    )
    with ExitStack() as stack:
        stack.callback(connection.close)
        connection.text_factory = bytes
        for statement in PREPARE:
            connection.execute(statement)
        _make_or_check(connection)
        stack.pop_all()
    return connection


def look(connection: sqlite3.Connection, key: str) -> Found | None:
    """The row under this key; None when there is none."""
    row = connection.execute(LOOK, (key,)).fetchone()
    if row is None:
        return None
    return _found(key, *row)


def _found(key: str, number: int, digest: bytes, value: object) -> Found:
    sound = isinstance(value, bytes) and digest == _digest(key, value)
    return Found(number, unpacked(value) if isinstance(value, bytes) and sound else None)


def which(connection: sqlite3.Connection, keys: Iterable[str]) -> Mapping[str, int]:
    """The numbers of the rows under these keys, for those that there are."""
    rows = connection.execute(WHICH, (json.dumps(list(keys)),))
    return {key.decode(): number for key, number in rows}


def look_at_all(connection: sqlite3.Connection, keys: Iterable[str]) -> Mapping[str, Found]:
    """The rows under these keys, for those that there are; for small values, all at once."""
    rows = connection.execute(LOOK_AT_ALL, (json.dumps(list(keys)),))
    return {key.decode(): _found(key.decode(), *row) for key, *row in rows}


def is_empty(connection: sqlite3.Connection) -> bool:
    """Whether there is no row at all."""
    return connection.execute("SELECT 1 FROM entry LIMIT 1").fetchone() is None


def generation(connection: sqlite3.Connection) -> int:
    """The number of the session that begins: one more than any row has."""
    (last,) = connection.execute("SELECT coalesce(max(generation), 0) FROM entry").fetchone()
    return int(last) + 1


def write(connection: sqlite3.Connection, values: Mapping[str, bytes], generation: int) -> None:
    """Put all values in one transaction, in place of what stood under their keys."""
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        _forget(connection, REPLACED, json.dumps(list(values)))
        (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM entry").fetchone()
        ready = ((key, packed(value)) for key, value in values.items())
        rows = list(enumerate(ready, int(last) + 1))
        connection.executemany(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?)",
            ((n, k, _digest(k, v), len(v) + ROW_BYTES, generation) for n, (k, v) in rows),
        )
        connection.executemany("INSERT INTO value VALUES (?, ?)", ((n, v) for n, (_, v) in rows))


def packed(value: bytes) -> bytes:
    """A value as it stands in the file."""
    if len(value) <= MOST_UNPACKED:
        small = _TOOLS.pack(value)
        if len(small) < len(value):
            return PACKED + small
    return AS_IT_IS + value


def unpacked(stored: bytes) -> bytes | None:
    """The value that stands there; None if these bytes are none."""
    how, rest = stored[:1], stored[1:]
    if how == AS_IT_IS:
        return rest
    try:
        fits = how == PACKED and get_frame_parameters(rest).content_size <= MOST_UNPACKED
        return _TOOLS.unpack(rest) if fits else None
    except ZstdError:
        return None


def touch(connection: sqlite3.Connection, used: Collection[int], generation: int) -> None:
    """Note that these rows were of use in this session."""
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(TOUCH, (generation, json.dumps(sorted(used)), generation))


def prune(connection: sqlite3.Connection, limit_bytes: int) -> None:
    """Forget what was of no use for longest, until the rest weighs no more than the limit."""
    (weight,) = connection.execute("SELECT coalesce(sum(weight), 0) FROM entry").fetchone()
    if weight <= limit_bytes:
        return
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        _forget(connection, OUTWEIGHING, limit_bytes)
    # A statement without columns is taken one step further only by a script.
    connection.executescript("PRAGMA incremental_vacuum")


def _make_or_check(connection: sqlite3.Connection) -> None:
    if not _tables(connection):
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            # Another process may have been faster.
            _run(connection, () if _tables(connection) else CREATE)
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    known = [statement.encode() for statement in SCHEMA]
    if (application, version) != (APPLICATION, VERSION) or _tables(connection) != known:
        raise sqlite3.DatabaseError("not a cache of this version")


def _tables(connection: sqlite3.Connection) -> list[bytes]:
    """What the file defines, as SQL: tables, and whatever else somebody may have put there."""
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
    return [sql for (sql,) in rows]


def _forget(connection: sqlite3.Connection, which: str, argument: object) -> None:
    connection.execute(which, (argument,))
    _run(connection, FORGET)


def _run(connection: sqlite3.Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        connection.execute(statement).fetchall()


def _digest(key: str, value: bytes) -> bytes:
    return hashlib.sha256(key.encode() + value).digest()
