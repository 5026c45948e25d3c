"""Feeds that the tests of the writers start from."""

from datetime import UTC, datetime, timedelta, timezone

from msgspec.structs import replace

from generator.pages.feed_views import (
    FeedAuthor,
    FeedItem,
    FeedLinks,
    FeedView,
    Tombstone,
)

SITE = "https://journal.example"
SHANGHAI = timezone(timedelta(hours=8))
FRIDAY = datetime(2026, 3, 6, 18, 30, tzinfo=SHANGHAI)
MONDAY = datetime(2026, 3, 9, 9, 0, 30, 999_999, tzinfo=UTC)

FIRST = FeedItem(
    id="tag:journal.example,2026-03-06:first",
    url=f"{SITE}/diaries/first/",
    title="第一篇日记 – the first diary",
    summary="Why 1 < 2 & what came of it",
    content=f'<p>It works: <a href="{SITE}/polls/colours/">see &amp; vote</a> ✓</p>',
    published=FRIDAY,
    updated=FRIDAY,
    authors=(FeedAuthor("Mei", f"{SITE}/people/mei/"), FeedAuthor("Jonas")),
    categories=("design", "R&D"),
    lang="zh-Hans",
    image=f"{SITE}/diaries/first/cover.png",
)
SECOND = FeedItem(
    id="tag:journal.example,2026-03-08:second",
    url=f"{SITE}/diaries/second/",
    title="Second",
    summary="Short",
    content="<p>Body</p>",
    published=MONDAY - timedelta(days=1),
    updated=MONDAY,
    authors=(),
    categories=(),
    lang="en",
)


def links(name: str) -> FeedLinks:
    return FeedLinks(f"{SITE}/{name}.rss", f"{SITE}/{name}.atom", f"{SITE}/{name}.json")


FEED = FeedView(
    id="tag:journal.example,2026-01-01:feed",
    title="Journal & friends",
    subtitle="What we do on Fridays",
    home=f"{SITE}/",
    lang="en",
    items=(SECOND, FIRST),
    authors=(FeedAuthor("The team", SITE),),
    self_links=links("feed"),
    current=links("feed"),
    previous=links("feed-2"),
    hub="https://hub.example/",
    generator="Orange Friday",
    rights="CC BY 4.0",
    empty_updated=datetime(2026, 1, 1, tzinfo=UTC),
)
ARCHIVE = replace(
    FEED,
    self_links=links("feed-2"),
    previous=links("feed-1"),
    next=links("feed-3"),
    archive=True,
)
BARE = replace(FEED, title="", subtitle="", authors=(), previous=None, hub="", rights="", items=())
WORDLESS = replace(SECOND, title="", summary="", content="")
GONE = Tombstone("tag:journal.example,2026-02-06:gone", MONDAY, "It was wrong.", "en")
LEFT = Tombstone("tag:journal.example,2026-01-30:left", FRIDAY, "她改了主意。", "zh-Hans")
VIEWS = {
    "ordinary": FEED,
    "withdrawn": replace(FEED, tombstones=(GONE, LEFT, replace(GONE, id="urn:x:1", comment=""))),
    "archive": ARCHIVE,
    "empty": BARE,
    "wordless": replace(BARE, items=(WORDLESS,)),
    "no summary": replace(FEED, items=(replace(FIRST, summary=""),)),
    "no content": replace(FEED, items=(replace(FIRST, content=""),)),
}
