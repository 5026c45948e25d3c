"""The judges of feeds find what is wrong: each is shown a good document, then worse ones."""

import pytest

from tests.feed_validity import (
    problems_in_atom,
    problems_in_json_feed,
    problems_in_opml,
    problems_in_rss,
)

ATOM_FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0"
      xml:lang="en">
  <id>tag:journal.example,2026:feed</id>
  <title>A journal</title>
  <updated>2026-03-06T10:30:00Z</updated>
  <link rel="self" type="application/atom+xml" href="https://journal.example/feed-1.atom"/>
  <link rel="current" href="https://journal.example/feed.atom"/>
  <fh:archive/>
  <at:deleted-entry xmlns:at="http://purl.org/atompub/tombstones/1.0"
      ref="tag:journal.example,2026:gone" when="2026-03-04T10:30:00Z">
    <at:comment>It was wrong.</at:comment>
  </at:deleted-entry>
  <entry>
    <id>tag:journal.example,2026:first</id>
    <title>The first</title>
    <author><name>Mei</name></author>
    <published>2026-03-05T10:30:00Z</published>
    <updated>2026-03-06T10:30:00Z</updated>
    <link href="https://journal.example/first/"/>
    <content type="html">&lt;a href="https://journal.example/x"&gt;x&lt;/a&gt;</content>
  </entry>
</feed>
"""

RSS_FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
  <channel>
    <title>A journal</title>
    <link>https://journal.example/</link>
    <description>What we do on Fridays</description>
    <language>en</language>
    <lastBuildDate>Fri, 06 Mar 2026 10:30:00 GMT</lastBuildDate>
    <image>
      <url>https://journal.example/icon.png</url>
      <title>A journal</title>
      <link>https://journal.example/</link>
    </image>
    <atom:link rel="self" type="application/rss+xml" href="https://journal.example/feed.rss"/>
    <item>
      <title>The first</title>
      <link>https://journal.example/first/</link>
      <description>&lt;img src="https://journal.example/x.png"&gt;</description>
      <guid isPermaLink="false">tag:journal.example,2026:first</guid>
      <enclosure url="https://journal.example/first.mp3" length="12" type="audio/mpeg"/>
      <pubDate>Thu, 05 Mar 2026 10:30:00 +0000</pubDate>
    </item>
  </channel>
</rss>
"""

JSON_FEED = """{
  "version": "https://jsonfeed.org/version/1.1",
  "title": "A journal",
  "home_page_url": "https://journal.example/",
  "feed_url": "https://journal.example/feed.json",
  "next_url": "https://journal.example/feed-1.json",
  "authors": [{"name": "Mei"}],
  "items": [
    {
      "id": "tag:journal.example,2026:first",
      "content_html": "<a href='https://journal.example/x'>x</a>",
      "date_published": "2026-03-05T10:30:00Z",
      "attachments": [{"url": "https://journal.example/first.mp3", "mime_type": "audio/mpeg"}]
    }
  ]
}
"""

OPML_LIST = """<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0">
  <head><title>Feeds</title></head>
  <body>
    <outline text="All">
      <outline type="rss" text="A journal" xmlUrl="https://journal.example/feed.rss"/>
    </outline>
  </body>
</opml>
"""

DOCUMENTS = {
    "atom": (ATOM_FEED, problems_in_atom),
    "rss": (RSS_FEED, problems_in_rss),
    "json": (JSON_FEED, problems_in_json_feed),
    "opml": (OPML_LIST, problems_in_opml),
}

# Format, what stands in the good document, what stands in the bad one, words of the complaint.
MISTAKES = (
    ("atom", "</feed>", "", "not well-formed"),
    ("atom", "The first", "The \x01first", "not well-formed"),
    ("atom", "<feed ", "<feed bogus='1' ", "grammar"),
    ("atom", "<title>A journal</title>", "", "grammar"),
    ("atom", "2026-03-06T10:30:00Z", "yesterday", "grammar"),
    ("atom", "2026-03-06T10:30:00Z", "2026-03-06T10:30:00", "not a date of RFC 3339"),
    ("atom", "2026-03-05T10:30:00Z", "2026-03-07T10:30:00Z", "before it was published"),
    ("atom", "<author><name>Mei</name></author>", "", "no author"),
    ("atom", "Mei", " ", "no name"),
    ("atom", 'xml:lang="en"', 'xml:lang="en_GB!"', "not a language"),
    ("atom", "https://journal.example/x", "/x", "relative address in href of a"),
    ("atom", "https://journal.example/first/", "/first/", "not an absolute address"),
    ("atom", "https://journal.example/first/", "https://journal.example/第一", "not an absolute"),
    ("atom", "tag:journal.example,2026:first", "tag:first", "not a tag URI"),
    ("atom", "2026:feed", "2026:feed</id><id>x:y", "grammar"),
    ("atom", 'rel="self"', 'rel="related"', "link to itself"),
    ("atom", 'rel="current"', 'rel="related"', "without a link to the current document"),
    ("atom", "<fh:archive/>", '<link rel="next-archive" href="x:y"/>', "outside archives"),
    ("atom", 'rel="current"', 'rel="enclosure"', "without a length"),
    ("atom", "<entry>", '<entry><link href="x:y"/>', "alternate link"),
    ("atom", "2026:gone", "2026:first", "deleted, and there"),
    ("atom", "tag:journal.example,2026:gone", "gone", "deleted-entry"),
    ("atom", "2026-03-04T10:30:00Z", "2026-03-04", "deleted-entry: not a date"),
    ("atom", "<at:comment>", "<at:comment/><at:comment>", "several comments"),
    ("rss", "2.0", "0.91", "not <rss version='2.0'>"),
    ("rss", "<description>What we do on Fridays</description>", "", "no description"),
    ("rss", "<item>", "<item><title>Again</title>", "2 times title"),
    ("rss", "<item>", "<item><summary>Short</summary>", "RSS has no summary here"),
    ("rss", "<title>The first</title>", "<title>The <b>first</b></title>", "holds elements"),
    ("rss", "Thu, 05 Mar", "Mon, 05 Mar", "not a date of RFC 822"),
    ("rss", "Fri, 06 Mar 2026 10:30:00 GMT", "2026-03-06T10:30:00Z", "not a date of RFC 822"),
    ("rss", ' isPermaLink="false"', "", "whether it is a permalink"),
    ("rss", ' length="12"', "", "without a length"),
    ("rss", ' type="audio/mpeg"', "", "without a media type"),
    ("rss", "<item>", "<item><author>Mei</author>", "not an e-mail address"),
    (
        "rss",
        'src="https://journal.example/x.png"',
        'srcset="x.png 2x"',
        "relative address in srcset",
    ),
    ("rss", "https://journal.example/icon.png", "icon.png", "not an absolute address"),
    ("rss", "icon.png</url>\n      <title>A", "icon.png</url>\n      <title>My", "title differs"),
    ("rss", "application/rss+xml", "text/xml", "link to itself"),
    ("rss", "<language>en", "<language>English (British)", "not a language"),
    ("json", '"items"', '"entries"', "required"),
    ("json", "version/1.1", "version/1", "was expected"),
    ("json", '{"name": "Mei"}', "{}", "non-empty"),
    ("json", "2026-03-05T10:30:00Z", "2026-03-05 10:30", "does not match"),
    ("json", '"title"', '"titel"', "'titel' does not match"),
    ("json", "feed-1.json", "feed.json", "next_url is the feed itself"),
    ("json", "'https://journal.example/x'", "'#x'", "relative address"),
    ("json", '"content_html"', '"_content"', "is not valid under any"),
    ("json", '"title": "A journal"', '"title": "A", "title": "B"', "stands twice"),
    ("json", "}\n", "", "not JSON"),
    ("opml", 'version="2.0"', 'version="1.0"', "not <opml"),
    ("opml", ' xmlUrl="https://journal.example/feed.rss"', "", "xmlUrl is not"),
    ("opml", ' type="rss"', "", "not of the type rss"),
    ("opml", 'text="A journal" ', "", "not an outline with a text"),
    ("opml", "<title>Feeds</title>", "<name>Feeds</name>", "OPML has no name"),
)


@pytest.mark.parametrize("form", DOCUMENTS)
def test_a_good_document_has_no_problems(form: str) -> None:
    document, problems_in = DOCUMENTS[form]

    assert problems_in(document.encode()) == []


@pytest.mark.parametrize(("form", "good", "bad", "complaint"), MISTAKES)
def test_a_mistake_is_found(form: str, good: str, bad: str, complaint: str) -> None:
    document, problems_in = DOCUMENTS[form]
    worse = document.replace(good, bad)

    assert worse != document
    assert complaint in "\n".join(problems_in(worse.encode()))


@pytest.mark.parametrize(
    ("form", "start", "end"),
    [("atom", "  <entry>", "  </entry>\n"), ("rss", "    <item>", "    </item>\n")],
)
def test_an_id_that_stands_twice_is_found(form: str, start: str, end: str) -> None:
    document, problems_in = DOCUMENTS[form]
    item = document[document.index(start) : document.index(end) + len(end)]
    twice = document.replace(item, item + item)

    assert "used 2 times: tag:journal.example,2026:first" in problems_in(twice.encode())[0]


def test_a_comment_in_content_is_no_mistake() -> None:
    document = RSS_FEED.replace("&lt;img", "&lt;!-- = --&gt;&lt;?php = ?&gt;&lt;img")

    assert document != RSS_FEED
    assert problems_in_rss(document.encode()) == []
