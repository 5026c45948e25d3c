"""An hour and a week of simulated time: a real build, a real target, and a clock that lies."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from tests.autopilot.world import NAP, START, Killed, World

MINUTES = timedelta(minutes=1)
HOURS = timedelta(hours=1)
DAYS = timedelta(days=1)
LATEST = timedelta(seconds=NAP)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def killed_in_publish(number: int) -> Callable[[], None]:
    """Have the process killed when it begins the publish of this number, just once."""
    begun = 0

    def dying() -> None:
        nonlocal begun
        begun += 1
        if begun == number:
            raise Killed

    return dying


def test_an_hour_with_a_moved_clock_killed_and_restarted_publishes_each_thing_once(
    world: World,
) -> None:
    due = {"one": 10 * MINUTES, "two": 25 * MINUTES, "three": 40 * MINUTES, "four": 55 * MINUTES}
    for name, after in due.items():
        world.diary(name, START + after)
    clock = world.clock
    clock.plan(12 * MINUTES, lambda: clock.turn(-11 * MINUTES))  # 08:12 becomes 08:01
    clock.plan(15 * MINUTES, world.die)  # 08:04, before "one" for the second time
    clock.plan(20 * MINUTES, lambda: clock.turn(18 * MINUTES))  # 08:09 becomes 08:27, past "two"
    clock.plan(21 * MINUTES, world.die)
    clock.plan(30 * MINUTES, lambda: clock.turn(-7 * MINUTES))  # as if nothing had been
    world.fly_for(HOURS)

    assert clock.wall == START + HOURS
    assert world.appearances() == {"zero": [1], "one": [2], "two": [3], "three": [4], "four": [5]}
    assert world.announcements() == world.appearances()
    assert len(world.said("published")) == 5
    for name in ("one", "three", "four"):
        assert START + due[name] <= world.first_seen(name) <= START + due[name] + LATEST
    assert world.first_seen("two") == START + 27 * MINUTES  # when the clock was past it at once


def test_a_week_of_kills_moved_clocks_edits_and_outages_publishes_each_thing_once(
    world: World,
) -> None:
    clock = world.clock
    due = {
        "tuesday": datetime(2026, 6, 2, 17, 0, tzinfo=UTC),
        "wednesday": datetime(2026, 6, 3, 17, 0, tzinfo=UTC),
        "thursday": datetime(2026, 6, 4, 17, 0, tzinfo=UTC),
        "friday": datetime(2026, 6, 5, 17, 0, tzinfo=UTC),
        "saturday": datetime(2026, 6, 6, 3, 30, tzinfo=UTC),
        "sunday": datetime(2026, 6, 7, 23, 59, tzinfo=UTC),
    }
    for name, at in due.items():
        world.diary(name, at)
    for n in range(28):  # killed every six hours, and in the middle of some publishes
        clock.plan(n * 6 * HOURS + 3 * HOURS, world.die)
    world.before_look = killed_in_publish(9)
    clock.plan(1 * DAYS + 10 * HOURS, lambda: clock.turn(-3 * HOURS))  # just after Tuesday's
    clock.plan(1 * DAYS + 20 * HOURS, lambda: clock.turn(3 * HOURS))
    clock.plan(2 * DAYS + 8 * HOURS, lambda: clock.turn(2 * HOURS))  # past Wednesday's
    clock.plan(2 * DAYS + 12 * HOURS, lambda: clock.turn(-2 * HOURS))
    clock.plan(3 * DAYS, lambda: world.diary("zero", START - 3 * DAYS, "It glows more."))
    clock.plan(5 * DAYS, lambda: world.diary("new", START + 4 * DAYS))  # of yesterday
    clock.plan(4 * DAYS + 8 * HOURS, world.cut_off)  # Friday from 16:00 to 19:00
    clock.plan(4 * DAYS + 11 * HOURS, world.connect)
    world.fly_for(7 * DAYS)
    seen = world.appearances()

    assert clock.wall == START + 7 * DAYS
    assert set(seen) == {"zero", "new", *due}
    assert all(len(publishes) == 1 for publishes in seen.values())
    assert world.announcements() == seen
    for name in ("tuesday", "thursday", "saturday", "sunday"):
        assert due[name] <= world.first_seen(name) <= due[name] + LATEST
    assert due["wednesday"] <= world.first_seen("wednesday") <= due["wednesday"] + HOURS
    assert 2 * HOURS <= world.first_seen("friday") - due["friday"] <= 2.5 * HOURS + LATEST
    instants = [record.at for record in world.records()]
    assert instants == sorted(instants)


def test_the_same_week_without_any_trouble_ends_with_the_same_site(tmp_path: Path) -> None:
    worlds = [World(tmp_path / name) for name in ("calm", "rough")]
    for world in worlds:
        for n, name in enumerate(("one", "two", "three")):
            world.diary(name, START + (n + 1) * DAYS)
    rough = worlds[1].clock
    for n in range(12):
        rough.plan(n * 7 * HOURS, worlds[1].die)
        rough.plan(n * 7 * HOURS + MINUTES, partial(rough.turn, (n % 3 - 1) * 40 * MINUTES))
    for world in worlds:
        world.fly_for(4 * DAYS)
    calm, other = (world.records() for world in worlds)

    assert [len(records) for records in (calm, other)] == [4, 4]
    assert worlds[0].announcements() == worlds[1].announcements()


def test_a_clock_set_back_never_takes_anything_from_readers(world: World) -> None:
    world.diary("one", START + 10 * MINUTES)
    clock = world.clock
    clock.plan(11 * MINUTES, lambda: clock.turn(-2 * DAYS))
    clock.plan(30 * MINUTES, lambda: world.diary("zero", START - 3 * DAYS, "Changed."))
    world.fly_for(2 * HOURS)

    assert [record.sequence for record in world.records()] == [1, 2]
    assert len(world.said("clock-behind")) == 1
    assert "friday publish --back" in world.said("clock-behind")[0].message
    assert "diaries/one/index.html" in world.records()[-1].files


def test_what_waited_for_the_clock_is_published_when_it_has_caught_up(world: World) -> None:
    world.diary("one", START + 10 * MINUTES)
    clock = world.clock
    clock.plan(11 * MINUTES, lambda: clock.turn(-HOURS))
    clock.plan(30 * MINUTES, lambda: world.diary("zero", START - 3 * DAYS, "Changed."))
    world.fly_for(2 * HOURS)
    last = world.records()[-1]

    assert last.sequence == 3
    assert START + 10 * MINUTES <= last.at <= START + 11 * MINUTES


def test_a_clock_set_forward_catches_up_within_a_nap(world: World) -> None:
    world.diary("one", START + 3 * DAYS)
    world.diary("two", START + 5 * DAYS)
    world.clock.plan(10 * MINUTES, lambda: world.clock.turn(6 * DAYS))
    world.fly_for(20 * MINUTES)

    assert world.appearances() == {"zero": [1], "one": [2], "two": [2]}
    assert world.first_seen("one") - START - 6 * DAYS <= 10 * MINUTES + LATEST
    [moved] = world.said("clock-moved")
    assert moved.details == {"seconds": 6 * 86400}
