"""Picture files without all that is no picture, byte for byte otherwise the same.

Only what a decoder needs is kept, so metadata that nobody has thought of yet goes, too: EXIF, XMP,
IPTC, GPS, comments, thumbnails, second pictures, colour profiles, and whatever follows the end.
Every reader here raises `ValueError` at a file that is not built as its format says.
"""

from collections.abc import Callable, Iterator, Mapping
from io import SEEK_CUR, BytesIO

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# PNG 1.2 and the third edition (APNG, sRGB); no text, time, profile, EXIF or private chunks.
_PNG_KEPT = frozenset(
    {
        b"IHDR",
        b"PLTE",
        b"tRNS",
        b"IDAT",
        b"IEND",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"cICP",
        b"sBIT",
        b"bKGD",
        b"acTL",
        b"fcTL",
        b"fdAT",
    }
)
_WEBP_PIXELS = frozenset({b"VP8 ", b"VP8L", b"ALPH"})
_WEBP_KEPT = _WEBP_PIXELS | {b"VP8X", b"ANIM", b"ANMF"}
_WEBP_FRAME = 16  # bytes of a frame before its chunks: place, size, duration, flags
_WEBP_FLAGS = 0x20 | 0x08 | 0x04  # profile, EXIF, XMP (WebP container specification)
_LOOPS = frozenset({b"NETSCAPE2.0", b"ANIMEXTS1.0"})
# Markers of a JPEG file (T.81, table B.1).
_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_APP0, _APP14, _APP15, _COM = 0xE0, 0xEE, 0xEF, 0xFE
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})  # JPEG markers without a length
_ADOBE, _JFIF = b"Adobe", b"JFIF\0"
_JFIF_HEAD = 14  # bytes of a JFIF segment's body without its thumbnail


def cleaned(data: bytes, format_: str) -> bytes:
    """The same picture without anything else.

    Args:
        format_: one of `FORMATS`.

    Raises:
        ValueError: the file is not built as its format says.
    """
    return b"".join(_CLEANERS[format_](data))


def canvas(data: bytes) -> tuple[int, int]:
    """Width and height that an extended WebP says it needs; (0, 0) of any other file.

    The format is of the WebP container specification, "Extended File Format".
    """
    if data[:4] != b"RIFF" or data[8:16] != b"WEBPVP8X":
        return 0, 0
    width, height = data[24:27], data[27:30]
    return int.from_bytes(width, "little") + 1, int.from_bytes(height, "little") + 1


def _take(stream: BytesIO, count: int) -> bytes:
    found = stream.read(count)
    if len(found) != count:
        raise ValueError("the file ends too early")
    return found


def _png(data: bytes) -> Iterator[bytes]:
    stream = BytesIO(data)
    if _take(stream, 8) != _PNG_SIGNATURE:
        raise ValueError("no PNG signature")
    yield _PNG_SIGNATURE
    name = b""
    while name != b"IEND":
        head = _take(stream, 8)
        name = head[4:]
        body = _take(stream, int.from_bytes(head[:4], "big") + 4)
        if name in _PNG_KEPT:
            yield head + body


def _webp(data: bytes) -> Iterator[bytes]:
    stream = BytesIO(data)
    head = _take(stream, 12)
    if head[:4] != b"RIFF" or head[8:] != b"WEBP":
        raise ValueError("no WebP header")
    end = 8 + int.from_bytes(head[4:8], "little")
    kept: list[bytes] = []
    for name, body in _riff(stream, end):
        if name == b"VP8X" and body:
            kept.append(_chunk(name, bytes((body[0] & ~_WEBP_FLAGS & 0xFF,)) + body[1:]))
        elif name == b"ANMF":
            kept.append(_chunk(name, _webp_frame(body)))
        elif name in _WEBP_KEPT:
            kept.append(_chunk(name, body))
    inside = b"WEBP" + b"".join(kept)
    yield b"RIFF" + len(inside).to_bytes(4, "little") + inside


def _webp_frame(body: bytes) -> bytes:
    """A frame of an animation may hold chunks of its own, whose names nobody has to know."""
    stream = BytesIO(body)
    head = _take(stream, _WEBP_FRAME)
    chunks = _riff(stream, len(body))
    return head + b"".join(_chunk(name, part) for name, part in chunks if name in _WEBP_PIXELS)


def _riff(stream: BytesIO, end: int) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each chunk up to `end`."""
    while stream.tell() + 8 <= end:
        start = _take(stream, 8)
        size = int.from_bytes(start[4:], "little")
        yield start[:4], _take(stream, size)
        stream.seek(size % 2, SEEK_CUR)


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "little") + body + bytes(len(body) % 2)


def _gif(data: bytes) -> Iterator[bytes]:
    """Comments, plain text and the extensions of programs go (GIF89a, sections 24 to 26)."""
    stream = BytesIO(data)
    head = _take(stream, 13)
    if head[:3] != b"GIF":
        raise ValueError("no GIF header")
    yield head + _colours(stream, head[10])
    while (kind := _take(stream, 1)) != b";":
        if kind == b",":
            place = _take(stream, 9)
            yield kind + place + _colours(stream, place[8]) + _take(stream, 1) + _blocks(stream)
        elif kind == b"!":
            label = _take(stream, 1)
            body = _blocks(stream)
            if label == b"\xf9" or (label == b"\xff" and body[1:12] in _LOOPS):
                yield kind + label + body
        else:
            raise ValueError("no GIF block")
    yield b";"


def _colours(stream: BytesIO, flags: int) -> bytes:
    return _take(stream, 3 << ((flags & 7) + 1)) if flags & 0x80 else b""


def _blocks(stream: BytesIO) -> bytes:
    found = [_take(stream, 1)]
    while found[-1] != b"\0":
        found += (_take(stream, found[-1][0]), _take(stream, 1))
    return b"".join(found)


def _jpeg(data: bytes) -> Iterator[bytes]:
    """Segments up to the first end of image; Adobe's is needed to read the colours (T.872)."""
    if data[:2] != bytes((0xFF, _SOI)):
        raise ValueError("no JPEG header")
    yield data[:2]
    place = 2
    while True:
        marker, place = _marker(data, place)
        if marker == _EOI:
            yield bytes((0xFF, _EOI))
            return
        if marker in _BARE:
            continue
        end = place + int.from_bytes(data[place : place + 2], "big")
        if end > len(data) or end < place + 2:
            raise ValueError("a JPEG segment is too long")
        yield _segment(marker, data[place + 2 : end])
        place = end
        if marker == _SOS:
            end = _scan_end(data, place)
            yield data[place:end]
            place = end


def _marker(data: bytes, place: int) -> tuple[int, int]:
    """The next marker and the place behind it; fill bytes and rubbish before it are passed over."""
    place = data.find(b"\xff", place)
    while 0 <= place < len(data) - 1:
        if data[place + 1] not in {0x00, 0xFF}:
            return data[place + 1], place + 2
        place = data.find(b"\xff", place + 1)
    raise ValueError("the file ends too early")


def _segment(marker: int, body: bytes) -> bytes:
    if marker == _APP0 and body.startswith(_JFIF) and len(body) >= _JFIF_HEAD:
        body = body[: _JFIF_HEAD - 2] + b"\0\0"
    elif marker == _APP14 and body.startswith(_ADOBE):
        body = body[:12]
    elif _APP0 <= marker <= _APP15 or marker == _COM:
        return b""
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def _scan_end(data: bytes, place: int) -> int:
    """Where the compressed pixels end: at a marker that is no restart and no stuffed byte."""
    while (place := data.find(b"\xff", place)) >= 0 and place < len(data) - 1:
        following = data[place + 1]
        if following not in {0x00, 0xFF} and following not in _BARE:
            return place
        place += 1 if following == 0xFF else 2  # noqa: PLR2004 - fill bytes (T.81, B.1.1.2)
    raise ValueError("the file ends too early")


_CLEANERS: Mapping[str, Callable[[bytes], Iterator[bytes]]] = {
    "JPEG": _jpeg,
    "PNG": _png,
    "WEBP": _webp,
    "GIF": _gif,
}

FORMATS = frozenset(_CLEANERS)
"""Formats that lose what is no picture without losing a pixel."""
