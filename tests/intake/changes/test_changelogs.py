"""Changelogs become releases, and can be imported again and again."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.intake.changes.changelogs import Wish, dates_in, import_changelogs
from generator.intake.changes.places import Places
from generator.intake.changes.report import Report
from generator.markup.front_matter import Split, split
from tests.children import folder_for_all
from tests.intake.changes.places import files, forgetting, notes, people, places, states

LOG = """\
# Changelog

## Unreleased

- Not yet (@bo)

## 1.1.0 - 2026-05-08

Quieter than ever.

### Added

- Night light (suggested by @mei, tested by [@rui](https://github.com/rui-li))
  - Why: a lamp for reading woke the room

### Fixed

- The plug of `@lamp/core` ([#7](https://e.org/issues/7))

## 1.0.0 - 2026-05-01

- First lamp (@dependabot[bot], @mei)
"""
SECOND = "content/releases/2026-05-08-1.1.0.md"
FIRST = "content/releases/2026-05-01-1.0.0.md"
TODAY = "2026-06-01"


@pytest.fixture
def where(tmp_path: Path) -> Places:
    return places(tmp_path)


def imported(where: Places, log: str = LOG, wish: Wish | None = None) -> Report:
    file = where.project.parent / "CHANGELOG.md"
    file.write_bytes(log.encode())
    return import_changelogs([file], where, wish or Wish(), TODAY)


def entry(where: Places, path: str) -> Split:
    """A file as our strict reader takes it."""
    found = split(files(where)[path])
    assert found.head.findings == ()
    return found


def head(where: Places, path: str) -> Mapping[str, Any]:
    tree = entry(where, path).head.tree
    assert isinstance(tree, dict)
    return tree


def only(where: Places, log: str, wish: Wish | None = None) -> Mapping[str, Any]:
    """The fields of the only change of a changelog."""
    imported(where, f"## 1.0.0 - 2026-05-01\n\n{log}", wish)
    [change] = head(where, FIRST)["changes"]
    return dict(change)


def test_every_version_becomes_a_release(where: Places) -> None:
    report = imported(where)

    assert list(files(where)) == [FIRST, SECOND]
    assert [(d.source, d.target, d.id) for d in report.done] == [
        ("CHANGELOG.md:7", SECOND, "1.1.0"),
        ("CHANGELOG.md:20", FIRST, "1.0.0"),
    ]
    assert notes(report) == ["CHANGELOG.md:3 unreleased"]
    assert (report.numbers["releases"], report.numbers["changes"]) == (2, 3)


def test_a_release_has_its_changes_with_their_words_reasons_and_credits(where: Places) -> None:
    imported(where, wish=Wish(name="Lamp"))
    fields = head(where, SECOND)

    assert entry(where, SECOND).body.strip() == "Quieter than ever."
    assert (fields["title"], fields["version"], fields["date"]) == (
        "Lamp 1.1.0",
        "1.1.0",
        "2026-05-08",
    )
    assert fields["changes"] == [
        {
            "text": "Night light",
            "category": "added",
            "why": "a lamp for reading woke the room",
            "credits": [
                {"person": "mei", "role": "suggested"},
                {"person": "rui-li", "role": "tested"},
            ],
        },
        {
            "text": "The plug of `@lamp/core` ([#7](https://e.org/issues/7))",
            "category": "fixed",
        },
    ]


def test_programs_get_no_credit(where: Places) -> None:
    imported(where)
    [change] = head(where, FIRST)["changes"]

    assert change["credits"] == [{"person": "mei", "role": "contributed"}]


def test_who_stands_in_the_people_table_is_credited_by_handle(tmp_path: Path) -> None:
    where = places(tmp_path, {"people.yaml": "- id: mei-li\n  title: Mei\n  handle: mei\n"})
    imported(where)

    assert head(where, SECOND)["changes"][0]["credits"][0]["person"] == "@mei"
    assert len(people(where)) == 1


def test_who_is_named_gets_a_row_on_request_and_only_one(where: Places) -> None:
    imported(where, wish=Wish(people=True))
    imported(where, wish=Wish(people=True))

    assert [(row["id"], row["title"]) for row in people(where)] == [
        ("mei", "mei"),
        ("rui-li", "rui"),
    ]
    assert head(where, SECOND)["changes"][0]["credits"][1]["person"] == "@rui-li"


def test_a_sponsor_is_credited_and_gets_no_row_of_a_person(where: Places) -> None:
    wish = Wish(people=True, full_names=True)
    change = only(where, "* Dim (Ada Example, sponsored by House of Light)\n", wish)

    assert change["credits"][1] == {"person": "House of Light", "role": "financial"}
    assert [row["title"] for row in people(where)] == ["Ada Example"]


def test_who_asked_to_be_forgotten_does_not_come_back(where: Places) -> None:
    imported(forgetting(where, mei="forgotten-1"), wish=Wish(people=True))

    assert not any("mei" in text for text in files(where).values())
    assert [row["id"] for row in people(where)] == ["rui-li"]


def test_importing_again_changes_nothing(where: Places) -> None:
    imported(where, wish=Wish(people=True))
    before = files(where)
    report = imported(where, wish=Wish(people=True))

    assert states(report) == ["unchanged", "unchanged"]
    assert files(where) == before


def test_somebody_who_is_named_before_their_first_credit_is_known_at_once(where: Places) -> None:
    log = "## 1.0.0 - 2026-05-01\n\n- As @mei and @rui said in the forum, dimmer\n- Quiet (@mei)\n"
    imported(where, log, Wish(people=True))
    report = imported(where, log, Wish(people=True))

    assert states(report) == ["unchanged"]
    assert (
        head(where, FIRST)["changes"][0]["text"] == "As @mei and `@rui` said in the forum, dimmer"
    )


def test_a_changelog_that_has_grown_updates_what_nobody_has_edited(where: Places) -> None:
    imported(where)
    report = imported(where, LOG.replace("First lamp", "The first lamp"))

    assert states(report) == ["unchanged", "changed"]
    assert head(where, FIRST)["changes"][0]["text"] == "The first lamp"


def test_what_was_edited_by_hand_stays_unless_it_is_to_be_replaced(where: Places) -> None:
    imported(where)
    file = where.project / FIRST
    file.write_text(file.read_text("utf-8").replace("First lamp", "Our first lamp"), "utf-8")
    kept = imported(where, LOG.replace("First lamp", "The first lamp"))

    assert states(kept) == ["unchanged", "kept"]
    assert "Our first lamp" in files(where)[FIRST]
    assert f"{FIRST}:0 kept" in notes(kept)

    forced = imported(where, LOG, Wish(force=True))

    assert states(forced) == ["unchanged", "changed"]
    assert "Our first lamp" not in files(where)[FIRST]


def test_a_release_that_was_moved_and_dated_otherwise_is_found_again(where: Places) -> None:
    imported(where)
    (where.project / FIRST).rename(where.content / "releases/first-lamp.md")
    report = imported(where)

    assert states(report) == ["unchanged", "unchanged"]
    assert len(files(where)) == 2


def test_a_release_of_the_team_with_the_same_id_is_not_touched(tmp_path: Path) -> None:
    where = places(tmp_path, {"releases/1.0.0.md": "---\ntitle: ours\n---\n"})
    report = imported(where)

    assert states(report) == ["created", "kept"]
    assert files(where)["content/releases/1.0.0.md"] == "---\ntitle: ours\n---\n"


def test_a_version_without_a_day_is_a_draft_until_its_day_is_named(where: Places) -> None:
    log = LOG.replace("1.1.0 - 2026-05-08", "1.1.0")
    report = imported(where, log)
    draft = head(where, "content/releases/1.1.0.md")

    assert (draft["draft"], draft["date"]) == ("yes", "2026-05-01")
    assert "CHANGELOG.md:7 no-date" in notes(report)

    again = imported(where, log, Wish(dates={"1.1.0": "2026-05-09"}))
    fields = head(where, "content/releases/1.1.0.md")

    assert states(again) == ["changed", "unchanged"]
    assert (fields.get("draft"), fields["date"]) == (None, "2026-05-09")


def test_a_changelog_without_any_day_takes_that_of_the_import(where: Places) -> None:
    imported(where, "## 1.0.0\n\n- A lamp\n")

    assert head(where, "content/releases/1.0.0.md")["date"] == TODAY


def test_a_version_that_stands_twice_is_imported_once(where: Places) -> None:
    report = imported(where, f"{LOG}\n## 1.1.0 - 2026-04-01\n\n- Again\n")

    assert len(report.done) == 2
    assert "CHANGELOG.md:24 twice" in notes(report)


@pytest.mark.parametrize(
    ("version", "channel"),
    [("1.0.0-beta.2", "beta"), ("1.0rc1", "rc"), ("1.0.0-alpha", "alpha"), ("1.0.0", None)],
)
def test_a_version_says_its_channel(where: Places, version: str, channel: str | None) -> None:
    imported(where, f"## {version} - 2026-05-01\n\n- A lamp\n")
    [path] = files(where)

    assert head(where, path).get("channel") == channel


def test_a_withdrawn_release_says_so_in_its_title(where: Places) -> None:
    imported(where, "## 1.0.0 - 2026-05-01 [YANKED]\n\n- A lamp\n")

    assert head(where, FIRST)["title"] == "1.0.0 [YANKED]"


def test_names_in_a_text_mention_only_those_whom_the_journal_knows(tmp_path: Path) -> None:
    where = places(tmp_path, {"people.yaml": "- id: mei\n  title: Mei\n"})
    change = only(where, "- 增加@Link及其子注解, drawn by @mei and @rui for all, see #1\n")

    assert change["text"] == "增加`@Link`及其子注解, drawn by @mei and `@rui` for all, see #1"


def test_links_lead_somewhere_or_become_words(where: Places) -> None:
    text = (
        "- See [a](docs/a.md), [b](https://e.org), [c](suggestion:dim), [d](javascript:alert(1))\n"
    )

    assert only(where, text)["text"] == "See a, [b](https://e.org), [c](suggestion:dim), d"
    assert only(where, text, Wish(base="https://e.org/log/CHANGELOG.md", force=True))["text"] == (
        "See [a](https://e.org/log/docs/a.md), [b](https://e.org), [c](suggestion:dim), d"
    )


def test_a_change_with_parts_and_code_is_one_paragraph(where: Places) -> None:
    text = "- Big\n  - a plug\n  - a cord\n\n    ```\n    lamp on\n    ```\n"

    assert only(where, text)["text"] == "Big: a plug; a cord `lamp on`"


def test_a_heading_that_names_a_part_of_the_product_goes_in_front(where: Places) -> None:
    assert only(where, "### Knob\n\n- Turns\n")["text"] == "Knob: Turns"


def test_a_second_language_is_written_beside_the_first(where: Places) -> None:
    imported(where)
    imported(where, LOG.replace("First lamp", "第一盏灯"), Wish(lang="zh"))

    assert "content/releases/2026-05-01-1.0.0.zh.md" in files(where)
    assert len(files(where)) == 4


def test_a_prefix_keeps_two_products_apart_and_leads_nowhere_else(where: Places) -> None:
    imported(where, wish=Wish(prefix="../../lamp"))

    assert [Path(path).name for path in files(where)] == [
        "2026-05-01-lamp-1.0.0.md",
        "2026-05-08-lamp-1.1.0.md",
    ]
    assert sorted(path.name for path in where.project.parent.iterdir()) == [
        "CHANGELOG.md",
        "journal",
    ]


def test_a_file_that_names_no_version_is_told(where: Places) -> None:
    report = imported(where, "Nothing\n")

    assert notes(report) == ["CHANGELOG.md:1 left-over", "CHANGELOG.md:0 no-release"]
    assert files(where) == {}


def test_a_people_table_that_cannot_be_added_to_stops_everything(tmp_path: Path) -> None:
    where = places(tmp_path, {"people.yaml": "mei: Mei\n"})

    with pytest.raises(ValueError, match="people"):
        imported(where, wish=Wish(people=True))
    assert list(files(where)) == ["content/people.yaml"]


def test_days_are_read_from_json_and_csv(tmp_path: Path) -> None:
    table, data = tmp_path / "days.csv", tmp_path / "days.json"
    table.write_text("version,date\nv1.0,2026-05-01\n1.1,8 May 2026\n", "utf-8")
    data.write_text(json.dumps({"1.0": "2026-05-01", "v1.1": "2026/5/8"}), "utf-8")

    assert dates_in(table) == dates_in(data) == {"1.0": "2026-05-01", "1.1": "2026-05-08"}


@pytest.mark.parametrize("text", ['{"1.0": "soon"}', "[1]", "{"])
def test_days_that_are_none_are_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "days.json"
    file.write_text(text, "utf-8")

    with pytest.raises(ValueError):  # noqa: PT011 - one of two sentences
        dates_in(file)


PIECES = [
    "## 1.0 - 2026-05-01\n",
    "## ../../1.1 - 2026-05-02\n",
    "## 1.2\n",
    "### Added\n",
    "- a",
    "- @a\n",
    "  - b (@b)\n",
    "\n",
    "Why: c",
    "`",
    "```\n",
    "---\n",
    "draft: yes\n",
    ": ",
    '"',
    "{",
    "}",
    "\\",
    "\x00",
    "\u2028",
    "@",
    "(",
    ")",
    "[x](y)",
    "#",
    "\t",
    "&a",
    "*a",
    "!x",
    "%",
    "'",
]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
@settings(deadline=None)
def test_whatever_a_changelog_holds_is_written_so_that_it_is_read_again(text: str) -> None:
    with folder_for_all() as folder:
        where = places(folder)
        imported(where, text, Wish(people=True))
        again = imported(where, text, Wish(people=True))

        assert set(states(again)) <= {"unchanged"}
        assert all(path.startswith("content/") for path in files(where))
        for path in files(where):
            assert not path.startswith("content/releases") or head(where, path)["id"]
