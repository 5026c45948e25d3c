"""Pages that gather entries: lists, archives, tags, series, home, calendar, Subscribe."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import groupby

from generator.journal.schedule import State, state
from generator.kinds.kind import Kind
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.atlas import group_of
from generator.pages.collections import feed_link
from generator.pages.entry_views import Neighbours, card, entry_view
from generator.pages.frame import Tree
from generator.pages.plan import OPML, Sheet
from generator.pages.values import Card, EntryView, FeedGroup, Group, Occasion, Pager, Tally
from generator.pages.views import (
    CalendarPage,
    HomePage,
    IndexPage,
    ListPage,
    PlainPage,
    SubscribePage,
)

_RECENT = 8
_DIARY, _RELEASE = "diary", "release"


def all_lists(tree: Tree) -> Iterator[Sheet]:
    """Every page of a language that is not an entry's own."""
    yield _home(tree)
    for kind in KINDS.values():
        if kind.listed:
            yield from _kind_list(tree, kind)
    yield from _index(tree, "archive", "Archive", tree.atlas.years)
    yield from _index(tree, "tags", "Tags", tree.atlas.tags)
    yield from _index(tree, "series", "Series", tree.atlas.series)
    yield _calendar(tree)
    yield _subscribe(tree)
    yield _not_found(tree)


def open_cards(tree: Tree) -> tuple[Card, ...]:
    """What can be taken part in now, what closes first standing first."""
    at = tree.desk.journal.at
    found = [e for e in tree.atlas.entries if KINDS[e.kind].calls_in and state(e, at) is State.OPEN]
    found.sort(key=_end)
    return tuple(card(tree.desk, entry, tree.lang) for entry in found)


def _end(entry: Entry) -> tuple[bool, float, str]:
    span = KINDS[entry.kind].span
    end = getattr(entry.record, span[1]) if span else None
    return (end is None, end.timestamp() if end else 0.0, entry.head.id)


def _home(tree: Tree) -> Sheet:
    by_kind = tree.atlas.by_kind
    latest = next(iter(by_kind[_DIARY]), None)
    release = next(iter(sorted(by_kind[_RELEASE], key=lambda e: -_moment(e))), None)
    shown = {id(latest), id(release)}
    recent = [e for e in tree.atlas.dated if KINDS[e.kind].in_feed and id(e) not in shown][:_RECENT]
    path = tree.path("/")
    view = HomePage(
        site=tree.site,
        page=tree.page(path, "", section="home"),
        latest=_away(tree, latest) if latest else None,
        release=_away(tree, release) if release else None,
        open=open_cards(tree),
        recent=tuple(card(tree.desk, entry, tree.lang) for entry in recent),
    )
    return tree.sheet(path, "home.html", view)


def _away(tree: Tree, entry: Entry) -> EntryView:
    """An entry shown on a page that is not its own."""
    filling = tree.desk.filling(entry, tree.lang, on_own_page=False)
    return entry_view(tree.desk, entry, Neighbours(), filling)


def _moment(entry: Entry) -> float:
    return entry.head.date.timestamp() if entry.head.date else 0.0


def _kind_list(tree: Tree, kind: Kind) -> Iterator[Sheet]:
    path = tree.path(kind.url)
    feed = tree.feeds.get(path)
    heading, intro = tree.say(kind.many), tree.say(kind.about)
    for number, total, entries in _paged(tree, tree.atlas.by_kind[kind.name]):
        groups = tuple(
            Group(name, tuple(card(tree.desk, e, tree.lang) for e in members))
            for name, members in groupby(entries, key=lambda e: group_of(kind, e))
        )
        view = ListPage(
            site=tree.site,
            page=tree.page(
                routes.page_of(path, number),
                heading,
                intro,
                section=kind.name,
                feed=feed,
                noindex=number > 1,
            ),
            heading=heading,
            intro=intro,
            groups=groups,
            count=len(tree.atlas.by_kind[kind.name]),
            pager=_pager(tree, path, number, total),
            feed=feed,
        )
        yield tree.sheet(routes.page_of(path, number), "list.html", view)


def _paged(tree: Tree, entries: tuple[Entry, ...]) -> Iterator[tuple[int, int, tuple[Entry, ...]]]:
    """Number of a page, number of pages, and its entries; an empty list has one page."""
    size = tree.config.page_size
    total = max(1, -(-len(entries) // size))
    for number in range(1, total + 1):
        yield number, total, entries[(number - 1) * size : number * size]


def _pager(tree: Tree, path: str, number: int, total: int) -> Pager:
    newer = routes.href(tree.config, routes.page_of(path, number - 1)) if number > 1 else ""
    older = routes.href(tree.config, routes.page_of(path, number + 1)) if number < total else ""
    return Pager(number, total, newer, older)


def _index(
    tree: Tree, group: str, heading: str, members: Mapping[str, tuple[Entry, ...]]
) -> Iterator[Sheet]:
    """A page that lists all years, tags or series, and a list for each of them."""
    tallies = []
    for name, entries in members.items():
        path = routes.group_path(tree.config, group, name, tree.lang)
        tallies.append(Tally(name, routes.href(tree.config, path), len(entries)))
        yield from _named_list(tree, group, name, entries)
    path = tree.path(f"/{group}/")
    said = tree.say(heading)
    page = tree.page(path, said, section=group)
    yield tree.sheet(path, "index_of.html", IndexPage(tree.site, page, said, tuple(tallies)))


def _named_list(tree: Tree, group: str, name: str, entries: tuple[Entry, ...]) -> Iterator[Sheet]:
    path = routes.group_path(tree.config, group, name, tree.lang)
    feed = tree.feeds.get(path)
    for number, total, part in _paged(tree, entries):
        here = routes.page_of(path, number)
        view = ListPage(
            site=tree.site,
            page=tree.page(here, name, section=group, feed=feed, noindex=number > 1),
            heading=name,
            intro="",
            groups=(Group("", tuple(card(tree.desk, e, tree.lang) for e in part)),),
            count=len(entries),
            pager=_pager(tree, path, number, total),
            feed=feed,
        )
        yield tree.sheet(here, "list.html", view)


def _calendar(tree: Tree) -> Sheet:
    at = tree.desk.journal.at
    occasions = sorted(
        (
            (instant, label, entry)
            for entry in tree.atlas.entries
            for name, label in KINDS[entry.kind].calendar
            if isinstance(instant := getattr(entry.record, name), datetime)
        ),
        key=lambda found: (found[0], found[2].kind, found[2].head.id, found[1]),
    )
    path = tree.path("/calendar/")
    view = CalendarPage(
        site=tree.site,
        page=tree.page(path, tree.say("Calendar"), section="calendar"),
        coming=tuple(_occasion(tree, *found) for found in occasions if found[0] > at),
        past=tuple(_occasion(tree, *found) for found in reversed(occasions) if found[0] <= at),
    )
    return tree.sheet(path, "calendar.html", view)


def _occasion(tree: Tree, instant: datetime, label: str, entry: Entry) -> Occasion:
    local = tree.desk.local(instant) or instant
    return Occasion(local, tree.say(label), card(tree.desk, entry, tree.lang))


def _subscribe(tree: Tree) -> Sheet:
    path = tree.path("/subscribe/")
    view = SubscribePage(
        site=tree.site,
        page=tree.page(path, tree.say("Subscribe"), section="subscribe"),
        groups=tuple(
            FeedGroup(tree.say(group), tuple(feed_link(tree.desk, c) for c in members))
            for group, members in groupby(tree.collections, key=lambda c: c.group)
        ),
        opml=routes.absolute(tree.config, f"/{OPML}"),
    )
    return tree.sheet(path, "subscribe.html", view)


def _not_found(tree: Tree) -> Sheet:
    path = tree.path("/404.html")
    page = tree.page(path, tree.say("Page not found"), section="404", noindex=True)
    return tree.sheet(path, "404.html", PlainPage(tree.site, page))
