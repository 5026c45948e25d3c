"""`friday new diary` and `friday new release`, as people run them."""

import json
from pathlib import Path

import pytest

from tests.cli.running import friday_here as friday

RELEASE = """---
title: Two
date: 2026-05-08
version: 2.0
team: [Ada]
changes:
  - {text: A quiet knob, why: It rattled, credits: [Bo], refs: suggestion:moon}
  - {text: "[A] *moon*: 1 < 2", why: It was dark, credits: [{person: Cy, role: tested}]}
---
"""
SUGGESTION = "---\ntitle: Moon\ndate: 2026-05-03\nby: Bo\nowner: Ada\n---\nA moon, please.\n"
REPORT = """---
title: What you said
date: 2026-05-09
about: release:two
respondents: 12
liked: [{text: Quiet, count: 9}]
bugs: [{text: It ticks, count: 2}]
---
"""
CHANGE = "---\nrelease: next\ncredits: Bo\n---\nA darker moon.\n\nWhy: It was too bright.\n"
FILES = {
    "releases/two.md": RELEASE,
    "suggestions/moon.md": SUGGESTION,
    "reports/may.md": REPORT,
    "changes/darker.md": CHANGE,
}
FRIDAY = "2026-05-15T17:00Z"


@pytest.fixture
def busy(journal: Path) -> Path:
    """A journal in which a release, a suggestion and a report came after its diaries."""
    for name, text in FILES.items():
        file = journal / "content" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return journal


def problems(project: Path) -> list[object]:
    return [
        each["message"] for each in friday(project, "check", "--at", FRIDAY, "--json").records()
    ]


def test_a_diary_is_drafted_from_what_happened(busy: Path) -> None:
    made = friday(busy, "new", "diary", "--at", FRIDAY)
    text = (busy / made.out.strip()).read_text(encoding="utf-8")

    assert (made.code, made.err) == (0, "")
    assert made.out == "content/diaries/2026-05-15-2026-w20.md\n"
    assert 'title: "Week 20"' in text
    assert 'releases: ["release:two"]' in text
    assert 'answers: "report:may"' in text
    assert r"- \[A\] moon: 1 \< 2 · Tested: Cy" in text


@pytest.mark.parametrize("langs", [("en", "zh"), ("zh", "en")])
def test_a_drafted_diary_is_no_mistake_in_any_language(busy: Path, langs: tuple[str, str]) -> None:
    before = problems(busy)
    made = [friday(busy, "new", "diary", "--lang", each, "--at", FRIDAY) for each in langs]
    chinese = (busy / made[langs.index("zh")].out.strip()).read_text(encoding="utf-8")

    assert [each.code for each in made] == [0, 0]
    assert problems(busy) == before
    assert (
        "\n## 你们的建议，走到了哪一步\n\n- [](suggestion:moon) · 已发布 · 2026-05-08\n" in chinese
    )


def test_both_languages_of_a_drafted_diary_are_one_diary(busy: Path) -> None:
    made = [friday(busy, "new", "diary", "--lang", each, "--at", FRIDAY) for each in ("en", "zh")]
    numbers = {
        line
        for each in made
        for line in (busy / each.out.strip()).read_text(encoding="utf-8").splitlines()
        if line.startswith("number:")
    }

    assert len(numbers) == 1


@pytest.mark.parametrize(("later", "expected"), [(40, 8), (8, 9)])
def test_a_diary_that_is_written_for_later_keeps_its_number(
    journal: Path, later: int, expected: int
) -> None:
    for date, number in (("2026-05-14", 7), ("2027-01-01", later)):
        text = f"---\ntitle: T\nnumber: {number}\n---\nT\n"
        (journal / f"content/diaries/{date}-t{number}.md").write_text(text, encoding="utf-8")
    made = friday(journal, "new", "diary", "Now", "--at", FRIDAY)

    assert f"\nnumber: {expected}\n" in (journal / made.out.strip()).read_text(encoding="utf-8")


def test_the_page_of_a_published_draft_shows_the_titles_of_what_it_names(busy: Path) -> None:
    made = friday(busy, "new", "diary", "--at", FRIDAY)
    file = busy / made.out.strip()
    text = file.read_text(encoding="utf-8").replace("draft: yes", "#", 1).replace("✎", "So")
    file.write_text(text, encoding="utf-8")
    built = friday(busy, "build", "--at", FRIDAY)
    page = (busy / "site/diaries/2026-w20/index.html").read_text(encoding="utf-8")

    assert built.code == 0, built.err
    assert '<a href="/suggestions/moon/">Moon</a>' in page
    assert "<li>[A] moon: 1 &lt; 2 · Tested: Cy</li>" in page


def test_a_week_in_which_nothing_happened_has_a_plain_draft(journal: Path) -> None:
    friday(journal, "new", "diary", "Now", "--at", "2026-05-14")
    made = friday(journal, "new", "diary", "--at", FRIDAY)
    text = (journal / made.out.strip()).read_text(encoding="utf-8")

    assert made.code == 0
    assert 'title: "Week 20"' in text
    assert "##" not in text
    assert "# diary also has:" in text


def test_a_diary_is_not_drafted_twice(busy: Path) -> None:
    friday(busy, "new", "diary", "--at", FRIDAY)
    done = friday(busy, "new", "diary", "--at", FRIDAY)

    assert (done.code, "is already there" in done.err) == (2, True)


def test_a_release_is_drafted_after_the_newest(busy: Path) -> None:
    before = problems(busy)
    made = friday(busy, "new", "release", "--at", FRIDAY)
    text = (busy / made.out.strip()).read_text(encoding="utf-8")

    assert made.out == "content/releases/2026-05-15-2.1.md\n"
    assert "# 1 file of changes waits, for" in text
    assert "release: next" in (busy / "content/changes/darker.md").read_text(encoding="utf-8")
    assert problems(busy) == before


def test_a_release_takes_up_the_changes_that_wait(busy: Path) -> None:
    made = friday(busy, "new", "release", "2.10: darker", "--from-fragments", "--at", FRIDAY)
    file = busy / made.out.strip()
    file.write_text(
        file.read_text(encoding="utf-8").replace("draft: yes", "#", 1), encoding="utf-8"
    )
    built = friday(busy, "build", "--at", FRIDAY)
    page = (busy / "site/releases/2.10/index.html").read_text(encoding="utf-8")

    assert built.code == 0, built.err
    assert "\nrelease: 2.10\n" in (busy / "content/changes/darker.md").read_text(encoding="utf-8")
    assert "A darker moon." in page
    assert "It was too bright." in page


def test_a_release_that_is_there_takes_nothing_up(busy: Path) -> None:
    friday(busy, "new", "release", "3.0", "--at", FRIDAY)
    done = friday(busy, "new", "release", "3.0", "--from-fragments", "--at", FRIDAY)

    assert (done.code, "is already there" in done.err) == (2, True)
    assert (busy / "content/changes/darker.md").read_text(encoding="utf-8") == CHANGE


@pytest.mark.parametrize("kind", ["diary", "suggestion", "change"])
def test_only_a_release_takes_up_changes(journal: Path, kind: str) -> None:
    done = friday(journal, "new", kind, "T", "--from-fragments", "--at", FRIDAY)

    assert (done.code, "Only a release takes up changes" in done.err) == (2, True)


def test_a_program_learns_where_the_draft_is(busy: Path) -> None:
    made = friday(busy, "new", "diary", "--at", FRIDAY, "--json")

    assert json.loads(made.out) == {
        "type": "written",
        "file": "content/diaries/2026-05-15-2026-w20.md",
    }
