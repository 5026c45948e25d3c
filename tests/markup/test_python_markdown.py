"""Our detours around the engine's own loops change nothing of what it makes."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown, treeprocessors
from markdown.treeprocessors import InlineProcessor

from generator.markup.python_markdown import NEEDS, new_engine, to_html
from tests.build.counting import called

MARKS = r"` `` \ [ ^ ] ( ) ! < > @ & * ** _ ~ ~~ | : <b> </b> <!-- --> <? ?> &#12; amp; [^1] {#x}"
WORDS = "a b 中文 a@b.cc http://x.y/z HTTPS://Q.rs http\u017f://u.vw www.a.bc wWw.x.yz kind:id"
LINES = ("\n[^1]: note\n", "\n*[b c]: title\n", "\n[b]: /c\n", "???+ note\n    text\n")
SPACES = (" ", "  \n", "\n", "\n\n", "- ", "1. ", "# ", "> ", "\x02", "\x03")
PIECES = (*MARKS.split(), *WORDS.split(), "![a](b)", "[a][b]", *LINES, *SPACES)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=18).map("".join)
OURS, THEIRS = new_engine(), new_engine()
THEIRS.treeprocessors.register(InlineProcessor(THEIRS), "inline", 20)
ENGINE, PATTERN = treeprocessors.__file__, "__applyPattern"
DEMONSTRATION = sorted((Path(__file__).parents[2] / "content").rglob("*.md"))


def converted(engine: Markdown, text: str) -> str:
    engine.reset()
    return engine.convert(text)


@given(TEXTS)
@example("^&]>_a@b.cc_")
@example("*a [b c](http://x.y/z) `d`* www.a.bc ~~e~~\n\n*[b c]: title\n")
def test_a_text_is_what_the_engine_makes_of_it(text: str) -> None:
    assert converted(OURS, text) == converted(THEIRS, text)


@pytest.mark.parametrize("file", DEMONSTRATION, ids=lambda file: file.name)
def test_the_demonstration_is_what_the_engine_makes_of_it(file: Path) -> None:
    text = file.read_text(encoding="utf-8")

    assert converted(OURS, text) == converted(THEIRS, text)


@pytest.mark.parametrize("name", NEEDS)
def test_what_a_pattern_matches_holds_what_it_needs(name: str) -> None:
    pattern = OURS.inlinePatterns[name].getCompiledRegExp()
    texts = ["".join(pieces) for pieces in product(PIECES, repeat=3)]
    matched = [text for text in texts if pattern.search(text)]

    assert [text for text in matched if not any(need in text for need in NEEDS[name])] == []
    assert matched


def test_every_pattern_is_told_what_it_needs() -> None:
    assert {name for name in NEEDS if name in OURS.inlinePatterns} == NEEDS.keys()
    assert len(NEEDS) == len(OURS.inlinePatterns)


def test_a_text_without_marks_is_asked_nothing() -> None:
    with called(ENGINE) as asked:
        to_html("One line.\nAnother: 1, 2; three!\n\n- a\n- b\n")

    assert "run" in asked
    assert PATTERN not in asked


def test_of_a_text_with_a_mark_only_that_is_asked() -> None:
    with called(ENGINE) as asked:
        to_html("One *line*.")

    assert 0 < asked.count(PATTERN) <= 3


@given(st.sampled_from(["p", "P", "p/", "span", "li", "x", "/", ""]))
@example("table")
def test_a_tag_is_that_of_a_block_if_the_engine_says_so(tag: str) -> None:
    assert OURS.is_block_level(tag) == Markdown.is_block_level(OURS, tag)


def test_what_is_no_text_is_no_block() -> None:
    assert not OURS.is_block_level(len)
