"""What a picture file is, and which are refused before anything reads them."""

from generator.pages.desk.pictures import FORMATS, UNSHOWN, Photo, suffix
from generator.render.pictures import drawings
from generator.render.pictures.faults import Fault, unreadable
from generator.render.pictures.sniffing import sort_of

_STARTS = (
    (b"<!doctype", "a web page"),
    (b"<html", "a web page"),
    (b"%pdf", "a PDF document"),
    (b"pk\x03\x04", "a zip archive"),
    (b"version https://git-lfs", "a pointer of Git LFS, not the file itself (git lfs pull)"),
)


def facts(data: bytes, name: str) -> tuple[Photo, Fault | None]:
    """What is known of a picture, and what its author should know though it can be shown.

    Args:
        data: the file.
        name: its name, which says what it should be.

    Raises:
        Fault: it cannot be shown.
    """
    ending = suffix(name)
    if ending in UNSHOWN:
        raise Fault(
            "unshown-picture",
            f"not every browser shows {UNSHOWN[ending]} pictures, so this one is left out",
            "save it as JPEG or PNG, and name that",
        )
    _refuse_others(data)
    if FORMATS[ending] == "SVG":
        return drawings.measured(data), None
    from generator.render.pictures.rasters import measured  # noqa: PLC0415 - loads Pillow

    return measured(data, ending)


def _refuse_others(data: bytes) -> None:
    if not data:
        raise unreadable("the file is empty")
    start = data[:64].lstrip().lower()
    for beginning, what in _STARTS:
        if start.startswith(beginning):
            raise unreadable(f"it is {what}")
    if sort_of(data) == "HEIC":
        raise Fault(
            "unshown-picture",
            "this picture is left out, because it is a HEIC file, which few browsers show",
            "export it as JPEG, and name that",
        )
