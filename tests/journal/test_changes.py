"""What counts as coming from users, and what is missing from changes."""

from pathlib import Path

import pytest

from generator.journal.changes import anchor, changes_of, check_changes, from_users, heard
from generator.journal.journal import Journal, gather
from tests.journals import AT, configured, entry, gathered, reading

FILE = "releases/2026-05-29-1.4.md"
PEOPLE = (
    "- id: mei\n  title: Mei\n  handle: meimei\n  names: [小梅]\n"
    "- id: lin\n  title: Lin\n  team: yes\n  handle: lynn\n"
)


def journal(folder: Path, text: str, fields: str = "", **files: str) -> Journal:
    made = {
        FILE: entry("1.4", f"version: 1.4\n{fields}", text),
        "people.yaml": PEOPLE,
        **{f"changes/{name}.md": content for name, content in files.items()},
    }
    return gathered(folder, made)[0]


def warnings(found: Journal) -> list[str]:
    return [f"{p.location} {p.code}: {p.message}" for p in check_changes(found)]


def shares(found: Journal) -> list[tuple[int, int] | None]:
    entries = [v[0] for r, v in found.written.items() if r.kind == "release"]
    return [(h.count, h.total) if h else None for h in (heard(found, e) for e in entries)]


@pytest.mark.parametrize(
    ("credit", "expected"),
    [
        ("suggested by @mei", True),
        ("reported by @meimei", True),
        ("voted for by @mei", True),
        ("suggested by Somebody Else", True),
        ("tested by @mei", False),
        ("contributed by @mei", False),
        ("suggested by @lin", False),
        ("reported by @lynn", False),
        ("suggested by Lin", False),
        ("tested by @mei; suggested by @lin", False),
        ("suggested by @lin and @mei", True),
    ],
)
def test_a_change_is_from_users_if_the_word_of_one_caused_it(
    tmp_path: Path, credit: str, *, expected: bool
) -> None:
    found = journal(tmp_path, f"## Added\n\n- Dim ({credit})\n")
    [versions] = [v for r, v in found.written.items() if r.kind == "release"]
    [change] = changes_of(versions[0])

    assert from_users(found, change) is expected
    assert shares(found) == [(int(expected), 1)]


def test_what_users_do_not_notice_counts_on_neither_side(tmp_path: Path) -> None:
    text = "## Added\n\n- Dim (suggested by @mei)\n- internal: bench (suggested by @mei)\n- Glow\n"

    assert shares(journal(tmp_path, text)) == [(1, 2)]


@pytest.mark.parametrize("text", ["", "Words.\n", "## Added\n\n- internal: bench\n"])
def test_a_release_without_noticed_changes_has_no_share(tmp_path: Path, text: str) -> None:
    assert shares(journal(tmp_path, text)) == [None]


def test_a_translation_has_the_share_of_its_original(tmp_path: Path) -> None:
    files = {
        "releases/2026-05-29-1.4.en.md": entry(
            "1.4", "version: 1.4", "## Added\n\n- Dim (suggested by @mei)\n"
        ),
        "releases/2026-05-29-1.4.zh.md": entry(
            "1.4", "", "## 新增\n\n- 变暗\n\n## 修复\n\n- 旋钮\n"
        ),
        "people.yaml": PEOPLE,
    }
    found, _ = gather(reading(tmp_path, files).entries, configured(), AT)
    [versions] = [v for r, v in found.written.items() if r.kind == "release"]
    shown = [heard(found, each) for each in versions]

    assert [(h.count, h.total) for h in shown if h] == [(1, 1), (1, 1)]


def test_the_first_change_stands_at_change_1() -> None:
    assert anchor(0) == "change-1"


# What is missing


def test_a_change_without_why_or_credit_is_one_warning_of_each_sort(tmp_path: Path) -> None:
    text = (
        "## Added\n\n- Dim (suggested by @mei)\n  Why: it glared\n- Glow\n- Curve\n  Why: softer\n"
    )

    assert warnings(journal(tmp_path, text)) == [
        f"content/{FILE}:10 no-why: 1 of 3 changes has no why: line 10",
        f"content/{FILE}:10 no-credit: 2 of 3 changes have no credit: line 10, line 11",
    ]


def test_what_users_do_not_notice_needs_neither(tmp_path: Path) -> None:
    assert warnings(journal(tmp_path, "## Added\n\n- internal: bench\n")) == []


@pytest.mark.parametrize("fields", ["draft: yes", "withdrawn: it burnt"])
def test_what_nobody_reads_is_not_judged(tmp_path: Path, fields: str) -> None:
    assert warnings(journal(tmp_path, "## Added\n\n- Dim\n", fields)) == []


def test_a_release_of_tomorrow_is_judged_today(tmp_path: Path) -> None:
    files = {"releases/2026-12-01-2.0.md": entry("2.0", "version: 2.0\nchanges: Dim")}
    found, _ = gathered(tmp_path, files)

    assert [line.partition(":")[2].split()[1] for line in warnings(found)] == [
        "no-why:",
        "no-credit:",
    ]


def test_no_more_than_five_lines_are_named(tmp_path: Path) -> None:
    items = "".join(f"- Dim {n} (suggested by @mei)\n" for n in range(7))
    [warning] = warnings(journal(tmp_path, f"## Added\n\n{items}"))

    assert warning.endswith(
        "7 of 7 changes have no why: line 8, line 9, line 10, line 11, line 12, and 2 more"
    )


def test_a_fragment_is_named_with_its_file_behind_those_of_the_release(tmp_path: Path) -> None:
    night = "---\nrelease: 1.4\ncredits: mei\n---\nNight\n"
    found = journal(tmp_path, "## Added\n\n- Dim (suggested by @mei)\n", night=night)

    assert warnings(found) == [
        f"content/{FILE}:8 no-why: 2 of 2 changes have no why: line 8, content/changes/night.md:1"
    ]


def test_a_whole_changelog_gets_one_warning_of_each_sort(tmp_path: Path) -> None:
    (tmp_path / "CHANGELOG.md").write_text(
        "# Changelog\n\n## 1.1 - 2026-05-02\n\n### Added\n\n- Dim\n\n"
        "## 1.0 - 2026-05-01\n\n### Added\n\n- Glow\n- Curve\n",
        encoding="utf-8",
    )
    (tmp_path / "content").mkdir()
    found = reading(tmp_path, {}, changelog="CHANGELOG.md")
    gathered_, _ = gather(found.entries, configured(), AT)

    assert warnings(gathered_) == [
        "CHANGELOG.md:7 no-why: 3 of 3 changes have no why: line 7, line 13, line 14",
        "CHANGELOG.md:7 no-credit: 3 of 3 changes have no credit: line 7, line 13, line 14",
    ]
