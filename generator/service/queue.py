"""The queue: what was acknowledged and not fetched yet, in an SQLite file and a folder of pictures.

    QUEUE/queue.sqlite     records, and digests of what came lately
    QUEUE/files/           pictures, KEY-NUMBER.ENDING; those without a record are nobody's
    QUEUE/incoming/        pictures that are still on their way
    QUEUE/key              secret of the service, for its owner alone

A picture is on the disk before its record is, and a record before anybody hears of it
(write-ahead log, synchronous=FULL: https://www.sqlite.org/pragma.html#pragma_synchronous).
Another process may fetch while the service runs.
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Struct

from generator.files import flushed, put
from generator.model.sent import Sent, Waiting

DATABASE = "queue.sqlite"
FILES = "files"
INCOMING = "incoming"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS waiting (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    received TEXT NOT NULL,
    record TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS lately (
    digest TEXT PRIMARY KEY,
    key TEXT NOT NULL,
    received TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS lately_key ON lately (key);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_WAIT_SECONDS = 30.0
_PRIVATE = 0o700
_OWNER = 0o600
_FETCHED = "fetched"


class QueueFailed(Exception):
    """The queue cannot be read or written; what was acknowledged is as it was."""


class Filed(Struct, frozen=True):
    """A submission on its way to the disk.

    Attributes:
        digest: the same for the same text of the same call.
        pictures: bytes of each picture, or the file in `incoming/` that holds them.
    """

    sent: Sent
    digest: str
    pictures: Sequence[bytes | Path] = ()


class State(Struct, frozen=True):
    """How a queue is.

    Attributes:
        length: submissions that wait.
        oldest: when the first of them came; None if none waits.
        fetched: when somebody fetched last; None for never.
    """

    length: int
    oldest: datetime | None
    fetched: datetime | None


@dataclass(slots=True)
class Queue:
    """A queue that lies in a folder; `folder` is made if it is not there.

    Raises:
        QueueFailed: the folder is not ours to use, or damaged.
    """

    folder: Path
    _files: Path = field(init=False)
    # The writer's own; as long as it is open, closing another one moves nothing out of the log.
    _keeper: sqlite3.Connection | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Make what is missing."""
        self._files = self.folder / FILES
        with _telling(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True, mode=_PRIVATE)
            for inside in (FILES, INCOMING):
                (self.folder / inside).mkdir(exist_ok=True, mode=_PRIVATE)
            # SQLite gives its log the mode of its file.
            os.close(os.open(self.folder / DATABASE, os.O_RDWR | os.O_CREAT, _OWNER))
            flushed(self.folder)
        with self._open() as database:
            database.executescript(_SCHEMA)
        with _sqlite(self.folder):
            self._keeper = self._connected()
            self._keeper.execute("SELECT count(*) FROM facts").fetchone()

    def close(self) -> None:
        """Let go of the files."""
        if self._keeper is not None:
            self._keeper.close()
            self._keeper = None

    @property
    def incoming(self) -> Path:
        """Folder for pictures that are still on their way; on the same disk as the others."""
        return self.folder / INCOMING

    def add(self, batch: Sequence[Filed], *, same: timedelta) -> list[tuple[str, bool]]:
        """Keep submissions; they are on the disk when this returns, all or none.

        Only one process may call it, and only one thread at a time.

        Args:
            same: how long the same text for the same call counts as the same submission.

        Returns:
            for each the key that it has, and whether it lay there already.

        Raises:
            QueueFailed: nothing was kept.
        """
        if self._keeper is None:
            raise QueueFailed(f"'{self.folder}' is closed")
        database = self._keeper
        with _sqlite(self.folder):
            answers, fresh = _sorted(database, batch, same)
            with _telling(self.folder):
                self._write(fresh)
            rows = [(f.sent.key, f.sent.received.isoformat(), _text(f.sent)) for f in fresh]
            seen = [(f.digest, f.sent.key, f.sent.received.isoformat()) for f in fresh]
            with self._transaction(database):
                database.executemany(
                    "INSERT INTO waiting (key, received, record) VALUES (?, ?, ?)", rows
                )
                database.executemany("INSERT OR REPLACE INTO lately VALUES (?, ?, ?)", seen)
        return answers

    def waiting(self, *, after: int = 0, most: int = 100) -> list[Waiting]:
        """Submissions in the order in which they came, those behind a place.

        Raises:
            QueueFailed: a record is damaged, or the file is.
        """
        with self._open() as database:
            rows = database.execute(
                "SELECT number, record FROM waiting WHERE number > ? ORDER BY number LIMIT ?",
                (after, most),
            ).fetchall()
        try:
            return [Waiting(number, Sent.model_validate_json(text)) for number, text in rows]
        except ValueError as error:
            raise QueueFailed(f"a record of '{self.folder}' is damaged: {error}") from error

    def picture(self, key: str, number: int) -> bytes | None:
        """The bytes of a picture of a submission that waits; None if there is no such picture."""
        with self._open() as database:
            row = database.execute("SELECT record FROM waiting WHERE key = ?", (key,)).fetchone()
        sent = Sent.model_validate_json(row[0]) if row else None
        if sent is None or not 1 <= number <= len(sent.pictures):
            return None
        with _telling(self.folder):
            data = (self._files / sent.file(number)).read_bytes()
        if hashlib.sha256(data).hexdigest() != sent.pictures[number - 1].sha256:
            raise QueueFailed(f"the picture '{sent.file(number)}' of '{self.folder}' is damaged")
        return data

    def done(self, keys: Sequence[str], at: datetime) -> int:
        """Let go of submissions that lie elsewhere now; how many there were."""
        gone = []
        with self._open() as database, self._transaction(database):
            for key in keys:
                found = "DELETE FROM waiting WHERE key = ? RETURNING record"
                gone += [row[0] for row in database.execute(found, (key,))]
            database.execute(
                "INSERT OR REPLACE INTO facts VALUES (?, ?)", (_FETCHED, at.isoformat())
            )
        for text in gone:
            sent = Sent.model_validate_json(text)
            for number in range(1, len(sent.pictures) + 1):
                (self._files / sent.file(number)).unlink(missing_ok=True)
        return len(gone)

    def received(self, key: str) -> datetime | None:
        """When a submission of the last days came; None if nobody knows it."""
        with self._open() as database:
            row = database.execute("SELECT received FROM lately WHERE key = ?", (key,)).fetchone()
        return datetime.fromisoformat(row[0]) if row else None

    def state(self) -> State:
        """How the queue is."""
        with self._open() as database:
            length, oldest = database.execute(
                "SELECT count(*), min(received) FROM waiting"
            ).fetchone()
            row = database.execute("SELECT value FROM facts WHERE name = ?", (_FETCHED,)).fetchone()
        return State(length, _instant(oldest), _instant(row[0] if row else None))

    def sweep(self, at: datetime, *, same: timedelta) -> int:
        """Remove what nobody acknowledged, and digests that are old; how many files went.

        Only the service itself may, when it begins: another one's pictures may be on their way.
        """
        with self._open() as database:
            texts = [row[0] for row in database.execute("SELECT record FROM waiting")]
            with self._transaction(database):
                database.execute(
                    "DELETE FROM lately WHERE received < ?", ((at - same).isoformat(),)
                )
        known = {name for text in texts for name in _names(Sent.model_validate_json(text))}
        found = [file for file in sorted(self._files.iterdir()) if file.name not in known]
        found += sorted(self.incoming.iterdir())
        for file in found:
            file.unlink()
        return len(found)

    def secret(self, new: bytes) -> bytes:
        """The service's own key: that of the file `key`, which is made of `new` if need be."""
        file = self.folder / "key"
        with _telling(self.folder):
            if not file.exists():
                put(file, new.hex().encode() + b"\n", private=True)
            return bytes.fromhex(file.read_text(encoding="ascii").strip())

    def _write(self, fresh: Sequence[Filed]) -> None:
        """Put pictures into their places; they are on the disk afterwards.

        All are written before the first is waited for: the disk then takes them in one go.
        """
        places = []
        for filed in fresh:
            for number, content in enumerate(filed.pictures, 1):
                places.append(self._files / filed.sent.file(number))
                if isinstance(content, Path):
                    content.replace(places[-1])
                else:
                    places[-1].write_bytes(content)
        for place in places:
            _flush(place)
        if places:
            flushed(self._files)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with _sqlite(self.folder), closing(self._connected()) as database:
            yield database

    def _connected(self) -> sqlite3.Connection:
        file = self.folder / DATABASE
        database = sqlite3.connect(
            file, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False
        )
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        return database

    @contextmanager
    def _transaction(self, database: sqlite3.Connection) -> Iterator[None]:
        database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            database.execute("ROLLBACK")
            raise
        database.execute("COMMIT")


def _sorted(
    database: sqlite3.Connection, batch: Sequence[Filed], same: timedelta
) -> tuple[list[tuple[str, bool]], list[Filed]]:
    """The answer for each, and those that are new; of two with one digest only the first is."""
    known: dict[str, str] = {}
    answers: list[tuple[str, bool]] = []
    fresh: list[Filed] = []
    for filed in batch:
        row = database.execute(
            "SELECT key FROM lately WHERE digest = ? AND received >= ?",
            (filed.digest, (filed.sent.received - same).isoformat()),
        ).fetchone()
        there = row[0] if row else known.get(filed.digest)
        if there is None:
            known[filed.digest] = filed.sent.key
            fresh.append(filed)
        answers.append((there or filed.sent.key, there is not None))
    return answers, fresh


def _names(sent: Sent) -> Iterator[str]:
    return (sent.file(number) for number in range(1, len(sent.pictures) + 1))


def _text(sent: Sent) -> str:
    return sent.model_dump_json()


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _flush(file: Path) -> None:
    descriptor = os.open(file, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _sqlite(folder: Path) -> Iterator[None]:
    """What SQLite refuses is told as a failure of the queue."""
    try:
        yield
    except sqlite3.Error as error:
        raise QueueFailed(f"'{folder / DATABASE}': {error}") from error


@contextmanager
def _telling(folder: Path) -> Iterator[None]:
    """What the disk refuses is told as a failure of the queue."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise QueueFailed(f"'{folder}': {error}") from error
