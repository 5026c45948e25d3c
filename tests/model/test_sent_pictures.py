"""Pictures of strangers are known by their bytes, cleaned, and never unpacked at the door."""

import struct
import time
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from generator.model.sent_pictures import MOST_BYTES, Unfit, checked


def picture(format_: str, **options: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 20), "red").save(out, format_, **options)
    return out.getvalue()


def photo() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "CAMERA-MAKER"
    exif.get_ifd(0x8825)[1] = "N"
    return picture("JPEG", exif=exif, icc_profile=b"PROFILE" * 9, comment=b"SECRET")


@pytest.mark.parametrize(
    ("format_", "ending"), [("JPEG", ".jpg"), ("PNG", ".png"), ("WEBP", ".webp"), ("GIF", ".gif")]
)
def test_the_bytes_say_what_a_picture_is(format_: str, ending: str) -> None:
    found = checked(picture(format_))

    assert (found.ending, found.width, found.height) == (ending, 40, 20)
    assert Image.open(BytesIO(found.data)).size == (40, 20)


def test_a_photo_forgets_where_it_was_taken_and_keeps_how_it_was_held() -> None:
    found = checked(photo())
    image = Image.open(BytesIO(found.data))

    assert found.removed == "the place where it was taken"
    assert dict(image.getexif()) == {0x0112: 6}
    assert image.info["icc_profile"] == b"PROFILE" * 9
    assert not any(word in found.data for word in (b"CAMERA", b"SECRET"))
    assert image.convert("RGB").tobytes() == Image.open(BytesIO(photo())).convert("RGB").tobytes()


def test_what_hides_behind_a_picture_goes() -> None:
    assert b"PK" not in checked(picture("PNG") + b"PK\x03\x04 a zip").data


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"hello", "no picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "SVG"),
        (b"\xef\xbb\xbf \n<?xml version='1.0'?><svg/>", "SVG"),
        (b"\0\0\0\x18ftypheic" + bytes(40), "HEIC"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04", "zip"),
        (b"GIF89a", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(30), "damaged"),
        (b"\xff\xd8\xff\xe0", "damaged"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(data: bytes, message: str) -> None:
    with pytest.raises(Unfit, match=message):
        checked(data)


def test_a_bomb_is_refused_by_its_header_within_a_second() -> None:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(10_000_000))), (b"IEND", b"")]
    bomb = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )
    began = time.process_time()
    with pytest.raises(Unfit, match="more than 50 million pixels"):
        checked(bomb)

    assert time.process_time() - began < 1


def test_a_file_that_is_too_large_is_not_looked_at() -> None:
    with pytest.raises(Unfit, match="bytes"):
        checked(bytes(MOST_BYTES + 1))


@settings(max_examples=200, deadline=None)
@given(
    start=st.sampled_from([photo(), picture("PNG"), picture("WEBP"), picture("GIF")]),
    at=st.integers(0, 600),
    noise=st.binary(max_size=12),
    end=st.integers(0, 40),
)
def test_damaged_files_are_pictures_or_unfit_and_nothing_else(
    start: bytes, at: int, noise: bytes, end: int
) -> None:
    data = start[:at] + noise + start[at + len(noise) : len(start) - end]
    try:
        found = checked(data)
    except Unfit:
        return

    assert found.width * found.height > 0
    assert b"SECRET" not in found.data
