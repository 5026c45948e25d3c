"""Pictures that are small on their way and huge when they are unpacked, or are no pictures at all.

PNG is that of RFC 2083, GIF of GIF89a, WebP of RFC 9649, JPEG of ITU-T T.81, AVIF of AVIF 1.1.
"""

import struct
import zlib
from collections.abc import Mapping
from functools import cache
from io import BytesIO

from PIL import Image

_SIDE = 60_000
_FRAMES = 4_000
_LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
_XML = f'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a0 "ha">{_LAUGHS}]>'
_SVG = "<svg xmlns='http://www.w3.org/2000/svg'>"


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _png(side: int, *more: bytes) -> bytes:
    """A PNG of one colour, as many pixels wide as high."""
    data = zlib.compress(b"\0" * 20_000_000)
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")
    )


def _gif(side: int, frames: int) -> bytes:
    """A GIF of many frames, each as large as the whole."""
    head = b"GIF89a" + struct.pack("<HHBBB", side, side, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, side, side, 0) + b"\x02\x02\x4c\x01\0"
    return head + frame * frames + b"\x3b"


def _webp(side: int) -> bytes:
    """An extended WebP that says how large it is, and holds nothing."""
    size = (side - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + size + size
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _jpeg(side: int) -> bytes:
    """A JPEG whose frame says that it is huge."""
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    data = bytearray(out.getvalue())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", side, side)
    return bytes(data)


@cache
def bombs() -> Mapping[str, bytes]:
    """Files by name; none of them is a picture that may be kept as it is."""
    text = _chunk(b"zTXt", b"a\0\0" + zlib.compress(b"\0" * 100_000_000, 1))
    profile = _chunk(b"iCCP", b"a\0\0" + zlib.compress(b"\0" * 100_000_000, 1))
    return {
        "side.png": _png(_SIDE),
        "longest.png": _png(2**31 - 1),
        "text.png": _png(9_000, text),
        "profile.png": _png(9_000, profile),
        "frames.gif": _gif(_SIDE, _FRAMES),
        "side.webp": _webp(2**24),
        "side.jpg": _jpeg(_SIDE),
        "script.svg": f"{_SVG}<script>window.owned=1</script></svg>".encode(),
        "hidden.png": f"{_SVG}<script>window.owned=1</script></svg>".encode(),
        "laughs.svg": f"{_XML}<svg>&a9;</svg>".encode(),
        "marked.svg": b"\xef\xbb\xbf \n" + f"{_SVG}</svg>".encode(),
        "side.avif": b"\0\0\0\x1cftypavif\0\0\0\0avifmif1" + b"\0" * 64,
        "page.jpg": b"<!doctype html><script>window.owned=1</script>",
        "program.png": b"MZ\x90\0" + b"\0" * 64,
        "archive.png": b"PK\x03\x04" + b"\0" * 64,
    }
