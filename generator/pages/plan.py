"""What a site will consist of, before anything is rendered."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Generic, TypeVar

from msgspec import Struct, field

from generator.model.entry import Entry
from generator.pages.calendar_views import CalendarSheet
from generator.pages.desk.pictures import Rendition
from generator.pages.feed_views import FeedView, OpmlEntry
from generator.pages.values import Site
from generator.pages.views import CardView, EntryPage, ItemPage, View
from generator.problems import Location

V = TypeVar("V", EntryPage, ItemPage)

ITEM = "feed_item.html"
"""The template of what feeds show of an entry."""
OPML = "feeds.opml"
"""File of the site that lists all feeds."""
CARD_SIZE = (1200, 630)
"""Width and height of a share card in pixels, as the readers of Open Graph agree on."""


class SearchDocument(Struct, frozen=True):
    """An entry as search finds it.

    Attributes:
        label: what one of its kind is called.
        lang: language of its texts.
        names: tags, people, its series.
        words: short plain texts of its record.
        html: its text, and the texts of its record.
    """

    url: str
    title: str
    label: str
    lang: str
    date: datetime | None
    summary: str
    names: tuple[str, ...]
    words: tuple[str, ...]
    html: tuple[str, ...]


class Awaited(Struct, Generic[V], frozen=True):
    """A view that is made where its page is printed: nobody holds those of tens of thousands.

    Attributes:
        site: what all pages of its language share.
        make: the view, the same at every call; making it comes across no file and no problem.
        found: what makes of the view that which each index of the search holds of it.
    """

    site: Site
    make: Callable[[], V]
    found: tuple[Callable[[V], SearchDocument], ...] = ()

    def come(self) -> tuple[V, tuple[SearchDocument, ...]]:
        """The view, and what each index holds of it."""
        view = self.make()
        return view, tuple(find(view) for find in self.found)


class Sheet(Struct, frozen=True):
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
    view: View | Awaited[EntryPage]
    place: Location
    entry: Entry | None = None
    whole: str = ""
    updated: datetime | None = None

    @property
    def seen(self) -> View:
        """The view, made for this if it has to be."""
        return self.view.make() if isinstance(self.view, Awaited) else self.view


class ItemSheet(Struct, frozen=True):
    """What feeds show of an entry, to be printed once for all the feeds it stands in."""

    view: ItemPage | Awaited[ItemPage]
    place: Location
    lang: str

    @property
    def seen(self) -> ItemPage:
        """The view, made for this if it has to be."""
        return self.view.make() if isinstance(self.view, Awaited) else self.view


class FeedSheet(Struct, frozen=True):
    """A feed document in three formats; the paths of its files are within the site.

    A format without a path is not written.

    Attributes:
        view: the document, its items still without content.
        contents: for each item of the view the index of its content in `Plan.items`.
    """

    rss: str
    atom: str
    json: str
    view: FeedView
    contents: tuple[int, ...]


class Sought(Struct, frozen=True):
    """What an index holds of a page that is awaited: the n-th that comes to light with it.

    Attributes:
        path: that of the page.
        make: the same, for those who print no page.
    """

    path: str
    place: int
    make: Callable[[], SearchDocument]


class SearchSheet(Struct, frozen=True):
    """What the search page of a language looks in; `folder` is the path of the index, with `/`."""

    folder: str
    lang: str
    documents: tuple[SearchDocument | Sought, ...]

    @property
    def seen(self) -> tuple[SearchDocument, ...]:
        """The documents, made for this if they have to be."""
        return tuple(each.make() if isinstance(each, Sought) else each for each in self.documents)


class Copy(Struct, frozen=True):
    """A file of the project that goes to the site as it is.

    Attributes:
        source: relative to the project.
        size: bytes of it that pages name; None if none does.
    """

    path: str
    source: str
    size: int | None = None


class PictureSheet(Struct, frozen=True):
    """A picture of the project in the forms that the site has of it.

    Attributes:
        path: file of the site for the full form; the others have their endings behind it.
        source: relative to the project.
        digest: SHA-256 of the source as it was measured, hex.
    """

    path: str
    source: str
    digest: str
    forms: tuple[Rendition, ...]


class Text(Struct, frozen=True):
    """A small file that needs no template: robots.txt, sitemap.xml, journal.json."""

    path: str
    content: bytes


class CardSheet(Struct, frozen=True):
    """A share card to be drawn; `path` is the file of the site, like that of a copy."""

    path: str
    template: str
    fallback: str
    view: CardView
    place: Location


class CodeSheet(Struct, frozen=True):
    """A QR code to be drawn: the file, the address in it, and what it is called."""

    path: str
    url: str
    title: str


class ArchiveSheet(Struct, frozen=True):
    """Files of the site to be handed out together, to be packed when they are made.

    Attributes:
        path: file of the site for the archive.
        sums: file of the site for the checksums of its members.
        folder: what the archive unpacks into.
        members: name in the archive, and file of the site.
        licence: what may be done with them, a member of its own.
        licence_path: file of the site for that; empty if it is one of the members.
    """

    path: str
    sums: str
    folder: str
    members: tuple[tuple[str, str], ...]
    licence: bytes
    licence_path: str = ""

    @property
    def files(self) -> tuple[str, ...]:
        """Files of the site that are made of it."""
        return tuple(filter(None, (self.path, self.sums, self.licence_path)))


class Previewed(Struct, frozen=True):
    """A page that only editors know of.

    Attributes:
        entry: what it shows, as `kind:id`.
        url: whole address, which is the secret.
        until: when its entry goes live by itself; None if somebody has to do something.
        because: why it is not public, for its author.
    """

    entry: str
    lang: str
    title: str
    url: str
    until: datetime | None
    because: str


class Plan(Struct, frozen=True):
    """Everything that a site consists of.

    Attributes:
        dead: addresses on its pages that are known to lead nowhere, and reported.
        handed_out: files of data that pages link to.
        previews: pages that only editors know of, which are among `sheets`.
        calendars: files for calendar programs, one a language.
        shown: how often each whole text is shown on all that, but in views that are awaited.
    """

    sheets: tuple[Sheet, ...]
    items: tuple[ItemSheet, ...]
    feeds: tuple[FeedSheet, ...]
    copies: tuple[Copy, ...]
    texts: tuple[Text, ...]
    opml: tuple[OpmlEntry, ...]
    dead: frozenset[str] = frozenset()
    archives: tuple[ArchiveSheet, ...] = ()
    search: tuple[SearchSheet, ...] = ()
    cards: tuple[CardSheet, ...] = ()
    codes: tuple[CodeSheet, ...] = ()
    pictures: tuple[PictureSheet, ...] = ()
    handed_out: tuple[Text, ...] = ()
    previews: tuple[Previewed, ...] = ()
    calendars: tuple[CalendarSheet, ...] = ()
    shown: Mapping[str, int] = field(default_factory=dict)
