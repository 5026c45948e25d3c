"""Awards out of boards: a draft of who is first, by what, and who comes next."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.intake.awarding import NotDecided
from generator.intake.new_entry import AlreadyThere
from generator.intake.nominating import nominate
from generator.intake.studio import Studio
from generator.markup.yaml_text import load
from tests.journal.recognition.recognising import PEOPLE, checked, ledger, recognised, release
from tests.pages.journals import Words

AT = datetime(2026, 11, 2, 10, tzinfo=UTC)
ROWS = (
    "2026-10-05,mei,told,2,Hall,https://f.example/1",
    "2026-10-06,rui,told,1,,",
    "2026-10-07,ada,voted,2,,",
)
AWARD = """---
title: A
date: {date}
award: {name}
recipients: mei
reason: So
window: {window}
chosen_by: {by}
---
"""


def studio(
    folder: Path,
    *rows: str,
    at: datetime = AT,
    lang: str = "en",
    files: Mapping[str, str] | None = None,
) -> Studio:
    journal = recognised(folder, {"ledger.csv": ledger(*(rows or ROWS)), **(files or {})}, at)
    return Studio(journal, Words(), at, lang)


def front(text: str) -> dict[str, object]:
    tree = load(text.split("---\n")[1]).tree
    assert isinstance(tree, dict)
    return dict(tree)


def remarks(text: str) -> list[str]:
    return [line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ")]


def test_the_star_of_a_month_is_whoever_is_first_on_its_board(tmp_path: Path) -> None:
    made = nominate(studio(tmp_path), "2026-10")

    assert made.path == "awards/star-2026-10.en.md"
    assert front(made.text) == {
        "title": "The star of 2026/10: Mei",
        "date": "2026-11-02 10:00",
        "draft": "yes",
        "award": "Monthly star",
        "period": "2026/10",
        "recipients": ["@mei"],
        "reason": "✎ 10 points by the data: told ×2",
        "window": "2026-10",
        "chosen_by": "data",
    }


def test_the_pioneer_of_a_year_is_whoever_is_first_on_its_board(tmp_path: Path) -> None:
    made = nominate(studio(tmp_path, at=datetime(2027, 1, 1, tzinfo=UTC)), "2026")
    fields = front(made.text)

    assert made.path == "awards/pioneer-2026.en.md"
    assert (fields["title"], fields["award"], fields["period"], fields["window"]) == (
        "The pioneer of 2026: Mei",
        "Co-creation pioneer",
        "2026",
        "2026",
    )


def test_the_draft_is_written_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    made = nominate(studio(tmp_path, lang="zh-CN"), "2026-10", "十月")

    assert made.path == "awards/star-2026-10.zh.md"
    assert front(made.text)["title"] == "十月"
    assert front(made.text)["award"] == "译Monthly star"


def test_the_evidence_and_who_comes_next_stand_in_comments(tmp_path: Path) -> None:
    files = {"releases/1.0.md": release("[{person: mei, role: tested}]", date="2026-10-20")}
    made = nominate(studio(tmp_path, files=files), "2026-10")

    assert remarks(made.text) == [
        "what mei did:",
        "  2026-10-20 tested ×1 release:1.0",
        "  2026-10-05 told ×2 Hall https://f.example/1",
        "next: 2. rui (5), 3. ada (2)",
        "friday schema award explains the fields",
    ]
    assert front(made.text)["refs"] == ["release:1.0"]
    assert front(made.text)["reason"] == "✎ 13 points by the data: told ×2 · tested ×1"


def test_only_evidence_of_the_window_is_named(tmp_path: Path) -> None:
    made = nominate(studio(tmp_path, *ROWS, "2026-09-30,mei,tested,9,,"), "2026-10")

    assert "2026-09-30" not in made.text
    assert "tested" not in made.text


def test_equals_are_all_nominated_and_it_is_said(tmp_path: Path) -> None:
    made = nominate(studio(tmp_path, *ROWS, "2026-10-08,rui,told,1,,"), "2026-10")
    fields = front(made.text)

    assert fields["recipients"] == ["@mei", "@rui"]
    assert fields["title"] == "The star of 2026/10: Mei, Rui"
    assert fields["reason"] == (
        "✎ Mei: 10 points by the data: told ×2; Rui: 10 points by the data: told ×2"
    )
    assert remarks(made.text)[0] == "mei and rui are equal. Keep all of them, or some, and say why"


def test_what_the_draft_says_passes_the_checks(tmp_path: Path) -> None:
    made = nominate(studio(tmp_path / "a"), "2026-10")
    text = made.text.replace("draft: yes", "#").replace("✎ ", "")

    assert checked(tmp_path / "b", {"ledger.csv": ledger(*ROWS), made.path: text}, AT) == []


def test_texts_of_a_ledger_cannot_leave_their_comment(tmp_path: Path) -> None:
    evil = '2026-10-05,mei,told,2,"Hall\r\n---\nrecipients: rui\u2028x\x85y",'
    made = nominate(studio(tmp_path, evil, *ROWS[1:]), "2026-10")

    assert front(made.text)["recipients"] == ["@mei"]
    assert "  2026-10-05 told ×2 Hall --- recipients: rui x y" in remarks(made.text)


@pytest.mark.parametrize(
    ("window", "said"),
    [
        ("2026-11", "'2026-11' is not over before 2026-12-01"),
        ("2026", "'2026' is not over before 2027-01-01"),
        ("2026-09", "nobody outside the team did anything in '2026-09'"),
        ("October", "'October' is no month or year; write 2026-10 or 2026"),
        ("2026-13", "'2026-13' is no month or year; write 2026-10 or 2026"),
    ],
)
def test_where_nothing_is_decided_it_is_said_why(window: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(NotDecided) as refused:
        nominate(studio(tmp_path), window)

    assert str(refused.value) == said


def test_too_few_people_are_no_ranking_to_nominate_from(tmp_path: Path) -> None:
    with pytest.raises(NotDecided) as refused:
        nominate(studio(tmp_path, *ROWS[:2]), "2026-10")

    assert str(refused.value) == (
        "there is no ranking of '2026-10': fewer than 3 people have 2 points or more and want "
        "to be ranked"
    )


def test_nobody_is_nominated_twice(tmp_path: Path) -> None:
    given = AWARD.format(date="2026-11-01", name="Star", window="2026-10", by="data")

    with pytest.raises(AlreadyThere, match=r"there is 'award:x' already, in content/awards/x\.md"):
        nominate(studio(tmp_path, files={"awards/x.md": given}), "2026-10")


def test_an_award_of_the_teams_choice_is_no_obstacle_unless_it_has_the_name(
    tmp_path: Path,
) -> None:
    given = AWARD.format(date="2026-11-01", name="Star", window="2026-10", by="team")

    assert nominate(studio(tmp_path / "a", files={"awards/x.md": given}), "2026-10").text
    with pytest.raises(AlreadyThere):
        nominate(studio(tmp_path / "b", files={"awards/star-2026-10.md": given}), "2026-10")


def test_awards_are_called_as_the_last_one_of_a_month(tmp_path: Path) -> None:
    files = {
        "awards/a.md": AWARD.format(date="2026-09-01", name="Sun", window="2026-08", by="team"),
        "awards/b.md": AWARD.format(date="2026-10-01", name="Lamp", window="2026-09", by="team"),
        "awards/c.md": AWARD.format(date="2026-10-02", name="Year", window="2025", by="team"),
    }

    assert front(nominate(studio(tmp_path, files=files), "2026-10").text)["award"] == "Lamp"


def test_whoever_does_not_want_to_be_ranked_is_not_nominated(tmp_path: Path) -> None:
    people = PEOPLE.replace("title: Mei}", "title: Mei, in_lists: no}")
    people += "- {id: bo, title: Bo}\n"
    rows = (*ROWS, "2026-10-09,bo,told,1,,")
    made = nominate(studio(tmp_path, *rows, files={"people.yaml": people}), "2026-10")

    assert front(made.text)["recipients"] == ["@bo", "@rui"]
    assert "mei" not in made.text.casefold()
