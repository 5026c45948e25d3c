"""Lines of the sample of a card: they fit, nothing of the text is lost, and Chinese wraps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.drawing import SVG, Setting, draw
from generator.pages.entries.typesetting import drawn, lines_of


def setting(width: float, lines: int = 40, size: float = 10) -> Setting:
    return Setting((), 0, 0, size, width=width, lines=lines, leading=13)


def said(text: str, width: float, lines: int = 40) -> list[str]:
    return [line.text for line in lines_of(text, setting(width, lines))]


def test_lines_end_behind_blanks() -> None:
    assert said("a lamp for the bed", 50) == ["a lamp for ", "the bed"]


def test_chinese_lines_end_between_characters() -> None:
    assert said("一盏小小的阅读灯", 50) == ["一盏小小的", "阅读灯"]


def test_no_line_begins_with_a_closing_sign() -> None:
    assert said("一盏小小的，灯", 50) == ["一盏小小", "的，灯"]


def test_no_line_ends_with_an_opening_sign() -> None:
    assert said("一盏小小「灯」", 50) == ["一盏小小", "「灯」"]


def test_a_word_that_is_wider_than_a_line_is_broken() -> None:
    found = said("a" * 30, 54)

    assert found == ["a" * 10] * 3


def test_a_text_that_is_too_long_ends_in_an_ellipsis() -> None:
    assert said("一盏小小的阅读灯，每个周五", 50, lines=2) == ["一盏小小的", "阅读灯，…"]


def test_a_text_that_fits_has_no_ellipsis() -> None:
    assert said("一盏小小的阅读灯", 50, lines=2) == ["一盏小小的", "阅读灯"]


def test_the_text_itself_begins_lines() -> None:
    found = lines_of("一盏小小的灯\n书", setting(50))

    assert [(line.text, line.begins) for line in found] == [
        ("一盏小小的", True),
        ("灯", False),
        ("书", True),
    ]


def test_a_text_without_a_width_is_not_broken() -> None:
    assert said("a lamp " * 40, 0) == ["a lamp " * 40]


def test_signs_that_are_one_stay_together() -> None:
    family = "👩\u200d👩\u200d👧"

    assert said(family * 3, 30) == [family] * 3 or "".join(said(family * 3, 30)) == family * 3
    assert all(not line.startswith("\u200d") for line in said(family * 3, 30))


@given(st.text(max_size=80).filter(lambda text: "\n" not in text), st.floats(5, 300))
def test_nothing_of_a_text_is_lost(text: str, width: float) -> None:
    assert "".join(line.text for line in lines_of(text, setting(width, lines=10**6))) == text


@given(st.text(max_size=2000), st.integers(1, 5))
def test_no_text_has_more_lines_than_it_may(text: str, lines: int) -> None:
    assert len(lines_of(text, setting(40, lines))) <= lines


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "]]>", "&amp;", '" onload="x'])
def test_what_is_entered_is_text_in_the_picture(text: str) -> None:
    source = (
        f'<svg xmlns="{SVG}" width="600" height="400"><text x="1" y="2" font-size="9">{{a}}'
        "</text></svg>"
    )
    markup = drawn(draw(source), [text], "en")

    assert "<script" not in markup
    assert markup.count("<text") == 1
    assert markup.count("<tspan") + markup.count("</tspan") == 2
