"""Moves: legal histories are legal, others are refused at the first move that is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.journal.loop.lifecycle import Course, Deed, Turn, course
from generator.kinds.kind import Journey
from generator.kinds.suggestion import KIND
from generator.model.reference import Reference

START = datetime(2026, 1, 1, tzinfo=UTC)
# The table as the issue has it; typed once more, so that a slip in the program shows.
FOLLOWING: Mapping[str, Sequence[str]] = {
    "received": ["evaluating", "adopted", "declined", "duplicate"],
    "evaluating": ["adopted", "declined", "duplicate"],
    "adopted": ["in-progress", "shipped", "declined"],
    "in-progress": ["adopted", "shipped", "declined"],
    "shipped": ["in-progress"],
    "declined": ["evaluating"],
    "duplicate": ["evaluating"],
}
STATUSES = sorted(FOLLOWING)


@dataclass(frozen=True)
class Moved:
    date: datetime
    status: str
    note: None = None


def journey() -> Journey:
    assert KIND.journey is not None
    return KIND.journey


def day(n: int) -> datetime:
    return START + timedelta(days=n)


def moved(*statuses: str) -> list[Moved]:
    """A move a day, the first one on the second day."""
    return [Moved(day(n), status) for n, status in enumerate(statuses, 1)]


def way(statuses: Sequence[str], *deeds: Deed) -> Course:
    return course(journey(), Turn("received", START), moved(*statuses), deeds)


def shipping(n: int, name: str = "r") -> Deed:
    return Deed(Reference("release", name), day(n), ships=True, part=0)


def step(n: int, name: str = "r") -> Deed:
    return Deed(Reference("release", name), day(n), ships=False, part=0)


def telling(n: int, name: str = "d") -> Deed:
    return Deed(Reference("diary", name), day(n), ships=False)


def statuses(found: Course) -> list[str]:
    return [turn.status for turn in found.turns]


@st.composite
def legal(draw: st.DrawFn) -> list[str]:
    """A walk through the table from its beginning, which may itself be written down."""
    found = ["received"] if draw(st.booleans()) else []
    current = "received"
    for _ in range(draw(st.integers(0, 9))):
        current = draw(st.sampled_from(FOLLOWING[current]))
        found.append(current)
    return found


def test_the_table_of_moves_is_that_of_the_issue() -> None:
    assert {k: sorted(v) for k, v in journey().moves.items()} == {
        k: sorted(v) for k, v in FOLLOWING.items()
    }


@given(legal())
def test_a_history_of_legal_moves_is_legal(history: list[str]) -> None:
    found = way(history)

    assert found.objections == ()
    assert found.last.status == (history[-1] if history else "received")


@given(legal(), st.sampled_from(STATUSES), st.data())
def test_an_illegal_move_is_refused_where_it_stands(
    history: list[str], wrong: str, data: st.DataObject
) -> None:
    before = history[-1] if history else "received"
    assume(wrong not in FOLLOWING[before])
    assume(history or wrong != "received")
    later = data.draw(st.lists(st.sampled_from(STATUSES), max_size=3))

    objections = way([*history, wrong, *later]).objections

    assert objections[0].move == len(history)
    assert objections[0].before is not None
    assert objections[0].before.status == before


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(STATUSES)), max_size=8))
def test_a_move_below_a_later_one_is_refused_and_nothing_else(
    history: list[tuple[int, str]],
) -> None:
    moves = [Moved(day(n), status) for n, status in history]
    late = [n for n in range(1, len(moves)) if moves[n].date < moves[n - 1].date]
    assume(late)

    found = course(journey(), Turn("received", START), moves)

    assert [(each.move, each.before) for each in found.objections] == [(n, None) for n in late]


@given(legal(), st.lists(st.tuples(st.integers(0, 12), st.booleans(), st.booleans()), max_size=4))
def test_every_turn_changes_the_status_and_none_lies_before_the_one_above_it(
    history: list[str], seen: list[tuple[int, bool, bool]]
) -> None:
    deeds = [
        Deed(Reference("release", str(n)), day(when), ships, 0 if ships or cited else -1)
        for n, (when, ships, cited) in enumerate(seen)
    ]
    turns = way(history, *deeds).turns

    assert all(one.status != two.status for one, two in pairwise(turns))
    assert [turn.since for turn in turns] == sorted(turn.since or START for turn in turns)


@given(legal(), st.permutations([telling(2), step(4), shipping(6), shipping(8, "s")]))
def test_the_order_in_which_deeds_are_found_does_not_matter(
    history: list[str], deeds: list[Deed]
) -> None:
    ordered = sorted(deeds, key=lambda deed: deed.date)

    assert way(history, *deeds) == way(history, *ordered)


def test_a_release_ships_what_was_adopted() -> None:
    found = way(["adopted"], shipping(5))

    assert found.last == Turn("shipped", day(5), Reference("release", "r"))
    assert found.objections == ()


def test_a_release_ships_what_nobody_had_decided_about() -> None:
    assert way([], shipping(5)).last.status == "shipped"


def test_a_history_may_say_again_that_a_release_shipped_it() -> None:
    found = way(["adopted", "shipped"], shipping(2))

    assert found.objections == ()
    assert found.repeats == ()
    assert found.last.since == day(2)


def test_a_history_may_say_that_it_shipped_before_the_release_that_ships_it() -> None:
    found = way(["adopted", "shipped"], shipping(9))

    assert (found.objections, found.repeats) == ((), ())
    assert found.last == Turn("shipped", day(2), None, 1)


def test_what_shipped_twice_without_being_taken_up_again_is_refused() -> None:
    [objection] = way(["adopted", "shipped", "shipped"]).objections

    assert objection.move == 2


def test_what_is_taken_up_again_may_ship_again() -> None:
    history = ["adopted", "shipped", "in-progress", "shipped"]
    found = way(history, shipping(2, "one"), shipping(4, "two"))

    assert (found.objections, found.repeats) == ((), ())


def test_a_second_release_repeats_the_first() -> None:
    found = way(["adopted"], shipping(3, "one"), shipping(5, "two"))

    assert [(str(d.entry), str(before)) for d, before in found.repeats] == [
        ("release:two", "release:one")
    ]


def test_a_step_after_it_shipped_repeats_nothing() -> None:
    found = way(["adopted"], shipping(3, "one"), step(5, "two"))

    assert found.repeats == ()
    assert found.last.status == "shipped"


def test_a_diary_after_the_adoption_shows_that_work_is_going_on() -> None:
    found = way(["adopted"], telling(2))

    assert found.last == Turn("in-progress", day(2), Reference("diary", "d"))


@pytest.mark.parametrize("when", [0, 1])
def test_a_diary_up_to_the_adoption_shows_no_work(when: int) -> None:
    assert way(["adopted"], telling(when)).last.status == "adopted"


@pytest.mark.parametrize("history", [[], ["evaluating"], ["declined"], ["duplicate"]])
def test_a_diary_begins_nothing_that_is_not_adopted(history: list[str]) -> None:
    assert way(history, telling(9)).last.status == (history[-1] if history else "received")


def test_a_release_begins_what_waits_even_before_it_is_adopted() -> None:
    found = way(["evaluating", "adopted"], step(1, "trial"))

    assert statuses(found) == ["received", "in-progress", "evaluating", "adopted"]
    assert found.objections == ()


def test_a_history_may_go_on_from_work_that_a_diary_showed() -> None:
    found = way(["adopted", "in-progress", "shipped"], telling(2))

    assert statuses(found) == ["received", "adopted", "in-progress", "shipped"]
    assert found.objections == ()


def test_what_a_release_shipped_cannot_be_adopted_after_it() -> None:
    [objection] = way(["evaluating", "adopted"], shipping(1)).objections

    assert objection.move == 1
    assert objection.before == Turn("shipped", day(1), Reference("release", "r"))


@pytest.mark.parametrize("deed", [shipping(5), step(5)])
def test_a_release_defies_a_refusal_before_it(deed: Deed) -> None:
    found = way(["declined"], deed)

    assert found.defied == (deed,)
    assert found.last.status == "declined"


def test_a_release_before_the_refusal_defies_nothing() -> None:
    found = way(["evaluating", "adopted", "declined"], step(2))

    assert found.defied == ()
    assert found.last.status == "declined"


def test_a_diary_that_names_what_was_declined_defies_nothing() -> None:
    assert way(["declined"], telling(5)).defied == ()
