"""Flat drawings as PNG files."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generator.render.pictures.flat import flat_png

_BYTE = st.integers(0, 255)
_COLOURS = st.lists(st.tuples(_BYTE, _BYTE, _BYTE), min_size=1, max_size=256, unique=True)


def _pixels(colours: list[tuple[int, int, int]]) -> bytes:
    return b"".join(bytes((*colour, 255)) for colour in colours)


def _opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png))


def _shown(png: bytes) -> list[tuple[int, int, int]]:
    data = _opened(png).convert("RGB").tobytes()
    return [(data[n], data[n + 1], data[n + 2]) for n in range(0, len(data), 3)]


@given(colours=_COLOURS)
def test_a_drawing_whose_colours_are_far_apart_keeps_each(
    colours: list[tuple[int, int, int]],
) -> None:
    spread = [(n, green, blue) for n, (_, green, blue) in enumerate(colours)]

    assert _shown(flat_png(_pixels(spread), len(spread), 1)) == spread


@pytest.mark.parametrize("count", [1, 2, 89, 256])
def test_soft_edges_keep_their_colours_and_cost_a_byte_a_pixel(count: int) -> None:
    step = 255 // count
    line = [(250 - n * step, 240 - n * step // 2, 220 - n * step // 3) for n in range(count)]
    made = flat_png(_pixels(line * 3), count, 3)

    assert _opened(made).mode == "P"
    assert _shown(made) == line * 3


def test_colours_that_share_all_their_values_are_averaged_at_worst() -> None:
    cube = [(r, g, b) for r in range(0, 256, 51) for g in range(0, 256, 51) for b in (0, 51, 102)]
    paper = [(255, 246, 232)] * 2000
    made = flat_png(_pixels([*paper, *cube]), len(paper) + len(cube), 1)

    assert _opened(made).mode == "P"
    assert _shown(made)[: len(paper)] == paper


def test_a_photo_keeps_all_its_colours() -> None:
    photo = [(n % 256, n // 256, n * 7 % 256) for n in range(5000)]
    made = flat_png(_pixels(photo), 5000, 1)

    assert _opened(made).mode == "RGB"
    assert _shown(made) == photo


def test_some_hundreds_of_colours_become_a_palette_that_keeps_the_paper() -> None:
    some = [(n % 200, n // 2 % 256, n * 3 % 256) for n in range(900)]
    paper = [(255, 246, 232)] * 3000
    made = flat_png(_pixels([*some, *paper]), 3900, 1)

    assert _opened(made).mode == "P"
    assert _shown(made)[-1] == paper[0]


@pytest.mark.parametrize("count", [1, 200, 2000])
def test_what_nobody_painted_is_white_paper(count: int) -> None:
    painted = [(n % 128, n // 8 % 128, n * 5 % 128) for n in range(count)]
    half = [bytes((*colour, 128)) for colour in painted]  # colours hold their alpha already
    made = flat_png(bytes(4 * 300) + b"".join(half), 300 + count, 1)

    assert _shown(made)[:300] == [(255, 255, 255)] * 300
    if count < 256:  # with more, colours are averaged
        assert _shown(made)[300:] == [(r + 127, g + 127, b + 127) for r, g, b in painted]
