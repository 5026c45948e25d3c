"""Columns of options, choices and answers become marks; what is not understood never does."""

import pytest
from msgspec.structs import replace

from generator.intake.ballots.sheet import Choice
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
    values,
)

HEAD = "even,squared,candle"


# options as columns


def test_options_are_found_by_id_title_or_title_in_another_language() -> None:
    assert values(rows("CANDLE,A 均匀,squared， a  BIT".replace(",", ";", 2), "1;2;3"), RANKS) == [
        "231"
    ]


def test_entities_of_html_are_decoded_in_titles() -> None:
    assert values(rows("even,squared,Night &quot;candle&quot;", "1,2,3"), RANKS) == ["123"]


def test_grid_questions_name_options_in_brackets() -> None:
    text = rows("Rank them [Even],Rank them 【C 夜烛】,How? - squared", "2,1,3")

    assert values(text, RANKS) == ["231"]


def test_no_opinion_is_no_rank() -> None:
    assert values(rows(HEAD, "1,No opinion,无意见", "-,N/A,2"), RANKS) == ["1--", "--2"]


def test_ranks_may_be_written_in_words() -> None:
    assert values(rows(HEAD, "1st,Second choice,第三名", "第2,第一选择,3"), RANKS) == ["123", "213"]


def test_a_rank_of_zero_is_no_rank() -> None:
    sheet = loaded(rows(HEAD, "0,1,2"), RANKS)

    assert mistakes(sheet) == [(2, "unreadable-ballot")]
    assert "ranks begin with 1" in sheet.problems[0].message


def test_marks_are_understood_in_both_languages_and_as_the_option_itself() -> None:
    text = rows(HEAD, "x,,✓", "yes,no,是", "Even,,C 夜烛", "0,1,未选")

    assert values(text, MARKS) == ["1-1", "1-1", "1-1", "-1-"]


def test_the_title_of_another_option_is_no_mark() -> None:
    assert mistakes(loaded(rows(HEAD, "candle,,"), MARKS)) == [(2, "unreadable-ballot")]


def test_scores_may_carry_words_stars_or_their_label() -> None:
    labelled = replace(SCORES, labels={"Not at all": 0, "非常喜欢": 5})
    text = rows(HEAD, "5 - love it,3 stars,4分", "not at all,非常喜欢,★★☆☆☆", "N/A,,0")

    assert values(text, labelled) == ["534", "052", "--0"]


def test_a_score_that_is_not_on_the_scale_is_a_mistake() -> None:
    sheet = loaded(rows(HEAD, "6,0,-1"), SCORES)

    assert mistakes(sheet) == [(2, "unreadable-ballot")] * 2


def test_boxes_are_understood_in_both_languages() -> None:
    text = rows(HEAD, "Liked,不喜欢的,最盼着的", "bugs,Not liked,")

    assert values(text, BOXES) == ["012", "31-"]


def test_columns_may_be_boxes_that_hold_options() -> None:
    text = rows("喜欢的,Not liked,Bugs", "Even; C 夜烛,,squared", "candle,,")

    assert values(text, BOXES) == ["030", "--0"]


def test_an_option_in_two_boxes_spoils_the_ballot() -> None:
    assert mistakes(loaded(rows("Liked,Bugs", "Even,Even"), BOXES)) == [(2, "unreadable-ballot")]


def test_a_column_that_is_no_option_is_a_mistake_with_its_cure() -> None:
    sheet = loaded(rows("even,sqared,candle", "1,2,3"), RANKS)

    assert mistakes(sheet) == [(1, "unknown-option")]
    assert sheet.problems[0].hint == "did you mean 'squared'?; to leave it out: --ignore 'sqared'"
    assert sheet.ballots == ()


def test_a_column_can_be_left_out_and_that_is_told() -> None:
    sheet = loaded(
        rows("even,squared,candle,Age", "1,2,3,44"), replace(RANKS, ignore=frozenset({"age"}))
    )

    assert shown(sheet) == ["123"]
    assert noted(sheet, "dropped") == ["'Age' is not written: what you asked to leave out"]


def test_two_columns_of_one_option_are_a_mistake() -> None:
    assert mistakes(loaded(rows("even,A 均匀", "1,2"), RANKS)) == [(1, "duplicate-key")]


def test_an_option_of_which_no_ballot_speaks_is_told() -> None:
    sheet = loaded(rows("even,candle", "1,2"), RANKS)

    assert noted(sheet, "unused") == ["no ballot says anything of 'squared'"]


# choices and answers as columns


@pytest.mark.parametrize(
    "head", ["First choice,Second choice", "第一选择,第二选择", "1st,2nd", "Choice 1,Choice 2"]
)
def test_choices_hold_options(head: str) -> None:
    assert values(rows(head, "candle,A 均匀", "Even,"), RANKS) == ["2-1", "1--"]


def test_choices_may_be_rows_of_a_grid() -> None:
    assert values(rows("Rank [1st choice],Rank [2nd choice]", "Even,candle"), RANKS) == ["1-2"]


def test_an_option_that_is_chosen_twice_spoils_the_ballot() -> None:
    assert mistakes(loaded(rows("1st,2nd", "Even,Even"), RANKS)) == [(2, "unreadable-ballot")]


def test_several_answers_in_one_cell_are_told_apart_even_where_titles_hold_commas() -> None:
    text = rows(
        "Which?",
        '"Even, Squared, a bit"',
        '"Squared, a bit;candle"',
        "A 均匀、C 夜烛",
        '"Even\nNight ""candle"""',
    )

    assert values(text, MARKS) == ["11-", "-11", "1-1", "1-1"]


def test_a_longer_title_is_matched_before_the_one_it_begins_with() -> None:
    lamps = replace(MARKS, options=(Choice("a", "Red"), Choice("b", "Red, dark")))

    assert values(rows("Which?", '"Red, dark"', '"Red, Red, dark"'), lamps) == ["-1", "11"]


def test_a_title_that_two_options_share_names_neither() -> None:
    lamps = replace(MARKS, options=(Choice("a", "Lamp"), Choice("b", "Lamp")))

    assert mistakes(loaded(rows("Lamp,a", "1,1"), lamps)) == [(1, "unknown-option")]


def test_a_part_of_a_title_is_no_answer() -> None:
    sheet = loaded(rows("Which?", "Even", "Evening; candle"), MARKS)

    assert mistakes(sheet) == [(3, "unknown-option")]


def test_an_answer_that_is_no_option_is_a_mistake_with_the_nearest_one() -> None:
    sheet = loaded(rows("Which?", "candle", "candel"), MARKS)

    assert mistakes(sheet) == [(3, "unknown-option")]
    assert "did you mean 'candle'?" in sheet.problems[0].hint


def test_an_answer_can_be_left_out() -> None:
    wish = replace(MARKS, ignore=frozenset({"Other"}))

    assert values(rows("Which?", "Even; other"), wish) == ["1--"]


def test_answers_of_a_ranked_poll_are_ranks_in_their_order_and_that_is_told() -> None:
    sheet = loaded(rows("Order?", "candle;Even;"), RANKS)

    assert shown(sheet) == ["2-1"]
    assert len(noted(sheet, "read-as")) == 1


def test_two_columns_that_name_options_are_a_mistake_until_one_is_chosen() -> None:
    text = rows("Which do you own?,Which do you like?", "Even,candle")
    chosen = replace(MARKS, answer_column="Which do you like?")

    assert mistakes(loaded(text, MARKS)) == [(1, "ballots")]
    assert mistakes(loaded(text, chosen)) == [(1, "unknown-option")]
    assert values(text, replace(chosen, ignore=frozenset({"Which do you own?"}))) == ["--1"]


def test_a_column_that_names_options_beside_columns_of_options_is_no_answer() -> None:
    text = rows("even,squared,candle,Which do you own?", "1,,,Even")

    assert mistakes(loaded(text, MARKS)) == [(1, "unknown-option")]
