"""The stamp of a build: what it was asked for, what it was made of, how long it holds.

A build of the same files by the same program for the same wish writes the same bytes until the
next instant at which the journal changes by itself (`journal.instants`). Whoever holds a stamp,
and finds every source and every file of the site as they were, has nothing to build. Whatever is
doubtful about a stamp, it does not hold, and the build is done; deleting it is always safe.

Nothing heavy is imported here: finding out that nothing is to be done takes less than starting to.
"""

import hashlib
import json
import os
import platform
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from msgspec import Struct

from generator.build.result import Result
from generator.files import put
from generator.problems import Location, Problem, Severity
from generator.publish import manifest
from generator.publish.failures import NotCommitted
from generator.workshop.marks import marks
from generator.workshop.program import PACKAGE

NAME = "stamp.json"
FILE = f".friday/{NAME}"
_BEGUN = ".friday/begun"
_DOUBTS = (OSError, ValueError, TypeError, KeyError, AttributeError, NotCommitted)


class Begun(Struct, frozen=True):
    """The moment before anything is read.

    Attributes:
        at_ns: by the clock of the project's own file system.
        names: what lies in the project's folder.
    """

    at_ns: int
    names: frozenset[str]

    @classmethod
    def now(cls, project: Path) -> Self | None:
        """This moment; None where nothing can be written, so that there will be no stamp."""
        begun = project / _BEGUN
        try:
            begun.parent.mkdir(exist_ok=True)
            begun.write_bytes(b"")
            os.utime(begun)
            return cls(begun.stat().st_mtime_ns, _names(project))
        except OSError:
            return None


def asked(project: Path, wish: Mapping[str, object]) -> str:
    """A digest, hex, of what a build is asked for and of who is asked.

    Args:
        wish: what the options say, where they shape the site.
    """
    who = [platform.python_version(), os.fspath(PACKAGE), sorted(_libraries())]
    said = [os.fspath(project.absolute()), {name: str(value) for name, value in wish.items()}]
    return hashlib.sha256(json.dumps([who, said], sort_keys=True).encode()).hexdigest()


def _libraries() -> Iterator[str]:
    """Names of what describes the libraries that Python finds; they hold versions."""
    for folder in sys.path:
        with suppress(OSError):
            for name in _names(Path(folder)):
                if name.endswith((".dist-info", ".egg-info")):
                    yield name


def issue(project: Path, begun: Begun, wish: str, at: datetime, result: Result) -> None:
    """Write the stamp of a build that is done, if nothing changed since it began.

    Args:
        wish: the digest of what was asked for.
        at: the instant of the build.
    """
    seen = marks(result.sources) if result.listing else None
    if seen is None or seen.newest_ns >= begun.at_ns:
        return
    if not begun.names <= _names(project):
        return
    row = {
        "asked": wish,
        "places": [os.fspath(place) for place in result.sources],
        "sources": seen.digest,
        "since": at.isoformat(),
        "until": result.next.isoformat() if result.next else "",
        "listing": result.listing,
        "site": os.fspath(result.site.absolute()),
        "shown": os.fspath(result.site),
        "counts": [result.pages, result.files, result.hidden],
        "problems": [problem.record() for problem in result.problems],
    }
    try:
        put(project / FILE, json.dumps(row).encode())
    except (OSError, UnicodeEncodeError):
        return  # the next build does its work


def _names(folder: Path) -> frozenset[str]:
    return frozenset(entry.name for entry in folder.iterdir())


def standing(project: Path, wish: str, at: datetime) -> Result | None:
    """What a build at an instant would come to, if there is nothing to do; else None."""
    try:
        row = json.loads((project / FILE).read_bytes())
        return _result(row) if row["asked"] == wish and _holds(row, at) else None
    except _DOUBTS:
        return None


def _holds(row: Mapping[str, Any], at: datetime) -> bool:
    since, until = row["since"], row["until"]
    if at < datetime.fromisoformat(since) or (until and at >= datetime.fromisoformat(until)):
        return False
    seen = marks(map(Path, row["places"]))
    site = Path(row["site"])
    return seen is not None and seen.digest == row["sources"] and _stands(site, row["listing"])


def _stands(site: Path, listing: str) -> bool:
    """Whether every file of the site is the one that the build left."""
    if manifest.intent_file(site).exists() or manifest.listing(site) != listing:
        return False
    top = os.fspath(site)
    for path, record in manifest.load(site).items():
        found = os.lstat(f"{top}/{path}")
        if (found.st_size, found.st_mtime_ns) != (record.size, record.mtime_ns):
            return False
    return True


def _result(row: Mapping[str, Any]) -> Result:
    pages, files, hidden = row["counts"]
    problems = tuple(map(_problem, row["problems"]))
    return Result(Path(row["shown"]), pages, files, 0, files, 0, hidden, problems)


def _problem(row: Mapping[str, Any]) -> Problem:
    place = Location(row["file"], row["line"])
    return Problem(place, row["code"], row["message"], row["hint"], Severity(row["severity"]))
