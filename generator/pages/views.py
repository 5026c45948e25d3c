"""All that a template can see: one view for each sort of page.

A page is a pure function of its view, its theme and this program, so every value that a template
shows is a field here or in `generator.pages.values`.
"""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from generator.pages.board_views import Board
from generator.pages.calendar_views import RhythmView
from generator.pages.call_views import CallView, Invitation
from generator.pages.follow import FollowStep
from generator.pages.html import NO_HTML, Html
from generator.pages.maker_views import MakerView
from generator.pages.people_views import BoardsPage, LevelsPage, PeoplePage, Profile
from generator.pages.results import Headline
from generator.pages.said_views import ComparePage, MonthPage, ReportView, Since, YearPage
from generator.pages.sent_views import SentIn, Told, Wall
from generator.pages.thread_views import Knot, StandingView, ThreadLine
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


class KitFile(Struct, frozen=True):
    """A file of the press page.

    Attributes:
        size: in bytes; 0 for a picture, which is made ready only after its page.
        picture: the file itself if it is a picture, to show it.
        licence: its own licence, where it is not that of the whole kit.
        description: when to use it; may be empty.
    """

    title: str
    url: str
    size: int
    type: str
    licence: str = ""
    picture: Picture | None = None
    description: str = ""


class EntryPage(Struct, frozen=True):
    """View of `entry.html` and of each kind's own template.

    Attributes:
        open: what can be taken part in now; only on the newest diary.
        releases: the releases that a diary tells about, with their changes.
        share: what is needed to pass the page on; None where the journal switched that off.
        contributions: how often a person was credited, by role, the most frequent role first.
        certificate: address of a person's certificate; empty where there is none.
        kit: the press page's files; empty for every other entry.
        archive: address of the zip that holds the whole kit; empty for every other entry.
        sums: address of the file with the checksums of the kit (`sha256sum -c`).
        follow: what became of the options of a vote, most wanted first; empty for other entries.
        won: ids of the entries that won a contest; empty until its count may be seen.
        since: what happened since the diary before; None for other entries and the first diary.
        report: an experience report's marks, and the same questions over time; else None.
        thread: what came of an entry that a thread begins with, and what somebody did: oldest
            first, open ends last.
        threads: other threads that the entry belongs to, the newest twelve.
        more_threads: how many more there are.
        standing: where the entry stands; None for what is on no journey.
        answered: the entries that answer this one: diaries, a report.
        profile: what a person did and what it amounts to; None for other entries.
        window: the boards of the month or year that an honour is for; None for other entries.
        sent: what was sent in to a call and is public; None for what calls nobody.
        told: how a story came here; None for what nobody sends in.
        maker: what readers make a card with; None for other entries.
        call: how to take part in a call, and what became of what was sent in; else None.
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
    sums: str = ""
    follow: tuple[FollowStep, ...] = ()
    won: tuple[str, ...] = ()
    since: Since | None = None
    report: ReportView | None = None
    thread: tuple[Knot, ...] = ()
    threads: tuple[ThreadLine, ...] = ()
    more_threads: int = 0
    standing: StandingView | None = None
    answered: tuple[Link, ...] = ()
    profile: Profile | None = None
    window: Link | None = None
    sent: SentIn | None = None
    told: Told | None = None
    maker: MakerView | None = None
    call: CallView | None = None


class ItemPage(Struct, frozen=True):
    """View of `feed_item.html`: what feeds show of an entry; every address is whole.

    Attributes:
        open: what could be taken part in when the entry went live, for entries that tell of the
            work; later it stays the same, so that an old item is no news.
    """

    site: Site
    entry: EntryView
    open: tuple[Invitation, ...] = ()


class ListPage(Struct, frozen=True):
    """View of `list.html` and of a kind's own list template: a kind, a tag, a series, a year.

    Attributes:
        kind: the kind that is listed; empty for tags, series and years.
        heading: what the page is about.
        count: how many entries the whole list has; None on older pages of a list by
            date, which stay as they are.
        intro: a sentence below the heading, may be empty.
        text: a longer introduction, finished: that of a topic; may be empty.
        cover: the picture of a topic; None for none.
        board: the same entries as a board shows them; None for other lists.
        wall: the same entries as a wall shows them; None for other lists.
        sent: what was sent in to a call, in place of `groups`; None for other lists.
        up: the list that this one is a part of (all suggestions, for those that shipped).
        windows: months and years that have boards, newest first; only on the list of honours.
    """

    site: Site
    page: Page
    heading: str
    intro: str
    groups: tuple[Group, ...]
    count: int | None
    pager: Pager
    feed: FeedLink | None
    kind: str = ""
    text: Html = NO_HTML
    up: Link | None = None
    cover: Picture | None = None
    windows: tuple[Link, ...] = ()
    board: Board | None = None
    wall: Wall | None = None
    sent: SentIn | None = None


class IndexPage(Struct, frozen=True):
    """View of `index_of.html`: all years, all tags or all series."""

    site: Site
    page: Page
    heading: str
    items: tuple[Tally, ...]


class HomePage(Struct, frozen=True):
    """View of `home.html`.

    Attributes:
        latest: the newest diary, with its text.
        opening: the beginning of its text, if that is long; empty if it is short.
        release: the newest release, whose changes say whose word caused them.
        open: what can be taken part in now.
        recent: what else is new.
        coming: the next dates of the calendar, at most three.
        rhythm: the rhythm of diaries, to announce the next one; None if it has no slot to come.
    """

    site: Site
    page: Page
    latest: EntryView | None
    release: EntryView | None
    open: tuple[Card, ...]
    recent: tuple[Card, ...]
    coming: tuple[Occasion, ...] = ()
    opening: Html = NO_HTML
    rhythm: RhythmView | None = None


class CertificatePage(Struct, frozen=True):
    """View of `certificate.html`: a person's thanks to print and to hang on a wall (D2).

    Attributes:
        contributions: how often the person did what, the most frequent first.
        deeds: changes that credit the person, newest first; at most 60.
        since: date of the first contribution.
        until: the last one, which is the date of the certificate.
        level: the level reached; None for none.
        founding: True for one of the first.
    """

    site: Site
    page: Page
    person: EntryView
    contributions: tuple[Contribution, ...]
    deeds: tuple[Deed, ...]
    since: datetime | None
    until: datetime | None
    level: Link | None = None
    founding: bool = False


class SearchPage(Struct, frozen=True):
    """View of `search.html`.

    Attributes:
        index: address of the folder that holds the index of this language, ends with `/`.
        count: how many entries are indexed.
    """

    site: Site
    page: Page
    index: str
    count: int


class CardView(Struct, frozen=True):
    """View of `card.svg`, which becomes the picture of a page where its link is shared (E4).

    Attributes:
        kind: empty on the card of the site, which stands for every page without a card of its own.
        label: what one entry of the kind is called.
        facts: the simple fields of its kind, as in `Card`.
        state: announced, open or closed, for kinds with a beginning and an end; else empty.
        people: who wrote it or tells it.
        contributions: how often a person was credited, by role, the most frequent role first.
        since: the earliest date in a person's thread.
        home: the site's address without its scheme.
        headline: what the count of a poll says; None where nothing may be shown.
    """

    site: Site
    kind: str
    label: str
    title: str
    summary: str
    date: datetime | None
    facts: Mapping[str, object]
    state: str
    people: tuple[str, ...]
    contributions: tuple[Contribution, ...]
    since: datetime | None
    home: str
    lang: str
    headline: Headline | None = None


class CalendarPage(Struct, frozen=True):
    """View of `calendar.html`; both lists begin with the date nearest to the build's instant.

    Attributes:
        rhythms: the journal's cadences; the calendar file is at `page.calendar`.
        punctuality: address of the file that says how punctual each slot was; empty for none.
    """

    site: Site
    page: Page
    coming: tuple[Occasion, ...]
    past: tuple[Occasion, ...]
    rhythms: tuple[RhythmView, ...] = ()
    punctuality: str = ""


class SubscribePage(Struct, frozen=True):
    """View of `subscribe.html`; feed addresses are whole, to be copied."""

    site: Site
    page: Page
    groups: tuple[FeedGroup, ...]
    opml: str


class PlainPage(Struct, frozen=True):
    """View of `404.html`."""

    site: Site
    page: Page


class GonePage(Struct, frozen=True):
    """View of `gone.html`: something stood here and was withdrawn.

    Attributes:
        since: local time of the journal.
        reason: in the words of its author; empty if none is given.
        reason_lang: language of the reason.
    """

    site: Site
    page: Page
    since: datetime
    reason: str
    reason_lang: str


class RedirectPage(Struct, frozen=True):
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
    | GonePage
    | RedirectPage
    | MonthPage
    | YearPage
    | ComparePage
    | CertificatePage
    | LevelsPage
    | BoardsPage
    | PeoplePage
    | SearchPage
    | CardView
)
