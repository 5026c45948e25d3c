"""Who cast a ballot is told apart and never written; ballots may come counted."""

import pytest
from msgspec.structs import replace

from tests.intake.ballots.loading import (
    MARKS,
    RANKS,
    keyed,
    loaded,
    mistakes,
    noted,
    rows,
    shown,
    values,
)


def test_private_columns_are_dropped_by_title_in_both_languages_and_that_is_told() -> None:
    text = rows("姓名,Your name,来自IP,手机号,序号,even", "a,b,1.2.3.4,139,1,1")

    assert len(noted(loaded(text, MARKS), "dropped")) == 4
    assert len(noted(loaded(text, MARKS), "receipts")) == 1


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


@pytest.mark.parametrize("title", ["手机号", "电话", "Phone", "mobile"])
def test_telephone_numbers_tell_voters_apart_where_nothing_else_does(title: str) -> None:
    text = rows(f"{title},even", "138 0000-1111,1", "13800001111,", "13900002222,1")
    sheet = loaded(text, keyed(MARKS))

    assert len({ballot.receipt for ballot in sheet.ballots}) == 2
    assert noted(sheet, "receipts") == [f"receipts are made from '{title}', which is not written"]
    assert "0000" not in repr(sheet.ballots)


@pytest.mark.parametrize("title", ["Email", "Token"])
def test_an_address_or_an_id_outweighs_a_telephone_number(title: str) -> None:
    sheet = loaded(rows(f"Phone,{title},even", "139,a@x.org,1", "139,b@x.org,1"), keyed(MARKS))

    assert len({ballot.receipt for ballot in sheet.ballots}) == 2
    assert noted(sheet, "dropped") == ["'Phone' is not written: telephone numbers"]


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
