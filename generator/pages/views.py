"""All that a template can see: one view for each sort of page.

A page is a pure function of its view, its theme and this program, so every value that a template
shows is a field here or in `generator.pages.values`.
"""

from dataclasses import dataclass
from datetime import datetime

from generator.pages.html import NO_HTML, Html
from generator.pages.values import (
    Card,
    Contribution,
    Deed,
    EntryView,
    FeedGroup,
    FeedLink,
    Group,
    Link,
    Occasion,
    Page,
    Pager,
    Picture,
    Share,
    Site,
    Tally,
)


@dataclass(frozen=True, slots=True)
class KitFile:
    """A file of the press page.

    Attributes:
        size: in bytes, of the file as it is published.
        picture: the file itself if it is a picture, to show it.
        licence: its own licence, where it is not that of the whole kit.
    """

    title: str
    url: str
    size: int
    type: str
    licence: str = ""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class EntryPage:
    """View of `entry.html` and of each kind's own template.

    Attributes:
        open: what can be taken part in now; only on the newest diary.
        releases: the releases that a diary tells about, with their changes.
        share: what is needed to pass the page on; None where the journal switched that off.
        contributions: how often a person was credited, by role, the most frequent role first.
        certificate: address of a person's certificate; empty where there is none.
        kit: the press page's files; empty for every other entry.
        archive: address of the zip that holds the whole kit; empty for every other entry.
    """

    site: Site
    page: Page
    entry: EntryView
    open: tuple[Card, ...] = ()
    releases: tuple[EntryView, ...] = ()
    share: Share | None = None
    contributions: tuple[Contribution, ...] = ()
    certificate: str = ""
    kit: tuple[KitFile, ...] = ()
    archive: str = ""


@dataclass(frozen=True, slots=True)
class ItemPage:
    """View of `feed_item.html`: what feeds show of an entry; every address is whole."""

    site: Site
    entry: EntryView


@dataclass(frozen=True, slots=True)
class ListPage:
    """View of `list.html` and of a kind's own list template: a kind, a tag, a series, a year.

    Attributes:
        kind: the kind that is listed; empty for tags, series and years.
        heading: what the page is about.
        intro: a sentence below the heading, may be empty.
        text: a longer introduction, finished: that of a topic; may be empty.
        up: the list that this one is a part of (all suggestions, for those that shipped).
    """

    site: Site
    page: Page
    heading: str
    intro: str
    groups: tuple[Group, ...]
    count: int
    pager: Pager
    feed: FeedLink | None
    kind: str = ""
    text: Html = NO_HTML
    up: Link | None = None


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
        coming: the next dates of the calendar, at most three.
    """

    site: Site
    page: Page
    latest: EntryView | None
    release: EntryView | None
    open: tuple[Card, ...]
    recent: tuple[Card, ...]
    coming: tuple[Occasion, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthPage:
    """View of `month.html`: you said, we did, in one month.

    Attributes:
        month: its first instant, in the journal's time zone.
        done: changes of the month's releases that somebody's word or work caused.
        adopted: suggestions that were adopted or begun in the month.
        declined: suggestions that were declined in it.
        waiting: suggestions of the month that nobody has decided on at the build's instant.
        older: the month before that has anything; None for the first.
    """

    site: Site
    page: Page
    heading: str
    month: datetime
    done: tuple[Deed, ...]
    adopted: tuple[Card, ...]
    declined: tuple[Card, ...]
    waiting: tuple[Card, ...]
    older: Link | None = None
    newer: Link | None = None


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """View of `certificate.html`: a person's thanks to print and to hang on a wall (D2).

    Attributes:
        contributions: how often the person was credited, by role.
        since: first release that credits the person.
        until: the last one, which is the date of the certificate.
    """

    site: Site
    page: Page
    person: EntryView
    contributions: tuple[Contribution, ...]
    deeds: tuple[Deed, ...]
    since: datetime | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """View of `search.html`.

    Attributes:
        index: address of the folder that holds the index of this language, ends with `/`.
        count: how many entries are indexed.
    """

    site: Site
    page: Page
    index: str
    count: int


@dataclass(frozen=True, slots=True)
class CardView:
    """View of `card.svg`, which becomes the picture of a page where its link is shared (E4).

    Attributes:
        facts: short facts in the page's language: number, version, date, place.
        home: the site's address without its scheme.
    """

    site: Site
    kind: str
    label: str
    title: str
    summary: str
    facts: tuple[str, ...]
    people: tuple[str, ...]
    home: str
    lang: str


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """View of `calendar.html`; both lists begin with the date nearest to the build's instant."""

    site: Site
    page: Page
    coming: tuple[Occasion, ...]
    past: tuple[Occasion, ...]


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
    | MonthPage
    | CertificatePage
    | SearchPage
)
