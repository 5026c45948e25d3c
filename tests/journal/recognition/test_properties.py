"""What holds of points, levels and boards whatever anybody did."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.config import Config
from generator.journal.journal import Journal, gather
from generator.journal.loop.loop import with_loop
from generator.journal.merits import Board, Evidence
from generator.journal.recognition.evidence import newest_first
from generator.journal.recognition.recognise import recognised
from generator.journal.recognition.standing import Rules
from generator.kinds.credit import Role
from generator.kinds.person import Person
from generator.kinds.recognition import DEFAULT_POINTS
from generator.model.entry import Entry
from generator.model.ledger import LedgerRow
from generator.model.reference import Byline
from generator.problems import Location
from tests.journals import configured, reading

PEOPLE = """
- {id: a, title: A}
- {id: b, title: B}
- {id: c, title: C}
- {id: d, title: D, display: handle}
- {id: boss, title: Boss, team: yes}
- {id: ghost, title: Ghost, display: anonymous}
- {id: shy, title: Shy, in_lists: no}
- {id: flat, title: Flat, in_levels: no}
- {id: robot, title: Robot, bot: yes}
"""
LISTED = frozenset("abcd")
OUTSIDE = LISTED | {"ghost", "shy", "flat"}
"""Everybody who is counted and is not on the team."""

AT = datetime(2027, 1, 1, tzinfo=UTC)
FIRST = datetime(2026, 7, 1, tzinfo=UTC)
roles = st.sampled_from([Role.SUGGESTED, Role.TESTED, Role.VOTED, Role.ANSWERED])
days = st.integers(0, 150).map(lambda n: FIRST + timedelta(days=n))
people = st.sampled_from(sorted(OUTSIDE | {"boss", "robot"}))


@cache
def entries() -> tuple[Sequence[Entry], Config]:
    with TemporaryDirectory() as folder:
        found = reading(Path(folder), {"people.yaml": PEOPLE}, None)
    assert found.problems == ()
    return found.entries, configured(boards="{people: 2, least: 2, places: 3}")


@st.composite
def rows(draw: st.DrawFn) -> list[LedgerRow]:
    made = st.tuples(days, people, roles, st.integers(1, 4))
    return [
        LedgerRow(day, Byline(who, handle=True), str(role), count, "", "", Location("ledger", n))
        for n, (day, who, role, count) in enumerate(draw(st.lists(made, max_size=25)), 2)
    ]


def journal_of(deeds: Sequence[LedgerRow], at: datetime = AT) -> Journal:
    known, config = entries()
    journal, problems = gather(known, config, at, deeds)
    assert [p for p in problems if p.code != "early-row"] == []
    return with_loop(journal)


def in_window(deeds: Sequence[LedgerRow], window: str) -> list[LedgerRow]:
    return [row for row in deeds if f"{row.when:%Y-%m-%d}".startswith(window)]


def worth(row: LedgerRow) -> int:
    return row.count * DEFAULT_POINTS[Role(row.role)]


evidence = st.lists(
    st.builds(
        Evidence,
        person=st.just("a"),
        role=st.sampled_from(Role),
        when=days | st.none(),
        count=st.integers(1, 9),
    ),
    max_size=40,
).map(lambda found: sorted(found, key=newest_first))


def merit_level(rules: Rules, found: Sequence[Evidence]) -> int:
    """The number of the level, 0 for none."""
    ids = ["", *(level.id for level in rules.levels)]
    ordered = sorted(found, key=newest_first)
    return ids.index(rules.merit("a", ordered, Person()).level)


@given(rows())
def test_points_are_the_sum_of_the_evidence_and_the_evidence_is_every_row(
    deeds: list[LedgerRow],
) -> None:
    sums: Counter[str] = Counter()
    for row in deeds:
        sums[row.person.name] += worth(row)
    merits = recognised(journal_of(deeds)).merits
    expected = {who: points for who, points in sums.items() if who != "robot"}
    if "flat" in expected:
        expected["flat"] = 0  # who wants no points has none

    assert {who: merit.points for who, merit in merits.items()} == expected
    assert sum(len(merit.evidence) for merit in merits.values()) == len(
        [row for row in deeds if row.person.name != "robot"]
    )


@given(evidence, evidence)
def test_more_evidence_never_lowers_a_level(some: list[Evidence], more: list[Evidence]) -> None:
    rules = Rules.of(configured())

    assert merit_level(rules, some) <= merit_level(rules, [*some, *more])


@given(evidence)
def test_a_level_is_reached_on_the_day_before_which_it_was_not(found: list[Evidence]) -> None:
    rules = Rules.of(configured())
    merit = rules.merit("a", found, Person())
    undated = [each for each in found if each.when is None]
    if merit.reached is None:
        assert merit_level(rules, undated) == merit_level(rules, found)
        return
    until = [e for e in found if e.when and e.when <= merit.reached]
    before = [e for e in until if e.when != merit.reached]

    assert merit_level(rules, [*undated, *until]) == merit_level(rules, found)
    assert merit_level(rules, [*undated, *before]) < merit_level(rules, found)


@given(rows(), st.randoms(use_true_random=False))
def test_the_order_of_what_goes_in_does_not_matter(deeds: list[LedgerRow], luck: object) -> None:
    turned = list(deeds)
    luck.shuffle(turned)  # type: ignore[attr-defined]  # hypothesis' own Random

    assert recognised(journal_of(turned)) == recognised(journal_of(deeds))


@settings(max_examples=200)
@given(rows())
def test_places_are_one_more_than_how_many_have_more(deeds: list[LedgerRow]) -> None:
    for window, boards in recognised(journal_of(deeds)).boards.items():
        for board in boards:
            of_role = [r for r in in_window(deeds, window) if board.role in {None, r.role}]

            assert by_hand(board, of_role) == [
                (place.place, place.person, place.points, place.count) for place in board.places
            ]


def by_hand(board: Board, deeds: Sequence[LedgerRow]) -> list[tuple[int, str, int, int]]:
    """Place, person, points and count, counted the slow way."""
    points = {who: sum(worth(r) for r in deeds if r.person.name == who) for who in LISTED}
    counts = {who: sum(r.count for r in deeds if r.person.name == who) for who in LISTED}
    value = points if board.role is None else counts
    ranked = [who for who in sorted(LISTED) if points[who] >= 2]
    if len(ranked) < 2:
        return []
    places = [
        (1 + sum(value[other] > value[who] for other in ranked), who, points[who], counts[who])
        for who in ranked
    ]
    return sorted(place for place in places if place[0] <= 3)


@given(rows())
def test_a_board_and_its_others_are_everybody_outside_the_team(deeds: list[LedgerRow]) -> None:
    found = recognised(journal_of(deeds))
    expected = {f"{row.when:%Y-%m}" for row in deeds if row.person.name in OUTSIDE}

    assert {window for window in found.boards if "-" in window} == expected
    for window, boards in found.boards.items():
        for board in boards:
            took_part = {
                row.person.name
                for row in in_window(deeds, window)
                if board.role in {None, row.role} and row.person.name in OUTSIDE
            }
            on_it = {place.person for place in board.places}

            assert on_it <= took_part & LISTED
            assert len(on_it) + board.others == len(took_part)


@given(rows(), days)
def test_what_lies_ahead_changes_nothing(deeds: list[LedgerRow], at: datetime) -> None:
    past = [row for row in deeds if row.when <= at]

    assert recognised(journal_of(deeds, at)) == recognised(journal_of(past, at))


@given(rows())
def test_boards_stand_newest_first_and_a_year_after_its_months(deeds: list[LedgerRow]) -> None:
    for newer, older in pairwise(recognised(journal_of(deeds)).boards):
        assert newer > older
