"""The only processes: the same work on many items, on all cores.

On Linux workers are forked: they inherit the work, the items and everything these lead to, and
only results travel. Elsewhere work and items are pickled once for each worker. A worker holds
nothing that its end could harm, so that it may be killed at any time.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from math import ceil
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from queue import SimpleQueue
from types import TracebackType
from typing import Generic, Literal, Self, TypeVar

from msgspec import Struct, field

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")
Start = Literal["fork", "spawn"]

# Forking is safe on Linux as long as there is one thread; macOS's own libraries do not survive it.
START: Start = "fork" if sys.platform == "linux" else "spawn"
# Enough chunks that all workers end at about the same time, few enough that messages cost little.
CHUNKS_A_WORKER = 8
LARGEST_CHUNK = 64
# Others lie ready while a worker does the first, or are done and wait to be taken.
CHUNKS_AT_ONCE = 4
# How many chunks, for each worker, may be done ahead of the one that is waited for.
CHUNKS_AHEAD = 8
# Fewer items than this are done sooner here than workers start.
FLOOR = 64
# Fewer items than this are not worth a worker that relieves another one.
SHORTEST_LIFE = 2048


class WorkersLost(Exception):
    """A worker process is gone without an answer, as when the system has no memory left."""


class WorkFailed(Exception):
    """The work raised something that cannot travel between processes; the message is its trace."""


class _Task(Struct, Generic[S, T, R], frozen=True):
    """What a worker inherits."""

    work: Callable[[S, T], R]
    setup: Callable[[], S]
    items: Sequence[T]


def each(  # noqa: PLR0913 - what is optional is given by name
    work: Callable[[S, T], R],
    items: Sequence[T],
    *,
    setup: Callable[[], S],
    jobs: int = 0,
    progress: Callable[[int], None] | None = None,
    floor: int = FLOOR,
    largest: int = LARGEST_CHUNK,
    lives: int = 1,
    start: Start = START,
) -> Iterator[R]:
    """The results of `work(state, item)` in the order of the items, made as they are taken.

    Everything is done in this process, in turn, when `jobs` is 1, when there are fewer than `floor`
    items, or when this process has more than one thread, since forking would then not be safe.
    Nothing starts before the first result is asked for; leaving early ends all workers.

    Args:
        work: returns its problems as values; what it raises is raised here, with its trace as a
            note.
        setup: makes the state, once in each process that works.
        jobs: how many processes; 0 for as many as there are cores for us.
        progress: is told how many more items are done.
        largest: how many items may travel together, their results held in memory meanwhile.
        lives: how many workers do the share of one, one after the other. What a forked process
            looks at it copies, little by little, since Python counts in each object who holds it;
            a new one shares all of it again. It begins with nothing in its own memory.
        start: how processes start, as Python's multiprocessing names it.

    Raises:
        WorkersLost: a worker was killed.
        WorkFailed: `work` or `setup` raised something that cannot be pickled.
    """
    tell = progress or _nobody
    task = _Task(work, setup, items)
    if is_alone(len(items), jobs, floor):
        return _here(task, tell)
    jobs = min(jobs or cores(), len(items))
    share = ceil(len(items) / (jobs * lives))
    life = max(SHORTEST_LIFE, share) if start == "fork" and lives > 1 else len(items)
    return _spread(task, jobs, start, tell, _Sizes(largest, life))


def is_alone(count: int, jobs: int = 0, floor: int = FLOOR) -> bool:
    """Whether this process does so many items without any help."""
    few = min(jobs or cores(), count) <= 1 or count < floor
    return few or threading.active_count() > 1


def cores() -> int:
    """How many cores this process may use, which in a container is less than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _here(task: _Task[S, T, R], tell: Callable[[int], None]) -> Iterator[R]:
    state = task.setup()
    for item in task.items:
        result = task.work(state, item)
        tell(1)
        yield result


def _spread(
    task: _Task[S, T, R], jobs: int, start: Start, tell: Callable[[int], None], sizes: "_Sizes"
) -> Iterator[R]:
    total = len(task.items)
    size = min(sizes.chunk, ceil(total / (jobs * CHUNKS_A_WORKER)))
    chunks = deque(range(first, min(first + size, total)) for first in range(0, total, size))
    done: dict[int, Sequence[R]] = {}
    wanted = 0
    with _Crew(task, jobs, start, sizes.life) as crew:
        while wanted < total:
            while chunks and chunks[0].start <= wanted + jobs * CHUNKS_AHEAD * size:
                if not crew.take(chunks[0]):
                    break
                chunks.popleft()
            for chunk, results in crew.answers() if wanted not in done else ():
                done[chunk.start] = results
                tell(len(results))
            if wanted in done:
                results = done.pop(wanted)
                wanted += len(results)
                yield from results


class _Sizes(Struct, frozen=True):
    """How many items travel together at most, and how many a worker does."""

    chunk: int
    life: int


class _Worker(Struct):
    """A process; `left` is how many more items it may be given."""

    process: BaseProcess
    connection: Connection
    left: int
    chunks: deque[range] = field(default_factory=deque)

    def end(self) -> None:
        """End it, whatever it does; nobody waits for answers of it."""
        self.process.kill()
        self.connection.close()
        self.process.join()


class _Crew(Generic[S, T, R]):
    """The workers, from their start to their end."""

    def __init__(self, task: _Task[S, T, R], jobs: int, start: Start, life: int) -> None:
        self._task = task
        self._jobs = jobs
        self._life = life
        self._forked = start == "fork"
        self._workers: list[_Worker] = []
        self._relieved: list[_Worker] = []

    def __enter__(self) -> Self:
        for _ in range(self._jobs):
            self._workers.append(self._hire())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in (*self._workers, *self._relieved):
            worker.end()

    def take(self, chunk: range) -> bool:
        """Give the chunk to the least busy worker, if it is not too busy."""
        worker = min(self._workers, key=lambda worker: len(worker.chunks))
        if len(worker.chunks) == CHUNKS_AT_ONCE:
            return False
        if worker.left <= 0 and threading.active_count() == 1:  # else forking is not safe
            worker = self._instead_of(worker)
        worker.left -= len(chunk)
        worker.chunks.append(chunk)
        with suppress(BrokenPipeError):  # its end is noticed, and told, where answers are read
            worker.connection.send(chunk)
        return True

    def answers(self) -> Iterator[tuple[range, Sequence[R]]]:
        """Wait for at least one worker; the chunks that are done, with their results."""
        all_ = (*self._relieved, *self._workers)
        busy = {worker.connection: worker for worker in all_ if worker.chunks}
        ready = frozenset(wait(list(busy)))
        for worker in (busy[connection] for connection in busy if connection in ready):
            yield worker.chunks.popleft(), self._answer(worker)
        self._dismiss()

    def _instead_of(self, worker: _Worker) -> _Worker:
        """Another worker, which begins while the old one ends what it was given.

        The old one goes on where the system lets nobody begin.
        """
        try:
            fresh = self._hire()
        except OSError:
            return worker
        self._workers.remove(worker)
        self._relieved.append(worker)
        self._workers.append(fresh)
        self._dismiss()
        return fresh

    def _dismiss(self) -> None:
        """End who was relieved and has nothing more to do."""
        for worker in [each for each in self._relieved if not each.chunks]:
            self._relieved.remove(worker)
            worker.end()

    def _answer(self, worker: _Worker) -> Sequence[R]:
        try:
            answer: Sequence[R] | Exception = worker.connection.recv()
        except (EOFError, OSError) as error:  # it may end in the middle of an answer
            worker.process.join()
            raise WorkersLost(
                f"a worker process ended with code {worker.process.exitcode}; "
                "if the machine ran out of memory, try fewer jobs"
            ) from error
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _hire(self) -> _Worker:
        ours, theirs = multiprocessing.Pipe()
        make = (
            multiprocessing.get_context("fork").Process
            if self._forked
            else multiprocessing.get_context("spawn").Process
        )
        # A worker that kept these open would not notice our end.
        all_ = (*self._relieved, *self._workers) if self._forked else ()
        others = [*(worker.connection for worker in all_), *((ours,) if self._forked else ())]
        process = make(target=_serve, args=(self._task, theirs, others), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours, self._life)


def _serve(task: _Task[S, T, R], connection: Connection, others: Sequence[Connection]) -> None:
    """A worker's life: chunks in, results out, until nobody is there."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; one process answers it
    for other in others:
        other.close()
    gc.freeze()  # what is inherited is not garbage, and looking at it would copy its memory
    gc.enable()
    state: list[S] = []
    answers: SimpleQueue[memoryview] = SimpleQueue()
    threading.Thread(target=_send_all, args=(connection, answers), daemon=True).start()
    with suppress(EOFError, ConnectionError):
        while True:
            answers.put(_made(task, state, connection.recv()))


def _send_all(connection: Connection, answers: "SimpleQueue[memoryview]") -> None:
    """Send what is ready while more is made: whoever takes it may be busy for a while.

    When that cannot go on the worker ends, which is noticed; one that says nothing is waited for.
    """
    try:
        while True:
            connection.send_bytes(answers.get())
    finally:
        os._exit(1)


def _made(task: _Task[S, T, R], state: list[S], chunk: range) -> memoryview:
    """The results as they travel, or the error that stopped them, or that they cannot."""
    try:
        return ForkingPickler.dumps(_done(task, state, chunk))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is raised again by the parent
        return ForkingPickler.dumps(_portable(error))


def _done(task: _Task[S, T, R], state: list[S], chunk: range) -> Sequence[R]:
    if not state:
        state.append(task.setup())
    return [task.work(state[0], task.items[index]) for index in chunk]


def _portable(error: Exception) -> Exception:
    trace = "".join(traceback.format_exception(error))
    error.add_note(trace)
    try:
        ForkingPickler.loads(ForkingPickler.dumps(error))
    except Exception:  # noqa: BLE001 - an exception's class decides what its pickling raises
        return WorkFailed(trace)
    return error


def _nobody(_count: int) -> None:
    """Hear of progress and do nothing."""
