"""Which of the author's files changed since somebody asked."""

from pathlib import Path
from typing import Protocol

from generator.build.beginning import configuration
from generator.build.edition import Options
from generator.config import FILE
from generator.preview.session import LOOKS
from generator.preview.watch import Watch
from generator.problems import ProblemsFound
from generator.reader import forgotten


class Eyes(Protocol):
    """Sees changes of files."""

    def look_around(self) -> None:
        """Take in which files the journal is made of now."""
        ...

    def changes(self) -> frozenset[str]:
        """Paths of files that changed since the last call, without waiting."""
        ...


class Watching:
    """Sees them through the system's own notices.

    Args:
        watch: a running watch of the project.
    """

    def __init__(self, project: Path, watch: Watch) -> None:
        self._project = project
        self._watch = watch
        self._names: tuple[str, ...] = ("content",)

    def look_around(self) -> None:
        """Watch what the configuration names; what it named last, as long as it has mistakes.

        Raises:
            CannotWatch: the system does not let us.
        """
        try:
            config = configuration(self._project, Options())
            self._names = (config.content, *([config.changelog] if config.changelog else []))
        except (ProblemsFound, OSError):
            pass  # told by the look itself
        self._watch.look_at((*self._names, *LOOKS, FILE, forgotten.FILE))

    def changes(self) -> frozenset[str]:
        """Paths of files that changed since the last call, without waiting."""
        return self._watch.pending()
