"""Which feed documents there are, and what stands in them."""

from datetime import UTC, datetime
from pathlib import Path

from tests.pages.journals import Laid, diary, laid_out

BOTH = "languages: [en, zh-CN]\n"


def seven(folder: Path) -> Laid:
    files = {f"diaries/2026-05-0{n}-d{n}.md": diary(f"D{n}") for n in range(1, 8)}
    return laid_out(folder, files, options="feed_size: 2\n")


def titles(laid: Laid, path: str) -> list[str]:
    return [item.title for item in laid.feed(path).view.items]


def test_older_items_of_the_whole_journal_stand_in_archives(tmp_path: Path) -> None:
    laid = seven(tmp_path)

    assert titles(laid, "/atom.xml") == ["D7", "D6", "D5"]
    assert titles(laid, "/atom-2.xml") == ["D4", "D3"]
    assert titles(laid, "/atom-1.xml") == ["D2", "D1"]


def test_the_feed_of_a_kind_holds_the_newest_items_only(tmp_path: Path) -> None:
    assert titles(seven(tmp_path), "/diaries/atom.xml") == ["D7", "D6"]


def test_documents_lead_to_their_neighbours(tmp_path: Path) -> None:
    laid = seven(tmp_path)
    links = {
        path: (view.previous and view.previous.atom, view.next and view.next.atom, view.archive)
        for path in ("/atom.xml", "/atom-2.xml", "/atom-1.xml")
        for view in [laid.feed(path).view]
    }

    assert links == {
        "/atom.xml": ("https://t.example/atom-2.xml", None, False),
        "/atom-2.xml": ("https://t.example/atom-1.xml", None, True),
        "/atom-1.xml": (None, "https://t.example/atom-2.xml", True),
    }


def test_an_archive_names_the_document_that_people_subscribe_to(tmp_path: Path) -> None:
    view = seven(tmp_path).feed("/atom-1.xml").view

    assert view.current.atom == "https://t.example/atom.xml"
    assert view.self_links.atom == "https://t.example/atom-1.xml"


def test_a_feed_and_its_archives_share_an_id(tmp_path: Path) -> None:
    laid = seven(tmp_path)

    assert laid.feed("/atom-1.xml").view.id == laid.feed("/atom.xml").view.id
    assert laid.feed("/atom.xml").view.id == "tag:t.example,2026:feed/"


def test_an_item_stands_in_many_feeds_and_is_printed_once_a_language(tmp_path: Path) -> None:
    files = {"diaries/2026-05-01-a.md": diary("A", "tags: [t, u]\nseries: s")}
    laid = laid_out(tmp_path, files)

    assert len(laid.plan.items) == 1
    assert laid.feed("/tags/t/atom.xml").contents == laid.feed("/atom.xml").contents == (0,)


def test_an_item_is_updated_when_its_entry_says_so(tmp_path: Path) -> None:
    files = {"diaries/2026-05-01-a.md": diary("A", "updated: 2026-05-03")}
    [item] = laid_out(tmp_path, files).feed("/atom.xml").view.items

    assert item.published == datetime(2026, 5, 1, tzinfo=UTC)
    assert item.updated == datetime(2026, 5, 3, tzinfo=UTC)


def test_an_item_that_never_changed_was_updated_when_it_was_published(tmp_path: Path) -> None:
    [item] = (
        laid_out(tmp_path, {"diaries/2026-05-01-a.md": diary("A")}).feed("/atom.xml").view.items
    )

    assert item.updated == item.published


def test_the_id_of_an_item_outlives_the_address_of_the_site(tmp_path: Path) -> None:
    files = {"diaries/2026-05-01-a.md": diary("A")}
    ids = [
        laid_out(tmp_path, files, options=options).feed("/atom.xml").view.items[0].id
        for options in ("", "base_url: https://other.example/lamp/\n")
    ]

    assert ids == ["tag:t.example,2026:2026-05-01/diary/a/en"] * 2


def test_the_id_of_an_item_outlives_the_time_zone_of_the_journal(tmp_path: Path) -> None:
    files = {"diaries/a.md": diary("A", "date: 2026-05-01T23:00:00Z")}
    laid = laid_out(tmp_path, files, options="timezone: Asia/Shanghai\n")

    assert laid.feed("/atom.xml").view.items[0].id == "tag:t.example,2026:2026-05-01/diary/a/en"


def test_a_translation_is_an_item_of_its_own(tmp_path: Path) -> None:
    files = {"diaries/2026-05-01-a.en.md": diary("A"), "diaries/2026-05-01-a.zh.md": diary("甲")}
    laid = laid_out(tmp_path, files, options=BOTH)
    ids = [laid.feed(path).view.items[0].id for path in ("/atom.xml", "/zh-cn/atom.xml")]

    assert ids == [
        "tag:t.example,2026:2026-05-01/diary/a/en",
        "tag:t.example,2026:2026-05-01/diary/a/zh-CN",
    ]


def test_an_item_says_what_kind_it_is_and_its_tags(tmp_path: Path) -> None:
    files = {"diaries/2026-05-01-a.md": diary("A", "tags: [t, u]")}

    assert laid_out(tmp_path, files).feed("/atom.xml").view.items[0].categories == (
        "Diary",
        "t",
        "u",
    )


def test_addresses_of_an_item_are_whole(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a/index.md": diary("A", "authors: mei\ncover: {src: c.png, alt: x}"),
        "diaries/2026-05-01-a/c.png": "png",
        "people.yaml": "- {id: mei, title: Mei}\n",
    }
    [item] = laid_out(tmp_path, files).feed("/atom.xml").view.items

    assert item.url == "https://t.example/diaries/a/"
    assert item.image == "https://t.example/diaries/a/c.png"
    assert [author.url for author in item.authors] == ["https://t.example/people/mei/"]


def test_a_feed_without_items_was_updated_long_ago_and_not_now(tmp_path: Path) -> None:
    view = laid_out(tmp_path, {"pages/a.md": diary("A")}).feed("/atom.xml").view

    assert view.updated == datetime(1970, 1, 1, tzinfo=UTC)


def test_the_list_of_feeds_names_each_once(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"diaries/2026-05-01-a.md": diary("A")}, options=BOTH)
    feeds = [entry.feed for entry in laid.plan.opml]

    assert len(feeds) == len(set(feeds))
    assert {entry.lang for entry in laid.plan.opml} == {"en", "zh-CN"}
