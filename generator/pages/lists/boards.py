"""Lists that are more than a list: the board by status, and what readers can take part in."""

from collections.abc import Iterator
from enum import Enum
from typing import get_type_hints

from generator.journal.schedule import State, state
from generator.kinds.kind import Kind
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.atlas import group_of
from generator.pages.desk.entry_views import card
from generator.pages.frame import Tree
from generator.pages.lists.paging import paged, pager
from generator.pages.plan import Sheet
from generator.pages.values import Card, Group, Link
from generator.pages.views import ListPage

MOST_CARDS = 24
"""Cards in a column of a board: sixty thousand suggestions must not make one page."""

LIST = "list.html"


def columns(kind: Kind) -> tuple[str, ...]:
    """The values by which a kind's list is a board, in order; none if it is an ordinary list."""
    field = get_type_hints(kind.record).get(kind.group_by) if kind.group_by else None
    if isinstance(field, type) and issubclass(field, Enum):
        return tuple(str(value.value) for value in field)
    return ()


def board(tree: Tree, kind: Kind) -> Iterator[Sheet]:
    """A column for each status, and a list of all that have it."""
    entries = tree.atlas.by_kind[kind.name]
    members = _by_column(kind, entries)
    path = tree.path(kind.url)
    heading, intro, feed = tree.say(kind.many), tree.say(kind.about), tree.feeds.get(path)
    groups = tuple(_column(tree, kind, name, found) for name, found in members.items())
    view = ListPage(
        site=tree.site,
        page=tree.page(path, heading, intro, section=kind.name, feed=feed),
        heading=heading,
        intro=intro,
        groups=groups,
        count=len(entries),
        pager=pager(tree, path, 1, 1),
        feed=feed,
        kind=kind.name,
    )
    yield tree.sheet(path, kind.list_template or LIST, view, LIST)
    for name, found in members.items():
        yield from _all_of(tree, kind, name, found)


def _by_column(kind: Kind, entries: tuple[Entry, ...]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {name: [] for name in columns(kind)}
    for entry in entries:
        found[group_of(kind, entry)].append(entry)
    return {name: tuple(members) for name, members in found.items()}


def _column(tree: Tree, kind: Kind, name: str, entries: tuple[Entry, ...]) -> Group:
    path = routes.value_path(tree.config, kind.name, name, tree.lang)
    return Group(
        name, _cards(tree, entries[:MOST_CARDS]), len(entries), routes.href(tree.config, path)
    )


def _all_of(tree: Tree, kind: Kind, name: str, entries: tuple[Entry, ...]) -> Iterator[Sheet]:
    """Everything with one status."""
    path = routes.value_path(tree.config, kind.name, name, tree.lang)
    heading = tree.say(kind.many)
    up = Link(heading, routes.href(tree.config, tree.path(kind.url)))
    for number, total, part in paged(tree, entries):
        here = routes.page_of(path, number)
        title = f"{heading}: {tree.desk.words.word(tree.lang, name)}"
        view = ListPage(
            site=tree.site,
            page=tree.page(here, title, section=kind.name, noindex=number > 1 or not part),
            heading=title,
            intro="",
            groups=(Group("", _cards(tree, part), len(entries)),) if part else (),
            count=len(entries),
            pager=pager(tree, path, number, total),
            feed=None,
            kind=kind.name,
            up=up,
        )
        yield tree.sheet(here, LIST, view)


def take_part(tree: Tree, kind: Kind) -> Iterator[Sheet]:
    """What is open, what is announced and what is over, of every kind that invites readers.

    What is open and announced stands on the first page, which the newest of what is over fill up.
    """
    found = {one: _calls(tree, one) for one in State}
    path = tree.path(kind.url)
    heading, intro, feed = tree.say(kind.many), tree.say(kind.about), tree.feeds.get(path)
    for number, total, part in paged(tree, found[State.CLOSED]):
        here = routes.page_of(path, number)
        now = [found[State.OPEN], found[State.ANNOUNCED]] if number == 1 else [(), ()]
        shown = zip((State.OPEN, State.ANNOUNCED, State.CLOSED), (*now, part), strict=True)
        view = ListPage(
            site=tree.site,
            page=tree.page(here, heading, intro, section=kind.name, feed=feed, noindex=number > 1),
            heading=heading,
            intro=intro,
            groups=tuple(
                Group(str(one), _cards(tree, entries), len(found[one]))
                for one, entries in shown
                if entries or (one is State.OPEN and number == 1)
            ),
            count=sum(map(len, found.values())),
            pager=pager(tree, path, number, total),
            feed=feed,
            kind=kind.name,
        )
        yield tree.sheet(here, kind.list_template or LIST, view, LIST)


def open_cards(tree: Tree) -> tuple[Card, ...]:
    """What can be taken part in now, what closes first standing first."""
    return _cards(tree, _calls(tree, State.OPEN))


def _calls(tree: Tree, wanted: State) -> tuple[Entry, ...]:
    at = tree.desk.journal.at
    found = [e for e in tree.atlas.entries if KINDS[e.kind].calls_in and state(e, at) is wanted]
    if wanted is State.CLOSED:
        found.sort(key=lambda e: (-_date(e, 1)[1], e.head.id))
    else:
        found.sort(key=lambda e: (_date(e, 0 if wanted is State.ANNOUNCED else 1), e.head.id))
    return tuple(found)


def _date(entry: Entry, which: int) -> tuple[bool, float]:
    """Beginning (0) or end (1) of an entry's span as a sort key; what has none comes last."""
    span = KINDS[entry.kind].span
    found = getattr(entry.record, span[which]) if span else None
    return (found is None, found.timestamp() if found else 0.0)


def _cards(tree: Tree, entries: tuple[Entry, ...]) -> tuple[Card, ...]:
    return tuple(card(tree.desk, entry, tree.lang) for entry in entries)
