"""The releases of a journal as a changelog: how it looks, and that it can be read again."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.journal.journal import Journal, gather
from generator.kinds.change import Change
from generator.kinds.credit import Role
from generator.kinds.release import Release
from generator.reader.read import Reading
from generator.reader.waiting import waiting
from generator.render.changelog import Wish, changelog
from tests.children import folder_for_all
from tests.journals import AT, configured, entry, gathered, reading, written

PEOPLE = (
    "- id: mei\n  title: Mei\n  handle: meimei\n"
    "- id: rui\n  title: Rui\n"
    "- id: moon\n  title: Moon\n  draft: yes\n"
)
DARK = {"suggestions/2026-05-01-dark.md": entry("Dark [please]", "by: mei")}
FILE = "releases/2026-05-29-1.4.md"


def released(text: str, fields: str = "") -> dict[str, str]:
    return {
        FILE: entry('"1.4: night light"', f"version: 1.4\n{fields}", text),
        "people.yaml": PEOPLE,
    }


def told(folder: Path, files: dict[str, str], wish: Wish | None = None) -> str:
    return changelog(gathered(folder, files)[0], wish or Wish("en"))


def items(text: str) -> list[str]:
    return [row for row in text.split("\n") if row.startswith(("- ", "  "))]


def test_a_changelog_has_the_form_of_keep_a_changelog(tmp_path: Path) -> None:
    text = (
        "Prose stays.\n\n## Fixed\n\n- Knob (reported by @meimei)\n  Why: it stuck\n\n"
        "## Added\n\n- Night light (suggested by @rui; tested by @mei and Wu Li)\n"
    )
    older = entry("Dim", "version: 1.3\nsummary: A quiet one.\nchanges: Dim")
    files = {**released(text), "releases/2026-05-02-1.3.md": older}

    assert told(tmp_path, files) == (
        "# Changelog\n\n"
        "## [1.4] - 2026-05-29 - night light\n\n"
        "### Added\n\n"
        "- Night light (suggested by @rui; tested by @mei and Wu Li)\n\n"
        "### Fixed\n\n"
        "- Knob (reported by @meimei)\n"
        "  Why: it stuck\n\n"
        "## [1.3] - 2026-05-02 - Dim\n\n"
        "A quiet one.\n\n"
        "### Changed\n\n"
        "- Dim\n"
    )


def test_a_chinese_changelog_speaks_chinese(tmp_path: Path) -> None:
    files = {
        **released(""),
        "releases/2026-05-29-1.4.zh.md": entry(
            "1.4：夜灯", "", "## 新增\n\n- 夜灯（建议：@mei、吴；测试：@rui）\n  原因：太亮\n"
        ),
    }

    assert told(tmp_path, files, Wish("zh-CN")) == (
        "# 更新日志\n\n## [1.4] - 2026-05-29 - 夜灯\n\n### 新增\n\n"
        "- 夜灯（建议：@meimei、吴；测试：@rui）\n  原因：太亮\n"
    ).replace("@meimei", "@mei")


def test_only_what_is_public_is_written(tmp_path: Path) -> None:
    files = {
        **released("## Added\n\n- Dim\n"),
        "releases/2026-05-01-1.2.md": entry("1.2", "version: 1.2\ndraft: yes\nchanges: Secret"),
        "releases/2026-12-01-2.0.md": entry("2.0", "version: 2.0\nchanges: Secret"),
    }

    assert "Secret" not in told(tmp_path, files)


def test_the_newest_release_of_a_day_is_the_one_of_the_later_hour(tmp_path: Path) -> None:
    files = {
        "releases/a.md": entry("1.1", "version: 1.1\ndate: 2026-05-01 09:00"),
        "releases/b.md": entry("1.2", "version: 1.2\ndate: 2026-05-01 10:00"),
    }

    assert told(tmp_path, files) == (
        "# Changelog\n\n## [1.2] - 2026-05-01\n\n## [1.1] - 2026-05-01\n"
    )


def test_somebody_who_is_not_public_is_not_named(tmp_path: Path) -> None:
    text = (
        "## Added\n\n- Dim, as @moon (and [](person:moon)) said (suggested by @moon and @mei)\n"
        "- Glow (suggested by @moon)\n  Why: @moon said so\n"
    )

    assert items(told(tmp_path, released(text))) == [
        "- Dim, as … (and …) said (suggested by @mei)",
        "- Glow",
        "  Why: … said so",
    ]


def test_what_a_change_cites_is_linked_by_reference(tmp_path: Path) -> None:
    fields = (
        "changes:\n  - text: Dim\n    refs: [suggestion:dark]\n"
        "  - text: Glow, see [this](suggestion:dark)\n    refs: suggestion:dark"
    )

    assert items(told(tmp_path, {**released("", fields), **DARK})) == [
        "- Dim ([Dark \\[please\\]](suggestion:dark))",
        "- Glow, see [this](suggestion:dark)",
    ]


def test_for_readers_elsewhere_links_are_addresses(tmp_path: Path) -> None:
    fields = "changes:\n  - text: Dim\n    refs: [suggestion:dark]"
    files = {**released("", fields), **DARK}

    assert items(told(tmp_path, files, Wish("en", links=True))) == [
        "- Dim ([Dark \\[please\\]](https://example.org/suggestions/dark/))"
    ]


def test_what_is_cited_and_not_public_is_not_linked(tmp_path: Path) -> None:
    fields = "changes:\n  - text: Dim, see [this](suggestion:dark)\n    refs: [suggestion:dark]"
    hidden = {"suggestions/2026-05-01-dark.md": entry("Secret", "by: mei\ndraft: yes")}

    assert items(told(tmp_path, {**released("", fields), **hidden})) == ["- Dim, see this"]


def test_a_change_of_many_lines_is_one(tmp_path: Path) -> None:
    fields = "changes:\n  - text: |\n      Dim,\n      dimmer\n    why: |\n      it\n      glared"

    assert items(told(tmp_path, released("", fields))) == ["- Dim, dimmer", "  Why: it glared"]


def test_what_users_do_not_notice_is_labelled(tmp_path: Path) -> None:
    text = "## Added\n\n- internal: a bench\n"

    assert items(told(tmp_path, released(text))) == ["- internal: a bench"]


def test_a_release_that_was_taken_back_says_so(tmp_path: Path) -> None:
    assert "## [1.4] - 2026-05-29 - night light [YANKED]\n" in told(
        tmp_path, released("", "channel: yanked")
    )


def test_changes_that_wait_stand_above_the_others(tmp_path: Path) -> None:
    files = {**released("## Added\n\n- Dim\n"), "changes/a.md": "---\nrelease: next\n---\nGlow\n"}
    journal, _ = gathered(tmp_path, files)
    waits = [each.in_language("en") for each in waiting(tmp_path, configured())]

    assert changelog(journal, Wish("en"), waits).startswith(
        "# Changelog\n\n## [Unreleased]\n\n### Changed\n\n- Glow\n\n## [1.4]"
    )


def test_a_name_that_cannot_be_read_again_keeps_nobody_else_from_it(tmp_path: Path) -> None:
    fields = (
        "changes:\n  - text: Dim\n    credits:\n      - {person: moonlit cat, role: suggested}\n"
        "      - {person: '@mei', role: tested}"
    )

    assert items(told(tmp_path, released("", fields))) == [
        "- Dim (suggested by moonlit cat) (tested by @mei)"
    ]


# Round trip

WORD = st.sampled_from(["dim", "glow", "knob", "lamp", "夜灯", "旋钮", "更暗", "`code`", "*soft*"])
TEXT = st.lists(WORD, min_size=1, max_size=5).map(" ".join)
CATEGORY = st.sampled_from(["added", "changed", "deprecated", "removed", "fixed", "security"])
PERSON = st.sampled_from(["@meimei", "@rui", "Wu Li", "吴", "Ana de la Cruz", "Jean-Luc O'Neil"])
CREDITS = st.dictionaries(PERSON, st.sampled_from([role.value for role in Role]), max_size=4)
CHANGE = st.tuples(
    CATEGORY, TEXT, st.one_of(st.just(""), TEXT), CREDITS, st.booleans(), st.booleans()
)
Made = tuple[str, str, str, dict[str, str], bool, bool]


def as_fields(made: list[Made]) -> str:
    rows = ["changes:"]
    for category, text, why, credits_, internal, cites in made:
        rows += [
            f'  - text: "{text}"',
            f"    category: {category}",
            f"    why: {why and json.dumps(why)}",
        ]
        rows += [f"    internal: {'yes' if internal else 'no'}"]
        rows += [f"    refs: [{'suggestion:dark' if cites else ''}]", "    credits:"]
        rows += [f'      - {{person: "{who}", role: {role}}}' for who, role in credits_.items()]
    return "\n".join(rows)


def changes(found: Reading) -> list[Change]:
    order = ["added", "changed", "deprecated", "removed", "fixed", "security"]
    every = [
        change
        for each in found.entries
        if isinstance(each.record, Release)
        for change in each.record.changes
    ]
    return sorted(every, key=lambda change: order.index(change.category))


def said(change: Change) -> tuple[object, ...]:
    """What a change says, credits by role: a changelog names those of one role together."""
    given_ = sorted((str(credit.role), str(credit.person)) for credit in change.credits)
    why = change.why.source if change.why else ""
    refs = [str(ref) for ref in change.refs]
    return change.category, change.text.source, why, given_, refs, change.internal


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
@settings(max_examples=40, deadline=None)
@given(made=st.lists(CHANGE, min_size=1, max_size=4))
def test_what_is_written_gives_the_same_changes_when_it_is_read_in_place(
    lang: str, made: list[Made]
) -> None:
    with folder_for_all() as folder:
        found = reading(folder / "a", {**released("", as_fields(made)), **DARK})
        journal = gather(found.entries, configured(), AT)[0]
        project = written(folder / "b", {**DARK, "people.yaml": PEOPLE})
        log = changelog(journal, Wish(lang))
        (project / "CHANGELOG.md").write_text(log, encoding="utf-8")
        again = reading(project, {}, None, changelog="CHANGELOG.md")
        second: Journal = gather(again.entries, configured(), AT)[0]

    assert found.problems == again.problems == ()
    assert [said(change) for change in changes(again)] == [said(c) for c in changes(found)]
    assert changelog(second, Wish(lang)) == log
