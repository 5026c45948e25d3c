"""The stamp of a build: what it was asked for, what it was made of, how long it holds.

A build of the same files by the same program for the same wish writes the same bytes until the
next instant at which the journal changes by itself (`journal.instants`). Whoever holds a stamp,
and finds every source and every file of the site as they were, has nothing to build; where nothing
but the content of files is another, it may be enough to print a few pages again
(`build.retouch`). Whatever is doubtful about a stamp, it does not hold, and the build is done;
deleting it is always safe.

Nothing heavy is imported here: finding out that nothing is to be done takes less than starting to.
"""

import hashlib
import json
import os
import platform
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from time import perf_counter_ns
from typing import Any, Self

from msgspec import Struct

from generator.build import running
from generator.build.result import Result
from generator.files import put_all
from generator.problems import Location, Problem, Severity
from generator.publish import manifest
from generator.publish.failures import NotCommitted
from generator.workshop.marks import Marks, edited, marks, of_place, rows_of
from generator.workshop.program import PACKAGE, fingerprint, recall

PRIVATE = ".friday"
OWN = "stamp"
"""Name of the stamp of `friday build`; who builds for somebody else needs another."""
SERVED = "served"
"""Name of the stamp of the preview."""
FILE = f"{PRIVATE}/{OWN}.json"
_BEGUN = f"{PRIVATE}/begun"
_ENDINGS = (".json", ".marks", ".texts")
NAMES = tuple(f"{name}{ending}" for name in (OWN, SERVED) for ending in _ENDINGS)
"""All files of stamps in the private folder of a project."""
_SLEW = 1_000  # a clock that is being put right runs slower by half as much at most (adjtime(3))
_TICK_NS = 20_000_000  # file systems take the time from a clock that ticks so often or more
_DOUBTS = (OSError, ValueError, TypeError, KeyError, AttributeError, NotCommitted)


class Begun(Struct, frozen=True):
    """The moment before anything is read.

    Attributes:
        at_ns: by the clock of the project's own file system.
        names: what lies in the project's folder.
        counter_ns: by a clock of this process that nobody can set.
    """

    at_ns: int
    names: frozenset[str]
    counter_ns: int

    @classmethod
    def now(cls, project: Path) -> Self | None:
        """This moment; None where nothing can be written, so that there will be no stamp."""
        running.look()
        try:
            return cls(_clock_ns(project), _names(project), perf_counter_ns())
        except OSError:
            return None

    def is_past(self, project: Path) -> bool:
        """Whether the file system's clock went on since then as clocks do.

        If it was set back, what changed meanwhile may look older than this moment.
        """
        passed_ns = perf_counter_ns() - self.counter_ns
        try:
            return _clock_ns(project) - self.at_ns >= passed_ns - passed_ns // _SLEW - _TICK_NS
        except OSError:
            return False


def _clock_ns(project: Path) -> int:
    """What time it is for the file system that the project lies on."""
    begun = project / _BEGUN
    begun.parent.mkdir(exist_ok=True)
    begun.write_bytes(b"")
    os.utime(begun)
    return begun.stat().st_mtime_ns


def asked(project: Path, wish: Mapping[str, object]) -> str:
    """A digest, hex, of what a build is asked for and of who is asked.

    Args:
        wish: what the options say, where they shape the site.
    """
    who = [platform.python_version(), os.fspath(PACKAGE), running.libraries()]
    said = [os.fspath(project.absolute()), {name: str(value) for name, value in wish.items()}]
    return hashlib.sha256(json.dumps([who, said], sort_keys=True).encode()).hexdigest()


class Left(Struct, frozen=True):
    """What a build leaves to the next one beside its result.

    Attributes:
        texts: what it kept of the texts it showed (`build.shown`).
        seen: what the sources looked like after it began, and before it read any; without it they
            are looked at when it is done. Whatever became another since then is edited for the
            next build.
    """

    texts: bytes = b""
    seen: Marks | None = None


NOTHING = Left()


class Standing(Struct, frozen=True):
    """A build whose stamp holds, but for the content of some files.

    Attributes:
        result: what it came to, as one that has nothing to do says it.
        since: its instant.
        edited: paths of the files that are others now; with none, there is nothing to do.
        texts: what it kept of the texts it showed (`build.shown`).
        seen: what the sources look like now.
    """

    result: Result
    since: datetime
    seen: Marks
    edited: tuple[str, ...] = ()
    texts: bytes = b""


def issue(
    project: Path,
    begun: Begun,
    wish: str,
    at: datetime,
    result: Result,
    *,
    left: Left = NOTHING,
    name: str = OWN,
) -> None:
    """Write the stamp of a build that is done, if nothing changed since it began.

    Args:
        wish: the digest of what was asked for.
        at: the instant of the build.
    """
    seen = (left.seen or marks(result.sources)) if result.listing else None
    if seen is None or seen.newest_ns >= begun.at_ns or not begun.is_past(project):
        return
    if not begun.names <= _names(project) or _went(project, result.sources, begun):
        return
    if not running.is_the_same(of_place(seen.rows, result.sources.index(PACKAGE))):
        return
    row = _row(wish, at, result, seen, left)
    kept = dict(zip(_ENDINGS, (json.dumps(row).encode(), seen.content, left.texts), strict=True))
    folder = project / PRIVATE
    try:
        put_all({folder / f"{name}{ending}": kept[ending] for ending in reversed(_ENDINGS)})
    except (OSError, UnicodeEncodeError):
        return  # the next build does its work


def _row(wish: str, at: datetime, result: Result, seen: Marks, left: Left) -> dict[str, object]:
    return {
        "asked": wish,
        "places": [os.fspath(place) for place in result.sources],
        "sources": _digest(seen.content),
        "program": fingerprint(),
        "texts": _digest(left.texts),
        "since": at.isoformat(),
        "until": result.next.isoformat() if result.next else "",
        "listing": result.listing,
        "site": os.fspath(result.site.absolute()),
        "shown": os.fspath(result.site),
        "counts": [result.pages, result.files, result.hidden],
        "problems": [problem.record() for problem in result.problems],
    }


def _went(project: Path, sources: Iterable[Path], begun: Begun) -> bool:
    """Whether a source that is missing may have been there when the build began.

    The folder that held it tells; of the project's own folder the names of then are known.
    """
    top = project.absolute()
    for place in sources:
        above = next(path for path in (place, *place.parents) if os.path.exists(path))  # noqa: PTH110 - it asks nothing of folders that we may not look into
        try:
            found = above.stat()
        except OSError:
            return True
        if above not in {place, top} and found.st_mtime_ns >= begun.at_ns:
            return True
    return False


def _names(folder: Path) -> frozenset[str]:
    return frozenset(entry.name for entry in folder.iterdir())


def standing(project: Path, wish: str, at: datetime, *, name: str = OWN) -> Standing | None:
    """The last build, if its stamp holds at an instant, be it but for the content of files."""
    folder = project / PRIVATE
    try:
        row = json.loads((folder / f"{name}.json").read_bytes())
        return _found(folder / name, row, at) if row["asked"] == wish else None
    except _DOUBTS:
        return None


def _found(place: Path, row: Mapping[str, Any], at: datetime) -> Standing | None:
    since, until = datetime.fromisoformat(row["since"]), row["until"]
    if at < since or (until and at >= datetime.fromisoformat(until)):
        return None
    seen = marks(map(Path, row["places"]))
    if seen is None or not _stands(Path(row["site"]), row["listing"]):
        return None
    which = row["places"].index(os.fspath(PACKAGE))
    program = of_place(seen.rows, which)
    is_ours = running.is_the_same(program)
    if _digest(seen.content) == row["sources"]:
        return Standing(_result(row), since, seen)
    before = place.with_suffix(".marks").read_bytes()
    texts = place.with_suffix(".texts").read_bytes()
    if (_digest(before), _digest(texts)) != (row["sources"], row["texts"]):
        return None
    if is_ours and program == of_place(rows_of(before), which):
        recall(row["program"])
    files = edited(before, seen)
    return None if files is None else Standing(_result(row), since, seen, files, texts)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


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
    shown, site = Path(row["shown"]), Path(row["site"])
    return Result(
        site=shown if shown.absolute() == site else site,  # whoever built may have stood elsewhere
        pages=pages,
        files=files,
        written=0,
        unchanged=files,
        deleted=0,
        hidden=hidden,
        problems=tuple(map(_problem, row["problems"])),
        next=datetime.fromisoformat(row["until"]) if row["until"] else None,
        listing=row["listing"],
        sources=tuple(map(Path, row["places"])),
    )


def _problem(row: Mapping[str, Any]) -> Problem:
    place = Location(row["file"], row["line"])
    return Problem(place, row["code"], row["message"], row["hint"], Severity(row["severity"]))
