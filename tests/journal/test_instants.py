"""No instant at which a site changes is missing."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import Field

from generator.journal.instants import Occasion, What, instants, midnight, moments, next_change
from generator.model.fields import Instant, Many, Record
from generator.reader.read import Reading
from tests.journal.timed import FRIDAY, instant, journal_at, plan_of, reading_of

MONTH = timedelta(days=30)
SECOND = timedelta(seconds=1)

POLL = """\
---
title: Which
date: 2026-05-03 10:00
opens: 2026-05-05 18:00
closes: 2026-05-08 20:00
answer_by: {due}
method: approval
question: Which
voters: All
binds: That
options: [{{id: a, title: A}}, {{id: b, title: B}}]
---
"""
FILES = {
    "people.yaml": (
        "- {id: mei, title: Mei}\n- {id: lin, title: Lin, team: yes}\n"
        "- {id: rui, title: Rui, since: 2026-05-17 09:00, invited_by: mei, display: anonymous}\n"
    ),
    "diaries/2026-05-01-first.md": "---\ntitle: First\ndate: 2026-05-01 17:00\n---\nA\n",
    "diaries/early.md": (
        "---\ntitle: Early\ndate: 2026-05-15 17:00\nupdated: 2026-05-16 09:30\n"
        "expires: 2026-05-28 12:00\n---\nB [](suggestion:s)\n"
    ),
    "diaries/queued.md": "---\ntitle: Queued\nqueue: yes\n---\nC\n",
    "diaries/draft.md": "---\ntitle: Draft\ndate: 2026-05-20 08:00\ndraft: yes\n---\nD\n",
    "releases/one.md": (
        "---\ntitle: One\nversion: '1'\ndate: 2026-05-21 16:00\n"
        "changes:\n  - {text: Darker, why: Night, refs: [suggestion:s], credits: [mei]}\n---\n"
    ),
    "stories/with.md": (
        "---\ntitle: With\ndate: 2026-05-02\nwith: release:one\nby: Ada\ndecision: approved\n"
        "consent: {given: 2026-05-01, text: v1, uses: [site]}\n---\nE\n"
    ),
    "suggestions/s.md": (
        "---\ntitle: S\ndate: 2026-03-20\nby: mei\nowner: lin\nanswer_by: 2026-05-10\n"
        "history:\n  - {date: 2026-05-12 11:00, status: evaluating}\n"
        "  - {date: 2026-05-19 11:00, status: adopted}\n---\n"
    ),
    "polls/p.md": POLL.format(due="2026-05-14"),
    "events/e.md": (
        "---\ntitle: E\ndate: 2026-05-04 09:00\nstarts: 2026-05-22 10:00\n"
        "ends: 2026-05-22 15:00\n---\n"
    ),
    "ledger.csv": "date,person,role,count,what\n2026-05-25,mei,answered,2,forum\n",
}
ABOUT = {"pages/about.md": "---\ntitle: About\n---\nA\n"}
OPTIONS = f"{FRIDAY}    skip: {{2026-05-08: Rest}}\nstale_days: 55\n"
BEGIN = instant("2026-05-01T00:00+08:00")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    return reading_of(tmp_path_factory.mktemp("timed"), FILES, OPTIONS)


def whole(made: Reading, at: datetime) -> str:
    return repr(plan_of(made, journal_at(made, at, OPTIONS)))


def occasions(made: Reading) -> list[Occasion]:
    return list(instants(journal_at(made, BEGIN, OPTIONS), BEGIN, BEGIN + 2 * MONTH))


def test_between_two_instants_nothing_changes(made: Reading) -> None:
    at, changes = BEGIN, 0
    while at < BEGIN + MONTH:
        here = journal_at(made, at, OPTIONS)
        following = next_change(here)
        assert following is not None
        assert following > at
        last = following - SECOND

        assert whole(made, last) == repr(plan_of(made, here)), f"{at} and {last} differ"
        changes += whole(made, following) != whole(made, last)
        at = following
    assert changes > 30


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 59 * 24 * 3600))
def test_whenever_one_looks_nothing_changes_until_the_next_instant(
    made: Reading, seconds: int
) -> None:
    at = BEGIN + timedelta(seconds=seconds)
    following = next_change(journal_at(made, at, OPTIONS))

    assert following is not None
    assert whole(made, following - timedelta(microseconds=1)) == whole(made, at)


@pytest.mark.parametrize(
    ("what", "entry", "when"),
    [
        (What.APPEARS, "diary:early", "2026-05-15T17:00+08:00"),
        (What.EDITED, "diary:early", "2026-05-16T09:30+08:00"),
        (What.EXPIRES, "diary:early", "2026-05-28T12:00+08:00"),
        (What.APPEARS, "story:with", "2026-05-21T16:00+08:00"),
        (What.DATE, "poll:p", "2026-05-05T18:00+08:00"),
        (What.DATE, "poll:p", "2026-05-08T20:00+08:00"),
        (What.OVERDUE, "poll:p", "2026-05-15T00:00+08:00"),
        (What.DATE, "suggestion:s", "2026-05-12T11:00+08:00"),
        (What.DATE, "event:e", "2026-05-22T15:00+08:00"),
        (What.DATE, "person:rui", "2026-05-17T09:00+08:00"),
        (What.DATE, "diary:draft", "2026-05-20T08:00+08:00"),
        (What.LEDGER, "", "2026-05-25T00:00+08:00"),
        (What.SLOT, "", "2026-05-08T17:00+08:00"),
        (What.SLOT, "", "2026-05-15T17:00+08:00"),
        (What.LATE, "", "2026-05-15T18:01+08:00"),
        (What.PASSED, "", "2026-05-16T05:00+08:00"),
        (What.DAY, "", "2026-05-02T00:00+08:00"),
        (What.MONTH, "", "2026-06-01T00:00+08:00"),
    ],
)
def test_every_sort_of_instant_is_known(made: Reading, what: What, entry: str, when: str) -> None:
    assert (what, entry, instant(when)) in {(o.what, o.entry, o.at) for o in occasions(made)}


def test_a_draft_has_no_instants_of_its_own(made: Reading) -> None:
    found = {each.what for each in occasions(made) if each.entry == "diary:draft"}

    assert found == {What.DATE}


def test_instants_are_in_order_and_each_stands_once(made: Reading) -> None:
    found = occasions(made)

    assert found == sorted(set(found))


def test_the_end_of_a_time_belongs_to_it_and_its_beginning_does_not(made: Reading) -> None:
    journal = journal_at(made, BEGIN, OPTIONS)
    at = instant("2026-05-15T17:00+08:00")

    assert at in {each.at for each in instants(journal, at - SECOND, at)}
    assert at not in {each.at for each in instants(journal, at, at + SECOND)}


def test_an_empty_journal_changes_when_a_month_begins(tmp_path: Path) -> None:
    made = reading_of(tmp_path, ABOUT, "timezone: Asia/Shanghai\n")
    journal = journal_at(made, instant("2026-05-03T12:00+00:00"), "timezone: Asia/Shanghai\n")

    assert next_change(journal) == instant("2026-06-01T00:00+08:00")


@pytest.mark.parametrize(
    ("zone", "day", "begins"),
    [
        # Clocks leap over midnight: the day begins at one o'clock.
        ("America/Santiago", (2026, 9, 6), "2026-09-06T04:00+00:00"),
        # They show midnight twice: the first counts.
        ("America/Havana", (2026, 11, 1), "2026-11-01T04:00+00:00"),
        ("Asia/Kolkata", (2026, 1, 1), "2025-12-31T18:30+00:00"),
    ],
)
def test_a_day_begins_when_its_first_instant_comes(
    zone: str, day: tuple[int, int, int], begins: str
) -> None:
    assert midnight(*day, ZoneInfo(zone)) == instant(begins)


def test_days_are_instants_only_where_something_counts_them(tmp_path: Path) -> None:
    made = reading_of(tmp_path, ABOUT)
    journal = journal_at(made, BEGIN)

    assert {each.what for each in instants(journal, BEGIN, BEGIN + MONTH)} == {What.MONTH}


def test_both_midnights_of_a_team_that_moves_are_instants(tmp_path: Path) -> None:
    options = "timezone: Asia/Shanghai\ntimezones: {2026-05-20: Europe/Berlin}\n"
    journal = journal_at(reading_of(tmp_path, ABOUT, options), BEGIN, options)

    found = [o.at for o in instants(journal, BEGIN, BEGIN + MONTH) if o.what is What.ZONE]
    assert found == [instant("2026-05-20T00:00+08:00"), instant("2026-05-20T00:00+02:00")]


class Inner(Record):
    when: Instant | None = None
    word: str = ""


class Outer(Record):
    plain: str = ""
    own: Instant | None = None
    many: Many[Inner] = ()
    deep: Mapping[str, Inner] = Field(default={})


def test_dates_are_found_however_deep_they_lie() -> None:
    first, second, third = (datetime(2026, 5, day, tzinfo=UTC) for day in (1, 2, 3))
    record = Outer(own=first, many=(Inner(when=second), Inner()), deep={"x": Inner(when=third)})

    assert sorted(moments(record)) == [("deep", third), ("many", second), ("own", first)]
