"""Awards that data decided go to whoever stands first; a vote that decided can be seen."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.journal.recognition.recognising import PEOPLE, checked, ledger

AWARD = """---
title: Star
date: {date}
award: Star
recipients: [{recipients}]
reason: So
{more}
---
"""
LEDGER = ledger("2026-10-05,mei,told,2,,", "2026-10-06,rui,told,1,,", "2026-10-07,ada,told,1,,")
DATA = "window: 2026-10\nchosen_by: data"


def problems(
    folder: Path,
    recipients: str,
    more: str = DATA,
    *,
    date: str = "2026-11-01",
    people: str = PEOPLE,
    rows: str = LEDGER,
) -> list[str]:
    award = AWARD.format(date=date, recipients=recipients, more=more)
    return checked(folder, {"people.yaml": people, "ledger.csv": rows, "awards/a.md": award})


def test_whoever_is_first_by_the_data_may_receive_it(tmp_path: Path) -> None:
    assert problems(tmp_path, '"@xiaomei"') == []


def test_whoever_is_not_first_by_the_data_may_not(tmp_path: Path) -> None:
    assert problems(tmp_path, "mei, rui") == [
        (
            "content/awards/a.md:5: error[wrong-winner]: 'rui' is not first in 2026-10: "
            "by the data mei is, with 10 points\n"
            "    hint: give it to them, or say 'chosen_by: team' and why in 'reason'"
        )
    ]


def test_each_of_those_who_are_equal_may_receive_it(tmp_path: Path) -> None:
    rows = ledger("2026-10-05,mei,told,1,,", "2026-10-06,rui,told,1,,", "2026-10-07,ada,voted,2,,")

    assert problems(tmp_path / "both", "mei, rui", rows=rows) == []
    assert problems(tmp_path / "one", "rui", rows=rows) == []
    assert (
        "by the data mei and rui are, with 5 points"
        in problems(tmp_path / "none", "ada", rows=rows)[0]
    )


def test_the_team_may_choose_whom_it_likes(tmp_path: Path) -> None:
    assert problems(tmp_path, "rui", "window: 2026-10\nchosen_by: team") == []


def test_a_year_is_a_window_too(tmp_path: Path) -> None:
    year = "window: 2026\nchosen_by: data"
    rows = LEDGER.replace("2026-", "2025-")

    assert problems(tmp_path / "a", "mei", year.replace("2026", "2025"), rows=rows) == []
    assert (
        "'rui' is not first in 2025"
        in problems(tmp_path / "b", "rui", year.replace("2026", "2025"), rows=rows)[0]
    )


@pytest.mark.parametrize("wish", ["in_lists: no", "display: anonymous", "team: yes"])
def test_whoever_was_first_and_left_the_board_keeps_the_award(wish: str, tmp_path: Path) -> None:
    people = PEOPLE.replace("title: Mei}", f"title: Mei, {wish}}}")

    assert problems(tmp_path, "mei", people=people) == []


def test_where_too_few_did_anything_for_a_ranking_one_of_them_may_receive_it(
    tmp_path: Path,
) -> None:
    rows = ledger("2026-10-05,mei,told,1,,")

    assert problems(tmp_path / "a", "mei", rows=rows) == []
    assert (
        "'rui' is not first in 2026-10: its board has no places"
        in problems(tmp_path / "b", "rui", rows=rows)[0]
    )


def test_data_of_a_window_that_is_not_over_decides_nothing(tmp_path: Path) -> None:
    assert problems(tmp_path, "mei", date="2026-10-31") == [
        (
            "content/awards/a.md:7: error[bad-window]: '2026-10' is not over at the date of this "
            "award, so its data may change\n"
            "    hint: give it a 'date' from 2026-11-01 on, or say 'chosen_by: team'"
        )
    ]


@pytest.mark.parametrize("window", ["2026-13", "October", "2026-1", "26", "0000", "9999-01"])
def test_a_window_is_a_month_or_a_year(window: str, tmp_path: Path) -> None:
    assert problems(tmp_path, "rui", f"window: {window}\nchosen_by: team") == [
        (
            f"content/awards/a.md:7: error[bad-window]: 'window' cannot be '{window}'\n"
            "    hint: it is a month or a year, such as 2026-10 or 2026"
        )
    ]


def test_data_needs_a_window(tmp_path: Path) -> None:
    assert problems(tmp_path, "mei", "chosen_by: data") == [
        (
            "content/awards/a.md:7: error[bad-window]: data chose this award, and there is no "
            "'window' that says which\n    hint: name the month or year, such as 'window: 2026-10'"
        )
    ]


def test_a_vote_needs_a_poll(tmp_path: Path) -> None:
    assert problems(tmp_path, "mei", "chosen_by: vote") == [
        (
            "content/awards/a.md:7: error[no-poll]: a vote chose this award, and there is no "
            "'poll' that shows it\n    hint: name the poll, or say 'chosen_by: team'"
        )
    ]


def test_a_draft_and_what_was_taken_back_may_be_wrong(tmp_path: Path) -> None:
    assert problems(tmp_path / "a", "rui", f"{DATA}\ndraft: yes") == []
    assert problems(tmp_path / "b", "rui", f"{DATA}\nwithdrawn: yes") == []


def test_the_same_award_is_judged_alike_at_every_instant_after_its_window(tmp_path: Path) -> None:
    award = AWARD.format(date="2026-11-01", recipients="rui", more=DATA)
    files = {"ledger.csv": LEDGER, "awards/a.md": award}

    for at in (datetime(2026, 11, 2, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)):
        assert len(checked(tmp_path, files, at)) == 1
