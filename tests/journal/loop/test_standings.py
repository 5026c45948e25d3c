"""Where suggestions stand: their history, and what releases and diaries show, of what is public."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.model.reference import Byline
from tests.journal.loop.looping import (
    AT,
    diary,
    history,
    looped,
    named,
    poll,
    release,
    standing,
    status,
    suggestion,
)

S = "suggestions/s.md"
R = "releases/r.md"
D = "diaries/d.md"
ADOPTED = suggestion("2026-02-01 adopted Yes")


def day(month: int, number: int) -> datetime:
    return datetime(2026, month, number, tzinfo=UTC)


def test_a_suggestion_without_anything_is_received_since_it_came_in(tmp_path: Path) -> None:
    found = standing(looped(tmp_path, {S: suggestion()}), "s")

    assert (found.status, found.since, found.cause) == ("received", day(1, 1), None)


def test_the_last_move_that_is_not_in_the_future_counts(tmp_path: Path) -> None:
    moves = suggestion("2026-02-01 evaluating", "2026-03-01 adopted", "2026-07-01 declined No")
    found = standing(looped(tmp_path, {S: moves}), "s")

    assert (found.status, found.since) == ("adopted", day(3, 1))


def test_a_move_counts_from_its_instant_on(tmp_path: Path) -> None:
    files = {S: suggestion("2026-06-01 adopted")}

    assert status(tmp_path, files, datetime(2026, 5, 31, 23, 59, 59, tzinfo=UTC)) == "received"
    assert status(tmp_path, files, day(6, 1)) == "adopted"


def test_a_written_status_says_nothing_of_a_move_that_lies_ahead(tmp_path: Path) -> None:
    """What leaks in `status` leaks on every page."""
    files = {S: suggestion("2026-07-01 adopted", more="owner: lin\nstatus: adopted")}

    assert status(tmp_path, files) == "received"


def test_a_status_without_a_history_counts_and_has_no_date(tmp_path: Path) -> None:
    found = standing(looped(tmp_path, {S: suggestion(more="owner: lin\nstatus: adopted")}), "s")

    assert (found.status, found.since) == ("adopted", None)


def test_a_public_release_ships_what_it_cites(tmp_path: Path) -> None:
    found = standing(looped(tmp_path, {S: ADOPTED, R: release("2026-03-01", "suggestion:s")}), "s")

    assert (found.status, found.since, found.cause) == ("shipped", day(3, 1), named("release:r"))


def test_a_link_in_the_words_of_a_change_cites_as_well(tmp_path: Path) -> None:
    text = "---\ntitle: T\ndate: 2026-03-01\nversion: '1'\n---\n## Added\n\n- [It](suggestion:s)\n"

    assert status(tmp_path, {S: ADOPTED, R: text}) == "shipped"


@pytest.mark.parametrize(
    "hidden", ["draft: yes", "withdrawn: broken", "date: 2026-07-01", "with: diary:d"]
)
def test_a_release_that_is_not_public_ships_nothing(tmp_path: Path, hidden: str) -> None:
    text = release("2026-03-01", "suggestion:s", more=hidden)
    if hidden.startswith("date"):
        text = text.replace("date: 2026-03-01\n", "")
    later = diary("2026-07-01")

    assert status(tmp_path, {S: ADOPTED, R: text, D: later}) == "adopted"


def test_what_a_trial_release_cites_is_in_progress(tmp_path: Path) -> None:
    trial = release("2026-03-01", "suggestion:s", more="channel: beta")
    found = standing(looped(tmp_path, {S: ADOPTED, R: trial}), "s")

    assert (found.status, found.cause) == ("in-progress", named("release:r"))


def test_a_change_that_does_not_ship_it_shows_that_work_is_going_on(tmp_path: Path) -> None:
    one_step = release("2026-03-01", "suggestion:s, why: So, ships: no")

    assert status(tmp_path, {S: ADOPTED, R: one_step}) == "in-progress"


def test_of_two_changes_the_one_that_ships_it_counts(tmp_path: Path) -> None:
    both = release("2026-03-01", "suggestion:s, why: So, ships: no", "suggestion:s")

    assert status(tmp_path, {S: ADOPTED, R: both}) == "shipped"


def test_a_status_that_says_shipped_is_dated_by_the_trial_that_ships_it(tmp_path: Path) -> None:
    said = suggestion(more="owner: lin\nstatus: shipped")
    trial = release("2026-03-01", "suggestion:s", more="channel: beta")
    found = standing(looped(tmp_path, {S: said, R: trial}), "s")

    assert (found.status, found.since, found.cause) == ("shipped", day(3, 1), named("release:r"))


def test_a_final_release_dates_it_rather_than_the_trial_before(tmp_path: Path) -> None:
    said = suggestion(more="owner: lin\nstatus: shipped")
    trial = release("2026-03-01", "suggestion:s", more="channel: beta")
    files = {S: said, R: trial, "releases/f.md": release("2026-04-01", "suggestion:s")}

    assert standing(looped(tmp_path, files), "s").cause == named("release:f")


def test_a_diary_after_the_adoption_shows_work(tmp_path: Path) -> None:
    found = standing(looped(tmp_path, {S: ADOPTED, D: diary("2026-03-01", "suggestion:s")}), "s")

    assert (found.status, found.since) == ("in-progress", day(3, 1))
    assert found.cause == named("diary:d")


def test_a_diary_before_the_adoption_shows_none(tmp_path: Path) -> None:
    assert status(tmp_path, {S: ADOPTED, D: diary("2026-01-20", "suggestion:s")}) == "adopted"


def test_a_diary_that_is_still_a_draft_shows_none(tmp_path: Path) -> None:
    draft = diary("2026-03-01", "suggestion:s", more="draft: yes")

    assert status(tmp_path, {S: ADOPTED, D: draft}) == "adopted"


def test_a_release_does_not_ship_what_was_declined(tmp_path: Path) -> None:
    files = {S: suggestion("2026-02-01 declined No"), R: release("2026-03-01", "suggestion:s")}

    assert status(tmp_path, files) == "declined"


def test_every_language_shows_the_status(tmp_path: Path) -> None:
    files = {
        "suggestions/s.en.md": ADOPTED,
        "suggestions/s.zh.md": "---\ntitle: 暗\n---\n",
        R: release("2026-03-01", "suggestion:s"),
    }
    found = looped(tmp_path, files)

    assert standing(found, "s").status == "shipped"
    assert len(found.versions[named("suggestion:s")]) == 2


def test_what_authors_wrote_stays_as_they_wrote_it(tmp_path: Path) -> None:
    found = looped(tmp_path, {S: ADOPTED, R: release("2026-03-01", "suggestion:s")})
    [written] = found.written[named("suggestion:s")]

    assert "status" not in written.record.model_fields_set


# Duplicates.


def merging(*others: str, target: str = "s", more: str = "") -> dict[str, str]:
    fields = f"duplicate_of: {target}\n{more}"
    return {f"suggestions/{name}.md": suggestion(more=fields) for name in others}


def test_a_duplicate_keeps_its_voices_and_gives_them_to_what_it_was_merged_into(
    tmp_path: Path,
) -> None:
    files = {
        S: suggestion(more="by: mei\nvotes: 5\nowner: lin"),
        **merging("t", more="by: rui\nvotes: 3\nvoices: [mei, Bo]"),
    }
    found = looped(tmp_path, files)

    assert standing(found, "t").voices == 6  # rui, Mei, Bo and 3
    assert standing(found, "s").voices == 11  # Mei, rui, Bo, 5 and 3
    assert standing(found, "s").asked_by == (
        Byline("mei", handle=False),
        Byline("rui", handle=False),
        Byline("Bo", handle=False),
    )


def test_nobody_is_counted_twice_whatever_they_are_called(tmp_path: Path) -> None:
    files = {
        S: suggestion(more="by: mei\nvoices: ['@xiaomei', 小梅, Mei]"),
        **merging("t", more="by: '@XIAOMEI'"),
    }

    assert standing(looped(tmp_path, files), "s").voices == 1


def test_a_suggestion_by_nobody_named_has_a_voice_too(tmp_path: Path) -> None:
    assert standing(looped(tmp_path, {S: suggestion(more="votes: 2")}), "s").voices == 3


def test_a_chain_of_duplicates_ends_at_its_last(tmp_path: Path) -> None:
    files = {S: suggestion(), **merging("t"), **merging("u", target="t")}
    found = looped(tmp_path, files)

    assert standing(found, "s").merged == (named("suggestion:t"), named("suggestion:u"))
    assert standing(found, "u").status == "duplicate"
    assert standing(found, "u").cause == named("suggestion:s")
    assert standing(found, "s").voices == 3


def test_duplicates_of_each_other_are_merged_into_nothing(tmp_path: Path) -> None:
    files = {**merging("s", target="t"), **merging("t", target="s"), **merging("u", target="s")}
    found = looped(tmp_path, files)

    assert [standing(found, name).merged for name in "stu"] == [(), (), ()]
    assert [standing(found, name).voices for name in "stu"] == [1, 1, 1]


def test_a_duplicate_of_what_is_not_public_says_of_nothing(tmp_path: Path) -> None:
    files = {
        "suggestions/secret.md": suggestion(more="draft: yes\nvotes: 100"),
        **merging("s", target="secret"),
        **merging("t", more="votes: 4"),
    }
    found = looped(tmp_path, files)

    assert standing(found, "s").status == "duplicate"
    assert standing(found, "s").cause is None
    assert standing(found, "s").voices == 6
    assert named("suggestion:secret") not in found.loop.standings


def test_a_change_that_cites_a_duplicate_ships_what_it_was_merged_into(tmp_path: Path) -> None:
    files = {S: ADOPTED, **merging("t"), R: release("2026-03-01", "suggestion:t")}
    found = looped(tmp_path, files)

    assert standing(found, "s").status == "shipped"
    assert standing(found, "t").status == "duplicate"


def test_a_merge_that_lies_ahead_is_not_told(tmp_path: Path) -> None:
    moves = history("2026-07-01 duplicate")
    files = {S: suggestion(), "suggestions/t.md": suggestion(more=f"duplicate_of: s\n{moves}")}
    found = looped(tmp_path, files)

    assert standing(found, "t").status == "received"
    assert standing(found, "s").merged == ()
    assert named("suggestion:s") not in found.mentions
    assert found.versions[named("suggestion:t")][0].record.duplicate_of is None  # type: ignore[attr-defined]


def test_a_duplicate_that_was_parted_again_stands_for_itself(tmp_path: Path) -> None:
    moves = history("2026-02-01 duplicate", "2026-03-01 evaluating")
    files = {S: suggestion(), "suggestions/t.md": suggestion(more=f"duplicate_of: s\n{moves}")}
    found = looped(tmp_path, files)

    assert standing(found, "t").status == "evaluating"
    assert standing(found, "s").voices == 1


def test_a_reason_for_a_decision_that_lies_ahead_is_not_told(tmp_path: Path) -> None:
    files = {S: suggestion("2026-07-01 declined", more="reason: Too dear")}
    found = looped(tmp_path, files)

    assert found.versions[named("suggestion:s")][0].record.reason is None  # type: ignore[attr-defined]
    assert looped(tmp_path, files, day(7, 2)).versions[named("suggestion:s")][0].record.reason  # type: ignore[attr-defined]


# What nothing happens to.


@pytest.mark.parametrize(
    ("date", "stale"), [("2026-03-03", 90), ("2026-03-04", 0), ("2026-01-01", 151)]
)
def test_what_waits_is_stale_once_nothing_happened_for_ninety_days(
    tmp_path: Path, date: str, stale: int
) -> None:
    found = looped(tmp_path, {S: suggestion(date=date)}, stale_days="90")

    assert standing(found, "s").stale_days == stale


@pytest.mark.parametrize(
    "fresh",
    [
        {S: suggestion("2026-05-20 evaluating")},
        {S: suggestion("2026-02-01 adopted"), D: diary("2026-05-20", "suggestion:s")},
        {S: suggestion(more="updated: 2026-05-20")},
        {
            S: suggestion(),
            "polls/p.md": poll("2026-05-20", "2026-05-30", refs="'suggestion:s'"),
        },
        {
            S: suggestion(),
            "suggestions/t.md": suggestion(date="2026-05-20", more="duplicate_of: s"),
        },
    ],
)
def test_whatever_happens_to_it_makes_it_fresh(tmp_path: Path, fresh: dict[str, str]) -> None:
    assert standing(looped(tmp_path, fresh), "s").stale_days == 0


def test_what_lies_ahead_keeps_nothing_fresh(tmp_path: Path) -> None:
    asked = poll("2026-06-20", "2026-06-30", refs="'suggestion:s'", date="2026-01-01")
    found = looped(tmp_path, {S: suggestion(), "polls/p.md": asked})

    assert named("poll:p") in {
        node.entry for node in found.loop.threads[named("suggestion:s")].nodes
    }
    assert standing(found, "s").stale_days == 151


@pytest.mark.parametrize("over", ["declined No", "duplicate"])
def test_what_is_over_is_never_stale(tmp_path: Path, over: str) -> None:
    files = {S: suggestion(f"2026-01-02 {over}")}

    assert standing(looped(tmp_path, files), "s").stale_days == 0


def test_the_instant_of_the_build_decides(tmp_path: Path) -> None:
    files = {S: suggestion(date="2026-06-02")}

    assert named("suggestion:s") not in looped(tmp_path, files, AT).loop.standings
