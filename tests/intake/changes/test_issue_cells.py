"""Votes and days as exports write them: what cannot be read is left empty, never wrong."""

from pathlib import Path

import pytest

from generator.intake.changes.places import Places
from generator.intake.changes.suggestions import Wish, import_suggestions
from tests.intake.changes.places import places, table

DAY = "2026-05-01"


@pytest.fixture
def where(tmp_path: Path) -> Places:
    return places(tmp_path, {})


def imported(where: Places, votes: str, day: str) -> dict[str, str]:
    file = where.project.parent / "board.csv"
    file.write_text(f'id,title,votes,date\n7,Night light,"{votes}",{day}\n', encoding="utf-8")
    import_suggestions(file, where, Wish(), DAY)
    [row] = table(where, "suggestions.csv")
    return row


@pytest.mark.parametrize(
    ("written", "votes"),
    [("12", "12"), ("1,234", "1234"), ("12 votes", "12"), ("5.0", "5"), ("1.2k", ""), ("3万", "")],
)
def test_votes_are_counted_or_left_out(where: Places, written: str, votes: str) -> None:
    assert imported(where, written, "2026-04-02")["votes"] == votes


@pytest.mark.parametrize("day", ["2026-02-31", "2026-99-99", "0001-01-01"])
def test_a_day_that_no_calendar_has_is_left_out(where: Places, day: str) -> None:
    assert day not in imported(where, "1", day).values()


def test_spaces_that_somebody_wrote_into_a_cell_stay(where: Places) -> None:
    imported(where, "1", "2026-04-02")
    file = where.content / "suggestions.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Night light", "  Night light"), encoding="utf-8")
    imported(where, "2", "2026-04-02")

    assert "  Night light" in file.read_text(encoding="utf-8")
