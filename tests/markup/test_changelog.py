"""Changelogs in the forms that people write them in, English and Chinese."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.kinds.change import Category
from generator.markup.changelog import (
    LeftOver,
    Logged,
    LoggedRelease,
    changes_in,
    read_changelog,
)

KEPT = """\
# Changelog

All changes that somebody notices.

## [Unreleased]

### Added

- A lamp for cats (@mei)

## [1.1.0] - 2026-05-08 [YANKED]

Quieter than ever.

### Added

- Night light (suggested by @mei)
  - Why: a lamp for reading woke the room
- `Knob`: turns both ways
  see [the wish](suggestion:two-ways) and #12

### Fixed

- No hum any more, reported by @rui

## 1.0.0 - 1 May 2026

- First lamp

[unreleased]: https://e.org/compare/1.1.0...HEAD
[1.1.0]: https://e.org/compare/1.0.0...1.1.0
"""


CATEGORIES = {str(category) for category in Category}


def releases(text: str, *, full_names: bool = False) -> tuple[LoggedRelease, ...]:
    return read_changelog(text, full_names=full_names)[0]


def release(text: str) -> LoggedRelease:
    [one] = releases(text)
    return one


def left(text: str) -> tuple[LeftOver, ...]:
    return read_changelog(text)[1]


def listed(text: str, *, full_names: bool = False) -> list[Logged]:
    """The changes of one release that is made of this text."""
    [one] = releases(f"## 1.0 - 2026-05-01\n\n{text}", full_names=full_names)
    return list(one.changes)


def test_a_changelog_as_keep_a_changelog_has_it_is_read_as_a_whole() -> None:
    waiting, second, first = releases(KEPT)

    assert (waiting.unreleased, waiting.version, len(waiting.changes)) == (True, "", 1)
    assert (second.version, second.date, second.yanked) == ("1.1.0", "2026-05-08", True)
    assert (second.line, second.intro) == (11, "Quieter than ever.")
    assert (first.version, first.date, first.date_written) == ("1.0.0", "2026-05-01", "1 May 2026")
    assert [change.text for change in first.changes] == ["First lamp"]
    assert [(left_.line, left_.text) for left_ in left(KEPT)] == [
        (3, "All changes that somebody notices.")
    ]


def test_a_change_has_its_group_reason_credit_scope_and_references() -> None:
    night, knob, hum = releases(KEPT)[1].changes

    assert (night.category, night.text, night.line) == ("added", "Night light", 17)
    assert night.why == "a lamp for reading woke the room"
    assert [(c.name, c.role, c.line) for c in night.credits] == [("mei", "suggested", 17)]
    assert (knob.scope, knob.refs, knob.issues) == ("`Knob`", ("suggestion:two-ways",), ("#12",))
    assert (hum.category, hum.section, hum.text) == ("fixed", "Fixed", "No hum any more")
    assert [(c.name, c.role) for c in hum.credits] == [("rui", "reported")]


@pytest.mark.parametrize(
    ("heading", "version", "date"),
    [
        ("## 1.2.3", "1.2.3", ""),
        ("## v1.2.3 (2026-05-01)", "1.2.3", "2026-05-01"),
        ("## [v1.2.3](https://e.org/1.2.3) - 2026/5/1", "1.2.3", "2026-05-01"),
        ("## Lamp 1.2 – May 1st, 2026", "1.2", "2026-05-01"),
        ("## 🌈 1.2.3 `2026-05-01`", "1.2.3", "2026-05-01"),
        ("## @lamp/core@1.2.3 - 2026-05-01", "1.2.3", "2026-05-01"),
        ("# 26.5.0", "26.5.0", ""),
        ("### 1.2.0-beta.1 (2026-05-01)", "1.2.0-beta.1", "2026-05-01"),
        ("1.2 LTS (01.05.2026)\n~~~~~~~~~~~~~~~~~~~~", "1.2", "2026-05-01"),
        ("Version 1.2 (xx.xx.xxxx)\n------------", "1.2", ""),
        ("## 版本 1.2（2026年5月1日）", "1.2", "2026-05-01"),
        ("##1.2.3 (2026-05-01)", "", ""),
    ],
)
def test_a_heading_names_a_version_and_its_day(heading: str, version: str, date: str) -> None:
    found = releases(f"{heading}\n\n- A lamp\n")

    assert [(one.version, one.date) for one in found] == ([(version, date)] if version else [])


def test_the_day_may_stand_below_the_heading() -> None:
    one = release("### v4.2.1\n\n`2026-05-01`\n\n- A lamp\n")

    assert (one.date, one.intro, len(one.changes)) == ("2026-05-01", "", 1)


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("10/1/2026", ""),
        ("13/1/2026", "2026-01-13"),
        ("1/13/2026", "2026-01-13"),
        ("13/13/2026", ""),
        ("13/1/0001", ""),
        ("0001-01-01", ""),
    ],
)
def test_a_day_that_may_be_read_in_two_ways_or_was_never_is_none(written: str, date: str) -> None:
    one = release(f"## 1.0 ({written})\n\n- A lamp\n")

    assert (one.version, one.date, one.date_written) == ("1.0", date, written)


@pytest.mark.parametrize(
    ("heading", "category"),
    [
        ("Added", "added"),
        ("🚀 Features", "added"),
        ("New features", "added"),
        ("新增功能", "added"),
        ("Changed", "changed"),
        ("Improvements", "changed"),
        ("变更", "changed"),
        ("优化", "changed"),
        ("Breaking changes", "changed"),
        ("Deprecated", "deprecated"),
        ("弃用", "deprecated"),
        ("Removed", "removed"),
        ("移除", "removed"),
        ("Fixed", "fixed"),
        ("🐞 Bug Fixes", "fixed"),
        ("问题修复", "fixed"),
        ("Security", "security"),
        ("安全", "security"),
    ],
)
def test_headings_sort_changes_into_the_six_groups(heading: str, category: str) -> None:
    [change] = listed(f"### {heading}\n\n- A lamp\n")

    assert (change.category, change.section) == (category, heading)


@pytest.mark.parametrize(
    ("item", "category", "text"),
    [
        ("Fix: a hum", "fixed", "a hum"),
        ("feat(Knob): turns", "added", "Knob: turns"),
        ("Remove the plug", "removed", "Remove the plug"),
        ("修复闪烁", "fixed", "修复闪烁"),
        ("新增夜灯", "added", "新增夜灯"),
        ("Brighter", "changed", "Brighter"),
    ],
)
def test_without_a_heading_the_words_of_a_change_sort_it(
    item: str, category: str, text: str
) -> None:
    [change] = listed(f"- {item}\n")

    assert (change.category, change.text) == (category, text)


def test_a_change_labelled_as_housekeeping_is_internal() -> None:
    chore, fix = listed("- chore: tidy up\n- fix: a hum\n")

    assert (chore.internal, fix.internal) == (True, False)


def test_an_item_that_only_names_a_component_is_the_heading_of_those_inside() -> None:
    text = "- `Table`:\n  - No hum ([#1](https://e.org/1)) @mei\n  - Dimmer @rui\n"

    assert [(c.scope, c.text, c.credits[0].name) for c in listed(text)] == [
        ("`Table`", "`Table`: No hum ([#1](https://e.org/1))", "mei"),
        ("`Table`", "`Table`: Dimmer", "rui"),
    ]


def test_an_item_that_only_names_somebody_credits_them_for_those_inside() -> None:
    text = "- @mei:\n  - No hum\n  - Dimmer\n"

    assert [(c.text, [g.name for g in c.credits]) for c in listed(text)] == [
        ("No hum", ["mei"]),
        ("Dimmer", ["mei"]),
    ]


def test_items_inside_a_change_are_part_of_it_unless_they_name_somebody() -> None:
    big, small = listed("- Big\n  - with a plug\n  - and a cord\n  - Small (@mei)\n")

    assert big.text == "Big\n\n- with a plug\n- and a cord"
    assert (small.text, small.line) == ("Small", 6)


@pytest.mark.parametrize("word", ["Why:", "**Why:**", "Because:", "为什么：", "原因："])
def test_a_reason_may_be_an_item_of_its_own_or_go_on_in_the_item(word: str) -> None:
    [inside] = listed(f"- Dimmer (@mei)\n  - {word} it woke the room\n")
    [behind] = listed(f"- Dimmer (@mei)\n  {word} it woke the room\n")

    assert (inside.text, inside.why) == (behind.text, behind.why) == ("Dimmer", "it woke the room")


def test_an_item_that_is_nothing_but_thanks_is_kept_for_whom_it_names() -> None:
    [thanks] = listed("### Added\n\n- Thanks to @mei for the idea!\n")

    assert (thanks.text, thanks.internal) == ("Thanks to @mei for the idea!", True)
    assert [(c.name, c.role) for c in thanks.credits] == [("mei", "suggested")]


def test_people_who_are_thanked_under_a_heading_or_in_a_paragraph_are_credited() -> None:
    text = "### Thanks\n\n- To @mei for joining\n\nSpecial thanks go to @rui for great help.\n"
    mei, rui = listed(text)

    assert [c.name for c in (*mei.credits, *rui.credits)] == ["mei", "rui"]
    assert (mei.internal, rui.internal, mei.scope) == (True, True, "")


def test_new_contributors_are_credited() -> None:
    text = "### 新贡献者\n\n- [@mei](https://github.com/mei) 在 [#1](https://e.org/1) 中首次贡献\n"
    [change] = listed(text)

    assert [(c.name, c.role) for c in change.credits] == [("mei", "contributed")]


def test_full_names_are_read_only_where_they_are_the_custom() -> None:
    [named] = listed("* Dimmer (Ada Example)\n", full_names=True)
    [plain] = listed("* Dimmer (Ada Example)\n")

    assert ([c.name for c in named.credits], plain.credits) == (["Ada Example"], ())


def test_credits_of_a_wrapped_change_stand_on_their_own_lines() -> None:
    [change] = listed("- Dimmer,\n  as it was\n  (@mei)\n")

    assert (change.line, change.credits[0].line) == (3, 5)


def test_addresses_at_the_end_of_the_file_are_put_into_the_changes() -> None:
    text = (
        "- Dimmer ([#1], by [@mei])\n\n[#1]: https://e.org/pull/1\n[@mei]: https://github.com/mei\n"
    )
    [change] = listed(text)

    assert change.text == "Dimmer ([#1](https://e.org/pull/1))"
    assert [c.name for c in change.credits] == ["mei"]


def test_what_is_no_list_is_kept_in_the_text_of_the_release_and_told() -> None:
    text = "## 1.0 - 2026-05-01\n\nHello.\n\n### Fixed\n\nMany things.\n\n- A hum\n"

    assert release(text).intro == "Hello.\n\n**Fixed**\n\nMany things."
    assert [(each.line, each.text) for each in left(text)] == [(7, "Many things.")]


def test_a_heading_without_a_version_ends_the_release_before_it() -> None:
    text = "## 1.0 - 2026-05-01\n\n- A lamp\n\n## Older lamps\n\n- Not here\n"

    assert [change.text for change in release(text).changes] == ["A lamp"]
    assert [each.line for each in left(text)] == [5, 7]


@pytest.mark.parametrize(
    "text",
    [
        KEPT.replace("\n", "\r\n"),
        KEPT.replace("\n", "\r"),
        "\ufeff" + KEPT,
        KEPT.replace("- Night light", "-\u00a0Night\u00a0light"),
        KEPT.replace("### ", "###\t"),
        KEPT.replace("(suggested by @mei)", "（suggested by @mei）"),
        KEPT.replace("- ", "* "),
    ],
    ids=["CRLF", "CR", "BOM", "NBSP", "tab", "full-width", "stars"],
)
def test_other_bytes_and_signs_say_the_same(text: str) -> None:
    def told(written: str) -> list[tuple[str, str, int, str]]:
        found = (change for one in releases(written) for change in one.changes)
        return [(c.text, c.why, c.line, " ".join(g.name for g in c.credits)) for c in found]

    assert told(text.replace("*Why", "- Why")) == told(KEPT)


def test_front_matter_and_code_are_no_changelog() -> None:
    text = (
        "---\ntitle: Lamps\n---\n\n## 1.0 - 2026-05-01\n\n```\n## 2.0\n- no @mei\n```\n\n- A lamp\n"
    )

    assert [(one.version, one.line) for one in releases(text)] == [("1.0", 5)]
    assert [change.text for change in releases(text)[0].changes] == ["A lamp"]


def test_changes_are_taken_out_of_a_text_whose_lines_stay_where_they_are() -> None:
    body = "Hello.\n\n## Added\n\n- Night light (@mei)\n\n## Thanks to all\n\n- no change\n"
    found, rest = changes_in(body, first_line=11)

    assert [(c.text, c.line, c.credits[0].line) for c in found] == [("Night light", 15, 15)]
    assert rest == "Hello.\n\n\n\n\n\n## Thanks to all\n\n- no change\n"


def test_a_heading_with_more_than_changes_below_it_stays() -> None:
    _, rest = changes_in("## Added\n\nMuch.\n\n- Night light\n")

    assert rest == "## Added\n\nMuch.\n\n\n"


def test_headings_of_other_levels_and_in_code_are_no_groups() -> None:
    body = "# Added\n\n- no\n\n##### Fixed\n\n- no\n\n```\n## Added\n\n- no\n```\n"

    assert changes_in(body) == ((), body)


PIECES = [
    "# ",
    "## 1.0\n",
    "## 1.1 - 2026-05-01\n",
    "### Added\n",
    "### 修复\n",
    "- ",
    "  - ",
    "* a (@a)\n",
    "\n",
    "\n\n",
    "@a",
    "Why: b\n",
    "[a]",
    "[a]: https://e.org\n",
    "```\n",
    "`",
    "(",
    ")",
    "（@a）",
    "**",
    "~~~\n",
    "---\n",
    "===\n",
    "text ",
    "\r\n",
    "\u00a0",
    "\ufeff",
    "<!--",
    "-->",
    "Unreleased",
    "未发布",
    "|",
    "1. ",
    ":",
    "\t",
    "\x00",
    "\x01",
]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
@settings(deadline=None)
def test_any_text_is_read_and_every_place_is_in_it(text: str) -> None:
    found, left_over = read_changelog(text, full_names=True)
    changes, rest = changes_in(text)
    lines = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    every = [change for one in found for change in one.changes]

    places = [
        *(one.line for one in found),
        *(each.line for each in left_over),
        *(change.line for change in (*every, *changes)),
    ]

    assert all(1 <= line <= lines for line in places)
    assert all(1 <= g.line <= lines for change in (*every, *changes) for g in change.credits)
    assert all(change.category in CATEGORIES and change.text.strip() for change in every)
    assert rest.count("\n") == text.count("\n")


@given(st.lists(st.sampled_from(PIECES)).map("".join))
@settings(deadline=None)
def test_what_remains_of_a_text_holds_no_more_changes(text: str) -> None:
    _, rest = changes_in(text)

    assert changes_in(rest)[0] == () or "`" in text or "~" in text or "<" in text


@pytest.mark.parametrize("piece", [*PIECES, "- a\n  ", "1.2.", "1-a.", "[a][b]", "2026-05-01 "])
def test_a_hostile_changelog_is_read_in_time(piece: str) -> None:
    text = (piece * 12_000)[:12_000]
    start = process_time()
    for before in ("", "## ", "## 1.0 - 2026-05-01\n\n- "):
        read_changelog(before + text, full_names=True)
    changes_in(f"## Added\n\n- {text}")

    assert process_time() - start < 5.0
