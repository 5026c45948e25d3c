"""What a build was asked for, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Self

from generator.build.result import Result
from generator.model.publication import EMPTY, Register
from generator.model.reference import Reference
from generator.pages.plan import FeedSheet, Previewed
from generator.problems import Problem
from generator.publish.commit import Committed
from generator.reader.forgotten import NOBODY, ForgottenList

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
        preview_key: what the secret addresses of previews are derived from; empty for no previews.
        published: text of the register that lies where the site is published, which that of the
            project is merged with; None for a build that nobody publishes.
        digested: the register says what each text was; it cannot be published without.
        lasting: tell how long the site stays as it is.
        seen: the instant at which queues are looked at; None for that of the build. What asks how
            a later build will be gives its own, since by then somebody will have published.
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
    preview_key: bytes = field(default=b"", repr=False)
    published: str | None = None
    digested: bool = True
    lasting: bool = False
    seen: datetime | None = None
    progress: Progress = unheard


class Edition(Result, frozen=True):
    """A finished site.

    Attributes:
        written_paths: files that are new or changed.
        register: what readers know once this site is published; without digests of texts if
            nobody asked for them (`Options.digested`).
        previews: pages that only editors know of.
        feeds: every document of every feed, its items without their content.
        entries: everything that the project has, public or not.
        forgotten: who is named nowhere in it.
        texts: what is kept of the texts it shows (`build.shown`), if it is to last.
    """

    written_paths: tuple[str, ...] = ()
    register: Register = EMPTY
    previews: tuple[Previewed, ...] = ()
    feeds: tuple[FeedSheet, ...] = ()
    entries: frozenset[Reference] = frozenset()
    forgotten: ForgottenList = NOBODY
    texts: bytes = b""

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
            listing=committed.listing,
        )
