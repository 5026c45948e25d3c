"""The one writer of the queue: whatever arrives while it writes is written together next.

So the disk is waited for once for many (group commit), and a submission is acknowledged when it
lies there.
"""

from concurrent.futures import Future
from datetime import timedelta
from queue import Empty, SimpleQueue
from threading import Thread

from generator.service.queue import Filed, Queue, QueueFailed

_TOGETHER = 200

Kept = tuple[str, bool]
"""The key that a submission has, and whether it lay there already."""


class Scribe:
    """Writes in a thread of its own from `start` to `stop`."""

    def __init__(self, queue: Queue, same: timedelta) -> None:
        self._queue = queue
        self._same = same
        self._jobs: SimpleQueue[tuple[Filed, Future[Kept]] | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="scribe", daemon=True)

    @property
    def waiting(self) -> int:
        """How many are on their way to the disk, about."""
        return self._jobs.qsize()

    @property
    def writes(self) -> bool:
        """Whether it is at work; what it is given otherwise is never kept."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def stop(self) -> None:
        """Write what is on its way, and end."""
        self._jobs.put(None)
        self._thread.join()

    def keep(self, filed: Filed) -> Future[Kept]:
        """A promise that is fulfilled when the submission is on the disk.

        It fails with `QueueFailed` if it cannot be written. Who cancels it before its turn comes
        has nothing written; later it cannot be cancelled any more.
        """
        promise: Future[Kept] = Future()
        self._jobs.put((filed, promise))
        return promise

    def _run(self) -> None:
        while True:
            jobs = [self._jobs.get(), *self._more()]
            work = [job for job in jobs if job is not None]
            wanted = [job for job in work if job[1].set_running_or_notify_cancel()]
            if wanted:
                self._write(wanted)
            if len(work) < len(jobs):
                return

    def _more(self) -> list[tuple[Filed, Future[Kept]] | None]:
        found: list[tuple[Filed, Future[Kept]] | None] = []
        while len(found) < _TOGETHER:
            try:
                found.append(self._jobs.get_nowait())
            except Empty:
                break
        return found

    def _write(self, work: list[tuple[Filed, Future[Kept]]]) -> None:
        try:
            answers = self._queue.add([filed for filed, _ in work], same=self._same)
        except Exception as error:  # noqa: BLE001 - the edge of the thread, which others wait for
            for _, promise in work:
                promise.set_exception(QueueFailed(str(error)))
            return
        for (_, promise), answer in zip(work, answers, strict=True):
            promise.set_result(answer)
