"""What a publish changes: pages, and what the readers of feeds see as new or updated."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import timedelta

from msgspec import Struct

from generator.model.publication import Register
from generator.pages.artefact import Role
from generator.pages.feed_views import FeedItem
from generator.pages.plan import FeedSheet
from generator.pages.routes import file_of
from generator.targets.record import Deployed, File, Mark, changed, gone

FRESH = timedelta(days=1)
"""How far an item's date may lie before the last publish: a day without a time begins at midnight,
and what happened is written down in the evening."""


class Document(Struct, frozen=True):
    """A document of a feed: its file in the site, and its whole address."""

    path: str
    url: str


class News(Struct, frozen=True):
    """What the readers of one feed will see.

    Attributes:
        folder: path of the site where its documents lie.
        new: items that the feed never held.
        updated: items whose author says that they changed.
        late: those of the new ones that are older than the last publish, more than `FRESH`.
    """

    folder: str
    title: str
    new: tuple[FeedItem, ...]
    updated: tuple[FeedItem, ...]
    late: tuple[FeedItem, ...]


class Comparison(Struct, frozen=True):
    """A new site beside what readers see now.

    Attributes:
        new: paths of pages, sorted, as are `changed` and `gone`.
        files: how many files of all sorts have to be sent; `bytes` is their size.
        deleted: how many files of all sorts have to go.
        feeds: those with something new or updated, by folder.
        documents: documents of feeds that people fetch and whose bytes change.
        silent: addresses of pages whose text changed without a word to the readers of feeds.
        withdrawn: paths of pages that readers knew and that are no longer public.
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    files: int
    bytes: int
    deleted: int
    feeds: tuple[News, ...]
    documents: tuple[Document, ...]
    silent: tuple[str, ...]
    withdrawn: tuple[str, ...]


def compare(
    files: Mapping[str, File],
    feeds: Iterable[FeedSheet],
    registers: tuple[Register, Register],
    old: Deployed | None,
) -> Comparison:
    """What changes for readers.

    Args:
        files: those of the new site.
        feeds: every document of its feeds.
        registers: what readers were told before, and what they will have been told.
    """
    before = old.files if old else {}
    sheets = tuple(feeds)
    to_send = changed(files, before)
    pages = {path for path in to_send if files[path].role is Role.PAGE}
    to_go = gone(files, before)
    news = tuple(_news(sheets, old))
    told = {item.id for each in news for item in (*each.new, *each.updated)}
    return Comparison(
        new=tuple(sorted(pages - before.keys())),
        changed=tuple(sorted(pages & before.keys())),
        gone=tuple(path for path in to_go if before[path].role is Role.PAGE),
        files=len(to_send),
        bytes=sum(files[path].size for path in to_send),
        deleted=len(to_go),
        feeds=tuple(each for each in news if each.new or each.updated),
        documents=tuple(_documents(sheets, frozenset(to_send))),
        silent=tuple(sorted(_silent(*registers, told))),
        withdrawn=tuple(sorted(_withdrawn(*registers))),
    )


def held(
    feeds: Iterable[FeedSheet], old: Deployed | None, names: Callable[[str], object]
) -> dict[str, tuple[Mark, ...]]:
    """For each feed, by its folder, every item that it holds or ever held, those of now first.

    Args:
        names: whether a text names somebody who is forgotten; what did is not held any more.
    """
    found: dict[str, dict[str, Mark]] = {}
    for sheet in sorted(feeds, key=lambda sheet: sheet.view.archive):
        marks = found.setdefault(_folder(sheet), {})
        for item in sheet.view.items:
            marks.setdefault(item.id, Mark(item.id, item.updated, item.published))
    for folder, known in (old.feeds if old else {}).items():
        if names(folder):
            continue
        marks = found.setdefault(folder, {})
        for mark in known:
            if not names(mark.id):
                marks.setdefault(mark.id, mark)
    return {folder: tuple(marks.values()) for folder, marks in sorted(found.items())}


def _news(sheets: Iterable[FeedSheet], old: Deployed | None) -> Iterator[News]:
    """Each feed, whether it has news or not, by its folder."""
    current = {_folder(sheet): sheet for sheet in sheets if not sheet.view.archive}
    for folder, sheet in sorted(current.items()):
        known = {mark.id: mark for mark in (old.feeds if old else {}).get(folder, ())}
        items = sheet.view.items
        new = tuple(item for item in items if item.id not in known)
        # Nobody reads a feed yet that was not there.
        since = old.at - FRESH if old is not None and folder in old.feeds else None
        yield News(
            folder,
            sheet.view.title,
            new,
            tuple(i for i in items if i.id in known and i.updated > known[i.id].updated),
            tuple(item for item in new if since is not None and item.published < since),
        )


def _documents(sheets: Iterable[FeedSheet], sent: AbstractSet[str]) -> Iterator[Document]:
    """The documents that people fetch and whose bytes change; archives are not among them."""
    for sheet in sheets:
        links = sheet.view.self_links
        formats = ((sheet.rss, links.rss), (sheet.atom, links.atom), (sheet.json, links.json))
        for path, url in formats:
            if path and not sheet.view.archive and file_of(path) in sent:
                yield Document(file_of(path), url)


def _folder(sheet: FeedSheet) -> str:
    """The folder that the documents of one feed lie in, archives too, and of no other feed."""
    return (sheet.atom or sheet.rss or sheet.json).rpartition("/")[0] + "/"


def _silent(before: Register, after: Register, told: AbstractSet[str]) -> Iterator[str]:
    """Pages of entries whose text changed without a word to the readers of feeds."""
    for key, row in after.rows.items():
        old = before.rows.get(key)
        if old and old.live and row.live and row.feed_id not in told and old.digest != row.digest:
            yield row.path


def _withdrawn(before: Register, after: Register) -> Iterator[str]:
    for key, row in before.rows.items():
        if row.live and key in after.rows and not after.rows[key].live:
            yield row.path
