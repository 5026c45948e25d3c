"""Picture files: what is known of each, which sizes of it a site has, and how pages name them.

Nothing here opens a file: `generator.render.pictures` measures and develops them.
"""

from collections.abc import Callable, Mapping
from math import sqrt
from pathlib import PurePosixPath

from msgspec import Struct

from generator.pages.values import Picture, Source

FORMATS: Mapping[str, str] = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".jpe": "JPEG",
    ".jfif": "JPEG",
    ".png": "PNG",
    ".apng": "PNG",
    ".webp": "WEBP",
    ".avif": "AVIF",
    ".gif": "GIF",
    ".svg": "SVG",
}
"""Pictures that browsers show, by the ending of their names."""

UNSHOWN: Mapping[str, str] = {
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".bmp": "BMP",
    ".heic": "HEIC",
    ".heif": "HEIF",
    ".jxl": "JPEG XL",
    ".jp2": "JPEG 2000",
    ".dng": "camera raw",
}
"""Pictures that browsers do not show, or not all of them, and whose metadata stays in them."""

LADDER = (480, 800, 1200, 1600)
"""Widths in pixels that a picture is made in, besides its full one."""

WIDEST = 2400
"""Pixels; a wider picture is published in this width."""

LARGEST_AREA = 6_000_000
"""Pixels; a larger picture is published smaller. It leaves a long screenshot readable."""

MOST_PIXELS = 80_000_000
"""A picture file that holds more is not opened."""

FEED_WIDTH = 1200
"""Pixels; feeds have one size of each picture, at most this wide."""

_NEARLY = 0.9  # of the full width: a rung above that saves nobody anything
_ICON_AREA = 10_000  # pixels; smaller pictures have no other form
# The longest side in pixels that a format can hold: WebP container specification, "VP8 frame
# header"; JPEG_MAX_DIMENSION of libjpeg; logical screen of GIF89a;
# AVIF_DEFAULT_IMAGE_DIMENSION_LIMIT of libavif.
_LONGEST = {"WEBP": 16_383, "JPEG": 65_500, "GIF": 65_535, "AVIF": 32_768}
_TYPES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
    "GIF": "image/gif",
    "SVG": "image/svg+xml",
}


class Photo(Struct, frozen=True):
    """What is known of a picture file.

    Attributes:
        width: in pixels, after turning it as its camera said; 0 for an SVG without a size.
        height: in pixels.
        format: what its name promises, a value of `FORMATS`.
        colour: its dominant colour, `#rrggbb`; empty where one can look through it.
        moving: it has several frames.
        flat: it has few colours, as drawings and screenshots of text have.
        whole: it is published in its full size, as what the press prints and what lies in static/.
        digest: SHA-256 of the file, hex.
    """

    width: int
    height: int
    format: str
    colour: str = ""
    moving: bool = False
    flat: bool = False
    whole: bool = False
    digest: str = ""


class Rendition(Struct, frozen=True):
    """A form of a picture that is published.

    Attributes:
        ending: what its file's name has behind the name of the original; empty for the full one.
        format: a value of `FORMATS`.
        lossless: every pixel is kept as it is.
    """

    ending: str
    width: int
    height: int
    format: str
    lossless: bool = False


class Album(Struct, frozen=True):
    """What is known of the pictures of a journal, by their path in the project, in form NFC.

    Attributes:
        unfit: pictures that cannot be published, which is reported where it is found out.
    """

    photos: Mapping[str, Photo]
    unfit: frozenset[str] = frozenset()


NO_PICTURES = Album({})
"""Nothing is known of any picture."""


def suffix(name: str) -> str:
    """The ending of a file's name in small letters: `.jpg`."""
    return PurePosixPath(name).suffix.lower()


def is_picture(name: str) -> bool:
    """Whether a file's name says that it is a picture."""
    return suffix(name) in FORMATS or suffix(name) in UNSHOWN


def full(photo: Photo) -> Rendition:
    """The picture as it is published under its own name: turned, clean, not too large."""
    width, height = photo.width, photo.height
    longest = _LONGEST.get(photo.format)
    scale = min(1, longest / max(width, height)) if longest else 1
    if not (photo.whole or photo.moving or photo.format in {"SVG", "GIF"}):
        scale = min(scale, WIDEST / width, sqrt(LARGEST_AREA / (width * height)))
    if scale < 1:
        width, height = max(1, int(width * scale)), max(1, int(height * scale))
    return Rendition("", width, height, photo.format)


def renditions(photo: Photo) -> tuple[Rendition, ...]:
    """Every form of a picture, the full one first; none is larger than the original."""
    whole = full(photo)
    if photo.moving or photo.format in {"GIF", "SVG"} or whole.width * whole.height < _ICON_AREA:
        return (whole,)
    widths = [width for width in LADDER if width <= whole.width * _NEARLY]
    own = [_rung(whole, width, photo.format) for width in widths if _is_own(photo, width)]
    if max(whole.width, whole.height) > _LONGEST["WEBP"]:
        return (whole, *own)
    dense = [_rung(whole, width, "WEBP", lossless=photo.flat) for width in widths]
    if photo.format != "WEBP":
        same = Rendition(".webp", whole.width, whole.height, "WEBP", lossless=photo.flat)
        dense.append(same)
    return (whole, *own, *dense)


def _is_own(photo: Photo, width: int) -> bool:
    """A JPEG has all its sizes; a PNG, which is large, one for feeds; WebP is everybody's other."""
    if photo.format == "PNG":
        return width == FEED_WIDTH and not photo.flat
    return photo.format == "JPEG"


def _rung(whole: Rendition, width: int, format_: str, *, lossless: bool = False) -> Rendition:
    height = max(1, round(whole.height * width / whole.width))
    ending = next(ending for ending, name in FORMATS.items() if name == format_)
    return Rendition(f".{width}w{ending}", width, height, format_, lossless)


def picture(photo: Photo, alt: str, address: Callable[[str], str]) -> Picture:
    """A picture as templates see it.

    Args:
        address: the address of the file whose name has this ending behind that of the original.
    """
    forms = renditions(photo)
    whole = forms[0]
    return Picture(
        url=address(""),
        alt=alt,
        width=whole.width,
        height=whole.height,
        colour=photo.colour,
        sources=tuple(_sources(forms, address)),
    )


def _sources(forms: tuple[Rendition, ...], address: Callable[[str], str]) -> list[Source]:
    """WebP first, then the picture's own format; nothing where there is but one file."""
    found: list[Source] = []
    for format_ in dict.fromkeys(("WEBP", forms[0].format)):
        of_format = sorted(
            (form for form in forms if form.format == format_), key=lambda form: form.width
        )
        srcset = ", ".join(f"{address(form.ending)} {form.width}w" for form in of_format)
        if of_format and len(forms) > 1:
            found.append(Source(_TYPES[format_], srcset))
    return found


def alone(photo: Photo, alt: str, address: Callable[[str], str]) -> Picture:
    """A picture in one form that every program understands, for feeds and posters."""
    form = _for_all(photo)
    return Picture(address(form.ending), alt, form.width, form.height, photo.colour)


def _for_all(photo: Photo) -> Rendition:
    """The picture's own format, the widest of at most 1200 pixels."""
    forms = [form for form in renditions(photo) if form.format == photo.format]
    small = [form for form in forms if form.width <= FEED_WIDTH]
    return max(small, key=lambda form: form.width) if small else forms[0]
