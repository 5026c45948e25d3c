"""A changelog of the project that is read as releases where it stands."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.config import read as read_config
from generator.kinds.release import Release
from generator.markup.prose import ReferenceStart
from generator.model.entry import Entry
from generator.reader.read import Reading
from tests.journals import entry, reading, short

FILE = "CHANGELOG.md"
PEOPLE = "- id: mei\n  title: Mei\n- id: rui\n  title: Rui\n"
LOG = """\
# Changelog

What is new in the lamp.

## [Unreleased]

### Added

- Not yet

## [1.4] - 2026-05-29 - night light

A quiet one, see [dark](suggestion:dark).

### Added

- Night light ([dark](suggestion:dark)) (suggested by @mei; tested by Rui Li)
  Why: people read in bed

### Fixed

- The knob, thanks to @stranger

## 1.3.0 (2026-05-01) [YANKED]

### 修复

- 时钟，感谢 @rui 反馈
"""


def read_log(
    folder: Path,
    log: str | bytes = LOG,
    files: Mapping[str, str] | None = None,
    cache: Path | None = None,
) -> Reading:
    """What is read from a journal with this changelog, and a people table."""
    (folder / "content").mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_bytes(log.encode() if isinstance(log, str) else log)
    return reading(folder, {"people.yaml": PEOPLE, **(files or {})}, cache, changelog=FILE)


def releases(found: Reading) -> dict[str, Entry]:
    return {each.head.id: each for each in found.entries if each.kind == "release"}


def record(one: Entry) -> Release:
    assert isinstance(one.record, Release)
    return one.record


def credited(one: Entry) -> list[list[tuple[str, str]]]:
    return [
        [(str(c.role), str(c.person)) for c in change.credits] for change in record(one).changes
    ]


def test_every_dated_release_is_an_entry(tmp_path: Path) -> None:
    found = read_log(tmp_path)
    shown = {
        name: (one.head.title, f"{one.head.date:%Y-%m-%d}", record(one).version)
        for name, one in releases(found).items()
    }

    assert found.problems == ()
    assert shown == {
        "1.4": ("1.4: night light", "2026-05-29", "1.4"),
        "1.3.0": ("1.3.0", "2026-05-01", "1.3.0"),
    }


def test_its_changes_are_those_of_the_file(tmp_path: Path) -> None:
    one = releases(read_log(tmp_path))["1.4"]
    night, knob = record(one).changes

    assert (night.text.source, str(night.category)) == ("Night light", "added")
    assert night.why is not None
    assert night.why.source == "people read in bed"
    assert [str(ref) for ref in night.refs] == ["suggestion:dark"]
    assert (knob.text.source, str(knob.category)) == ("The knob", "fixed")


def test_people_of_the_journal_are_linked_and_strangers_are_plain_names(tmp_path: Path) -> None:
    found = releases(read_log(tmp_path))

    assert credited(found["1.4"]) == [
        [("suggested", "@mei"), ("tested", "Rui Li")],
        [("contributed", "stranger")],
    ]
    assert credited(found["1.3.0"]) == [[("reported", "@rui")]]


def test_a_release_that_was_taken_back_is_no_stable_one(tmp_path: Path) -> None:
    found = releases(read_log(tmp_path))

    assert {name: record(one).channel for name, one in found.items()} == {
        "1.4": "stable",
        "1.3.0": "yanked",
    }


def test_everything_knows_its_line(tmp_path: Path) -> None:
    one = releases(read_log(tmp_path))["1.4"]
    cited = [part.line for part in one.prose.parts if isinstance(part, ReferenceStart)]
    rows = LOG.split("\n")

    assert str(one.location) == f"{FILE}:{rows.index('## [1.4] - 2026-05-29 - night light') + 1}"
    assert str(one.at(("changes", 0, "credits", 0))) == f"{FILE}:17"
    assert str(one.at(("changes", 1))) == f"{FILE}:22"
    assert cited == [rows.index("A quiet one, see [dark](suggestion:dark).") + 1]


def test_paragraphs_between_changes_know_their_lines(tmp_path: Path) -> None:
    log = (
        "## 1.0 - 2026-05-01\n\n\nOne [a](poll:a)\n\n### Known issues\n\n\nTwo\n"
        "[b](poll:b)\n\n- Lamp\n\nThree [c](poll:c)\n"
    )
    [one] = releases(read_log(tmp_path, log)).values()
    cited = [part.line for part in one.prose.parts if isinstance(part, ReferenceStart)]

    assert cited == [4, 10, 14]


def test_a_file_of_the_journal_tells_of_its_release_alone(tmp_path: Path) -> None:
    own = {"releases/2026-05-29-night.md": entry("Night", "version: 1.4\nchanges: Mine")}
    found = releases(read_log(tmp_path, LOG, own))

    assert sorted(found) == ["1.3.0", "night"]
    assert [change.text.source for change in record(found["night"]).changes] == ["Mine"]


@pytest.mark.parametrize("name", ["1.4", "V1.4"])
def test_a_file_with_its_version_as_name_is_that_release(tmp_path: Path, name: str) -> None:
    version = "1.4" if name == "V1.4" else "the fourth"
    own = {f"releases/2026-05-29-{name}.md": entry("Night", f"version: {version}")}

    assert sorted(releases(read_log(tmp_path, LOG, own))) == sorted(["1.3.0", name])


def test_a_fragment_may_name_a_release_of_the_changelog(tmp_path: Path) -> None:
    own = {"changes/late.md": "---\nrelease: 1.4\n---\nLate\n"}
    one = releases(read_log(tmp_path, LOG, own))["1.4"]

    assert [change.text.source for change in record(one).changes][-1] == "Late"


def test_releases_without_a_date_are_one_warning(tmp_path: Path) -> None:
    log = "# Log\n\n## 1.1\n\n- Dim\n\n## 1.0.1\n\n- Glow\n\n## 1.0 - 2026-05-01\n\n- Lamp\n"
    found = read_log(tmp_path, log)
    [problem] = found.problems

    assert list(releases(found)) == ["1.0"]
    assert (str(problem.location), problem.code) == (f"{FILE}:3", "no-date")
    assert "2 releases have no date that can be read: 1.1 (line 3), 1.0.1 (line 7)" in (
        problem.message
    )


def test_what_is_no_part_of_a_release_is_one_warning_with_its_lines(tmp_path: Path) -> None:
    log = "# Log\n\n## 1.0 - 2026-05-01\n\n- Lamp\n\n## How we count\n\nBy hand.\n"
    found = read_log(tmp_path, log)

    assert short(found.problems) == [f"{FILE}:7 changelog", f"{FILE}:9 changelog"]


def test_the_preface_is_no_mistake(tmp_path: Path) -> None:
    log = "# Log\n\nAll of it.\n\n## Words\n\n- here\n\n## 1.0 - 2026-05-01\n\n- Lamp\n"

    assert read_log(tmp_path, log).problems == ()


def test_one_version_twice_is_a_mistake_where_the_second_stands(tmp_path: Path) -> None:
    log = "# Log\n\n## 1.0 - 2026-05-01\n\n- Lamp\n\n## 1.0 - 2026-05-02\n\n- Lamp\n"

    assert short(read_log(tmp_path, log).problems) == [f"{FILE}:7 duplicate-id"]


def test_a_changelog_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    found = reading(tmp_path, {}, None, changelog=FILE)

    assert short(found.problems) == [f"{FILE} unreadable"]


def test_bytes_that_are_no_text_are_a_mistake_with_their_line(tmp_path: Path) -> None:
    log = b"# Log\n\n## 1.0 - 2026-05-01\n\n- L\xe4mp\n"

    assert short(read_log(tmp_path, log).problems) == [f"{FILE}:5 encoding"]


@pytest.mark.parametrize("name", ["../CHANGELOG.md", "/CHANGELOG.md", "a/../../CHANGELOG.md"])
def test_a_changelog_lies_inside_the_project(name: str) -> None:
    config, problems = read_config(f"title: T\nbase_url: https://example.org/\nchangelog: {name}\n")

    assert config is None
    assert [(problem.code, problem.location.line) for problem in problems] == [("bad-value", 3)]


@pytest.mark.parametrize("change", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_system_are_understood(tmp_path: Path, change: str) -> None:
    log = "\ufeff" + LOG.replace("\n", change)
    plain = releases(read_log(tmp_path / "a"))
    found = releases(read_log(tmp_path / "b", log))

    assert [(n, e.location, record(e)) for n, e in found.items()] == [
        (n, e.location, record(e)) for n, e in plain.items()
    ]


def test_what_comes_from_the_cache_is_the_same(tmp_path: Path) -> None:
    cache = tmp_path / "cache.sqlite"
    first = read_log(tmp_path, LOG, None, cache)
    second = read_log(tmp_path, LOG, None, cache)

    assert second == first


def test_another_text_is_not_taken_from_the_cache(tmp_path: Path) -> None:
    cache = tmp_path / "cache.sqlite"
    read_log(tmp_path, LOG, None, cache)
    found = read_log(tmp_path, LOG.replace("1.3.0", "1.2.9"), None, cache)

    assert sorted(releases(found)) == ["1.2.9", "1.4"]


def test_its_releases_are_in_the_main_language(tmp_path: Path) -> None:
    assert {one.lang for one in releases(read_log(tmp_path)).values()} == {"en"}


def test_a_version_that_cannot_be_an_id_is_made_one(tmp_path: Path) -> None:
    found = releases(read_log(tmp_path, "# Log\n\n## 1.0.0+build.7 - 2026-05-01\n\n- Lamp\n"))

    assert {name: record(one).version for name, one in found.items()} == {
        "1.0.0-build.7": "1.0.0+build.7"
    }


@pytest.mark.parametrize("log", ["", "# Changelog\n", "## [Unreleased]\n"])
def test_a_changelog_without_releases_is_no_mistake(tmp_path: Path, log: str) -> None:
    found = read_log(tmp_path, log)

    assert (releases(found), found.problems) == ({}, ())
