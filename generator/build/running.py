"""Whether the program is still the one that this process runs, and which one that is.

A preview goes on for days while the program may be replaced below it, or a library; a build may
come to load its modules just after that happened. What such a process makes must not pass for work
of the program that is there now.
"""

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from generator.workshop.marks import Rows, marks
from generator.workshop.program import PACKAGE


class _Program(Struct, frozen=True):
    """What the system says of the program's files, and the names of all libraries."""

    rows: Rows
    libraries: tuple[str, ...]


_RUNS: list[_Program] = []


def look() -> None:
    """Look at the program, if nobody did, before anything of it is asked."""
    found = None if _RUNS else marks((PACKAGE,))
    if found is not None:
        is_the_same(found.rows)


def is_the_same(rows: Rows) -> bool:
    """Whether the program and its libraries are those that this process found first.

    Args:
        rows: what the system says now of the program's files (`PACKAGE`).
    """
    found = _Program(rows, libraries())
    _RUNS[:] = _RUNS or [found]
    return [found] == _RUNS


def libraries() -> tuple[str, ...]:
    """Names of what describes the libraries that Python finds, sorted; they hold versions."""
    return tuple(sorted(_described()))


def _described() -> Iterator[str]:
    for folder in sys.path:
        with suppress(OSError):
            for entry in Path(folder).iterdir():
                if entry.name.endswith((".dist-info", ".egg-info")):
                    yield entry.name
