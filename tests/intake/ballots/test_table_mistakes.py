"""Formulas, spoilt ballots and comments in tables."""

import pytest
from msgspec.structs import replace

from generator.intake.ballots.sheet import Wish
from tests.intake.ballots.loading import (
    BOXES,
    MARKS,
    RANKS,
    SCORES,
    loaded,
    mistakes,
    noted,
    rows,
    shown,
)

HEAD = "even,squared,candle"


@pytest.mark.parametrize(
    "cell", ['=HYPERLINK("http://x","y")', "+1+2", "@SUM(A1)", "-2+3", "\t=1", "=1"]
)
@pytest.mark.parametrize("wish", [MARKS, RANKS, SCORES, BOXES])
def test_a_formula_is_no_vote(cell: str, wish: Wish) -> None:
    quoted = cell.replace('"', '""')
    sheet = loaded(rows("even,squared,candle", f'"{quoted}",,'), wish)

    assert mistakes(sheet) == [(2, "unreadable-ballot")]
    assert sheet.problems[0].message.endswith("is a formula")


def test_a_formula_among_answers_is_no_vote() -> None:
    assert mistakes(loaded(rows("Which?", "Even", '"=1+1;Even"'), MARKS)) == [
        (3, "unreadable-ballot")
    ]


def test_ballots_that_cannot_be_read_can_be_taken_as_spoilt_and_that_is_told() -> None:
    text = rows(HEAD, "1,2,3", "1,maybe,2", "1,=1,")
    sheet = loaded(text, replace(RANKS, spoilt=True))

    assert sheet.problems == ()
    assert [ballot.spoilt for ballot in sheet.ballots] == [False, True, True]
    assert len(noted(sheet, "spoilt")) == 2


def test_every_mistake_is_told_in_one_run() -> None:
    text = rows("Timestamp,even,squared,candle", "never,1,x,2", "2026-07-12,a,b,c")

    assert mistakes(loaded(text, RANKS)) == [
        (2, "bad-date"),
        (2, "unreadable-ballot"),
        (3, "unreadable-ballot"),
        (3, "unreadable-ballot"),
        (3, "unreadable-ballot"),
    ]


def test_what_voters_wrote_is_left_out_unless_somebody_asks() -> None:
    sheet = loaded(rows("even,Comments", "1,nice"), MARKS)

    assert sheet.comments == ()
    assert noted(sheet, "comments") == ["to publish 'Comments', say --comments 'Comments'"]


def test_comments_say_what_they_are_about_and_hold_no_addresses() -> None:
    text = rows(
        "even,Why? [C 夜烛],Bugs,Anything",
        '1,"so warm,\nwrite to a@x.org",it hums,',
        "1,,无,=1+1",
    )
    wish = replace(MARKS, comment_columns=("Why? [C 夜烛]", "Bugs", "Anything"))

    assert loaded(text, wish).comments == (
        ("", "=1+1"),
        ("bugs", "it hums"),
        ("candle", "so warm, write to …@…"),
    )


def test_blank_rows_are_empty_ballots_only_where_nothing_else_is_missing() -> None:
    plain = loaded(rows(HEAD, "1,2,3", ",,", "3,2,1"), RANKS)
    form = loaded(rows(f"Timestamp,{HEAD}", "2026-07-12,1,2,3", ",,,", "", ""), RANKS)

    assert shown(plain) == ["123", "---", "321"]
    assert shown(form) == ["123"]
    assert (len(noted(plain, "blank")), len(noted(form, "blank"))) == (1, 1)
