"""`friday consent`: who agreed to what, and taking it back."""

from pathlib import Path

import pytest

from generator.intake.moderation.dating import withdrawn_in
from tests.cli.running import Done, friday_here
from tests.intake.moderation.inboxes import AT, inbox_file, journal, send

LATER = "2026-06-05T08:00Z"
STORY = "content/stories/t/index.md"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return journal(tmp_path)


def consent(project: Path, *arguments: str) -> Done:
    return friday_here(project, "--at", LATER, "consent", *arguments)


def told(project: Path, *arguments: str) -> str:
    """A submission that was approved; its key."""
    key = send(project, "1", "Zqwords of mine", title="Zqtitle", by="Zqname", pictures=1)
    done = friday_here(project, "--at", AT, "moderate", "approve", key, "--id", "t", *arguments)
    assert done.code == 0, done.err
    return key


def test_consents_are_listed_with_person_text_uses_and_end(project: Path) -> None:
    told(project)

    listed = consent(project)
    soon, late = consent(project, "--within", "60"), consent(project, "--within", "800")

    line = "story:t  Zqname  c1  site,feeds  expires 2028-05-20T10:00:00+00:00\n"
    assert listed.out == line
    assert (soon.code, soon.out) == (0, "no consent ends in 60 days\n")
    assert (late.code, late.out) == (1, line)
    assert consent(project, "--use", "press").out == "no consent\n"


def test_a_withdrawal_is_written_where_the_consent_stands(project: Path) -> None:
    told(project)

    done = consent(project, "withdraw", "story:t", "--reason", "I moved: on")
    text = (project / STORY).read_text(encoding="utf-8")
    again = consent(project, "withdraw", "t")

    assert done.code == 0
    assert "consent:\n  withdrawn: 2026-06-05 08:00\n  given: 2026-05-20 10:00\n" in text
    assert 'withdrawn: "I moved: on"\n' in text
    assert "Zqwords" in text
    assert again.code == 1
    assert "--erase" in again.err


def test_what_is_erased_is_in_no_file_of_the_project(project: Path) -> None:
    key = told(project)

    done = consent(project, "withdraw", "story:t", "--erase")
    files = [file for file in project.rglob("*") if file.is_file() and ".friday" not in file.parts]

    assert done.code == 0
    assert [file.name for file in files if b"zq" in file.read_bytes().lower()] == []
    assert [file.name for file in files if file.suffix == ".jpg"] == []
    assert f"key: {key}" in inbox_file(project, key).read_text(encoding="utf-8")
    assert "git filter-repo --invert-paths --path content/stories/t" in done.out
    assert friday_here(project, "--at", LATER, "check").code == 0


def test_what_was_erased_does_not_come_back_by_an_import(project: Path) -> None:
    key = told(project)
    consent(project, "withdraw", "story:t", "--erase")

    send(project, "1", "Zqwords of mine, edited", title="Zqtitle", by="Zqname")

    assert "Zqwords" not in inbox_file(project, key).read_text(encoding="utf-8")


def test_an_entry_that_nobody_knows_is_an_error_with_a_cure(project: Path) -> None:
    told(project, "--title", "T")

    done = consent(project, "withdraw", "story:tt")

    assert done.code == 1
    assert "there is no entry 'story:tt'" in done.err


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("consent:\n  given: 1\n", "consent:\n  withdrawn: 2\n  given: 1\n"),
        ("consent:\n    given: 1\n", "consent:\n    withdrawn: 2\n    given: 1\n"),
        ("consent: {given: 1}\n", "consent: {given: 1, withdrawn: 2}\n"),
        ("consent: {given: 1} # why\n", "consent: {given: 1, withdrawn: 2} # why\n"),
        ("consent: {given: '}'}\n", "consent: {given: '}', withdrawn: 2}\n"),
    ],
)
def test_a_date_is_added_and_every_other_byte_stays(before: str, after: str) -> None:
    page = "---\ntitle: T\n{}x: 1\n---\n\nconsent: {{given: 1}}\n"

    assert withdrawn_in(page.format(before), "consent", "2", {}) == page.format(after)


@pytest.mark.parametrize(
    "odd",
    [
        "consent: {given: 1,\n  text: 2}\n",
        "consent: &a\n  given: 1\n",
        "",
        "consent:\n  withdrawn: 1\n",
    ],
)
def test_what_cannot_be_added_to_safely_is_left_alone(odd: str) -> None:
    assert withdrawn_in(f"---\ntitle: T\n{odd}---\n", "consent", "2", {}) is None
