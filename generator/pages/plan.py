"""What a site will consist of, before anything is rendered."""

from dataclasses import dataclass
from datetime import datetime

from generator.model.entry import Entry
from generator.pages.feed_views import FeedView, OpmlEntry
from generator.pages.views import ItemPage, View
from generator.problems import Location

OPML = "feeds.opml"
"""File of the site that lists all feeds."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to be printed.

    Attributes:
        path: URL path within the site.
        template: preferred template; `fallback` is used by a theme that lacks it.
        place: the file that asked for the page, for problems with it.
        entry: the entry whose own page it is, if any.
        whole: absolute address, for the sitemap; empty for pages that stand in none.
        updated: last change, for the sitemap.
    """

    path: str
    template: str
    fallback: str
    view: View
    place: Location
    entry: Entry | None = None
    whole: str = ""
    updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class ItemSheet:
    """What feeds show of an entry, to be printed once for all the feeds it stands in."""

    view: ItemPage
    place: Location
    lang: str


@dataclass(frozen=True, slots=True)
class FeedSheet:
    """A feed document in three formats; the paths of its files are within the site.

    Attributes:
        view: the document, its items still without content.
        contents: for each item of the view the index of its content in `Plan.items`.
    """

    rss: str
    atom: str
    json: str
    view: FeedView
    contents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """A file of the project that goes to the site as it is; `source` is relative to the project."""

    path: str
    source: str


@dataclass(frozen=True, slots=True)
class Text:
    """A small file that needs no template: robots.txt, sitemap.xml, journal.json."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a site consists of.

    Attributes:
        dead: addresses on its pages that are known to lead nowhere, and reported.
    """

    sheets: tuple[Sheet, ...]
    items: tuple[ItemSheet, ...]
    feeds: tuple[FeedSheet, ...]
    copies: tuple[Copy, ...]
    texts: tuple[Text, ...]
    opml: tuple[OpmlEntry, ...]
    dead: frozenset[str] = frozenset()
