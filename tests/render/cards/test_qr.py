import io
from xml.etree import ElementTree as ET

import pytest
import zxingcpp
from PIL import Image

from generator.render.cards.qr import qr_code
from generator.render.cards.raster import png

ADDRESS = "https://journal.example.org/en/diaries/first-light/"
SVG = "{http://www.w3.org/2000/svg}"


def read(svg: bytes) -> str:
    """What a scanner that is not ours reads."""
    picture = Image.open(io.BytesIO(png(svg.decode(), 300, 300)))
    [found] = zxingcpp.read_barcodes(picture.convert("L"))
    return str(found.text)


@pytest.mark.parametrize(
    "address",
    [
        ADDRESS,
        "https://example.org/",
        "https://journal.example.org/suggestions/%E5%A4%9C%E9%97%B4%E6%A8%A1%E5%BC%8F/",
        f"https://example.org/{'long/' * 60}",
    ],
)
def test_a_scanner_reads_the_address(address: str) -> None:
    assert read(qr_code(address, "QR code")) == address


def test_the_code_says_what_it_is() -> None:
    root = ET.fromstring(qr_code(ADDRESS, "QR code of <First> & last"))  # noqa: S314 - our own

    assert root.findtext(f"{SVG}title") == "QR code of <First> & last"


def test_the_code_grows_with_the_room_it_is_given() -> None:
    root = ET.fromstring(qr_code(ADDRESS, ""))  # noqa: S314 - our own

    assert (root.get("viewBox") is None, root.get("width")) == (False, None)


def test_the_code_has_a_quiet_zone_of_four_modules() -> None:
    picture = Image.open(io.BytesIO(png(qr_code(ADDRESS, "").decode(), 410, 410)))
    dark = picture.convert("L").point(lambda value: 255 if value < 128 else 0)
    box = dark.getbbox()
    modules = 33 + 8

    assert box is not None
    assert [round(edge * modules / 410) for edge in box] == [4, 4, 37, 37]


def test_the_code_is_dark_on_light() -> None:
    svg = qr_code(ADDRESS, "").decode()

    assert (svg.index('"#fff"') < svg.index('"#000"')) is True
