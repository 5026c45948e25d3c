"""References, addresses that the journal resolves, and links that it refuses."""

import pytest

from generator.markup.addresses import candidates, is_open, is_script, readable
from generator.markup.dialects import render
from generator.markup.prose import Address, Prose, ReferenceStart
from tests.markup.closing import KINDS, codes_of, html_of, parts_of

BOTH = pytest.mark.parametrize("dialect", ["gfm", "python-markdown"])


def only_reference(text: str, dialect: str = "gfm") -> ReferenceStart:
    (start,) = parts_of(render(text, dialect, schemes=KINDS), ReferenceStart)
    return start


def urls(prose: Prose) -> list[str]:
    return [part.url for part in parts_of(prose, Address)]


@BOTH
def test_a_link_with_a_kind_is_a_reference(dialect: str) -> None:
    start = only_reference("\n[the poll](poll:colours#result)", dialect)

    assert start == ReferenceStart("poll", "colours", "result", empty=False, line=2)


@BOTH
def test_a_link_without_a_label_takes_the_title(dialect: str) -> None:
    assert "Which colour?</a>" in html_of("[](poll:colours)", dialect, colours="Which colour?")


@BOTH
def test_a_reference_in_angle_brackets_takes_the_title(dialect: str) -> None:
    assert "Which colour?</a>" in html_of("<poll:colours>", dialect, colours="Which colour?")


@BOTH
def test_a_chinese_id_is_read(dialect: str) -> None:
    assert only_reference("[x](suggestion:夜间模式)", dialect).id == "夜间模式"


@BOTH
def test_formatting_stays_in_the_label_of_a_reference(dialect: str) -> None:
    html = html_of("[a **b**](poll:colours)", dialect, colours="?")

    assert ">a <strong>b</strong></a>" in html


@BOTH
def test_a_misspelt_kind_reaches_the_checker(dialect: str) -> None:
    assert urls(render("[x](pol:colours)", dialect, schemes=KINDS)) == ["pol:colours"]


@BOTH
def test_the_same_reference_twice_has_two_lines(dialect: str) -> None:
    prose = render("[a](poll:x)\n\n[b](poll:x)", dialect, schemes=KINDS, first_line=5)

    assert [start.line for start in parts_of(prose, ReferenceStart)] == [5, 7]


def test_the_line_of_a_longer_name_is_not_taken() -> None:
    prose = render("[a](poll:x-long)\n\n[b](poll:x)", schemes=KINDS)

    assert [start.line for start in parts_of(prose, ReferenceStart)] == [1, 3]


def test_strangers_make_no_references() -> None:
    assert render("[label](poll:x)", "visitor", schemes=KINDS).parts == ("<p>label</p>\n",)


@BOTH
@pytest.mark.parametrize("url", ["a.md", "../a.md#b", "/a/", "#x", "?q=1", "图.png"])
def test_an_address_of_the_journal_stays_open(url: str, dialect: str) -> None:
    assert urls(render(f"[x]({url})", dialect)) == [url]


@BOTH
@pytest.mark.parametrize(
    "url", ["https://example.org/a", "http://e.org", "mailto:a@e.org", "tel:1"]
)
def test_an_address_elsewhere_is_finished(url: str, dialect: str) -> None:
    assert urls(render(f"[x]({url})", dialect)) == []


def test_each_candidate_of_a_srcset_is_an_address() -> None:
    prose = render('<img alt="x" src="a.png" srcset="b.png 2x, https://e.org/c.png 3x, d.png 4x">')

    assert urls(prose) == ["a.png", "b.png", "d.png"]


def test_a_poster_is_an_address() -> None:
    prose = render('<video src="a.mp4" poster="p.png"></video>')

    assert parts_of(prose, Address) == [Address("a.mp4", "src", 1), Address("p.png", "poster", 1)]


def test_an_ampersand_in_an_address_is_unescaped_and_found() -> None:
    prose = render("x\n\n[x](a?b=1&c=2)")

    assert parts_of(prose, Address) == [Address("a?b=1&c=2", "href", 3)]


def test_an_escaped_chinese_address_has_its_line() -> None:
    prose = render("x\n\n[x](%E5%9B%BE.png)")

    assert parts_of(prose, Address) == [Address("图.png", "href", 3)]


@BOTH
@pytest.mark.parametrize("url", ["javascript:alert(1)", "JavaScript:x", "vbscript:x"])
def test_a_link_that_is_a_program_is_refused(url: str, dialect: str) -> None:
    prose = render(f'x\n\n<a href="{url}">x</a>', dialect)

    assert (codes_of(prose), prose.findings[0].line) == (["script-link"], 3)


@pytest.mark.parametrize(
    "url", ["java\tscript:x", " javascript:x", "\x01javascript:x", "JAVASCRIPT:"]
)
def test_a_program_is_known_behind_spaces(url: str) -> None:
    assert is_script(url)


def test_a_relative_address_with_a_colon_later_is_open() -> None:
    assert is_open("a/b:c")


def test_only_what_is_beyond_ascii_is_unescaped() -> None:
    assert readable("%E5%9B%BE%20%23%FF") == "图%20%23%FF"


def test_a_srcset_may_hold_data_with_commas() -> None:
    assert candidates("data:x,y 1x, b 2x") == [("data:x,y", " 1x"), ("b", " 2x")]


@BOTH
@pytest.mark.parametrize("end", ["。后文", "，后文", "）后文", "！"])
def test_chinese_punctuation_ends_a_bare_address(end: str, dialect: str) -> None:
    html = html_of(f"见 https://example.org/a{end}", dialect)

    assert f'<a href="https://example.org/a">https://example.org/a</a>{end}' in html


def test_a_bracket_after_a_bare_address_is_not_in_it() -> None:
    assert '">https://example.org/a</a>)' in html_of("(https://example.org/a)")


def test_chinese_letters_belong_to_a_bare_address() -> None:
    assert "/wiki/中文</a> x" in html_of("https://example.org/wiki/中文 x")


def test_footnotes_lead_to_their_own_text() -> None:
    prose = render("a[^1]\n\n[^1]: note", id_prefix="x-")

    assert urls(prose) == ["#x-fn-1", "#x-fnref-1"]
