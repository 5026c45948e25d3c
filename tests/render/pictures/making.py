"""Picture files made for tests."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, PngImagePlugin

from generator.pages.desk.pictures import renditions
from generator.render.pictures.develop import developed
from generator.render.pictures.facts import facts

MAKER = "Nikolai-Camera-Works"
SECRETS = (MAKER, "Secret Place", "51.4778", "ns.adobe.com", "bplist")
RED, GREEN, BLUE, WHITE = (200, 30, 30), (30, 160, 60), (30, 60, 200), (250, 250, 250)
_GPS, _ORIENTATION, _MAKER, _TEXT = 0x8825, 0x0112, 0x010F, 0x010E


def quarters(width: int = 200, height: int = 120) -> Image.Image:
    """Red, green, blue and white quarters, from the upper left to the lower right."""
    image = Image.new("RGB", (width, height), WHITE)
    image.paste(RED, (0, 0, width // 2, height // 2))
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    image.paste(BLUE, (0, height // 2, width // 2, height))
    return image


def exif(orientation: int = 1) -> Image.Exif:
    """What a camera writes: its maker, a text, where it was, and how it was held."""
    found = Image.Exif()
    found[_ORIENTATION] = orientation
    found[_MAKER] = MAKER
    found[_TEXT] = "Secret Place"
    found.get_ifd(_GPS).update({1: "N", 2: (51.0, 28.0, 40.12), 3: "W", 4: (0.0, 0.0, 5.31)})
    return found


def saved(image: Image.Image, format_: str, **options: Any) -> bytes:  # noqa: ANN401 - Pillow's own
    written = BytesIO()
    image.save(written, format_, **options)
    return written.getvalue()


def photo(orientation: int = 1, width: int = 200, height: int = 120) -> bytes:
    """A JPEG with everything that must not be published."""
    data = saved(
        quarters(width, height),
        "JPEG",
        quality=95,
        subsampling=0,
        exif=exif(orientation),
        comment="Secret Place",
    )
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>51.4778</x:xmpmeta>"
    iptc = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\0\0\x1aSecret Place, bplist"
    extra = b"".join(
        b"\xff" + marker + struct.pack(">H", len(body) + 2) + body
        for marker, body in ((b"\xe1", xmp), (b"\xed", iptc))
    )
    return data[:2] + extra + data[2:] + b"trailing " + MAKER.encode()


def png_with_text(image: Image.Image) -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", MAKER)
    text.add_itxt("XML:com.adobe.xmp", "51.4778", zip=True)
    return saved(image, "PNG", pnginfo=text, exif=exif())


def header_of_png(width: int, height: int) -> bytes:
    """A PNG that claims a size, and has hardly a pixel."""

    def chunk(name: bytes, body: bytes) -> bytes:
        sum_ = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + sum_

    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", size), chunk(b"IDAT", zlib.compress(b"\0" * 64)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def all_forms(data: bytes, name: str) -> dict[str, bytes]:
    """Every file that is made of a picture, by its ending."""
    forms = renditions(facts(data, name)[0])
    return dict(zip((f.ending for f in forms), developed(data, name, forms), strict=True))


def reopened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def near(image: Image.Image, x: float, y: float) -> tuple[int, int, int]:
    """The named colour that a place is nearest to; x and y are shares of the sides."""
    found = image.convert("RGB").getpixel((int(x * image.width), int(y * image.height)))
    assert isinstance(found, tuple)
    return min(
        (RED, GREEN, BLUE, WHITE),
        key=lambda named: sum((a - b) ** 2 for a, b in zip(named, found, strict=True)),
    )


def film(name: bytes, note: bytes) -> bytes:
    """A film with nothing to see, and a note in its user data."""

    def box(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body) + 8) + name + body

    moved = box(b"mvhd", bytes(100)) + box(b"udta", box(name, note))
    return box(b"ftyp", b"isom\0\0\2\0") + box(b"mdat", b"loci" * 9) + box(b"moov", moved)
