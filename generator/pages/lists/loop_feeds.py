"""Feeds of the loop: what happens to one suggestion, step by step, and what reaches a status.

A suggestion with a file of its own has a feed from the day it comes in. A row of a data file has
one from its first dated step on: most of tens of thousands of rows never have any. Such a feed is
in Atom alone, which every reader reads.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from generator.journal.threads import Node
from generator.kinds.kind import Kind
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.collections import feed_paths
from generator.pages.departed import status_id, status_tombstones
from generator.pages.desk.entry_views import Neighbours, entry_view
from generator.pages.feed_ids import feed_id, name_in_ids
from generator.pages.feed_layout import Feeds
from generator.pages.feed_views import FeedAuthor, FeedItem, FeedLinks, FeedView, OpmlEntry
from generator.pages.frame import Tree
from generator.pages.lists.boards import by_column
from generator.pages.lists.tickets import standing
from generator.pages.plan import FeedSheet, ItemSheet
from generator.pages.status_feeds import has_feed, status_folders
from generator.pages.thread import steps
from generator.pages.thread_views import Knot
from generator.pages.values import EntryView, FieldView
from generator.pages.views import ItemPage

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def loop_feeds(feeds: Feeds) -> Iterator[FeedSheet]:
    """The feed of every status and of every suggestion of a language."""
    tree = feeds.tree
    for kind in (kind for kind in KINDS.values() if kind.journey is not None):
        for name, entries in by_column(tree, kind).items():
            yield _of_status(feeds, kind, name, entries)
        for entry in tree.atlas.own:
            if entry.kind == kind.name and has_feed(tree.desk.journal, entry):
                yield _of_entry(tree, feeds.items, entry)


def loop_opml(tree: Tree) -> Iterator[OpmlEntry]:
    """The feeds of statuses for the list of feeds; those of suggestions would be too many."""
    for folder, title in status_folders(tree.desk, tree.lang):
        yield OpmlEntry(
            title=title,
            feed=routes.absolute(tree.config, feed_paths(folder)[0]),
            home=routes.absolute(tree.config, folder),
            lang=tree.lang,
            group=tree.say("By status"),
        )


def _of_status(feeds: Feeds, kind: Kind, name: str, entries: Sequence[Entry]) -> FeedSheet:
    """What reached a status: an item for each entry that is there, of the day it got there."""
    tree = feeds.tree
    folder = routes.value_path(tree.config, kind.name, name, tree.lang)
    title = next(title for path, title in status_folders(tree.desk, tree.lang) if path == folder)
    newest = sorted(entries, key=lambda e: (-_since(tree, e).timestamp(), e.head.id))
    shown = [(entry, *feeds.item(entry)) for entry in newest[: tree.config.feed_size]]
    items = tuple(_reached(tree, name, entry, item) for entry, item, _ in shown)
    rss, atom, json = feed_paths(folder)
    view = _view(tree, folder, title, items)
    view = replace(view, tombstones=tuple(status_tombstones(tree, kind, name, feeds.gone)))
    return FeedSheet(rss, atom, json, view, tuple(index for _, _, index in shown))


def _reached(tree: Tree, status: str, entry: Entry, item: FeedItem) -> FeedItem:
    since = _since(tree, entry)
    name = status_id(item.id, status, since)
    return replace(item, id=name, published=since, updated=since)


def _since(tree: Tree, entry: Entry) -> datetime:
    return standing(tree, entry).since or entry.head.date or _NEVER


def _of_entry(tree: Tree, items: list[ItemSheet], entry: Entry) -> FeedSheet:
    """What happened to a suggestion: an item for each dated step that is over."""
    folder = routes.entry_path(tree.config, entry)
    base = _base_view(tree, entry)
    made: list[tuple[FeedItem, int]] = []
    seen: Counter[str] = Counter()
    for node, knot in steps(tree.desk, entry):
        if node.date is None or node.date > tree.desk.journal.at:
            continue
        name = _name(tree, node)
        seen[name] += 1
        view = _step_view(tree, base, knot)
        items.append(ItemSheet(ItemPage(tree.site, view), entry.location, tree.lang))
        again = f"/{seen[name]}" if seen[name] > 1 else ""
        made.append((_step(tree, entry, knot, f"{name}{again}"), len(items) - 1))
    newest = made[::-1][: tree.config.feed_size]
    title = f"{tree.site.title}: {entry.head.title}"
    view_ = _view(tree, folder, title, tuple(item for item, _ in newest), atom_only=True)
    return FeedSheet("", feed_paths(folder)[1], "", view_, tuple(index for _, index in newest))


def _name(tree: Tree, node: Node) -> str:
    """What a step is called in ids for good: neither order nor wording has a part in it."""
    day = f"{node.date:%Y-%m-%d}" if node.date else ""
    if node.status:
        return f"{node.status}/{day}"
    named = name_in_ids(tree.desk.journal, node.entry)
    return f"{node.step}/{node.entry.kind}/{named}"


def _step(tree: Tree, entry: Entry, knot: Knot, name: str) -> FeedItem:
    when = knot.date or _NEVER
    own = routes.absolute(tree.config, routes.entry_path(tree.config, entry))
    said = tree.desk.words.word(tree.lang, knot.status) if knot.status else ""
    return FeedItem(
        id=f"{feed_id(tree.desk.journal, entry)}/{name}",
        url=knot.link.url if knot.link else own,
        title=" · ".join(part for part in (knot.label, said, entry.head.title) if part),
        summary="",
        content="",
        published=when,
        updated=when,
        authors=tuple(FeedAuthor(each.title, each.url) for each in knot.people),
        categories=(knot.label,),
        lang=entry.lang,
    )


def _base_view(tree: Tree, entry: Entry) -> EntryView:
    """A suggestion with nothing in it that is not said of each of its steps."""
    filling = tree.desk.filling(entry, tree.lang, whole=True, on_own_page=False)
    view = entry_view(tree.desk, entry, Neighbours(), filling)
    return replace(view, record={}, mentioned_in=())


def _step_view(tree: Tree, base: EntryView, knot: Knot) -> EntryView:
    """A step as an item shows it: why or how, whose it was, where it is seen."""
    rows = (
        ("status", tree.say("Status"), knot.status),
        ("people", tree.say("People"), knot.people),
        ("link", tree.say("Seen in"), knot.link),
    )
    fields = tuple(FieldView(name, label, value) for name, label, value in rows if value)
    return replace(base, html=knot.note, fields=fields)


def _view(
    tree: Tree, folder: str, title: str, items: tuple[FeedItem, ...], *, atom_only: bool = False
) -> FeedView:
    config = tree.config
    paths = [routes.absolute(config, path) for path in feed_paths(folder)]
    links = FeedLinks("", paths[1], "") if atom_only else FeedLinks(*paths)
    return FeedView(
        id=f"tag:{config.tag_authority}:feed{routes.quoted(folder)}",
        title=title,
        subtitle=tree.site.tagline,
        home=routes.absolute(config, folder),
        lang=tree.lang,
        items=items,
        authors=(FeedAuthor(tree.site.publisher or tree.site.title, config.base_url),),
        self_links=links,
        current=links,
        hub=config.hub or "",
        generator=tree.site.generator,
        rights=tree.site.rights,
        empty_updated=_NEVER,
    )
