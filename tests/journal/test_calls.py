"""Calls: how far they are, what became of what was sent in, and what is wrong with them."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from generator.journal.call_checks import check_calls
from generator.journal.calls import Figures, figures, stage
from generator.journal.instants import What, instants
from generator.journal.journal import Journal
from generator.journal.sent import due, first_due
from generator.model.entry import Entry
from generator.model.reference import Reference
from generator.model.submission_row import SubmissionRow
from tests.journals import gathered, short

CALL = """---
title: Tell us
date: 2026-05-01
type: {type}
opens: 2026-05-02 10:00
{more}
scope: {{in: All}}
binds: We read it
---
"""
STORY = (
    "---\ntitle: Night\ndate: 2026-05-05\nby: Ada\ndecision: {decision}\n"
    "consent: {{given: 2026-05-01, text: v1, uses: [site, feeds]}}\n---\nHello\n"
)
DIARY = "---\ntitle: Told\ndate: {day}\n---\nText\n"
HEAD = "key,call,received,decision,decided,role,reason,became\n"


def call(more: str = "answer_within: 10", kind: str = "story") -> str:
    return CALL.format(type=kind, more=more)


def row(
    number: int, received: str, decision: str = "pending", decided: str = "", became: str = ""
) -> str:
    times = [f"{each}:00+00:00" if each else "" for each in (received, decided)]
    role = "editor" if decided else ""
    return f"{number:016x},c,{times[0]},{decision},{times[1]},{role},,{became}\n"


def at(moment: str) -> datetime:
    return datetime.fromisoformat(f"{moment}:00+00:00")


def journal_of(folder: Path, files: Mapping[str, str], moment: str) -> Journal:
    return gathered(folder, files, at(moment))[0]


def sent(folder: Path, rows: str, moment: str, more: str = "answer_within: 10") -> Journal:
    files = {
        "calls/c.md": call(more),
        "stories/night.md": STORY.format(decision="approved"),
        "stories/secret.md": STORY.format(decision="pending"),
        "submissions.csv": HEAD + rows,
    }
    return journal_of(folder, files, moment)


def the_call(journal: Journal) -> Entry:
    return journal.versions[Reference("call", "c")][0]


ROWS = (
    row(1, "2026-05-03T10:00", "approved", "2026-05-04T09:00", "story:night")
    + row(2, "2026-05-03T11:00", "approved", "2026-05-08T09:00", "story:secret")
    + row(3, "2026-05-04T10:00", "declined", "2026-05-06T12:00")
    + row(4, "2026-05-05T10:00", "asked", "2026-05-06T12:00")
    + row(5, "2026-05-06T10:00")
    + row(6, "2026-05-15T10:00")
)


def test_everything_that_came_is_counted_once(tmp_path: Path) -> None:
    journal = sent(tmp_path, ROWS, "2026-05-20T12:00")

    assert figures(journal, the_call(journal)) == Figures(
        received=6,
        approved=2,
        published=1,  # the other story is not public
        declined=1,
        asked=1,
        waiting=2,
        oldest_days=14,
        median_days=2,  # of 1, 5 and 2 days
        overdue=1,
    )


def test_what_lies_ahead_has_not_come_and_is_not_decided(tmp_path: Path) -> None:
    journal = sent(tmp_path, ROWS, "2026-05-04T12:00")

    assert figures(journal, the_call(journal)) == Figures(
        received=3, approved=1, published=0, waiting=2, oldest_days=1, median_days=1
    )


def test_of_two_answers_the_median_lies_between(tmp_path: Path) -> None:
    rows = row(1, "2026-05-03T10:00", "declined", "2026-05-04T10:00") + row(
        2, "2026-05-03T10:00", "declined", "2026-05-07T10:00"
    )
    journal = sent(tmp_path, rows, "2026-05-20T12:00")

    assert figures(journal, the_call(journal)).median_days == 2.5


def test_where_nothing_came_there_is_nothing_to_count(tmp_path: Path) -> None:
    journal = sent(tmp_path, "", "2026-05-20T12:00")

    assert figures(journal, the_call(journal)) == Figures()


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2026-05-02T09:59", "announced"),
        ("2026-05-02T10:00", "open"),
        ("2026-05-09T23:59", "open"),
        ("2026-05-10T00:00", "closed"),
        ("2026-05-14T23:59", "closed"),
        ("2026-05-15T00:00", "overdue"),  # a day's promise is broken when the day is over
        ("2026-05-15T23:59", "overdue"),
        ("2026-05-16T00:00", "answered"),
    ],
)
def test_a_call_that_ends_goes_through_every_state(tmp_path: Path, moment: str, state: str) -> None:
    dates = "closes: 2026-05-10\nanswer_by: 2026-05-14\noutcome: diary:d"
    files = {"calls/c.md": call(dates), "diaries/d.md": DIARY.format(day="2026-05-16")}
    journal = journal_of(tmp_path, files, moment)

    assert stage(journal, the_call(journal)) == state


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2026-05-16T09:59", "open"),
        ("2026-05-16T10:00", "overdue"),  # ten days after it came
        ("2026-05-20T11:59", "overdue"),
        ("2026-05-20T12:00", "open"),  # it was declined
    ],
)
def test_a_standing_call_is_overdue_while_one_submission_is(
    tmp_path: Path, moment: str, state: str
) -> None:
    journal = sent(tmp_path, row(1, "2026-05-06T10:00", "declined", "2026-05-20T12:00"), moment)

    assert stage(journal, the_call(journal)) == state


def test_what_came_of_a_standing_call_does_not_answer_those_who_wait(tmp_path: Path) -> None:
    more = "answer_within: 10\noutcome: story:night"
    journal = sent(tmp_path, row(1, "2026-05-06T10:00"), "2026-05-20T12:00", more)

    assert stage(journal, the_call(journal)) == "overdue"


def test_a_question_back_is_no_broken_promise(tmp_path: Path) -> None:
    journal = sent(
        tmp_path, row(1, "2026-05-06T10:00", "asked", "2026-05-07T10:00"), "2026-06-20T12:00"
    )

    assert stage(journal, the_call(journal)) == "open"


def test_what_nobody_answers_has_its_span_as_state(tmp_path: Path) -> None:
    event = "---\ntitle: E\ndate: 2026-05-01\nstarts: 2026-05-03\nends: 2026-05-04\n---\n"
    journal = journal_of(tmp_path, {"events/c.md": event}, "2026-05-10T10:00")

    assert stage(journal, journal.versions[Reference("event", "c")][0]) == "closed"


def test_a_poll_is_overdue_and_answered_as_a_call_is(tmp_path: Path) -> None:
    poll = (
        "---\ntitle: P\ndate: 2026-05-01\nquestion: Which?\nopens: 2026-05-02\n"
        "closes: 2026-05-03\nanswer_by: 2026-05-09\nbinds: Much\n{more}\n"
        "options: [{{id: a, title: A}}, {{id: b, title: B}}]\n---\n"
    )
    states = []
    for more in ("", "outcome: We did it"):
        journal = journal_of(tmp_path, {"polls/p.md": poll.format(more=more)}, "2026-05-11T10:00")
        states.append(stage(journal, journal.versions[Reference("poll", "p")][0]))

    assert states == ["overdue", "answered"]


def test_the_first_that_is_due_is_the_first_that_waits() -> None:
    rows = [SubmissionRow("0" * 16, "c", at(f"2026-05-0{day}T10:00")) for day in (3, 2, 4)]

    assert first_due(rows, 10) == at("2026-05-12T10:00")
    assert first_due(rows, None) is None
    assert first_due([], 10) is None
    assert due(rows[0], 1) == at("2026-05-04T10:00")


def test_every_turn_of_a_submission_is_an_instant(tmp_path: Path) -> None:
    rows = row(1, "2026-05-06T10:00", "declined", "2026-05-20T12:00")
    journal = sent(tmp_path, rows, "2026-05-02T12:00")
    found = [
        (each.what, each.at)
        for each in instants(journal, journal.at, at("2026-06-01T00:00"))
        if each.entry == "call:c" and not each.field
    ]

    assert found == [
        (What.SENT, at("2026-05-06T10:00")),
        (What.OVERDUE, at("2026-05-16T10:00")),
        (What.SENT, at("2026-05-20T12:00")),
    ]


def test_a_change_of_the_scope_is_told_from_its_day_on(tmp_path: Path) -> None:
    changed = "answer_within: 10\nscope_changes: [{date: 2026-05-10, note: Less}]"
    counts = []
    for moment in ("2026-05-09T23:59", "2026-05-10T00:00"):
        journal = journal_of(tmp_path, {"calls/c.md": call(changed)}, moment)
        counts.append(len(the_call(journal).record.scope_changes))  # type: ignore[attr-defined]

    assert counts == [0, 1]


def test_a_call_that_promises_and_keeps_its_places_is_right(tmp_path: Path) -> None:
    journal = sent(tmp_path, ROWS, "2026-05-04T12:00", "answer_within: 10\nplaces: 2")

    assert list(check_calls(journal)) == []


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("reward: Much", "no-answer-by"),
        ("answer_by: 2026-06-01\nanswer_within: 3", "bad-call"),
        ("answer_by: 2026-05-01", "bad-dates"),
        ("closes: 2026-05-20\nanswer_by: 2026-05-19", "bad-dates"),
        ("answer_within: 3\nmap: {Name: nobody}", "unknown-field"),
        ("answer_within: 3\nfields: [{id: title, label: T}]", "bad-call"),
        ("answer_within: 3\nconsent: stories", "unknown-consent"),
        ("answer_within: 3\nfields: [{id: text, label: T, labels: {de: T}}]", "unknown-language"),
        ("answer_within: 3\nfields: [{id: text, label: T, hints: {de: T}}]", "unknown-language"),
    ],
)
def test_a_call_that_cannot_stand_so_is_told(tmp_path: Path, more: str, code: str) -> None:
    journal = journal_of(tmp_path, {"calls/c.md": call(more)}, "2026-05-04T12:00")

    assert [problem.code for problem in check_calls(journal)] == [code]


@pytest.mark.parametrize("field", ["type: beta", "opens: 2026-05-03", "answer_within: 11"])
def test_a_translation_promises_the_same(tmp_path: Path, field: str) -> None:
    translated = f"---\ntitle: 说说\n{field}\n---\n"
    files = {"calls/c.md": call(), "calls/c.zh.md": translated}
    journal = journal_of(tmp_path, files, "2026-05-04T12:00")

    assert short(list(check_calls(journal))) == ["content/calls/c.zh.md:3 bad-translation"]


def test_a_translation_may_ask_the_same_in_its_own_words(tmp_path: Path) -> None:
    fields = "answer_within: 3\nfields: [{{id: text, label: {label}{more}}}]"
    translated = "---\ntitle: 说说\nfields: [{{id: text, label: 说{more}}}]\n---\n"
    codes = []
    for more in ("", ", needed: yes"):
        files = {
            "calls/c.md": call(fields.format(label="Say", more="")),
            "calls/c.zh.md": translated.format(more=more),
        }
        journal = journal_of(tmp_path, files, "2026-05-04T12:00")
        codes.append([problem.code for problem in check_calls(journal)])

    assert codes == [[], ["bad-translation"]]


def test_rows_of_a_call_that_could_not_be_read_are_no_further_mistake(tmp_path: Path) -> None:
    journal = journal_of(
        tmp_path, {"submissions.csv": HEAD + row(1, "2026-05-06T10:00")}, "2026-05-20T12:00"
    )

    assert [problem.code for problem in check_calls(journal)] == ["unknown-reference"]
    assert list(check_calls(journal, frozenset({Reference("call", "c")}))) == []


def test_what_became_of_a_submission_is_of_the_kind_its_call_makes(tmp_path: Path) -> None:
    wrong = row(1, "2026-05-03T10:00", "approved", "2026-05-04T09:00", "suggestion:x")
    gone = row(2, "2026-05-03T10:00", "approved", "2026-05-04T09:00", "story:gone")
    journal = sent(tmp_path, wrong + gone, "2026-05-20T12:00")

    assert short(list(check_calls(journal))) == [
        "content/submissions.csv:2 bad-value",
        "content/submissions.csv:3 unknown-reference",
    ]


def test_an_open_call_is_open_whatever_came_of_it_so_far(tmp_path: Path) -> None:
    more = "answer_within: 10\noutcome: story:night"
    journal = sent(tmp_path, "", "2026-05-20T12:00", more)

    assert stage(journal, the_call(journal)) == "open"
