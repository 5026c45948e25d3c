"""`friday new` of a kind with a cadence, and dates that are pinned to what waits."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.build.edition import Options
from generator.build.line import drafted
from generator.intake.pinning import pin
from generator.problems import Problem
from tests.cli.running import friday_here as friday

WEDNESDAY = "2026-05-13T10:00Z"
CONFIG = """title: Test
base_url: https://example.org/
languages: [en, zh-CN]
timezone: Asia/Shanghai
cadences:
  - {id: friday, kind: diary, title: Fridays, rule: FREQ=WEEKLY;BYDAY=FR, begins: 2026-05-01 17:00}
  - {id: talks, kind: event, title: Talks, rule: FREQ=MONTHLY;BYDAY=1SA, begins: 2026-05-01 10:00}
"""


@pytest.fixture
def rhythmic(tmp_path: Path) -> Path:
    (tmp_path / "friday.yaml").write_text(CONFIG, encoding="utf-8")
    write(tmp_path, "2026-05-08-first.md", "number: 1")
    return tmp_path


def write(project: Path, name: str, *lines: str, end: str = "\n") -> Path:
    file = project / "content/diaries" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    text = end.join(["---", f"title: {name}", *lines, "---", "Text.", ""])
    file.write_bytes(text.encode())
    return file


def begun(project: Path, *arguments: str, at: str = WEDNESDAY) -> tuple[str, list[str]]:
    """The file that `friday new` begins, and its first lines."""
    made = friday(project, "new", *arguments, "--at", at)
    assert (made.code, made.err) == (0, "")
    file = project / made.out.strip()
    return file.name, file.read_text(encoding="utf-8").splitlines()[1:5]


def test_a_new_diary_has_the_next_free_slot_and_the_next_number(rhythmic: Path) -> None:
    name, lines = begun(rhythmic, "diary", "Lamps")

    assert name == "2026-05-15-lamps.md"
    assert lines[:3] == ['title: "Lamps"', "date: 2026-05-15 17:00", "number: 2"]


def test_a_second_one_has_the_slot_after_it(rhythmic: Path) -> None:
    begun(rhythmic, "diary", "Lamps")

    name, lines = begun(rhythmic, "diary", "Knobs")

    assert (name, lines[2]) == ("2026-05-22-knobs.md", "number: 3")


def test_what_waits_in_the_queue_keeps_its_slot(rhythmic: Path) -> None:
    write(rhythmic, "waits.md", "queue: yes", "number: 2")

    assert begun(rhythmic, "diary", "Lamps")[0] == "2026-05-22-lamps.md"


def test_a_queued_diary_has_no_date_neither_inside_nor_in_its_name(rhythmic: Path) -> None:
    name, lines = begun(rhythmic, "diary", "Lamps", "--queue")

    assert name == "lamps.md"
    assert lines[:3] == ['title: "Lamps"', "queue: yes", "number: 2"]


def test_the_weeks_diary_is_named_after_the_week_of_its_slot(rhythmic: Path) -> None:
    name, lines = begun(rhythmic, "diary", at="2026-05-16T10:00Z")

    assert name == "2026-05-22-week-21.md"
    assert lines[1] == "date: 2026-05-22 17:00"


def test_its_version_in_another_language_shares_slot_and_number(rhythmic: Path) -> None:
    write(rhythmic, "2026-w20.zh-CN.md", "date: 2026-05-15 17:00", "number: 2", "draft: yes")

    _, lines = begun(rhythmic, "diary", "--lang", "en")

    assert lines[1:3] == ["date: 2026-05-15 17:00", "number: 2"]


def test_every_kind_with_a_cadence_has_its_slot(rhythmic: Path) -> None:
    name, lines = begun(rhythmic, "event", "How lamps are made")

    assert name == "2026-06-06-how-lamps-are-made.md"
    assert lines[1] == "date: 2026-06-06 10:00"


def test_a_kind_without_a_cadence_cannot_wait(rhythmic: Path) -> None:
    made = friday(rhythmic, "new", "story", "Anna", "--queue")

    assert made.code == 2
    assert "No cadence in friday.yaml is for 'story'" in made.err


def test_a_cadence_that_is_over_has_no_slot_for_a_new_diary(rhythmic: Path) -> None:
    file = rhythmic / "friday.yaml"
    file.write_text(CONFIG.replace("BYDAY=FR", "BYDAY=FR;UNTIL=20260510"), encoding="utf-8")

    made = friday(rhythmic, "new", "diary", "Lamps", "--at", WEDNESDAY)

    assert made.code == 2
    assert "the cadence 'friday' has no slot left" in made.err


def pinned(project: Path) -> tuple[list[str], tuple[Problem, ...]]:
    at = datetime(2026, 5, 13, 10, tzinfo=UTC)
    with drafted(project, at=at, options=Options(jobs=1)) as draft:
        done, problems = pin(project, draft.journal)
    return [each.file for each in done], problems


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_date_takes_the_place_of_the_queue_and_all_else_stays(rhythmic: Path, end: str) -> None:
    file = write(rhythmic, "waits.md", "# mine", "queue:  yes   # soon", "tags: [a,  b]", end=end)
    os.chmod(file, 0o640)  # noqa: PTH101 - as another program would
    before = file.read_bytes()

    assert pinned(rhythmic) == (["content/diaries/waits.md"], ())
    assert file.read_bytes() == before.replace(b"queue:  yes", b"date: 2026-05-15 17:00")
    assert file.stat().st_mode & 0o777 == 0o640


def test_pinning_changes_no_date(rhythmic: Path) -> None:
    for name in ("a.md", "b.md"):
        write(rhythmic, name, "queue: yes")
    before = dates(rhythmic)

    pinned(rhythmic)

    assert dates(rhythmic) == before
    assert pinned(rhythmic) == ([], ())


def dates(project: Path) -> dict[str, datetime | None]:
    at = datetime(2026, 5, 13, 10, tzinfo=UTC)
    with drafted(project, at=at, options=Options(jobs=1)) as draft:
        return {str(ref): vs[0].head.date for ref, vs in draft.journal.written.items()}


def test_a_translation_that_asks_for_a_queue_too_is_pinned_with_its_original(
    rhythmic: Path,
) -> None:
    write(rhythmic, "waits.en.md", "queue: yes")
    write(rhythmic, "waits.zh-CN.md", "queue: yes")

    assert len(pinned(rhythmic)[0]) == 2
    assert friday(rhythmic, "check", "--at", WEDNESDAY, "--strict").code == 0


def test_a_draft_is_not_pinned(rhythmic: Path) -> None:
    write(rhythmic, "waits.md", "queue: yes", "draft: yes")

    assert pinned(rhythmic) == ([], ())


def test_what_cannot_be_pinned_is_said_with_the_line_to_write(rhythmic: Path) -> None:
    file = rhythmic / "content/diaries/odd.md"
    file.write_text('---\n"queue": yes\ntitle: Odd\n---\nText.\n', encoding="utf-8")

    done, problems = pinned(rhythmic)

    assert done == []
    assert [str(each.location) for each in problems] == ["content/diaries/odd.md:2"]
    assert problems[0].hint == "write 'date: 2026-05-15 17:00' instead"
