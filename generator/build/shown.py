"""What a build keeps of the texts it showed: where each stands, so that it can be put in again.

Only of texts of which every place is known: pages of entries, the home page, and what feeds and
the search hold.
Keys lead to what the cache holds; it is no harm if it is gone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec import Struct, field

from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.publication import Register
from generator.pages import routes
from generator.pages.encoded import encoded
from generator.pages.html import Text
from generator.pages.plan import FeedSheet, Plan, SearchDocument, SearchSheet, Sheet
from generator.pages.texted import Texted, texts_of
from generator.reader.parsed import TextMark
from generator.workshop.cache import Cache, key

_TOGETHER = 64  # documents of an index


class Made(Struct):
    """What was printed of a plan.

    Attributes:
        pages: under which key the cache holds each page, by its path.
        items: the same of what feeds show, in their order.
        indexes: what the indexes of the search hold.
    """

    pages: dict[str, str] = field(default_factory=dict)
    items: list[str] = field(default_factory=list)
    indexes: list[SearchSheet] = field(default_factory=list)


class Shown(Struct, frozen=True):
    """A page that shows texts; `key` is that under which the press kept it."""

    path: str
    template: str
    fallback: str
    lang: str
    key: str


class TextPlace(Struct, frozen=True):
    """Where the text of a file stands: places in `Texts.pages` and in `Texts.items`."""

    mark: TextMark
    pages: tuple[int, ...]
    items: tuple[int, ...] = ()


class Item(Struct, frozen=True):
    """What feeds show of an entry; `feeds` are places in `Texts.feeds`."""

    key: str
    lang: str
    feeds: tuple[int, ...] = ()


class Feed(Struct, frozen=True):
    """A document of a feed: its key in the cache, and places of what it shows in `Texts.items`."""

    key: str
    items: tuple[int, ...]


class Index(Struct, frozen=True):
    """An index of the search: keys of what it holds, in order, some documents each."""

    folder: str
    lang: str
    parts: tuple[str, ...]


class Texts(Struct, frozen=True):
    """All texts of a site that can be put in again, by file."""

    places: Mapping[str, TextPlace]
    pages: tuple[Shown, ...]
    items: tuple[Item, ...]
    feeds: tuple[Feed, ...]
    indexes: tuple[Index, ...] = ()


def to_bytes(texts: Texts) -> bytes:
    """For `from_bytes`."""
    return encoded(texts)


def from_bytes(data: bytes) -> Texts | None:
    """What `to_bytes` wrote; None for anything else."""
    try:
        return msgspec.json.decode(data, type=Texts)
    except ValueError:
        return None


def shown_by(
    plan: Plan, made: Made, cache: Cache, marks: Mapping[str, TextMark], register: Register
) -> Texts:
    """What is to be kept of a site that was printed; feeds and indexes go to the cache.

    Args:
        marks: how each file was read.
        register: of the last publish. By their text entries may be known as renamed ones, but
            not if they were known by their own name.
    """
    feeds = tuple(Feed(kept(cache, encoded(sheet)), sheet.contents) for sheet in plan.feeds)
    holding = _holding(plan.feeds)
    items = tuple(
        Item(key_, sheet.lang, holding[place])
        for place, (key_, sheet) in enumerate(zip(made.items, plan.items, strict=True))
    )
    indexes = tuple(index_kept(cache, sheet) for sheet in made.indexes)
    sheets = [sheet for sheet in plan.sheets if _texts(sheet.view)]
    pages = tuple(_shown(sheet, made.pages[sheet.path]) for sheet in sheets)
    on_pages = _by_text(sheet.view for sheet in sheets)
    in_items = _by_text(item.view for item in plan.items)
    places: dict[str, TextPlace] = {}
    for file in _alone(plan, register):
        mine, fed = on_pages.get(file, ()), in_items.get(file, ())
        if file in marks and plan.shown.get(file) == len(mine) + len(fed):
            places[file] = TextPlace(marks[file], mine, fed)
    return Texts(places, pages, items, feeds, indexes)


def _texts(view: object) -> tuple[Text, ...]:
    return texts_of(view) if isinstance(view, Texted) else ()


def _by_text(views: Iterable[object]) -> Mapping[str, tuple[int, ...]]:
    """For each file the places of the views that show its text, as often as they do."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, view in enumerate(views):
        for text in _texts(view):
            found[text.file].append(place)
    return {file: tuple(places) for file, places in found.items()}


def _shown(sheet: Sheet, key_: str) -> Shown:
    lang = sheet.view.site.lang if isinstance(sheet.view, Texted) else ""
    return Shown(sheet.path, sheet.template, sheet.fallback, lang, key_)


def _alone(plan: Plan, register: Register) -> Iterator[str]:
    """Files of entries that have a page of their own, of which no archive holds a copy."""
    archived = {member for archive in plan.archives for _, member in archive.members}
    for sheet in plan.sheets:
        entry, copied = sheet.entry, routes.file_of(sheet.path) in archived
        if entry is not None and not copied and _keeps_its_name(entry, register):
            yield entry.location.file


def _keeps_its_name(entry: Entry, register: Register) -> bool:
    """Whether an entry cannot be one that was renamed, whatever its text says."""
    if not register.rows or not KINDS[entry.kind].in_feed:
        return True
    return (entry.reference, entry.lang) in register.rows


def kept(cache: Cache, content: bytes) -> str:
    """The key under which the cache holds some bytes from now on."""
    key_ = key("kept", content)
    if not cache.holds(key_):
        cache.put(key_, content)
    return key_


def feed_of(cache: Cache, feed: Feed) -> FeedSheet | None:
    """A document of a feed; None if the cache has lost it."""
    data = cache.get(feed.key)
    return None if data is None else msgspec.json.decode(data, type=FeedSheet)


def index_kept(cache: Cache, sheet: SearchSheet) -> Index:
    """An index, what it holds put into the cache; an edit changes one part of it."""
    documents = sheet.seen
    parts = (documents[n : n + _TOGETHER] for n in range(0, len(documents), _TOGETHER))
    return Index(sheet.folder, sheet.lang, tuple(kept(cache, encoded(part)) for part in parts))


def index_of(cache: Cache, index: Index) -> SearchSheet | None:
    """What an index holds; None if the cache has lost some of it."""
    documents: list[SearchDocument] = []
    for key_ in index.parts:
        data = cache.get(key_)
        if data is None:
            return None
        documents += msgspec.json.decode(data, type=tuple[SearchDocument, ...])
    return SearchSheet(index.folder, index.lang, tuple(documents))


def _holding(feeds: Iterable[FeedSheet]) -> Mapping[int, tuple[int, ...]]:
    """For each item the documents that it stands in."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for number, feed in enumerate(feeds):
        for item in feed.contents:
            found[item].append(number)
    return defaultdict(tuple, {item: tuple(numbers) for item, numbers in found.items()})
