"""JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from collections.abc import Iterable, Mapping

import orjson

from generator.pages.feed_views import FeedAuthor, FeedItem, FeedView
from generator.render.feed_text import cleaned, named, rfc3339

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(view: FeedView) -> bytes:
    """The feed as one line of JSON in UTF-8; `next_url` leads to the older archive."""
    view = cleaned(view)
    document = {
        "version": VERSION,
        "title": view.title or view.home,
        "home_page_url": view.home,
        "feed_url": view.self_links.json,
        "description": view.subtitle,
        "next_url": view.previous.json if view.previous else "",
        "authors": _authors(view.authors),
        "language": view.lang,
        "hubs": [{"type": "WebSub", "url": view.hub}] if view.hub else [],
    }
    items = [_item(item, view) for item in view.items]
    return orjson.dumps({**_present(document), "items": items}, option=orjson.OPT_APPEND_NEWLINE)


def _item(item: FeedItem, view: FeedView) -> dict[str, object]:
    described = _present(
        {
            "id": item.id,
            "url": item.url,
            "title": item.title,
            "content_html": item.content,
            "summary": item.summary,
            "image": item.image,
            "date_published": rfc3339(item.published),
            "date_modified": rfc3339(item.updated),
            "authors": _authors(item.authors),
            "tags": [tag for tag in item.categories if tag],
            "language": item.lang if item.lang != view.lang else "",
        }
    )
    # The format asks for a content; an item without one is told by its summary.
    return described if item.content else {**described, "content_text": item.summary}


def _authors(authors: Iterable[FeedAuthor]) -> list[dict[str, object]]:
    return [_present({"name": author.name, "url": author.url}) for author in named(authors)]


def _present(members: Mapping[str, object]) -> dict[str, object]:
    """The members that say something: an empty text or list is left out."""
    return {name: value for name, value in members.items() if value}
