"""Feeds as bytes: RSS 2.0, Atom (RFC 4287), JSON Feed 1.1, and OPML for a list of feeds.

The one door of feedgen. Nothing here asks the clock: the instants of a feed are those of its
items, in UTC, so the same view gives the same bytes on any day. feedgen itself stamps the time of
the build unless told otherwise, puts entries in backwards order, and loses links; `feed_patches`
holds what has to be added to its tree.
"""

import html
import re
from functools import partial

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from generator.pages.feed_views import FeedAuthor, FeedItem, FeedView
from generator.render.feed_patches import (
    ATOM_TYPE,
    PAGE_LINK,
    AtomEntry,
    AtomFeed,
    RssChannel,
    RssItem,
    feed_links,
)
from generator.render.feed_text import cleaned, named, utc
from generator.render.json_feed import json_feed
from generator.render.opml import opml

__all__ = ["atom", "json_feed", "opml", "rss"]

_PLAIN_TEXT = re.compile(rb"<(title|category|copyright|dc:creator)>[^<]*</")
_REFERENCES = ((b"&amp;", b"&#x26;"), (b"&lt;", b"&#x3C;"), (b"&gt;", b"&#x3E;"))


def rss(view: FeedView) -> bytes:
    """The feed in RSS 2.0, with content:encoded, dc:creator and the links of Atom.

    Titles are plain text, escaped once with hexadecimal references, as the RSS Advisory Board's
    profile asks: the encoding that most readers show right.
    """
    view = cleaned(view)
    feed = _feed(view)
    feed.link(href=view.home)
    feed.description(view.subtitle or view.title or view.home)
    feed.register_extension("friday", partial(RssChannel, view), atom=False)
    for item in view.items:
        _fill_rss_item(feed.add_entry(order="append"), item, view)
    return _PLAIN_TEXT.sub(_hexadecimal, feed.rss_str(pretty=True))


def atom(view: FeedView) -> bytes:
    """The feed in Atom, with full content as HTML and an author for every entry.

    Atom wants an author: where neither an entry nor the feed has one, the feed itself is named.
    """
    view = cleaned(view)
    feed = _feed(view)
    for attributes in feed_links(view, ATOM_TYPE):
        feed.link(attributes)
    feed.link(href=view.home, **PAGE_LINK)
    for author in named(view.authors) or (FeedAuthor(view.title or view.home, view.home),):
        feed.author(name=author.name, uri=author.url)
    if view.subtitle:
        feed.subtitle(view.subtitle)
    feed.register_extension("friday", partial(AtomFeed, view), rss=False)
    for item in view.items:
        _fill_atom_entry(feed.add_entry(order="append"), item, view)
    document: bytes = feed.atom_str(pretty=True)
    return document


def _feed(view: FeedView) -> FeedGenerator:
    """What both formats share; feedgen refuses an empty title."""
    feed = FeedGenerator()
    feed.id(view.id)
    feed.title(view.title or view.home)
    feed.updated(utc(view.updated))
    feed.language(view.lang)
    feed.generator(view.generator)
    if view.rights:
        feed.rights(view.rights)
    return feed


def _fill_entry(entry: FeedEntry, item: FeedItem) -> None:
    entry.id(item.id)
    entry.title(item.title or item.url)
    if item.content:
        entry.content(item.content, type="html")
    for term in filter(None, item.categories):
        entry.category(term=term)


def _fill_rss_item(entry: FeedEntry, item: FeedItem, view: FeedView) -> None:
    _fill_entry(entry, item)
    entry.link(href=item.url)
    if item.summary:
        # A description is HTML to every reader, so plain text is escaped once more.
        entry.description(html.escape(item.summary, quote=False), isSummary=True)
    entry.register_extension("friday", partial(RssItem, item, view.lang), atom=False)


def _fill_atom_entry(entry: FeedEntry, item: FeedItem, view: FeedView) -> None:
    _fill_entry(entry, item)
    entry.published(utc(item.published))
    entry.link(href=item.url, **PAGE_LINK)
    if item.summary:
        entry.summary(item.summary)
    for author in named(item.authors):
        entry.author(name=author.name, uri=author.url)
    entry.register_extension("friday", partial(AtomEntry, item, view.lang), rss=False)


def _hexadecimal(element: re.Match[bytes]) -> bytes:
    text = element[0]
    for named_reference, reference in _REFERENCES:
        text = text.replace(named_reference, reference)
    return text
