"""Work that is begun before its results are asked for."""

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from generator.workshop.ahead import Ahead, from_both_ends

Numbers = Ahead[int, int, int]


@pytest.fixture
def early() -> Numbers:
    return Ahead()


def ten() -> int:
    return 10


def begin(early: Numbers, count: int = 30, jobs: int = 2) -> None:
    early.begin(lambda state, n: state * n, range(count), setup=ten, jobs=jobs, floor=20)


def until(file: Path) -> None:
    """Wait until somebody made this file."""
    while not file.exists():
        time.sleep(0.001)


def test_what_is_done_comes_in_the_order_of_the_items(early: Numbers, tmp_path: Path) -> None:
    def times(state: int, n: int) -> int:
        if n == 29:
            (tmp_path / "last").touch()
        return state * n

    with early:
        early.begin(times, range(30), setup=ten, jobs=2, floor=20)
        until(tmp_path / "last")
        done = early.done()

        assert list(early.results()) == [10 * n for n in early.items[:done]]
    assert done >= 29


def test_the_work_stops_when_it_is_asked_how_much_is_done(early: Numbers, tmp_path: Path) -> None:
    def slow(_state: int, n: int) -> int:
        (tmp_path / str(n)).touch()
        time.sleep(0.01)
        return n

    with early:
        early.begin(slow, range(10_000), setup=ten, jobs=2, floor=20)
        until(tmp_path / "3")
        done = early.done()
        begun = len(list(tmp_path.iterdir()))

        assert 3 <= done < 10_000
        assert list(early.results()) == list(range(done))
        assert len(list(tmp_path.iterdir())) == begun


def test_results_are_taken_while_the_work_goes_on_and_each_once(
    early: Numbers, tmp_path: Path
) -> None:
    def halting(_state: int, n: int) -> int:
        (tmp_path / str(n)).touch()
        while n == 2000 and not (tmp_path / "go on").exists():
            time.sleep(0.001)
        return n

    with early:
        early.begin(halting, range(4000), setup=ten, jobs=2, floor=20)
        until(tmp_path / "2000")
        first = [next(each) for each in [early.ready()] for _ in range(50)]
        rest = list(early.ready())
        (tmp_path / "go on").touch()
        until(tmp_path / "3999")
        while not (later := list(early.ready())):
            time.sleep(0.001)
        done = early.done()
        last = list(early.results())

    assert first == list(range(50))
    assert 1000 < len(first) + len(rest) <= 2000
    assert [*first, *rest, *later, *last] == list(range(done))
    assert done >= 3999


def test_what_cannot_be_done_is_left_for_later(early: Numbers) -> None:
    with early:
        early.begin(lambda _state, n: 60 // (20 - n), range(30), setup=ten, jobs=2, floor=20)
        while multiprocessing.active_children():
            time.sleep(0.001)

        assert early.done() == 20


def test_a_process_that_is_killed_leaves_whole_results() -> None:
    def end(_state: int, n: int) -> bytes:
        if n == 20:
            os.kill(os.getpid(), signal.SIGKILL)
        return bytes(1000)

    some: Ahead[int, int, bytes] = Ahead()
    with some:
        some.begin(end, range(30), setup=ten, jobs=2, floor=20)
        while multiprocessing.active_children():
            time.sleep(0.001)

        assert list(some.results()) == [bytes(1000)] * some.done()


@pytest.mark.parametrize(("count", "jobs"), [(19, 2), (30, 1)])
def test_nothing_is_begun_where_it_is_not_worth_while(
    early: Numbers, count: int, jobs: int
) -> None:
    with early:
        begin(early, count, jobs)

        assert (early.done(), list(early.results()), list(early.items)) == (0, [], [])


def test_nothing_is_left_running_by_one_who_goes(early: Numbers) -> None:
    def for_ever(_state: int, _n: int) -> int:
        time.sleep(600)
        return 1

    with early:
        early.begin(for_ever, range(30), setup=ten, floor=20)

    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("count", [0, 1, 19, 20, 21, 300])
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_two_make_from_both_ends_comes_in_the_order_of_the_items(
    count: int, jobs: int
) -> None:
    def times(state: int, n: int) -> tuple[int, int]:
        time.sleep(0.001)
        return state * n, os.getpid()

    made = from_both_ends(times, range(count), setup=ten, jobs=jobs, floor=20)

    assert [result for result, _ in made] == [10 * n for n in range(count)]
    makers = [process == os.getpid() for _, process in made]
    assert makers == sorted(makers, reverse=True)
    assert multiprocessing.active_children() == []
    if count == 300:
        assert len(set(makers)) == jobs


def test_what_the_other_one_cannot_make_is_made_here() -> None:
    def stubborn(_state: int, n: int) -> int:
        if multiprocessing.parent_process():
            raise ValueError
        return n

    assert from_both_ends(stubborn, range(50), setup=ten, jobs=2, floor=20) == list(range(50))
