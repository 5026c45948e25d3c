"""`friday new award --star` and `--pioneer`, as people run them."""

from pathlib import Path

import pytest

from tests.cli.running import friday_here as friday

PEOPLE = """
- {id: ada, title: Ada}
- {id: bo, title: Bo}
- {id: cy, title: Cy}
"""
LEDGER = """date,person,role,count,what,link
2026-04-05,@ada,told,2,Hall,https://f.example/1
2026-04-06,@bo,tested,2,,
2026-04-07,@cy,answered,1,,
2025-04-07,@cy,answered,1,,
2025-04-07,@bo,answered,2,,
2025-04-07,@ada,answered,3,,
"""
LATER = "2026-05-02T10:00Z"


@pytest.fixture
def credited(journal: Path) -> Path:
    """A journal whose ledger says who did most in April."""
    people = journal / "content/people.yaml"
    people.write_text(people.read_text(encoding="utf-8") + PEOPLE, encoding="utf-8")
    (journal / "content/ledger.csv").write_text(LEDGER, encoding="utf-8")
    return journal


@pytest.mark.parametrize(
    ("option", "window", "name"),
    [("--star", "2026-04", "star-2026-04"), ("--pioneer", "2025", "pioneer-2025")],
)
def test_an_award_is_drafted_from_the_data_and_passes_the_check(
    credited: Path, option: str, window: str, name: str
) -> None:
    made = friday(credited, "new", "award", option, window, "--at", LATER)
    file = credited / made.out.strip()

    assert (made.code, made.err, made.out) == (0, "", f"content/awards/{name}.en.md\n")
    assert [
        line for line in file.read_text("utf-8").splitlines() if line.startswith(("rec", "chosen"))
    ] == ['recipients: ["@ada"]', "chosen_by: data"]
    assert friday(credited, "check", "--at", LATER, "--json").out == ""


def test_a_title_may_be_given(credited: Path) -> None:
    made = friday(credited, "new", "award", "Who?", "--star", "2026-04", "--at", LATER)

    assert 'title: "Who?"' in (credited / made.out.strip()).read_text("utf-8")


def test_an_award_that_was_given_to_somebody_else_fails_the_check(credited: Path) -> None:
    made = friday(credited, "new", "award", "--star", "2026-04", "--at", LATER)
    file = credited / made.out.strip()
    text = file.read_text("utf-8").replace('"@ada"', '"@bo"').replace("draft: yes", "#")
    file.write_text(text.replace("✎ ", ""), encoding="utf-8")
    done = friday(credited, "check", "--at", LATER, "--json")
    [problem] = done.records()

    assert (done.code, problem["code"]) == (1, "wrong-winner")
    assert problem["message"] == (
        "'@bo' is not first in 2026-04: by the data ada is, with 10 points"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("award", "--star", "2026-05"), "'2026-05' is not over before 2026-06-01"),
        (("award", "--star", "May"), "'May' is no month or year; write 2026-10 or 2026"),
        (("award", "--star", "2026-03"), "nobody outside the team did anything in '2026-03'"),
        (("diary", "X", "--star", "2026-04"), "Only an award is the --star of a month"),
        (("award", "--from", "poll:x", "--pioneer", "2025"), "Only an award is the --star"),
    ],
)
def test_what_no_data_decides_is_said_and_nothing_is_written(
    credited: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = sorted(credited.rglob("content/**/*.md"))
    done = friday(credited, "new", *arguments, "--at", LATER)

    assert (done.code, said in " ".join(done.err.split())) == (2, True), done.err
    assert sorted(credited.rglob("content/**/*.md")) == before


def test_an_award_is_not_drafted_twice(credited: Path) -> None:
    friday(credited, "new", "award", "--star", "2026-04", "--at", LATER)
    done = friday(credited, "new", "award", "--star", "2026-04", "--at", LATER)

    assert (done.code, "'award:star-2026-04' already" in done.err) == (2, True)
