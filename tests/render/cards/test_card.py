import io
import struct
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest
from PIL import Image

from generator.pages.plan import CARD_SIZE, CardSheet
from generator.problems import Problem
from generator.render import theme as themes
from generator.render.cards.card import Drawn, draw
from generator.render.cards.packages import advice, package_of
from generator.render.theme import Theme
from tests.render.cards.sample_fonts import CREDITS, LATIN, card_sheet, faces, font

HAN = "第一盏灯亮了旋钮记住日记期提议测试我与自年月起"

MAY = datetime(2026, 5, 1, tzinfo=UTC)
NEEDED: dict[str, dict[str, object]] = {
    "release": {"version": "1.0", "channel": "stable"},
    "poll": {"opens": MAY, "closes": MAY},
}


def theme(project: Path) -> Theme:
    loaded, problems = themes.load(
        project, "own" if (project / "themes").is_dir() else "default", ["zh-CN", "en"]
    )
    assert problems == []
    return loaded


def drawn(folder: Path, sheet: CardSheet) -> Drawn:
    made = draw(theme(folder), faces(folder, all=font(LATIN + HAN)), sheet)
    assert isinstance(made, Drawn)
    return made


def problem(folder: Path, template: str) -> Problem:
    file = folder / "themes" / "own" / "templates" / "card.svg"
    file.parent.mkdir(parents=True)
    file.write_text(template, encoding="utf-8")
    sheet = card_sheet("Title", kind="strange")
    made = draw(theme(folder), faces(folder, all=font(LATIN)), sheet)
    assert isinstance(made, Problem)
    return made


def rows(png: bytes) -> list[bytes]:
    """The pixels of a PNG, red, green and blue, row by row."""
    data, (width, height) = Image.open(io.BytesIO(png)).convert("RGB").tobytes(), size(png)
    return [data[n * 3 * width : (n + 1) * 3 * width] for n in range(height)]


def differ(one: bytes, other: bytes) -> bool:
    """Whether a row shows something else; two palettes may differ by a shade that nobody sees."""
    return any(abs(a - b) > 16 for a, b in zip(one, other, strict=True))


def size(png: bytes) -> tuple[int, ...]:
    return struct.unpack(">LL", png[16:24])


def test_a_card_has_the_size_that_readers_of_open_graph_want(tmp_path: Path) -> None:
    png = drawn(tmp_path, card_sheet("First light")).png

    assert (png[:8], size(png)) == (b"\x89PNG\r\n\x1a\n", CARD_SIZE)


def test_the_paper_and_the_thread_have_their_exact_colours(tmp_path: Path) -> None:
    picture = Image.open(io.BytesIO(drawn(tmp_path, card_sheet("First light")).png)).convert("RGB")

    assert (picture.getpixel((5, 5)), picture.getpixel((92, 300))) == (
        (0xFF, 0xFD, 0xF9),
        (0xE8, 0x59, 0x0C),
    )


def test_another_title_changes_the_middle_of_the_card_alone(tmp_path: Path) -> None:
    one, other = (
        rows(drawn(tmp_path, card_sheet(t, lang="zh-CN")).png) for t in ("第一盏灯", "灯亮了")
    )
    changed = [n for n, pair in enumerate(zip(one, other, strict=True)) if differ(*pair)]

    assert changed != []
    assert (min(changed) > 130, max(changed) < 500) == (True, True)


def test_the_same_card_is_drawn_in_the_same_bytes(tmp_path: Path) -> None:
    sheet = card_sheet("第一盏灯", lang="zh-CN")

    assert drawn(tmp_path, sheet) == drawn(tmp_path, sheet)


def test_missing_characters_come_with_the_card(tmp_path: Path) -> None:
    assert drawn(tmp_path, card_sheet("龘第靐", lang="zh-CN")).missing == "靐龘"


@pytest.mark.parametrize(
    ("kind", "lang"),
    list(product(["", "diary", "release", "poll", "story", "person", "topic"], ["zh-CN", "en"])),
)
def test_every_kind_has_a_card_without_a_field_that_it_may_lack(
    tmp_path: Path, kind: str, lang: str
) -> None:
    facts = NEEDED.get(kind, {})
    made = drawn(tmp_path, card_sheet("", kind=kind, lang=lang, facts=facts))

    assert size(made.png) == CARD_SIZE


def test_a_persons_card_shows_what_they_did(tmp_path: Path) -> None:
    bare = drawn(tmp_path, card_sheet("Mei", kind="person"))

    assert drawn(tmp_path, card_sheet("Mei", kind="person", contributions=CREDITS)) != bare


@pytest.mark.parametrize(
    "title", ["</svg>", "<script>alert(1)</script>", "&#x0;", "]]>", "\x00\x1b"]
)
def test_a_hostile_title_is_drawn(tmp_path: Path, title: str) -> None:
    assert size(drawn(tmp_path, card_sheet(title, summary=title)).png) == CARD_SIZE


def test_a_mistake_in_a_template_has_its_line(tmp_path: Path) -> None:
    found = problem(tmp_path, "<svg>\n{{ titel }}</svg>")

    assert str(found.location) == "themes/own/templates/card.svg:2"


def test_a_template_that_makes_no_svg_is_named(tmp_path: Path) -> None:
    found = problem(tmp_path, "<svg><b></svg>")

    assert (found.location.file, found.code) == ("themes/own/templates/card.svg", "card")


def test_a_file_that_is_not_there_cannot_be_embedded(tmp_path: Path) -> None:
    found = problem(tmp_path, "<svg>{{ embed('logo.png') }}</svg>")

    assert "there is no file 'logo.png' in static/" in found.message


def test_a_style_that_does_not_exist_is_a_problem_of_the_template(tmp_path: Path) -> None:
    found = problem(tmp_path, "<svg>{{ write('a', x=0, y=0, size=9, weight='heavy') }}</svg>")

    assert found.location.line == 1


def test_missing_han_characters_have_their_package() -> None:
    assert "apt install fonts-noto-cjk" in advice(package_of("龘"))


def test_missing_greek_letters_have_another_package() -> None:
    assert "apt install fonts-noto-core" in advice(package_of("Ω"))
