"""Tables that are counted without a poll: the options come from the file."""

import pytest
from msgspec.structs import replace

from generator.model.contest import Form
from tests.intake.ballots.loading import (
    MARKS,
    OPEN,
    RANKS,
    loaded,
    noted,
    rows,
    shown,
    titles,
)


def test_without_a_poll_options_come_from_the_columns() -> None:
    sheet = loaded(rows("Tim St. Clair,夜 烛,a.b", "1,No opinion,2"), OPEN)

    assert [choice.id for choice in sheet.options] == ["tim-st-clair", "夜-烛", "a.b"]
    assert titles(sheet) == ["Tim St. Clair", "夜 烛", "a.b"]
    assert sheet.form is Form.RANKS
    assert len(noted(sheet, "guessed")) == 1


@pytest.mark.parametrize(
    ("cells", "form"),
    [
        ("1,,1", Form.MARKS),
        ("yes,no,no", Form.MARKS),
        ("3,1,2", Form.RANKS),
        ("0,5,2", Form.SCORES),
        ("4,1,1", Form.SCORES),
        ("-1,1,0", Form.SCORES),
        ("liked,bugs,", Form.BOXES),
        ("1st,2nd,", Form.RANKS),
    ],
)
def test_without_a_poll_cells_tell_what_they_are(cells: str, form: Form) -> None:
    assert loaded(rows("a1,b1,c1", cells), OPEN).form is form


def test_exports_of_star_vote_hold_scores() -> None:
    text = rows(
        'voterID,voteTime,pollID,"A - &quot;x&quot;","B - y"', 'q1,"2026-07-12 18:30:00",p,1,1'
    )
    sheet = loaded(text, OPEN)

    assert sheet.form is Form.SCORES
    assert titles(sheet) == ['A - "x"', "B - y"]


def test_rows_of_a_grid_question_are_options_without_a_poll() -> None:
    assert titles(loaded(rows("Rank [Even],Rank [Odd]", "1,2"), OPEN)) == ["Even", "Odd"]


def test_a_file_in_normal_form_is_read_back_even_if_options_have_odd_names() -> None:
    text = rows("receipt,cast,spoilt,time,Name", "AB-1,2026-07-12T18:30Z,,2,1", "AB-2,,yes,,")
    sheet = loaded(text, OPEN)

    assert [choice.id for choice in sheet.options] == ["time", "Name"]
    assert [ballot.receipt for ballot in sheet.ballots] == ["AB-1", "AB-2"]


def test_without_a_poll_choices_make_the_options() -> None:
    sheet = loaded(rows("1st,2nd", "Candle,Even", "Odd,"), OPEN)

    assert titles(sheet) == ["Candle", "Even", "Odd"]
    assert shown(sheet) == ["12-", "--1"]


def test_without_a_key_voters_are_numbered() -> None:
    sheet = loaded(rows("email,a1", "x@x.org,1", "y@x.org,1", "x@x.org,1"), OPEN)

    assert [ballot.receipt for ballot in sheet.ballots] == ["voter-1", "voter-2", "voter-1"]


def test_a_file_without_titles_does_not_tell_its_first_voter() -> None:
    sheet = loaded(rows("mei@x.org,1,2,3", "bo@x.org,2,1,3"), RANKS)
    said = [*map(str, sheet.problems), *map(str, sheet.notes)]

    assert any("…@…" in each for each in said)
    assert not any("mei@" in each for each in said)


def test_one_endless_word_of_a_voter_does_not_hold_up_the_count() -> None:
    word = "x" * 130_000
    sheet = loaded(
        rows("Which?,Why?", f"Even,{word}", "A 均匀,mei@x.org"),
        replace(MARKS, comment_columns=("Why?",)),
    )

    assert sheet.comments == (("", word), ("", "…@…"))
