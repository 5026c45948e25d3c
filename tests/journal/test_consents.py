"""Consents that contradict their text, and people who are named though they want no name."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.journal.consents import check_consents, months_after
from generator.journal.journal import gather
from generator.journal.visibility import ends
from generator.model.reference import Byline
from generator.problems import Problem
from tests.journals import AT, configured, reading

TEXTS = (
    "[{id: v1, title: T, text: W, uses: [site, feeds], months: 12}, {id: v2, title: T, text: W}]"
)
STORY = (
    "---\ntitle: T\ndate: 2026-05-01\ndecision: approved\n{by}consent: {{{consent}}}\n---\n{text}"
)
PEOPLE = "- {id: mei, title: Mei Lin, handle: meimei}\n- {id: rui, title: Rui, display: handle}\n"
FULL = "given: 2026-05-01, text: v1, expires: 2027-05-01"


def found(folder: Path, consent: str, *, by: str = "Ann", text: str = "") -> list[Problem]:
    line = f'by: "{by}"\n' if by else ""
    files = {
        "stories/s.md": STORY.format(by=line, consent=consent, text=text),
        "people.yaml": PEOPLE,
    }
    entries = reading(folder, files).entries
    journal, _ = gather(entries, configured(consents=TEXTS), AT)
    return list(check_consents(journal))


def test_a_consent_as_its_text_asks_for_is_right(tmp_path: Path) -> None:
    assert found(tmp_path, FULL) == []


@pytest.mark.parametrize(
    ("consent", "message", "hint"),
    [
        (
            "given: 2026-05-01, text: v3",
            "there is no consent 'v3'",
            "'consents' in friday.yaml has v1, v2",
        ),
        (
            f"{FULL}, uses: [site, press]",
            "the consent 'v1' does not ask for 'press'",
            "take it out of 'uses'; it asks for site, feeds",
        ),
        (
            "given: 2026-05-01, text: v1",
            "the consent 'v1' ends 12 months after it was given",
            "expires: 2027-05-01",
        ),
        (
            "given: 2026-05-01, text: v1, expires: 2027-05-02",
            "the consent 'v1' ends 12 months after it was given",
            "expires: 2027-05-01",
        ),
        (
            "given: 2026-05-01, text: v2, withdrawn: 2026-04-01",
            "'withdrawn' is before 'given'",
            "nobody can take back what they never gave",
        ),
    ],
)
def test_a_consent_that_is_not_so_is_an_error(
    tmp_path: Path, consent: str, message: str, hint: str
) -> None:
    [problem] = found(tmp_path, consent)

    assert (problem.message, problem.hint) == (message, hint)
    assert problem.location.line == 6


def test_a_story_without_a_name_needs_the_wish_for_none(tmp_path: Path) -> None:
    [problem] = found(tmp_path / "a", FULL, by="")

    assert problem.message == "'by' is missing"
    assert found(tmp_path / "b", f"{FULL}, name: anonymous", by="") == []


@pytest.mark.parametrize("wish", ["anonymous", "handle"])
@pytest.mark.parametrize("said", ["@mei", "@meimei", "[](person:mei)"])
def test_a_text_does_not_name_whoever_wants_no_name(tmp_path: Path, wish: str, said: str) -> None:
    by = "@mei"
    problems = found(tmp_path, f"{FULL}, name: {wish}", by=by, text=f"I, {said}, tell it")

    assert {problem.code for problem in problems} <= {"names-author"}


@pytest.mark.parametrize(
    ("by", "wish", "shown"),
    [
        ("@mei", "name", "@mei"),
        ("@mei", "handle", "@meimei"),
        ("Mei Lin", "handle", "@meimei"),
        ("@rui", "handle", "@rui"),
        ("Ann", "handle", "Ann"),
        ("@mei", "anonymous", None),
    ],
)
def test_a_teller_is_called_as_they_agreed(
    tmp_path: Path, by: str, wish: str, shown: str | None
) -> None:
    files = {
        "stories/s.md": STORY.format(
            by=f'by: "{by}"\nauthors: "{by}"\n', consent=f"{FULL}, name: {wish}", text=""
        ),
        "people.yaml": PEOPLE,
    }
    journal, _ = gather(reading(tmp_path, files).entries, configured(), AT)
    [story] = [versions[0] for ref, versions in journal.versions.items() if ref.kind == "story"]
    teller = getattr(story.record, "by", None)

    assert (str(teller) if teller else None) == shown
    assert story.head.authors == (() if wish != "name" else story.head.authors)
    if shown == "@meimei" and isinstance(teller, Byline):
        assert journal.people.behind(teller) is None
        assert journal.people.candidates(teller) == ()


@pytest.mark.parametrize(
    ("more", "end"),
    [
        ("", None),
        ("expires: 2026-07-01", datetime(2026, 7, 1, tzinfo=UTC)),
        ("expires: 2026-07-01, withdrawn: 2026-06-20", datetime(2026, 6, 20, tzinfo=UTC)),
    ],
)
def test_an_entry_ends_with_the_first_of_its_ends(
    tmp_path: Path, more: str, end: datetime | None
) -> None:
    consent = f"given: 2026-05-01, text: v1{', ' + more if more else ''}"
    files = {"stories/s.md": STORY.format(by="by: Ann\n", consent=consent, text="")}
    [story] = reading(tmp_path, files).entries

    assert ends(story) == end


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (datetime(2026, 5, 31, 8, tzinfo=UTC), 1, datetime(2026, 6, 30, 8, tzinfo=UTC)),
        (datetime(2024, 2, 29, tzinfo=UTC), 12, datetime(2025, 2, 28, tzinfo=UTC)),
        (datetime(2026, 12, 15, tzinfo=UTC), 13, datetime(2028, 1, 15, tzinfo=UTC)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_one(
    day: datetime, months: int, after: datetime
) -> None:
    assert months_after(day, months) == after
