"""Writing files whole: a reader, at any moment and after any end, finds the old bytes or the new.

What replaces a file that says something goes through here. Bytes are written beside, wait until
they are on the disk, and get their name in one step (rename(2)); the folder's list of names is on
the disk when this returns. Whoever needs another step, such as a name that nobody has, takes
`beside`.
"""

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from io import BufferedWriter
from itertools import count
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")

_OWNER = 0o600
_USUAL = 0o666  # less what the user's umask takes
_CHARACTERS = 40
"""How much of a name stands in that of its temporary file: a name has at most 255 bytes."""


def put(file: Path, content: bytes, *, private: bool = False) -> None:
    """Write a file, and the folders around it; one that is there keeps its mode.

    Args:
        private: nobody but its owner may read it, at any moment.

    Raises:
        OSError: it cannot be written; it is as it was, and nothing lies beside it.
    """
    put_all({file: content}, {file} if private else ())


def put_all(files: Mapping[Path, bytes], private: Collection[Path] = ()) -> None:
    """Write several files: names change, in the order given, when all are on the disk.

    Args:
        private: those that nobody but their owner may read.

    Raises:
        OSError: one cannot be written; no name has changed unless the renaming itself failed.
    """
    with ExitStack() as stack:
        ready = [
            (stack.enter_context(beside(file, content, private=file in private)), file)
            for file, content in files.items()
        ]
        for temporary, file in ready:
            temporary.replace(file)
    for folder in dict.fromkeys(file.parent for file in files):
        flushed(folder)


class Latest(Generic[T]):
    """What the bytes mean that were read or written last: who asks again, does not read again.

    Args:
        read: what bytes mean; nobody changes that afterwards.
    """

    def __init__(self, read: Callable[[bytes], T]) -> None:
        self._read = read
        self._last: tuple[bytes, T] | None = None

    def of(self, content: bytes) -> T:
        """What these bytes mean; it raises what `read` raises."""
        known = self._last
        if known is None or known[0] != content:
            known = self._last = content, self._read(content)
        return known[1]

    def says(self, content: bytes, meaning: T) -> None:
        """These bytes mean this, as whoever made them knows."""
        self._last = content, meaning


@contextmanager
def beside(file: Path, content: bytes, *, private: bool = False) -> Iterator[Path]:
    """A file with this content and the mode of `file`, in its folder; it is on the disk.

    Its name begins with a dot and is nobody else's. It is gone in the end, unless it was moved.

    Raises:
        OSError: it cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    mode = _OWNER if private else _mode(file)
    stream = _begun(file, _USUAL if mode is None else mode)
    temporary = Path(stream.name)
    try:
        with stream:
            stream.write(content)
            stream.flush()
            if mode is not None and _mode(temporary) != mode:
                temporary.chmod(mode)
            os.fsync(stream.fileno())
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def leftovers(file: Path) -> list[Path]:
    """What processes that were killed left beside a file; it may say what the file says.

    A process that is writing the file right now has something there as well.
    """
    begin = f".{file.name[:_CHARACTERS]}."
    found = sorted(file.parent.glob(".*.new")) if file.parent.is_dir() else []
    return [
        each
        for each in found
        if each.name.startswith(begin) and each.name[len(begin) : -len(".new")].isdigit()
    ]


def flushed(folder: Path) -> None:
    """Wait until a folder's list of names is on the disk, on systems that can say so."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _mode(file: Path) -> int | None:
    """Who may do what with a file; None if there is none."""
    try:
        return file.stat().st_mode & 0o7777
    except FileNotFoundError:
        return None


def _begun(file: Path, mode: int) -> BufferedWriter:
    """A new file beside another; names that a crash or another process has taken are left alone."""
    opener = partial(os.open, mode=mode)
    for number in count():
        place = file.with_name(f".{file.name[:_CHARACTERS]}.{number}.new")
        with suppress(FileExistsError):
            return open(place, "xb", opener=opener)
    raise AssertionError
