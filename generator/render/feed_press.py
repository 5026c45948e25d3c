"""Feed documents to files, in the three formats."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from generator.pages.artefact import Artefact, Role, Stands, nowhere
from generator.pages.encoded import encoded
from generator.pages.feed_views import FeedView
from generator.pages.plan import FeedSheet
from generator.render import feeds
from generator.render.press import Press, digest
from generator.render.printed import unfolded

_WRITERS = {"rss": feeds.rss, "atom": feeds.atom, "json": feeds.json_feed}


class _Document(Struct, frozen=True):
    format: str
    view: FeedView
    contents: tuple[bytes, ...]  # folded


def feed_files(
    press: Press,
    sheets: Sequence[FeedSheet],
    keys: Sequence[str],
    content: Callable[[int], bytes],
    stands: Stands = nowhere,
) -> Iterator[Artefact]:
    """The files of every feed document but those that are in place.

    Args:
        keys: of the items, at the indexes that the sheets name: another content, another key.
        content: the HTML of the item at an index, UTF-8, folded (`render.printed`).
    """
    named = list(_named(sheets, keys))
    digests = press.digests([key for key, *_ in named])
    lacking = [
        (key, path, format_, sheet)
        for key, path, format_, sheet in named
        if key not in digests or not stands(path, digests[key], Role.FEED)
    ]
    once = cache(content)
    documents = [
        _Document(format_, sheet.view, tuple(map(once, sheet.contents)))
        for _, _, format_, sheet in lacking
    ]
    made = press.make("feeds", _write, documents, [key for key, *_ in lacking], _Desk)
    for (key, path, *_), written in zip(lacking, made, strict=True):
        if isinstance(written, bytes):
            digest_ = digests.get(key) or press.digested(key, written)
            yield Artefact(path, written, Role.FEED, digest_)


def _named(
    sheets: Sequence[FeedSheet], keys: Sequence[str]
) -> Iterator[tuple[str, str, str, FeedSheet]]:
    """The key of each document, its path, its format, and what it is made from."""
    for sheet in sheets:
        said = encoded((sheet.view, [keys[index] for index in sheet.contents]))
        paths = (("rss", sheet.rss), ("atom", sheet.atom), ("json", sheet.json))
        for format_, path in paths:
            if path:
                yield digest("feed", format_, said), path[1:], format_, sheet


class _Desk:
    """Where a process fills in what feeds show: once for all formats of a document."""

    def __init__(self) -> None:
        self._known: FeedView | None = None
        self._filled: FeedView | None = None

    def filled(self, document: _Document) -> FeedView:
        """The view of a document with the content of its items."""
        if self._filled is None or self._known is not document.view:
            items = zip(document.view.items, document.contents, strict=True)
            full = tuple(replace(item, content=unfolded(html).decode()) for item, html in items)
            self._known, self._filled = document.view, replace(document.view, items=full)
        return self._filled


def _write(desk: _Desk, document: _Document) -> bytes:
    return _WRITERS[document.format](desk.filled(document))
