"""Changes that stand in the text of a release, and those who are credited there."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.kinds.change import Change
from generator.kinds.release import Release
from generator.kinds.table import KINDS
from generator.markup.prose import ReferenceStart
from generator.markup.yaml_text import Located
from generator.model.entry import Entry
from generator.model.fields import Inline
from generator.reader.changes import with_changes
from generator.reader.parsed import dump, load, parse
from generator.reader.read import Reading
from tests.children import folder_for_all
from tests.journals import entry, reading, short

FILE = "releases/2026-05-29-1.4.md"
PEOPLE = "- id: mei\n  title: Mei\n- id: rui\n  title: Rui\n- id: helper\n  title: H\n  bot: yes\n"


def release(text: str, fields: str = "") -> str:
    return entry("1.4", f"version: 1.4\n{fields}".rstrip(), text)


def read_text(folder: Path, text: str, fields: str = "", **options: str) -> Reading:
    return reading(folder, {FILE: release(text, fields), "people.yaml": PEOPLE}, **options)


def the_release(found: Reading, lang: str = "en") -> Entry:
    [one] = [e for e in found.entries if e.kind == "release" and e.lang == lang]
    return one


def changes(found: Reading, lang: str = "en") -> tuple[Change, ...]:
    record = the_release(found, lang).record
    assert isinstance(record, Release)
    return record.changes


def source(text: Inline | None) -> str:
    return text.source if text else ""


def said(change: Change) -> tuple[str, str, str, list[tuple[str, str]], list[str]]:
    """What a change says, but for rendered text."""
    given_ = [(str(credit.role), str(credit.person)) for credit in change.credits]
    return (
        str(change.category),
        source(change.text),
        source(change.why),
        given_,
        [str(ref) for ref in change.refs],
    )


def test_items_below_a_category_are_changes_of_it(tmp_path: Path) -> None:
    found = read_text(tmp_path, "## Added\n\n- Night light\n- A clock\n\n### Fixed\n\n- The knob\n")

    assert [said(change)[:2] for change in changes(found)] == [
        ("added", "Night light"),
        ("added", "A clock"),
        ("fixed", "The knob"),
    ]


def test_categories_may_be_chinese(tmp_path: Path) -> None:
    headings = ("新增", "优化", "弃用", "移除", "修复", "安全")
    text = "".join(f"## {heading}\n- 夜灯\n\n" for heading in headings)
    found = read_text(tmp_path, text)

    assert [str(change.category) for change in changes(found)] == [
        "added",
        "changed",
        "deprecated",
        "removed",
        "fixed",
        "security",
    ]


def test_the_rest_of_the_text_stays_where_it_is(tmp_path: Path) -> None:
    text = "Before.\n\n## Added\n\n- Night light\n\n## Known\n\n- [x](poll:none)\n"
    found = read_text(tmp_path, text)
    one = the_release(found)
    html = "".join(part for part in one.prose.parts if isinstance(part, str))
    lines = [part.line for part in one.prose.parts if isinstance(part, ReferenceStart)]

    assert "Night light" not in html
    assert "Before." in html
    assert "Known" in html
    assert lines == [text.split("\n").index("- [x](poll:none)") + 5]


def test_lists_below_other_headings_are_no_changes(tmp_path: Path) -> None:
    found = read_text(tmp_path, "## Known issues\n\n- It rasps\n\n# Added\n\n- not at this level\n")

    assert changes(found) == ()


@pytest.mark.parametrize("word", ["Why: ", "Because: ", "为什么：", "原因："])
@pytest.mark.parametrize("before", ["\n  ", "\n  - "])
def test_a_line_that_begins_with_why_is_the_why(tmp_path: Path, word: str, before: str) -> None:
    found = read_text(tmp_path, f"## Added\n\n- Night light{before}{word}people read in bed\n")

    assert [said(change)[1:3] for change in changes(found)] == [
        ("Night light", "people read in bed")
    ]


@pytest.mark.parametrize(
    ("item", "text", "credits_"),
    [
        ("Dim (suggested by @mei)", "Dim", [("suggested", "@mei")]),
        ("Dim, reported by @mei", "Dim", [("reported", "@mei")]),
        ("Dim (tested by @mei and @rui)", "Dim", [("tested", "@mei"), ("tested", "@rui")]),
        ("Dim. Thanks to @rui", "Dim.", [("contributed", "@rui")]),
        ("变暗，感谢 @mei 反馈", "变暗", [("reported", "@mei")]),
        ("变暗，由 @rui 贡献", "变暗", [("contributed", "@rui")]),
        ("Dim (@mei)", "Dim", [("contributed", "@mei")]),
        (
            "Dim (suggested by @mei; tested by Rui Li and Wu)",
            "Dim",
            [("suggested", "@mei"), ("tested", "Rui Li"), ("tested", "Wu")],
        ),
        (
            "变暗（建议：@mei、吴；测试：Rui）",
            "变暗",
            [("suggested", "@mei"), ("suggested", "吴"), ("tested", "Rui")],
        ),
    ],
)
def test_credits_are_taken_out_of_the_words(
    tmp_path: Path, item: str, text: str, credits_: list[tuple[str, str]]
) -> None:
    [change] = changes(read_text(tmp_path, f"## Added\n\n- {item}\n"))

    assert said(change)[1] == text
    assert said(change)[3] == credits_


@pytest.mark.parametrize(
    "item",
    [
        "Use `@scope/pkg` now",
        "Use @scope/pkg now",
        "Write to help@example.org",
        "Follow @us@example.social",
        "Use the `@cache` decorator",
    ],
)
def test_what_looks_like_a_person_and_is_none_gets_no_credit(tmp_path: Path, item: str) -> None:
    [change] = changes(read_text(tmp_path, f"## Added\n\n- {item}\n"))

    assert change.credits == ()
    assert said(change)[1] == item


def test_links_to_entries_are_what_a_change_comes_from(tmp_path: Path) -> None:
    text = "## Added\n\n- See [dark](suggestion:dark) and [us](page:us), after [1.3](release:1.3)\n"
    [change] = changes(read_text(tmp_path, text))

    assert said(change)[4] == ["suggestion:dark", "release:1.3"]


def test_brackets_that_hold_nothing_but_references_are_not_shown_twice(tmp_path: Path) -> None:
    text = "## Added\n\n- Dim ([dark](suggestion:dark), [](poll:dim)) (suggested by @mei)\n"
    [change] = changes(read_text(tmp_path, text))

    assert said(change)[1] == "Dim"
    assert said(change)[4] == ["suggestion:dark", "poll:dim"]


def test_a_label_makes_a_change_internal(tmp_path: Path) -> None:
    [change] = changes(read_text(tmp_path, "## Changed\n\n- internal: a new bench\n"))

    assert (source(change.text), change.internal) == ("a new bench", True)


def test_items_inside_an_item_are_part_of_it(tmp_path: Path) -> None:
    [change] = changes(read_text(tmp_path, "## Added\n\n- Three curves.\n  - soft\n  - hard\n"))

    assert source(change.text) == "Three curves. soft; hard"


def test_changes_of_fields_come_first(tmp_path: Path) -> None:
    found = read_text(tmp_path, "## Added\n\n- Second\n", "changes: First")

    assert [source(change.text) for change in changes(found)] == ["First", "Second"]


def test_every_change_and_credit_knows_its_line(tmp_path: Path) -> None:
    text = "Hello.\n\n## Added\n\n- One\n- Two, a long\n  line (suggested by @mei)\n"
    one = the_release(read_text(tmp_path, text))

    assert one.at(("changes", 0)).line == 9
    assert one.at(("changes", 1)).line == 10
    assert one.at(("changes", 1, "credits", 0)).line == 11
    assert one.at(("changes", 1, "text")).line == 10


def test_a_file_without_fields_says_that_and_nothing_else(tmp_path: Path) -> None:
    found = reading(tmp_path, {FILE: "## Added\n\n- Night light\n"})

    assert short(found.problems) == [f"content/{FILE}:1 front-matter"]


def test_texts_of_other_kinds_keep_their_lists(tmp_path: Path) -> None:
    text = entry("One", "", "## Added\n\n- Night light\n")
    [one] = reading(tmp_path, {"diaries/2026-05-01-one.md": text}).entries

    assert [heading.text for heading in one.prose.headings] == ["Added"]


def test_the_same_bytes_of_another_kind_are_not_taken_from_the_cache(tmp_path: Path) -> None:
    text = release("## Added\n\n- Night light\n")
    cache = tmp_path / "cache.sqlite"
    reading(tmp_path / "a", {"pages/one.md": text}, cache)
    found = reading(tmp_path / "b", {FILE: text}, cache)

    assert [source(change.text) for change in changes(found)] == ["Night light"]


# Translations


def both(folder: Path, english: str, chinese: str, fields: str = "") -> Reading:
    files = {
        "releases/2026-05-29-1.4.en.md": release(english, fields),
        "releases/2026-05-29-1.4.zh.md": entry("1.4", "", chinese),
        "people.yaml": PEOPLE,
    }
    return reading(folder, files)


def test_a_translation_without_changes_takes_over_those_of_its_original(tmp_path: Path) -> None:
    found = both(tmp_path, "## Added\n\n- Dim (suggested by @mei)\n", "你好\n")

    assert changes(found, "zh-CN") == changes(found)


def test_a_translation_with_changes_has_those_alone(tmp_path: Path) -> None:
    found = both(tmp_path, "## Added\n\n- Dim\n", "## 新增\n\n- 变暗\n", "changes: First")
    found_too = both(tmp_path / "x", "## Added\n\n- Dim\n", "## 新增\n\n- 变暗\n")

    assert [source(change.text) for change in changes(found, "zh-CN")] == ["变暗"]
    assert short(found.problems) == ["content/releases/2026-05-29-1.4.zh.md:7 uneven-changes"]
    assert found_too.problems == ()


def test_a_translated_change_takes_over_whom_it_is_owed_to(tmp_path: Path) -> None:
    english = "## Added\n\n- Dim ([dark](suggestion:dark)) (suggested by @mei)\n  Why: it glared\n"
    [change] = changes(both(tmp_path, english, "## 新增\n\n- 变暗\n"), "zh-CN")

    assert said(change) == ("added", "变暗", "", [("suggested", "@mei")], ["suggestion:dark"])


def test_a_translated_change_with_credits_of_its_own_keeps_them(tmp_path: Path) -> None:
    english = "## Added\n\n- Dim (suggested by @mei)\n"
    [change] = changes(both(tmp_path, english, "## 新增\n\n- 变暗，感谢 @rui 反馈\n"), "zh-CN")

    assert said(change)[3] == [("reported", "@rui")]


def test_changes_in_another_order_take_nothing_over(tmp_path: Path) -> None:
    english = "## Added\n\n- Dim (suggested by @mei)\n\n## Fixed\n\n- Knob\n"
    found = both(tmp_path, english, "## 修复\n\n- 旋钮\n\n## 新增\n\n- 变暗\n")

    assert [change.credits for change in changes(found, "zh-CN")] == [(), ()]
    assert found.problems == ()


# Programs


@pytest.mark.parametrize("name", ["dependabot[bot]", "renovate-bot", "copilot", "helper"])
def test_a_program_in_a_text_gets_no_credit_and_nobody_is_told(tmp_path: Path, name: str) -> None:
    found = read_text(tmp_path, f"## Added\n\n- Newer parts, by @{name} and @mei\n")

    assert [said(change)[3] for change in changes(found)] == [[("contributed", "@mei")]]
    assert found.problems == ()


@pytest.mark.parametrize("name", ["dependabot[bot]", "Claude", "@helper", "H", "Robbie"])
def test_a_program_in_a_field_gets_no_credit_and_that_is_a_warning(
    tmp_path: Path, name: str
) -> None:
    fields = f"changes:\n  - text: Dim\n    credits:\n      - mei\n      - person: '{name}'\n"
    found = read_text(tmp_path, "", fields, bots="[robbie]")

    assert [said(change)[3] for change in changes(found)] == [[("suggested", "mei")]]
    assert short(found.problems) == [f"content/{FILE}:8 bot-credit"]


def test_somebody_in_the_people_table_is_no_program_by_their_name(tmp_path: Path) -> None:
    files = {
        FILE: release("", "changes:\n  - text: Dim\n    credits: '@claude'\n"),
        "people/claude.md": entry("Claude M."),
    }
    found = reading(tmp_path, files)

    assert found.problems == ()
    assert len(changes(found)[0].credits) == 1


# Properties

WORD = st.sampled_from(
    ["dim", "glow", "knob", "lamp", "夜灯", "旋钮", "更暗", "page", "screen", "battery"]
)
TEXT = st.lists(WORD, min_size=1, max_size=5).map(" ".join)
CATEGORY = st.sampled_from(["added", "changed", "deprecated", "removed", "fixed", "security"])
ROLE = st.sampled_from(["suggested", "reported", "tested", "designed", "translated"])
PERSON = st.sampled_from(["@mei", "@rui", "Wu Li", "吴"])
REF = st.sampled_from(["suggestion:dark", "poll:curve", "diary:one"])
CREDITS = st.dictionaries(PERSON, ROLE, max_size=3)
CHANGE = st.tuples(
    CATEGORY, TEXT, st.one_of(st.just(""), TEXT), CREDITS, st.lists(REF, unique=True, max_size=2)
)
Made = tuple[str, str, str, dict[str, str], list[str]]


def as_text(made: list[Made]) -> str:
    return "".join(
        f"## {category.capitalize()}\n\n- {words(one)}\n\n" for one in made for category in one[:1]
    )


def words(one: Made) -> str:
    _, text, why, credits_, refs = one
    cited = f" ({', '.join(f'[x]({ref})' for ref in refs)})" if refs else ""
    named = "; ".join(f"{role} by {person}" for person, role in credits_.items())
    reason = f"\n\n  Why: {why}" if why else ""
    return f"{text}{cited}{f' ({named})' if named else ''}{reason}"


def as_fields(made: list[Made]) -> str:
    rows = ["changes:"]
    for category, text, why, credits_, refs in made:
        rows += [f"  - text: {text}", f"    category: {category}", f"    why: {why}"]
        rows += [f"    refs: [{', '.join(refs)}]", "    credits:"]
        rows += [
            f"      - {{person: '{person}', role: {role}}}" for person, role in credits_.items()
        ]
    return "\n".join(rows)


def as_fragment(one: Made) -> str:
    body = words(one).replace("\n  ", "\n")
    return f"---\nrelease: 1.4\ncategory: {one[0]}\n---\n\n{body}\n"


@settings(max_examples=25, deadline=None)
@given(st.lists(CHANGE, min_size=1, max_size=4))
def test_changes_are_the_same_wherever_they_stand(made: list[Made]) -> None:
    people = {"people.yaml": PEOPLE}
    fragments = {f"changes/{n}.md": as_fragment(one) for n, one in enumerate(made)}
    with folder_for_all() as folder:
        text = reading(folder / "a", {FILE: release(as_text(made)), **people})
        fields = reading(folder / "b", {FILE: release("", as_fields(made)), **people})
        files = reading(folder / "c", {FILE: release(""), **people, **fragments})
    expected = [
        (category, words_, why, [(role, who) for who, role in credits_.items()], refs)
        for category, words_, why, credits_, refs in made
    ]

    assert [said(change) for change in changes(fields)] == expected
    assert [said(change) for change in changes(text)] == expected
    assert [said(change) for change in changes(files)] == expected


@given(st.text(max_size=300))
def test_any_text_is_cut_without_losing_its_lines(text: str) -> None:
    head = Located({"title": "One"})
    _, rest = with_changes(head, text, 1, "changes")

    assert rest.count("\n") == text.count("\n")


@given(st.text(max_size=200))
def test_what_was_cut_comes_back_from_the_cache(text: str) -> None:
    data = f"---\ntitle: One\n---\n## Added\n- {text}\n".encode("utf-8", "surrogatepass")
    parsed = parse(data, "gfm", KINDS["release"])

    assert load(dump(parsed)) == parsed
