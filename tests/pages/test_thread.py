"""The orange thread on pages: whole where it begins, a line on every other page of it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.kinds.kind import Step
from generator.pages.thread import LABELS, MOST_DOTS, MOST_LINES, age
from generator.pages.thread_views import Age, Knot
from generator.pages.views import EntryPage
from tests.pages.journals import Laid, diary, laid_out

AT = datetime(2026, 6, 1, tzinfo=UTC)
PEOPLE = "- {id: mei, title: Mei}\n- {id: lin, title: Lin, team: yes}\n"
SUGGESTION = """---
title: Darker
date: 2026-05-01
by: "@mei"
owner: lin
reason: Because
history:
  - {date: 2026-05-02, status: received}
  - {date: 2026-05-04, status: adopted, note: It is *good*}
---
"""
RELEASE = """---
title: One
date: 2026-05-08
version: "1.0"
changes:
  - text: Something else
  - text: Dims *lower*
    why: For the night
    credits: ["@mei", {person: lin, role: contributed}]
    refs: suggestion:darker
---
"""
POLL = """---
title: Which?
date: 2026-05-01
question: Which one?
options: [{id: a, title: A, description: "[Darker](suggestion:darker)"}, {id: b, title: B}]
opens: 2026-05-03
closes: 2026-05-05
binds: We do it
answer_by: %s
%s
---
"""


def page_at(laid: Laid, path: str) -> EntryPage:
    view = laid.sheet(path).view
    assert isinstance(view, EntryPage)
    return view


def page(folder: Path, files: Mapping[str, str], path: str) -> EntryPage:
    return page_at(laid_out(folder, {"people.yaml": PEOPLE, **files}, at=AT), path)


def threaded(folder: Path, files: Mapping[str, str], path: str) -> tuple[Knot, ...]:
    return page(folder, files, path).thread


def steps(knots: tuple[Knot, ...]) -> list[tuple[str, str]]:
    """Day and step of each node; an open end has a bracket behind it."""
    return [
        (f"{k.date:%m-%d}" if k.date else "", f"{k.step} (" if k.open else k.step) for k in knots
    ]


WHOLE = {
    "suggestions/darker.md": SUGGESTION,
    "polls/which.md": POLL % ("2026-05-06", "outcome: We *did*"),
    "releases/one.md": RELEASE,
    "diaries/2026-05-10-d.md": diary("D", "releases: one"),
    "awards/star.md": "---\ntitle: Star\ndate: 2026-05-31\naward: Star\nrecipients: ['@mei']\n"
    "reason: For it\nrefs: suggestion:darker\n---\n",
}


def test_a_suggestion_shows_everything_that_came_of_it(tmp_path: Path) -> None:
    assert steps(threaded(tmp_path, WHOLE, "/suggestions/darker/")) == [
        ("05-01", "suggested"),
        ("05-03", "asked"),
        ("05-04", "decided"),
        ("05-05", "decided"),
        ("05-08", "changed"),
        ("05-08", "released"),
        ("05-10", "told"),
        ("05-31", "thanked"),
        ("", "answered"),
    ]


def test_the_first_node_names_who_suggested_it_and_leads_nowhere(tmp_path: Path) -> None:
    first = threaded(tmp_path, WHOLE, "/suggestions/darker/")[0]

    assert [(link.title, link.url) for link in first.people] == [("Mei", "/people/mei/")]
    assert first.link is None


def test_a_move_says_the_status_and_why(tmp_path: Path) -> None:
    [move] = [k for k in threaded(tmp_path, WHOLE, "/suggestions/darker/") if k.status]

    assert (move.status, move.note) == ("adopted", "It is <em>good</em>")


def test_a_decision_without_a_note_of_its_own_says_the_reason(tmp_path: Path) -> None:
    text = SUGGESTION.replace(", note: It is *good*", "")
    [move] = [
        k
        for k in threaded(tmp_path, {"suggestions/darker.md": text}, "/suggestions/darker/")
        if k.status
    ]

    assert move.note == "Because"


def test_a_change_leads_to_its_place_in_the_release_and_says_what_changed(tmp_path: Path) -> None:
    knots = threaded(tmp_path, WHOLE, "/suggestions/darker/")
    [change] = [k for k in knots if k.step == "changed"]

    assert change.link is not None
    assert (change.link.url, change.note) == ("/releases/one/#change-2", "Dims <em>lower</em>")
    assert [person.title for person in change.people] == ["Mei", "Lin"]


def test_a_poll_does_not_decide_it_closes(tmp_path: Path) -> None:
    knots = threaded(tmp_path, WHOLE, "/suggestions/darker/")

    assert [k.label for k in knots if k.step == "decided"] == ["Decided", "Closed"]


def test_what_the_team_answered_to_a_poll_is_a_node_with_its_words(tmp_path: Path) -> None:
    answered = threaded(tmp_path, WHOLE, "/suggestions/darker/")[-1]

    assert (answered.label, answered.note) == ("Answered", "We <em>did</em>")


def test_a_suggestion_that_waits_ends_in_an_open_node_with_its_age(tmp_path: Path) -> None:
    text = "---\ntitle: A\ndate: 2026-05-20\nowner: lin\n---\n"
    last = threaded(tmp_path, {"suggestions/a.md": text}, "/suggestions/a/")[-1]

    assert (last.step, last.label, last.open) == ("awaited", "Waiting for an answer", True)
    assert (last.date, last.age) == (datetime(2026, 5, 20, tzinfo=UTC), Age(12, "day"))
    assert [person.title for person in last.people] == ["Lin"]
    assert not last.overdue


def test_a_promise_that_is_late_says_for_how_long_and_why(tmp_path: Path) -> None:
    text = (
        "---\ntitle: A\ndate: 2026-05-01\nowner: lin\nanswer_by: 2026-05-25\n"
        "late: We *wait* for glass\n---\n"
    )
    last = threaded(tmp_path, {"suggestions/a.md": text}, "/suggestions/a/")[-1]

    assert (last.overdue, last.due) == (True, datetime(2026, 5, 25, tzinfo=UTC))
    assert (last.age, last.late) == (Age(7, "day"), "We <em>wait</em> for glass")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, Age(0, "day")),
        (14, Age(14, "day")),
        (15, Age(2, "week")),
        (91, Age(13, "week")),
        (92, Age(3, "month")),
        (730, Age(23, "month")),
    ],
)
def test_an_age_is_said_in_days_then_weeks_then_months(days: int, said: Age) -> None:
    assert age(AT - timedelta(days=days), AT, UTC) == said


def test_what_is_still_to_come_has_no_age() -> None:
    assert age(AT + timedelta(days=1), AT, UTC) is None
    assert age(None, AT, UTC) is None


PLACES = {
    "poll": "/polls/which/",
    "release": "/releases/one/",
    "diary": "/diaries/d/",
    "award": "/honours/star/",
}


@pytest.mark.parametrize("path", PLACES.values(), ids=PLACES)
def test_every_other_page_of_a_thread_shows_it_as_a_line(tmp_path: Path, path: str) -> None:
    shown = page(tmp_path, WHOLE, path)
    [line] = shown.threads

    assert (line.root.url, line.status) == ("/suggestions/darker/", "shipped")
    assert line.dots[0].step == "suggested"
    assert shown.thread == ()


def test_the_page_that_a_thread_begins_on_has_no_line_of_it(tmp_path: Path) -> None:
    shown = page(tmp_path, WHOLE, "/suggestions/darker/")

    assert shown.threads == ()
    assert len(shown.thread) > 1


def test_a_line_marks_where_its_page_stands(tmp_path: Path) -> None:
    [line] = page(tmp_path, WHOLE, "/releases/one/").threads

    assert [dot.label for dot in line.dots if dot.here] == ["Changed", "Released"]


def test_a_line_says_what_is_still_open(tmp_path: Path) -> None:
    beta = RELEASE.replace('version: "1.0"', 'version: "1.0"\nchannel: beta')
    files = {"suggestions/darker.md": SUGGESTION, "releases/one.md": beta}
    [line] = page(tmp_path, files, "/releases/one/").threads

    assert (line.status, line.complete) == ("in-progress", False)
    assert [end.label for end in line.open] == ["Work is going on"]


def test_a_long_line_keeps_its_beginning_the_page_itself_and_its_end(tmp_path: Path) -> None:
    files = {
        f"diaries/2026-05-{10 + n}-d{n}.md": diary(f"D{n}", text="[](suggestion:darker)")
        for n in range(15)
    }
    [line] = page(tmp_path, {**WHOLE, **files}, "/releases/one/").threads
    labels = [dot.label for dot in line.dots]

    assert len(line.dots) == MOST_DOTS
    assert (labels[0], labels[-1]) == ("Suggested", "Answered")
    assert [dot.label for dot in line.dots if dot.here] == ["Changed", "Released"]
    assert sum(dot.skipped for dot in line.dots) + MOST_DOTS == 9 + 15


def test_a_page_shows_twelve_threads_and_says_how_many_more_there_are(tmp_path: Path) -> None:
    count = MOST_LINES + 3
    files = {
        f"suggestions/s{n}.md": f"---\ntitle: S{n}\ndate: 2026-05-{n + 1:02}\nowner: lin\n---\n"
        for n in range(count)
    }
    refs = ", ".join(f"suggestion:s{n}" for n in range(count))
    files["releases/r.md"] = (
        "---\ntitle: R\ndate: 2026-05-30\nversion: 1\n"
        f"changes: [{{text: T, refs: [{refs}]}}]\n---\n"
    )
    shown = page(tmp_path, files, "/releases/r/")

    assert [line.root.title for line in shown.threads] == [
        f"S{n}" for n in reversed(range(3, count))
    ]
    assert shown.more_threads == 3


def test_a_duplicate_shows_the_thread_of_what_it_was_merged_into(tmp_path: Path) -> None:
    files = {
        "suggestions/a.md": "---\ntitle: A\ndate: 2026-05-01\n---\n",
        "suggestions/b.md": "---\ntitle: B\ndate: 2026-05-02\nstatus: duplicate\n"
        "duplicate_of: a\n---\n",
    }
    laid = laid_out(tmp_path, files, at=AT)
    target, merged = (page_at(laid, f"/suggestions/{name}/") for name in "ab")

    assert [line.root.title for line in merged.threads] == ["A"]
    assert merged.thread == ()
    assert target.standing is not None
    assert [link.title for link in target.standing.merged] == ["B"]


def test_the_page_of_a_suggestion_says_where_it_stands_and_why(tmp_path: Path) -> None:
    stands = page(tmp_path, WHOLE, "/suggestions/darker/").standing

    assert stands is not None
    assert (stands.status, stands.since) == ("shipped", datetime(2026, 5, 8, tzinfo=UTC))
    assert stands.cause is not None
    assert stands.cause.url == "/releases/one/"
    assert [link.title for link in stands.asked_by] == ["Mei"]


def test_a_suggestion_that_nothing_happens_to_says_for_how_long(tmp_path: Path) -> None:
    text = "---\ntitle: A\ndate: 2026-03-01\n---\n"
    stands = page(tmp_path, {"suggestions/a.md": text}, "/suggestions/a/").standing

    assert stands is not None
    assert stands.stale == Age(3, "month")


def test_an_answer_that_is_promised_is_shown_until_it_is_given(tmp_path: Path) -> None:
    text = "---\ntitle: A\ndate: 2026-05-01\nowner: lin\nanswer_by: 2026-06-25\n%s---\n"
    files = {
        "suggestions/a.md": text % "",
        "suggestions/b.md": text % "reason: Yes\nstatus: adopted\n",
    }
    laid = laid_out(tmp_path, {"people.yaml": PEOPLE, **files}, at=AT)
    owed, given = (page_at(laid, f"/suggestions/{name}/").standing for name in "ab")

    assert owed is not None
    assert given is not None
    assert (owed.due, owed.overdue) == (datetime(2026, 6, 25, tzinfo=UTC), False)
    assert given.due is None


def test_a_diary_that_answers_a_report_is_named_on_it(tmp_path: Path) -> None:
    files = {
        "releases/one.md": "---\ntitle: One\ndate: 2026-05-08\nversion: 1\n---\n",
        "reports/may.md": "---\ntitle: May\ndate: 2026-05-12\nabout: release:one\n"
        "respondents: 3\n---\n",
        "diaries/2026-05-15-d.md": diary("D", "answers: may"),
        "diaries/2026-05-16-e.md": diary("E", text="[](report:may)"),
    }

    assert [link.title for link in page(tmp_path, files, "/reports/may/").answered] == ["D"]


def test_the_thread_of_a_person_is_what_that_person_did(tmp_path: Path) -> None:
    files = WHOLE | {"diaries/2026-05-11-e.md": diary("E", "authors: mei", text="Thanks, @mei.")}
    knots = threaded(tmp_path, files, "/people/mei/")

    assert [
        (step, k.link and k.link.url) for (_, step), k in zip(steps(knots), knots, strict=True)
    ] == [
        ("suggested", "/suggestions/darker/"),
        ("changed", "/releases/one/#change-2"),
        ("thanked", "/honours/star/"),
    ]


def test_who_only_answers_for_a_suggestion_did_not_make_it(tmp_path: Path) -> None:
    assert threaded(tmp_path, {"suggestions/darker.md": SUGGESTION}, "/people/lin/") == ()


def test_nothing_of_a_hidden_entry_is_in_a_thread(tmp_path: Path) -> None:
    files = {
        "suggestions/darker.md": SUGGESTION,
        "releases/one.md": RELEASE.replace("2026-05-08", "2026-06-08"),
        "diaries/2026-05-10-d.md": diary("D", "draft: yes", text="See [](suggestion:darker)."),
    }
    knots = threaded(tmp_path, files, "/suggestions/darker/")

    assert [k for k in knots if k.link] == []


def test_a_page_has_no_thread(tmp_path: Path) -> None:
    shown = page(tmp_path, {"pages/a.md": diary("A")}, "/a/")

    assert (shown.thread, shown.threads, shown.standing) == ((), (), None)


def test_a_thread_is_in_the_language_of_its_page(tmp_path: Path) -> None:
    files = {
        "suggestions/a.en.md": "---\ntitle: A\ndate: 2026-05-01\nowner: Lin\nhistory:\n"
        "  - {date: 2026-05-02, status: received}\n"
        "  - {date: 2026-05-03, status: adopted, note: Yes}\n---\n",
        "suggestions/a.zh.md": "---\ntitle: 甲\nhistory:\n"
        "  - {date: 2026-05-02, status: received}\n"
        "  - {date: 2026-05-03, status: adopted, note: 好}\n---\n",
        "diaries/2026-05-10-d.en.md": diary("D", text="[](suggestion:a)"),
        "diaries/2026-05-10-d.zh.md": diary("丁", text="[](suggestion:a)"),
    }
    laid = laid_out(tmp_path, files, options="languages: [en, zh-CN]\n", at=AT)
    knots = page_at(laid, "/zh-cn/suggestions/a/").thread

    assert [(k.label, k.note, k.link and k.link.title) for k in knots[1:3]] == [
        ("译Decided", "好", None),
        ("译Told", "", "丁"),
    ]


def test_there_are_words_for_every_step() -> None:
    assert set(LABELS) == set(Step)
