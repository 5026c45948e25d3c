"""Feed documents to files, in the three formats."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.pages.artefact import Artefact, Role
from generator.pages.encoded import encoded
from generator.pages.feed_views import FeedView
from generator.pages.plan import FeedSheet
from generator.render import feeds
from generator.render.press import Press, digest

_WRITERS = {"rss": feeds.rss, "atom": feeds.atom, "json": feeds.json_feed}


class _Document(Struct, frozen=True):
    path: str
    format: str
    view: FeedView
    contents: tuple[str, ...]


def feed_files(
    press: Press, sheets: Sequence[FeedSheet], contents: Sequence[str]
) -> Iterator[Artefact]:
    """The files of every feed document.

    Args:
        contents: HTML of the items, at the indexes that the sheets name.
    """
    digests = [digest(text.encode("utf-8", "replace")) for text in contents]
    documents: list[_Document] = []
    keys: list[str] = []
    for sheet in sheets:
        texts = tuple(contents[index] for index in sheet.contents)
        said = encoded((sheet.view, [digests[index] for index in sheet.contents]))
        named = (("rss", sheet.rss), ("atom", sheet.atom), ("json", sheet.json))
        for format_, path in ((format_, path) for format_, path in named if path):
            documents.append(_Document(path[1:], format_, sheet.view, texts))
            keys.append(digest("feed", format_, said))
    made = press.make("feeds", _write, documents, keys, _nothing)
    for document, content in zip(documents, made, strict=True):
        if isinstance(content, bytes):
            yield Artefact(document.path, content, Role.FEED)


def _nothing() -> None:
    """Writing feeds needs no state in its process."""


def _write(_state: None, document: _Document) -> bytes:
    items = zip(document.view.items, document.contents, strict=True)
    filled = tuple(replace(item, content=content) for item, content in items)
    return _WRITERS[document.format](replace(document.view, items=filled))
