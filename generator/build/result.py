"""What a build says of itself when it is done."""

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from generator.problems import Problem


class Result(Struct, frozen=True):
    """A site that is as its journal says.

    Attributes:
        pages: pages in it; `files` counts everything.
        hidden: language versions of entries that are not public at the build's instant.
        problems: warnings, in order.
        next: the next instant at which the site may change by itself; None if there is none, or
            nobody asked.
        listing: which list of files the site has (`Committed.listing`).
        sources: files and folders that it was made of.
    """

    site: Path
    pages: int
    files: int
    written: int
    unchanged: int
    deleted: int
    hidden: int
    problems: tuple[Problem, ...]
    next: datetime | None = None
    listing: str = ""
    sources: tuple[Path, ...] = ()
