"""YAML whose scalars stay text, and what is said about what is no YAML."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.markup.yaml_text import Tree, load

ANY_TEXT = st.text(st.characters(codec=None), max_size=300)
YAML_LIKE = st.lists(
    st.sampled_from(
        [
            "a",
            "b: ",
            ": ",
            "- ",
            "\n",
            "  ",
            "'",
            '"',
            "[",
            "]",
            "{",
            "}",
            "&x ",
            "*x",
            "!t ",
            "# c",
            "|\n",
            ">\n",
            "\t",
            "@mei",
            "`",
            "%",
            "---\n",
            "...\n",
            "? ",
            ", ",
            "：",
            "<<: ",
            "\\",
        ]
    ),
    max_size=40,
).map("".join)


def codes(text: str) -> list[tuple[int, str]]:
    return [(finding.line, finding.code) for finding in load(text).findings]


def hint(text: str) -> str:
    (finding,) = load(text).findings
    return finding.hint


@pytest.mark.parametrize(
    "written",
    ["1.10", "no", "0x1F", "18:30", "2026-05-01", "1e3", "true", "012", "1_000", "=", "<<"],
)
def test_a_scalar_stays_as_it_was_written(written: str) -> None:
    assert load(f"value: {written}").tree == {"value": written}


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_a_key_alone_has_no_value(written: str) -> None:
    assert load(f"value: {written}").tree == {"value": None}


@pytest.mark.parametrize(("written", "text"), [("''", ""), ("'null'", "null"), ('"~"', "~")])
def test_what_stands_in_quotes_is_a_text(written: str, text: str) -> None:
    assert load(f"value: {written}").tree == {"value": text}


def test_an_empty_document_has_no_tree() -> None:
    assert load("# nothing but a comment\n").tree is None


def test_every_field_and_item_has_its_line() -> None:
    found = load("title: One\nchanges:\n  - text: a\n    why: b\n  - c", first_line=2)

    assert found.lines == {
        (): 2,
        ("title",): 2,
        ("changes",): 3,
        ("changes", 0): 4,
        ("changes", 0, "text"): 4,
        ("changes", 0, "why"): 5,
        ("changes", 1): 6,
    }


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("title: Dark: at last", "Dark: at last"),
        ("title: @mei", "@mei"),
        ("title: @mei, @lin", "@mei, @lin"),
        ("title: `code` is here", "`code` is here"),
        ("title: %20", "%20"),
        ("title: *very* good", "*very* good"),
        ('title: "Hello" she said', '"Hello" she said'),
        ("title: 'it's late'", "it's late"),
        ("title: 'a' and 'b'", "'a' and 'b'"),
        ("title: [WIP] lamp", "[WIP] lamp"),
        ("title: {draft} lamp", "{draft} lamp"),
        ('title: "C:\\dir"', "C:\\dir"),
        ("title: > 5 lamps", "> 5 lamps"),
        ("title: - 5 degrees", "- 5 degrees"),
        ('title: "never closed', "never closed"),
        ("title:No space\nlang: en", "No space"),
        ("title：宽冒号\nlang: en", "宽冒号"),
        ("lang: en\n  title: Deeper", "Deeper"),
        ("  lang: en\ntitle: Further left", "Further left"),
    ],
)
def test_a_slip_is_one_finding_and_is_read_as_it_was_meant(text: str, meant: str) -> None:
    found = load(text)

    assert len(found.findings) == 1
    assert isinstance(found.tree, dict)
    assert found.tree["title"] == meant


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("by: @mei", 'write "@mei" with its quotes'),
        ("by: [lin, @mei]", 'write "@mei" with its quotes'),
        ("- @mei", 'write "@mei" with its quotes'),
        ("title: Dark: at last", 'put the value in quotes: "Dark: at last"'),
        ('title: "Hi" she: said', "put the value in quotes: '\"Hi\" she: said'"),
        ("title:Dark\nlang: en", "write 'title: Dark'"),
        ("tags: [a, b\nlang: en", "close it with ']'"),
        ("tags:\n  - a\n  -b", "write '- b'"),
        ("a:\n\tb: c", "indent with spaces"),
    ],
)
def test_the_hint_says_what_to_write(text: str, advice: str) -> None:
    assert hint(text) == advice


@pytest.mark.parametrize("value", ["Dark: at last", "@mei", '"Hi" she said', "it's: late", "`a`"])
def test_following_the_hint_leaves_nothing_to_say(value: str) -> None:
    written = hint(f"value: {value}").removeprefix("put the value in quotes: ")
    written = written.removeprefix("write ").removesuffix(" with its quotes")

    assert load(f"value: {written}").findings == ()
    assert load(f"value: {written}").tree == {"value": value}


def test_a_quote_that_is_never_closed_is_found_where_it_opens() -> None:
    assert codes('title: "open\nsummary: "closed"\nlang: en') == [(1, "yaml-quotes")]


def test_a_line_without_a_colon_is_found_in_its_own_line() -> None:
    assert codes("lang: en\ntitle One\nseries: a") == [(2, "yaml-colon")]


def test_every_slip_of_a_document_is_found_in_one_run() -> None:
    text = "a: b: c\nd: @e\nf: `g`\nh:i\nj: 1\nj: 2"

    assert codes(text) == [
        (1, "yaml-quotes"),
        (2, "yaml-quotes"),
        (3, "yaml-quotes"),
        (4, "yaml-colon"),
        (6, "duplicate-key"),
    ]


def test_a_repeated_key_names_the_line_of_the_first() -> None:
    (finding,) = load("a: 1\nb: 2\na: 3").findings

    assert finding.message == "'a' stands here and in line 1"


def test_of_a_repeated_key_the_first_counts() -> None:
    assert load("a: 1\na: 2").tree == {"a": "1"}


def test_one_key_may_stand_in_two_records() -> None:
    assert codes("- a: 1\n- a: 2") == []


def test_an_alias_is_refused_and_so_is_its_anchor() -> None:
    assert codes("a: &name [1]\nb: *name") == [(1, "yaml-alias"), (2, "yaml-alias")]


def test_a_thousandfold_alias_is_not_written_out() -> None:
    levels = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 10)]

    found = load("\n".join(["l0: &l0 [x]", *levels]))

    assert str(found.tree).count("x") == 1


def test_a_company_name_does_not_lose_its_first_word_silently() -> None:
    assert codes("publisher: &Sons Ltd") == [(1, "yaml-alias")]


@pytest.mark.parametrize("text", ["a: !python/object:os.system x", "a: !x [1]", "a: !x {b: c}"])
def test_a_tag_is_refused(text: str) -> None:
    assert codes(text) == [(1, "yaml-tag")]


def test_a_title_is_not_cut_off_at_its_hash_silently() -> None:
    assert codes("title: Fix #12") == [(1, "yaml-comment")]


@pytest.mark.parametrize(
    "text", ["date: 2026-05-01 # Friday", 'title: "Fix #12"', "title: C#", "#x"]
)
def test_comments_are_no_mistake(text: str) -> None:
    assert codes(text) == []


def test_a_control_character_is_found_and_left_out() -> None:
    found = load("title: Ding\x07dong")

    assert found.tree == {"title": "Dingdong"}
    assert [(f.line, f.code) for f in found.findings] == [(1, "control-character")]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "[" * 200_000 + "]" * 200_000,
        "- " * 50_000 + "x",
        "? " * 50_000 + "x",
    ],
)
def test_nesting_that_would_exhaust_the_stack_is_a_finding(text: str) -> None:
    assert codes(text) == [(1, "yaml-depth")]


@pytest.mark.parametrize("sign", ["-\t", "?\t", "- \t"])
def test_nesting_that_is_found_when_a_tab_was_mended_is_a_finding(sign: str) -> None:
    assert codes(f"a:\n {sign * 50_000}x") == [(2, "yaml-tab"), (2, "yaml-depth")]


def test_keys_below_keys_that_would_exhaust_the_stack_are_a_finding() -> None:
    text = "\n".join(f"{' ' * n}a:" for n in range(5000))

    assert [code for _, code in codes(text)] == ["yaml-depth"]


def test_a_text_that_is_indented_far_is_not_deep() -> None:
    assert codes(f"a: |\n  x\n{' ' * 5000}x\n") == []


def test_a_list_of_lists_of_reasonable_depth_is_read() -> None:
    assert codes("a: " + "[" * 30 + "]" * 30) == []


def test_many_records_are_no_depth() -> None:
    assert codes("- a: [1]\n" * 500) == []


def test_a_key_that_is_a_list_is_refused() -> None:
    assert codes("? [a, b]\n: c") == [(1, "yaml-key")]


def test_a_second_document_is_refused() -> None:
    assert codes("a: 1\n---\nb: 2") == [(2, "yaml")]


def test_a_chinese_colon_inside_a_value_is_text() -> None:
    assert load("title: 周五：新灯").tree == {"title": "周五：新灯"}


def only_text(tree: Tree) -> bool:
    if isinstance(tree, dict):
        return all(only_text(value) for value in tree.values())
    if isinstance(tree, list):
        return all(map(only_text, tree))
    return tree is None or isinstance(tree, str)


@given(ANY_TEXT | YAML_LIKE)
@example("---\n#")
def test_any_text_is_read_and_every_finding_has_a_line_of_it(text: str) -> None:
    found = load(text, first_line=2)

    lines = range(2, 2 + len(text.split("\n")))
    assert only_text(found.tree)
    assert all(finding.line in lines for finding in found.findings)
    assert all(line in lines for line in found.lines.values())


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_what_stands_in_single_quotes_comes_back(value: str) -> None:
    written = value.replace("'", "''")

    assert load(f"value: '{written}'").tree == {"value": value}


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_a_sign_that_ends_a_line_for_yaml_alone_does_not_shift_the_lines(sign: str) -> None:
    found = load(f"title: One{sign}lamp\ntags: a")

    assert found.tree == {"title": "One lamp", "tags": "a"}
    assert found.lines[("tags",)] == 2
