"""When rhythms have their slots, compared with a calendar that is walked day by day."""

import calendar
import os
import pickle  # noqa: TID251 - as a process that is spawned gets its work
import re
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.cadence import LAST_YEAR, Cadence, Slot
from generator.model.fields import Context
from generator.model.recurrence import fires, pauses, slots
from generator.model.rule_text import parts_of
from generator.model.validation import Fields, validate
from generator.model.zones import Moving, as_written, named, names, settled, zone_of

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
BEFORE = datetime(1901, 1, 1, tzinfo=UTC)


def cadence(rule: str, begins: str, **more: object) -> Cadence:
    tree = {"id": "x", "kind": "diary", "title": "X", "rule": rule, "begins": begins, **more}
    made, problems = validate(Cadence, Fields(tree, {}), Context(UTC))  # type: ignore[arg-type]  # as YAML would hold it
    assert made is not None, problems
    return made


def told(
    rhythm: Cadence, zone: str = "UTC", until: str = "2032-01-01", most: int = 1000
) -> list[str]:
    """Slots as the clocks of the zone show them, with their offset."""
    end = datetime.fromisoformat(until).replace(tzinfo=UTC)
    found = slots(rhythm, zone_of(zone), BEFORE, end)
    return [f"{slot.at:%Y-%m-%d %H:%M%z}" for slot in islice(found, most)]


def days(found: list[str]) -> list[str]:
    return [each[:10] for each in found]


def test_every_friday_at_five_is_at_five_when_daylight_saving_ends_and_begins() -> None:
    rhythm = cadence("FREQ=WEEKLY;BYDAY=FR", "2026-10-16 17:00")

    found = told(rhythm, "Europe/Berlin", "2027-04-10")

    assert found[:3] == [
        "2026-10-16 17:00+0200",
        "2026-10-23 17:00+0200",
        "2026-10-30 17:00+0100",
    ]
    assert found[-3:] == [
        "2027-03-26 17:00+0100",
        "2027-04-02 17:00+0200",
        "2027-04-09 17:00+0200",
    ]


# 02:30 does not exist on 28 March 2027 in Berlin, and is there twice on 25 October 2026.
@pytest.mark.parametrize(
    ("zone", "wall", "instant"),
    [
        ("Europe/Berlin", "2027-03-28 02:30", "2027-03-28 03:30+02:00"),
        ("Europe/Berlin", "2026-10-25 02:30", "2026-10-25 02:30+02:00"),
        ("America/New_York", "2027-03-14 02:15", "2027-03-14 03:15-04:00"),
        ("America/New_York", "2026-11-01 01:15", "2026-11-01 01:15-04:00"),
        # Lord Howe Island moves its clocks by half an hour.
        ("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-04 02:45+11:00"),
        ("Australia/Lord_Howe", "2027-04-04 01:45", "2027-04-04 01:45+11:00"),
        # Pyongyang went from +08:30 to +09:00 at 23:30 on 4 May 2018: half an hour is missing.
        ("Asia/Pyongyang", "2018-05-04 23:45", "2018-05-05 00:15+09:00"),
        # and back at midnight of 15 August 2015: half an hour comes twice.
        ("Asia/Pyongyang", "2015-08-14 23:45", "2015-08-14 23:45+09:00"),
        # Samoa crossed the date line: there is no 30 December 2011.
        ("Pacific/Apia", "2011-12-30 17:00", "2011-12-31 17:00+14:00"),
    ],
)
def test_a_time_that_is_missing_falls_behind_the_gap_and_of_two_the_first_is_meant(
    zone: str, wall: str, instant: str
) -> None:
    rhythm = cadence("FREQ=YEARLY;COUNT=1", wall)

    found = next(slots(rhythm, named(zone), BEFORE))

    assert found.at.isoformat(" ", "minutes") == instant


def test_a_friday_that_a_zone_leaps_over_does_not_lose_its_slot() -> None:
    rhythm = cadence("FREQ=WEEKLY;BYDAY=FR", "2011-12-23 17:00")

    assert told(rhythm, "Pacific/Apia", "2012-01-07") == [
        "2011-12-23 17:00-1000",
        "2011-12-31 17:00+1400",
        "2012-01-06 17:00+1400",
    ]


def test_slots_that_a_gap_throws_together_are_one_and_those_behind_it_stay_in_order() -> None:
    rhythm = cadence("FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=0,30", "2027-03-28 01:00")

    assert told(rhythm, "Europe/Berlin", "2027-03-28T12:00") == [
        "2027-03-28 01:00+0100",
        "2027-03-28 01:30+0100",
        "2027-03-28 03:00+0200",
        "2027-03-28 03:30+0200",
    ]


def test_a_month_without_a_31st_is_left_out() -> None:
    assert days(told(cadence("FREQ=MONTHLY", "2026-01-31 09:00"), until="2026-12-31T23:59")) == [
        "2026-01-31",
        "2026-03-31",
        "2026-05-31",
        "2026-07-31",
        "2026-08-31",
        "2026-10-31",
        "2026-12-31",
    ]


def test_29_february_comes_in_leap_years_alone_and_not_in_2100() -> None:
    found = days(told(cadence("FREQ=YEARLY", "2088-02-29 09:00"), until="2109-01-01"))

    assert found == ["2088-02-29", "2092-02-29", "2096-02-29", "2104-02-29", "2108-02-29"]


# The last weekday of each month, by a wall calendar.
def test_the_last_weekday_of_a_month_is_chosen_by_its_place() -> None:
    rule = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"

    assert days(told(cadence(rule, "2026-01-01 17:00"), until="2026-07-01")) == [
        "2026-01-30",
        "2026-02-27",
        "2026-03-31",
        "2026-04-30",
        "2026-05-29",
        "2026-06-30",
    ]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [  # section 3.8.5.3 of RFC 5545 says when these are, from Tuesday 2 September 1997 on
        ("FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", ["1997-09-22", "1997-10-20", "1997-11-17"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-3", ["1997-09-28", "1997-10-29", "1997-11-28"]),
        ("FREQ=YEARLY;BYDAY=20MO", ["1998-05-18", "1999-05-17", "2000-05-15"]),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", ["1998-05-11", "1999-05-17", "2000-05-15"]),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", ["1998-02-13", "1998-03-13", "1998-11-13"]),
        (
            "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
            ["1997-11-04", "2001-11-06", "2005-11-08"],
        ),
        ("FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,TH", ["1997-09-02", "1997-09-04", "1997-09-16"]),
    ],
)
def test_the_examples_of_the_standard_hold(rule: str, expected: list[str]) -> None:
    found = told(cadence(rule, "1997-09-02 09:00"), "America/New_York", "2010-01-01", 3)

    assert days(found) == expected


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)),  # noqa: DTZ001 - a wall clock
    st.lists(st.sampled_from(DAYS), min_size=1, max_size=7, unique=True),
    st.integers(1, 5),
    st.sampled_from(["Europe/Berlin", "America/Santiago", "Australia/Lord_Howe", "Asia/Shanghai"]),
)
@settings(max_examples=60, deadline=None)
def test_weeks_are_as_a_calendar_that_is_walked_day_by_day(
    begins: datetime, chosen: list[str], interval: int, zone: str
) -> None:
    begins = begins.replace(second=0, microsecond=0)
    rule = f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={','.join(chosen)}"
    monday = begins.date() - timedelta(days=begins.weekday())
    expected = [
        datetime.combine(day, begins.time())
        for day in (begins.date() + timedelta(days=n) for n in range(200))
        if DAYS[day.weekday()] in chosen and (day - monday).days // 7 % interval == 0
    ]

    found = slots(cadence(rule, f"{begins:%Y-%m-%d %H:%M}"), named(zone), BEFORE)

    assert [slot.at for slot in islice(found, len(expected))] == [
        clock(wall, zone) for wall in expected
    ]


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)),  # noqa: DTZ001 - a wall clock
    st.integers(1, 31) | st.integers(-31, -1),
    st.integers(1, 7),
)
@settings(max_examples=60, deadline=None)
def test_days_of_months_are_as_the_calendar_has_them(
    begins: datetime, wanted: int, interval: int
) -> None:
    begins = begins.replace(second=0, microsecond=0)
    expected = []
    for n in range(0, 60, interval):
        year, month = divmod(begins.year * 12 + begins.month - 1 + n, 12)
        length = calendar.monthrange(year, month + 1)[1]
        number = wanted if wanted > 0 else length + 1 + wanted
        if 1 <= number <= length:
            wall = datetime.combine(date(year, month + 1, number), begins.time())
            expected += [wall] if wall >= begins else []

    rule = f"FREQ=MONTHLY;INTERVAL={interval};BYMONTHDAY={wanted}"
    found = slots(cadence(rule, f"{begins:%Y-%m-%d %H:%M}"), named("Europe/Paris"), BEFORE)

    assert [slot.at for slot in islice(found, len(expected))] == [
        clock(wall, "Europe/Paris") for wall in expected
    ]


def clock(wall: datetime, zone: str) -> datetime:
    """The first instant at which clocks show a time, or have leapt over it: found by trying."""
    place = ZoneInfo(zone)
    first = wall.replace(tzinfo=UTC) - timedelta(hours=15)
    for instant in (first + timedelta(minutes=15 * n) for n in range(4 * 30)):
        if instant.astimezone(place).replace(tzinfo=None) == wall:
            return instant
    return clock(wall - timedelta(days=1), zone) + timedelta(days=1)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)), st.sampled_from(sorted(names())))  # noqa: DTZ001 - a wall clock
@settings(max_examples=150, deadline=None)
def test_a_wall_time_is_the_first_instant_that_shows_it_in_every_zone(
    wall: datetime, zone: str
) -> None:
    found = settled(wall, named(zone))

    # The machine's own zones may be older: here they would not know what Winnipeg does in 2027.
    there = found.astimezone(named(zone)).replace(tzinfo=None)
    back = (found - timedelta(hours=3)).astimezone(named(zone)).replace(tzinfo=None)
    assert there >= wall
    assert back < there


@given(
    st.sampled_from(["FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=FR,SA", "FREQ=MONTHLY"]),
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - a wall clock
    st.integers(0, 400),
    st.integers(0, 400),
)
@settings(max_examples=60, deadline=None)
def test_windows_side_by_side_hold_every_slot_once(
    rule: str, begins: datetime, first: int, second: int
) -> None:
    rhythm, zone = cadence(rule, f"{begins:%Y-%m-%d %H:%M}"), named("Europe/Berlin")
    start = begins.replace(tzinfo=UTC) - timedelta(days=1)
    middle, end = start + timedelta(days=first), start + timedelta(days=first + second)

    parts = [*slots(rhythm, zone, start, middle), *slots(rhythm, zone, middle, end)]

    assert parts == list(slots(rhythm, zone, start, end))
    assert all(one.at < other.at for one, other in pairwise(parts))


def test_a_slot_on_the_edge_belongs_to_the_window_that_ends_there() -> None:
    rhythm = cadence("FREQ=WEEKLY", "2026-05-22 17:00")
    at = datetime(2026, 5, 22, 17, tzinfo=UTC)

    assert [s.at for s in slots(rhythm, UTC, BEFORE, at)] == [at]
    assert list(slots(rhythm, UTC, at, at + timedelta(days=6))) == []


def test_a_day_that_is_skipped_has_no_slot_but_a_pause_with_its_reason() -> None:
    rhythm = cadence("FREQ=WEEKLY", "2026-09-25 17:00", skip={"2026-10-02": "National Day"})
    end = datetime(2026, 10, 10, tzinfo=UTC)

    assert days(told(rhythm, until="2026-10-10")) == ["2026-09-25", "2026-10-09"]
    assert [(s.at.day, s.reason) for s in pauses(rhythm, UTC, BEFORE, end)] == [(2, "National Day")]


def test_of_a_day_with_two_slots_the_first_moves_and_the_other_stays() -> None:
    rule, moved = "FREQ=WEEKLY;BYHOUR=9,17", {"2026-06-12": "2026-06-11 12:00"}
    rhythm = cadence(rule, "2026-06-05 09:00", moved=moved)

    found = slots(rhythm, UTC, BEFORE, datetime(2026, 6, 13, tzinfo=UTC))
    assert [f"{s.at:%m-%d %H}" for s in found] == ["06-05 09", "06-05 17", "06-11 12", "06-12 17"]


def test_a_moved_slot_is_in_order_at_its_new_time_and_says_what_was_planned() -> None:
    moved = {
        "2026-12-25": {"to": "2026-12-24 12:00", "because": "Christmas"},
        "2026-12-11": "2026-12-19",
    }
    rhythm = cadence("FREQ=WEEKLY", "2026-12-04 17:00", moved=moved)

    found = list(slots(rhythm, UTC, BEFORE, datetime(2027, 1, 2, tzinfo=UTC)))

    assert [f"{s.at:%m-%d %H}" for s in found] == [
        "12-04 17",
        "12-18 17",
        "12-19 00",
        "12-24 12",
        "01-01 17",
    ]
    assert found[3] == Slot(
        datetime(2026, 12, 24, 12, tzinfo=UTC),
        datetime(2026, 12, 25, 17, tzinfo=UTC),
        "x",
        "Christmas",
    )


def test_an_end_is_not_part_of_a_rhythm_and_a_last_day_of_its_rule_is() -> None:
    ends = cadence("FREQ=DAILY", "2026-05-01 17:00", ends="2026-05-03 17:00")
    until = cadence("FREQ=DAILY;UNTIL=20260503", "2026-05-01 17:00")
    exact = cadence("FREQ=DAILY;UNTIL=20260502T150000Z", "2026-05-01 17:00")
    counted = cadence("FREQ=DAILY;COUNT=2", "2026-05-01 17:00", skip={"2026-05-02": "May"})

    assert days(told(ends)) == ["2026-05-01", "2026-05-02"]
    assert days(told(until)) == ["2026-05-01", "2026-05-02", "2026-05-03"]
    assert days(told(exact, "Europe/Berlin")) == ["2026-05-01", "2026-05-02"]
    assert days(told(exact, "UTC")) == ["2026-05-01"]
    assert days(told(counted)) == ["2026-05-01"]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29",
    ],
)
def test_a_rule_that_never_fires_is_found_out_in_time(rule: str) -> None:
    begins = datetime(2026, 9, 22, 17)  # noqa: DTZ001 - a wall clock
    began = time.process_time()

    assert not fires(rule, begins)
    assert list(slots(cadence(rule, "2026-09-22 17:00"), UTC, BEFORE)) == []
    assert time.process_time() - began < 20


def test_a_rule_that_fires_once_in_28_years_fires() -> None:
    rhythm = cadence("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO", "2026-01-01 12:00")

    assert days(told(rhythm, until="2090-01-01")) == ["2044-02-29", "2072-02-29"]


def test_a_rhythm_without_an_end_has_one_for_those_who_ask_for_all() -> None:
    found = list(slots(cadence("FREQ=YEARLY", "2026-05-22 17:00"), UTC, BEFORE))

    assert found[-1].at.year == LAST_YEAR
    assert len(found) == LAST_YEAR - 2026 + 1


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=FORTNIGHTLY", "it begins with how often"),
        ("BYDAY=FR", "it begins with how often"),
        ("FREQ=HOURLY", "it begins with how often"),
        ("FREQ=WEEKLY;BYDAY=FX", "not 'FX'"),
        ("FREQ=WEEKLY;BYDY=FR", "did you mean 'BYDAY'?"),
        ("FREQ=WEEKLY;;BYDAY=FR", "'' is no part"),
        ("FREQ=WEEKLY;BYDAY=", "'BYDAY' has no value"),
        ("FREQ=WEEKLY;FREQ=DAILY", "FREQ stands twice"),
        ("FREQ=WEEKLY;INTERVAL=0", "INTERVAL is a number from 1 to 9999"),
        ("FREQ=WEEKLY;COUNT=-1", "COUNT is a number from 1 to 9999"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY is 1 to 31, or -1 to -31 from the end, not '0'"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "not '32'"),
        ("FREQ=YEARLY;BYMONTH=13", "BYMONTH is 1 to 12, not '13'"),
        ("FREQ=DAILY;BYHOUR=24", "BYHOUR is 0 to 23"),
        ("FREQ=WEEKLY;BYDAY=2FR", "a week has one of each"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY has no meaning in a WEEKLY rule"),
        ("FREQ=MONTHLY;BYWEEKNO=20;BYDAY=FR", "BYWEEKNO has no meaning in a MONTHLY rule"),
        ("FREQ=YEARLY;BYWEEKNO=20", "say the weekday, too"),
        ("FREQ=MONTHLY;BYSETPOS=-1", "BYSETPOS chooses among days"),
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20270101", "not both"),
        ("FREQ=WEEKLY;UNTIL=20270230", "there is no such time"),
        ("FREQ=WEEKLY;UNTIL=next year", "UNTIL is a day"),
        ("DTSTART:20260101T000000\nRRULE:FREQ=DAILY", "is no part of a rule"),
        ("FREQ=YEARLY;BYEASTER=0", "is no part of a rule"),
    ],
)
def test_a_rule_that_says_nothing_or_too_much_is_refused(rule: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        parts_of(rule)


def test_a_rule_may_be_written_as_in_a_calendar_file() -> None:
    assert days(told(cadence("RRULE:freq=weekly;byday=fr", "2026-05-22 17:00"), most=1)) == [
        "2026-05-22"
    ]


# ---- zones


@pytest.mark.parametrize(
    "name", ["Asia", "localtime", "right/Asia/Shanghai", "asia/shanghai", "", "../x"]
)
def test_what_is_no_zone_of_iana_is_none_whatever_the_machine_has(name: str) -> None:
    with pytest.raises(ValueError, match="no such time zone"):
        named(name)


def test_a_zone_that_is_misspelt_is_told_its_name() -> None:
    with pytest.raises(ValueError, match="did you mean 'Asia/Shanghai'"):
        named("Asia/Shangai")


WEST = zone_of("Asia/Shanghai", ((date(2026, 9, 1), "Europe/Berlin"),))
EAST = zone_of("Europe/Berlin", ((date(2026, 9, 1), "Asia/Shanghai"),))


@pytest.mark.parametrize(
    ("zone", "wall", "instant"),
    [
        (WEST, datetime(2026, 8, 31, 17), "2026-08-31T09:00"),  # noqa: DTZ001
        (WEST, datetime(2026, 8, 31, 23, 59), "2026-08-31T15:59"),  # noqa: DTZ001
        (WEST, datetime(2026, 9, 1), "2026-08-31T22:00"),  # noqa: DTZ001
        (WEST, datetime(2026, 11, 1, 17), "2026-11-01T16:00"),  # noqa: DTZ001
        (EAST, datetime(2026, 8, 31, 17), "2026-08-31T15:00"),  # noqa: DTZ001
        (EAST, datetime(2026, 9, 1), "2026-08-31T16:00"),  # noqa: DTZ001
        (EAST, datetime(2026, 9, 1, 17), "2026-09-01T09:00"),  # noqa: DTZ001
    ],
)
def test_a_day_belongs_to_the_zone_that_the_team_has_on_it(
    zone: tzinfo, wall: datetime, instant: str
) -> None:
    assert settled(wall, zone) == datetime.fromisoformat(instant).replace(tzinfo=UTC)


def test_five_o_clock_stays_five_o_clock_when_the_team_moves() -> None:
    found = slots(cadence("FREQ=WEEKLY", "2026-08-28 17:00"), WEST, BEFORE)

    assert [f"{s.at:%m-%d %H:%M%z}" for s in islice(found, 2)] == [
        "08-28 17:00+0800",
        "09-04 17:00+0200",
    ]


def test_a_rhythm_with_a_zone_of_its_own_does_not_move_with_the_team() -> None:
    rhythm = cadence("FREQ=WEEKLY", "2026-08-28 17:00", timezone="Asia/Shanghai")

    assert rhythm.timezone == "Asia/Shanghai"
    assert told(rhythm, rhythm.timezone, "2026-09-05")[-1] == "2026-09-04 17:00+0800"


@given(st.integers(-4000, 4000), st.sampled_from([WEST, EAST]))
@settings(max_examples=300, deadline=None)
def test_every_instant_has_a_local_time_that_leads_back_to_it(minutes: int, zone: tzinfo) -> None:
    instant = datetime(2026, 8, 31, 18, tzinfo=UTC) + timedelta(minutes=minutes)

    local = instant.astimezone(zone)

    assert local.astimezone(UTC) == instant
    assert local.replace(tzinfo=None) == instant.astimezone(
        ZoneInfo(zone.name_at(instant) if isinstance(zone, Moving) else "")
    ).replace(tzinfo=None)


@given(st.integers(-4000, 4000), st.sampled_from([WEST, EAST, named("Europe/Berlin")]))
@settings(max_examples=200, deadline=None)
def test_what_is_written_for_an_instant_is_read_back_as_it(minutes: int, zone: tzinfo) -> None:
    instant = datetime(2026, 10, 25, 0, tzinfo=UTC) + timedelta(minutes=minutes)

    text = as_written(instant, zone)

    read = datetime.fromisoformat(text)
    assert (read if read.tzinfo else settled(read, zone)) == instant


@pytest.mark.parametrize("zone", [WEST, named("Asia/Shanghai")])
def test_a_zone_travels_to_other_processes(zone: tzinfo) -> None:
    there: tzinfo = pickle.loads(pickle.dumps(zone))  # noqa: S301 - what we pickled ourselves

    assert there is zone
    assert str(zone).startswith("Asia/Shanghai")


SCRIPT = """
from datetime import UTC, datetime, timedelta
from generator.model.cadence import Cadence
from generator.model.recurrence import slots
from generator.model.zones import zone_of
from datetime import date
rhythm = Cadence.model_construct(id="x", rule="FREQ=WEEKLY;BYDAY=FR",
    begins=datetime(2026, 5, 22, 2, 30), ends=None, skip={}, moved={})
zone = zone_of("Asia/Shanghai", ((date(2026, 9, 1), "Europe/Berlin"),))
for slot in slots(rhythm, zone, datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)):
    print(slot.at.isoformat(), slot.at.astimezone(zone))
"""


def slots_on(machine: str, tmp_path: str) -> str:
    environment = {**os.environ, "TZ": machine, "PYTHONTZPATH": tmp_path}
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def test_the_zone_and_the_zone_data_of_the_machine_change_nothing(tmp_path: object) -> None:
    here = slots_on("UTC", "")

    assert here.count("\n") > 80
    for machine in ("America/New_York", "Pacific/Kiritimati", "Nonsense/Nowhere", "EST5EDT"):
        assert slots_on(machine, str(tmp_path)) == here
