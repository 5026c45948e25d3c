"""The wall: what people told, what is featured first, each page with the tags of all of it."""

from collections import Counter
from collections.abc import Iterator

from generator.journal.schedule import State, state
from generator.journal.sent_in import featured, is_on_wall
from generator.kinds.call import WAYS, Call
from generator.kinds.kind import Kind
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.desk.entry_views import link
from generator.pages.desk.tiles import tile
from generator.pages.frame import Tree
from generator.pages.lists.boards import LIST
from generator.pages.lists.paging import head, paged, ungrouped
from generator.pages.plan import Sheet
from generator.pages.sent_views import Wall
from generator.pages.values import Link, Tally
from generator.pages.views import ListPage

MOST_TAGS = 40
"""Tags that the wall leads to: the most frequent ones."""


def wall(tree: Tree, kind: Kind) -> Iterator[Sheet]:
    """The pages of the wall of a kind."""
    path = tree.path(kind.url)
    feed = tree.feeds.get(path)
    heading, intro = tree.say(kind.many), tree.say(kind.about)
    everything = _in_order(tree, kind)
    tags, calls = _tags(tree, everything), _calls(tree, kind)
    for part in paged(tree, path, everything):
        tiles = tuple(tile(tree.desk, entry, tree.lang) for entry in part.shown)
        view = ListPage(
            site=tree.site,
            page=head(tree, part, heading, intro, section=kind.name, feed=feed),
            heading=heading,
            intro=intro,
            groups=ungrouped(tree, part),
            count=part.count,
            pager=part.pager,
            feed=feed,
            kind=kind.name,
            wall=Wall(
                featured=tuple(each for each in tiles if each.featured),
                tiles=tuple(each for each in tiles if not each.featured),
                tags=tags,
                calls=calls,
            ),
        )
        yield tree.sheet(part.path, kind.list_template or LIST, view, LIST)


def _in_order(tree: Tree, kind: Kind) -> tuple[Entry, ...]:
    """What stands on the wall: what is featured by its place, then the newest first."""
    shown = [e for e in tree.atlas.by_kind[kind.name] if is_on_wall(tree.desk.journal, e)]
    return tuple(sorted(shown, key=featured))


def _tags(tree: Tree, entries: tuple[Entry, ...]) -> tuple[Tally, ...]:
    """What the wall is about; tags that have a page in this language, the most frequent first."""
    known, lang, config = tree.desk.topics, tree.lang, tree.config
    there = {routes.slug(tag): tag for tag in tree.atlas.tags}
    counted = Counter(
        routes.slug(tag) for e in entries for tag in {known.tag(tag, lang) for tag in e.head.tags}
    )
    found = [name for name in counted if name in there]
    names = sorted(found, key=lambda name: (-counted[name], name))[:MOST_TAGS]
    return tuple(
        Tally(
            known.title(there[name], lang),
            routes.href(config, routes.group_path(config, "tags", there[name], lang)),
            counted[name],
        )
        for name in names
    )


def _calls(tree: Tree, kind: Kind) -> tuple[Link, ...]:
    """Open calls whose submissions come to stand on this wall, what closes first standing first."""
    at = tree.desk.journal.at
    found = [e for e in tree.atlas.entries if _feeds(e, kind) and state(e, at) is State.OPEN]
    found.sort(key=_end)
    return tuple(link(tree.desk.filling(e, tree.lang), e) for e in found)


def _feeds(entry: Entry, kind: Kind) -> bool:
    if not KINDS[entry.kind].calls_in or not isinstance(entry.record, Call):
        return False
    way = WAYS[entry.record.type]
    return way.wall and way.becomes == kind.name


def _end(entry: Entry) -> tuple[bool, float, str]:
    closes = entry.record.closes if isinstance(entry.record, Call) else None
    return (closes is None, closes.timestamp() if closes else 0.0, entry.head.id)
