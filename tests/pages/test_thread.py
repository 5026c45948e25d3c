"""The orange thread: what belongs together with an entry, step by step."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from generator.kinds.kind import Step
from generator.pages.entries.thread import LABELS
from generator.pages.values import Knot
from generator.pages.views import EntryPage
from tests.pages.journals import Laid, diary, laid_out

AT = datetime(2026, 6, 1, tzinfo=UTC)
PEOPLE = "- {id: mei, title: Mei}\n- {id: lin, title: Lin, team: yes}\n"
SUGGESTION = """---
title: Darker
date: 2026-05-01
status: shipped
by: "@mei"
owner: lin
history:
  - {date: 2026-05-02, status: received}
  - {date: 2026-05-04, status: adopted, note: It is *good*}
  - {date: 2026-05-09, status: shipped}
---
"""
RELEASE = """---
title: One
date: 2026-05-08
version: "1.0"
changes:
  - text: Dims *lower*
    credits: ["@mei", {person: lin, role: contributed}]
    refs: suggestion:darker
  - text: Something else
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


def threaded(folder: Path, files: Mapping[str, str], path: str) -> tuple[Knot, ...]:
    return thread_at(laid_out(folder, {"people.yaml": PEOPLE, **files}, at=AT), path)


def thread_at(laid: Laid, path: str) -> tuple[Knot, ...]:
    view = laid.sheet(path).view
    assert isinstance(view, EntryPage)
    return view.entry.thread


def steps(knots: tuple[Knot, ...]) -> list[tuple[str, str]]:
    """Day and step of each node; an open end has a bracket behind it."""
    return [
        (f"{k.date:%m-%d}" if k.date else "", f"{k.step} (" if k.open else k.step) for k in knots
    ]


def test_a_suggestion_hangs_together_with_what_came_of_it(tmp_path: Path) -> None:
    files = {
        "suggestions/darker.md": SUGGESTION,
        "polls/which.md": POLL % ("2026-05-06", "outcome: Done"),
        "releases/one.md": RELEASE,
        "diaries/2026-05-10-d.md": diary("D", text="See [](suggestion:darker)."),
        "awards/star.md": "---\ntitle: Star\ndate: 2026-05-31\naward: Star\nrecipients: ['@mei']\n"
        "reason: For it\nrefs: suggestion:darker\n---\n",
    }

    assert steps(threaded(tmp_path, files, "/suggestions/darker/")) == [
        ("05-01", "suggested"),
        ("05-03", "asked"),
        ("05-04", "decided"),
        ("05-08", "changed"),
        ("05-09", "released"),
        ("05-10", "told"),
        ("05-31", "thanked"),
    ]


def test_the_first_node_names_who_suggested_it_and_leads_nowhere(tmp_path: Path) -> None:
    first = threaded(tmp_path, {"suggestions/darker.md": SUGGESTION}, "/suggestions/darker/")[0]

    assert [(link.title, link.url) for link in first.people] == [("Mei", "/people/mei/")]
    assert first.link is None


def test_a_move_says_the_status_and_why(tmp_path: Path) -> None:
    knots = threaded(tmp_path, {"suggestions/darker.md": SUGGESTION}, "/suggestions/darker/")
    move = knots[1]

    assert (move.status, move.note) == ("adopted", "It is <em>good</em>")


def test_a_change_says_what_changed_and_whom_it_credits(tmp_path: Path) -> None:
    files = {"suggestions/darker.md": SUGGESTION, "releases/one.md": RELEASE}
    [change] = [k for k in threaded(tmp_path, files, "/suggestions/darker/") if k.link]

    assert (change.link and change.link.url, change.note) == (
        "/releases/one/",
        "Dims <em>lower</em>",
    )
    assert [person.title for person in change.people] == ["Mei", "Lin"]


def test_a_suggestion_that_waits_ends_in_an_open_node(tmp_path: Path) -> None:
    text = "---\ntitle: A\ndate: 2026-05-01\nowner: lin\n---\n"
    last = threaded(tmp_path, {"suggestions/a.md": text}, "/suggestions/a/")[-1]

    assert (last.step, last.label, last.open) == ("awaited", "Waiting for an answer", True)
    assert last.date == datetime(2026, 5, 1, tzinfo=UTC)
    assert [person.title for person in last.people] == ["Lin"]


def test_a_suggestion_waits_since_its_last_move(tmp_path: Path) -> None:
    text = (
        "---\ntitle: A\ndate: 2026-05-01\nstatus: in-progress\nhistory:\n"
        "  - {date: 2026-05-03, status: adopted}\n"
        "  - {date: 2026-05-07, status: in-progress}\n---\n"
    )

    assert steps(threaded(tmp_path, {"suggestions/a.md": text}, "/suggestions/a/")) == [
        ("05-01", "suggested"),
        ("05-03", "decided"),
        ("05-07", "moved"),
        ("05-07", "awaited ("),
    ]


def test_a_status_without_a_history_has_a_node_without_a_date(tmp_path: Path) -> None:
    text = "---\ntitle: A\ndate: 2026-05-01\nstatus: declined\n---\n"
    knots = threaded(tmp_path, {"suggestions/a.md": text}, "/suggestions/a/")

    assert steps(knots) == [("05-01", "suggested"), ("", "decided")]
    assert knots[1].status == "declined"


def test_a_move_that_is_still_to_come_is_none_yet(tmp_path: Path) -> None:
    text = (
        "---\ntitle: A\ndate: 2026-05-01\nhistory:\n"
        "  - {date: 2026-06-02, status: adopted, note: Secret}\n---\n"
    )

    assert steps(threaded(tmp_path, {"suggestions/a.md": text}, "/suggestions/a/")) == [
        ("05-01", "suggested"),
        ("05-01", "awaited ("),
    ]


def test_a_duplicate_leads_to_the_suggestion_that_says_the_same(tmp_path: Path) -> None:
    files = {
        "suggestions/a.md": "---\ntitle: A\ndate: 2026-05-01\n---\n",
        "suggestions/b.md": "---\ntitle: B\ndate: 2026-05-02\nstatus: duplicate\n"
        "duplicate_of: a\n---\n",
    }
    laid = laid_out(tmp_path, files, at=AT)
    links = {
        path: [k.link.title for k in thread_at(laid, path) if k.link]
        for path in ("/suggestions/a/", "/suggestions/b/")
    }

    assert links == {"/suggestions/a/": ["B"], "/suggestions/b/": ["A"]}


def test_a_poll_that_is_over_and_answered_is_closed(tmp_path: Path) -> None:
    files = {
        "suggestions/darker.md": SUGGESTION,
        "polls/which.md": POLL % ("2026-05-06", "outcome: We *did*"),
    }
    knots = threaded(tmp_path, files, "/polls/which/")

    assert steps(knots) == [("05-03", "asked"), ("05-05", "decided"), ("", "answered")]
    assert knots[-1].note == "We <em>did</em>"


def test_an_answer_that_is_owed_is_an_open_node(tmp_path: Path) -> None:
    files = {"suggestions/darker.md": SUGGESTION, "polls/which.md": POLL % ("2026-05-06", "")}
    last = threaded(tmp_path, files, "/polls/which/")[-1]

    assert (last.label, last.open) == ("Answer overdue since", True)
    assert last.date == datetime(2026, 5, 6, tzinfo=UTC)


def test_an_answer_that_is_due_later_is_not_overdue(tmp_path: Path) -> None:
    files = {"suggestions/darker.md": SUGGESTION, "polls/which.md": POLL % ("2026-06-06", "")}

    assert threaded(tmp_path, files, "/polls/which/")[-1].label == "Answer due by"


def test_a_poll_that_is_open_says_until_when(tmp_path: Path) -> None:
    files = {"suggestions/darker.md": SUGGESTION, "polls/which.md": POLL % ("2026-06-06", "")}
    laid = laid_out(tmp_path, {"people.yaml": PEOPLE, **files}, at=datetime(2026, 5, 4, tzinfo=UTC))
    knots = thread_at(laid, "/polls/which/")

    assert [(k.label, k.open) for k in knots] == [
        ("Asked", False),
        ("Open until", True),
        ("Answer due by", True),
    ]


def test_what_can_still_be_taken_part_in_is_an_open_node_of_others(tmp_path: Path) -> None:
    files = {"suggestions/darker.md": SUGGESTION, "polls/which.md": POLL % ("2026-06-06", "")}
    laid = laid_out(tmp_path, {"people.yaml": PEOPLE, **files}, at=datetime(2026, 5, 4, tzinfo=UTC))
    [asked] = [k for k in thread_at(laid, "/suggestions/darker/") if k.step == "asked"]

    assert asked.open


def test_a_diary_answers_a_report_which_judges_a_release(tmp_path: Path) -> None:
    files = {
        "releases/one.md": "---\ntitle: One\ndate: 2026-05-08\nversion: 1\n---\n",
        "reports/may.md": "---\ntitle: May\ndate: 2026-05-12\nabout: release:one\n"
        "respondents: 3\n---\n",
        "diaries/2026-05-15-d.md": diary("D", "answers: may"),
    }
    laid = laid_out(tmp_path, files, at=AT)

    assert steps(thread_at(laid, "/reports/may/")) == [
        ("05-08", "released"),
        ("05-12", "reported"),
        ("05-15", "answered"),
    ]
    assert steps(thread_at(laid, "/diaries/d/")) == [("05-12", "reported"), ("05-15", "told")]


def test_a_diary_does_not_hang_together_with_all_that_its_text_names(tmp_path: Path) -> None:
    files = {
        "suggestions/a.md": "---\ntitle: A\ndate: 2026-05-01\n---\n",
        "diaries/2026-05-15-d.md": diary("D", text="[](suggestion:a)"),
    }

    assert steps(threaded(tmp_path, files, "/diaries/d/")) == [("05-15", "told")]


def test_the_thread_of_a_person_is_what_that_person_did(tmp_path: Path) -> None:
    files = {
        "suggestions/darker.md": SUGGESTION,
        "releases/one.md": RELEASE,
        "diaries/2026-05-10-d.md": diary("D", "authors: mei", text="Thanks, @mei."),
        "awards/star.md": "---\ntitle: Star\ndate: 2026-05-31\naward: Star\nrecipients: ['@mei']\n"
        "reason: For it\n---\n",
    }
    knots = threaded(tmp_path, files, "/people/mei/")

    assert [
        (step, k.link and k.link.title) for (_, step), k in zip(steps(knots), knots, strict=True)
    ] == [
        ("suggested", "Darker"),
        ("changed", "One"),
        ("thanked", "Star"),
    ]


def test_who_only_answers_for_a_suggestion_did_not_make_it(tmp_path: Path) -> None:
    knots = threaded(tmp_path, {"suggestions/darker.md": SUGGESTION}, "/people/lin/")

    assert knots == ()


def test_nothing_of_a_hidden_entry_is_in_a_thread(tmp_path: Path) -> None:
    files = {
        "suggestions/darker.md": SUGGESTION,
        "releases/one.md": RELEASE.replace("2026-05-08", "2026-06-08"),
        "diaries/2026-05-10-d.md": diary("D", "draft: yes", text="See [](suggestion:darker)."),
    }
    knots = threaded(tmp_path, files, "/suggestions/darker/")

    assert [k for k in knots if k.link] == []


def test_a_page_has_no_thread(tmp_path: Path) -> None:
    assert threaded(tmp_path, {"pages/a.md": diary("A")}, "/a/") == ()


def test_a_thread_is_in_the_language_of_its_page(tmp_path: Path) -> None:
    files = {
        "suggestions/a.en.md": "---\ntitle: A\ndate: 2026-05-01\n---\n",
        "suggestions/a.zh.md": "---\ntitle: 甲\n---\n",
        "diaries/2026-05-10-d.en.md": diary("D", text="[](suggestion:a)"),
        "diaries/2026-05-10-d.zh.md": diary("丁", text="[](suggestion:a)"),
    }
    laid = laid_out(tmp_path, files, options="languages: [en, zh-CN]\n", at=AT)
    told = thread_at(laid, "/zh-cn/suggestions/a/")[1]

    assert (told.label, told.link and told.link.title) == ("译Told", "丁")


def test_there_are_words_for_every_step() -> None:
    assert set(LABELS) == set(Step)


def test_entries_that_name_each_other_stand_in_each_others_thread_once(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-d.md": diary("D", "answers: may"),
        "reports/may.md": "---\ntitle: May\ndate: 2026-05-12\nabout: diary:d\n"
        "respondents: 3\n---\n",
    }

    assert steps(threaded(tmp_path, files, "/diaries/d/")) == [
        ("05-01", "told"),
        ("05-12", "reported"),
    ]
