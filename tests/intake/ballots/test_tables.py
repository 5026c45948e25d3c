"""Tables with a row a voter become ballots; what is private or not understood never does."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from generator.intake.ballots.sheet import Choice, Order, Times, Wish
from generator.model.contest import Form
from tests.intake.ballots.loading import (
    BOXES,
    MARKS,
    OPEN,
    RANKS,
    SCORES,
    keyed,
    loaded,
    mistakes,
    noted,
    rows,
    shown,
    titles,
    values,
)

HEAD = "even,squared,candle"

# bytes and separators


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_a_table_may_be_in_any_usual_encoding(encoding: str) -> None:
    text = rows("提交时间,A 均匀,B 平方,C 夜烛", "2026年7月12日 18:30,选中,,选中")

    assert values(text.encode(encoding), MARKS) == ["1-1"]


@pytest.mark.parametrize("sign", [",", ";", "\t", "，"])
def test_columns_may_be_separated_in_any_usual_way(sign: str) -> None:
    text = rows(HEAD, "1,2,3", "3,,1").replace(",", sign)

    assert values(text, RANKS) == ["123", "3-1"]


def test_line_ends_of_any_system_are_understood() -> None:
    assert values("even,squared,candle\r\n1,2,3\r\n3,2,1\r\n", RANKS) == ["123", "321"]


def test_commas_inside_quoted_cells_separate_nothing() -> None:
    text = rows('"Even","Squared, a bit","Night ""candle"""', "1,2,3")

    assert values(text, RANKS) == ["123"]


def test_a_row_with_too_many_cells_is_a_mistake_and_one_with_too_few_is_not() -> None:
    sheet = loaded(rows(HEAD, "1,2,3,4", "1"), RANKS)

    assert mistakes(sheet) == [(2, "csv")]
    assert shown(sheet) == ["1--"]


def test_a_quote_that_never_ends_is_a_mistake_and_swallows_nothing_in_silence() -> None:
    assert mistakes(loaded(rows("comment,even,squared,candle", '"oh,1,2,3', "x,1,2,3"), RANKS)) == [
        (2, "csv")
    ]


def test_lines_are_counted_where_cells_hold_line_breaks() -> None:
    text = rows("comment,even,squared,candle", '"two', 'lines",1,2,3', "x,one,2,3")

    assert mistakes(loaded(text, RANKS)) == [(4, "unreadable-ballot")]


def test_an_empty_file_and_a_file_without_ballots_are_mistakes() -> None:
    assert mistakes(loaded("", MARKS)) == [(0, "ballots")]
    assert mistakes(loaded(rows(HEAD), MARKS)) == [(0, "ballots")]


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


# who, when, how many


def test_private_columns_are_dropped_by_title_in_both_languages_and_that_is_told() -> None:
    text = rows("姓名,Your name,来自IP,手机号,序号,even", "a,b,1.2.3.4,139,1,1")

    assert len(noted(loaded(text, MARKS), "dropped")) == 5


def test_private_columns_are_dropped_by_what_they_hold() -> None:
    text = rows("Contact,Where from,even", "mei@example.org,10.0.0.1(上海),1", "x@y.org,::1,")
    sheet = loaded(text, MARKS)

    assert shown(sheet) == ["1--", "---"]
    assert noted(sheet, "receipts") == ["receipts are made from 'Contact', which is not written"]
    assert noted(sheet, "dropped") == ["'Where from' is not written: IP addresses"]


def test_nothing_private_is_left_in_a_sheet() -> None:
    text = rows(
        "Timestamp,Email,Name,IP,even,squared,candle",
        "2026-07-12 18:30,mei@example.org,Mei Li,10.9.8.7,1,2,3",
    )
    told = repr(loaded(text, keyed(RANKS)))

    assert [word for word in ("mei@", "Mei Li", "10.9.8.7") if word in told] == []


def test_a_voters_id_outweighs_the_address() -> None:
    text = rows("Email,编号,even", "a@x.org,7,1", "b@x.org,7,1")
    sheet = loaded(text, keyed(MARKS))

    assert len({ballot.receipt for ballot in sheet.ballots}) == 1


def test_the_column_of_voters_can_be_named() -> None:
    text = rows("Token,Badge,even", "a,7,1", "b,7,1")
    sheet = loaded(text, replace(keyed(MARKS), voter_column="badge"))

    assert len({ballot.receipt for ballot in sheet.ballots}) == 1


def test_a_column_that_is_not_there_is_a_mistake() -> None:
    sheet = loaded(rows("even", "1"), replace(MARKS, voter_column="Badge"))

    assert mistakes(sheet) == [(1, "unknown-column")]


def test_of_two_columns_of_times_the_wished_one_counts_else_the_first_one() -> None:
    text = rows("Submitted,Timestamp,even", "2026-07-12T10:00Z,2026-07-13T10:00Z,1")
    first, wished = loaded(text, MARKS), loaded(text, replace(MARKS, time_column="Timestamp"))

    assert [sheet.ballots[0].cast.day for sheet in (first, wished) if sheet.ballots[0].cast] == [
        12,
        13,
    ]
    assert [len(noted(sheet, "dropped")) for sheet in (first, wished)] == [1, 1]


def test_tokens_that_voters_know_can_be_receipts() -> None:
    text = rows("Code,even", "AB-12,1", "AB 13,1")
    sheet = loaded(text, replace(MARKS, receipt_column="Code"))

    assert [ballot.receipt for ballot in sheet.ballots] == ["AB-12", ""]
    assert mistakes(sheet) == [(3, "bad-receipt")]


def test_both_ballots_of_a_voter_are_kept_in_the_order_cast_and_told() -> None:
    text = rows(
        "Timestamp,Email,even,squared,candle",
        "2026-07-12 18:31,A@x.org ,3,2,1",
        "2026-07-12 18:30,a@X.org,1,2,3",
    )
    sheet = loaded(text, keyed(RANKS))

    assert shown(sheet) == ["123", "321"]
    assert noted(sheet, "revotes")[0].startswith("one voter cast 2 ballots")


def test_ballots_that_came_counted_keep_their_number() -> None:
    assert values(rows("even,squared,candle,count", "1,2,3,14"), RANKS) == ["14*123"]


@pytest.mark.parametrize("count", ["0", "-1", "1.5", "many", "²"])
def test_a_number_of_ballots_is_a_whole_one(count: str) -> None:
    assert mistakes(loaded(rows("even,count", f"1,{count}"), RANKS)) == [(2, "bad-value")]


def test_ballots_may_be_declared_spoilt() -> None:
    sheet = loaded(rows("spoilt,even", "yes,1", ",1", "否,1"), MARKS)

    assert [ballot.spoilt for ballot in sheet.ballots] == [True, False, False]


# dates


@pytest.mark.parametrize(
    "text",
    [
        "2026-07-12 18:30",
        "2026-07-12T18:30:59",
        "2026-07-12T10:30Z",
        "2026-07-12T12:30:00+02:00",
        "2026/7/12 18:30:05",
        "2026/07/12 6:30:05 下午 GMT+8",
        "2026/7/12 下午6:30",
        "2026年7月12日 18:30",
        "2026年7月12日 18时30分",
        "Jul 12, 2026, 6:30 PM",
        "Sunday, July 12, 2026 6:30:00 pm",
        "12 Jul 2026 18:30",
        "12.7.2026 18:30",
        "1783852200",
        "1783852200000",
    ],
)
def test_times_are_read_as_forms_write_them(text: str) -> None:
    sheet = loaded(rows("Timestamp;even", f"{text};1"), MARKS)

    assert sheet.problems == ()
    assert [ballot.cast for ballot in sheet.ballots] == [datetime(2026, 7, 12, 10, 30, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("12:05 PM", 12),
        ("12:05 am", 0),
        ("下午12:05", 12),
        ("上午12:05", 0),
        ("18:05", 18),
        ("晚上8:05", 20),
    ],
)
def test_noon_and_midnight_are_told_apart(text: str, hour: int) -> None:
    utc = replace(MARKS, zone=UTC)
    sheet = loaded(rows("Timestamp,even", f"2026/7/12 {text},1"), utc)

    assert sheet.ballots[0].cast == datetime(2026, 7, 12, hour, 5, tzinfo=UTC)


def test_the_order_of_day_and_month_is_that_which_all_dates_allow() -> None:
    american = rows("Timestamp,even", "7/8/2026 18:30:00,1", "7/13/2026 18:30:00,1")
    british = rows("Timestamp,even", "7/8/2026 18:30:00,1", "13/7/2026 18:30:00,1")

    assert _days(american, MARKS) == ["2026-07-08", "2026-07-13"]
    assert _days(british, MARKS) == ["2026-07-13", "2026-08-07"]


def test_dates_that_could_be_two_are_a_mistake_until_somebody_says() -> None:
    text = rows("Timestamp,even", "7/8/2026 18:30:00,1")
    sheet = loaded(text, MARKS)

    assert mistakes(sheet) == [(2, "bad-date")]
    assert "--dates dmy or --dates mdy" in sheet.problems[0].message
    assert _days(text, replace(MARKS, dates=Order.DAY)) == ["2026-08-07"]
    assert _days(text, replace(MARKS, dates=Order.MONTH)) == ["2026-07-08"]


def _days(text: str, wish: Wish) -> list[str]:
    sheet = loaded(text, wish)
    assert sheet.problems == ()
    return [ballot.cast.date().isoformat() for ballot in sheet.ballots if ballot.cast]


@pytest.mark.parametrize("text", ["soon", "2026-13-01 10:00", "12/31", "0026-07-12", "18:30"])
def test_what_is_no_date_is_a_mistake(text: str) -> None:
    assert mistakes(loaded(rows("Timestamp,even", f"{text},1"), MARKS)) == [(2, "bad-date")]


@pytest.mark.parametrize(
    ("times", "minute", "second"),
    [(Times.EXACT, 31, 59), (Times.MINUTE, 31, 0), (Times.HOUR, 0, 0)],
)
def test_times_are_rounded_down(times: Times, minute: int, second: int) -> None:
    sheet = loaded(rows("cast,even", "2026-07-12T18:31:59Z,1"), replace(MARKS, times=times))

    assert sheet.ballots[0].cast == datetime(2026, 7, 12, 18, minute, second, tzinfo=UTC)


def test_times_may_be_left_out_altogether_and_still_order_the_ballots() -> None:
    text = rows("cast,even", "2026-07-12T18:32Z,1", "2026-07-12T18:31Z,")
    sheet = loaded(text, replace(MARKS, times=Times.NONE))

    assert [(ballot.cast, ballot.is_empty) for ballot in sheet.ballots] == [
        (None, True),
        (None, False),
    ]


# formulas, spoilt ballots, comments


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


# without a poll


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
