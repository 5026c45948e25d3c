"""How punctual a journal is, worked out by hand from what a register says."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from generator.journal.journal import Journal
from generator.journal.punctuality import Outcome, Record, records
from generator.model.publication import EMPTY, Register
from tests.journal.timed import FRIDAY, instant, journal_at, published, reading_of

# Fridays at 17:00 in Shanghai: 1, 8, 15, 22 and 29 May 2026.
AT = "2026-05-30T12:00+08:00"


def diary(date: str, more: str = "") -> str:
    return f"---\ntitle: T\ndate: {date}\n{more}---\nText\n"


FILES = {
    "diaries/one.md": diary("2026-05-01 17:00"),
    "diaries/two.md": diary("2026-05-08 17:00"),
    "diaries/three.md": diary("2026-05-15 17:00", "delayed: The printer burned\n"),
    "diaries/four.md": diary("2026-05-22 17:00"),
    "diaries/five.md": diary("2026-05-29 17:00"),
}
ON_TIME = {
    "diary:one": "2026-05-01T17:02+08:00",
    "diary:two": "2026-05-08T18:00:59+08:00",
    "diary:three": "2026-05-15T20:05+08:00",
    "diary:four": "2026-05-22T17:00+08:00",
    "diary:five": "2026-05-29T17:01+08:00",
}


def kept(
    folder: Path,
    files: Mapping[str, str] = FILES,
    firsts: Mapping[str, str] = ON_TIME,
    options: str = FRIDAY,
    at: str = AT,
) -> Journal:
    made = reading_of(folder, files, options)
    now = instant(at)
    register = published(journal_at(made, now, options), firsts)
    return journal_at(made, now, options, register)


def only(journal: Journal) -> Record:
    [record] = records(journal)
    return record


def outcomes(journal: Journal) -> list[str]:
    return [str(each.outcome) for each in only(journal).slots]


def test_four_of_five_fridays_are_on_time_and_one_is_three_hours_late(tmp_path: Path) -> None:
    record = only(kept(tmp_path))

    assert (len(record.of(Outcome.ON_TIME)), record.total) == (4, 5)
    [late] = record.of(Outcome.LATE)
    assert (str(late.entry), late.minutes) == ("diary:three", 185)


@pytest.mark.parametrize(
    ("first", "outcome"),
    [
        ("2026-05-15T09:00+08:00", "on-time"),
        ("2026-05-15T18:00:59+08:00", "on-time"),
        ("2026-05-15T18:01+08:00", "late"),
    ],
)
def test_a_publish_within_sixty_full_minutes_is_on_time(
    tmp_path: Path, first: str, outcome: str
) -> None:
    journal = kept(tmp_path, firsts={**ON_TIME, "diary:three": first})

    assert outcomes(journal)[2] == outcome


def test_the_tolerance_is_that_of_the_cadence(tmp_path: Path) -> None:
    journal = kept(tmp_path, options=f"{FRIDAY}    tolerance: 2\n")

    assert outcomes(journal) == ["late" if n in {1, 2} else "on-time" for n in range(5)]


def test_a_slot_that_nothing_held_is_missed(tmp_path: Path) -> None:
    files = {name: text for name, text in FILES.items() if "three" not in name}

    assert outcomes(kept(tmp_path, files)) == ["on-time", "on-time", "missed", "on-time", "on-time"]


def test_a_slot_that_is_left_out_counts_for_nothing(tmp_path: Path) -> None:
    files = {name: text for name, text in FILES.items() if "three" not in name}
    options = f"{FRIDAY}    skip: {{2026-05-15: Holiday}}\n"
    record = only(kept(tmp_path, files, options=options))

    assert [str(each.outcome) for each in record.slots][2] == "skipped"
    assert (record.total, record.slots[2].reason) == (4, "Holiday")


def test_a_date_that_is_written_into_a_file_later_flatters_nobody(tmp_path: Path) -> None:
    """The register keeps when it was due; so does the slot that the new date lies in."""
    honest = kept(tmp_path / "a")
    files = {**FILES, "diaries/three.md": diary("2026-05-15 20:05")}
    made = reading_of(tmp_path / "b", files, FRIDAY)
    flattered = journal_at(made, instant(AT), FRIDAY, honest.register)

    assert only(flattered).of(Outcome.LATE) == only(honest).of(Outcome.LATE)


def test_a_date_that_is_written_back_into_an_earlier_slot_does_not_fill_it(tmp_path: Path) -> None:
    files = {name: text for name, text in FILES.items() if "four" not in name}
    files["diaries/three.md"] = diary("2026-05-22 17:00")
    late = kept(tmp_path / "a", files, {**ON_TIME, "diary:three": "2026-05-22T17:05+08:00"})
    files["diaries/three.md"] = diary("2026-05-15 17:00")
    made = reading_of(tmp_path / "b", files, FRIDAY)

    assert outcomes(journal_at(made, instant(AT), FRIDAY, late.register))[2:4] == [
        "missed",
        "on-time",
    ]


def test_a_date_that_was_late_from_the_first_is_late(tmp_path: Path) -> None:
    files = {**FILES, "diaries/three.md": diary("2026-05-15 20:00")}
    [late] = only(kept(tmp_path, files)).of(Outcome.LATE)

    assert late.minutes == 185


def test_what_comes_a_week_late_leaves_its_slot_missed(tmp_path: Path) -> None:
    files = {name: text for name, text in FILES.items() if "four" not in name}
    files["diaries/three.md"] = diary("2026-05-22 18:00")
    journal = kept(tmp_path, files, {**ON_TIME, "diary:three": "2026-05-22T18:00+08:00"})

    assert outcomes(journal) == ["on-time", "on-time", "missed", "on-time", "on-time"]


def test_the_first_language_counts(tmp_path: Path) -> None:
    options = f"{FRIDAY}languages: en, zh-CN\n"
    files = {**FILES, "diaries/three.zh.md": diary("2026-05-15 17:00")}
    made = reading_of(tmp_path, files, options)
    register = published(journal_at(made, instant(AT), options), ON_TIME)
    chinese = instant("2026-05-15T17:05+08:00")
    rows = {
        key: row if row.lang == "en" else replace(row, first=chinese)
        for key, row in register.rows.items()
    }
    journal = journal_at(made, instant(AT), options, Register(register.last, rows))

    assert outcomes(journal) == ["on-time"] * 5


def test_what_was_withdrawn_had_been_on_time(tmp_path: Path) -> None:
    before = kept(tmp_path / "a")
    files = {**FILES, "diaries/four.md": diary("2026-05-22 17:00", "withdrawn: wrong\n")}
    after = journal_at(
        reading_of(tmp_path / "b", files, FRIDAY), instant(AT), FRIDAY, before.register
    )

    assert outcomes(after) == outcomes(before)


def test_a_file_that_is_gone_had_been_on_time(tmp_path: Path) -> None:
    before = kept(tmp_path / "a")
    files = {name: text for name, text in FILES.items() if "four" not in name}
    after = journal_at(
        reading_of(tmp_path / "b", files, FRIDAY), instant(AT), FRIDAY, before.register
    )

    assert outcomes(after) == outcomes(before)


def test_nothing_is_said_before_the_first_publish(tmp_path: Path) -> None:
    made = reading_of(tmp_path, FILES, FRIDAY)

    for at in (AT, "2026-05-29T17:03+08:00"):
        assert records(journal_at(made, instant(at), FRIDAY, EMPTY)) == ()


def test_what_was_before_the_register_is_not_counted(tmp_path: Path) -> None:
    firsts = {
        name: first for name, first in ON_TIME.items() if name in {"diary:four", "diary:five"}
    }

    assert outcomes(kept(tmp_path, firsts=firsts)) == ["on-time", "on-time"]


def test_slots_missed_since_the_first_publish_count_though_it_showed_old_entries_alone(
    tmp_path: Path,
) -> None:
    files = {"diaries/old.md": diary("2026-04-01"), "diaries/five.md": FILES["diaries/five.md"]}
    made = reading_of(tmp_path, files, FRIDAY)
    begun = journal_at(made, instant("2026-05-06T12:00+08:00"), FRIDAY, EMPTY).register
    then = journal_at(made, instant("2026-05-29T17:01+08:00"), FRIDAY, begun).register
    journal = journal_at(made, instant(AT), FRIDAY, then)

    assert outcomes(journal) == ["missed", "missed", "missed", "on-time"]


def test_what_appeared_early_on_its_day_never_fills_the_slot_before(tmp_path: Path) -> None:
    files = dict(FILES)
    del files["diaries/four.md"]
    files["diaries/five.md"] = diary("2026-05-29")
    firsts = {name: first for name, first in ON_TIME.items() if name != "diary:four"}
    firsts["diary:five"] = "2026-05-29T09:00+08:00"
    before = kept(tmp_path, files, firsts, at="2026-05-29T12:00+08:00")
    after = kept(tmp_path / "b", files, firsts, at="2026-05-29T18:30+08:00")

    assert outcomes(before) == ["on-time", "on-time", "late", "missed"]
    assert outcomes(after) == ["on-time", "on-time", "late", "missed", "on-time"]


@pytest.mark.parametrize(
    ("at", "last"),
    [
        ("2026-05-29T16:59+08:00", "on-time"),
        ("2026-05-29T18:00:59+08:00", "on-time"),
        ("2026-05-29T18:01+08:00", "missed"),
    ],
)
def test_a_slot_is_missed_once_its_time_is_over(tmp_path: Path, at: str, last: str) -> None:
    files = {name: text for name, text in FILES.items() if "five" not in name}
    journal = kept(tmp_path, files, at=at)

    assert outcomes(journal)[-1] == last
    assert len(outcomes(journal)) == (5 if last == "missed" else 4)


def test_entries_of_other_kinds_hold_no_slot(tmp_path: Path) -> None:
    files = {
        **{name: text for name, text in FILES.items() if "three" not in name},
        "events/e.md": "---\ntitle: E\ndate: 2026-05-15 17:00\nstarts: 2026-06-01\n---\n",
    }
    journal = kept(tmp_path, files, {**ON_TIME, "event:e": "2026-05-15T17:00+08:00"})

    assert outcomes(journal)[2] == "missed"


def test_a_series_with_a_rhythm_of_its_own_is_not_the_kinds(tmp_path: Path) -> None:
    options = (
        f"{FRIDAY}  - {{id: tuesday, series: Reports, title: Tuesday, "
        "rule: FREQ=WEEKLY;BYDAY=TU, begins: 2026-05-05 10:00}\n"
    )
    files = {
        **{name: text for name, text in FILES.items() if "three" not in name},
        "diaries/tue.md": diary("2026-05-12 10:00", "series: Reports\n"),
    }
    firsts = {**ON_TIME, "diary:tue": "2026-05-12T10:00+08:00"}
    friday, tuesday = records(kept(tmp_path, files, firsts, options))

    assert [str(each.outcome) for each in friday.slots][2] == "missed"
    assert [str(each.outcome) for each in tuesday.slots] == [
        "missed",
        "on-time",
        "missed",
        "missed",
    ]


def test_summer_time_makes_nobody_late(tmp_path: Path) -> None:
    options = FRIDAY.replace("Asia/Shanghai", "Europe/Berlin").replace("2026-05-01", "2026-03-20")
    files = {
        "diaries/a.md": diary("2026-03-27 17:00"),
        "diaries/b.md": diary("2026-04-03 17:00"),
    }
    firsts = {"diary:a": "2026-03-27T16:05+00:00", "diary:b": "2026-04-03T15:05+00:00"}
    journal = kept(tmp_path, files, firsts, options, at="2026-04-04T12:00+00:00")

    assert [each.minutes for each in only(journal).slots] == [5, 5]
