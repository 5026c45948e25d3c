"""What sort of picture a file is by its first bytes, whatever its name says."""

from generator.render.pictures.faults import Fault

HIDDEN = "hidden-picture"
"""Code of a picture whose name is not that of one, so that nobody would clean it."""

START = 64
"""Bytes of a file that tell."""

SVG = "SVG"
_STARTS = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"IIU\0", "TIFF"),  # camera raw of Panasonic
    (b"\0\0\0\x0cJXL \r\n\x87\n", "JPEG XL"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000"),
    (b"FUJIFILMCCD-RAW", "camera raw"),
    (b"<svg", SVG),
)
# Major brands (ISO 23008-12, annex B.4; AV1 Image File Format, section 6; Canon's raw).
_BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"), "HEIC"),
    **dict.fromkeys((b"avif", b"avis"), "AVIF"),
    b"crx ": "camera raw",
}
_SHARED = frozenset({b"mif1", b"msf1"})  # HEIC and AVIF files may both call themselves so


def sort_of(start: bytes) -> str:
    """The format of a file that begins like this; empty for what is no picture that we know."""
    if start[4:8] == b"ftyp":
        brand = start[8:12]
        if brand in _SHARED:
            return "AVIF" if b"avi" in start[12:START] else "HEIC"
        return _BRANDS.get(brand, "")
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "WEBP"
    return next((sort for beginning, sort in _STARTS if start.startswith(beginning)), "")


def refuse_disguise(start: bytes) -> None:
    """Refuse a picture whose name is not that of one.

    Args:
        start: the first `START` bytes of a file, or more.

    Raises:
        Fault: it is a picture. A drawing is none here: no camera writes into it.
    """
    sort = sort_of(start)
    if sort and sort != SVG:
        raise Fault(
            HIDDEN,
            f"this is a {sort} picture under another name; it is left out, because what it says "
            "of its place and camera would stay in it",
            "give it the ending of its format, or remove it",
        )
