"""The feed of "You said, we did": an item a month, once the month is over and its figures stand."""

from collections.abc import Iterator
from datetime import UTC, datetime

from generator.model.reference import Reference
from generator.pages import routes
from generator.pages.collections import feed_paths
from generator.pages.feed_views import FeedAuthor, FeedItem, FeedLinks, FeedView, OpmlEntry
from generator.pages.frame import Tree, said_folder
from generator.pages.html import NO_HTML
from generator.pages.lists.periods import Period, heading, months
from generator.pages.plan import FeedSheet, ItemSheet
from generator.pages.results import Number
from generator.pages.values import Card, EntryView, FieldView
from generator.pages.views import ItemPage

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_KIND = "review"
"""What the ids of items begin with: what introduces a month has no item of its own."""


def said_feed(tree: Tree, items: list[ItemSheet]) -> Iterator[FeedSheet]:
    """The feed of a language; what its items show is put behind `items`."""
    config, folder = tree.config, said_folder(tree.config, tree.lang)
    over = [period for period in months(tree) if period.span.ends <= tree.desk.said.at]
    shown = list(reversed(over))[: config.feed_size]
    made = []
    for period in shown:
        view = _view(tree, period)
        items.append(ItemSheet(ItemPage(tree.site, view), routes.OWN, tree.lang))
        made.append((_item(tree, period, view), len(items) - 1))
    links = FeedLinks(*(routes.absolute(config, path) for path in feed_paths(folder)))
    view_ = FeedView(
        id=f"tag:{config.tag_authority}:feed{routes.quoted(folder)}",
        title=said_feed_title(tree),
        subtitle=tree.say("What users said in a month, and what became of it."),
        home=routes.absolute(config, folder),
        lang=tree.lang,
        items=tuple(item for item, _ in made),
        authors=(_author(tree),),
        self_links=links,
        current=links,
        hub=config.hub or "",
        generator=tree.site.generator,
        rights=tree.site.rights,
        empty_updated=_NEVER,
    )
    rss, atom, json = feed_paths(folder)
    yield FeedSheet(rss, atom, json, view_, tuple(index for _, index in made))


def said_opml(tree: Tree) -> OpmlEntry:
    """That feed in the list of feeds."""
    folder = said_folder(tree.config, tree.lang)
    return OpmlEntry(
        title=said_feed_title(tree),
        feed=routes.absolute(tree.config, feed_paths(folder)[0]),
        home=routes.absolute(tree.config, folder),
        lang=tree.lang,
        group=tree.say("You said, we did"),
    )


def said_feed_title(tree: Tree) -> str:
    """What the feed is called outside its page."""
    return f"{tree.site.title}: {tree.say('You said, we did')}"


def _author(tree: Tree) -> FeedAuthor:
    return FeedAuthor(tree.site.publisher or tree.site.title, tree.config.base_url)


def _item(tree: Tree, period: Period, view: EntryView) -> FeedItem:
    ended = period.span.ends
    return FeedItem(
        id=routes.tag_uri(
            tree.config, Reference(_KIND, period.span.name), f"{ended:%Y-%m-%d}", tree.lang
        ),
        url=view.card.url,
        title=view.card.title,
        summary=view.card.summary,
        content="",
        published=ended,
        updated=ended,
        authors=(_author(tree),),
        categories=(tree.say("You said, we did"),),
        lang=tree.lang,
    )


def _view(tree: Tree, period: Period) -> EntryView:
    """A month as an item: figures that do not change any more, so nothing of what still waits."""
    name = heading(tree, period.span)
    path = routes.said_path(tree.config, period.span.name, tree.lang)
    return EntryView(
        card=Card(
            kind=_KIND,
            label=tree.say("You said, we did"),
            url=routes.absolute(tree.config, path),
            title=f"{tree.say('You said, we did')} · {name}",
            summary="",
            date=period.span.ends,
            lang=tree.lang,
            cover=None,
            authors=(),
            facts={},
        ),
        html=NO_HTML,
        toc=(),
        words=0,
        minutes=1,
        updated=None,
        tags=(),
        series=None,
        record={},
        fields=tuple(FieldView("", label, value) for label, value in _figures(tree, period)),
        mentioned_in=(),
        previous=None,
        next=None,
    )


def _figures(tree: Tree, period: Period) -> Iterator[tuple[str, Number]]:
    """Figures with their names, without those of which there are none."""
    figures = tree.desk.said.within(period.span).figures()
    named = (
        (tree.say("Received"), figures.received),
        (tree.say("Answered"), figures.answered),
        (tree.say("Adopted"), figures.adopted),
        (tree.say("Shipped"), figures.shipped),
        (tree.say("Declined"), figures.declined),
        (tree.say("Merged with another"), figures.merged),
        (tree.say("Changes"), figures.changes),
        (tree.say("Changes from users"), figures.heard),
        (tree.say("Days to the first answer, median"), figures.answer_days),
        (tree.say("Days to shipping, median"), figures.ship_days),
    )
    yield from ((name, _shown(value)) for name, value in named if value is not None)


def _shown(value: float) -> Number:
    return int(value) if value == int(value) else value
