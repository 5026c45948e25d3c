"""A build does nothing twice: what it reads, renders and writes is counted, not timed."""

import re
import shutil
from pathlib import Path

import pytest

from bench._posts import diary, posts
from bench._running import AT
from bench._sites import LAYOUTS, Site
from generator.problems import Problem
from generator.render.press import Press, Proof
from generator.render.printed import Kept, Printed
from tests.build.building import Files, built, files_of
from tests.build.counting import Count, counted

DIARIES = 30
EDITED = diary(7)
FEED = re.compile(r"(^|/)(atom|feed)(-\d+)?\.(xml|json)$")


@pytest.fixture(scope="module")
def cold(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Count]:
    site = Site(LAYOUTS["friday"], tmp_path_factory.mktemp("cold"))
    site.begin()
    for post in posts(DIARIES):
        site.add(post)
    with counted(site.folder / "site") as count:
        built(site.folder, AT)
    return site, count


@pytest.fixture
def site(cold: tuple[Site, Count], tmp_path: Path) -> Site:
    folder = tmp_path / "j"
    shutil.copytree(cold[0].folder, folder)
    return Site(LAYOUTS["friday"], folder)


def counted_build(site: Site) -> tuple[Count, set[str]]:
    with counted(site.folder / "site") as count:
        edition = built(site.folder, AT)
    return count, set(edition.written_paths)


def holding(files: Files, words: str) -> set[str]:
    """Files that hold these words, not followed by another digit."""
    sought = re.compile(rf"{re.escape(words)}(?!\d)".encode())
    return {path for path, content in files.items() if sought.search(content)}


def test_a_cold_build_does_everything_once(cold: tuple[Site, Count]) -> None:
    site, count = cold
    made = files_of(site.folder / "site")

    assert len(count.texts) == len(list(posts(DIARIES)))
    assert count.colours == 2 * DIARIES
    assert count.templates.count("diary.html") == DIARIES
    assert made.keys() <= set(count.touched)


def test_with_nothing_changed_nothing_is_rendered_and_nothing_is_written(site: Site) -> None:
    remembered = (site.folder / ".friday/cache.sqlite").read_bytes()
    count, written = counted_build(site)

    assert count == Count()
    assert written == set()
    assert (site.folder / ".friday/cache.sqlite").read_bytes() == remembered


def test_after_one_edited_text_that_page_alone_is_rendered(site: Site) -> None:
    site.say_more(EDITED, "One more thing.")
    count, _ = counted_build(site)

    assert [text.endswith("One more thing.\n") for text in count.texts] == [True]
    assert count.colours == 2
    assert count.templates == ["diary.html", "feed_item.html"]


def test_after_one_edited_text_that_page_and_the_feeds_that_hold_it_are_written(
    site: Site,
) -> None:
    before = files_of(site.folder / "site")
    site.say_more(EDITED, "One more thing.")
    count, written = counted_build(site)
    feeds = {path for path in holding(before, "diary/week-7") if FEED.search(path)}

    assert feeds
    assert written == {"diaries/week-7/index.html"} | feeds
    assert set(count.touched) == written


def test_after_one_edited_title_only_what_shows_it_is_rendered_and_written(site: Site) -> None:
    before = files_of(site.folder / "site")
    file = site.folder / site.layout.file(EDITED)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("title: Week 7\n", "title: Another name\n"), encoding="utf-8")
    count, written = counted_build(site)
    pages = [path for path in written if path.endswith(".html")]

    assert written == holding(before, "Week 7")
    assert len(count.templates) - count.templates.count("feed_item.html") == len(pages)


def test_a_new_diary_stands_on_the_first_pages_of_lists_and_changes_no_other(site: Site) -> None:
    divided = [path for path in files_of(site.folder / "site") if "/page/" in path]
    site.add(diary(DIARIES + 1))
    count, written = counted_build(site)

    assert len(divided) >= 4
    assert {"diaries/index.html", "archive/index.html", "index.html"} <= written
    assert [path for path in written if "/page/" in path] == []
    assert count.templates.count("list.html") == len(
        [path for path in written if re.match(r"(diaries|archive/\d+|tags/\w+)/index.html", path)]
    )


def test_pages_that_are_in_place_are_not_read(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    whole = Press.whole

    def noting(press: Press, page: Proof, kept: Kept) -> Printed | Problem:
        read.append(page.path)
        return whole(press, page, kept)

    with monkeypatch.context() as noted:
        noted.setattr(Press, "whole", noting)
        site.add(diary(DIARIES + 1))
        built(site.folder, AT)
        after_a_new_diary = list(read)
        (site.folder / "site/index.html").unlink()
        built(site.folder, AT)

    assert set(after_a_new_diary) <= {""}  # what feeds show of an entry
    assert len(after_a_new_diary) < DIARIES
    assert [path for path in read if path] == ["index.html"]
