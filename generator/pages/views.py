"""All that a template can see.

A page is a pure function of its view, its theme and this program, so every value that a template
shows is a field here. Dates are aware and in the journal's time zone; `Html` is finished, every
other text is escaped by the template; addresses are ready for an attribute.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from generator.pages.html import Html


@dataclass(frozen=True, slots=True)
class Link:
    """A title and where it leads; an empty `url` means that there is nothing to show yet.

    Attributes:
        kind: kind of the entry it leads to, or empty.
    """

    title: str
    url: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed in its three formats, as addresses from the root of the host."""

    title: str
    rss: str
    atom: str
    json: str


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in a language; `name` is the language's name for itself."""

    lang: str
    name: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A place in the menu. `section` is the kind or page it stands for."""

    section: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages of one language share.

    Only the configuration and the pages in the menu may show here, or one new diary would render
    every page anew.
    """

    title: str
    tagline: str
    lang: str
    zone: str
    home: str
    base_path: str
    menu: tuple[MenuItem, ...]
    notice: str
    publisher: str
    rights: str
    source: str
    feed: FeedLink
    subscribe: str
    archive: str
    tags: str
    series: str
    people: str
    calendar: str
    robots: bool
    generator: str


@dataclass(frozen=True, slots=True)
class Page:
    """What every page says about itself.

    Attributes:
        title: plain text; empty on the home page.
        canonical: whole address.
        languages: the same page in each language it exists in, when there is more than one.
        feeds: feeds that belong to this page, for autodiscovery.
        section: kind or group, to mark the place in the menu.
    """

    title: str
    description: str
    url: str
    canonical: str
    lang: str
    languages: tuple[LanguageLink, ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    section: str = ""
    noindex: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file of the site."""

    url: str
    alt: str


@dataclass(frozen=True, slots=True)
class Card:
    """An entry in a list.

    Attributes:
        lang: language of this version, which may differ from that of the page.
        label: what one entry of the kind is called.
        facts: the simple fields of its kind: numbers, words, dates, yes or no.
        state: announced, open or closed, for kinds with a beginning and an end; else empty.
    """

    kind: str
    label: str
    url: str
    title: str
    summary: str
    date: datetime | None
    lang: str
    cover: Picture | None
    authors: tuple[Link, ...]
    facts: Mapping[str, object]
    state: str = ""


@dataclass(frozen=True, slots=True)
class TocItem:
    """A heading of the text; `level` is 2 to 6."""

    level: int
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class SeriesView:
    """The series of an entry, and its neighbours there; `position` counts from 1, the oldest."""

    title: str
    url: str
    position: int
    total: int
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of a kind's record, for templates that know nothing of the kind.

    Attributes:
        name: the field's name in front matter.
        label: its name in words.
        value: what `EntryView.record` holds under its name.
    """

    name: str
    label: str
    value: object


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry on its own page.

    Attributes:
        card: what lists show of it.
        html: its text.
        toc: headings of the text.
        minutes: reading time.
        record: every field of its kind by name: texts, numbers, `Html` for Markdown, `Link` for
            references and people, `datetime`, lists (tuples) and groups of fields (mappings).
        fields: the same, in the order of the kind, without what is empty.
        mentioned_in: entries that name this one, the newest 200, newest first.
        previous: the next older entry of its kind.
        next: the next newer one.
    """

    card: Card
    html: Html
    toc: tuple[TocItem, ...]
    words: int
    minutes: int
    updated: datetime | None
    tags: tuple[Link, ...]
    series: SeriesView | None
    record: Mapping[str, object]
    fields: tuple[FieldView, ...]
    mentioned_in: tuple[Link, ...]
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class EntryPage:
    """View of `entry.html` and of each kind's own template."""

    site: Site
    page: Page
    entry: EntryView
    open: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemPage:
    """View of `feed_item.html`: what feeds show of an entry; every address is whole."""

    site: Site
    entry: EntryView


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a page of a list stands; `older` and `newer` are empty at the ends."""

    number: int
    total: int
    newer: str
    older: str


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of a list that belong together; `title` is a value of the field they share."""

    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """View of `list.html`: a kind, a tag, a series, a year.

    Attributes:
        heading: what the page is about.
        intro: a sentence below the heading, may be empty.
    """

    site: Site
    page: Page
    heading: str
    intro: str
    groups: tuple[Group, ...]
    count: int
    pager: Pager
    feed: FeedLink | None


@dataclass(frozen=True, slots=True)
class Tally:
    """A name with a page of its own, and how many entries it has."""

    title: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class IndexPage:
    """View of `index_of.html`: all years, all tags or all series."""

    site: Site
    page: Page
    heading: str
    items: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """View of `home.html`.

    Attributes:
        latest: the newest diary, with its text.
        release: the newest release, whose changes say whose word caused them.
        open: what can be taken part in now.
        recent: what else is new.
    """

    site: Site
    page: Page
    latest: EntryView | None
    release: EntryView | None
    open: tuple[Card, ...]
    recent: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Occasion:
    """A date of the calendar; `label` says what happens on it."""

    date: datetime
    label: str
    card: Card


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """View of `calendar.html`; both lists begin with the date nearest to the build's instant."""

    site: Site
    page: Page
    coming: tuple[Occasion, ...]
    past: tuple[Occasion, ...]


@dataclass(frozen=True, slots=True)
class FeedGroup:
    """Feeds of one sort on the Subscribe page."""

    title: str
    feeds: tuple[FeedLink, ...]


@dataclass(frozen=True, slots=True)
class SubscribePage:
    """View of `subscribe.html`; feed addresses are whole, to be copied."""

    site: Site
    page: Page
    groups: tuple[FeedGroup, ...]
    opml: str


@dataclass(frozen=True, slots=True)
class PlainPage:
    """View of `404.html`."""

    site: Site
    page: Page


@dataclass(frozen=True, slots=True)
class RedirectPage:
    """View of `redirect.html`: an old path that leads to a new one."""

    lang: str
    title: str
    url: str
    canonical: str


View = (
    EntryPage
    | ItemPage
    | ListPage
    | IndexPage
    | HomePage
    | CalendarPage
    | SubscribePage
    | PlainPage
    | RedirectPage
)
