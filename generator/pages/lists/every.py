"""Pages that gather entries: lists of kinds, years, tags and series, and what every site has."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import groupby

from msgspec.structs import replace

from generator.kinds.kind import Kind, Order
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.atlas import group_of
from generator.pages.collections import feed_link
from generator.pages.frame import Tree, said_folder
from generator.pages.lists.boards import LIST, board, take_part
from generator.pages.lists.home import home
from generator.pages.lists.honours import holders, windows
from generator.pages.lists.months import said
from generator.pages.lists.occasions import calendar, ics_address
from generator.pages.lists.paging import Part, bound, cards, head, paged, ungrouped
from generator.pages.lists.tag_pages import tags
from generator.pages.lists.wall import wall
from generator.pages.lists.years import said_years
from generator.pages.plan import OPML, Sheet
from generator.pages.status_feeds import status_feeds, statuses
from generator.pages.values import FeedGroup, Group, Tally
from generator.pages.views import IndexPage, ListPage, PlainPage, SubscribePage

Shown = Part[Entry]
Groups = tuple[Group, ...]


def all_lists(tree: Tree) -> Iterator[Sheet]:
    """Every page of a language that is not an entry's own."""
    yield home(tree)
    for kind in KINDS.values():
        if kind.listed:
            yield from _kind_list(tree, kind)
    yield from _index(tree, "archive", "Archive", tree.atlas.years)
    yield from tags(tree)
    yield from _index(tree, "series", "Series", tree.atlas.series)
    yield from said(tree)
    yield from said_years(tree)
    yield calendar(tree)
    yield _subscribe(tree)
    yield _not_found(tree)


def _kind_list(tree: Tree, kind: Kind) -> Iterator[Sheet]:
    if kind.gathers_calls:
        yield from take_part(tree, kind)
    elif kind.by_merit:
        return  # `generator.pages.people` lists them
    elif kind.featured:
        yield from wall(tree, kind)
    elif statuses(kind):
        yield from board(tree, kind)
    else:
        yield from _pages_of(tree, kind)


def _pages_of(tree: Tree, kind: Kind) -> Iterator[Sheet]:
    """All entries of a kind, by their group if it has groups."""
    path = tree.path(kind.url)
    feed = tree.feeds.get(path)
    heading, intro = tree.say(kind.many), tree.say(kind.about)
    everything = tree.atlas.by_kind[kind.name]
    shown = windows(tree, kind)
    groups = _shelved(tree, kind, everything) if kind.group_by else partial(ungrouped, tree)
    by_date = kind.order is Order.NEWEST and not kind.group_by
    for part in (bound if by_date else paged)(tree, path, everything):
        view = ListPage(
            site=tree.site,
            page=head(tree, part, heading, intro, section=kind.name, feed=feed),
            heading=heading,
            intro=intro,
            groups=groups(part),
            count=part.count,
            pager=part.pager,
            feed=feed,
            kind=kind.name,
            windows=shown,
        )
        yield tree.sheet(part.path, kind.list_template or LIST, view, LIST)


def _shelved(tree: Tree, kind: Kind, everything: tuple[Entry, ...]) -> Callable[[Shown], Groups]:
    """What finds the groups of a page of a kind; each is told of all of its entries."""
    counts = Counter(group_of(kind, entry) for entry in everything)
    shelves = holders(tree.desk, kind, everything, tree.lang)

    def groups(part: Shown) -> Groups:
        return tuple(
            Group(name, cards(tree, members), counts[name], holders=shelves.get(name, ()))
            for name, members in groupby(part.shown, key=lambda e: group_of(kind, e))
        )

    return groups


def _index(
    tree: Tree, group: str, heading: str, members: Mapping[str, tuple[Entry, ...]]
) -> Iterator[Sheet]:
    """A page that lists all years or series, and a list for each of them."""
    tallies = []
    for name, entries in members.items():
        path = routes.group_path(tree.config, group, name, tree.lang)
        tallies.append(Tally(name, routes.href(tree.config, path), len(entries)))
        yield from _named_list(tree, group, name, entries)
    path = tree.path(f"/{group}/")
    title = tree.say(heading)
    page = tree.page(path, title, section=group)
    yield tree.sheet(path, "index_of.html", IndexPage(tree.site, page, title, tuple(tallies)))


def _named_list(tree: Tree, group: str, name: str, entries: tuple[Entry, ...]) -> Iterator[Sheet]:
    path = routes.group_path(tree.config, group, name, tree.lang)
    feed = tree.feeds.get(path)
    for part in bound(tree, path, entries):
        view = ListPage(
            site=tree.site,
            page=head(tree, part, name, section=group, feed=feed),
            heading=name,
            intro="",
            groups=_months(tree, part.shown) if group == "archive" else ungrouped(tree, part),
            count=part.count,
            pager=part.pager,
            feed=feed,
        )
        yield tree.sheet(part.path, LIST, view)


def _months(tree: Tree, shown: tuple[Entry, ...]) -> tuple[Group, ...]:
    """The entries of a page of a year by month."""
    by_month = groupby(shown, key=lambda e: _month(tree, e))
    groups = ((name, cards(tree, members)) for name, members in by_month)
    return tuple(Group(name, here, len(here)) for name, here in groups)


def _month(tree: Tree, entry: Entry) -> str:
    month = tree.desk.month(entry.head.date)
    return tree.desk.words.month(tree.lang, month) if month else ""


def _subscribe(tree: Tree) -> Sheet:
    path = tree.path("/subscribe/")
    view = SubscribePage(
        site=tree.site,
        page=replace(
            tree.page(path, tree.say("Subscribe"), section="subscribe"), calendar=ics_address(tree)
        ),
        groups=(
            *(
                FeedGroup(tree.say(group), tuple(feed_link(tree.desk, c) for c in members))
                for group, members in groupby(tree.collections, key=lambda c: c.group)
            ),
            FeedGroup(
                tree.say("You said, we did"), (tree.feeds[said_folder(tree.config, tree.lang)],)
            ),
            FeedGroup(tree.say("By status"), tuple(status_feeds(tree.desk, tree.lang).values())),
        ),
        opml=routes.absolute(tree.config, f"/{OPML}"),
    )
    return tree.sheet(path, "subscribe.html", view)


def _not_found(tree: Tree) -> Sheet:
    path = tree.path("/404.html")
    page = tree.page(path, tree.say("Page not found"), section="404", noindex=True)
    return tree.sheet(path, "404.html", PlainPage(tree.site, page))
