import re
from pathlib import Path

import pytest

from generator.render.cards.outlines import Scribe
from generator.render.cards.writing import Written, writer
from tests.render.cards.sample_fonts import LATIN, faces, font

HAN = "第一盏灯亮了，旋钮记住。「」…它"


def scribe(folder: Path, lang: str = "zh-CN") -> Scribe:
    return Scribe(faces(folder, all=font(LATIN + HAN)), lang)


def written(folder: Path, text: str, **more: object) -> Written:
    return writer(scribe(folder))(text, **{"x": 0, "y": 0, "size": 100, **more})


def outlines(made: Written) -> list[str]:
    return re.findall(r"d='([^']+)'", made.svg)


def test_every_character_has_an_outline(tmp_path: Path) -> None:
    made = written(tmp_path, "第一盏灯亮了")

    assert len([path for path in outlines(made) if path.count("L") >= 3]) == 6


def test_a_space_has_a_width_and_no_outline(tmp_path: Path) -> None:
    made = written(tmp_path, "a b")

    assert (len(outlines(made)), made.width) == (2, 150)


def test_a_character_that_no_font_has_is_left_out_and_remembered(tmp_path: Path) -> None:
    pen = scribe(tmp_path)
    made = writer(pen)("灯龘光亮", x=0, y=0, size=100)

    assert (len(outlines(made)), pen.missing) == (2, {"龘", "光"})


def test_a_picture_that_no_font_has_is_left_out_in_silence(tmp_path: Path) -> None:
    pen = scribe(tmp_path)
    made = writer(pen)("灯 🏮👩🏽‍🔧 亮", x=0, y=0, size=100)

    assert (len(outlines(made)), made.width, pen.missing) == (2, 250, set())


def test_a_text_that_is_all_missing_is_written_as_nothing(tmp_path: Path) -> None:
    made = written(tmp_path, "龘龘", width=300, lines=2)

    assert (outlines(made), made.lines, made.bottom) == ([], 0, 0)


def test_an_empty_text_is_written_as_nothing(tmp_path: Path) -> None:
    assert written(tmp_path, "", width=300).lines == 0


def test_lines_are_one_leading_apart(tmp_path: Path) -> None:
    made = written(tmp_path, "第一盏灯亮了", width=300, lines=2, leading=1.5)

    assert (made.lines, made.bottom) == (2, 150)


def test_a_text_that_does_not_fit_ends_in_an_ellipsis(tmp_path: Path) -> None:
    made = written(tmp_path, "第一盏灯亮了它记住了", width=400)

    assert (len(outlines(made)), made.width) == (4, 350)


def test_a_text_becomes_smaller_before_it_is_cut(tmp_path: Path) -> None:
    made = written(tmp_path, "第一盏灯亮了", width=360, smallest=50)

    assert (made.lines, made.size, len(outlines(made))) == (1, 60, 6)


def test_smaller_letters_save_a_line(tmp_path: Path) -> None:
    made = written(tmp_path, "第一盏灯亮了", width=500, smallest=50, lines=2)

    assert (made.lines, made.size) == (1, 80)


def test_letters_are_not_much_smaller_to_save_a_line(tmp_path: Path) -> None:
    made = written(tmp_path, "第一盏灯亮了", width=320, smallest=50, lines=2)

    assert (made.lines, made.size) == (2, 100)


def test_a_text_is_no_higher_than_it_may_be(tmp_path: Path) -> None:
    made = written(tmp_path, "第一盏灯亮了", width=300, height=115, smallest=40, lines=2)

    assert (made.lines, round(made.size)) == (2, 50)


def test_text_can_end_where_it_is_put(tmp_path: Path) -> None:
    made = written(tmp_path, "ab", x=500, anchor="end")

    assert ("400.00" in made.svg, made.right) == (True, 500)


def test_an_opening_bracket_stands_flush_with_the_letters(tmp_path: Path) -> None:
    made = written(tmp_path, "「灯」", x=100)

    assert "55.00" in made.svg


def test_a_colour_cannot_break_out_of_its_attribute(tmp_path: Path) -> None:
    made = written(tmp_path, "灯", fill="'/><script>")

    assert "<script" not in made.svg


@pytest.mark.parametrize("text", ["</g></svg><script>", "&amp;", "a'b\"c", "]]>"])
def test_a_hostile_text_is_nothing_but_outlines(tmp_path: Path, text: str) -> None:
    made = written(tmp_path, text)

    assert re.fullmatch(r"<g fill='#000'>(<path transform='[^'<]*' d='[^'<]*'/>)*</g>", made.svg)


def test_control_characters_are_left_out(tmp_path: Path) -> None:
    pen = scribe(tmp_path)
    made = writer(pen)("a\x00\x1bb\u202e", x=0, y=0, size=100)

    assert (len(outlines(made)), pen.missing) == (2, set())
