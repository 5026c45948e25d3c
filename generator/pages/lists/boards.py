"""Lists that are more than a list: the board by status, and what readers can take part in."""

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from generator.journal.calls import stage
from generator.journal.schedule import State, state
from generator.kinds.kind import Kind
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.atlas import group_of
from generator.pages.board_views import Board, Column
from generator.pages.frame import Tree
from generator.pages.lists.board_index import file_count, folder, index_files, owner_name
from generator.pages.lists.paging import ONLY, cards, head, paged
from generator.pages.lists.tickets import place, ticket, waits
from generator.pages.plan import Sheet, Text
from generator.pages.status_feeds import statuses
from generator.pages.values import Card, Group, Link, Tally
from generator.pages.views import ListPage

MOST_CARDS = 24
"""Cards in a column of a board: sixty thousand suggestions must not make one page."""

MOST_NAMES = 60
"""Tags, channels and owners that a board can be narrowed down to."""

LONG = 100
"""Entries on a page of a status: they are a line each."""

_NOW = (State.OPEN, State.ANNOUNCED, State.OVERDUE)
_OVER = (State.ANSWERED, State.CLOSED)

LIST = "list.html"
STATUS = "status.html"


def board(tree: Tree, kind: Kind) -> Iterator[Sheet]:
    """A column for each status, and a list of all that have it."""
    members = by_column(tree, kind)
    path = tree.path(kind.url)
    heading, intro, feed = tree.say(kind.many), tree.say(kind.about), tree.feeds.get(path)
    shown = tuple(
        _column(tree, kind, name, found, found[:MOST_CARDS]) for name, found in members.items()
    )
    entries = tree.atlas.by_kind[kind.name]
    view = ListPage(
        site=tree.site,
        page=tree.page(path, heading, intro, section=kind.name, feed=feed),
        heading=heading,
        intro=intro,
        groups=_groups(shown),
        count=len(entries),
        pager=ONLY,
        feed=feed,
        kind=kind.name,
        board=Board(
            shown,
            routes.href(tree.config, folder(tree, kind)),
            _most_used_tags(tree, entries),
            _most_used(getattr(entry.record, "channel", None) for entry in entries),
            _most_used(owner_name(tree, entry) for entry in entries),
        ),
    )
    yield tree.sheet(path, kind.list_template or LIST, view, LIST)
    for name, found in members.items():
        yield from _all_of(tree, kind, name, found)


def board_files(tree: Tree) -> Iterator[Text]:
    """What the boards of a language look in."""
    for kind in KINDS.values():
        for name, entries in by_column(tree, kind).items() if kind.listed else ():
            yield from index_files(tree, kind, name, entries)


def by_column(tree: Tree, kind: Kind) -> dict[str, tuple[Entry, ...]]:
    """Entries by status: of what waits the most wanted first, of the rest the last decided."""
    found: dict[str, list[Entry]] = {name: [] for name in statuses(kind)}
    for entry in tree.atlas.by_kind[kind.name] if found else ():
        found[group_of(kind, entry)].append(entry)
    return {
        name: tuple(sorted(members, key=lambda entry: place(tree, kind, entry)))
        for name, members in found.items()
    }


def _column(
    tree: Tree, kind: Kind, name: str, entries: tuple[Entry, ...], part: tuple[Entry, ...]
) -> Column:
    path = routes.value_path(tree.config, kind.name, name, tree.lang)
    return Column(
        status=name,
        tickets=tuple(ticket(tree, entry) for entry in part),
        count=len(entries),
        url=routes.href(tree.config, path),
        files=file_count(entries),
        by_voices=waits(kind, name),
    )


def _groups(shown: tuple[Column, ...]) -> tuple[Group, ...]:
    """The same for themes that know nothing of boards."""
    return tuple(
        Group(one.status, tuple(t.card for t in one.tickets), one.count, one.url) for one in shown
    )


def _most_used(names: Iterable[str | None]) -> tuple[str, ...]:
    counted = Counter(name for name in names if name)
    return tuple(sorted(counted, key=lambda name: (-counted[name], name))[:MOST_NAMES])


def _most_used_tags(tree: Tree, entries: tuple[Entry, ...]) -> tuple[Tally, ...]:
    known, lang = tree.desk.topics, tree.lang
    counted = Counter(known.tag(tag, lang) for entry in entries for tag in entry.head.tags)
    names = sorted(counted, key=lambda name: (-counted[name], name))[:MOST_NAMES]
    there = {routes.slug(tag) for tag in tree.atlas.tags}
    return tuple(
        Tally(
            known.title(name, lang),
            routes.href(tree.config, routes.group_path(tree.config, "tags", name, lang))
            if routes.slug(name) in there
            else "",
            counted[name],
        )
        for name in names
    )


def _all_of(tree: Tree, kind: Kind, name: str, entries: tuple[Entry, ...]) -> Iterator[Sheet]:
    """Everything with one status."""
    path = routes.value_path(tree.config, kind.name, name, tree.lang)
    heading, feed = tree.say(kind.many), tree.feeds.get(path)
    up = Link(heading, routes.href(tree.config, tree.path(kind.url)))
    title = f"{heading}: {tree.desk.words.word(tree.lang, name)}"
    for part in paged(tree, path, entries, max(LONG, tree.config.page_size)):
        shown = _column(tree, kind, name, entries, part.shown)
        noindex = not part.is_first or not part.shown
        view = ListPage(
            site=tree.site,
            page=tree.page(part.path, title, section=kind.name, feed=feed, noindex=noindex),
            heading=title,
            intro="",
            groups=tuple(
                replace(each, title="", url="") for each in _groups((shown,)) if part.shown
            ),
            count=part.count,
            pager=part.pager,
            feed=feed,
            kind=kind.name,
            up=up,
            board=Board((shown,)),
        )
        yield tree.sheet(part.path, STATUS, view, LIST)


def take_part(tree: Tree, kind: Kind) -> Iterator[Sheet]:
    """What is open, announced, owed an answer, and over, of every kind that invites readers.

    What is not over for the team, either, stands on the first page, which the newest of what is
    over fill up.
    """
    found = {one: _calls(tree, one) for one in State}
    over = (*found[State.ANSWERED], *found[State.CLOSED])
    path = tree.path(kind.url)
    heading, intro, feed = tree.say(kind.many), tree.say(kind.about), tree.feeds.get(path)
    for part in paged(tree, path, over):
        parts = frozenset(map(id, part.shown))
        shown = {one: found[one] if part.is_first else () for one in _NOW}
        shown |= {one: tuple(e for e in found[one] if id(e) in parts) for one in _OVER}
        view = ListPage(
            site=tree.site,
            page=head(tree, part, heading, intro, section=kind.name, feed=feed),
            heading=heading,
            intro=intro,
            groups=tuple(
                Group(str(one), cards(tree, entries), len(found[one]))
                for one, entries in shown.items()
                if entries or (one is State.OPEN and part.is_first)
            ),
            count=sum(map(len, found.values())),
            pager=part.pager,
            feed=feed,
            kind=kind.name,
        )
        yield tree.sheet(part.path, kind.list_template or LIST, view, LIST)


def open_cards(tree: Tree) -> tuple[Card, ...]:
    """What can be taken part in now, what closes first standing first."""
    return cards(tree, _calls(tree, State.OPEN))


def _calls(tree: Tree, wanted: State) -> tuple[Entry, ...]:
    entries = [entry for entry in tree.atlas.entries if KINDS[entry.kind].calls_in]
    found = [entry for entry in entries if _group(tree, entry) is wanted]
    if wanted not in {State.OPEN, State.ANNOUNCED}:
        found.sort(key=lambda e: (-_date(e, 1)[1], e.head.id))
    else:
        found.sort(key=lambda e: (_date(e, 0 if wanted is State.ANNOUNCED else 1), e.head.id))
    return tuple(found)


def _group(tree: Tree, entry: Entry) -> State | None:
    """Where an entry stands on the page: what is open stands there, whatever is owed for it."""
    now = state(entry, tree.desk.journal.at)
    return now if now is State.OPEN else stage(tree.desk.journal, entry)


def _date(entry: Entry, which: int) -> tuple[bool, float]:
    """Beginning (0) or end (1) of an entry's span as a sort key; what has none comes last."""
    span = KINDS[entry.kind].span
    found = getattr(entry.record, span[which]) if span else None
    return (found is None, found.timestamp() if found else 0.0)
