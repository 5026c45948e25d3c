"""Flat drawings as small PNG files."""

from io import BytesIO

from PIL import Image

_MOST_COLOURS = 4096  # a drawing with soft edges has some hundreds, a photo has tens of thousands
_PALETTE = 256
_EXACT = 6  # paper, ink, and the colours of the thread, the lines and the small print
_BYTES = 4


def flat_png(pixels: bytes, width: int, height: int) -> bytes:
    """A PNG with a palette; of a drawing that holds a photo, with all its colours.

    Args:
        pixels: four bytes for each: red, green, blue, and alpha, which is 255.
    """
    image = Image.frombuffer("RGBA", (width, height), pixels, "raw", "RGBA", 0, 1).convert("RGB")
    colours = image.getcolors(_MOST_COLOURS)
    if colours is not None:
        image = image.quantize(_PALETTE, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        counted = sorted((n, bytes(c)) for n, c in colours if isinstance(c, tuple))
        _exact(image, pixels, [colour for _, colour in counted[-_EXACT:]])
    out = BytesIO()
    image.save(out, "PNG", compress_level=4)
    return out.getvalue()


def _exact(image: Image.Image, pixels: bytes, common: list[bytes]) -> None:
    """Give the most common colours back what averaging with soft edges took from them.

    Args:
        common: the most common one last.
    """
    palette, indices = bytearray(image.getpalette() or b""), image.tobytes()
    for colour in common:
        index = indices[_first(pixels, colour + b"\xff")]
        palette[3 * index : 3 * index + 3] = colour
    image.putpalette(palette)


def _first(pixels: bytes, pixel: bytes) -> int:
    """Number of the first pixel of a colour that occurs."""
    at = pixels.find(pixel)
    while at % _BYTES:
        at = pixels.find(pixel, at + 1)
    return at // _BYTES
