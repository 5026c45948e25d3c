"""Feeds: which documents there are, and what stands in each."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.collections import Collection, feed_paths
from generator.pages.departed import departed, tombstones
from generator.pages.desk.entry_views import (
    Neighbours,
    entry_view,
    people,
    summary,
    tag_link,
)
from generator.pages.desk.filling import Filling
from generator.pages.feed_ids import feed_id
from generator.pages.feed_views import (
    FeedAuthor,
    FeedItem,
    FeedLinks,
    FeedView,
    OpmlEntry,
)
from generator.pages.frame import Tree
from generator.pages.open_then import OpenThen
from generator.pages.plan import Awaited, FeedSheet, ItemSheet
from generator.pages.shelves import archives
from generator.pages.values import Picture
from generator.pages.views import ItemPage

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Feeds:
    """Lays out the feeds of a language; each item is made once for all the feeds it stands in.

    Attributes:
        items: what the items show, to be printed; it begins with those of other languages.
        gone: what is withdrawn, the latest first.
    """

    def __init__(self, tree: Tree, items: list[ItemSheet]) -> None:
        self.tree = tree
        self.items = items
        self._made: dict[int, tuple[FeedItem, int]] = {}
        self.gone = departed(tree.desk.journal)
        self._open_then = OpenThen(tree)

    def sheets(self) -> Iterator[FeedSheet]:
        """Every document of every feed, archives before the document that names them."""
        for collection in self.tree.collections:
            yield from self._documents(collection)

    def opml(self) -> Iterator[OpmlEntry]:
        """Every feed for the list of feeds."""
        for collection in self.tree.collections:
            yield OpmlEntry(
                title=collection.name,
                feed=routes.absolute(self.tree.config, feed_paths(collection.folder)[0]),
                home=routes.absolute(self.tree.config, collection.home),
                lang=self.tree.lang,
                group=self.tree.say(collection.group),
            )

    def _documents(self, collection: Collection) -> Iterator[FeedSheet]:
        size = self.tree.config.feed_size
        entries = collection.entries
        if not collection.archived:
            yield self._sheet(collection, entries[:size], 0, 0)
            return
        shelves = archives(len(entries), size, least=size)
        last = len(shelves.archives)
        for number, shelf in enumerate(shelves.archives, 1):
            yield self._sheet(collection, entries[shelf], number, last)
        yield self._sheet(collection, entries[shelves.newest], 0, last)

    def _sheet(
        self, collection: Collection, entries: tuple[Entry, ...], number: int, last: int
    ) -> FeedSheet:
        tree, config = self.tree, self.tree.config
        older = number - 1 if number else last
        made = [self.item(entry) for entry in entries]
        view = FeedView(
            id=self._id(collection),
            title=collection.name,
            subtitle=collection.summary or tree.site.tagline,
            home=routes.absolute(config, collection.home),
            lang=tree.lang,
            items=tuple(item for item, _ in made),
            authors=(FeedAuthor(tree.site.publisher or tree.site.title, config.base_url),),
            self_links=self._links(collection, number),
            current=self._links(collection, 0),
            previous=self._links(collection, older) if older else None,
            next=self._links(collection, number + 1) if 0 < number < last else None,
            archive=number > 0,
            hub=config.hub or "",
            generator=tree.site.generator,
            rights=tree.site.rights,
            empty_updated=_NEVER,
            tombstones=() if number else tuple(tombstones(tree, collection, self.gone)),
        )
        rss, atom, json = feed_paths(collection.folder, number)
        return FeedSheet(rss, atom, json, view, tuple(index for _, index in made))

    def _links(self, collection: Collection, number: int) -> FeedLinks:
        paths = feed_paths(collection.folder, number)
        return FeedLinks(*(routes.absolute(self.tree.config, path) for path in paths))

    def _id(self, collection: Collection) -> str:
        return f"tag:{self.tree.config.tag_authority}:feed{routes.quoted(collection.folder)}"

    def item(self, entry: Entry) -> tuple[FeedItem, int]:
        """An entry as an item, and the index of what it shows."""
        known = self._made.get(id(entry))
        if known is None:
            tree = self.tree
            make = partial(_shown, tree, self._open_then, entry)
            waits = entry.reference in tree.desk.waiting
            view = Awaited(tree.site, make) if waits else make()
            # Who can wait names no file, so that there is no cover.
            cover = view.entry.card.cover if isinstance(view, ItemPage) else None
            self.items.append(ItemSheet(view, entry.location, tree.lang))
            known = (self._new_item(entry, cover), len(self.items) - 1)
            self._made[id(entry)] = known
        return known

    def _new_item(self, entry: Entry, cover: Picture | None) -> FeedItem:
        tree, head = self.tree, entry.head
        filling = _filling(tree, entry)
        tags = (tag_link(tree.desk, filling, tag).title for tag in head.tags)
        row = tree.desk.journal.register.rows.get((entry.reference, entry.lang))
        published = (row.due if row else None) or head.date or _NEVER
        return FeedItem(
            id=feed_id(tree.desk.journal, entry),
            url=filling.url(filling.path(entry)),
            title=head.title,
            summary=summary(entry, filling),
            content="",
            published=published,
            updated=max(head.updated or published, published),
            authors=tuple(FeedAuthor(who.title, who.url) for who in people(filling, head.authors)),
            categories=(tree.say(KINDS[entry.kind].one), *tags),
            lang=entry.lang,
            image=cover.url if cover else "",
        )


def _filling(tree: Tree, entry: Entry) -> Filling:
    return tree.desk.filling(entry, tree.lang, whole=True, on_own_page=False)


def _shown(tree: Tree, open_then: OpenThen, entry: Entry) -> ItemPage:
    """What feeds show of an entry."""
    filling = _filling(tree, entry)
    shown = entry_view(tree.desk, entry, Neighbours(), filling)
    return ItemPage(tree.site, shown, open_then.at(tree.desk, entry, filling))
