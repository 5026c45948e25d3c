"""Anchors, levels and the table of contents."""

import pytest

from generator.markup.dialects import render
from generator.markup.prose import Heading
from generator.markup.slugs import slug, unique
from tests.markup.closing import html_of

BOTH = pytest.mark.parametrize("dialect", ["gfm", "python-markdown"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello World", "hello-world"),
        ("What's new?", "whats-new"),
        ("你好 世界", "你好-世界"),
        ("重点：什么？", "重点什么"),
        ("C# and F#", "c-and-f"),
        ("snake_case-name", "snake_case-name"),
        ("हिन्दी", "हिन्दी"),
        ("🎉", "section"),
        ("", "section"),
        ("a  b", "a--b"),
    ],
)
def test_an_anchor_is_made_as_on_github(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_a_number_that_is_taken_is_passed_over() -> None:
    assert unique("a", {"a": 0, "a-1": 0}) == "a-2"


class Watched(dict[str, int]):
    """Counts how often somebody asks whether a name is taken."""

    asked = 0

    def __contains__(self, name: object) -> bool:
        self.asked += 1
        return super().__contains__(name)


def test_a_heading_that_comes_often_is_not_counted_from_the_beginning_each_time() -> None:
    taken = Watched()
    found = [unique("a", taken) for _ in range(1000)]

    assert found == ["a", *(f"a-{number}" for number in range(1, 1000))]
    assert taken.asked < 3000


@BOTH
def test_equal_headings_are_numbered(dialect: str) -> None:
    prose = render("## 更新\n\n## 更新\n\n## 更新", dialect)

    assert [heading.id for heading in prose.headings] == ["更新", "更新-1", "更新-2"]


@BOTH
@pytest.mark.parametrize("text", ["## A {#own}", "## A {: #own }", "## A{#own}", "## A {#own .x}"])
def test_a_given_id_wins_and_is_not_shown(text: str, dialect: str) -> None:
    assert render(text, dialect).headings == (Heading(2, "own", "A"),)


@BOTH
def test_a_given_id_is_written(dialect: str) -> None:
    assert html_of("## A **b** {#own}", dialect).strip() == '<h2 id="own">A <strong>b</strong></h2>'


def test_an_id_of_raw_html_is_not_used_again() -> None:
    prose = render('## a\n\n<div id="a">x</div>')

    assert prose.headings == (Heading(2, "a-1", "a"),)


def test_of_two_equal_ids_the_first_stays() -> None:
    assert html_of('<i id="a">x</i> <b id="a">y</b>') == '<p><i id="a">x</i> <b>y</b></p>\n'


def test_an_id_with_spaces_is_made_valid() -> None:
    assert 'id="a-b"' in html_of('<div id=" a b ">x</div>')


def test_a_text_with_an_h1_is_one_level_lower() -> None:
    prose = render("# a\n\n## b\n\n###### c")

    assert [heading.level for heading in prose.headings] == [2, 3, 6]


def test_a_text_without_an_h1_keeps_its_levels() -> None:
    assert [heading.level for heading in render("## a\n\n### b").headings] == [2, 3]


def test_seven_marks_are_no_heading() -> None:
    assert render("####### a").headings == ()


def test_a_hashtag_is_no_heading() -> None:
    assert render("#hashtag").headings == ()


def test_a_prefix_stands_before_every_anchor() -> None:
    prose = render("## a\n\n## b {#c}", id_prefix="x-")

    assert [heading.id for heading in prose.headings] == ["x-a", "x-c"]


def test_the_mark_of_a_footnote_is_not_in_the_contents() -> None:
    assert render("## a[^1]\n\n[^1]: b").headings[0].text == "a"


def test_strangers_get_no_anchors() -> None:
    assert 'id="' not in html_of("## a", "visitor")
