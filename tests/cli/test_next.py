"""`friday next`: the next instant, and the rhythm in the words of cron and systemd."""

import re
import shlex
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from tests.cli.rhythmic import AT, CONFIG, kept, rhythmic
from tests.cli.running import friday, friday_here

__all__ = ["kept"]


def lines(project: Path, *more: str) -> list[str]:
    done = friday_here(project, "next", "--at", AT, *more)
    assert (done.code, done.err) == (0, "")
    return done.out.splitlines()


def crontab(project: Path, *more: str) -> list[str]:
    """The time fields of the lines of a crontab."""
    found = [line for line in lines(project, "--cron", *more) if not line.startswith("#")]
    return [" ".join(line.split()[:5]) for line in found]


def changed(folder: Path, **options: str) -> Path:
    config = CONFIG.split("    skip:")[0]
    for name, value in options.items():
        config, count = re.subn(rf"{name}: .*", f"{name}: {value}", config)
        assert count == 1
    return rhythmic(folder, config)


def meets(fields: str, moment: datetime) -> bool:
    """Whether a line of cron fires in a minute, by what POSIX says of its fields."""
    minute, hour, day, month, weekday = (_numbers(field) for field in fields.split())
    days = moment.day in day if day else True
    weekdays = moment.isoweekday() % 7 in weekday if weekday else True
    either = (moment.day in day or moment.isoweekday() % 7 in weekday) if day and weekday else None
    return (
        moment.minute in minute
        and moment.hour in hour
        and (not month or moment.month in month)
        and ((days and weekdays) if either is None else either)
    )


def _numbers(field: str) -> set[int]:
    """The numbers of a field; none for `*`, which is every one."""
    found: set[int] = set()
    for part in field.split(",") if field != "*" else ():
        first, _, last = part.partition("-")
        found |= set(range(int(first), int(last or first) + 1))
    return found


def test_it_says_when_the_site_changes_and_why(kept: Path) -> None:
    assert lines(kept) == [
        "2026-05-31T00:00:00+08:00 a new day: what is counted in days changes",
        "2026-06-01T20:00:00+08:00 call:c (en): closes: C",
        "2026-06-05T17:00:00+08:00 next slot of 'friday'",
    ]


def test_the_same_as_json(kept: Path) -> None:
    done = friday_here(kept, "next", "--at", AT, "--json")
    record = done.record("next")

    assert record["next"] == "2026-05-31T00:00:00+08:00"
    assert record["cadences"] == [
        {
            "id": "friday",
            "cron": ["0 9 * * 5", "0 9 18 6 *"],
            "systemd": ["Fri *-*-* 17:00:00 Asia/Shanghai", "2026-06-18 17:00:00 Asia/Shanghai"],
        }
    ]


def test_a_line_of_cron_is_in_utc_and_a_moved_slot_has_one_of_its_own(kept: Path) -> None:
    assert crontab(kept) == ["0 9 * * 5", "0 9 18 6 *"]


def test_it_may_be_in_the_zone_of_the_server(kept: Path) -> None:
    assert crontab(kept, "--zone", "Asia/Shanghai") == ["0 17 * * 5", "0 17 18 6 *"]


def test_where_clocks_change_there_are_two_lines(tmp_path: Path) -> None:
    project = changed(tmp_path, timezone="Europe/Berlin")

    assert crontab(project) == ["0 15 * 3-10 5", "0 16 * 1-3,10-12 5"]


def test_the_weekday_is_that_of_the_other_zone(tmp_path: Path) -> None:
    project = changed(tmp_path, timezone="America/Los_Angeles")

    assert crontab(project) == ["0 0 * 3-11 6", "0 1 * 1-3,11,12 6"]


def test_a_second_that_cron_cannot_say_is_rounded_up(tmp_path: Path) -> None:
    assert crontab(changed(tmp_path, begins="2026-05-15 17:00:30")) == ["1 9 * * 5"]


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=1", "0 9 1 * *"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "0 9 * * 5"),
        ("FREQ=DAILY", "0 9 * * *"),
        ("FREQ=WEEKLY;BYDAY=TU,FR", "0 9 * * 2,5"),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=22", "0 9 22 5 *"),
        ("FREQ=WEEKLY;BYDAY=SU", "0 9 * * 0"),
    ],
)
def test_every_rule_has_a_line(tmp_path: Path, rule: str, fields: str) -> None:
    assert crontab(changed(tmp_path, rule=rule)) == [fields]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Los_Angeles", "Australia/Lord_Howe"])
def test_cron_meets_every_friday_of_ten_years(tmp_path: Path, zone: str) -> None:
    fields = crontab(changed(tmp_path, timezone=zone))
    friday = datetime(2026, 6, 5, 17)  # noqa: DTZ001 - the clock on the wall

    for week in range(520):
        slot = (friday + timedelta(weeks=week)).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        assert any(meets(line, slot) for line in fields), slot


def test_the_command_of_a_line_can_be_run_whatever_the_folder_is_called(tmp_path: Path) -> None:
    project = rhythmic(_made(tmp_path / "it's 100% ours; rm -rf"))
    line = next(line for line in lines(project, "--cron") if not line.startswith("#"))
    command = line.split(maxsplit=5)[5].replace("\\%", "%")  # as cron hands it to the shell

    assert "%" not in line.replace("\\%", "")
    assert shlex.split(command)[:3] == ["cd", str(project.resolve()), "&&"]


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_an_unknown_zone_is_refused(kept: Path) -> None:
    done = friday_here(kept, "next", "--cron", "--zone", "Mars/Olympus")

    assert done.code == 2
    assert "'Mars/Olympus' is no time zone" in done.err


def test_systemd_is_told_the_zone(kept: Path) -> None:
    found = [line for line in lines(kept, "--systemd") if line.startswith("OnCalendar=")]

    assert found == [
        "OnCalendar=Fri *-*-* 17:00:00 Asia/Shanghai",
        "OnCalendar=2026-06-18 17:00:00 Asia/Shanghai",
    ]


@pytest.mark.parametrize(
    ("rule", "event"),
    [
        ("FREQ=WEEKLY;BYDAY=TU,FR", "Tue,Fri *-*-* 17:00:00 Asia/Shanghai"),
        ("FREQ=MONTHLY;BYMONTHDAY=1", "*-*-01 17:00:00 Asia/Shanghai"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "Fri *-*-22..31 17:00:00 Asia/Shanghai"),
        ("FREQ=DAILY", "*-*-* 17:00:00 Asia/Shanghai"),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=22", "*-05-22 17:00:00 Asia/Shanghai"),
    ],
)
def test_every_rule_is_a_calendar_event_that_systemd_understands(
    tmp_path: Path, rule: str, event: str
) -> None:
    found = [
        line.removeprefix("OnCalendar=")
        for line in lines(changed(tmp_path, rule=rule), "--systemd")
        if line.startswith("OnCalendar=")
    ]

    assert found == [event]
    # The grammar is written out above; where there is a systemd, it has its say as well.
    analyze = shutil.which("systemd-analyze")
    assert (
        analyze is None or subprocess.run([analyze, "calendar", event], check=False).returncode == 0
    )


def test_a_team_that_moves_has_an_event_for_each_zone(tmp_path: Path) -> None:
    config = f"{CONFIG}timezones: {{2026-09-01: Europe/Berlin}}\n"
    found = [each for each in lines(rhythmic(tmp_path, config), "--systemd") if "Fri" in each]

    assert found == [
        "OnCalendar=Fri *-06..08-* 17:00:00 Asia/Shanghai",
        "OnCalendar=Fri *-*-* 17:00:00 Europe/Berlin",
    ]


def test_the_next_instant_as_a_calendar(kept: Path) -> None:
    done = friday(kept, "next", "--at", AT, "--ics")
    events = Calendar.from_ical(done.out).walk("VEVENT")

    assert [str(each["SUMMARY"]) for each in events] == [
        "a new day: what is counted in days changes",
        "call:c (en): closes: C",
    ]
