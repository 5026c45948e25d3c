"""What became of the options of a vote, and who won a contest, once readers may know."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.journal.journal import Journal
from generator.model.reference import Reference
from generator.pages.desk.entry_views import Desk
from generator.pages.desk.library import library
from generator.pages.entries.follow import follow, won
from generator.pages.follow import FollowStep
from tests.journal.votes import poll, unseen, voted
from tests.pages.journals import Words

LATE = datetime(2026, 6, 1, tzinfo=UTC)
DURING = datetime(2026, 5, 3, tzinfo=UTC)
BEST = Reference("poll", "best")
FOLLOWED = "follow_through: yes"
PEOPLE = "- {id: lin, title: Lin}\n"
WISH = """---
title: A wish
date: 2026-04-01
status: {status}
owner: lin
history:
  - {{date: 2026-04-02, status: received}}
  - {{date: 2026-04-09, status: {status}}}
---
"""
RELEASE = "---\ntitle: One\ndate: {date}\nversion: 1\n---\n"
DIARY = "---\ntitle: Told\ndate: 2026-05-30\n---\nText\n"
CALL = """---
title: A colour
date: 2026-04-01
type: contest
opens: 2026-04-01
scope: {in: paper}
binds: x
entries: [{id: red, title: Red}, {id: blue, title: Blue}]
vote: best
---
"""


def desk_of(journal: Journal) -> Desk:
    return Desk(journal, library((), frozenset()), Words())


def steps(
    folder: Path,
    best: str,
    more: Mapping[str, str] | None = None,
    *,
    at: datetime = LATE,
    lang: str = "en",
) -> tuple[FollowStep, ...]:
    files = {"people.yaml": PEOPLE, "polls/best.md": best, **(more or {})}
    journal = voted(folder, files, {"best": {"red": 1, "blue": 4}}, at)
    entry = next(e for e in journal.versions[BEST] if e.lang == lang)
    return follow(desk_of(journal), entry)


def test_the_most_wanted_comes_first(tmp_path: Path) -> None:
    found = steps(tmp_path, poll(more=FOLLOWED))

    assert [(s.place, s.option, s.title) for s in found] == [
        (1, "blue", "The blue one"),
        (2, "red", "The red one"),
    ]


def test_what_nothing_has_come_of_is_open(tmp_path: Path) -> None:
    assert [(s.states, s.open) for s in steps(tmp_path, poll(more=FOLLOWED))] == [((), True)] * 2


@pytest.mark.parametrize(
    ("status", "label"),
    [
        ("received", "Waiting for an answer"),
        ("evaluating", "Waiting for a decision"),
        ("adopted", "Waiting for its turn"),
        ("in-progress", "Work is going on"),
    ],
)
def test_a_suggestion_on_its_way_is_open_and_somebody_answers_for_it(
    tmp_path: Path, status: str, label: str
) -> None:
    best = poll("refs: suggestion:wish", more=FOLLOWED)
    _, red = steps(tmp_path, best, {"suggestions/wish.md": WISH.format(status=status)})
    [state] = red.states

    assert (red.open, state.open, state.status, state.label) == (True, True, status, label)
    assert state.date == datetime(2026, 4, 9, tzinfo=UTC)
    assert [person.title for person in state.people] == ["Lin"]
    assert state.link.url == "/suggestions/wish/"


@pytest.mark.parametrize("status", ["shipped", "declined"])
def test_a_suggestion_at_its_end_is_closed(tmp_path: Path, status: str) -> None:
    best = poll("refs: suggestion:wish", more=FOLLOWED)
    _, red = steps(tmp_path, best, {"suggestions/wish.md": WISH.format(status=status)})

    assert [(red.open, s.open, s.status, s.people) for s in red.states] == [
        (False, False, status, ())
    ]


def test_a_release_that_shipped_and_a_diary_close_an_option(tmp_path: Path) -> None:
    best = poll("refs: [release:one, diary:told]", more=FOLLOWED)
    more = {"releases/one.md": RELEASE.format(date="2026-05-20"), "diaries/told.md": DIARY}
    _, red = steps(tmp_path, best, more)

    assert red.open is False
    assert [(s.label, s.date) for s in red.states] == [
        ("Released", datetime(2026, 5, 20, tzinfo=UTC)),
        ("Told", datetime(2026, 5, 30, tzinfo=UTC)),
    ]


def test_a_release_that_is_still_to_come_is_not_told(tmp_path: Path) -> None:
    best = poll("refs: release:one", more=FOLLOWED)
    _, red = steps(tmp_path, best, {"releases/one.md": RELEASE.format(date="2026-07-01")})

    assert (red.states, red.open) == ((), True)


def test_one_open_end_leaves_an_option_open(tmp_path: Path) -> None:
    best = poll("refs: [release:one, suggestion:wish]", more=FOLLOWED)
    more = {
        "releases/one.md": RELEASE.format(date="2026-05-20"),
        "suggestions/wish.md": WISH.format(status="adopted"),
    }
    _, red = steps(tmp_path, best, more)

    assert ([s.open for s in red.states], red.open) == ([False, True], True)


def test_another_vote_is_open_until_it_closes(tmp_path: Path) -> None:
    best = poll("refs: poll:next", more=FOLLOWED)
    following = poll().replace("2026-05-06", "2026-06-06")
    _, red = steps(tmp_path, best, {"polls/next.md": following})

    assert [(s.label, s.open) for s in red.states] == [("Asked", True)]


def test_a_translation_shows_what_options_name_in_the_original(tmp_path: Path) -> None:
    files = {
        "polls/best.en.md": poll("refs: suggestion:wish", more=FOLLOWED),
        "polls/best.zh.md": poll(more=FOLLOWED).replace("The red one", "红的"),
        "suggestions/wish.md": WISH.format(status="adopted"),
        "people.yaml": PEOPLE,
    }
    journal = voted(tmp_path, files, {"best": {"red": 4}})
    chinese = next(e for e in journal.versions[BEST] if e.lang == "zh-CN")
    red, _ = follow(desk_of(journal), chinese)

    assert (red.title, [s.label for s in red.states]) == ("红的", ["译Waiting for its turn"])


def test_nothing_is_shown_where_nobody_asks_for_it(tmp_path: Path) -> None:
    assert steps(tmp_path, poll()) == ()


def test_nothing_is_shown_while_the_vote_goes_on(tmp_path: Path) -> None:
    assert steps(tmp_path, poll(more=f"{FOLLOWED}\nresults: live"), at=DURING) == ()


def test_nothing_is_shown_of_a_count_that_readers_may_not_see(tmp_path: Path) -> None:
    journal = voted(tmp_path, {"polls/best.md": poll(more=FOLLOWED)}, {"best": {"red": 4}})
    entry = journal.versions[BEST][0]

    assert len(follow(desk_of(journal), entry)) == 2
    assert follow(desk_of(unseen(journal)), entry) == ()


def test_who_won_a_contest_is_known_once_its_count_is(tmp_path: Path) -> None:
    files = {"polls/best.md": poll(), "calls/c.md": CALL}
    journal = voted(tmp_path, files, {"best": {"red": 1, "blue": 4}})
    call = journal.versions[Reference("call", "c")][0]

    assert won(desk_of(journal), call) == ("blue",)
    assert won(desk_of(unseen(journal)), call) == ()
    assert won(desk_of(replace(journal, counts={})), call) == ()
    assert won(desk_of(journal), journal.versions[BEST][0]) == ()
