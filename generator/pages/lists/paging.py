"""Long lists in pages."""

from collections.abc import Iterator

from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.frame import Tree
from generator.pages.values import Pager

Part = tuple[int, int, tuple[Entry, ...]]
"""Number of a page, number of pages, and what stands on it."""


def paged(tree: Tree, entries: tuple[Entry, ...], least: int = 1) -> Iterator[Part]:
    """The pages of a list, with no fewer than `least` entries each; an empty list has one page."""
    size = max(least, tree.config.page_size)
    total = max(1, -(-len(entries) // size))
    for number in range(1, total + 1):
        yield number, total, entries[(number - 1) * size : number * size]


def pager(tree: Tree, path: str, number: int, total: int) -> Pager:
    """Where a page of the list at a path stands."""
    newer = routes.href(tree.config, routes.page_of(path, number - 1)) if number > 1 else ""
    older = routes.href(tree.config, routes.page_of(path, number + 1)) if number < total else ""
    return Pager(number, total, newer, older)
