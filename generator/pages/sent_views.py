"""What people sent in, as templates see it: the wall of stories, galleries, contests, wishes."""

from datetime import datetime

from msgspec import Struct

from generator.pages.html import NO_HTML, Html
from generator.pages.thread_views import Age
from generator.pages.values import Card, Link, Picture, Tally


class Tile(Struct, frozen=True):
    """A story on the wall or in a gallery; its picture is `card.cover`.

    Attributes:
        quote: a sentence of it that its team chose; may be empty.
        people: who told it, if they want to be named.
        pictures: how many pictures it has.
        featured: whether it stands before the others.
    """

    card: Card
    quote: str
    people: tuple[Link, ...]
    tags: tuple[Link, ...]
    pictures: int
    featured: bool = False


class Wall(Struct, frozen=True):
    """The stories of a page of the wall.

    Attributes:
        featured: those that stand first, and larger; only on the first pages.
        tags: what all stories of the wall are about, the most frequent first.
        calls: where one can tell one's own, open now.
    """

    featured: tuple[Tile, ...]
    tiles: tuple[Tile, ...]
    tags: tuple[Tally, ...]
    calls: tuple[Link, ...]


class Candidate(Struct, frozen=True):
    """An entry of a contest, whether it was written into the call or is a story of its own.

    Attributes:
        url: its own page; empty for none.
        lang: language of its words, where it is not that of the page; else empty.
        summary: the beginning of a story; `description` is what stands in the call.
        reason: why it is on the shortlist; empty for what is not.
        won: whether it won the vote, once everybody may know.
    """

    id: str
    title: str
    url: str
    lang: str
    people: tuple[Link, ...]
    picture: Picture | None
    description: Html = NO_HTML
    summary: str = ""
    reason: Html = NO_HTML
    won: bool = False


class Photo(Struct, frozen=True):
    """A picture of a photo show.

    Attributes:
        story: the page of the one who took it, with everything they sent.
        caption: what is said below it; may be empty.
        licence: licence that it was given under; may be empty.
    """

    picture: Picture
    story: Link
    people: tuple[Link, ...]
    caption: Html = NO_HTML
    place: str = ""
    licence: str = ""


class Wish(Struct, frozen=True):
    """A wish that was sent in to a call, and what became of it.

    Attributes:
        status: where it stands; of what says the same as another, where that stands.
        since: when it got there; None if nobody wrote it down.
        cause: the release or diary that shows it; None for none.
        version: the version of that release; empty if it has none.
        same_as: the wish that says the same.
        reason: why it was granted or not; may be empty.
        age: how long it has been open; None for what is decided.
    """

    card: Card
    people: tuple[Link, ...]
    status: str
    since: datetime | None = None
    cause: Link | None = None
    version: str = ""
    same_as: Link | None = None
    reason: Html = NO_HTML
    age: Age | None = None


class Wishes(Struct, frozen=True):
    """Wishes that came to one end.

    Attributes:
        outcome: `granted`, `coming`, `declined` or `open`.
        count: how many there are; more than `wishes` where only some are shown.
    """

    outcome: str
    wishes: tuple[Wish, ...]
    count: int


class SentIn(Struct, frozen=True):
    """What was sent in to a call and is public.

    Attributes:
        shortlist: entries of the contest that go to the vote, in its order.
        rest: the other entries.
        winners: those that won.
        tiles: stories, newest first.
        photos: pictures, where the call asks for those instead.
        stories: how many stories there are; more than are shown where `url` leads to all.
        wishes: wishes by what became of them.
        wished: how many wishes there are.
        url: the page of everything; empty where all of it stands here.
    """

    shortlist: tuple[Candidate, ...] = ()
    rest: tuple[Candidate, ...] = ()
    winners: tuple[Candidate, ...] = ()
    tiles: tuple[Tile, ...] = ()
    photos: tuple[Photo, ...] = ()
    stories: int = 0
    wishes: tuple[Wishes, ...] = ()
    wished: int = 0
    url: str = ""


class Told(Struct, frozen=True):
    """How a story came here.

    Attributes:
        call: what it was sent in to; None for none.
        received: when it came; None if nobody wrote it down.
        decided: when it was decided to publish it.
        role: role of whoever decided, such as `editor`; empty if nobody wrote it down.
        licence: licence that it was given under; may be empty.
        won: whether it won the contest that it was sent in to.
    """

    call: Link | None = None
    received: datetime | None = None
    decided: datetime | None = None
    role: str = ""
    licence: str = ""
    won: bool = False
