"""What a build keeps of the texts it showed: where each stands, so that it can be put in again.

Only of texts of which every place is known: pages of entries, the home page, and what feeds and
the search hold.
Keys lead to what the cache holds; it is no harm if it is gone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

import msgspec
from msgspec import Struct, field

from generator.files import Latest
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.publication import Register
from generator.pages import routes
from generator.pages.encoded import encoded
from generator.pages.plan import Awaited, FeedSheet, Plan, SearchDocument, SearchSheet, Sheet
from generator.pages.texted import Texted, texts_of
from generator.reader.parsed import Marks, TableMark, TextMark
from generator.render.printed import Kept
from generator.workshop.cache import Cache

_TOGETHER = 64  # documents of an index


class Made(Struct):
    """What was printed of a plan.

    Attributes:
        pages: under which key the cache holds each page, by its path.
        awaited: names of the whole texts on pages whose views were awaited, by path.
        items: what is known of what feeds show, in the order of the plan.
        indexes: what the indexes of the search hold.
    """

    pages: dict[str, str] = field(default_factory=dict)
    awaited: dict[str, tuple[str, ...]] = field(default_factory=dict)
    items: list[Kept] = field(default_factory=list)
    indexes: list[SearchSheet] = field(default_factory=list)


class Shown(Struct, frozen=True):
    """A page that shows texts; `key` is that under which the press kept it."""

    path: str
    template: str
    fallback: str
    lang: str
    key: str


class TextPlace(Struct, frozen=True):
    """Where a text stands: places in `Texts.pages` and in `Texts.items`.

    Attributes:
        mark: how the file was read that holds nothing else; None for that of a row.
    """

    pages: tuple[int, ...]
    items: tuple[int, ...] = ()
    mark: TextMark | None = None


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
    """All texts of a site that can be put in again, by name; and all data files with rows."""

    places: Mapping[str, TextPlace]
    tables: Mapping[str, TableMark]
    pages: tuple[Shown, ...]
    items: tuple[Item, ...]
    feeds: tuple[Feed, ...]
    indexes: tuple[Index, ...] = ()


def to_bytes(texts: Texts) -> bytes:
    """For `from_bytes`."""
    data = encoded(texts)
    _LATEST.says(data, texts)
    return data


def from_bytes(data: bytes) -> Texts | None:
    """What `to_bytes` wrote; None for anything else."""
    return _LATEST.of(data)


def _read(data: bytes) -> Texts | None:
    try:
        return msgspec.json.decode(data, type=Texts)
    except ValueError:
        return None


_LATEST = Latest(_read)  # the preview asks for what it wrote


def shown_by(plan: Plan, made: Made, cache: Cache, marks: Marks, register: Register) -> Texts:
    """What is to be kept of a site that was printed; feeds and indexes go to the cache.

    Args:
        register: of the last publish. By their text entries may be known as renamed ones, but
            not if they were known by their own name.
    """
    feeds = tuple(Feed(cache.keep(encoded(sheet)), sheet.contents) for sheet in plan.feeds)
    holding = _holding(plan.feeds)
    fed = list(zip(plan.items, made.items, strict=True))
    items = tuple(
        Item(kept.key, sheet.lang, holding[place]) for place, (sheet, kept) in enumerate(fed)
    )
    indexes = tuple(index_kept(cache, sheet) for sheet in made.indexes)
    names = [(sheet, _names(sheet, made)) for sheet in plan.sheets]
    showing = [(sheet, shown) for sheet, shown in names if shown]
    pages = tuple(_shown(sheet, made.pages[sheet.path]) for sheet, _ in showing)
    on_pages = _by_text(shown for _, shown in showing)
    in_items = _by_text(_texts_in(item.view, kept.texts) for item, kept in fed)
    waited = chain(made.awaited.values(), (kept.texts for kept in made.items))
    times = Counter(plan.shown) + Counter(chain.from_iterable(waited))
    places: dict[str, TextPlace] = {}
    for entry in _alone(plan, register):
        name, mark = entry.text_name, marks.texts.get(entry.location.file)
        mine, items_ = on_pages.get(name, ()), in_items.get(name, ())
        is_held = mark is not None or entry.location.file in marks.tables
        if is_held and 0 < times[name] == len(mine) + len(items_):
            places[name] = TextPlace(mine, items_, mark)
    return Texts(places, marks.tables, pages, items, feeds, indexes)


def _names(sheet: Sheet, made: Made) -> tuple[str, ...]:
    """Which whole texts a page shows, each as often as it does."""
    return _texts_in(sheet.view, made.awaited.get(sheet.path, ()))


def _texts_in(view: object, awaited: tuple[str, ...]) -> tuple[str, ...]:
    """The same of a view; what is known of it if it was awaited."""
    if isinstance(view, Awaited):
        return awaited
    return tuple(text.name for text in texts_of(view) if text)


def _by_text(views: Iterable[Iterable[str]]) -> Mapping[str, tuple[int, ...]]:
    """For each text the places of what shows it, as often as that does.

    Args:
        views: the names of the texts that each shows.
    """
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, names in enumerate(views):
        for name in names:
            found[name].append(place)
    return {name: tuple(places) for name, places in found.items()}


def _shown(sheet: Sheet, key_: str) -> Shown:
    lang = sheet.view.site.lang if isinstance(sheet.view, Texted | Awaited) else ""
    return Shown(sheet.path, sheet.template, sheet.fallback, lang, key_)


def _alone(plan: Plan, register: Register) -> Iterator[Entry]:
    """Entries that have a page of their own, of which no archive holds a copy."""
    archived = {member for archive in plan.archives for _, member in archive.members}
    for sheet in plan.sheets:
        entry, copied = sheet.entry, routes.file_of(sheet.path) in archived
        if entry is not None and not copied and _keeps_its_name(entry, register):
            yield entry


def _keeps_its_name(entry: Entry, register: Register) -> bool:
    """Whether an entry cannot be one that was renamed, whatever its text says."""
    if not register.rows or not KINDS[entry.kind].in_feed:
        return True
    row = register.rows.get((entry.reference, entry.lang))
    return row is not None and row.published


def feed_of(cache: Cache, feed: Feed) -> FeedSheet | None:
    """A document of a feed; None if the cache has lost it."""
    data = cache.get(feed.key)
    return None if data is None else msgspec.json.decode(data, type=FeedSheet)


def index_kept(cache: Cache, sheet: SearchSheet) -> Index:
    """An index, what it holds put into the cache; an edit changes one part of it."""
    documents = sheet.seen
    parts = (documents[n : n + _TOGETHER] for n in range(0, len(documents), _TOGETHER))
    return Index(sheet.folder, sheet.lang, tuple(cache.keep(encoded(part)) for part in parts))


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
