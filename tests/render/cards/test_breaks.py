import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.cards.breaks import Setting, chunks, may_break, shortened

LINES = st.text("ab 灯光，。「」（）—…-,.", max_size=40)


def set_in(text: str, width: float) -> list[str]:
    """Lines of a text whose characters are 1 wide."""
    return [text[start:end] for start, end in Setting(text, [1.0] * len(text)).fill(width)]


@pytest.mark.parametrize("char", "，。、；：！？）」』】》”’…—·.,!?;:)]}%")
def test_no_line_begins_with_what_closes(char: str) -> None:
    assert not may_break("灯", char)


@pytest.mark.parametrize("char", "（「『【《“‘([{￥$")
def test_no_line_ends_with_what_opens(char: str) -> None:
    assert not may_break(char, "灯")


def test_a_line_of_han_text_may_end_after_any_character() -> None:
    assert set_in("第一盏灯亮了", 2) == ["第一", "盏灯", "亮了"]


def test_a_full_stop_takes_the_character_before_it_to_the_next_line() -> None:
    assert set_in("灯亮了。", 3) == ["灯亮", "了。"]


def test_a_bracket_goes_to_the_next_line_with_what_it_opens() -> None:
    assert set_in("它叫「豆灯", 3) == ["它叫", "「豆灯"]


def test_a_dash_of_two_characters_is_never_torn() -> None:
    assert set_in("灯亮——了", 3) == ["灯", "亮——", "了"]


def test_a_word_stays_whole() -> None:
    assert set_in("the lamp lit", 7) == ["the ", "lamp ", "lit"] or set_in("a lamp lit", 6) == [
        "a lamp ",
        "lit",
    ]


def test_spaces_at_the_end_of_a_line_count_for_nothing() -> None:
    assert set_in("the lamp", 4) == ["the ", "lamp"]


def test_a_word_may_end_beside_a_han_character() -> None:
    assert set_in("用Beanlamp灯", 8) == ["用", "Beanlamp", "灯"]


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert set_in("Donaudampfschiff", 6) == ["Donaud", "ampfsc", "hiff"]


def test_a_version_is_not_torn_at_its_dots() -> None:
    assert set_in("1.10.2", 6) == ["1.10.2"]


def test_a_hyphen_may_end_a_line() -> None:
    assert chunks("left-handed") == [(0, 5), (5, 11)]


@given(LINES, st.integers(1, 12))
def test_the_lines_together_are_the_text(text: str, width: int) -> None:
    assert "".join(set_in(text, width)) == text


@given(LINES, st.integers(1, 12))
def test_balanced_lines_are_as_many_as_filled_ones(text: str, width: int) -> None:
    setting = Setting(text, [1.0] * len(text))

    assert len(setting.balanced(width)) == len(setting.fill(width))


def test_balanced_lines_leave_no_word_alone() -> None:
    text = "one two three four five"
    rows = Setting(text, [1.0] * len(text)).balanced(19)

    assert [text[start:end] for start, end in rows] == ["one two three ", "four five"]


def test_what_does_not_fit_ends_at_a_word() -> None:
    text = "the lamp remembers"

    assert shortened(Setting(text, [1.0] * len(text)), 0, 12) == (0, 8)


def test_no_comma_stands_before_the_ellipsis() -> None:
    text = "亮了，它还亮"

    assert shortened(Setting(text, [1.0] * len(text)), 0, 3) == (0, 2)
