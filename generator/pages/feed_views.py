"""What a feed says: plain records that every feed format is written from."""

from datetime import datetime

from msgspec import Struct


class FeedAuthor(Struct, frozen=True):
    """Who wrote something; a blank name is left out of the feeds."""

    name: str
    url: str = ""


class FeedItem(Struct, frozen=True, kw_only=True):
    """One entry of a feed.

    Attributes:
        id: permanent tag URI (RFC 4151), never the address.
        url: absolute address of the page, percent-encoded (RFC 3986), as are all addresses here.
        title: plain text, never markup.
        summary: plain text, may be empty.
        content: HTML in which every address is absolute; may be empty.
        published: aware; from the entry, never from the clock.
        updated: aware; the same as `published` for an entry that was never changed.
        lang: language tag (BCP 47) of the title and the content.
        image: address of the entry's picture, or empty.
    """

    id: str
    url: str
    title: str
    summary: str
    content: str
    published: datetime
    updated: datetime
    authors: tuple[FeedAuthor, ...]
    categories: tuple[str, ...]
    lang: str
    image: str = ""


class Tombstone(Struct, frozen=True):
    """An item that was withdrawn (RFC 6721): its id, since when, and why if somebody said so.

    Attributes:
        lang: language tag (BCP 47) of the comment.
    """

    id: str
    when: datetime
    comment: str = ""
    lang: str = ""


class FeedLinks(Struct, frozen=True):
    """The absolute addresses of one feed document in its three formats."""

    rss: str
    atom: str
    json: str


class FeedView(Struct, frozen=True, kw_only=True):
    """One document of a feed: the one that people subscribe to, or an archive of it (RFC 5005).

    Attributes:
        id: permanent tag URI of the feed; the same in the subscription document and its archives.
        home: absolute address of the page that the feed follows.
        items: newest first; the order in which they are written.
        self_links: where this document is.
        current: where the subscription document is; the same as `self_links` outside archives.
        previous: the next older archive, if there is one.
        next: the next newer archive; only an archive has one.
        archive: whether this document is an archive.
        hub: address of the WebSub hub, or empty.
        generator: name of the program that wrote the feed.
        empty_updated: what a feed without items says about its last change.
        tombstones: items that were withdrawn, the latest first; only Atom has words for them.
    """

    id: str
    title: str
    subtitle: str
    home: str
    lang: str
    items: tuple[FeedItem, ...]
    authors: tuple[FeedAuthor, ...]
    self_links: FeedLinks
    current: FeedLinks
    previous: FeedLinks | None = None
    next: FeedLinks | None = None
    archive: bool = False
    hub: str = ""
    generator: str
    rights: str = ""
    empty_updated: datetime
    tombstones: tuple[Tombstone, ...] = ()

    @property
    def updated(self) -> datetime:
        """When an item last changed or went; the time of the build has no part in it."""
        changed = (item.updated for item in self.items)
        return max((*changed, *(each.when for each in self.tombstones)), default=self.empty_updated)


class OpmlEntry(Struct, frozen=True):
    """One feed in a list of feeds.

    Attributes:
        feed: absolute address of the feed document.
        home: absolute address of the page that the feed follows.
        group: heading that the feed stands under; empty for none.
    """

    title: str
    feed: str
    home: str
    lang: str = ""
    group: str = ""
