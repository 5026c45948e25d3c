"""What a file of the program may say to somebody who looks for words."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from generator.workshop.store import unpacked


def told_by(file: Path) -> Iterator[bytes]:
    """All bytes of a file; of a cache also its values, as they are when they are unpacked."""
    yield file.read_bytes()
    if file.suffix == ".sqlite":
        with closing(sqlite3.connect(file)) as connection:
            for (stored,) in connection.execute("SELECT bytes FROM value"):
                value = unpacked(stored)
                assert value is not None
                yield value
