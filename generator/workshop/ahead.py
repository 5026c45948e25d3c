"""Work that is begun before anybody asks for it, on a core that has nothing else to do.

A process is forked that does one item after the other until it is told to stop, and leaves the
results in a file that has no name. It holds nothing that its end could harm: what it did not do, or
could not, is done when it is asked for.
"""

import gc
import os
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from types import TracebackType
from typing import BinaryIO, Generic, Self, TypeVar, cast

from generator.workshop import pool

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

FLOOR = 512
"""Fewer items are not worth a process of their own."""
MOST_BYTES = 512 << 20
"""Of results that may lie in the file."""
_LENGTH = 8


class Ahead(Generic[S, T, R]):
    """Items of which the first are done already; to be used as a context, which ends the work.

    Attributes:
        items: what was begun with; none where it was not worth while.
    """

    def __init__(self) -> None:
        self.items: Sequence[T] = ()
        self._file: BinaryIO | None = None
        self._taken = 0
        self._place = 0
        self._connection: Connection | None = None
        self._process: BaseProcess | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None:
            self._process.kill()
        self._stop()
        if self._file is not None:
            self._file.close()
        self._file = None

    def begin(
        self,
        work: Callable[[S, T], R],
        items: Sequence[T],
        *,
        setup: Callable[[], S],
        jobs: int = 0,
        floor: int | None = None,
    ) -> None:
        """Begin `work(state, item)`, for the first items, if there is a process to do it.

        That is so where workers are forked (`generator.workshop.pool`) and more than one may run.

        Args:
            setup: makes the state in the process that works.
            floor: how many items make it worth while; `FLOOR` if it is not said.
        """
        few = len(items) < (FLOOR if floor is None else floor)
        alone = (jobs or pool.cores()) == 1 or threading.active_count() > 1
        if few or alone or pool.START != "fork" or self._process is not None:
            return
        self.items = items
        self._file = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - closed at the end
        self._connection, theirs = Pipe()
        arguments = (work, items, setup, self._file, theirs, self._connection)
        self._process = get_context("fork").Process(target=_work, args=arguments, daemon=True)
        self._process.start()
        theirs.close()

    def done(self) -> int:
        """How many of the items are done, and were perhaps taken already; the work stops."""
        self._stop()
        return self._taken + sum(1 for _ in self._records())

    def ready(self) -> Iterator[R]:
        """Results that nobody took, in the order of the items; the work goes on meanwhile.

        They end where there is no other one yet.
        """
        for data in self._records():
            self._taken += 1
            self._place += _LENGTH + len(data)
            yield ForkingPickler.loads(data)

    def results(self) -> Iterator[R]:
        """The same of what was done in the end; the work stops."""
        self._stop()
        return self.ready()

    def _records(self) -> Iterator[bytes]:
        """Each whole result that nobody took; the last one may be there in part."""
        place = self._place
        # The process that writes moves the place in the file that both share.
        while self._file and len(head := os.pread(self._file.fileno(), _LENGTH, place)) == _LENGTH:
            size = int.from_bytes(head, "big")
            data = os.pread(self._file.fileno(), size, place + _LENGTH)
            if len(data) < size:
                return
            yield data
            place += _LENGTH + size

    def _stop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            self._process.join()
        self._connection = self._process = None


def from_both_ends(
    work: Callable[[S, T], R], items: Sequence[T], *, setup: Callable[[], S], jobs: int, floor: int
) -> list[R]:
    """The results of `work(state, item)` in the order of the items.

    This process does the first, and another one the last, until they meet: what comes from there
    has to be read again, so that it pays where work takes longer than that.

    Args:
        setup: makes the state, once in each process.
        floor: how many items make it worth while.
    """
    first: list[R] = []
    last: list[R] = []
    other: Ahead[S, T, R] = Ahead()
    with other:
        other.begin(work, items[::-1], setup=setup, jobs=jobs, floor=floor)
        state = setup()
        while (left := len(items) - len(first) - len(last)) > 0:
            first.append(work(state, items[len(first)]))
            last += islice(other.ready(), left - 1)
    return [*first, *reversed(last)]


def _work(
    work: Callable[[S, T], R],
    items: Sequence[T],
    setup: Callable[[], S],
    file: BinaryIO,
    connection: Connection,
    other: Connection,
) -> None:
    """The life of the process: it ends when nobody holds the other end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    other.close()
    gc.freeze()
    gc.enable()
    with suppress(Exception):  # whoever does this item again will hear of it
        state = setup()
        for item in items:
            if connection.poll() or file.tell() > MOST_BYTES:
                break
            data = ForkingPickler.dumps(work(state, item))
            file.write(len(data).to_bytes(_LENGTH, "big"))
            file.write(data)
    with suppress(OSError):
        file.flush()
