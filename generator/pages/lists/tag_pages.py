"""The pages of tags: what a topic says of them, and what carries them."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.desk.entry_views import card, text_of
from generator.pages.frame import Tree, entry_languages
from generator.pages.html import NO_HTML
from generator.pages.lists.boards import LIST
from generator.pages.lists.paging import Part, bound, head, ungrouped
from generator.pages.plan import Sheet
from generator.pages.values import Tally
from generator.pages.views import IndexPage, ListPage

_DIGITS = re.compile(r"(\d+)")


def tags(tree: Tree) -> Iterator[Sheet]:
    """All tags, and a list for each of them."""
    tallies = []
    known = tree.desk.topics
    by_title = sorted(
        tree.atlas.tags.items(), key=lambda each: natural(known.title(each[0], tree.lang))
    )
    for tag, entries in by_title:
        path = routes.group_path(tree.config, "tags", tag, tree.lang)
        topic, title = known.introducing(tag, tree.lang), known.title(tag, tree.lang)
        summary = topic.head.summary if topic else ""
        tallies.append(Tally(title, routes.href(tree.config, path), len(entries), summary))
        for part in bound(tree, path, entries):
            yield _tag(tree, title, path, topic, part)
    path = tree.path("/tags/")
    heading = tree.say("Tags")
    page = tree.page(path, heading, section="tags")
    yield tree.sheet(path, "index_of.html", IndexPage(tree.site, page, heading, tuple(tallies)))


def natural(title: str) -> tuple[tuple[str, int, str], ...]:
    """The sort key of a title in which numbers stand by their value: 2 before 10."""
    pieces = (piece for piece in _DIGITS.split(title.casefold()) if piece)
    numbers = ((piece, piece.lstrip("0")) for piece in pieces)
    return tuple(
        ("0", len(bare), bare) if piece.isdecimal() else (piece, 0, "") for piece, bare in numbers
    )


def _tag(tree: Tree, title: str, path: str, topic: Entry | None, part: Part[Entry]) -> Sheet:
    feed = tree.feeds.get(path)
    view = ListPage(
        site=tree.site,
        page=head(tree, part, title, section="tags", feed=feed),
        heading=title,
        intro="",
        groups=ungrouped(tree, part),
        count=part.count,
        pager=part.pager,
        feed=feed,
    )
    if topic is not None:
        view = _introduced(tree, view, topic, first=part.is_first)
    place = topic.location if topic else routes.OWN
    return replace(tree.sheet(part.path, LIST, view), place=place)


def _introduced(tree: Tree, view: ListPage, topic: Entry, *, first: bool) -> ListPage:
    """A list with what its topic says; only the first page has the text and the other languages."""
    shown = card(tree.desk, topic, tree.lang)
    languages = entry_languages(tree.desk, topic) if first else ()
    page = replace(view.page, description=shown.summary, languages=languages)
    filling = tree.desk.filling(topic, tree.lang)
    return replace(
        view,
        page=page,
        intro=topic.head.summary,
        text=text_of(filling) if first else NO_HTML,
        cover=shown.cover if first else None,
    )
