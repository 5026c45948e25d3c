"""What search finds."""

from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from generator.pages.plan import Awaited, SearchDocument, SearchSheet, Sought
from generator.pages.views import EntryPage, SearchPage
from tests.pages.journals import Laid, diary, laid_out, put

BOTH = "languages: [en, zh-CN]\n"
_OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def index(laid: Laid, lang: str = "en") -> SearchSheet:
    [found] = [sheet for sheet in laid.plan.search if sheet.lang == lang]
    return found


def found(laid: Laid, title: str, lang: str = "en") -> SearchDocument:
    [document] = [each for each in index(laid, lang).seen if each.title == title]
    return document


def one(folder: Path, fields: str = "", text: str = "Text.", options: str = "") -> Laid:
    return laid_out(folder, {"diaries/2026-05-01-d.md": diary("D", fields, text)}, options=options)


def page(laid: Laid, path: str) -> SearchPage:
    view = laid.sheet(path).view
    assert isinstance(view, SearchPage)
    return view


def test_an_entry_is_found_by_its_title_and_text(tmp_path: Path) -> None:
    document = found(one(tmp_path, text="The knob."), "D")

    assert (document.url, document.label) == ("/diaries/d/", "Diary")
    assert "The knob." in document.html[0]


ROWS = {
    "suggestions.yaml": """\
- {id: a, title: Plain words, date: 2026-01-01, lang: en, text: "**Bold** text",
   reason: "Because of [the other](suggestion:b)"}
- {id: b, title: With a picture, date: 2026-01-02, lang: en, cover: {src: b.png, alt: B}}
- {id: a, title: 平常的话, date: 2026-01-01, lang: zh-CN, text: 中文}
"""
}


def test_pages_of_rows_are_awaited_unless_they_name_a_file(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, ROWS, options=BOTH)

    waiting = [sheet.path for sheet in laid.plan.sheets if isinstance(sheet.view, Awaited)]
    assert sorted(waiting) == ["/suggestions/a/", "/zh-cn/suggestions/a/"]


def test_an_awaited_page_is_the_same_at_every_look_and_finds_nothing(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, ROWS, options=BOTH)
    told = (list(laid.desk.found.problems), set(laid.desk.found.files), set(laid.desk.found.dead))
    sheet = laid.sheet("/suggestions/a/")
    view = sheet.seen

    assert isinstance(view, EntryPage)
    assert view == sheet.seen
    assert view.share is not None
    assert [thing["@type"] for thing in view.page.data] == [
        "DiscussionForumPosting",
        "BreadcrumbList",
    ]
    assert (laid.desk.found.problems, laid.desk.found.files, laid.desk.found.dead) == told


def test_each_index_holds_its_own_words_of_an_awaited_page(tmp_path: Path) -> None:
    rows = "id,title,date,text\na,Plain words,2026-01-01,Text\n"
    laid = laid_out(tmp_path, {"suggestions.csv": rows}, options=BOTH)

    assert found(laid, "Plain words").label == "Suggestion"
    assert found(laid, "Plain words", "zh-CN").label == "译Suggestion"
    assert [type(each) for each in index(laid).documents] == [Sought]
    both = [each for sheet in laid.plan.search for each in sheet.documents]
    assert [each.place for each in both if isinstance(each, Sought)] == [0, 1]


def test_names_are_tags_people_and_the_series(tmp_path: Path) -> None:
    document = found(one(tmp_path, "tags: [t1, t2]\nauthors: [Wen]\nseries: S"), "D")

    assert document.names == ("Wen", "t1", "t2", "S")


def test_changes_of_a_release_are_found(tmp_path: Path) -> None:
    text = (
        "---\ntitle: R\nversion: 1.10.2\nchanges:\n"
        "  - {text: A *dimmer* light, why: Mornings, category: fixed}\n---\n"
    )
    document = found(laid_out(tmp_path, {"releases/2026-05-01-r.md": text}), "R")

    assert any("<em>dimmer</em>" in html for html in document.html)
    assert {"1.10.2", "fixed"} <= set(document.words)


def test_a_choice_is_found_by_its_word_in_the_language(tmp_path: Path) -> None:
    text = "---\ntitle: S\ndate: 2026-05-01\nstatus: received\n---\n"
    files = {"suggestions/s.md": f"{text}", "suggestions/s.zh-CN.md": text}
    laid = laid_out(tmp_path, files, options=BOTH)

    assert "received" in found(laid, "S").words
    assert "译received" in found(laid, "S", "zh-CN").words


def test_what_a_reference_shows_is_found(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-d.md": diary("D", text="See [](diary:e)."),
        "diaries/2026-05-02-e.md": diary("Eventide"),
    }

    assert "Eventide" in found(laid_out(tmp_path, files), "D").html[0]


def test_an_entry_that_is_not_public_is_not_found(tmp_path: Path) -> None:
    files = {"diaries/2026-05-01-d.md": diary("D"), "diaries/2026-07-01-later.md": diary("Later")}

    assert [each.title for each in index(laid_out(tmp_path, files)).seen] == ["D"]


def test_the_title_of_what_is_not_public_is_in_no_text(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-d.md": diary("D", text="See [](diary:later)."),
        "diaries/2026-07-01-later.md": diary("Zebra"),
    }

    assert "Zebra" not in repr(laid_out(tmp_path, files).plan.search)


def test_each_language_finds_its_own_version(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-d.en.md": diary("D"),
        "diaries/2026-05-01-d.zh-CN.md": diary("灯"),
    }
    laid = laid_out(tmp_path, files, options=BOTH)

    assert [[e.url for e in index(laid, lang).seen] for lang in ("en", "zh-CN")] == [
        ["/diaries/d/"],
        ["/zh-cn/diaries/d/"],
    ]


def test_an_entry_that_is_not_translated_is_found_as_lists_show_it(tmp_path: Path) -> None:
    laid = one(tmp_path, options=BOTH)
    document = found(laid, "D", "zh-CN")

    assert (document.url, document.lang, document.label) == ("/diaries/d/", "en", "译Diary")


def test_entries_stand_by_date_and_those_without_one_last(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-02-b.md": diary("B"),
        "pages/p.md": "---\ntitle: P\n---\nText.\n",
        "diaries/2026-05-01-a.md": diary("A"),
    }

    assert [e.title for e in index(laid_out(tmp_path, files)).seen] == ["A", "B", "P"]


def test_the_date_is_that_of_the_entry_in_the_zone_of_the_journal(tmp_path: Path) -> None:
    laid = one(tmp_path, "date: 2026-05-01T23:30:00Z", options="timezone: Asia/Shanghai\n")
    date = found(laid, "D").date

    assert date == datetime(2026, 5, 1, 23, 30, tzinfo=UTC)
    assert f"{date:%d}" == "02"


def test_the_search_page_says_where_its_index_is_and_how_much_it_holds(tmp_path: Path) -> None:
    laid = one(tmp_path, options=f"{BOTH}base_url: https://t.example/team/\n")

    assert [(page(laid, p).index, page(laid, p).count) for p in ("/search/", "/zh-cn/search/")] == [
        ("/team/search/index/", 1),
        ("/team/zh-cn/search/index/", 1),
    ]


def test_every_page_names_the_search_page(tmp_path: Path) -> None:
    assert page(one(tmp_path, options=BOTH), "/zh-cn/search/").site.search == "/zh-cn/search/"


def test_the_search_page_is_nothing_for_search_engines(tmp_path: Path) -> None:
    laid = one(tmp_path)

    assert page(laid, "/search/").page.noindex
    assert b"/search/" not in laid.text("sitemap.xml").content


def test_a_journal_without_search_has_no_trace_of_it(tmp_path: Path) -> None:
    laid = one(tmp_path, options="search: no\n")

    assert laid.plan.search == ()
    assert [path for path in laid.paths() if "search" in path] == []
    assert [text.path for text in laid.plan.texts if "search" in text.path] == []
    assert laid.sheet("/diaries/d/").view.site.search == ""  # type: ignore[union-attr] # an entry's


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("search/opensearch.xml", "https://t.example/team/search/?q={searchTerms}"),
        ("zh-cn/search/opensearch.xml", "https://t.example/team/zh-cn/search/?q={searchTerms}"),
    ],
)
def test_a_browser_is_told_how_to_search(tmp_path: Path, path: str, address: str) -> None:
    laid = one(tmp_path, options=f"{BOTH}base_url: https://t.example/team/\n")
    tree = ET.fromstring(laid.text(path).content)  # noqa: S314 - our own file

    assert [node.get("template") for node in tree.iter(f"{_OPENSEARCH}Url")] == [address]


def test_a_file_of_the_journal_may_not_stand_where_the_index_is(tmp_path: Path) -> None:
    laid = one(tmp_path, text="x", options="")
    put(tmp_path / "content", {"static/search/index/manifest.json": "{}"})
    again = laid_out(tmp_path, {})

    assert laid.problems == []
    assert [p.code for p in again.problems] == ["duplicate-route"]


def test_a_long_or_odd_title_fits_into_the_description(tmp_path: Path) -> None:
    options = 'titles: {en: "A & B <notes> of a long year"}\n'
    tree = ET.fromstring(  # noqa: S314 - our own file
        one(tmp_path, options=options).text("search/opensearch.xml").content
    )

    assert tree.findtext(f"{_OPENSEARCH}ShortName") == "A & B <notes> of"


def test_what_introduces_a_tag_is_found_at_the_page_of_the_tag(tmp_path: Path) -> None:
    topic = "---\ntitle: Light\ntag: lamp\n---\n\nAll about brightness.\n"
    document = found(laid_out(tmp_path, {"topics/light.md": topic}), "Light")

    assert document.url == "/tags/lamp/"
    assert "brightness" in document.html[0]
