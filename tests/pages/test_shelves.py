"""Newest items first, divided into what changes and what stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.shelves import archives

COUNTS = st.integers(0, 400)
SIZES = st.integers(1, 40)
LEASTS = st.integers(1, 60)


@given(COUNTS, SIZES, LEASTS)
def test_every_item_stands_in_exactly_one_document(count: int, size: int, least: int) -> None:
    newest_first = tuple(range(count, 0, -1))
    shelves = archives(count, size, least)

    from_new_to_old = [*newest_first[shelves.newest]]
    for archive in reversed(shelves.archives):
        from_new_to_old += newest_first[archive]

    assert tuple(from_new_to_old) == newest_first


@given(COUNTS, SIZES, LEASTS, st.integers(0, 100))
def test_an_archive_keeps_its_items_when_newer_ones_come(
    count: int, size: int, least: int, new: int
) -> None:
    before = tuple(range(count, 0, -1))
    after = tuple(range(count + new, 0, -1))

    old = [before[archive] for archive in archives(count, size, least).archives]
    grown = [after[archive] for archive in archives(count + new, size, least).archives]

    assert grown[: len(old)] == old


@given(COUNTS, SIZES, LEASTS)
def test_each_archive_holds_exactly_its_size(count: int, size: int, least: int) -> None:
    items = range(count)

    assert {len(items[archive]) for archive in archives(count, size, least).archives} <= {size}


@given(COUNTS, SIZES, LEASTS)
def test_the_newest_are_never_nearly_none(count: int, size: int, least: int) -> None:
    newest = len(range(count)[archives(count, size, least).newest])

    assert min(count, least) <= newest < least + size


def test_the_oldest_archive_comes_first() -> None:
    shelves = archives(7, 2, 2)

    assert shelves.newest == slice(0, 3)
    assert shelves.archives == (slice(5, 7), slice(3, 5))


@pytest.mark.parametrize(("count", "size"), [(10, 0), (10, -1), (-1, 10)])
def test_impossible_numbers_are_refused(count: int, size: int) -> None:
    with pytest.raises(ValueError, match="cannot divide"):
        archives(count, size, 1)
    with pytest.raises(ValueError, match="cannot divide"):
        archives(10, 10, size if count > 0 else 0)
