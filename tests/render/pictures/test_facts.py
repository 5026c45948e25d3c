"""What is known of a picture file, and what is said of one that is none."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generator.pages.desk.pictures import renditions
from generator.render.pictures.develop import developed
from generator.render.pictures.facts import facts
from generator.render.pictures.faults import Fault
from tests.render.pictures.making import RED, header_of_png, photo, quarters, saved

NAMES = {
    "JPEG": "a.jpg",
    "PNG": "a.png",
    "WEBP": "a.webp",
    "AVIF": "a.avif",
    "GIF": "a.gif",
}
WHOLE = {format_: saved(quarters(), format_) for format_ in NAMES}


def fault_of(data: bytes, name: str) -> Fault:
    with pytest.raises(Fault) as raised:
        facts(data, name)
    return raised.value


@pytest.mark.parametrize("format_", NAMES)
def test_the_size_of_a_picture_is_known(format_: str) -> None:
    found, fault = facts(WHOLE[format_], NAMES[format_])

    assert (found.width, found.height, found.format, fault) == (200, 120, format_, None)


def test_the_colour_that_most_of_a_picture_has_is_known() -> None:
    image = Image.new("RGB", (500, 400), RED)
    image.paste((0, 0, 0), (0, 0, 100, 400))

    assert facts(saved(image, "PNG"), "a.png")[0].colour == "#c81e1e"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_sort_of_png_is_read(mode: str) -> None:
    image = quarters().convert("L").convert("I;16") if mode == "I;16" else quarters().convert(mode)

    assert facts(saved(image, "PNG"), "a.png")[0].width == 200


def test_what_can_be_looked_through_has_no_colour() -> None:
    image = Image.new("RGBA", (50, 50), (200, 30, 30, 100))

    assert facts(saved(image, "PNG"), "a.png")[0].colour == ""


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("format_", NAMES)
def test_a_picture_of_which_a_part_is_missing_is_a_fault(format_: str, share: float) -> None:
    noise = Image.effect_noise((300, 300), 80).convert("RGB")
    data = saved(noise, format_)

    assert fault_of(data[: int(len(data) * share)], NAMES[format_]).code == "broken-picture"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b"<!DOCTYPE html><p>Not found", "a web page"),
        (b"PK\x03\x04" + bytes(100), "a zip archive"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"version https://git-lfs.github.com/spec/v1\noid", "git lfs pull"),
        (bytes(1000), "no picture file"),
    ],
)
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.avif"])
def test_what_is_no_picture_is_said_to_be_what_it_is(name: str, data: bytes, said: str) -> None:
    assert said in fault_of(data, name).message


def test_a_picture_under_a_wrong_name_is_shown_and_told() -> None:
    found, fault = facts(WHOLE["PNG"], "a.jpg")

    assert found.format == "JPEG"
    assert fault is not None
    assert (fault.code, fault.hint[:23]) == ("disguised-picture", "rename it to end in '.p")


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1"])
def test_a_heic_file_under_a_wrong_name_is_said_to_be_one(brand: bytes) -> None:
    data = b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0mif1heic" + bytes(100)

    fault = fault_of(data, "a.jpg")

    assert (fault.code, "HEIC" in fault.message) == ("unshown-picture", True)
    assert "JPEG" in fault.hint


def test_an_animated_avif_file_is_told_to_stand_still() -> None:
    frames = [Image.new("RGB", (90, 90), colour) for colour in ("red", "blue")]
    data = saved(frames[0], "AVIF", save_all=True, append_images=frames[1:])
    found, fault = facts(data, "a.avif")

    assert not found.moving
    assert fault is not None
    assert (fault.code, fault.fatal) == ("still-picture", False)


def test_an_animation_under_a_wrong_name_is_a_fault() -> None:
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])

    assert fault_of(data, "a.png").code == "broken-picture"


@pytest.mark.parametrize("name", ["a.tif", "a.heic", "a.BMP", "a.jxl"])
def test_a_picture_that_browsers_do_not_show_is_left_out_with_its_cure(name: str) -> None:
    fault = fault_of(saved(quarters(), "TIFF"), name)

    assert (fault.code, "JPEG or PNG" in fault.hint) == ("unshown-picture", True)


def test_a_huge_picture_is_known_by_its_header_alone() -> None:
    fault = fault_of(header_of_png(10_000, 10_000), "a.png")

    assert fault.code == "huge-picture"
    assert "10000 × 10000" in fault.message


def test_a_picture_of_80_megapixels_may_be_published() -> None:
    data = saved(Image.new("1", (10_000, 8_000)), "PNG")

    assert facts(data, "a.png")[0].width == 10_000


FRAMES = [quarters().rotate(turn) for turn in (0, 90, 180)]
SORTS = {
    **{NAMES[format_]: [data] for format_, data in WHOLE.items()},
    "b.jpg": [photo(6), saved(quarters(), "TIFF"), saved(quarters().convert("CMYK"), "JPEG")],
    "b.gif": [saved(FRAMES[0], "GIF", save_all=True, append_images=FRAMES[1:])],
    "b.webp": [saved(FRAMES[0], "WEBP", save_all=True, append_images=FRAMES[1:])],
    "b.png": [saved(FRAMES[0], "PNG", save_all=True, append_images=FRAMES[1:])],
    "b.avif": [saved(FRAMES[0], "AVIF", save_all=True, append_images=FRAMES[1:])],
}


@st.composite
def damaged(draw: st.DrawFn, whole: list[bytes]) -> bytes:
    """A file of which some bytes are others, most often near the start, and the end is cut off."""
    data = bytearray(draw(st.sampled_from(whole)))
    for _ in range(draw(st.integers(1, 4))):
        last = draw(st.sampled_from((min(400, len(data)), len(data)))) - 1
        data[draw(st.integers(0, last))] = draw(st.sampled_from((0, 1, 127, 128, 255, 42)))
    return bytes(data[: len(data) - draw(st.integers(0, 40))])


@pytest.mark.parametrize("name", SORTS)
@given(data=st.data())
def test_a_damaged_file_is_a_fault_or_a_picture(name: str, data: st.DataObject) -> None:
    file = data.draw(damaged(SORTS[name]))
    try:
        found, _ = facts(file, name)
        made = developed(file, name, renditions(found))
    except Fault as fault:
        made = (fault.message.encode(),)

    assert all(made)


@pytest.mark.parametrize("body", [b"\xff\xff\xff", b"\x00\x00"])
def test_a_tiff_file_with_a_damaged_directory_is_a_fault(body: bytes) -> None:
    data = saved(quarters(), "TIFF")
    start = int.from_bytes(data[4:8], "little")

    assert fault_of(data[: start + 2] + body * 200, "a.jpg").code == "broken-picture"


def test_a_gif_file_whose_second_frame_is_damaged_is_a_fault() -> None:
    data = saved(FRAMES[0], "GIF", save_all=True, append_images=FRAMES[1:])
    second = data.index(b"\x21\xf9", data.index(b"\x21\xf9") + 2)

    assert fault_of(data[: second + 9], "a.gif").code == "broken-picture"


def test_a_damaged_exif_block_is_no_reason_not_to_show_a_photo() -> None:
    data = photo().replace(b"Exif\0\0MM", b"Exif\0\0XX").replace(b"Exif\0\0II", b"Exif\0\0XX")

    assert facts(data, "a.jpg")[0].width == 200


def test_a_text_that_unpacks_to_a_gigabyte_is_not_unpacked() -> None:
    body = b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9)
    chunk = struct.pack(">I", len(body)) + b"zTXt" + body
    chunk += struct.pack(">I", zlib.crc32(b"zTXt" + body))
    data = WHOLE["PNG"][:33] + chunk + WHOLE["PNG"][33:]

    assert fault_of(data, "a.png").code == "broken-picture"
