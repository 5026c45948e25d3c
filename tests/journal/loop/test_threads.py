"""Threads: everything public that came of a suggestion, oldest first, and what is still open."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.journal.threads import Node
from generator.kinds.kind import Step
from generator.model.reference import Byline
from tests.journal.loop.looping import (
    diary,
    ends,
    entry,
    file,
    journal_of,
    looped,
    named,
    poll,
    release,
    report,
    steps,
    suggestion,
    thread,
)

S, T = "suggestions/s.md", "suggestions/t.md"
R = "releases/r.md"
D = "diaries/d.md"
P = "polls/p.md"
ROOT = "suggestion:s"
ABOUT = "'suggestion:s'"
AWARD = "award: Star\nrecipients: [mei]\nreason: For it"

WHOLE = {
    S: suggestion(
        "2026-01-02 evaluating",
        "2026-01-20 adopted",
        "2026-02-10 shipped",
        more="by: mei\nowner: lin\nreason: You were right",
    ),
    T: suggestion(date="2026-01-05", more="by: rui\nduplicate_of: s"),
    P: poll("2026-01-08", "2026-01-15", "outcome: We build it", refs=ABOUT),
    D: diary("2026-01-21", "suggestion:s"),
    R: release("2026-02-10", "'diary:d'", "suggestion:t, why: So, credits: mei"),
    "diaries/tells.md": diary("2026-02-11", more="releases: r"),
    "reports/q.md": report("2026-02-20", "diary:tells"),
    "diaries/answer.md": diary("2026-02-21", more="answers: report:q"),
    "awards/a.md": file("2026-03-01", f"{AWARD}\nrefs: ['suggestion:s']"),
    # What has nothing to do with it.
    "suggestions/other.md": suggestion(date="2026-01-03", more="by: mei"),
    "diaries/other.md": diary("2026-01-04", "suggestion:other"),
    "releases/other.md": release("2026-01-06", "'suggestion:other', why: So, credits: mei"),
}


def test_a_thread_has_everything_that_came_of_a_suggestion_and_nothing_else(
    tmp_path: Path,
) -> None:
    found = thread(looped(tmp_path, WHOLE), ROOT)

    assert steps(found) == [
        "suggested suggestion:s",
        "moved suggestion:s#0 evaluating",
        "suggested suggestion:t",
        "asked poll:p",
        "decided poll:p#0",
        "decided suggestion:s#1 adopted",
        "told diary:d",
        "changed release:r#1",
        "released release:r",
        "released suggestion:s#2 shipped",
        "told diary:tells",
        "reported report:q",
        "answered diary:answer",
        "thanked award:a",
        "answered poll:p#1",
    ]
    assert found.open_ends == ()
    assert found.is_complete


def test_every_page_of_a_thread_leads_to_it(tmp_path: Path) -> None:
    found = looped(tmp_path, WHOLE)
    of_it = {node.entry for node in thread(found, ROOT).nodes}

    assert {entry for entry, roots in found.loop.through.items() if named(ROOT) in roots} == of_it
    assert named("suggestion:t") not in found.loop.threads
    assert named("poll:p") not in found.loop.threads


def test_each_step_says_whose_it_was_and_why(tmp_path: Path) -> None:
    nodes = {
        (str(node.entry), node.part): node for node in thread(looped(tmp_path, WHOLE), ROOT).nodes
    }

    def people(entry: str, part: int = -1) -> list[str]:
        return [byline.name for byline in nodes[(entry, part)].people]

    def note(entry: str, part: int) -> str:
        found = nodes[(entry, part)].note
        return found.source if found else ""

    assert people(ROOT) == ["mei"]
    assert people("suggestion:t") == ["rui"]
    assert people("release:r", 1) == ["mei"]
    assert people("award:a") == ["mei"]
    assert note(ROOT, 1) == "You were right"
    assert note(ROOT, 0) == ""
    assert note("release:r", 1) == "So"
    assert note("poll:p", 1) == "We build it"


def test_the_last_decision_has_its_own_note_rather_than_the_reason(tmp_path: Path) -> None:
    moves = suggestion("2026-01-20 declined Own words", more="reason: The reason")
    [_, node] = thread(looped(tmp_path, {S: moves}), ROOT).nodes

    assert node.note is not None
    assert node.note.source == "Own words"


def test_a_status_without_a_history_is_a_step_without_a_date(tmp_path: Path) -> None:
    files = {S: suggestion(more="owner: lin\nstatus: declined\nreason: Too dear")}
    [_, node] = thread(looped(tmp_path, files), ROOT).nodes

    assert (node.step, node.part, node.date, node.status) == ("decided", 0, None, "declined")


def test_a_decision_without_a_date_stays_once_a_release_shipped_it(tmp_path: Path) -> None:
    files = {
        S: suggestion(more="owner: lin\nstatus: adopted\nreason: You were right"),
        R: release("2026-03-01", "suggestion:s"),
    }
    found = thread(looped(tmp_path, files), ROOT)

    assert steps(found) == [
        "suggested suggestion:s",
        "changed release:r#0",
        "released release:r",
        "decided suggestion:s#0 adopted",
    ]


def test_a_status_that_only_says_shipped_is_no_step_beside_the_release(tmp_path: Path) -> None:
    files = {
        S: suggestion(more="owner: lin\nstatus: shipped"),
        R: release("2026-03-01", "suggestion:s"),
    }

    assert "suggestion:s#0" not in " ".join(steps(thread(looped(tmp_path, files), ROOT)))


@pytest.mark.parametrize("hidden", ["draft: yes", "withdrawn: wrong", "expires: 2026-05-01"])
@pytest.mark.parametrize("name", sorted(set(WHOLE) - {S}))
def test_what_is_not_public_is_in_no_thread(tmp_path: Path, name: str, hidden: str) -> None:
    without = {key: text for key, text in WHOLE.items() if key != name}
    hiding = {**WHOLE, name: WHOLE[name].replace("title: T", f"title: T\n{hidden}", 1)}
    found = looped(tmp_path / "with", hiding).loop
    expected = looped(tmp_path / "without", without).loop

    assert found.threads == expected.threads
    assert found.through == expected.through
    assert found.standings == expected.standings


@pytest.mark.parametrize("day", range(1, 32, 3))
def test_nothing_lies_ahead_but_what_is_announced(tmp_path: Path, day: int) -> None:
    at = datetime(2026, 1, day, 12, tzinfo=UTC)
    loop = looped(tmp_path, WHOLE, at).loop
    dates = [n.date for each in loop.threads.values() for n in each.nodes if n.date]

    assert dates
    assert max(dates) <= at


def test_what_is_announced_is_part_of_the_thread_and_still_open(tmp_path: Path) -> None:
    files = {S: suggestion(), P: poll("2026-07-01", "2026-07-09", refs=ABOUT, date="2026-05-01")}
    found = thread(looped(tmp_path, files), ROOT)

    assert steps(found)[-1] == "asked poll:p"
    assert ends(found) == ["Waiting for an answer: suggestion:s", "Still open: poll:p"]


def test_a_poll_about_two_suggestions_is_in_both_threads_and_has_its_own(tmp_path: Path) -> None:
    files = {
        S: suggestion(),
        T: suggestion(date="2026-01-02"),
        P: poll("2026-01-08", "2026-01-15", refs="'suggestion:s', 'suggestion:t'"),
    }
    loop = looped(tmp_path, files).loop

    assert loop.through[named("poll:p")] == (
        named("poll:p"),
        named("suggestion:t"),
        named("suggestion:s"),
    )


def test_what_came_of_a_poll_about_two_is_in_neither_of_their_threads(tmp_path: Path) -> None:
    """Else threads would grow into one."""
    files = {
        S: suggestion(),
        T: suggestion(),
        P: poll("2026-01-08", "2026-01-15", refs="'suggestion:s', 'suggestion:t'"),
        D: diary("2026-01-20", "poll:p"),
        R: release("2026-02-01", "'poll:p'"),
    }
    loop = looped(tmp_path, files).loop

    assert named("diary:d") not in {n.entry for n in loop.threads[named(ROOT)].nodes}
    assert loop.through[named("diary:d")] == (named("poll:p"),)
    assert loop.through[named("release:r")] == (named("poll:p"),)


def test_a_change_that_cites_a_poll_and_another_suggestion_belongs_to_that_one(
    tmp_path: Path,
) -> None:
    files = {
        S: suggestion(),
        T: suggestion(),
        P: poll("2026-01-08", "2026-01-15", refs=ABOUT),
        R: release("2026-02-01", "'poll:p', 'suggestion:t'", "'poll:p'"),
    }
    found = thread(looped(tmp_path, files), ROOT)

    assert [step for step in steps(found) if "changed" in step] == ["changed release:r#1"]


def test_a_poll_that_nothing_leads_to_begins_a_thread(tmp_path: Path) -> None:
    files = {
        P: poll("2026-01-08", "2026-01-15", "outcome: Done"),
        R: release("2026-02-01", "'poll:p'"),
    }
    found = thread(looped(tmp_path, files), "poll:p")

    assert steps(found) == [
        "asked poll:p",
        "decided poll:p#0",
        "changed release:r#0",
        "released release:r",
        "answered poll:p#1",
    ]


def test_an_outcome_is_no_step_before_the_poll_is_over(tmp_path: Path) -> None:
    files = {P: poll("2026-05-20", "2026-06-02", "outcome: Secret")}
    found = thread(looped(tmp_path, files), "poll:p")

    assert steps(found) == ["asked poll:p"]
    assert ends(found) == ["Still open: poll:p"]


def test_a_suggestion_that_names_a_poll_in_its_fields_is_tied_to_it(tmp_path: Path) -> None:
    moves = suggestion("2026-01-02 evaluating We [ask](poll:p)")
    loop = looped(tmp_path, {S: moves, P: poll("2026-01-08", "2026-01-15")}).loop

    assert loop.through[named("poll:p")] == (named(ROOT),)


def test_the_words_of_a_stranger_tie_nothing(tmp_path: Path) -> None:
    files = {S: suggestion(text="Like [that](poll:p)"), P: poll("2026-01-08", "2026-01-15")}

    assert looped(tmp_path, files).loop.through[named("poll:p")] == (named("poll:p"),)


def test_people_and_tags_tie_nothing(tmp_path: Path) -> None:
    tagged = "tags: [light]\nby: mei\nowner: lin"
    files = {S: suggestion(more=tagged), T: suggestion(more=tagged)}
    loop = looped(tmp_path, files).loop

    assert loop.through == {
        named(ROOT): (named(ROOT),),
        named("suggestion:t"): (named("suggestion:t"),),
    }


def test_a_report_that_speaks_of_a_suggestion_is_told_by_its_first_remark(tmp_path: Path) -> None:
    remarks = (
        "liked: [One]\ndisliked:\n  - Two\n  - {text: Three, refs: ['suggestion:s']}\n"
        "bugs:\n  - {text: Four, refs: ['suggestion:s']}"
    )
    files = {
        S: suggestion(),
        R: release("2026-02-01"),
        "reports/q.md": report("2026-02-20", "release:r", remarks),
    }
    found = thread(looped(tmp_path, files), ROOT)

    assert steps(found) == ["suggested suggestion:s", "reported report:q#2"]
    assert ends(found) == [
        "Waiting for an answer: suggestion:s",
        "Waiting for an answer: report:q",
    ]


def test_what_is_most_overdue_is_open_first(tmp_path: Path) -> None:
    files = {
        S: suggestion(
            "2026-01-02 evaluating", more="answer_by: 2026-05-01\nowner: lin\nlate: Soon"
        ),
        P: poll("2026-01-03", "2026-01-15", "answer_by: 2026-02-01", refs=ABOUT),
        "polls/q.md": poll("2026-01-04", "2026-01-05", refs=ABOUT),
    }
    found = thread(looped(tmp_path, files), ROOT)
    [overdue, also, waits] = found.open_ends

    assert ends(found) == [
        "Waiting for an answer: poll:p, overdue",
        "Waiting for a decision: suggestion:s, overdue",
        "Waiting for an answer: poll:q",
    ]
    assert overdue.since == datetime(2026, 1, 15, tzinfo=UTC)
    assert also.owner == Byline("lin", handle=False)
    assert also.late is not None
    assert waits.due is None


def test_a_day_that_has_not_come_is_no_overdue_promise(tmp_path: Path) -> None:
    [end] = thread(looped(tmp_path, {S: suggestion(more="answer_by: 2026-06-01")}), ROOT).open_ends

    assert end.due == datetime(2026, 6, 1, tzinfo=UTC)
    assert not end.overdue


@pytest.mark.parametrize(
    ("moves", "waits"),
    [
        ([], "Waiting for an answer"),
        (["2026-01-02 evaluating"], "Waiting for a decision"),
        (["2026-01-02 adopted"], "Waiting for its turn"),
        (["2026-01-02 adopted", "2026-01-03 in-progress"], "Work is going on"),
    ],
)
def test_what_has_not_arrived_says_what_it_waits_for(
    tmp_path: Path, moves: list[str], waits: str
) -> None:
    found = thread(looped(tmp_path, {S: suggestion(*moves)}), ROOT)

    assert ends(found) == [f"{waits}: suggestion:s"]
    assert not found.is_complete


def test_an_honest_no_is_complete(tmp_path: Path) -> None:
    found = thread(looped(tmp_path, {S: suggestion("2026-01-02 declined No")}), ROOT)

    assert found.is_complete


def test_duplicates_of_each_other_have_threads_of_their_own(tmp_path: Path) -> None:
    files = {S: suggestion(more="duplicate_of: t"), T: suggestion(more="duplicate_of: s")}
    threads = looped(tmp_path, files).loop.threads

    assert {str(root) for root in threads} == {"suggestion:s", "suggestion:t"}


def test_a_mention_elsewhere_changes_nothing_of_a_thread(tmp_path: Path) -> None:
    """What nothing names takes a short way through the program, which must lead to the same."""
    files = {
        S: suggestion(more="owner: lin\nstatus: adopted\nby: mei\nvotes: 3\nanswer_by: 2026-02-01"),
        T: suggestion(date="2026-05-01"),
    }
    mentioned = {**files, "stories/a.md": STORY}
    alone, other = looped(tmp_path / "a", files).loop, looped(tmp_path / "b", mentioned).loop

    assert alone == other


STORY = """---
title: A story
date: 2026-05-02
by: Bo
decision: approved
consent: {given: 2026-01-01, text: v1, uses: [site]}
---
[One](suggestion:s) and [two](suggestion:t)
"""


def test_equal_dates_are_in_the_order_of_the_loop() -> None:
    made = [
        entry("release", "r", "2026-01-01", version="1", changes=[{"text": "A", "refs": [ROOT]}]),
        entry("diary", "d", "2026-01-01", releases=["r"]),
        entry("suggestion", "s", "2026-01-01", owner="lin"),
    ]
    nodes: tuple[Node, ...] = thread(journal_of(made), ROOT).nodes

    assert [node.step for node in nodes] == [
        Step.SUGGESTED,
        Step.CHANGED,
        Step.RELEASED,
        Step.TOLD,
    ]
