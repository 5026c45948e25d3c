"""Calendar files, read back by icalendar and held against the rules of RFC 5545."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar.cal import Component
from msgspec.structs import replace

from generator.pages.calendar_views import CalendarEvent, CalendarSheet
from generator.render.calendar import calendar_file

CST = timezone(timedelta(hours=8))
FRIDAY = CalendarEvent(
    uid="tag:example.org,2026:cadence/friday/20261127T1700/en",
    begins=datetime(2026, 11, 27, 17, 0, tzinfo=CST),
    title="Orange Friday",
    stamp=datetime(2026, 5, 1, tzinfo=UTC),
    url="https://example.org/calendar/",
)
SHEET = CalendarSheet(
    path="calendar.ics",
    title="The journal: Calendar",
    about="Every Friday",
    lang="en",
    url="https://example.org/calendar/",
    source="https://example.org/calendar.ics",
    generator="Orange Friday 1.0",
    events=(FRIDAY,),
)
WHOLE = """\
BEGIN:VCALENDAR
PRODID:-//Orange Friday 1.0//en
VERSION:2.0
CALSCALE:GREGORIAN
NAME;LANGUAGE=en:The journal: Calendar
X-WR-CALNAME:The journal: Calendar
DESCRIPTION;LANGUAGE=en:Every Friday
X-WR-CALDESC:Every Friday
URL:https://example.org/calendar/
SOURCE;VALUE=URI:https://example.org/calendar.ics
REFRESH-INTERVAL;VALUE=DURATION:PT12H
X-PUBLISHED-TTL:PT12H
BEGIN:VEVENT
UID:tag:example.org\\,2026:cadence/friday/20261127T1700/en
DTSTAMP:20260501T000000Z
LAST-MODIFIED:20260501T000000Z
DTSTART:20261127T090000Z
SUMMARY;LANGUAGE=en:Orange Friday
URL:https://example.org/calendar/
STATUS:CONFIRMED
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
"""
# What nobody may write into a calendar from within a title.
HOSTILE = (
    "a\r\nEND:VEVENT\r\nBEGIN:VALARM",
    "a\nATTACH:file:///etc/passwd",
    'a;b,c\\n:d"e',
    "\u2028END:VCALENDAR\u2029",
    "\x0bx\x0cy\x85z",
    "\x00\x07\x1b[31m",
    "\ud800 lone",
    "字" * 200,
    "👩‍👩‍👧‍👦" * 40,
    "\u202eright to left",
    "",
    "   ",
    "%0D%0AEND:VEVENT",
)


def written(*events: CalendarEvent, lang: str = "en") -> bytes:
    return calendar_file(replace(SHEET, events=events, lang=lang))


def read(data: bytes) -> list[Component]:
    return Calendar.from_ical(data).walk("VEVENT")


def unfolded(data: bytes) -> list[str]:
    """Content lines (section 3.1)."""
    return data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def check(data: bytes) -> None:
    """The rules of section 3.1 and 3.6 that any program may rely on."""
    assert data.endswith(b"END:VCALENDAR\r\n")
    for octets in data.split(b"\r\n"):
        assert b"\n" not in octets
        assert b"\r" not in octets
        assert len(octets) <= 75, "a line is longer than 75 octets"
    for line in unfolded(data):
        assert re.fullmatch(
            r"[A-Z-]+(;[A-Z-]+=[^\x00-\x1f\";:,]+)*:[^\x00-\x08\x0a-\x1f\x7f]*", line
        )
    opened: list[str] = []
    for line in unfolded(data):
        name, _, value = line.partition(":")
        if name == "BEGIN":
            opened.append(value)
        elif name == "END":
            assert opened.pop() == value
    assert opened == []
    for event in read(data):
        for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY"):
            assert name in event


def test_a_slot_comes_back_as_it_was_written() -> None:
    [event] = read(written(FRIDAY))

    assert event["UID"] == FRIDAY.uid
    assert event.decoded("DTSTART") == FRIDAY.begins
    assert event["SUMMARY"] == "Orange Friday"
    assert event["URL"] == FRIDAY.url
    assert event.decoded("DTSTAMP") == FRIDAY.stamp
    assert (event["STATUS"], event["TRANSP"]) == ("CONFIRMED", "TRANSPARENT")


def test_the_whole_file_is_what_it_should_be() -> None:
    assert calendar_file(SHEET).decode() == WHOLE.replace("\n", "\r\n")


def test_every_instant_is_in_utc_so_no_zone_has_to_be_defined() -> None:
    lines = unfolded(written(FRIDAY, replace(FRIDAY, ends=FRIDAY.begins + timedelta(hours=1))))

    assert not [line for line in lines if "TZID" in line or "VTIMEZONE" in line]
    assert {line for line in lines if line.startswith("DTSTART")} == {"DTSTART:20261127T090000Z"}


def test_a_day_without_a_time_is_a_date_in_the_zone_of_the_journal() -> None:
    begins = datetime(2026, 12, 4, tzinfo=CST)  # the third in UTC
    [event] = read(written(replace(FRIDAY, begins=begins, whole_day=True)))

    assert event.decoded("DTSTART") == date(2026, 12, 4)
    assert "DTEND" not in event


def test_the_last_of_several_whole_days_belongs_to_them() -> None:
    begins, ends = datetime(2026, 12, 4, tzinfo=CST), datetime(2026, 12, 6, tzinfo=CST)
    [event] = read(written(replace(FRIDAY, begins=begins, ends=ends, whole_day=True)))

    assert event.decoded("DTEND") == date(2026, 12, 7)


@pytest.mark.parametrize("hours", [0, -1])
def test_an_end_that_is_not_behind_the_beginning_is_left_out(hours: int) -> None:
    ends = FRIDAY.begins + timedelta(hours=hours)

    assert "DTEND" not in read(written(replace(FRIDAY, ends=ends)))[0]


def test_what_is_left_out_is_cancelled_with_its_reason() -> None:
    [event] = read(written(replace(FRIDAY, cancelled=True, description="Holiday")))

    assert (event["STATUS"], event["DESCRIPTION"]) == ("CANCELLED", "Holiday")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_title_stays_a_title(text: str) -> None:
    data = written(replace(FRIDAY, title=text, description=text, place=text, uid=text + "x"))

    check(data)
    assert len(read(data)) == 1
    assert [line for line in unfolded(data) if line.startswith(("ATTACH", "BEGIN:VALARM"))] == []


@given(st.text(), st.text(), st.sampled_from(["en", "zh-CN", "x\r\nEVIL:1"]))
def test_no_text_breaks_a_file(title: str, description: str, lang: str) -> None:
    data = written(replace(FRIDAY, title=title, description=description), lang=lang)

    check(data)
    assert len(read(data)) == 1


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_a_text_of_ordinary_letters_comes_back_unchanged(title: str) -> None:
    assert read(written(replace(FRIDAY, title=title)))[0]["SUMMARY"] == title


def test_several_lines_of_a_description_stay_lines() -> None:
    [event] = read(written(replace(FRIDAY, description="one\r\ntwo\rthree")))

    assert event["DESCRIPTION"] == "one\ntwo\nthree"


def test_an_address_cannot_hold_a_line_of_its_own() -> None:
    data = written(replace(FRIDAY, url="https://example.org/a\r\nATTACH:x y"))

    check(data)
    assert read(data)[0]["URL"] == "https://example.org/aATTACH:xy"


def test_the_order_of_events_is_that_of_their_beginnings() -> None:
    later = replace(FRIDAY, uid="b", begins=FRIDAY.begins + timedelta(days=7))
    twin = replace(FRIDAY, uid="a")

    assert written(later, FRIDAY, twin) == written(twin, FRIDAY, later)
    assert [e["UID"] for e in read(written(later, FRIDAY, twin))] == ["a", FRIDAY.uid, "b"]


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        written(replace(FRIDAY, begins=datetime(2026, 1, 1)))  # noqa: DTZ001
