"""Why the output folder stays as it was."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NotCommitted(Exception):
    """Nothing that is served changed; the message says why, to the person who ran the build."""


class OutputRefused(NotCommitted):
    """The folder holds something that the generator did not make and must not touch."""


class OutputBusy(NotCommitted):
    """Another build holds the folder; the message names it."""


class CommitFailed(NotCommitted):
    """The operating system said no: disk full, permission denied, read-only.

    Attributes:
        path: the file or folder it was about.
        reason: the system's own words.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"cannot write '{path}': {reason}")
        self.path = path
        self.reason = reason


@contextmanager
def telling(path: str | Path) -> Iterator[None]:
    """What the system refuses inside this block is told as being about this path.

    Raises:
        CommitFailed: an `OSError` left the block.
    """
    try:
        yield
    except OSError as error:
        raise CommitFailed(str(path), error.strerror or str(error)) from error
