"""What a build was asked for, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from generator.problems import Problem
from generator.publish.commit import Committed

Progress = Callable[[str, int, int], None]


def unheard(_what: str, _total: int, _done: int) -> None:
    """Nobody watches the progress."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line may say about a build.

    Attributes:
        output: where the site goes; None for the configured folder.
        base_url: address of the site; empty for the configured one.
        jobs: processes; 0 for as many as there are cores.
        strict: warnings stop the build too.
        adopt: take an output folder that this program did not make.
        wait_seconds: how long to wait for another build of the same site.
        fonts: folders of the system that hold fonts to draw share cards with; None draws none.
        indexed: most entries of a language that a search index is made for; None for any number.
        progress: told the name of a step, how many things it has, and how many more are done.
    """

    output: Path | None = None
    base_url: str = ""
    jobs: int = 0
    strict: bool = False
    adopt: bool = False
    wait_seconds: float = 10.0
    fonts: tuple[Path, ...] | None = None
    indexed: int | None = None
    progress: Progress = unheard


@dataclass(frozen=True, slots=True)
class Edition:
    """A finished site.

    Attributes:
        pages: pages in it; `files` counts everything.
        hidden: language versions of entries that are not public at the build's instant.
        problems: warnings, in order.
    """

    site: Path
    pages: int
    files: int
    written: int
    unchanged: int
    deleted: int
    hidden: int
    problems: tuple[Problem, ...]
    written_paths: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        site: Path,
        pages: int,
        committed: Committed,
        hidden: int,
        problems: tuple[Problem, ...],
    ) -> Self:
        """The edition that a commit made."""
        return cls(
            site=site,
            pages=pages,
            files=committed.written + committed.unchanged,
            written=committed.written,
            unchanged=committed.unchanged,
            deleted=committed.deleted,
            hidden=hidden,
            problems=problems,
            written_paths=committed.written_paths,
        )
