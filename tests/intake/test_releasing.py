"""The next release, drafted: its version, what waits for it, what may be part of it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.intake.new_entry import Wish
from generator.intake.releasing import Fragments, release_draft, take_up, version_of
from generator.intake.studio import Drafted, Studio
from generator.kinds.table import KINDS
from generator.markup.yaml_text import load
from tests.journal.recognition.recognising import recognised
from tests.pages.journals import Words

AT = datetime(2026, 5, 15, 17, tzinfo=UTC)
RELEASE = """---
title: {version} and more
date: {date}
version: "{version}"
{more}
---
"""
SUGGESTION = "---\ntitle: T\ndate: 2026-04-01\nowner: song\nhistory:\n{moves}---\n"
WAITS = ("content/changes/knob.md", "content/changes/knob.zh.md")


def release(version: str, date: str = "2026-05-01", more: str = "") -> str:
    return RELEASE.format(version=version, date=date, more=more)


def suggestion(*moves: str) -> str:
    lines = (f"  - {{date: {m.split()[0]}, status: {m.split()[1]}}}\n" for m in moves)
    return SUGGESTION.format(moves="".join(lines))


def studio(folder: Path, files: Mapping[str, str], lang: str = "en") -> Studio:
    return Studio(recognised(folder, files, AT), Words(), AT, lang)


def wish(title: str = "", lang: str = "") -> Wish:
    return Wish(KINDS["release"], title, AT, lang=lang)


def drafted(room: Studio, asked: Wish | None = None, *, taken: bool = False) -> Drafted:
    return release_draft(room, asked or wish(), Fragments(WAITS, taken=taken))


def front(text: str) -> dict[str, object]:
    tree = load(text.split("---\n")[1]).tree
    assert isinstance(tree, dict)
    return dict(tree)


def remarks(text: str) -> list[str]:
    return [line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ")]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("1.9", "1.10"),
        ("1.10", "1.11"),
        ("2.0.3", "2.0.4"),
        ("2.0-beta1", "2.0-beta2"),
        ("Rose", "0.1"),
    ],
)
def test_the_next_version_counts_the_last_number_up(
    tmp_path: Path, last: str, expected: str
) -> None:
    assert version_of(studio(tmp_path, {"releases/a.md": release(last)}), wish()) == expected


def test_a_journal_without_releases_begins_at_a_first_version(tmp_path: Path) -> None:
    assert version_of(studio(tmp_path, {}), wish()) == "0.1"


def test_the_newest_release_counts_public_or_not(tmp_path: Path) -> None:
    files = {
        "releases/a.md": release("1.1"),
        "releases/b.md": release("1.2", "2026-05-14", "draft: yes"),
    }

    assert version_of(studio(tmp_path, files), wish()) == "1.3"


def test_of_two_releases_of_one_day_the_higher_version_is_the_newer(tmp_path: Path) -> None:
    files = {
        "releases/a.md": release("1.10"),
        "releases/b.md": release("1.9"),
    }

    assert version_of(studio(tmp_path, files), wish()) == "1.11"


def test_a_version_that_there_is_already_is_never_drafted(tmp_path: Path) -> None:
    files = {
        "releases/a.md": release("1.4", "2026-05-03"),
        "releases/1.5.md": release("1.5", "2026-04-01"),
    }

    assert version_of(studio(tmp_path, files), wish()) == "1.6"


def test_a_release_that_was_taken_back_does_not_count(tmp_path: Path) -> None:
    files = {
        "releases/a.md": release("1.1"),
        "releases/b.md": release("1.2", "2026-05-14", "withdrawn: 2026-05-14"),
    }

    assert version_of(studio(tmp_path, files), wish()) == "1.2"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("2.0", "2.0"),
        ("v2.0", "2.0"),
        ("2.0, bright", "2.0"),
        ("2.0-rc.1", "2.0-rc.1"),
        ("Bright", "1.2"),
    ],
)
def test_a_version_in_the_title_is_the_version(tmp_path: Path, title: str, expected: str) -> None:
    room = studio(tmp_path, {"releases/a.md": release("1.1")})

    assert version_of(room, wish(title)) == expected


def test_a_draft_has_its_fields_and_the_team_of_the_last(tmp_path: Path) -> None:
    made = drafted(
        studio(tmp_path, {"releases/a.md": release("1.9", more="team: [song]")}),
        wish("1.10: a moon", "en"),
    )

    assert made.path == "releases/2026-05-15-1.10.en.md"
    assert front(made.text) == {
        "title": "1.10: a moon",
        "date": "2026-05-15 17:00",
        "lang": "en",
        "draft": "yes",
        "version": "1.10",
        "team": ["song"],
        "summary": None,
    }


def test_a_draft_without_a_title_has_its_version_as_title(tmp_path: Path) -> None:
    made = drafted(studio(tmp_path, {"releases/a.md": release("1.9")}))

    assert made.path == "releases/2026-05-15-1.10.md"
    assert front(made.text)["title"] == "1.10"


def test_files_that_wait_are_named_and_stay_unless_they_are_asked_for(tmp_path: Path) -> None:
    left = drafted(studio(tmp_path, {}))

    assert remarks(left.text)[:3] == [
        "2 files of changes wait, for 'friday new release --from-fragments':",
        *(f"  {file}" for file in WAITS),
    ]
    assert "## Added\n\n- ✎ what changed\n  Why: ✎ why\n" in left.text


def test_files_that_are_taken_up_take_the_place_of_the_sample(tmp_path: Path) -> None:
    taken = drafted(studio(tmp_path, {}), taken=True)

    assert remarks(taken.text)[0] == "its changes stand in 2 files:"
    assert "✎" not in taken.text


def test_where_nothing_waits_the_draft_says_so(tmp_path: Path) -> None:
    made = release_draft(studio(tmp_path, {}), wish(), Fragments(taken=True))

    assert remarks(made.text)[0] == "no file of changes waits for a release"
    assert "✎ what changed" in made.text


def test_what_is_granted_and_not_shipped_may_be_part_of_it_the_longest_first(
    tmp_path: Path,
) -> None:
    files = {
        "suggestions/new.md": suggestion("2026-05-03 adopted"),
        "suggestions/old.md": suggestion("2026-04-20 adopted", "2026-05-02 in-progress"),
        "suggestions/look.md": suggestion("2026-05-02 evaluating"),
        "suggestions/no.md": suggestion("2026-05-02 declined"),
        "suggestions/done.md": suggestion("2026-04-20 adopted"),
        "releases/a.md": release(
            "1.1", more="changes: [{text: C, refs: suggestion:done, why: W, credits: [mei]}]"
        ),
    }

    assert remarks(drafted(studio(tmp_path, files), taken=True).text)[3:6] == [
        "adopted or in progress; cite what this release ships:",
        "  suggestion:old (in-progress, song)",
        "  suggestion:new (adopted, song)",
    ]


def test_who_tested_since_the_last_public_release_is_named(tmp_path: Path) -> None:
    files = {
        "releases/a.md": release("1.1", "2026-05-01"),
        "releases/b.md": release("1.2", "2026-05-14", "draft: yes"),
        "ledger.csv": "date,person,role,count,what,link\n"
        "2026-05-05,rui,tested,1,,\n2026-05-06,ada,told,1,,\n2026-04-30,mei,tested,1,,\n",
    }

    assert "who tested since the last release: @rui" in remarks(
        drafted(studio(tmp_path, files)).text
    )


def test_a_second_language_is_the_same_release_and_adds_no_change(tmp_path: Path) -> None:
    first = drafted(studio(tmp_path, {"releases/a.md": release("1.1")}), wish(lang="en"))
    there = {"releases/a.md": release("1.1"), first.path: f"{first.text.split('## Added')[0]}"}
    changed = there | {first.path: there[first.path].replace("summary:", "changes: [Moon]")}
    second = drafted(studio(tmp_path, changed, "zh-CN"), wish(lang="zh"))

    assert first.path == "releases/2026-05-15-1.2.en.md"
    assert second.path == "releases/2026-05-15-1.2.zh.md"
    assert "✎" not in second.text


def test_a_draft_in_the_same_language_is_another_release(tmp_path: Path) -> None:
    first = drafted(studio(tmp_path, {"releases/a.md": release("1.1")}))
    room = studio(tmp_path, {"releases/a.md": release("1.1"), first.path: first.text})

    assert version_of(room, wish()) == "1.3"


def test_after_a_release_of_the_same_day_that_is_out_comes_another(tmp_path: Path) -> None:
    room = studio(tmp_path, {"releases/a.en.md": release("1.1", "2026-05-15")}, "zh-CN")

    assert version_of(room, wish(lang="zh")) == "1.2"


def test_files_that_are_taken_up_name_the_release_and_keep_every_other_byte(
    tmp_path: Path,
) -> None:
    for name, text in zip(
        WAITS,
        (b"---\nrelease: next # soon\n---\nA\n", b"---\r\nrelease: next\r\n---\r\n\xe7\x94\xb2"),
        strict=True,
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)
    take_up(tmp_path, Fragments(WAITS, taken=True), "1.10")

    assert (tmp_path / WAITS[0]).read_bytes() == b"---\nrelease: 1.10 # soon\n---\nA\n"
    assert (tmp_path / WAITS[1]).read_bytes() == b"---\r\nrelease: 1.10\r\n---\r\n\xe7\x94\xb2"


def test_files_that_are_left_stay_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / WAITS[0]
    file.parent.mkdir(parents=True)
    file.write_bytes(b"---\nrelease: next\n---\nA\n")
    take_up(tmp_path, Fragments((WAITS[0],)), "1.10")

    assert file.read_bytes() == b"---\nrelease: next\n---\nA\n"
