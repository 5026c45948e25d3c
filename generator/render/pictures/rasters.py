"""What a picture of pixels is: read from its header first, so that no bomb is ever unpacked."""

import struct
import warnings
import zlib
from contextlib import AbstractContextManager, suppress
from io import BytesIO

from PIL import Image

from generator.pages.desk.pictures import FORMATS, MOST_PIXELS, UNSHOWN, Photo
from generator.render.pictures.faults import DAMAGED, Fault, unreadable

# We look at the size ourselves, in the header, and say what is wrong in the author's words.
Image.MAX_IMAGE_PIXELS = None

BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    AttributeError,
    RuntimeError,
    ArithmeticError,
    MemoryError,
    struct.error,
    zlib.error,
)
"""What Pillow's readers raise at files that are not what they seem, and its writers at pixels."""

READABLE = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF", "BMP")
_TURNED = 5  # EXIF orientations from here on exchange width and height
_ORIENTATION = 0x0112  # EXIF 2.32, 4.6.4
_FEW_COLOURS = 256
_SAMPLE = 64  # pixels: side of what the dominant colour is taken from
_MIXABLE = frozenset({"L", "RGB", "CMYK"})
_MOVING = frozenset({"GIF", "PNG", "WEBP"})  # published with all their frames


def measured(data: bytes, ending: str) -> tuple[Photo, Fault | None]:
    """What is known of a picture, and what its author should know though it can be shown.

    Raises:
        Fault: it cannot be shown.
    """
    with quiet():
        image = opened(data)
        try:
            photo = _photo(image, data, FORMATS[ending])
        except BROKEN as error:
            raise unreadable(DAMAGED) from error
        return photo, _told(image, photo, ending)


def quiet() -> AbstractContextManager[object]:
    """Readers warn of what they then read all the same."""
    return warnings.catch_warnings(action="ignore")


def _told(image: Image.Image, photo: Photo, ending: str) -> Fault | None:
    """What the author should know of a picture that can be shown.

    Raises:
        Fault: its name promises what it is not, and it cannot be made so.
    """
    true, format_ = true_format(image), photo.format
    if true == format_:
        return _still(image) if format_ == "AVIF" else None
    if photo.moving:
        raise unreadable(f"it is an animated {true} file, though its name ends in '{ending}'")
    right = next(ending for ending, known in {**FORMATS, **UNSHOWN}.items() if known == true)
    return Fault(
        "disguised-picture",
        f"this is a {true} file, though its name ends in '{ending}'; it is published as {format_}",
        f"rename it to end in '{right}', also where entries name it",
        fatal=False,
    )


def _still(image: Image.Image) -> Fault | None:
    if _frames(image) == 1:
        return None
    return Fault(
        "still-picture",
        "this AVIF file moves; only its first picture is published",
        "save it as WebP or GIF",
        fatal=False,
    )


def _frames(image: Image.Image) -> int:
    return getattr(image, "n_frames", 1)


def true_format(image: Image.Image) -> str:
    """The format that the bytes are in; an MPO is a JPEG with others behind it."""
    return "JPEG" if image.format == "MPO" else image.format or ""


def opened(data: bytes) -> Image.Image:
    """A picture whose header was read, and nothing else.

    Raises:
        Fault: it is none that we read, or too large.
    """
    Image.init()  # imports the readers, once
    try:
        image = Image.open(BytesIO(data), formats=READABLE)
    except BROKEN as error:
        raise unreadable("it is no picture file, or a damaged one") from error
    count = image.width * image.height
    if count > MOST_PIXELS:
        raise Fault(
            "huge-picture",
            f"this picture is left out: it has {image.width} × {image.height} pixels, "
            f"more than {MOST_PIXELS // 1_000_000} million",
            "make it smaller; more than 2400 pixels across are never published",
        )
    return image


def loaded(image: Image.Image) -> Image.Image:
    """The picture with its pixels.

    Raises:
        Fault: they are damaged, or not all there.
    """
    try:
        image.load()
    except BROKEN as error:
        raise unreadable(DAMAGED) from error
    return image


def orientation(image: Image.Image) -> int:
    """How the camera was held, 1 to 8 (EXIF 2.32, 4.6.4)."""
    with suppress(*BROKEN):
        found = image.getexif().get(_ORIENTATION, 1)
        return found if isinstance(found, int) and 1 <= found <= 8 else 1  # noqa: PLR2004
    return 1


def _photo(image: Image.Image, data: bytes, format_: str) -> Photo:
    width, height = image.size
    if orientation(image) >= _TURNED:
        width, height = height, width
    moving = true_format(image) in _MOVING and _frames(image) > 1
    flat = format_ in {"PNG", "WEBP"} and true_format(image) == "PNG" and _is_flat(data)
    image.draft("RGB", (_SAMPLE, _SAMPLE))
    sample = loaded(image)
    return Photo(width, height, format_, _colour(sample), moving, flat)


def _is_flat(data: bytes) -> bool:
    image = loaded(opened(data))
    if image.mode in {"1", "P"}:
        return True
    return not image.mode.startswith("I") and image.getcolors(_FEW_COLOURS) is not None


def _colour(image: Image.Image) -> str:
    """The colour that most of a picture has, as `#rrggbb`; empty if it is not opaque."""
    if image.has_transparency_data:
        return ""
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    way = Image.Resampling.BOX if image.mode in _MIXABLE else Image.Resampling.NEAREST
    small = image.resize((min(image.width, _SAMPLE), min(image.height, _SAMPLE)), way)
    counted = small.convert("RGB").quantize(8).convert("RGB").getcolors(_SAMPLE * _SAMPLE) or []
    colour = max(counted, key=lambda each: (each[0], str(each[1])))[1]
    return "#" + "".join(f"{int(part):02x}" for part in colour) if isinstance(colour, tuple) else ""
