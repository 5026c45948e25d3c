"""Which files of a project changed: the one door of watchdog.

Folders may come, go, move and come back; each is watched together with the folders above it, so
that its return is noticed.
"""

import logging
import os
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from types import TracebackType
from typing import Self

from msgspec import Struct
from watchdog.events import (
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

# Editors write a file in several steps; a version control system writes many files.
QUIET_SECONDS = 0.05
LONGEST_SECONDS = 1.0
POLL_SECONDS = 0.5
# On Windows a wait without an end does not hear Ctrl-C.
NAP_SECONDS = 0.5

# Reading a file is no change, and what happens to a folder's own date follows from its files.
_FILE_CHANGES = frozenset({"created", "modified", "moved", "deleted", "closed"})
_FOLDER_CHANGES = frozenset({"created", "moved", "deleted"})


# It logs that a change came while the watching ended, and warns that a folder made inside a new one
# was found twice: no news to anybody.
logging.getLogger("watchdog").addHandler(logging.NullHandler())
warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"watchdog\.")


class CannotWatch(Exception):
    """The system does not tell of changes; the message holds its own words."""


class _Place(Struct, frozen=True):
    """A folder to be watched, by the name in the project and by where it really is."""

    name: Path
    real: Path
    deep: bool


class Watch:
    """Watches folders and files of a project while the block runs.

    Args:
        ignored: a folder whose files are not the author's.
        poll: look again and again; for file systems that tell nothing, as in some containers.
    """

    def __init__(self, project: Path, *, ignored: Path, poll: bool) -> None:
        self._project = project.resolve()
        self._ignored = ignored.resolve()
        self._queue: SimpleQueue[FileSystemEvent] = SimpleQueue()
        self._handler = _Handler(self._queue)
        self._observer: BaseObserver = PollingObserver(timeout=POLL_SECONDS) if poll else Observer()
        self._watched: dict[_Place, ObservedWatch] = {}
        self._tops: frozenset[str] = frozenset()

    def __enter__(self) -> Self:
        self._observer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._observer.stop()
        self._observer.join()

    def look_at(self, names: Iterable[str]) -> None:
        """Watch these folders and files of the project from now on, whether they exist or not.

        Raises:
            CannotWatch: the system does not let us, as when too many folders are watched.
        """
        self._tops = frozenset(names)
        wanted = dict.fromkeys(_places(self._project, sorted(self._tops)))
        for place in [place for place in self._watched if place not in wanted]:
            self._leave(place)
        for place in [place for place in wanted if place not in self._watched]:
            self._enter(place)

    def changes(self) -> frozenset[str]:
        """Wait until files have changed and nothing more follows; their paths in the project."""
        while True:
            found = frozenset(self._relevant(self._batch()))
            if found:
                return found

    def pending(self) -> frozenset[str]:
        """Paths of files that changed and were not told yet, without waiting for any."""
        return frozenset(self._relevant(self._arrived()))

    def _arrived(self) -> Iterator[FileSystemEvent]:
        event = self._next(0)
        while event is not None:
            yield event
            event = self._next(0)

    def _enter(self, place: _Place) -> None:
        try:
            watch = self._observer.schedule(self._handler, str(place.real), recursive=place.deep)
        except (FileNotFoundError, NotADirectoryError):
            return  # gone again; the folder above it tells when it returns
        except OSError as error:
            raise CannotWatch(error.strerror or str(error)) from error
        self._watched[place] = watch

    def _leave(self, place: _Place) -> None:
        self._observer.unschedule(self._watched.pop(place))

    def _batch(self) -> Iterator[FileSystemEvent]:
        """Events, from the first to the one that nothing follows for a while."""
        first = self._next(NAP_SECONDS)
        while first is None:
            first = self._next(NAP_SECONDS)
        yield first
        end = monotonic() + LONGEST_SECONDS
        event = self._next(QUIET_SECONDS)
        while event is not None:
            yield event
            event = self._next(QUIET_SECONDS) if monotonic() < end else None

    def _next(self, patience_seconds: float) -> FileSystemEvent | None:
        try:
            return self._queue.get(timeout=patience_seconds)
        except Empty:
            return None

    def _relevant(self, events: Iterable[FileSystemEvent]) -> Iterator[str]:
        for event in events:
            if event.event_type not in (_FOLDER_CHANGES if event.is_directory else _FILE_CHANGES):
                continue
            for raw in (event.src_path, event.dest_path):
                path = Path(os.fsdecode(raw)) if raw else None
                if path is not None:
                    self._forget(path)
                    yield from self._named(path)

    def _forget(self, path: Path) -> None:
        """What was moved or removed, or stands there anew, is no longer the folder we watch."""
        for place in [place for place in self._watched if place.name == path]:
            self._leave(place)

    def _named(self, path: Path) -> Iterator[str]:
        """The path in the project, if it is one of those that matter."""
        if path.is_relative_to(self._ignored):
            return
        for place in self._watched:
            if path.is_relative_to(place.real):
                inside = (place.name / path.relative_to(place.real)).relative_to(self._project)
                if self._matters(inside.as_posix()):
                    yield inside.as_posix()
                    return

    def _matters(self, name: str) -> bool:
        if any(part.startswith(".") or part.endswith("~") for part in name.split("/")):
            return False
        return any(
            f"{name}/".startswith(f"{top}/") or f"{top}/".startswith(f"{name}/")
            for top in self._tops
        )


class _Handler(FileSystemEventHandler):
    def __init__(self, queue: SimpleQueue[FileSystemEvent]) -> None:
        self._queue = queue

    def on_any_event(self, event: FileSystemEvent) -> None:
        self._queue.put(event)


def _places(project: Path, names: Iterable[str]) -> Iterator[_Place]:
    """Every folder that is there and must be watched for these names, the project first."""
    yield _Place(project, project, deep=False)
    for name in names:
        path = project / name
        for above in reversed(path.relative_to(project).parents[:-1]):
            if (project / above).is_dir():
                yield _Place(project / above, (project / above).resolve(), deep=False)
        if path.is_dir():
            yield _Place(path, path.resolve(), deep=True)


def snapshot(project: Path, names: Iterable[str]) -> frozenset[tuple[str, int, int]]:
    """Path, size and time of every file below these folders and files; equal if nothing changed."""
    return frozenset(_seen(project, names))


def _seen(project: Path, names: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    for name in names:
        top = project / name
        inside = [Path(folder, file) for folder, _, files in os.walk(top) for file in files]
        for file in inside or [top]:
            try:
                found = file.stat()
            except OSError:
                continue
            yield str(file), found.st_size, found.st_mtime_ns
