"""Tables with a row a voter become ballots, whatever their bytes and separators are."""

import pytest

from tests.intake.ballots.loading import (
    MARKS,
    RANKS,
    loaded,
    mistakes,
    rows,
    shown,
    values,
)

HEAD = "even,squared,candle"


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
