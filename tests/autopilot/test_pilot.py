"""How an autopilot waits, bears failures, and tells how it is."""

import json
import shutil
import socket
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.autopilot.health import health, is_running
from generator.autopilot.memory import FILE, Memory, remember, remembered
from generator.autopilot.notify import Systemd
from generator.autopilot.patience import patience
from generator.autopilot.verdict import Outcome
from generator.publish.lock import held
from tests.autopilot.world import START, World

MINUTES = timedelta(minutes=1)
HOURS = timedelta(hours=1)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def looks(world: World) -> list[datetime]:
    """Have the instants of all looks noted."""
    noted: list[datetime] = []
    world.before_look = lambda: noted.append(world.clock.now())
    return noted


# what fails


def test_a_target_that_is_away_is_tried_again_ever_less_often(world: World) -> None:
    noted = looks(world)
    world.clock.plan(timedelta(seconds=1), world.stop)
    world.fly()
    world.cut_off()
    world.fly_for(4 * HOURS)
    waits = [(b - a).total_seconds() for a, b in pairwise(noted[1:])]

    # 30 s doubled up to 30 min, less at most a fifth, plus at most a nap
    ideal = [min(30 * 2**n, 1800) for n in range(len(waits))]
    assert len(waits) >= 10
    assert all(0.8 * i <= w <= i + 20 for w, i in zip(waits, ideal, strict=True))
    assert world.said("failed")[2].details["reason"] == "retry"


def test_what_was_due_meanwhile_is_published_when_the_target_is_back(world: World) -> None:
    world.diary("one", START + 10 * MINUTES)
    world.clock.plan(5 * MINUTES, world.cut_off)
    world.clock.plan(40 * MINUTES, world.connect)
    world.fly_for(2 * HOURS)

    assert world.appearances() == {"zero": [1], "one": [2]}
    assert world.first_seen("one") >= START + 40 * MINUTES
    assert world.pilot().memory.failures == 0


def test_failures_are_counted_across_a_restart(world: World) -> None:
    world.public.write_text("This is no folder.", encoding="utf-8")
    world.clock.plan(10 * MINUTES, world.die)
    world.clock.plan(11 * MINUTES, world.stop)
    world.fly()
    counted = [event.message.split("failed ")[1].split()[0] for event in world.said("failed")]

    assert counted == [str(n) for n in range(1, len(counted) + 1)]


def test_a_mistake_keeps_the_last_good_site_and_is_told_once_until_it_is_mended(
    world: World,
) -> None:
    clock = world.clock
    clock.plan(5 * MINUTES, lambda: world.write("content/diaries/bad.md", "---\ntgas: x\n---\n"))
    clock.plan(200 * MINUTES, lambda: world.diary("bad", START))
    world.fly_for(4 * HOURS)
    [told] = world.said("mistakes")

    assert told.grave
    assert "content/diaries/bad.md:2" in told.message
    assert told.details["reason"] == "change"
    assert world.appearances() == {"zero": [1], "bad": [2]}
    assert START + 200 * MINUTES < world.first_seen("bad") < START + 201 * MINUTES


def test_a_mistake_in_the_configuration_does_not_end_the_autopilot(world: World) -> None:
    good = (world.project / "friday.yaml").read_text(encoding="utf-8")
    world.clock.plan(5 * MINUTES, lambda: world.write("friday.yaml", "title: [\n"))
    world.clock.plan(30 * MINUTES, lambda: world.write("friday.yaml", good + "tagline: Glow\n"))
    world.fly_for(HOURS)

    assert [event.name for event in world.events] == [
        *("started", "published", "mistakes", "published", "stopped")
    ]


# when it looks


def test_nothing_to_do_is_looked_after_once_an_hour_and_told_once(world: World) -> None:
    noted = looks(world)
    world.fly_for(5 * HOURS + MINUTES)

    assert [round((at - START) / HOURS) for at in noted] == [0, 1, 2, 3, 4, 5]
    assert len(world.said("nothing")) == 1


def test_a_look_at_which_nothing_is_due_builds_nothing(world: World) -> None:
    world.clock.plan(MINUTES, lambda: shutil.rmtree(world.project / "site"))
    world.fly_for(HOURS + 2 * MINUTES)

    assert len(world.said("published")) == 1
    assert not (world.project / "site").exists()


def test_files_that_are_saved_one_after_another_are_looked_at_together(world: World) -> None:
    world.clock.plan(5 * MINUTES, lambda: world.diary("a", START))
    for second in range(2, 12, 2):
        moment = 5 * MINUTES + timedelta(seconds=second)
        world.clock.plan(moment, partial(world.diary, "b", START, f"{second}"))
    world.fly_for(10 * MINUTES)

    assert world.appearances() == {"zero": [1], "a": [2], "b": [2]}
    assert len(world.records()) == 2


def test_a_file_that_changes_all_the_time_does_not_hold_up_what_is_due(world: World) -> None:
    for n in range(60):
        change = partial(world.diary, "zero", START, f"Text {n}.")
        world.clock.plan(timedelta(seconds=5 * n), change)
    world.fly_for(5 * MINUTES)

    assert 3 <= len(world.records()) <= 7


def test_what_fetching_brings_is_published_and_its_failure_is_told(world: World) -> None:
    answers = iter(["", "no route to host"])
    pilot = world.pilot()
    pilot._means = replace(pilot._means, pull=lambda: next(answers))
    first = pilot.look("once")
    second = pilot.look("once")
    [told] = world.said("not-pulled")

    assert (first.outcome, second.outcome) == (Outcome.PUBLISHED, Outcome.NOTHING)
    assert told.grave
    assert told.message.endswith("no route to host")


# patience


@given(failures=st.integers(1, 10_000), seed=st.text(max_size=30))
def test_patience_is_bounded_and_always_the_same(failures: int, seed: str) -> None:
    seconds = patience(failures, seed)

    assert 24 <= seconds <= 1800
    assert seconds == patience(failures, seed)


def test_journals_do_not_return_at_one_moment() -> None:
    assert len({round(patience(7, f"https://{n}.example/")) for n in range(50)}) > 30


# what it remembers


def test_what_is_remembered_is_read_back(tmp_path: Path) -> None:
    memory = Memory(
        pid=7, seen=START, outcome=Outcome.FAILED, retry=START + HOURS, failures=3, messages=("a",)
    )
    remember(tmp_path, memory)

    assert remembered(tmp_path) == memory


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"version": 2}',
        '{"version": 1, "latest": "2026-01-01T00:00:00"}',
        '{"version": 1, "outcome": "great"}',
        '{"version": 1, "failures": "many"}',
    ],
)
def test_a_damaged_memory_is_none(text: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")

    assert remembered(tmp_path) is None


def test_without_its_memory_nothing_is_published_twice(world: World) -> None:
    world.clock.plan(MINUTES, (world.project / ".friday" / FILE).unlink)
    world.clock.plan(2 * MINUTES, world.die)
    world.fly_for(HOURS)

    assert len(world.records()) == 1


def test_a_disk_that_takes_no_memory_stops_nothing(world: World) -> None:
    (world.project / ".friday" / FILE).mkdir(parents=True)
    world.fly_for(MINUTES)

    assert len(world.records()) == 1
    assert world.said("not-kept")


# how it is


GOOD = Memory(pid=7, seen=START, looked=START, outcome=Outcome.NOTHING)


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (Outcome.PUBLISHED, 0),
        (Outcome.NOTHING, 0),
        (Outcome.MISTAKES, 1),
        (Outcome.REFUSED, 1),
        (Outcome.BUG, 3),
        (Outcome.FAILED, 5),
    ],
)
def test_health_says_who_has_to_do_something(outcome: Outcome, code: int) -> None:
    memory = Memory(pid=7, seen=START, looked=START, outcome=outcome)

    assert health(memory, START + MINUTES, running=True).code == code


def test_one_that_does_not_run_or_hangs_is_ill() -> None:
    assert health(GOOD, START, running=False).code == 6
    assert health(GOOD, START + 31 * MINUTES, running=True).code == 6
    assert health(GOOD, START + 29 * MINUTES, running=True).code == 0
    assert health(None, START, running=True).code == 0


def test_a_clock_behind_the_last_publish_is_no_health() -> None:
    memory = Memory(
        pid=7, seen=START, looked=START, outcome=Outcome.PUBLISHED, latest=START + HOURS
    )

    assert health(memory, START, running=True).code == 1


def test_the_lock_tells_whether_one_runs(tmp_path: Path) -> None:
    before = is_running(tmp_path)
    with held(tmp_path, wait_seconds=0):
        during = is_running(tmp_path)

    assert (before, during, is_running(tmp_path)) == (False, True, False)


# what systemd hears


def test_systemd_hears_readiness_life_and_the_end(world: World) -> None:
    world.fly_for(MINUTES)
    heard = world.notifier.heard

    assert heard[0] == "READY=1"
    assert heard[-1] == "STOPPING=1"
    assert "WATCHDOG=1" in heard
    assert any(text.startswith("STATUS=published") and "\n" not in text for text in heard)


def test_a_socket_gets_what_is_told(tmp_path: Path) -> None:
    address = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as inlet:
        inlet.bind(address)
        Systemd(address).tell("READY=1")

        assert inlet.recv(100) == b"READY=1"


@pytest.mark.parametrize("address", ["", "/nowhere/at/all", "@no-such-name"])
def test_a_manager_that_is_not_there_is_no_matter(address: str) -> None:
    Systemd(address).tell("READY=1")


def test_an_event_is_one_line_of_json(world: World) -> None:
    world.fly_for(MINUTES)
    published = next(event for event in world.events if event.name == "published")
    record = json.loads(json.dumps(published.record()))

    assert record["type"] == "published"
    assert record["level"] == "info"
    assert record["at"] == START.isoformat()
    assert (record["target"], record["sequence"], record["reason"]) == ("web", 1, "start")
    assert record["files"] > 5
