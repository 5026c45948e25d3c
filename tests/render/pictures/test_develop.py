"""What a site has of a picture: upright, clean, in sRGB, and never larger than it was."""

import struct

import pytest
from PIL import Image, features

from generator.pages.desk.pictures import LARGEST_AREA, WIDEST, Photo, full, renditions
from generator.render.pictures.develop import developed
from generator.render.pictures.facts import facts
from tests.render.pictures.making import (
    BLUE,
    GREEN,
    RED,
    SECRETS,
    WHITE,
    all_forms,
    exif,
    near,
    photo,
    png_with_text,
    quarters,
    reopened,
    saved,
)

CORNERS = ((0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8))
# Where the quarters of the stored picture are seen, for each way to hold a camera (EXIF 2.32,
# 4.6.4): 6 means that the stored top is the right side.
SEEN = {
    1: (RED, GREEN, BLUE, WHITE),
    2: (GREEN, RED, WHITE, BLUE),
    3: (WHITE, BLUE, GREEN, RED),
    4: (BLUE, WHITE, RED, GREEN),
    5: (RED, BLUE, GREEN, WHITE),
    6: (BLUE, RED, WHITE, GREEN),
    7: (WHITE, GREEN, BLUE, RED),
    8: (GREEN, WHITE, RED, BLUE),
}
LARGE = 1000, 600


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_as_the_camera_was_held(orientation: int) -> None:
    made = reopened(all_forms(photo(orientation), "a.jpg")[""])

    assert tuple(near(made, x, y) for x, y in CORNERS) == SEEN[orientation]


@pytest.mark.parametrize("orientation", [5, 6, 7, 8])
def test_a_turned_picture_has_its_sides_exchanged(orientation: int) -> None:
    data = photo(orientation)

    assert (facts(data, "a.jpg")[0].width, facts(data, "a.jpg")[0].height) == (120, 200)
    assert reopened(all_forms(data, "a.jpg")[""]).size == (120, 200)


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.avif", "a.gif"])
def test_nothing_but_the_picture_is_published(name: str, orientation: int) -> None:
    image = quarters(*LARGE)
    data = {
        "a.jpg": photo(orientation, *LARGE),
        "a.png": png_with_text(image),
        "a.webp": saved(image, "WEBP", exif=exif(orientation), xmp=b"51.4778 Secret Place"),
        "a.avif": saved(image, "AVIF", exif=exif(orientation), xmp=b"51.4778 Secret Place"),
        "a.gif": saved(image, "GIF", comment=b"Secret Place"),
    }[name]

    assert any(secret.encode() in data for secret in SECRETS)

    for made in all_forms(data, name).values():
        assert not [secret for secret in SECRETS if secret.encode() in made]
        assert dict(reopened(made).getexif()) == {}
        assert "icc_profile" not in reopened(made).info


def test_a_photo_that_needs_no_change_keeps_every_pixel() -> None:
    data = photo()

    assert reopened(all_forms(data, "a.jpg")[""]).tobytes() == reopened(data).tobytes()


def test_a_photo_has_webp_beside_its_own_format_in_every_size() -> None:
    endings = list(all_forms(photo(1, *LARGE), "a.jpg"))

    assert endings == ["", ".480w.jpg", ".800w.jpg", ".480w.webp", ".800w.webp", ".webp"]


def test_every_file_has_the_size_and_format_that_pages_say() -> None:
    data = photo(6, *LARGE)
    forms = renditions(facts(data, "a.jpg")[0])

    for form, made in zip(forms, developed(data, "a.jpg", forms), strict=True):
        image = reopened(made)
        assert (image.width, image.height, image.format) == (form.width, form.height, form.format)


@pytest.mark.parametrize("size", [(1, 1), (1, 5000), (479, 300), (480, 300), (3000, 100)])
def test_no_file_is_larger_than_the_original(size: tuple[int, int]) -> None:
    data = saved(Image.new("RGB", size, RED), "PNG")

    for made in all_forms(data, "a.png").values():
        image = reopened(made)
        assert image.width <= size[0]
        assert image.height <= size[1]


def test_a_huge_photo_is_published_smaller() -> None:
    found = facts(photo(1, 5000, 3000), "a.jpg")[0]

    assert full(found).width <= WIDEST
    assert full(found).width * full(found).height <= LARGEST_AREA


def test_a_long_screenshot_stays_readable() -> None:
    found = facts(saved(Image.new("L", (800, 7000)), "PNG"), "a.png")[0]

    assert full(found).width == 800


def test_colours_for_print_become_colours_for_screens() -> None:
    data = saved(quarters().convert("CMYK"), "JPEG", quality=95)
    made = reopened(all_forms(data, "a.jpg")[""])

    assert made.mode == "RGB"
    assert tuple(near(made, x, y) for x, y in CORNERS) == SEEN[1]


def test_a_picture_with_a_broken_profile_is_shown_without_it() -> None:
    data = saved(quarters(), "JPEG", icc_profile=b"no profile at all" * 20)

    assert reopened(all_forms(data, "a.jpg")[""]).mode == "RGB"


def test_sixteen_bits_a_channel_become_eight_where_a_picture_is_made_smaller() -> None:
    grey = Image.new("I;16", (900, 20), 0x8000)
    made = reopened(all_forms(saved(grey, "PNG"), "a.png")[".480w.webp"])
    pixel = made.convert("L").getpixel((5, 5))

    assert pixel in range(0x7D, 0x84)


def test_what_can_be_looked_through_stays_so() -> None:
    image = Image.new("RGBA", (600, 600), (200, 30, 30, 0)).quantize(16)
    made = all_forms(saved(image, "PNG", transparency=0), "a.png")

    for data in made.values():
        assert reopened(data).convert("RGBA").getchannel("A").getextrema() == (0, 0)


def test_a_drawing_with_few_colours_keeps_them_all() -> None:
    made = all_forms(saved(quarters(600, 400), "PNG"), "a.png")
    colours = reopened(made[".webp"]).convert("RGB").getcolors(16) or []

    assert {colour for _, colour in colours} == {RED, GREEN, BLUE, WHITE}


@pytest.mark.parametrize("format_", ["GIF", "WEBP", "PNG"])
def test_a_moving_picture_keeps_all_its_frames(format_: str) -> None:
    frames = [Image.new("RGB", (600, 600), colour) for colour in (RED, GREEN, BLUE)]
    data = saved(frames[0], format_, save_all=True, append_images=frames[1:], duration=100, loop=0)
    made = all_forms(data, f"a.{format_.lower()}")

    assert list(made) == [""]
    assert getattr(reopened(made[""]), "n_frames", 1) == 3
    assert reopened(made[""]).info["loop"] == 0


def test_an_animated_avif_file_is_published_as_its_first_picture() -> None:
    frames = [Image.new("RGB", (600, 600), colour) for colour in (RED, GREEN, BLUE)]
    data = saved(frames[0], "AVIF", save_all=True, append_images=frames[1:], xmp=b"Secret Place")

    for made in all_forms(data, "a.avif").values():
        assert b"Secret Place" not in made
        assert getattr(reopened(made), "n_frames", 1) == 1
        assert near(reopened(made), 0.5, 0.5) == RED


def test_what_stands_inside_the_frames_of_a_webp_file_is_not_published() -> None:
    frames = [Image.new("RGB", (60, 60), colour) for colour in (RED, GREEN)]
    data = saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], duration=100)
    place = data.index(b"ANMF")
    size = int.from_bytes(data[place + 4 : place + 8], "little")
    end = place + 8 + size
    hidden = b"EXIF" + struct.pack("<I", 12) + b"Secret Place"
    frame = b"ANMF" + struct.pack("<I", size + len(hidden)) + data[place + 8 : end] + hidden
    grown = data[:place] + frame + data[end:]
    grown = grown[:4] + struct.pack("<I", len(grown) - 8) + grown[8:]
    made = all_forms(grown, "a.webp")[""]

    assert b"Secret Place" not in made
    assert made == data


@pytest.mark.parametrize("name", ["a.jpg", "a.webp", "a.avif"])
def test_a_picture_longer_than_its_format_can_hold_is_made_smaller(name: str) -> None:
    data = saved(Image.new("L", (6, 70_000)), "PNG")
    made = reopened(all_forms(data, name)[""])

    assert made.height <= 65_535


@pytest.mark.parametrize("whole", [False, True])
def test_a_tall_picture_of_the_press_is_made_smaller_too(*, whole: bool) -> None:
    tall = Photo(60, 70_000, "JPEG", whole=whole)

    assert full(tall).height == 65_500


def test_a_second_picture_behind_the_first_is_not_published() -> None:
    hidden = saved(Image.new("RGB", (64, 64), GREEN), "JPEG")
    data = saved(
        quarters(), "MPO", save_all=True, append_images=[Image.new("RGB", (64, 64), GREEN)]
    )
    made = all_forms(data, "a.jpg")[""]

    assert getattr(reopened(data), "n_frames", 1) == 2
    assert len(made) < len(data)
    assert made.count(b"\xff\xd8\xff") == 1
    assert hidden[20:] not in made


def test_a_picture_is_published_in_the_format_that_its_name_says() -> None:
    data = saved(quarters().convert("RGBA"), "PNG")

    assert reopened(all_forms(data, "a.jpg")[""]).format == "JPEG"


def test_the_same_picture_gives_the_same_bytes() -> None:
    data = photo(3, *LARGE)

    assert all_forms(data, "a.jpg") == all_forms(data, "a.jpg")


def test_the_formats_that_are_promised_can_be_written() -> None:
    assert [name for name in ("avif", "webp", "littlecms2") if not features.check(name)] == []
