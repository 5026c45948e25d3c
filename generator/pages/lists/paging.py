"""Long lists in pages, which are counted in one of two ways.

From the first entry, where the order may change at any place: by votes, by merit, by title. From
the oldest entry, where newer ones are added in front: such pages are bound like volumes of a
periodical. Their address and what they show stay as they are when something new comes, which only
stands on the first page; so nothing on them may tell how many others there are. Of their bytes one
link changes, once: that of the last volume, to the next one.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import Generic, TypeVar

from msgspec import Struct

from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.desk.entry_views import card
from generator.pages.frame import Tree
from generator.pages.shelves import archives
from generator.pages.values import Card, FeedLink, Group, Page, Pager

T = TypeVar("T")

ONLY = Pager(1, 1, "", "")
"""Where the only page of a list stands."""


class Part(Struct, Generic[T], frozen=True):
    """A page of a list.

    Attributes:
        shown: what stands on it.
        is_first: whether it is the one that readers come to first.
        count: how many entries the whole list has; None on a page that must not tell.
    """

    path: str
    shown: tuple[T, ...]
    pager: Pager
    is_first: bool
    count: int | None


def paged(tree: Tree, path: str, rows: Sequence[T], size: int | None = None) -> Iterator[Part[T]]:
    """The pages of a list at a path, counted from its first row; an empty list has one.

    Args:
        size: rows on a page; as many as the configuration says if it is not said.
    """
    size = size or tree.config.page_size
    total = max(1, -(-len(rows) // size))
    address = [path, *(routes.page_of(path, number) for number in range(2, total + 1))]
    urls = ["", *(routes.href(tree.config, each) for each in address), ""]
    for n, here in enumerate(address):
        pager = Pager(n + 1, total, urls[n], urls[n + 2])
        yield Part(here, tuple(rows[n * size : (n + 1) * size]), pager, n == 0, len(rows))


def bound(tree: Tree, path: str, entries: Sequence[Entry]) -> Iterator[Part[Entry]]:
    """The pages of a list at a path that has its newest entry first, counted from the oldest.

    Each is full but for the first one: half a page at least, less than one and a half.
    """
    size = tree.config.page_size
    shelves = archives(len(entries), size, least=ceil(size / 2))
    if not shelves.archives:
        yield from paged(tree, path, entries, size=len(entries) or 1)
        return
    last = len(shelves.archives)
    address = [*(routes.page_of(path, number) for number in range(1, last + 1)), path]
    urls = ["", *(routes.href(tree.config, each) for each in address), ""]
    for n, shelf in reversed([*enumerate((*shelves.archives, shelves.newest))]):
        shown = tuple(entries[shelf])
        newest, oldest = (tree.desk.local(each.head.date) for each in (shown[0], shown[-1]))
        pager = Pager(n + 1, 0, urls[n + 2], urls[n], newest, oldest)
        yield Part(address[n], shown, pager, n == last, len(entries) if n == last else None)


def head(
    tree: Tree,
    part: Part[T],
    heading: str,
    intro: str = "",
    *,
    section: str,
    feed: FeedLink | None = None,
) -> Page:
    """The head of a page of a list; search engines are to take the first page alone."""
    return tree.page(
        part.path, heading, intro, section=section, feed=feed, noindex=not part.is_first
    )


def cards(tree: Tree, entries: Iterable[Entry]) -> tuple[Card, ...]:
    """Entries as lists show them."""
    return tuple(card(tree.desk, entry, tree.lang) for entry in entries)


def ungrouped(tree: Tree, part: Part[Entry]) -> tuple[Group, ...]:
    """What stands on a page of a list without groups; no group at all if that is nothing."""
    return (Group("", cards(tree, part.shown), len(part.shown)),) if part.shown else ()
