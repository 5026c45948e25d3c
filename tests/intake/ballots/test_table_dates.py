"""When ballots were cast, as forms write it."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from generator.intake.ballots.sheet import Order, Times, Wish
from tests.intake.ballots.loading import (
    MARKS,
    loaded,
    mistakes,
    rows,
)


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
