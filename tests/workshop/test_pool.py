"""The same work on many items."""

import errno
import multiprocessing
import operator
import os
import signal
import struct
import threading
import time
from collections import Counter
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from generator.workshop.pool import (
    CHUNKS_AT_ONCE,
    LARGEST_CHUNK,
    SHORTEST_LIFE,
    WorkersLost,
    WorkFailed,
    cores,
    each,
)


class Stubborn(Exception):
    """Cannot be made again from its arguments."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    """With more, all work is done in this process, and some tests kill the one that does it."""
    assert threading.active_count() == 1, threading.enumerate()


def nothing() -> None:
    """Make no state."""


def squared(_state: None, number: int) -> int:
    return number * number


def process_of(_state: None, _number: int) -> int:
    return os.getpid()


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 2, 63, 64, 65, 1000])
def test_results_come_in_the_order_of_the_items(jobs: int, count: int) -> None:
    results = list(each(squared, range(count), setup=nothing, jobs=jobs, floor=2))

    assert results == [number * number for number in range(count)]


def test_large_results_come_whole_and_in_order() -> None:
    def work(_state: None, number: int) -> bytes:
        return bytes([number % 256]) * 300_000

    lengths = [(len(r), r[0]) for r in each(work, range(300), setup=nothing, jobs=2)]

    assert lengths == [(300_000, number % 256) for number in range(300)]


def test_many_items_are_worked_on_in_as_many_processes_as_told() -> None:
    pids = set(each(process_of, range(1000), setup=nothing, jobs=2))

    assert len(pids - {os.getpid()}) == 2


@pytest.mark.parametrize(("count", "jobs"), [(63, 2), (1000, 1)])
def test_few_items_or_one_job_are_worked_on_in_place(count: int, jobs: int) -> None:
    assert set(each(process_of, range(count), setup=nothing, jobs=jobs)) == {os.getpid()}


def test_with_more_than_one_thread_work_is_done_in_place() -> None:
    go = threading.Event()
    thread = threading.Thread(target=go.wait)
    thread.start()
    pids = set(each(process_of, range(1000), setup=nothing, jobs=2))
    go.set()
    thread.join()

    assert pids == {os.getpid()}


def test_state_is_made_once_in_each_process() -> None:
    def setup() -> list[int]:
        return []

    def work(state: list[int], number: int) -> tuple[int, int]:
        state.append(number)
        return os.getpid(), len(state)

    results = list(each(work, range(1000), setup=setup, jobs=2))

    for pid in {pid for pid, _ in results}:
        counts = [count for its, count in results if its == pid]
        assert counts == list(range(1, len(counts) + 1))


def test_work_and_items_need_not_be_picklable_where_processes_fork() -> None:
    items = [lambda number=number: number for number in range(100)]

    assert list(each(lambda _, item: item(), items, setup=nothing, jobs=2)) == list(range(100))


def test_processes_that_do_not_fork_do_the_same() -> None:
    results = list(each(operator.add, range(100), setup=int, jobs=2, start="spawn"))

    assert results == list(range(100))


def test_progress_counts_every_item() -> None:
    told: list[int] = []
    results = list(each(squared, range(500), setup=nothing, jobs=2, progress=told.append))

    assert sum(told) == len(results)


def test_what_work_raises_is_raised_with_its_trace() -> None:
    def work(_state: None, number: int) -> int:
        return 1 // (number - 70)

    with pytest.raises(ZeroDivisionError) as caught:
        list(each(work, range(100), setup=nothing, jobs=2))
    assert "return 1 // (number - 70)" in caught.value.__notes__[0]


def test_what_setup_raises_is_raised() -> None:
    def setup() -> None:
        raise KeyError("theme")

    with pytest.raises(KeyError, match="theme"):
        list(each(squared, range(100), setup=setup, jobs=2))


def test_an_exception_that_cannot_travel_is_told_as_text() -> None:
    def work(_state: None, _number: int) -> int:
        raise Stubborn("very ", "stubborn")

    with pytest.raises(WorkFailed, match="very stubborn"):
        list(each(work, range(100), setup=nothing, jobs=2))


def test_a_killed_worker_is_told_and_nothing_hangs() -> None:
    def work(_state: None, number: int) -> int:
        if number == 70:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(WorkersLost, match="code -9"):
        list(each(work, range(1000), setup=nothing, jobs=2))


def test_a_worker_killed_before_its_work_is_told_and_nothing_hangs() -> None:
    def setup() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(WorkersLost, match="code -9"):
        list(each(squared, range(1000), setup=setup, jobs=2))


def test_results_are_made_as_they_are_taken(tmp_path: Path) -> None:
    log = tmp_path / "log"

    def work(_state: None, number: int) -> int:
        with log.open("ab") as stream:
            stream.write(b".")
        return number

    results = each(work, range(100_000), setup=nothing, jobs=2)
    next(results)
    time.sleep(0.3)
    made = log.stat().st_size
    del results

    assert made < 2_000


def test_a_slow_item_does_not_let_the_results_of_others_pile_up(tmp_path: Path) -> None:
    log = tmp_path / "log"

    def work(_state: None, number: int) -> int:
        with log.open("ab") as stream:
            stream.write(b".")
        time.sleep(0 if number else 1)
        return number

    results = each(work, range(100_000), setup=nothing, jobs=2)
    next(results)
    made = log.stat().st_size
    del results

    assert made < 2_000


def test_workers_go_on_while_nobody_takes_what_they_made(tmp_path: Path) -> None:
    log = tmp_path / "log"

    def work(_state: None, _number: int) -> bytes:
        with log.open("ab") as stream:
            stream.write(b".")
        return bytes(100_000)

    results = each(work, range(400), setup=nothing, jobs=2)
    next(results)
    ready, late = 2 * CHUNKS_AT_ONCE * 25, time.monotonic() + 20
    while log.stat().st_size < ready and time.monotonic() < late:
        time.sleep(0.01)
    made = log.stat().st_size
    del results

    assert made >= ready


class Unportable:
    def __reduce__(self) -> tuple[object, ...]:
        raise ValueError("it stays here")


def test_a_result_that_cannot_travel_is_told() -> None:
    with pytest.raises(ValueError, match="it stays here"):
        list(each(lambda _state, _n: Unportable(), range(200), setup=nothing, jobs=2))


def test_a_worker_that_can_send_nothing_is_told_and_nothing_hangs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_connection: Connection, _answer: object) -> None:
        raise MemoryError

    monkeypatch.setattr(Connection, "send_bytes", full)
    with pytest.raises(WorkersLost, match="ended with code 1"):
        list(each(lambda _state, n: n, range(200), setup=nothing, jobs=2))


def test_a_worker_that_ends_in_the_middle_of_an_answer_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def half(connection: Connection, answer: memoryview) -> None:
        os.write(connection.fileno(), struct.pack("!i", len(answer)) + bytes(answer[:9]))
        os._exit(9)

    monkeypatch.setattr(Connection, "send_bytes", half)
    with pytest.raises(WorkersLost, match="ended with code 9"):
        list(each(lambda _state, n: n, range(200), setup=nothing, jobs=2))


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that only waits to be asked for its code does not."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def gone_soon(pids: set[int]) -> bool:
    for _ in range(200):
        if not any(map(is_alive, pids)):
            return True
        time.sleep(0.05)
    return False


def test_leaving_early_ends_all_workers() -> None:
    results: Iterator[int] = each(process_of, range(10_000), setup=nothing, jobs=2)
    pids = {next(results) for _ in range(1000)} - {os.getpid()}
    del results

    assert pids
    assert not any(map(is_alive, pids))


def working_parent(writing: int) -> None:
    """Tell the pids of two workers, and go on working for long."""

    def work(_state: None, _number: int) -> int:
        time.sleep(0.02)
        return os.getpid()

    pids: set[int] = set()
    for pid in each(work, range(100_000), setup=nothing, jobs=2):
        if pid not in pids:
            pids.add(pid)
            os.write(writing, b"%d\n" % pid)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_no_worker_outlives_a_parent_that_is_stopped(number: signal.Signals) -> None:
    reading, writing = os.pipe()
    parent = os.fork()
    if parent == 0:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            working_parent(writing)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as stream:
        pids = {int(stream.readline()) for _ in range(2)}
    os.kill(parent, number)
    os.waitpid(parent, 0)

    assert gone_soon(pids)


def test_as_many_jobs_as_cores_is_at_least_one() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)


def test_workers_are_relieved_and_lose_nothing() -> None:
    count, lives = 6 * SHORTEST_LIFE, 3

    def work(_state: None, number: int) -> tuple[int, int]:
        return number, os.getpid()

    done = list(each(work, range(count), setup=nothing, jobs=2, lives=lives))
    shares = Counter(process for _, process in done)

    assert [number for number, _ in done] == list(range(count))
    assert len(shares) >= 2 * lives
    assert max(shares.values()) < SHORTEST_LIFE + LARGEST_CHUNK
    assert not multiprocessing.active_children()


def test_nobody_is_relieved_unless_it_is_wished(tmp_path: Path) -> None:
    slow = tmp_path / "slow"

    def work(_state: None, number: int) -> int:
        """Let one worker do much less than the other."""
        if number == 0:
            slow.write_text(str(os.getpid()))
        if slow.exists() and slow.read_text() == str(os.getpid()):
            time.sleep(0.001)
        return os.getpid()

    shares = Counter(each(work, range(3 * SHORTEST_LIFE), setup=nothing, jobs=2))

    assert len(shares) == 2
    assert max(shares.values()) > 1.5 * SHORTEST_LIFE + LARGEST_CHUNK  # more than its share


def test_few_items_are_not_worth_another_worker() -> None:
    count = 2 * SHORTEST_LIFE
    processes = set(each(process_of, range(count), setup=nothing, jobs=2, lives=4))

    assert len(processes) <= 3  # a share is not halved exactly


def test_where_nobody_can_begin_the_old_ones_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    fork = os.fork
    began: list[int] = []

    def refused() -> int:
        if len(began) == 2:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        began.append(1)
        return fork()

    monkeypatch.setattr(os, "fork", refused)
    processes = list(each(process_of, range(6 * SHORTEST_LIFE), setup=nothing, jobs=2, lives=3))

    assert len(processes) == 6 * SHORTEST_LIFE
    assert len(set(processes)) == 2


def test_nobody_is_forked_while_other_threads_run() -> None:
    ended = threading.Event()
    results = each(process_of, range(6 * SHORTEST_LIFE), setup=nothing, jobs=2, lives=3)
    processes = {next(results)}
    other = threading.Thread(target=ended.wait)
    other.start()
    try:
        processes |= set(results)
    finally:
        ended.set()
        other.join()

    assert len(processes) == 2


def test_one_who_relieves_another_may_end_too(tmp_path: Path) -> None:
    first = tmp_path / "first"

    def work(_state: None, number: int) -> int:
        if number == 0:
            first.write_text(str(os.getpid()))
        if number > 4 * SHORTEST_LIFE and first.read_text() != str(os.getpid()):
            os._exit(7)
        return number

    results = each(work, range(6 * SHORTEST_LIFE), setup=nothing, jobs=2, lives=6)
    with pytest.raises(WorkersLost, match="code 7"):
        list(results)
    assert not multiprocessing.active_children()
