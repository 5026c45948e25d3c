"""Flat drawings as small PNG files."""

from collections import Counter
from collections.abc import Iterable, Sequence
from io import BytesIO

from PIL import Image, ImageChops

_MOST_COLOURS = 4096  # a drawing with soft edges has some hundreds, a photo has tens of thousands
_PALETTE = 256
_EXACT = 6  # paper, ink, and the colours of the thread, the lines and the small print
_OPAQUE = 255


def flat_png(pixels: bytes, width: int, height: int) -> bytes:
    """A PNG with a palette; of a drawing that holds a photo, with all its colours.

    Args:
        pixels: four bytes for each: red, green, blue, and alpha; colours hold their alpha already.
            What is not painted is white paper.
    """
    image = _on_paper(Image.frombuffer("RGBA", (width, height), pixels, "raw", "RGBA", 0, 1))
    colours = image.getcolors(_MOST_COLOURS)
    counted = sorted((n, bytes(c)) for n, c in colours or () if isinstance(c, tuple))
    ordered = [colour for _, colour in counted]
    if counted:
        image = _numbered(image, ordered) or _averaged(image, ordered)
    out = BytesIO()
    image.save(out, "PNG", compress_level=4)
    return out.getvalue()


def _on_paper(image: Image.Image) -> Image.Image:
    alpha, colours = image.getchannel("A"), image.convert("RGB")
    if alpha.getextrema() == (_OPAQUE, _OPAQUE):
        return colours
    paper = ImageChops.invert(alpha)
    return ImageChops.add(colours, Image.merge("RGB", (paper, paper, paper)))


def _numbered(image: Image.Image, colours: Sequence[bytes]) -> Image.Image | None:
    """The same picture with a palette of exactly its colours; None if no numbers were found.

    A colour's number is the sum, modulo 256, of what three tables say for its red, green and blue.
    So pillow numbers all pixels in three passes, in a third of the time that its quantiser takes.
    """
    found = _tables(_ordered(colours)) if len(colours) <= _PALETTE else None
    if found is None:
        return None
    tables, numbers = found
    red, green, blue = image.point([value for table in tables for value in table]).split()
    indices = ImageChops.add_modulo(ImageChops.add_modulo(red, green), blue)
    palette = bytearray(3 * _PALETTE)
    for number, colour in numbers.items():
        palette[3 * number : 3 * number + 3] = colour
    indices.putpalette(bytes(palette))
    return indices


def _ordered(colours: Iterable[bytes]) -> list[bytes]:
    """The colours so that each has a value that none before it has, as far as that can be had.

    Found from the end: who alone has a value among those that are left comes last.
    """
    left = set(colours)
    having = Counter((n, colour[n]) for colour in left for n in range(3))
    found: list[bytes] = []
    while alone := [c for c in sorted(left) if any(having[n, c[n]] == 1 for n in range(3))]:
        having.subtract((n, colour[n]) for colour in alone for n in range(3))
        left.difference_update(alone)
        found += alone
    return [*sorted(left), *reversed(found)]


def _tables(colours: Iterable[bytes]) -> tuple[list[list[int]], dict[int, bytes]] | None:
    """Three tables that give each colour a number of its own, and the colours by number.

    Each colour takes the lowest number that is free, as long as one of its three values is in no
    table yet. None if a colour whose values all are would share a number.
    """
    tables: list[list[int]] = [[0] * _PALETTE for _ in range(3)]
    known: list[set[int]] = [set(), set(), set()]
    numbers: dict[int, bytes] = {}
    free = 0
    for colour in colours:
        sum_ = sum(table[value] for table, value in zip(tables, colour, strict=True))
        new = next((n for n in range(3) if colour[n] not in known[n]), None)
        while free in numbers:
            free += 1
        if new is not None:
            tables[new][colour[new]] = (free - sum_) % _PALETTE
        elif sum_ % _PALETTE in numbers:
            return None
        numbers[free if new is not None else sum_ % _PALETTE] = colour
        for seen, value in zip(known, colour, strict=True):
            seen.add(value)
    return tables, numbers


def _averaged(image: Image.Image, colours: Sequence[bytes]) -> Image.Image:
    """The picture with a palette of 256 averages; the most common colours stay as they are."""
    averaged = image.quantize(_PALETTE, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    _exact(averaged, image.tobytes(), colours[-_EXACT:])
    return averaged


def _exact(image: Image.Image, pixels: bytes, common: Sequence[bytes]) -> None:
    """Give the most common colours back what averaging with soft edges took from them.

    Args:
        pixels: what the picture was, three bytes for each.
        common: the most common one last.
    """
    palette, indices = bytearray(image.getpalette() or b""), image.tobytes()
    for colour in common:
        index = indices[_first(pixels, colour)]
        palette[3 * index : 3 * index + 3] = colour
    image.putpalette(palette)


def _first(pixels: bytes, pixel: bytes) -> int:
    """Number of the first pixel of a colour that occurs."""
    at = pixels.find(pixel)
    while at % len(pixel):
        at = pixels.find(pixel, at + 1)
    return at // len(pixel)
