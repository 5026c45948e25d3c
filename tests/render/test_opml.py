"""Lists of feeds in OPML."""

from hypothesis import given
from lxml import etree
from msgspec.structs import replace

from generator.pages.feed_views import OpmlEntry
from generator.render.feeds import opml
from tests.feed_validity import problems_in_opml
from tests.hostile_text import HOSTILE, allowed_in_xml

SITE = "https://journal.example"
FEEDS = (
    OpmlEntry("Everything & all", f"{SITE}/feed.rss", f"{SITE}/", "en"),
    OpmlEntry("Design", f"{SITE}/tags/design.rss", f"{SITE}/tags/design/", group="Tags"),
    OpmlEntry("中文", f"{SITE}/zh/feed.rss", f"{SITE}/zh/", "zh-Hans"),
    OpmlEntry("Tests", f"{SITE}/tags/tests.rss", f"{SITE}/tags/tests/", group="Tags"),
)


def test_a_list_of_feeds_is_valid_opml() -> None:
    assert problems_in_opml(opml("All our feeds", FEEDS)) == []


def test_feeds_of_one_group_stand_together_in_opml() -> None:
    body = etree.fromstring(opml("Feeds", FEEDS))[1]
    told = [(e.get("text"), [inner.get("text") for inner in e]) for e in body]

    assert told == [("Everything & all", []), ("Tags", ["Design", "Tests"]), ("中文", [])]


def test_a_feed_in_opml_says_where_it_is_and_what_it_follows() -> None:
    outline = etree.fromstring(opml("Feeds", FEEDS[:1]))[1][0]

    assert dict(outline.items()) == {
        "type": "rss",
        "text": "Everything & all",
        "title": "Everything & all",
        "xmlUrl": f"{SITE}/feed.rss",
        "htmlUrl": f"{SITE}/",
        "language": "en",
    }


@given(HOSTILE, HOSTILE, HOSTILE)
def test_any_text_gives_valid_opml_that_says_it(title: str, name: str, group: str) -> None:
    entry = replace(FEEDS[0], title=name, group=group)
    document = opml(title, (entry,))
    root = etree.fromstring(document)
    feed = next(e for e in root.iter("outline") if not len(e))

    assert problems_in_opml(document) == []
    assert root.findtext("head/title", "") == allowed_in_xml(title)
    assert feed.get("text") == (allowed_in_xml(name) or entry.home)
