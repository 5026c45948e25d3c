"""`friday changelog`, `friday new change`, and what `friday why` says of a change in a file."""

from pathlib import Path

import pytest

from generator.reader.waiting import collected
from tests.cli.running import AT, Done, friday_here

RELEASE = (
    "---\ntitle: '2.0'\ndate: 2026-05-20\nversion: '2.0'\n---\n\n"
    "## Added\n\n- Night light (suggested by Wu)\n  Why: people read in bed\n"
)
WAITS = "---\nrelease: next\ncredits: Wu\nwhy: it glared\n---\n\nDimmer\n"


@pytest.fixture
def released(journal: Path) -> Path:
    """A journal with a release, and a change that waits for the next one."""
    put(journal, "releases/2.0.md", RELEASE)
    put(journal, "changes/dim.md", WAITS)
    return journal


def put(journal: Path, name: str, text: str) -> None:
    file = journal / "content" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")


def write(journal: Path, *options: str) -> Done:
    return friday_here(journal, "changelog", "--at", AT, *options)


def test_a_changelog_is_printed(released: Path) -> None:
    done = write(released)

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(
        "# Changelog\n\n## [2.0] - 2026-05-20\n\n### Added\n\n"
        "- Night light (suggested by Wu)\n  Why: people read in bed\n"
    )


def test_changes_that_wait_are_shown_to_who_asks(released: Path) -> None:
    assert "Dimmer" not in write(released).out
    assert write(released, "--unreleased").out.startswith(
        "# Changelog\n\n## [Unreleased]\n\n### Changed\n\n- Dimmer (suggested by Wu)\n"
    )


def test_a_changelog_is_written_where_it_is_wanted(released: Path) -> None:
    done = write(released, "--output", "log/CHANGELOG.md")

    assert (done.code, done.out) == (0, "log/CHANGELOG.md\n")
    assert (released / "log/CHANGELOG.md").read_bytes() == write(released).out.encode()


def test_a_changelog_has_a_language(released: Path) -> None:
    assert write(released, "--lang", "zh").out.startswith("# 更新日志\n\n## [2.0]")


def test_a_program_is_told_the_text(released: Path) -> None:
    record = write(released, "--json").record("changelog")

    assert record["text"] == write(released).out


def test_a_program_is_told_the_file(released: Path) -> None:
    record = write(released, "--json", "--output", "LOG.md").record("written")

    assert record["file"] == "LOG.md"


def test_a_language_that_the_journal_lacks_is_refused(released: Path) -> None:
    done = write(released, "--lang", "fr")

    assert done.code == 2
    assert "'fr' is no language of this journal; it has en, zh-CN." in done.err


def test_a_journal_with_mistakes_has_no_changelog(released: Path) -> None:
    put(released, "changes/dim.md", WAITS.replace("next", "9.9"))
    done = write(released)

    assert (done.code, done.out) == (1, "")
    assert "content/changes/dim.md:2: error[unknown-reference]: there is no release '9.9'" in (
        done.err
    )


def test_a_changelog_that_is_read_in_place_is_not_overwritten(released: Path) -> None:
    log = released / "CHANGELOG.md"
    log.write_text("# Log\n\n## 0.1 - 2026-01-01\n\nProse\n", encoding="utf-8")
    with (released / "friday.yaml").open("a", encoding="utf-8") as config:
        config.write("\nchangelog: CHANGELOG.md\n")
    done = write(released, "--output", "CHANGELOG.md")

    assert done.code == 2
    assert "CHANGELOG.md is read in place" in done.err
    assert "Prose" in log.read_text(encoding="utf-8")


def test_what_was_written_can_be_read_in_place(released: Path) -> None:
    write(released, "--output", "CHANGELOG.md", "--unreleased")
    before = write(released).out
    for file in (released / "content/releases").iterdir():
        file.unlink()
    with (released / "friday.yaml").open("a", encoding="utf-8") as config:
        config.write("\nchangelog: CHANGELOG.md\n")

    assert write(released).out == before


# New changes


def test_a_new_change_waits_for_the_next_release(journal: Path) -> None:
    made = friday_here(journal, "new", "change", "Dim at night", "--at", AT)
    text = (journal / made.out.strip()).read_text(encoding="utf-8")
    checked = friday_here(journal, "check", "--at", AT)

    assert made.out == "content/changes/dim-at-night.md\n"
    assert text.startswith("---\nrelease: next\n")
    assert "\nDim at night\n" in text
    assert (checked.code, checked.err) == (0, "")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("The knob is quieter, suggested by @mei", "the-knob-is-quieter"),
        ("旋钮更安静，感谢 @mei 反馈", "旋钮更安静"),
    ],
)
def test_a_file_of_a_change_is_not_named_after_whom_it_credits(
    journal: Path, said: str, name: str
) -> None:
    made = friday_here(journal, "new", "change", said, "--at", AT)
    file = journal / made.out.strip()

    assert file.stem == name
    assert f"\n{said}\n" in file.read_text(encoding="utf-8")


def test_a_new_change_may_name_its_release_and_its_language(released: Path) -> None:
    made = friday_here(
        released, "new", "change", "夜里更暗", "--release", "2.0", "--lang", "zh", "--at", AT
    )
    log = write(released, "--lang", "zh").out

    assert made.out.strip().endswith(".zh.md")
    assert "夜里更暗" in log


def test_a_change_that_is_there_is_left_as_it_is(journal: Path) -> None:
    put(journal, "changes/dim.md", WAITS)
    done = friday_here(journal, "new", "change", "Dim", "--at", AT)

    assert done.code == 2
    assert (journal / "content/changes/dim.md").read_text(encoding="utf-8") == WAITS


def test_nothing_but_a_change_is_part_of_a_release(journal: Path) -> None:
    done = friday_here(journal, "new", "diary", "One", "--release", "2.0", "--at", AT)

    assert done.code == 2
    assert "Only a change is part of a --release." in done.err


# Why


def why(journal: Path, *options: str) -> Done:
    return friday_here(journal, "why", "content/changes/dim.md", "--at", AT, *options)


def test_a_change_that_waits_is_not_public(released: Path) -> None:
    assert why(released).out == (
        "content/changes/dim.md is not public: it waits for the release that will ship it\n"
    )
    assert why(released, "--json").record("why") == {
        "type": "why",
        "file": "content/changes/dim.md",
        "public": False,
        "because": "it waits for the release that will ship it",
    }


def test_a_change_is_public_with_its_release(released: Path) -> None:
    put(released, "changes/dim.md", collected(WAITS, "2.0"))
    done = why(released)

    assert "release:2.0 (en) is public" in done.out
    assert "    /releases/2.0/\n" in done.out


def test_a_change_with_a_mistake_is_in_nothing(released: Path) -> None:
    put(released, "changes/dim.md", WAITS.replace("next", "9.9"))
    done = why(released)

    assert done.code == 1
    assert "there is no release '9.9'" in done.err
