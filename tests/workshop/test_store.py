"""How values stand in the file of the cache."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zstandard import ZstdCompressor

from generator.workshop.store import MOST_UNPACKED, PACKED, packed, unpacked

PAGE = b"<li><a href='/tags/night/'>night</a></li>\n" * 200


@given(st.binary() | st.binary().map(lambda value: value * 100))
def test_a_value_is_what_it_was_when_it_is_unpacked(value: bytes) -> None:
    assert unpacked(packed(value)) == value


def test_a_page_takes_less_room_than_it_is_long() -> None:
    assert len(packed(PAGE)) < len(PAGE) // 10


def test_what_packing_makes_longer_stands_as_it_is() -> None:
    noise = hashlib.shake_256(b"noise").digest(1000)

    assert packed(noise)[1:] == noise


@given(st.binary())
def test_other_bytes_are_a_value_or_nothing(stored: bytes) -> None:
    value = unpacked(stored)

    assert value is None or packed(value) == stored or unpacked(packed(value)) == value


@pytest.mark.parametrize("damage", ["cut", "no size", "not said how"])
def test_what_is_damaged_is_nothing(damage: str) -> None:
    stored = packed(PAGE)
    without_size = ZstdCompressor(write_content_size=False).compress(PAGE)
    wrong = {"cut": stored[:-9], "no size": PACKED + without_size, "not said how": stored[1:]}

    assert unpacked(wrong[damage]) is None


def test_what_would_fill_the_memory_is_not_unpacked() -> None:
    stored = PACKED + ZstdCompressor(level=1).compress(bytes(MOST_UNPACKED + 1))

    assert len(stored) < 10_000
    assert unpacked(stored) is None
