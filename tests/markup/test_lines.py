"""Lines of words in a source."""

import pytest

from generator.markup.lines import Lines


@pytest.mark.parametrize(
    "text",
    [
        "diary:one-more\ndiary:one",
        "a/diary:one\ndiary:one",
        "xdiary:one\n(diary:one)",
        "\ndiary:one",
    ],
)
def test_a_word_inside_another_is_not_meant(text: str) -> None:
    assert Lines(text).of("diary:one") == 2


def test_a_word_that_begins_the_text_is_found() -> None:
    assert Lines("diary:one, and more", 7).of("diary:one") == 7


def test_the_nth_question_is_about_the_nth_place_and_then_the_last() -> None:
    lines = Lines("one\none-two one\nx\none")

    assert [lines.of("one") for _ in range(4)] == [1, 2, 4, 4]


def test_a_word_is_found_in_the_spelling_of_the_source() -> None:
    lines = Lines("x\n[a](b%20c.png)\n[d](e&amp;f)")

    assert (lines.of("b c.png"), lines.of("e&f")) == (2, 3)


def test_a_word_that_is_not_there_has_the_line_of_the_beginning() -> None:
    assert Lines("one\ntwo", 5).of("three") == 5
