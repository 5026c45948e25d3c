"""Chinese lines, words, openings, control characters, titles."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.markup.characters import clean, clean_html
from generator.markup.cjk import join_lines
from generator.markup.dialects import inline, render
from generator.markup.prose import Finding, fill, said
from generator.markup.words import OPENING_LENGTH, count, shorten
from tests.markup.closing import KINDS, Journal, codes_of, html_of

BOTH = pytest.mark.parametrize("dialect", ["gfm", "python-markdown"])


@BOTH
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中文\n中文", "中文中文"),
        ("中文，\n中文", "中文，中文"),
        ("中文\nLatin", "中文\nLatin"),
        ("Latin\n中文", "Latin\n中文"),
        ("中文\n“中文”", "中文“中文”"),
        ("한국어\n한국어", "한국어\n한국어"),
        ("中文\n**中文**\n中文", "中文<strong>中文</strong>中文"),
        ("中文\n*a* 中", "中文\n<em>a</em> 中"),
        ("**中**\n**文**", "<strong>中</strong><strong>文</strong>"),
        ("**a**\n**文**", "<strong>a</strong>\n<strong>文</strong>"),
        ("`中`\n文", "<code>中</code>文"),
    ],
)
def test_a_line_break_inside_chinese_is_no_space(text: str, expected: str, dialect: str) -> None:
    assert html_of(text, dialect).strip() == f"<p>{expected}</p>"


@BOTH
def test_code_keeps_its_lines(dialect: str) -> None:
    assert "中\n文" in html_of("```\n中\n文\n```", dialect)


def test_a_hard_break_stays() -> None:
    assert html_of("中  \n文") == "<p>中<br>\n文</p>\n"


@BOTH
@pytest.mark.parametrize("text", ["**重点。**后文", "这是**“重点”**后文", "**注意：**请看"])
def test_bold_may_end_in_chinese_punctuation(text: str, dialect: str) -> None:
    assert "</strong>" in html_of(text, dialect)


def test_text_without_lines_is_left_alone() -> None:
    assert join_lines("中 文") == "中 文"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("one two", 2),
        ("don't stop", 2),
        ("中文", 2),
        ("用 Python 写", 3),
        ("用Python写", 3),
        ("你好，世界！", 4),
        ("a - b", 2),
        ("한국어 문장", 2),
        ("かな", 2),
    ],
)
def test_words_are_counted_in_every_script(text: str, words: int) -> None:
    assert count(text) == words


ASCII = st.text(st.characters(max_codepoint=0x7F))


@given(ASCII)
@example("a\x1cb _ -- x.y\x7f z\x0b7")
def test_words_of_ascii_are_counted_as_in_other_texts(text: str) -> None:
    assert count(text) == count(f"{text} \xe9") - 1


@pytest.mark.parametrize("text", [f"a{chr(n)}b" for n in range(0x80)])
def test_a_text_of_ascii_is_cleaned_as_others_are(text: str) -> None:
    assert f"{clean(text, 1)[0]} \xe9" == clean(f"{text} \xe9", 1)[0]
    assert f"{clean_html(text)} \xe9" == clean_html(f"{text} \xe9")


def test_words_in_different_paragraphs_do_not_melt() -> None:
    assert render("a\n\nb\n\n- c\n- d").words == 4


def test_code_blocks_are_no_words() -> None:
    assert render("a\n\n```\nb c d\n```").words == 1


def test_a_short_text_is_not_cut() -> None:
    assert shorten("x" * OPENING_LENGTH) == "x" * OPENING_LENGTH


@pytest.mark.parametrize("text", ["word " * 100, "中文。" * 200, "x" * 400, "中" * 400])
def test_a_long_text_ends_with_an_ellipsis_in_time(text: str) -> None:
    short = shorten(text)

    assert (len(short) <= OPENING_LENGTH, short[-1]) == (True, "…")


def test_a_cut_leaves_whole_words() -> None:
    assert shorten("alpha beta gamma", 13) == "alpha beta…"


@BOTH
def test_the_opening_is_the_first_paragraph(dialect: str) -> None:
    text = "# T\n\n> quoted\n\n![x](a.png)\n\nThe **first** one\n\nThe second"

    assert render(text, dialect).opening == "The first one"


def test_a_text_of_quotations_opens_with_one() -> None:
    assert render("> quoted").opening == "quoted"


def test_an_opening_does_not_name_what_may_be_hidden() -> None:
    opening = render("See [](poll:x) now", schemes=KINDS).opening

    assert said(opening, Journal()) == "See … now"


def test_an_opening_names_what_is_public() -> None:
    opening = render("See [](poll:x) now", schemes=KINDS).opening

    assert said(opening, Journal({"poll:x": "Which colour?"})) == "See Which colour? now"


def test_a_code_fence_without_an_end_is_reported_at_its_line() -> None:
    findings = render("a\n\n```python\nx = 1\n\nb", first_line=4).findings

    assert [(f.line, f.code) for f in findings] == [(6, "open-fence")]


@pytest.mark.parametrize("text", ["   ```\na\n```x", "~~~\na\n    ~~~", " ~~~~\n  ~~~"])
def test_a_fence_may_stand_a_little_to_the_right(text: str) -> None:
    assert [f.code for f in render(text).findings] == ["open-fence"]


@pytest.mark.parametrize("text", ["```\na\n```", "~~~~\n```\n~~~~~", "```\na\n~~~\n````\n"])
def test_a_code_fence_with_an_end_is_right(text: str) -> None:
    assert render(text).findings == ()


@pytest.mark.parametrize("text", ["![a](screen shot.png)", "[a](docs/first page.md)"])
def test_an_address_with_a_space_is_reported_with_the_cure(text: str) -> None:
    (finding,) = render(f"one\n\n{text}").findings

    assert (finding.line, finding.code, "(<" in finding.hint) == (3, "unread-link", True)


@pytest.mark.parametrize("text", ['[a](b.md "title")', "`[a](b c.md)`", "a[1](see below)"])
def test_what_only_looks_like_such_an_address_is_not_reported(text: str) -> None:
    assert render(text).findings == ()


def test_a_control_character_is_left_out_and_reported() -> None:
    prose = render("a\n\nb\x08c", first_line=7)

    assert (prose.parts, prose.findings[0].line) == (("<p>a</p>\n<p>bc</p>\n",), 9)


@pytest.mark.parametrize("text", ["&#1;", "&#x8;", "&#xFFFE;", "<b>&#11;</b>", "&#99999999999;"])
def test_no_control_character_comes_in_by_number(text: str) -> None:
    html = html_of(f"a{text}b")

    assert all(c == "\n" or c.isprintable() for c in html.replace("\ufffd", ""))


def test_the_colours_of_a_terminal_go_as_a_whole() -> None:
    assert html_of("\x1b[31mred\x1b[0m") == "<p>red</p>\n"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_are_line_ends(end: str) -> None:
    assert html_of(f"a{end}{end}b") == "<p>a</p>\n<p>b</p>\n"


def test_a_byte_order_mark_is_no_text() -> None:
    assert render("\ufeff# a").headings[0].text == "a"


@BOTH
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a **b**", "a <strong>b</strong>"),
        ("# 1", "# 1"),
        ("- x", "- x"),
        ("1. x", "1. x"),
        ("> x", "&gt; x"),
        ("`code` first", "<code>code</code> first"),
        ("_em_", "<em>em</em>"),
        ("a\nb", "a b"),
        ("中\n文", "中文"),
        ("", ""),
        ("<div>x</div>", "x"),
        ("<b>x</b>", "<b>x</b>"),
        ("(x)", "(x)"),
        ("@", "@"),
    ],
)
def test_a_title_is_a_line(text: str, expected: str, dialect: str) -> None:
    assert fill(inline(text, dialect), Journal()) == expected


def test_a_title_may_name_people_and_references() -> None:
    prose = inline("@mei: [](poll:x)", schemes=KINDS)

    assert fill(prose, Journal({"poll:x": "T"}, {"mei": "Mei"})) == (
        '<a class="person" href="/people/mei/">Mei</a>: '
        '<a class="reference poll" href="/poll/x/">T</a>'
    )


def test_a_title_of_a_stranger_is_harmless() -> None:
    assert fill(inline("<script>x</script>**b**", "visitor"), Journal()) == "<strong>b</strong>"


@pytest.mark.parametrize("text", ["Vec<T> here", "<Measure>"])
def test_an_unknown_tag_is_shown_as_text(text: str) -> None:
    prose = render(text)

    assert (
        codes_of(prose),
        text.replace("<", "&lt;").replace(">", "&gt;") in str(prose.parts[0]),
    ) == (
        ["unknown-tag"],
        True,
    )


def test_what_changes_the_page_is_dropped() -> None:
    assert codes_of(render('<base href="x">\n<title>x</title>\n')) == ["dropped-tag", "dropped-tag"]


def test_a_finding_names_the_line_of_an_unknown_tag() -> None:
    assert render("a\n\nb <T>", first_line=3).findings == (
        Finding(
            5,
            "unknown-tag",
            "'<T>' is no element of HTML; it is shown as text",
            "put it between backticks: `<T>`",
        ),
    )
