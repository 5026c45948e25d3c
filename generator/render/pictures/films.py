"""Films that say where they were taken, as telephones write it."""

from collections.abc import Iterator
from typing import BinaryIO

FILMS = frozenset({".mp4", ".m4v", ".mov", ".qt", ".3gp", ".3g2"})
"""Endings of files that are built of boxes (ISO 14496-12, section 4.2; QuickTime File Format)."""

# User data of QuickTime, keys of Apple's telephones, 3GPP TS 26.244 (8.10), XMP.
_PLACES = (b"\xa9xyz", b"com.apple.quicktime.location", b"loci", b"GPSLatitude")
_HOLDERS = frozenset({b"moov", b"trak"})
_NOTES = frozenset({b"udta", b"meta", b"uuid", b"XMP_"})
_MOST_BYTES = 1 << 20  # of one note: a film's cover may stand there
_MOST_BOXES = 10_000
_LONG = 1  # a size that stands behind the name, in eight bytes
_TO_END = 0


def names_place(film: BinaryIO) -> bool:
    """Whether a film says where it was taken; a little of it is read, however long it is."""
    end = film.seek(0, 2)
    return any(
        any(place in note for place in _PLACES) for note in _notes(film, 0, end, _MOST_BOXES)
    )


def _notes(film: BinaryIO, start: int, end: int, most: int) -> Iterator[bytes]:
    """What stands in a film beside its pictures and sounds."""
    for _ in range(most):
        if start + 8 > end:
            return
        name, inside, start = _box(film, start, end)
        if name in _HOLDERS:
            yield from _notes(film, inside, start, most // 10)
        elif name in _NOTES:
            film.seek(inside)
            yield film.read(min(_MOST_BYTES, start - inside))


def _box(film: BinaryIO, start: int, end: int) -> tuple[bytes, int, int]:
    """The name of a box, where its content begins, and where the next one does."""
    film.seek(start)
    head = film.read(16)
    size, inside = int.from_bytes(head[:4], "big"), start + 8
    if size == _LONG:
        size, inside = int.from_bytes(head[8:], "big"), start + 16
    if size == _TO_END or size < inside - start:
        return head[4:8], inside, end
    return head[4:8], inside, min(end, start + size)
