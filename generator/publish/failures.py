"""Why the output folder stays as it was."""

from pathlib import Path
from types import TracebackType


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


class telling:  # noqa: N801 - to be used as a context, like those of contextlib
    """What the system refuses inside this block is told as being about this path.

    A class, because a commit enters such a block for each of a hundred thousand files.

    Raises:
        CommitFailed: an `OSError` left the block.
    """

    __slots__ = ("_path",)

    def __init__(self, path: str | Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, OSError):
            raise CommitFailed(str(self._path), error.strerror or str(error)) from error
