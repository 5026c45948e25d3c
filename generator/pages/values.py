"""The values that pages are made of: links, pictures, cards, entries.

Every value that a template shows is a field here or in `generator.pages.views`. Dates are aware and
in the journal's time zone; `Html` is finished, every other text is escaped by the template;
addresses are ready for an attribute.
"""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from generator.journal.changes import Heard
from generator.pages.html import Html
from generator.pages.results import Headline, ResultView


class Link(Struct, frozen=True):
    """A title and where it leads; an empty `url` means that there is nothing to show yet.

    Attributes:
        kind: kind of the entry it leads to, or empty.
        lang: language of the title, where it is not that of the reader; else empty.
    """

    title: str
    url: str
    kind: str = ""
    lang: str = ""


class FeedLink(Struct, frozen=True):
    """A feed in its three formats, as addresses from the root of the host."""

    title: str
    rss: str
    atom: str
    json: str


class LanguageLink(Struct, frozen=True):
    """The same page in a language; `name` is the language's name for itself.

    Attributes:
        whole: the address with scheme and host, for `hreflang`.
        same: False where the page does not exist in that language and `url` is its home page.
    """

    lang: str
    name: str
    url: str
    current: bool
    whole: str = ""
    same: bool = True


class MenuItem(Struct, frozen=True):
    """A place in the menu. `section` is the kind or page it stands for."""

    section: str
    title: str
    url: str


class Site(Struct, frozen=True):
    """What all pages of one language share.

    Only the configuration and the pages in the menu may show here, or one new diary would render
    every page anew.

    Attributes:
        menu: the few places that are always in sight.
        more: the other places, in the order of their importance.
        take_part: page of what is open to take part in.
        board: page of everything that is on a journey, by status.
        search: the search page; empty when search is switched off.
        said: page of what users said and the team did, by month.
        press: the press page; empty when the journal has none.
        policy: the Content-Security-Policy of every page.
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
    policy: str
    more: tuple[MenuItem, ...] = ()
    take_part: str = ""
    board: str = ""
    search: str = ""
    said: str = ""
    honours: str = ""
    press: str = ""


class Preview(Struct, frozen=True):
    """That a page is not public; `until` says when that changes by itself, None if it does not."""

    until: datetime | None


class Page(Struct, frozen=True):
    """What every page says about itself.

    Attributes:
        title: plain text; empty on the home page.
        canonical: whole address.
        languages: the same page in each language it exists in, when there is more than one.
        switch: every language of the journal, for the reader to change to.
        feeds: feeds that belong to this page, for autodiscovery.
        section: kind or group, to mark the place in the menu.
        card: the picture that stands for the page where its link is shared; None for none.
        data: what the page is about in the words of schema.org, for search engines (JSON-LD).
        preview: that only editors know of the page; None for every page of the public site.
        calendar: whole address of the calendar file, on pages that show dates; else empty.
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
    card: "Picture | None" = None
    data: tuple[Mapping[str, object], ...] = ()
    switch: tuple[LanguageLink, ...] = ()
    preview: Preview | None = None
    calendar: str = ""


class Source(Struct, frozen=True):
    """Smaller or denser forms of a picture: a media type, and a `srcset` attribute for them."""

    type: str
    srcset: str


class Picture(Struct, frozen=True):
    """A picture file of the site.

    Attributes:
        width: in pixels, after turning it as its camera said; 0 where it is not known.
        height: in pixels.
        colour: its dominant colour, `#rrggbb`, to stand in its place until then; may be empty.
        sources: for `<source>` elements, the best format first, then the picture's own format.
    """

    url: str
    alt: str
    width: int = 0
    height: int = 0
    colour: str = ""
    sources: tuple[Source, ...] = ()


class Share(Struct, frozen=True):
    """What a reader needs to pass a page on.

    Attributes:
        text: a sentence to copy, with the title and the whole address, which is `url`.
        qr: address of an SVG with the address as a QR code; empty for none.
        card: the picture that goes with the link; None for none.
    """

    url: str
    title: str
    text: str
    qr: str = ""
    card: Picture | None = None


class Mention(Struct, frozen=True):
    """An entry that names another: `label` is what one of its kind is called."""

    kind: str
    label: str
    title: str
    url: str
    date: datetime | None
    lang: str


class Card(Struct, frozen=True):
    """An entry in a list.

    Attributes:
        lang: language of this version, which may differ from that of the page.
        label: what one entry of the kind is called.
        facts: the simple fields of its kind: numbers, words, dates, yes or no.
        state: announced, open or closed, for kinds with a beginning and an end; else empty.
        headline: what its count says in a sentence; None where nothing may be shown.
        heard: how many of its changes users' words caused; None where users notice none.
        stage: as `state`, and besides answered or overdue, for kinds that owe an answer.
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
    headline: Headline | None = None
    heard: Heard | None = None
    stage: str = ""


class TocItem(Struct, frozen=True):
    """A heading of the text; `level` is 2 to 6."""

    level: int
    id: str
    title: str


class SeriesView(Struct, frozen=True):
    """The series of an entry, and its neighbours there; `position` counts from 1, the oldest."""

    title: str
    url: str
    position: int
    total: int
    previous: Link | None
    next: Link | None


class FieldView(Struct, frozen=True):
    """A field of a kind's record, for templates that know nothing of the kind.

    Attributes:
        name: the field's name in front matter.
        label: its name in words.
        value: what `EntryView.record` holds under its name.
    """

    name: str
    label: str
    value: object


class EntryView(Struct, frozen=True):
    """An entry on its own page.

    Attributes:
        card: what lists show of it.
        html: its text.
        toc: headings of the text.
        minutes: reading time.
        record: every field of its kind by name: texts, numbers, `Html` for Markdown, `Link` for
            references and people, `datetime`, lists (tuples) and groups of fields (mappings).
            A change also has `anchor`, its place on the page, and `from_users`.
        fields: the same, in the order of the kind, without what is empty.
        mentioned_in: entries that name this one, the newest 200, newest first.
        previous: the next older entry of its kind.
        next: the next newer one.
        result: the count of a poll; None where nothing of it may be shown.
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
    mentioned_in: tuple[Mention, ...]
    previous: Link | None
    next: Link | None
    result: ResultView | None = None


class Pager(Struct, frozen=True):
    """Where a page of a list stands.

    Lists by date that take several pages count them from the oldest, so that older pages stay as
    they are; others count them from the first one.

    Attributes:
        number: from 1.
        total: how many pages there are; 0 where they are counted from the oldest, since there will
            be more.
        newer: the page before this one; empty at the end.
        older: the page behind this one; empty at the end.
        newest: the date of the first entry, where the pages are counted from the oldest and it has
            one; else None.
        oldest: that of the last one.
    """

    number: int
    total: int
    newer: str
    older: str
    newest: datetime | None = None
    oldest: datetime | None = None


class Group(Struct, frozen=True):
    """Entries of a list that belong together; `title` is a value of what they share, or empty.

    Attributes:
        count: how many there are; more than `cards` where only some are shown. Lists by date
            say no more than stands on the page.
        url: a list of all of them, on a board.
        holders: who has how many of them, the most first; only of awards.
    """

    title: str
    cards: tuple[Card, ...]
    count: int = 0
    url: str = ""
    holders: "tuple[Tally, ...]" = ()


class Tally(Struct, frozen=True):
    """A name with a page of its own, and how many entries it has.

    Attributes:
        summary: what a tag is about; may be empty.
    """

    title: str
    url: str
    count: int
    summary: str = ""


class Occasion(Struct, frozen=True):
    """A date of the calendar; `label` says what happens on it."""

    date: datetime
    label: str
    card: Card


class FeedGroup(Struct, frozen=True):
    """Feeds of one sort on the Subscribe page."""

    title: str
    feeds: tuple[FeedLink, ...]


class Deed(Struct, frozen=True):
    """A change that somebody's word or work caused.

    Attributes:
        text: what changed.
        why: the reason, may be empty.
        credits: who is credited, each with the role, as in a release's record.
        release: the release that brought it.
    """

    text: Html
    why: Html
    credits: tuple[Mapping[str, object], ...]
    release: Link
    date: datetime | None


class Contribution(Struct, frozen=True):
    """How often somebody did something: `role` as releases name it, `count` changes."""

    role: str
    count: int
