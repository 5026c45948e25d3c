"""Pictures that strangers send: known by their bytes, not their names, and cleaned at the door.

Nothing is unpacked here. What is no picture goes at once, so that nobody keeps where it was taken:
EXIF, XMP, IPTC, GPS, comments, thumbnails and what follows the end. Of a JPEG the way it was held
and its colour profile stay, because the picture would look wrong without them.
"""

import warnings
from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO

from msgspec import Struct
from PIL import Image

from generator.model.containers import FORMATS, canvas, cleaned

MOST_BYTES = 20_000_000
"""A larger file is refused."""

MOST_PIXELS = 50_000_000
"""A picture with more is refused; the cameras of today's phones have as many."""

ENDINGS: Mapping[str, str] = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "GIF": ".gif"}
"""What file names end in, by format."""

_OTHERS = (
    (b"ftyphei", 4, "a HEIC file, which browsers do not show"),
    (b"ftypmif", 4, "a HEIC file, which browsers do not show"),
    (b"ftypavi", 4, "an AVIF file"),
    (b"II*\0", 0, "a TIFF file"),
    (b"MM\0*", 0, "a TIFF file"),
    (b"BM", 0, "a BMP file"),
    (b"<svg", 0, "a drawing that can hold programs (SVG)"),
    (b"<?xml", 0, "a drawing that can hold programs (SVG)"),
    (b"%PDF", 0, "a PDF document"),
    (b"PK\x03\x04", 0, "a zip archive"),
)
_HUGE = f"it has more than {MOST_PIXELS // 1_000_000} million pixels; make it smaller"
_ORIENTATION = 0x0112  # EXIF 2.32, 4.6.4
_PLACE = 0x8825  # EXIF 2.32, 4.6.3: the pointer to what GPS said
_LONGEST_SEGMENT = 65_533
# A TIFF header, little-endian, and one entry: orientation, a short number (EXIF 2.32, 4.5).
_UPRIGHT = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0%b\0\0\0\0\0\0\0"
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, RuntimeError)


class Unfit(ValueError):
    """A file that cannot be taken; the message says what it is and what to do, as one sentence."""


class SentPicture(Struct, frozen=True):
    """A picture as it is kept.

    Attributes:
        ending: of its file's name, such as `.jpg`.
        width: in pixels, as the file has them, before it is turned upright.
        removed: what was taken out, in words; empty if nothing was.
    """

    data: bytes
    ending: str
    width: int
    height: int
    removed: str = ""


def checked(data: bytes) -> SentPicture:
    """A picture without what is no picture.

    Raises:
        Unfit: it is none that browsers show, is damaged, or is too large.
    """
    if not data:
        raise Unfit("the file is empty")
    if len(data) > MOST_BYTES:
        raise Unfit(f"it has {len(data)} bytes, and at most {MOST_BYTES} are taken")
    format_ = _format(data)
    try:
        bare = cleaned(data, format_)
    except ValueError as error:
        raise Unfit(f"it is a damaged {format_} file: {error}") from error
    with warnings.catch_warnings(action="ignore"):
        width, height = _measured(bare, format_)
        kept, removed = _dressed(data, bare, format_)
    return SentPicture(kept, ENDINGS[format_], width, height, removed)


def _format(data: bytes) -> str:
    """The format by the first bytes."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    for sign, at, what in _OTHERS:
        if start[at:].startswith(sign):
            raise Unfit(f"it is {what}; {', '.join(sorted(FORMATS))} are taken")
    raise Unfit(f"it is no picture; {', '.join(sorted(FORMATS))} are taken")


def _measured(data: bytes, format_: str) -> tuple[int, int]:
    """Width and height by the header; nothing is unpacked."""
    width, height = canvas(data)
    if width * height > MOST_PIXELS:  # before the decoder makes room for it
        raise Unfit(_HUGE)
    try:
        image = Image.open(BytesIO(data), formats=[format_])
        width, height = image.size
    except Image.DecompressionBombError as error:  # its own limit, where nobody lifted it
        raise Unfit(_HUGE) from error
    except _BROKEN as error:
        raise Unfit(f"it is a damaged {format_} file") from error
    if width * height > MOST_PIXELS:
        raise Unfit(_HUGE)
    return width, height


def _dressed(data: bytes, bare: bytes, format_: str) -> tuple[bytes, str]:
    """The bare picture with what it needs to look right, and what was taken out."""
    if bare == data:
        return bare, ""
    removed = "what was no picture"
    if format_ != "JPEG":
        return bare, removed
    turned, profile, place = 1, b"", False
    with suppress(*_BROKEN, Image.DecompressionBombError):
        image = Image.open(BytesIO(data), formats=[format_])
        profile = image.info.get("icc_profile") or b""
        exif = image.getexif()
        found, place = exif.get(_ORIENTATION, 1), bool(exif.get_ifd(_PLACE))
        turned = found if isinstance(found, int) and 1 <= found <= 8 else 1  # noqa: PLR2004
    removed = "the place where it was taken" if place else removed
    segments = _segment(0xE1, _UPRIGHT % bytes((turned,))) if turned != 1 else b""
    if profile:
        segments += _segment(0xE2, b"ICC_PROFILE\0\x01\x01" + profile)
    return bare[:2] + segments + bare[2:], removed


def _segment(marker: int, body: bytes) -> bytes:
    """A segment of a JPEG file (T.81, B.1.1.4); nothing if it is too long for one."""
    if len(body) > _LONGEST_SEGMENT:
        return b""
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body
