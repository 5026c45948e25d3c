"""Dates as they are written in the wild."""

from datetime import UTC, date
from zoneinfo import ZoneInfo

import pytest

from generator.intake.posts import dates


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("2024-04-17", "2024-04-17"),
        ("2016-4-7", "2016-04-07"),
        ("2024/4/17", "2024-04-17"),
        ("20240417", "2024-04-17"),
        ("2024年4月17日", "2024-04-17"),
        ("17.4.2024", "2024-04-17"),
        ("18th March, 2025", "2025-03-18"),
        ("1st of May 2025", "2025-05-01"),
        ("March 18, 2025", "2025-03-18"),
        ("Tue, 18 Mar 2025", "2025-03-18"),
        ("2024-04-17 14:45:00 -0000", "2024-04-17T14:45:00+00:00"),
        ("2024-04-17T14:45:00Z", "2024-04-17T14:45:00+00:00"),
        ("2024-04-17T14:45:00.123+02:00", "2024-04-17T14:45:00+02:00"),
        ("2024-04-17 2:45 PM", "2024-04-17T14:45:00+00:00"),
        ("2024-04-17 12:05 AM", "2024-04-17T00:05:00+00:00"),
        ("Tue, 18 Mar 2025 09:30:00 +0800", "2025-03-18T09:30:00+08:00"),
        (
            "Fri Nov 24 2023 10:00:00 GMT+0000 (Greenwich Mean Time)",
            "2023-11-24T10:00:00+00:00",
        ),
        ("24/12/2015", "2015-12-24"),
        ("12/24/2015", "2015-12-24"),
        ("5/5/2015", "2015-05-05"),
    ],
)
def test_a_date_with_one_meaning_is_read_without_a_doubt(written: str, text: str) -> None:
    reading = dates.read(written, UTC)

    assert reading is not None
    assert (reading.text, reading.doubt) == (text, "")


@pytest.mark.parametrize(
    "written",
    [
        "(TBC)",
        "xx.xx.xxxx",
        "soon",
        "",
        "2022-02-30",
        "0001-01-01T00:00:00Z",
        "31/31/2020",
        "2024-13-01",
    ],
)
def test_what_names_no_day_is_no_date(written: str) -> None:
    assert dates.read(written, UTC) is None


@pytest.mark.parametrize(
    "written",
    [
        "2024-04-17 14:4g5:00 -0000",
        "2024-04-17 00:10::00 -03:00",
        "2024-04-17 25:10:00",
        "2024-04-17 10:00:00 +99:00",
        "2024-04-17 13:00 PM",
        "2024-04-17 10:00:00 2024 -0500",
    ],
)
def test_of_a_damaged_time_the_day_is_kept_and_the_damage_told(written: str) -> None:
    reading = dates.read(written, UTC)

    assert reading is not None
    assert reading.text == "2024-04-17"
    assert "cannot be read" in reading.doubt


def test_a_time_without_an_offset_is_in_the_given_zone() -> None:
    reading = dates.read("2024-07-01 08:00", ZoneInfo("Asia/Shanghai"))

    assert reading is not None
    assert reading.text == "2024-07-01T08:00:00+08:00"


def test_a_date_with_two_meanings_tells_both() -> None:
    reading = dates.read("10/1/2015", UTC)

    assert reading is not None
    assert {reading.day, reading.other} == {date(2015, 10, 1), date(2015, 1, 10)}


def test_am_or_pm_says_that_the_month_is_first_and_this_is_told() -> None:
    reading = dates.read("10/1/2015 12:00:00 AM", UTC)

    assert reading is not None
    assert (reading.text, reading.other) == ("2015-10-01T00:00:00+00:00", None)
    assert "may be 2015-10-01 or 2015-01-10" in reading.doubt


@pytest.mark.parametrize(
    ("stem", "day"),
    [
        ("2023-06-21-minutes", date(2023, 6, 21)),
        ("2023_6_1_minutes", date(2023, 6, 1)),
        ("20230621-minutes", date(2023, 6, 21)),
        ("minutes-2023-06-21", date(2023, 6, 21)),
        ("2023-06-21", date(2023, 6, 21)),
        ("minutes-230621", None),
        ("release-2023", None),
        ("2023-06-99-minutes", None),
    ],
)
def test_a_file_name_may_begin_or_end_with_a_date(stem: str, day: date | None) -> None:
    assert dates.in_name(stem) == day


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2023/Apr/03/1-help/01-x", date(2023, 4, 3)),
        ("posts/2023/04/03/x", date(2023, 4, 3)),
        ("2022/Jul/15", date(2022, 7, 15)),
        ("2023/04/03-notes", date(2023, 4, 3)),
        ("2023/04/notes", None),
        ("2023/notes/3", None),
    ],
)
def test_three_parts_of_a_path_may_be_a_date(path: str, day: date | None) -> None:
    assert dates.in_path(path.split("/")) == day


@pytest.mark.parametrize(
    ("stem", "rest"),
    [
        ("2023-06-21-minutes", "minutes"),
        ("2023-06-21", "2023-06-21"),
        ("1.0-timeline", "1.0-timeline"),
        ("2023-06-99-minutes", "2023-06-99-minutes"),
    ],
)
def test_only_a_real_date_is_taken_off_a_name(stem: str, rest: str) -> None:
    assert dates.without_date(stem) == rest
