"""Changes in files of their own: which release takes them up, and what is wrong with them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kinds.change import Change
from generator.kinds.release import Release
from generator.problems import Problem
from generator.reader.read import Reading
from generator.reader.waiting import collected, waiting
from tests.journals import configured, entry, reading, short, written

RELEASE = {"releases/2026-05-29-1.4.md": entry("1.4", "version: 1.4")}
BOTH = {
    "releases/2026-05-29-one.en.md": entry("One", "version: 1.4", "## Added\n\n- Written here\n"),
    "releases/2026-05-29-one.zh.md": entry("一"),
}
PEOPLE = {"people.yaml": "- id: mei\n  title: Mei\n"}


def fragment(text: str = "Night light", fields: str = "", release: str = "1.4") -> str:
    return f"---\nrelease: {release}\n{fields}\n---\n\n{text}\n"


def changes(found: Reading, lang: str = "en") -> tuple[Change, ...]:
    [record] = [e.record for e in found.entries if e.kind == "release" and e.lang == lang]
    assert isinstance(record, Release)
    return record.changes


def texts(found: Reading, lang: str = "en") -> list[str]:
    return [change.text.source for change in changes(found, lang)]


def only(found: Reading) -> Problem:
    [problem] = found.problems
    return problem


def test_a_fragment_is_a_change_of_the_release_that_it_names(tmp_path: Path) -> None:
    text = "Night light, *dimmer*\n\nWhy: people read\nin bed\n"
    files = {"changes/night.md": fragment(text, "category: added\ncredits: '@mei'")}
    [change] = changes(reading(tmp_path, RELEASE | PEOPLE | files))

    assert change.text.source == "Night light, *dimmer*"
    assert change.why is not None
    assert change.why.source.split() == ["people", "read", "in", "bed"]
    assert str(change.category) == "added"
    assert [str(credit.person) for credit in change.credits] == ["@mei"]


def test_a_fragment_is_no_entry(tmp_path: Path) -> None:
    found = reading(tmp_path, {**RELEASE, "changes/night.md": fragment()})

    assert [one.kind for one in found.entries] == ["release"]
    assert found.problems == ()


@pytest.mark.parametrize("name", ["one", "ONE", "release:one", "1.4"])
def test_a_release_is_named_by_its_id_or_by_its_version(tmp_path: Path, name: str) -> None:
    files = {"changes/night.md": fragment(release=name)}

    assert texts(reading(tmp_path, BOTH | files)) == ["Written here", "Night light"]


def test_an_id_outweighs_a_version(tmp_path: Path) -> None:
    files = {
        "releases/2026-05-28-1.4.md": entry("Four", "version: '4'"),
        "releases/2026-05-29-other.md": entry("Other", "version: 1.4"),
        "changes/night.md": fragment(),
    }
    records = {e.head.id: e.record for e in reading(tmp_path, files).entries}
    counts = {n: len(r.changes) for n, r in records.items() if isinstance(r, Release)}

    assert counts == {"1.4": 1, "other": 0}


def test_a_version_of_two_releases_names_neither(tmp_path: Path) -> None:
    files = {
        "releases/2026-05-28-a.md": entry("A", "version: 1.4"),
        "releases/2026-05-29-b.md": entry("B", "version: 1.4\nchannel: beta"),
        "changes/night.md": fragment(),
    }
    problem = only(reading(tmp_path, files))

    assert (str(problem.location), problem.code) == ("content/changes/night.md:2", "two-releases")


def test_what_is_in_the_fields_and_what_is_in_the_text_stand_together(tmp_path: Path) -> None:
    fields = "credits: Wu\nrefs: poll:dim"
    text = "Dim, see [dark](suggestion:dark) (suggested by @mei)"
    files = {"changes/night.md": fragment(text, fields)}
    [change] = changes(reading(tmp_path, RELEASE | PEOPLE | files))

    assert [str(credit.person) for credit in change.credits] == ["Wu", "@mei"]
    assert [str(ref) for ref in change.refs] == ["poll:dim", "suggestion:dark"]
    assert change.text.source == "Dim, see [dark](suggestion:dark)"


def test_a_why_of_the_fields_outweighs_nothing_that_the_text_says(tmp_path: Path) -> None:
    files = {"changes/night.md": fragment("Dim", "why: it glared")}
    [change] = changes(reading(tmp_path, RELEASE | files))

    assert change.why is not None
    assert change.why.source == "it glared"


def test_fragments_stand_in_the_order_of_their_names(tmp_path: Path) -> None:
    files = {f"changes/{name}.md": fragment(name) for name in ("b", "a", "c/a")}

    assert texts(reading(tmp_path, RELEASE | files)) == ["a", "b", "c/a"]


def test_a_translation_of_a_fragment_has_the_fields_of_its_original(tmp_path: Path) -> None:
    files = {
        "changes/night.en.md": fragment("Night light", "category: fixed\ncredits: '@mei'"),
        "changes/night.zh.md": "夜灯\n\n原因：有人在床上看书\n",
    }
    found = reading(tmp_path, BOTH | PEOPLE | files)
    change = changes(found, "zh-CN")[-1]

    assert found.problems == ()
    assert change.text.source == "夜灯"
    assert change.why is not None
    assert change.why.source == "有人在床上看书"
    assert (str(change.category), len(change.credits)) == ("fixed", 1)


def test_a_fragment_without_translation_stands_in_every_language(tmp_path: Path) -> None:
    files = {"changes/night.md": fragment()}

    assert texts(reading(tmp_path, BOTH | files), "zh-CN") == ["Written here", "Night light"]


def test_a_fragment_waits_for_the_next_release_in_silence(tmp_path: Path) -> None:
    found = reading(tmp_path, {**RELEASE, "changes/night.md": fragment(release="Next")})

    assert found.problems == ()
    assert changes(found) == ()


def test_a_fragment_of_a_draft_is_as_hidden_as_the_draft(tmp_path: Path) -> None:
    files = {
        "releases/2026-05-29-1.4.md": entry("1.4", "version: 1.4\ndraft: yes"),
        "changes/night.md": fragment(),
    }
    found = reading(tmp_path, files)

    assert found.problems == ()
    assert texts(found) == ["Night light"]


def test_every_field_of_a_fragment_knows_its_own_file_and_line(tmp_path: Path) -> None:
    text = "Night light (suggested by @mei)\n\nWhy: because\n"
    files = {"changes/night.md": fragment(text, "category: added")}
    [one] = [e for e in reading(tmp_path, RELEASE | PEOPLE | files).entries if e.kind == "release"]

    assert str(one.at(("changes", 0, "category"))) == "content/changes/night.md:3"
    assert str(one.at(("changes", 0, "text"))) == "content/changes/night.md:6"
    assert str(one.at(("changes", 0, "credits", 0))) == "content/changes/night.md:6"
    assert str(one.at(("changes",))) == "content/changes/night.md:1"


@pytest.mark.parametrize(
    ("text", "line", "code", "message"),
    [
        ("Night light", 1, "no-release", "this change names no release"),
        ("---\ncategory: added\n---\nDim", 1, "no-release", "names no release"),
        ("---\nrelease:\n---\nDim", 2, "no-release", "names no release"),
        ("---\nrelease: 1.5\n---\nDim", 2, "unknown-reference", "there is no release '1.5'"),
        ("---\nrelease: 1.4\ncategry: added\n---\nDim", 3, "unknown-field", "'categry'"),
        ("---\nrelease: 1.4\ncategory: nice\n---\nDim", 3, "bad-value", "not 'nice'"),
        ("---\nrelease: 1.4\n---\n- One\n- Two", 5, "many-changes", "holds 2 changes"),
        ("---\nrelease: 1.4\ntext: Dim\n---\nDim", 3, "two-texts", "below the front matter"),
        ("---\nrelease: 1.4\n---\n", 1, "missing-field", "'text' is missing"),
        ("", 1, "no-change", "the file is empty"),
        ("---\nrelease: next\nlang: fr\n---\nDim", 3, "unknown-language", "'fr'"),
        ("---\nrelease: next\ncategory: nice\n---\nDim", 3, "bad-value", "not 'nice'"),
        ("---\nrelease: 1.4\n", 1, "front-matter", "no end"),
    ],
)
def test_a_mistake_is_shown_once_where_it_is(
    tmp_path: Path, text: str, line: int, code: str, message: str
) -> None:
    problem = only(reading(tmp_path, {**RELEASE, "changes/night.md": text}))

    assert (str(problem.location), problem.code) == (f"content/changes/night.md:{line}", code)
    assert message in problem.message


def test_a_broken_fragment_leaves_its_release_whole(tmp_path: Path) -> None:
    files = {"changes/a.md": fragment("Dim", "category: nice"), "changes/b.md": fragment("Glow")}

    assert texts(reading(tmp_path, RELEASE | files)) == ["Glow"]


def test_a_release_that_cannot_be_read_is_no_mistake_of_its_fragments(tmp_path: Path) -> None:
    files = {"releases/2026-05-29-1.4.md": "---\ntitle: x\n", "changes/night.md": fragment()}

    assert short(reading(tmp_path, files).problems) == [
        "content/releases/2026-05-29-1.4.md:1 front-matter"
    ]


def test_a_translation_that_names_another_release_is_a_mistake(tmp_path: Path) -> None:
    files = {"changes/night.en.md": fragment(), "changes/night.zh.md": fragment("夜灯", "", "2.0")}
    problem = only(reading(tmp_path, BOTH | files))

    assert (str(problem.location), problem.code) == ("content/changes/night.zh.md:2", "bad-value")


def test_two_fragments_of_one_name_and_language_are_a_mistake(tmp_path: Path) -> None:
    files = {"changes/night.md": fragment(), "changes/night.en.md": fragment()}
    found = reading(tmp_path, RELEASE | files)

    assert only(found).code == "duplicate-id"
    assert texts(found) == ["Night light"]


def test_an_unknown_person_in_a_fragment_keeps_its_place(tmp_path: Path) -> None:
    files = {"changes/night.md": fragment("Dim (suggested by @nobody)")}
    [one] = reading(tmp_path, RELEASE | files).entries

    assert str(one.at(("changes", 0, "credits", 0, "person"))) == "content/changes/night.md:6"


# Those that wait


def waits(folder: Path, files: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    return tuple(each.files for each in waiting(written(folder, files), configured()))


def test_those_that_wait_are_found_with_their_translations(tmp_path: Path) -> None:
    files = {
        "changes/b.md": fragment(release="next"),
        "changes/a.en.md": fragment(release="next"),
        "changes/a.zh.md": "夜灯",
        "changes/c.md": fragment(),
        "changes/d.md": fragment("Dim", "category: nice", "next"),
    }

    assert waits(tmp_path, files) == (
        ("content/changes/a.en.md", "content/changes/a.zh.md"),
        ("content/changes/b.md",),
    )


def test_what_waits_can_be_read_in_each_language(tmp_path: Path) -> None:
    files = {"changes/a.en.md": fragment(release="next"), "changes/a.zh.md": "夜灯"}
    [one] = waiting(written(tmp_path, files), configured())

    assert one.in_language("zh-CN").text.source == "夜灯"
    assert one.in_language("fr").text.source == "Night light"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("release: next", "release: 1.5"),
        ('release: "next"   # soon', "release: 1.5   # soon"),
        ("Release : NEXT", "Release : 1.5"),
        ("release: release:next", "release: 1.5"),
        ("release: nextcloud", "release: nextcloud"),
        ("released: next", "released: next"),
    ],
)
def test_to_collect_a_fragment_changes_nothing_else_of_it(before: str, after: str) -> None:
    text = "---\r\ncategory: added\r\n{}\r\n---\r\n\r\nrelease: next\r\n"

    assert collected(text.format(before), "1.5") == text.format(after)


@given(st.text(alphabet="-\n\r: releasnxt#'\"1.", max_size=80))
def test_to_collect_never_touches_a_text_without_front_matter(text: str) -> None:
    assert collected(f"x{text}", "1.5") == f"x{text}"


def test_what_was_collected_is_taken_up(tmp_path: Path) -> None:
    files = {"changes/night.md": collected(fragment(release="next"), "1.4")}

    assert texts(reading(tmp_path, RELEASE | files)) == ["Night light"]
