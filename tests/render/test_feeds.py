"""Feeds in all formats: valid to the letter, and saying what their view says."""

import json
import re
from collections.abc import Callable
from datetime import UTC, timedelta

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from generator.pages.feed_views import FeedAuthor, FeedItem, FeedView
from generator.render.feeds import atom, json_feed, rss
from tests.feed_validity import (
    ATOM,
    CONTENT,
    HISTORY,
    TOMBSTONES,
    problems_in_atom,
    problems_in_json_feed,
    problems_in_rss,
)
from tests.hostile_text import HOSTILE, allowed_in_xml
from tests.render.feed_samples import (
    ARCHIVE,
    BARE,
    FEED,
    FIRST,
    FRIDAY,
    GONE,
    LEFT,
    MONDAY,
    SECOND,
    SITE,
    VIEWS,
)

FORMATS = {
    "rss": (rss, problems_in_rss),
    "atom": (atom, problems_in_atom),
    "json": (json_feed, problems_in_json_feed),
}
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"
THUMBNAIL = "{http://search.yahoo.com/mrss/}thumbnail"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def channel(view: FeedView) -> etree._Element:
    return etree.fromstring(rss(view))[0]


def only_item(item: FeedItem) -> etree._Element:
    found = channel(replace(FEED, items=(item,))).find("item")
    assert found is not None
    return found


def only_entry(item: FeedItem) -> etree._Element:
    found = etree.fromstring(atom(replace(FEED, items=(item,)))).find(f"{ATOM}entry")
    assert found is not None
    return found


def only_record(item: FeedItem) -> dict[str, object]:
    found: dict[str, object] = json.loads(json_feed(replace(FEED, items=(item,))))["items"][0]
    return found


def linked(parent: etree._Element) -> dict[str | None, str | None]:
    return {e.get("rel"): e.get("href") for e in parent.findall(f"{ATOM}link")}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("view", VIEWS)
def test_a_feed_is_valid(view: str, form: str) -> None:
    write, problems_in = FORMATS[form]

    assert problems_in(write(VIEWS[view])) == []


@st.composite
def hostile_feeds(draw: st.DrawFn) -> FeedView:
    item = replace(
        FIRST,
        title=draw(HOSTILE),
        summary=draw(HOSTILE),
        content=draw(HOSTILE),
        authors=(FeedAuthor(draw(HOSTILE)),),
        categories=(draw(HOSTILE),),
    )
    return replace(
        FEED,
        title=draw(HOSTILE),
        subtitle=draw(HOSTILE),
        rights=draw(HOSTILE),
        items=(item,),
        tombstones=(replace(GONE, comment=draw(HOSTILE)),),
    )


@pytest.mark.parametrize("form", FORMATS)
@given(view=hostile_feeds())
def test_any_text_gives_a_valid_feed(form: str, view: FeedView) -> None:
    write, problems_in = FORMATS[form]

    assert problems_in(write(view)) == []


@given(HOSTILE)
def test_a_title_is_kept_but_for_what_xml_cannot_hold(title: str) -> None:
    item = replace(FIRST, title=title)
    shown = allowed_in_xml(title) or item.url

    assert only_item(item).findtext("title") == shown
    assert only_entry(item).findtext(f"{ATOM}title") == shown
    assert only_record(item).get("title", item.url) == shown


@given(HOSTILE)
def test_a_summary_is_kept_but_for_what_xml_cannot_hold(summary: str) -> None:
    item = replace(FIRST, summary=summary)
    kept = allowed_in_xml(summary)

    # Not html.unescape, which also repairs references that the author wrote out.
    description = only_item(item).findtext("description", "")
    for reference, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        description = description.replace(reference, character)

    assert description == kept
    assert only_entry(item).findtext(f"{ATOM}summary", "") == kept
    assert only_record(item).get("summary", "") == kept


@given(HOSTILE)
def test_content_is_kept_but_for_what_xml_cannot_hold(content: str) -> None:
    item = replace(FIRST, content=content)
    kept = allowed_in_xml(content)

    assert only_item(item).findtext(f"{CONTENT}encoded", "") == kept
    assert only_entry(item).findtext(f"{ATOM}content", "") == kept
    assert only_record(item).get("content_html", "") == kept


@pytest.mark.parametrize("write", [rss, atom])
def test_a_reader_finds_what_the_view_says(write: Callable[[FeedView], bytes]) -> None:
    read = feedparser.parse(write(FEED))
    first = read.entries[1]

    assert not read.bozo
    assert (read.feed.title, read.feed.link) == ("Journal & friends", f"{SITE}/")
    assert [entry.id for entry in read.entries] == [SECOND.id, FIRST.id]
    assert (first.title, first.link) == (FIRST.title, FIRST.url)
    assert first.published_parsed[:6] == (2026, 3, 6, 10, 30, 0)
    assert read.entries[0].updated_parsed[:6] == (2026, 3, 9, 9, 0, 30)
    assert first.content[0].value == FIRST.content
    assert [tag.term for tag in first.tags] == ["design", "R&D"]
    assert "Mei" in [author.name for author in first.authors]
    assert first.media_thumbnail[0]["url"] == FIRST.image


def test_a_json_feed_says_what_the_view_says() -> None:
    feed = json.loads(json_feed(FEED))

    assert feed == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Journal & friends",
        "home_page_url": f"{SITE}/",
        "feed_url": f"{SITE}/feed.json",
        "description": "What we do on Fridays",
        "next_url": f"{SITE}/feed-2.json",
        "authors": [{"name": "The team", "url": SITE}],
        "language": "en",
        "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
        "items": [
            {
                "id": SECOND.id,
                "url": SECOND.url,
                "title": "Second",
                "content_html": "<p>Body</p>",
                "summary": "Short",
                "date_published": "2026-03-08T09:00:30Z",
                "date_modified": "2026-03-09T09:00:30Z",
            },
            {
                "id": FIRST.id,
                "url": FIRST.url,
                "title": FIRST.title,
                "content_html": FIRST.content,
                "summary": FIRST.summary,
                "image": FIRST.image,
                "date_published": "2026-03-06T10:30:00Z",
                "date_modified": "2026-03-06T10:30:00Z",
                "authors": [{"name": "Mei", "url": f"{SITE}/people/mei/"}, {"name": "Jonas"}],
                "tags": ["design", "R&D"],
                "language": "zh-Hans",
            },
        ],
    }


def test_every_date_of_an_rss_feed_is_one_of_its_items() -> None:
    dates = re.findall(rb"\w{3}, \d\d \w{3} \d{4} [^<]*|\d{4}-\d\d-\d\dT[^<]*", rss(FEED))

    assert dates == [
        b"Mon, 09 Mar 2026 09:00:30 +0000",
        b"Sun, 08 Mar 2026 09:00:30 +0000",
        b"2026-03-09T09:00:30Z",
        b"Fri, 06 Mar 2026 10:30:00 +0000",
    ]


def test_every_date_of_an_atom_feed_is_one_of_its_items() -> None:
    dates = re.findall(rb">(\d{4}-\d\d-\d\dT[^<]*)<", atom(FEED))

    assert dates == [
        b"2026-03-09T09:00:30Z",
        b"2026-03-09T09:00:30Z",
        b"2026-03-08T09:00:30Z",
        b"2026-03-06T10:30:00Z",
        b"2026-03-06T10:30:00Z",
    ]


def test_a_feed_was_updated_when_its_last_changed_item_was() -> None:
    late = replace(FIRST, updated=MONDAY + timedelta(days=30))

    assert replace(FEED, items=(SECOND, late)).updated == late.updated


def test_a_feed_without_items_was_updated_when_its_view_says() -> None:
    assert b"<updated>2026-01-01T00:00:00Z</updated>" in atom(BARE)
    assert b"<lastBuildDate>Thu, 01 Jan 2026 00:00:00 +0000</lastBuildDate>" in rss(BARE)


@pytest.mark.parametrize("form", FORMATS)
def test_the_zone_of_an_instant_does_not_change_a_feed(form: str) -> None:
    write, _ = FORMATS[form]
    moved = replace(FIRST, published=FRIDAY.astimezone(UTC), updated=FIRST.updated.astimezone(UTC))

    assert write(replace(FEED, items=(SECOND, moved))) == write(FEED)


@pytest.mark.parametrize("form", FORMATS)
def test_a_naive_instant_is_refused(form: str) -> None:
    write, _ = FORMATS[form]
    naive = replace(FIRST, published=FRIDAY.replace(tzinfo=None))

    with pytest.raises(ValueError, match="aware"):
        write(replace(FEED, items=(naive,)))


@pytest.mark.parametrize(
    ("form", "root"), [("rss", channel(ARCHIVE)), ("atom", etree.fromstring(atom(ARCHIVE)))]
)
def test_an_archive_names_its_neighbours_and_itself(form: str, root: etree._Element) -> None:
    assert root.find(f"{HISTORY}archive") is not None
    assert linked(root) == {
        "self": f"{SITE}/feed-2.{form}",
        "current": f"{SITE}/feed.{form}",
        "prev-archive": f"{SITE}/feed-1.{form}",
        "next-archive": f"{SITE}/feed-3.{form}",
        "hub": "https://hub.example/",
    } | ({"alternate": f"{SITE}/"} if form == "atom" else {})


@pytest.mark.parametrize(
    ("form", "root"), [("rss", channel(FEED)), ("atom", etree.fromstring(atom(FEED)))]
)
def test_the_subscription_document_is_no_archive(form: str, root: etree._Element) -> None:
    assert root.find(f"{HISTORY}archive") is None
    assert linked(root) == {
        "self": f"{SITE}/feed.{form}",
        "prev-archive": f"{SITE}/feed-2.{form}",
        "hub": "https://hub.example/",
    } | ({"alternate": f"{SITE}/"} if form == "atom" else {})


def test_the_one_link_of_an_atom_entry_is_its_page() -> None:
    found = [dict(link.items()) for link in only_entry(FIRST).findall(f"{ATOM}link")]

    assert found == [{"rel": "alternate", "type": "text/html", "href": FIRST.url}]


def test_a_title_in_rss_is_escaped_once_in_hexadecimal() -> None:
    document = rss(replace(FEED, items=(replace(FIRST, title="AT&T <3 &lt; ]]>"),)))

    assert b"<title>AT&#x26;T &#x3C;3 &#x26;lt; ]]&#x3E;</title>" in document


def test_a_summary_in_rss_is_html_that_shows_as_it_was_written() -> None:
    description = only_item(replace(FIRST, summary="<b> & 1 < 2")).findtext("description")

    assert description == "&lt;b&gt; &amp; 1 &lt; 2"


def test_an_rss_item_without_summary_has_its_content_where_it_belongs() -> None:
    item = only_item(replace(FIRST, summary=""))

    assert item.find("description") is None
    assert item.findtext(f"{CONTENT}encoded") == FIRST.content


def test_an_atom_feed_without_authors_is_its_own_author() -> None:
    feed = etree.fromstring(atom(replace(FEED, authors=(FeedAuthor(" "),))))

    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Journal & friends"
    assert feed.findtext(f"{ATOM}author/{ATOM}uri") == f"{SITE}/"


def test_authors_have_names_and_addresses_in_atom_and_names_in_rss() -> None:
    people = [
        (person.findtext(f"{ATOM}name"), person.findtext(f"{ATOM}uri"))
        for person in only_entry(FIRST).findall(f"{ATOM}author")
    ]

    assert people == [("Mei", f"{SITE}/people/mei/"), ("Jonas", None)]
    assert [e.text for e in only_item(FIRST).findall(CREATOR)] == ["Mei", "Jonas"]
    assert [e.text for e in channel(FEED).findall(CREATOR)] == ["The team"]


def test_only_an_item_in_another_language_than_its_feed_says_so() -> None:
    assert only_entry(FIRST).get(XML_LANG) == only_item(FIRST).findtext(LANGUAGE) == "zh-Hans"
    assert only_entry(SECOND).get(XML_LANG) is only_item(SECOND).findtext(LANGUAGE) is None
    assert etree.fromstring(atom(FEED)).get(XML_LANG) == channel(FEED).findtext("language") == "en"


def test_the_id_of_an_rss_item_is_not_its_address() -> None:
    guid = only_item(FIRST).find("guid")

    assert guid is not None
    assert (guid.text, guid.get("isPermaLink")) == (FIRST.id, "false")


@pytest.mark.parametrize("make", [only_item, only_entry])
def test_the_picture_of_an_item_is_its_thumbnail(
    make: Callable[[FeedItem], etree._Element],
) -> None:
    thumbnail = make(FIRST).find(THUMBNAIL)

    assert thumbnail is not None
    assert thumbnail.get("url") == FIRST.image
    assert make(SECOND).find(THUMBNAIL) is None


def test_a_feed_says_what_it_is_about_whose_it_is_and_what_wrote_it() -> None:
    root = etree.fromstring(atom(FEED))

    assert [root.findtext(f"{ATOM}{tag}") for tag in ("subtitle", "rights", "generator")] == [
        "What we do on Fridays",
        "CC BY 4.0",
        "Orange Friday",
    ]
    assert [channel(FEED).findtext(t) for t in ("description", "copyright", "generator")] == [
        "What we do on Fridays",
        "CC BY 4.0",
        "Orange Friday",
    ]


def test_an_empty_tag_is_left_out() -> None:
    item = replace(FIRST, categories=("", "design"))

    assert [e.text for e in only_item(item).findall("category")] == ["design"]
    assert [e.get("term") for e in only_entry(item).findall(f"{ATOM}category")] == ["design"]
    assert only_record(item)["tags"] == ["design"]


def test_chinese_can_be_read_in_the_source_of_a_json_feed() -> None:
    assert "第一篇日记".encode() in json_feed(FEED)


def test_an_atom_feed_says_what_was_withdrawn_since_when_and_why() -> None:
    root = etree.fromstring(atom(replace(FEED, tombstones=(GONE, LEFT))))

    assert [(e.get("ref"), e.get("when")) for e in root.iter(f"{TOMBSTONES}deleted-entry")] == [
        ("tag:journal.example,2026-02-06:gone", "2026-03-09T09:00:30Z"),
        ("tag:journal.example,2026-01-30:left", "2026-03-06T10:30:00Z"),
    ]
    assert [(e.text, e.get(XML_LANG)) for e in root.iter(f"{TOMBSTONES}comment")] == [
        ("It was wrong.", None),
        ("她改了主意。", "zh-Hans"),
    ]


def test_a_feed_was_updated_when_something_was_withdrawn_from_it() -> None:
    later = replace(GONE, when=MONDAY + timedelta(days=3))

    assert replace(FEED, tombstones=(later,)).updated == later.when


def test_a_feed_of_which_nothing_was_withdrawn_does_not_speak_of_it() -> None:
    assert b"tombstones" not in atom(FEED)
