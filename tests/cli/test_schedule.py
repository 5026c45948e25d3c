"""`friday schedule`: the team's own view of what appears when."""

from datetime import datetime
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.cli.rhythmic import AT, CONFIG, kept, rhythmic
from tests.cli.running import Done, friday, friday_here

__all__ = ["kept"]


def schedule(project: Path, *more: str) -> Done:
    return friday_here(project, "schedule", "--at", AT, *more)


def rows(project: Path, *more: str) -> list[tuple[object, ...]]:
    found = schedule(project, "--json", *more).records()
    return [(r["at"], r["what"], r["entry"], r["cadence"]) for r in found]


def noted(project: Path, entry: str, what: str = "entry") -> dict[str, object]:
    found = schedule(project, "--json").records()
    [row] = [r for r in found if r["entry"] == entry and r["what"] == what]
    return row


def test_every_slot_has_a_row(kept: Path) -> None:
    found = [row for row in rows(kept, "--until", "2026-07-04") if row[3] == "friday"]

    assert found == [
        ("2026-05-15T17:00:00+08:00", "entry", "diary:one", "friday"),
        ("2026-05-22T17:00:00+08:00", "missing", None, "friday"),
        ("2026-05-29T17:00:00+08:00", "entry", "diary:three", "friday"),
        ("2026-06-05T17:00:00+08:00", "entry", "diary:five", "friday"),
        ("2026-06-12T17:00:00+08:00", "entry", "diary:four", "friday"),
        ("2026-06-18T17:00:00+08:00", "free", None, "friday"),
        ("2026-06-26T17:00:00+08:00", "skipped", None, "friday"),
        ("2026-07-03T17:00:00+08:00", "free", None, "friday"),
    ]


def test_it_names_what_is_hidden_to_the_team(kept: Path) -> None:
    row = noted(kept, "diary:five")

    assert (row["title"], row["public"], row["hidden"]) == ("五", False, "early")
    assert row["notes"] == ["from the queue"]


def test_a_release_says_what_it_brings_and_its_companion_with_what_it_comes(kept: Path) -> None:
    release, story = noted(kept, "release:r"), noted(kept, "story:s")

    assert release["notes"] == ["brings story:s"]
    assert story["notes"] == ["with release:r"]
    assert story["at"] == release["at"] == "2026-06-03T10:00:00+08:00"


def test_deadlines_and_promises_stand_at_their_dates(kept: Path) -> None:
    found = rows(kept)

    assert ("2026-06-01T20:00:00+08:00", "date", "call:c", None) in found
    assert ("2026-06-10T00:00:00+08:00", "promise", "call:c", None) in found


def test_an_overdue_promise_stands_there_however_old_it_is(kept: Path) -> None:
    row = noted(kept, "call:late", "overdue")

    assert row["at"] == "2026-04-25T00:00:00+08:00"


def test_what_has_no_date_comes_last(kept: Path) -> None:
    assert rows(kept)[-1] == (None, "waits", "page:idea", None)


def test_the_time_can_be_chosen(kept: Path) -> None:
    found = rows(kept, "--from", "2026-06-04T00:00+08:00", "--until", "2026-06-06T00:00+08:00")

    assert [row[2] for row in found if row[0]] == ["call:late", "diary:five"]


def test_a_time_that_ends_before_it_begins_is_refused(kept: Path) -> None:
    done = schedule(kept, "--from", "2026-06-04", "--until", "2026-06-03")

    assert done.code == 2
    assert "--until lies before --from" in done.err


def test_two_entries_on_one_slot_are_overfull(tmp_path: Path) -> None:
    project = rhythmic(tmp_path)
    extra = project / "content/diaries/extra.md"
    extra.write_text("---\ntitle: Extra\ndate: 2026-06-09 12:00\n---\n", encoding="utf-8")
    fixed = project / "content/diaries/six.md"
    fixed.write_text("---\ntitle: Six\ndate: 2026-06-05 17:00\n---\n", encoding="utf-8")

    full = [r["entry"] for r in schedule(project, "--json").records() if r["overfull"]]
    assert full == ["diary:six", "diary:extra"]


@pytest.mark.parametrize("hour", ["12:00", "17:00", "23:00"])
def test_what_is_early_on_its_day_never_holds_the_slot_before(tmp_path: Path, hour: str) -> None:
    project = rhythmic(tmp_path)
    early = project / "content/diaries/early.md"
    early.write_text("---\ntitle: Early\ndate: 2026-05-22 09:00\n---\n", encoding="utf-8")
    span = ("--from", "2026-05-14", "--until", f"2026-05-22T{hour}+08:00")

    assert [row for row in rows(project, *span) if row[3] == "friday"] == [
        ("2026-05-15T17:00:00+08:00", "entry", "diary:one", "friday"),
        ("2026-05-22T09:00:00+08:00", "entry", "diary:early", "friday"),
    ]
    full = [r["entry"] for r in schedule(project, "--json", *span).records() if r["overfull"]]
    assert full == []


def test_the_table_marks_what_somebody_has_to_look_at(kept: Path) -> None:
    done = schedule(kept)
    marked = [line.split()[1] for line in done.out.splitlines() if line.startswith("!")]

    assert done.code == 0
    assert marked == ["2026-04-25", "2026-05-22"]
    assert '2026-06-05 Fri 17:00  friday  diary:five (hidden)  "五"  from the queue' in done.out


def test_wide_letters_do_not_push_the_columns_apart(kept: Path) -> None:
    lines = [line for line in schedule(kept).out.splitlines() if "friday" in line]

    assert {line.index("friday") for line in lines} == {lines[0].index("friday")}


def test_titles_cannot_steer_the_terminal(tmp_path: Path) -> None:
    project = rhythmic(tmp_path)
    file = project / "content/diaries/three.md"
    file.write_text(
        '---\ntitle: "A\\e[2J\\u009bB"\ndate: 2026-05-29 17:00\n---\n', encoding="utf-8"
    )
    out = schedule(project).out

    assert "\x1b" not in out
    assert "\x9b" not in out


def test_it_can_be_read_by_a_calendar_program(kept: Path) -> None:
    done = friday(kept, "schedule", "--at", AT, "--ics")
    events = Calendar.from_ical(done.out).walk("VEVENT")
    found = {str(each["SUMMARY"]): each for each in events}

    assert found["五"].decoded("DTSTART") == datetime.fromisoformat("2026-06-05T17:00+08:00")
    assert "free slot: friday" in found
    assert found["left out: friday"]["STATUS"] == "CANCELLED"
    assert len({str(each["UID"]) for each in events}) == len(events)


def test_without_rhythms_and_dates_it_says_what_to_do(tmp_path: Path) -> None:
    project = rhythmic(tmp_path, CONFIG.split("cadences")[0])
    for file in (project / "content").rglob("*.md"):
        file.unlink()
    (project / "content/pages/a.md").write_text("---\ntitle: A\n---\n", encoding="utf-8")

    assert "nothing is planned" in schedule(project).out


def test_pinning_writes_dates_into_the_files_that_wait(tmp_path: Path) -> None:
    project = rhythmic(tmp_path)
    done = schedule(project, "--pin")

    assert done.out.splitlines() == [
        "content/diaries/five.md: 2026-06-05T17:00:00+08:00",
        "content/diaries/four.md: 2026-06-12T17:00:00+08:00",
    ]
    text = (project / "content/diaries/five.md").read_text(encoding="utf-8")
    assert text.startswith("---\ntitle: 五\ndate: 2026-06-05 17:00")
    assert schedule(project, "--pin").out == "nothing waits in a queue\n"
