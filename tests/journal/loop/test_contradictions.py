"""What contradicts itself, and what does not; `tests/sites/bad/loop` holds every message."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.journal.loop.looping import (
    AT,
    diary,
    history,
    poll,
    release,
    report,
    suggestion,
    told,
)

S, T = "suggestions/s.md", "suggestions/t.md"
R = "releases/r.md"
D = "diaries/d.md"
ADOPTED = suggestion("2026-02-01 adopted")
SHIPPED = suggestion("2026-02-01 adopted", "2026-03-01 shipped")
DECLINED = suggestion("2026-02-01 declined")
SHIPS = release("2026-03-01", "suggestion:s")
TRIAL = release("2026-03-01", "suggestion:s", more="channel: beta")
HIDDEN = ["draft: yes", "withdrawn: wrong", "expires: 2026-04-01"]


def codes(folder: Path, files: dict[str, str], at: datetime = AT, **options: str) -> list[str]:
    """Severity and code of each contradiction, and where it is."""
    found = told(folder, files, at, **options)
    return [f"{line.split(': ')[0]} {line.split(': ')[1]}" for line in found]


@pytest.mark.parametrize(
    "files",
    [
        {S: suggestion()},
        {S: ADOPTED},
        {S: SHIPPED, R: SHIPS},
        {S: SHIPPED, R: TRIAL},
        {S: suggestion(more="owner: lin\nstatus: shipped"), R: SHIPS},
        {S: suggestion(more="owner: lin\nstatus: shipped"), R: TRIAL},
        {S: suggestion("2026-01-01 received", "2026-01-02 evaluating")},
        {S: suggestion("2026-01-02 declined", "2026-02-02 evaluating", "2026-02-03 adopted")},
        {S: suggestion("2026-02-01 adopted", more="owner: lin\nstatus: adopted")},
        {S: suggestion("2026-02-01 adopted", more="owner: lin\nstatus: shipped"), R: SHIPS},
        {S: DECLINED, D: diary("2026-03-01", "suggestion:s")},
        {S: DECLINED, R: release("2026-01-15", "suggestion:s, why: So, ships: no")},
        {S: ADOPTED, R: SHIPS, "releases/b.md": release("2026-02-15", "suggestion:s, ships: no")},
        {S: ADOPTED, R: SHIPS, "releases/b.md": release("2026-04-15", "suggestion:s, ships: no")},
        {S: ADOPTED, R: TRIAL, "releases/b.md": release("2026-04-15", "suggestion:s")},
        {S: suggestion(more="owner: lin\nstatus: adopted"), R: TRIAL, "releases/b.md": SHIPS},
        {S: suggestion(more="owner: lin\nstatus: shipped"), R: TRIAL, "releases/b.md": SHIPS},
        {S: DECLINED, T: suggestion(more="duplicate_of: s")},
        {
            S: SHIPPED,
            T: suggestion(more="duplicate_of: s"),
            R: release("2026-03-01", "suggestion:t"),
        },
        {S: suggestion(), T: suggestion("2026-01-02 duplicate", more="duplicate_of: s")},
    ],
)
def test_what_fits_together_is_no_contradiction(tmp_path: Path, files: dict[str, str]) -> None:
    assert told(tmp_path, files) == []


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_is_not_public_is_not_judged(tmp_path: Path, hidden: str) -> None:
    files = {
        S: suggestion("2026-02-01 shipped", more=f"{hidden}\nanswer_by: 2026-02-02"),
        T: suggestion(more=f"duplicate_of: t\n{hidden}"),
        "suggestions/no.md": DECLINED,
        R: release("2026-03-01", "suggestion:no", more=hidden),
        "reports/q.md": report("2026-04-02", "release:r", more=hidden),
        D: diary("2026-05-01"),
        "polls/p.md": poll("2026-01-02", "2026-01-03", f"answer_by: 2026-01-04\n{hidden}"),
    }

    assert told(tmp_path, files) == []


@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_release_that_is_not_public_does_not_say_that_something_shipped(
    tmp_path: Path, hidden: str
) -> None:
    files = {S: SHIPPED, R: release("2026-03-01", "suggestion:s", more=hidden)}

    assert codes(tmp_path, files) == ["content/suggestions/s.md:7 error[no-release]"]


def test_a_release_later_on_the_day_that_it_shipped_is_soon_enough(tmp_path: Path) -> None:
    later = release("2026-03-01 18:00", "suggestion:s")

    assert told(tmp_path, {S: SHIPPED, R: later}, datetime(2026, 3, 1, 9, tzinfo=UTC)) == []


def test_a_release_on_the_day_after_the_next_is_too_late(tmp_path: Path) -> None:
    later = release("2026-03-03", "suggestion:s")
    [found] = told(tmp_path, {S: SHIPPED, R: later}, datetime(2026, 3, 1, 9, tzinfo=UTC))

    assert found == (
        "content/suggestions/s.md:7: error[no-release]: it is 'shipped', and no public release says"
        " so\n    hint: delete that: 'release:r' ships it at 2026-03-03 00:00, and says so"
    )


def test_a_suggestion_that_names_its_release_is_told_to_let_that_name_it(tmp_path: Path) -> None:
    moves = suggestion("2026-02-01 adopted", "2026-03-01 shipped In [1.0](release:r)")
    [found] = told(tmp_path, {S: moves, R: release("2026-03-01", "suggestion:t"), T: ADOPTED})

    assert "let a change of 'release:r' name it: 'refs: suggestion:s'" in found


def test_only_steps_on_the_way_do_not_ship_it(tmp_path: Path) -> None:
    files = {S: SHIPPED, R: release("2026-03-01", "suggestion:s, why: So, ships: no")}

    assert codes(tmp_path, files) == ["content/suggestions/s.md:7 error[no-release]"]


def test_a_status_that_says_shipped_needs_a_release_as_well(tmp_path: Path) -> None:
    files = {S: suggestion(more="owner: lin\nstatus: shipped")}

    assert codes(tmp_path, files) == ["content/suggestions/s.md:5 error[no-release]"]


def test_every_change_that_cites_what_was_declined_is_named(tmp_path: Path) -> None:
    files = {
        S: DECLINED,
        T: suggestion(more="duplicate_of: s"),
        R: release("2026-03-01", "suggestion:s", "suggestion:t", "suggestion:s, ships: no"),
        "releases/b.md": TRIAL,
    }

    assert sorted(codes(tmp_path, files)) == [
        "content/releases/b.md:7 error[declined]",
        "content/releases/r.md:7 error[declined]",
        "content/releases/r.md:8 error[declined]",
        "content/releases/r.md:9 error[declined]",
    ]


def test_a_translation_of_a_release_is_no_second_release(tmp_path: Path) -> None:
    zh = "---\ntitle: 一\nchanges:\n  - {text: 更好, refs: ['suggestion:s']}\n---\n"

    assert told(tmp_path, {S: ADOPTED, "releases/r.en.md": SHIPS, "releases/r.zh.md": zh}) == []


def test_two_final_releases_that_ship_the_same_are_a_warning(tmp_path: Path) -> None:
    files = {S: ADOPTED, R: SHIPS, "releases/b.md": release("2026-04-01", "suggestion:s")}

    assert codes(tmp_path, files) == ["content/releases/b.md:7 warning[shipped-twice]"]


def test_of_a_release_that_ships_it_again_only_the_change_that_does_is_named(
    tmp_path: Path,
) -> None:
    again = release("2026-04-01", "suggestion:s, ships: no", "suggestion:s")

    assert codes(tmp_path, {S: ADOPTED, R: SHIPS, "releases/b.md": again}) == [
        "content/releases/b.md:8 warning[shipped-twice]"
    ]


def test_a_change_may_cite_what_does_not_exist_without_harm(tmp_path: Path) -> None:
    """Other checks say so."""
    assert told(tmp_path, {R: release("2026-03-01", "'story:x', 'suggestion:gone'")}) == []


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("status: declined", "error[bad-status]"),
        ("status: adopted", "error[bad-status]"),
        ("status: evaluating", "warning[bad-status]"),
    ],
)
def test_a_status_beside_a_history_that_lies_ahead_is_objected_to(
    tmp_path: Path, more: str, code: str
) -> None:
    moves = suggestion("2026-02-01 evaluating", "2026-07-01 adopted", more=f"owner: lin\n{more}")

    assert codes(tmp_path, {S: moves}) == [f"content/suggestions/s.md:5 {code}"]


def test_an_owner_is_asked_for_once_it_is_adopted_and_not_before(tmp_path: Path) -> None:
    files = {S: suggestion("2026-02-01 evaluating", "2026-03-01 adopted", more="votes: 1")}

    assert told(tmp_path, files, datetime(2026, 2, 20, tzinfo=UTC)) == []
    assert codes(tmp_path, files) == ["content/suggestions/s.md:7 error[no-owner]"]


def test_a_diary_makes_nobody_answer_for_what_was_not_adopted(tmp_path: Path) -> None:
    files = {S: suggestion(more="votes: 1"), D: diary("2026-03-01", "suggestion:s")}

    assert told(tmp_path, files) == []


def test_a_parting_that_lies_ahead_is_but_a_warning(tmp_path: Path) -> None:
    moves = history("2026-01-02 duplicate", "2026-07-01 evaluating")
    files = {S: suggestion(), T: suggestion(more=f"duplicate_of: s\n{moves}")}

    assert codes(tmp_path, files) == ["content/suggestions/t.md:4 warning[bad-status]"]
    assert codes(tmp_path, files, datetime(2026, 7, 2, tzinfo=UTC)) == [
        "content/suggestions/t.md:4 error[bad-status]"
    ]


# Promises.


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 5, 31, 23, 59, 59, tzinfo=UTC), []),
        (datetime(2026, 6, 1, tzinfo=UTC), ["content/suggestions/s.md:4 error[overdue]"]),
    ],
)
def test_a_promise_for_a_day_is_broken_when_the_day_is_over(
    tmp_path: Path, at: datetime, expected: list[str]
) -> None:
    assert codes(tmp_path, {S: suggestion(more="answer_by: 2026-05-31")}, at) == expected


def test_a_promise_for_an_hour_is_broken_at_that_hour(tmp_path: Path) -> None:
    files = {S: suggestion(more="answer_by: 2026-05-31 18:00")}

    assert told(tmp_path, files, datetime(2026, 5, 31, 17, 59, tzinfo=UTC)) == []
    assert codes(tmp_path, files, datetime(2026, 5, 31, 18, tzinfo=UTC)) != []


def test_a_day_ends_where_the_journal_is(tmp_path: Path) -> None:
    files = {S: suggestion(more="answer_by: 2026-05-31")}
    at = datetime(2026, 5, 31, 16, tzinfo=UTC)  # midnight in Shanghai

    assert codes(tmp_path, files, at, timezone="Asia/Shanghai") != []
    assert told(tmp_path / "utc", files, at, timezone="UTC") == []


@pytest.mark.parametrize(
    "kept",
    [
        {S: suggestion(more="answer_by: 2026-02-01\nreason: Because")},
        {S: suggestion("2026-05-01 declined", more="answer_by: 2026-02-01")},
        {S: suggestion("2026-05-01 adopted", more="owner: lin\nanswer_by: 2026-02-01")},
        {S: suggestion(more="answer_by: 2026-02-01\nduplicate_of: t"), T: suggestion()},
        {S: suggestion(more="answer_by: 2026-02-01\nowner: lin"), R: SHIPS},
        {"polls/p.md": poll("2026-01-02", "2026-01-09", "answer_by: 2026-02-01\noutcome: Done")},
    ],
)
def test_a_promise_that_was_kept_is_not_overdue(tmp_path: Path, kept: dict[str, str]) -> None:
    assert told(tmp_path, kept) == []


def test_looking_at_a_suggestion_is_no_answer(tmp_path: Path) -> None:
    files = {S: suggestion("2026-01-20 evaluating", more="answer_by: 2026-02-01")}

    assert codes(tmp_path, files) == ["content/suggestions/s.md:4 error[overdue]"]


def test_an_answer_that_nobody_can_read_yet_keeps_no_promise(tmp_path: Path) -> None:
    moves = suggestion("2026-07-01 declined", more="answer_by: 2026-02-01\nreason: Because")

    assert codes(tmp_path, {S: moves}) == ["content/suggestions/s.md:4 error[overdue]"]


def test_what_a_call_led_to_answers_it_once_that_is_public(tmp_path: Path) -> None:
    call = (
        "---\ntitle: T\ndate: 2026-01-01\ntype: survey\nopens: 2026-01-02\ncloses: 2026-01-09\n"
        "scope: {in: All}\nbinds: We read it\nanswer_by: 2026-02-01\noutcome: diary:d\n---\n"
    )
    files = {"calls/c.md": call, D: diary("2026-02-01")}

    assert told(tmp_path, files) == []
    assert codes(tmp_path, {**files, D: diary("2026-02-01", more="draft: yes")}) == [
        "content/calls/c.md:9 error[overdue]"
    ]


def test_who_says_why_it_is_late_is_warned(tmp_path: Path) -> None:
    files = {S: suggestion(more="answer_by: 2026-02-01\nlate: Next week")}

    assert codes(tmp_path, files) == ["content/suggestions/s.md:4 warning[overdue]"]


def test_a_journal_may_have_overdue_promises_as_warnings(tmp_path: Path) -> None:
    files = {S: suggestion(more="answer_by: 2026-02-01")}

    assert codes(tmp_path, files, overdue="warning") == [
        "content/suggestions/s.md:4 warning[overdue]"
    ]


# Reports.

JUDGED = {R: release("2026-01-01"), "reports/q.md": report("2026-02-01", "release:r")}
ANSWERS = "answers: report:q"


def test_the_first_diary_after_a_report_answers_it(tmp_path: Path) -> None:
    files = {
        **JUDGED,
        "diaries/before.md": diary("2026-01-31"),
        D: diary("2026-02-02", more=ANSWERS),
        "diaries/after.md": diary("2026-02-03"),
    }

    assert told(tmp_path, files) == []


def test_only_the_first_diary_that_does_not_is_objected_to(tmp_path: Path) -> None:
    files = {**JUDGED, D: diary("2026-02-02"), "diaries/after.md": diary("2026-02-03")}

    assert codes(tmp_path, files) == ["content/diaries/d.md:1 error[no-answer]"]


def test_a_report_waits_for_as_long_as_there_is_no_diary(tmp_path: Path) -> None:
    assert told(tmp_path, JUDGED) == []


def test_two_diaries_may_answer_one_report(tmp_path: Path) -> None:
    files = {
        **JUDGED,
        D: diary("2026-02-02", more=ANSWERS),
        "diaries/after.md": diary("2026-02-03", more=ANSWERS),
    }

    assert told(tmp_path, files) == []


def test_of_two_diaries_at_one_instant_one_answers(tmp_path: Path) -> None:
    files = {**JUDGED, D: diary("2026-02-02"), "diaries/e.md": diary("2026-02-02", more=ANSWERS)}

    assert told(tmp_path, files) == []


def test_two_reports_are_answered_by_two_diaries_in_any_order(tmp_path: Path) -> None:
    second = {"reports/z.md": report("2026-02-01", "release:r")}
    both = {D: diary("2026-02-02", more=ANSWERS), "diaries/e.md": diary("2026-02-03")}
    answered = {**both, "diaries/e.md": diary("2026-02-03", more="answers: report:z")}

    assert told(tmp_path / "both", {**JUDGED, **second, **answered}) == []
    assert codes(tmp_path / "one", {**JUDGED, **second, **both}) == [
        "content/diaries/e.md:1 error[no-answer]"
    ]


def test_a_report_about_what_is_not_public_is_answered_all_the_same(tmp_path: Path) -> None:
    files = {
        R: release("2026-01-01", more="draft: yes"),
        "reports/q.md": report("2026-02-01", "release:r"),
        D: diary("2026-02-02"),
    }

    assert codes(tmp_path, files) == ["content/diaries/d.md:1 error[no-answer]"]


# Translations.


def test_a_translation_that_leaves_the_history_out_has_that_of_the_original(
    tmp_path: Path,
) -> None:
    zh = "---\ntitle: 暗\n---\n"

    assert told(tmp_path, {"suggestions/s.en.md": ADOPTED, "suggestions/s.zh.md": zh}) == []


def test_a_translation_may_say_the_notes_in_its_own_words(tmp_path: Path) -> None:
    zh = "---\ntitle: 暗\nhistory:\n  - {date: 2026-02-01, status: adopted, note: 好}\n---\n"

    assert told(tmp_path, {"suggestions/s.en.md": ADOPTED, "suggestions/s.zh.md": zh}) == []


@pytest.mark.parametrize("draft", ["", "draft: yes\n"])
def test_a_translation_with_another_history_is_refused_once_it_is_public(
    tmp_path: Path, draft: str
) -> None:
    zh = f"---\ntitle: 暗\n{draft}history:\n  - {{date: 2026-02-02, status: adopted}}\n---\n"
    found = codes(tmp_path, {"suggestions/s.en.md": ADOPTED, "suggestions/s.zh.md": zh})

    assert found == ([] if draft else ["content/suggestions/s.zh.md:3 error[bad-translation]"])
