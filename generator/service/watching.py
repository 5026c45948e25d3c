"""Whether what the forms are made of has changed: calls, people's words for them, and the theme."""

import os
from collections.abc import Iterator
from pathlib import Path

from generator.config import FILE
from generator.kinds.table import KINDS

_FOLDERS = ("themes", "locales")

Look = frozenset[tuple[str, int, int]]
"""Path, size in bytes and time of change in nanoseconds of each file."""


def look(project: Path, content: str) -> Look:
    """How the files lie that forms are made of. Diaries and the like are not looked at.

    Args:
        content: folder of the entries.
    """
    folders = (project / content / KINDS["call"].folder, *(project / name for name in _FOLDERS))
    return frozenset([*_of(project / FILE), *(each for folder in folders for each in _in(folder))])


def _in(folder: Path) -> Iterator[tuple[str, int, int]]:
    for here, _, names in os.walk(folder):
        for name in names:
            yield from _of(Path(here) / name)


def _of(file: Path) -> Iterator[tuple[str, int, int]]:
    try:
        found = file.stat()
    except OSError:
        return
    yield str(file), found.st_size, found.st_mtime_ns
