"""Which films say where they were taken."""

import struct
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.pictures.films import names_place
from tests.render.pictures.making import film

PLACED = film(b"\xa9xyz", b"+51.4778-0.0015/")


@pytest.mark.parametrize(
    "data",
    [
        PLACED,
        film(b"loci", bytes(20)),
        film(b"meta", b"\0\0\0\x30mdtacom.apple.quicktime.location.ISO6709"),
        film(b"XMP_", b"<exif:GPSLatitude>51,28N</exif:GPSLatitude>"),
        PLACED.replace(struct.pack(">I", 44) + b"mdat", struct.pack(">I", 1) + b"mdat", 1)[:24]
        + struct.pack(">Q", 52)
        + PLACED[24:],
    ],
    ids=["quicktime", "3gpp", "apple", "xmp", "long box"],
)
def test_a_film_with_its_place_is_known(data: bytes) -> None:
    assert names_place(BytesIO(data))


def test_pictures_and_sounds_of_a_film_are_not_taken_for_a_place() -> None:
    assert not names_place(BytesIO(film(b"\xa9nam", b"A lamp")))


@given(data=st.binary(max_size=300), place=st.integers(0, 200))
def test_any_file_is_read_to_an_answer(data: bytes, place: int) -> None:
    answer = names_place(BytesIO(PLACED[:place] + data))

    assert answer in {True, False}
