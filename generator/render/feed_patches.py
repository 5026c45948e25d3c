"""What feedgen cannot say, said in the tree that it builds.

feedgen calls these objects as its extensions: `extend_ns` when it makes the root element,
`extend_rss` or `extend_atom` when it has filled the element it hands over. Elements of Atom
documents have no namespace in that tree: feedgen writes `xmlns` as if it were an attribute.
"""

from collections.abc import Iterator

from lxml import etree

from generator.pages.feed_views import FeedItem, FeedLinks, FeedView, Tombstone
from generator.render.feed_text import named, rfc822, rfc3339

Element = etree._Element  # noqa: SLF001 - lxml has no public name for the type of its elements

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "fh": "http://purl.org/syndication/history/1.0",
    "media": "http://search.yahoo.com/mrss/",
    "at": "http://purl.org/atompub/tombstones/1.0",
}
_ATOM = "{http://www.w3.org/2005/Atom}"
_CREATOR = f"{{{NAMESPACES['dc']}}}creator"
_LANGUAGE = f"{{{NAMESPACES['dc']}}}language"
_ARCHIVE = f"{{{NAMESPACES['fh']}}}archive"
_THUMBNAIL = f"{{{NAMESPACES['media']}}}thumbnail"
_ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
_DELETED = f"{{{NAMESPACES['at']}}}deleted-entry"
_COMMENT = f"{{{NAMESPACES['at']}}}comment"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

ATOM_TYPE = "application/atom+xml"
RSS_TYPE = "application/rss+xml"
PAGE_LINK = {"rel": "alternate", "type": "text/html"}
"""How an Atom `link` says that it leads to a page."""


def feed_links(view: FeedView, media_type: str) -> Iterator[dict[str, str]]:
    """The links between the documents of a feed, as attributes of an Atom `link`.

    `self`, `hub` (WebSub), and of RFC 5005 `prev-archive`, `next-archive` and, in archives,
    `current`.
    """

    def link(rel: str, links: FeedLinks) -> dict[str, str]:
        href = links.rss if media_type == RSS_TYPE else links.atom
        return {"rel": rel, "type": media_type, "href": href}

    yield link("self", view.self_links)
    if view.archive:
        yield link("current", view.current)
    if view.previous:
        yield link("prev-archive", view.previous)
    if view.next:
        yield link("next-archive", view.next)
    if view.hub:
        yield {"rel": "hub", "href": view.hub}


class RssChannel:
    """Adds the links that feedgen drops, the authors and the archive flag."""

    def __init__(self, view: FeedView) -> None:
        self.view = view

    def extend_ns(self) -> dict[str, str]:
        """The prefixes that items use too."""
        return {prefix: NAMESPACES[prefix] for prefix in ("dc", "fh", "media")}

    def extend_rss(self, rss: Element) -> Element:
        """Complete the channel, which has no items yet."""
        channel = rss[0]
        for attributes in feed_links(self.view, RSS_TYPE):
            etree.SubElement(channel, f"{_ATOM}link", attributes)
        for author in named(self.view.authors):
            etree.SubElement(channel, _CREATOR).text = author.name
        if self.view.archive:
            etree.SubElement(channel, _ARCHIVE)
        return rss


class RssItem:
    """Adds authors (RSS's own element wants an e-mail address), dates, language and picture."""

    def __init__(self, item: FeedItem, feed_lang: str) -> None:
        self.item = item
        self.feed_lang = feed_lang

    def extend_rss(self, element: Element) -> Element:
        """Complete one item."""
        item = self.item
        description = element.find("description")
        if description is not None and not item.summary:
            # feedgen puts the content here when there is no summary.
            description.tag = _ENCODED
        # feedgen would switch the locale of the whole process to write this date.
        etree.SubElement(element, "pubDate").text = rfc822(item.published)
        if item.updated != item.published:
            etree.SubElement(element, f"{_ATOM}updated").text = rfc3339(item.updated)
        for author in named(item.authors):
            etree.SubElement(element, _CREATOR).text = author.name
        if item.lang != self.feed_lang:
            etree.SubElement(element, _LANGUAGE).text = item.lang
        if item.image:
            etree.SubElement(element, _THUMBNAIL, url=item.image)
        return element


class AtomFeed:
    """Writes the instant as `Z`, adds the archive flag and what was withdrawn."""

    def __init__(self, view: FeedView) -> None:
        self.view = view

    def extend_ns(self) -> dict[str, str]:
        """The prefixes that entries use too."""
        deleted = ("at",) if self.view.tombstones else ()
        return {prefix: NAMESPACES[prefix] for prefix in ("fh", "media", *deleted)}

    def extend_atom(self, feed: Element) -> Element:
        """Complete the feed, which has no entries yet."""
        _set_text(feed, "updated", rfc3339(self.view.updated))
        if self.view.archive:
            etree.SubElement(feed, _ARCHIVE)
        for each in self.view.tombstones:
            _bury(feed, each, self.view.lang)
        return feed


class AtomEntry:
    """Puts back what feedgen loses of a link, sets the instants, adds language and picture."""

    def __init__(self, item: FeedItem, feed_lang: str) -> None:
        self.item = item
        self.feed_lang = feed_lang

    def extend_atom(self, entry: Element) -> Element:
        """Complete one entry."""
        item = self.item
        for link in entry.findall("link"):
            for name, value in PAGE_LINK.items():
                link.set(name, value)
        _set_text(entry, "updated", rfc3339(item.updated))
        _set_text(entry, "published", rfc3339(item.published))
        if item.lang != self.feed_lang:
            entry.set(_XML_LANG, item.lang)
        if item.image:
            etree.SubElement(entry, _THUMBNAIL, url=item.image)
        return entry


def _bury(feed: Element, tombstone: Tombstone, feed_lang: str) -> None:
    """An `at:deleted-entry` (RFC 6721, section 3)."""
    said = {"ref": tombstone.id, "when": rfc3339(tombstone.when)}
    element = etree.SubElement(feed, _DELETED, said)
    if tombstone.comment:
        comment = etree.SubElement(element, _COMMENT)
        comment.text = tombstone.comment
        if tombstone.lang and tombstone.lang != feed_lang:
            comment.set(_XML_LANG, tombstone.lang)


def _set_text(parent: Element, tag: str, text: str) -> None:
    for child in parent.findall(tag):
        child.text = text
