"""Which pages and files a journal makes."""

import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.kinds.suggestion import Status
from generator.pages.views import EntryPage, RedirectPage
from tests.pages.journals import Laid, diary, laid_out

BOTH = "languages: [en, zh-CN]\n"
SAME_EVERYWHERE = {
    "/",
    "/404.html",
    "/archive/",
    "/calendar/",
    "/diaries/",
    "/events/",
    "/honours/",
    "/people/",
    "/polls/",
    "/releases/",
    "/reports/",
    "/search/",
    "/series/",
    "/stories/",
    "/subscribe/",
    "/suggestions/",
    "/tags/",
    "/take-part/",
    "/you-said-we-did/",
} | {f"/suggestions/status/{status}/" for status in Status}


def languages(laid: Laid, path: str) -> list[tuple[str, str, bool]]:
    view = laid.sheet(path).view
    assert not isinstance(view, RedirectPage)
    return [(each.lang, each.url, each.current) for each in view.page.languages]  # type: ignore[union-attr]  # pages have a head


def test_a_journal_of_one_page_has_that_page_and_what_every_site_has(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"pages/about.md": diary("About")})

    assert set(laid.paths()) == {"/about/"} | SAME_EVERYWHERE


def test_another_language_has_the_same_pages_in_its_folder(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"pages/about.en.md": diary("About")}, options=BOTH)

    assert set(laid.paths()) == (
        {"/about/"} | SAME_EVERYWHERE | {f"/zh-cn{path}" for path in SAME_EVERYWHERE}
    )


def test_an_entry_leads_to_its_translation(tmp_path: Path) -> None:
    files = {"diaries/2026-05-01-a.en.md": diary("A"), "diaries/2026-05-01-a.zh.md": diary("甲")}
    laid = laid_out(tmp_path, files, options=BOTH)

    assert languages(laid, "/zh-cn/diaries/a/") == [
        ("en", "/diaries/a/", False),
        ("zh-CN", "/zh-cn/diaries/a/", True),
    ]


def test_an_entry_in_one_language_alone_leads_to_no_other(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"diaries/2026-05-01-a.en.md": diary("A")}, options=BOTH)

    assert languages(laid, "/diaries/a/") == []


def test_an_entry_does_not_lead_to_a_hidden_translation(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a.en.md": diary("A"),
        "diaries/2026-05-01-a.zh.md": diary("甲", "draft: yes"),
    }

    assert languages(laid_out(tmp_path, files, options=BOTH), "/diaries/a/") == []


def test_a_page_of_a_tag_leads_only_to_languages_that_have_it(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a.en.md": diary("A", "tags: [lamp]"),
        "diaries/2026-05-01-a.zh.md": diary("甲", "tags: [灯]"),
    }
    laid = laid_out(tmp_path, files, options=BOTH)

    assert languages(laid, "/tags/lamp/") == []
    assert len(languages(laid, "/tags/")) == 2


def test_a_language_that_the_journal_lacks_is_no_crash(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a.md": diary("A", "lang: zh-CN"),
        "diaries/2026-05-01-a.en.md": diary("A"),
    }
    laid = laid_out(tmp_path, files, options=BOTH)

    assert len(languages(laid, "/diaries/a/")) == 2


def test_an_alias_leads_to_the_entry(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"diaries/2026-05-01-a.md": diary("A", "aliases: /old/a")})
    view = laid.sheet("/old/a/").view

    assert isinstance(view, RedirectPage)
    assert (view.url, view.canonical) == ("/diaries/a/", "https://t.example/diaries/a/")


@pytest.mark.parametrize(
    ("alias", "path"),
    [
        ("/old", "/old/"),
        ("/old/", "/old/"),
        ("/old.html", "/old.html"),
        ("/2024/05/01/a.htm", "/2024/05/01/a.htm"),
        ("/%E6%97%A7/", "/旧/"),
        ("/u%CC%88/", "/ü/"),
    ],
)
def test_an_alias_is_the_path_that_hosts_look_for(tmp_path: Path, alias: str, path: str) -> None:
    laid = laid_out(tmp_path, {"diaries/2026-05-01-a.md": diary("A", f"aliases: ['{alias}']")})

    assert path in laid.paths()


def test_an_alias_that_is_written_twice_makes_one_page(tmp_path: Path) -> None:
    laid = laid_out(
        tmp_path, {"diaries/2026-05-01-a.md": diary("A", "aliases: [/old, /old/, /%6Fld/]")}
    )

    assert laid.paths().count("/old/") == 1
    assert laid.problems == []


def test_a_hidden_entry_has_no_redirects(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"diaries/2026-05-01-a.md": diary("A", "draft: yes\naliases: /old/")})

    assert "/old/" not in laid.paths()


@pytest.mark.parametrize("alias", ["/%2e%2e/x/", "/a/%2F/b/", "/.friday/x/", "/a%5Cb/", "/a%00/"])
def test_an_alias_that_leads_out_of_the_site_is_a_problem_at_its_line(
    tmp_path: Path, alias: str
) -> None:
    laid = laid_out(tmp_path, {"diaries/2026-05-01-a.md": diary("A", f"aliases: ['{alias}']")})
    [problem] = laid.problems

    assert problem.code == "bad-name"
    assert (problem.location.file, problem.location.line) == ("content/diaries/2026-05-01-a.md", 3)


def test_an_alias_on_the_page_of_another_entry_is_a_problem_that_names_both(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a.md": diary("A"),
        "diaries/2026-05-02-b.md": diary("B", "aliases: /Diaries/A/"),
    }
    [problem] = laid_out(tmp_path, files).problems

    assert problem.code == "duplicate-route"
    assert str(problem.location) == "content/diaries/2026-05-02-b.md:3"
    assert "content/diaries/2026-05-01-a.md:1" in problem.message


@pytest.mark.parametrize("name", ["tags", "diaries", "archive", "zh-cn", "calendar"])
def test_a_page_cannot_stand_where_every_site_has_one(tmp_path: Path, name: str) -> None:
    files = {f"pages/{name}.en.md": diary("A")}
    [problem] = laid_out(tmp_path, files, options=BOTH).problems

    assert problem.message == f"'/{name}/' is the address of something that every site has"


@pytest.mark.parametrize("name", ["feeds.opml", "robots.txt", "sitemap.xml", "feed.xml"])
def test_a_static_file_cannot_replace_what_the_program_makes(tmp_path: Path, name: str) -> None:
    files = {"pages/a.md": diary("A"), f"static/{name}": "x"}
    [problem] = laid_out(tmp_path, files).problems

    assert (problem.code, problem.location.file) == ("duplicate-route", f"content/static/{name}")


def test_a_static_file_cannot_replace_a_file_of_the_theme(tmp_path: Path) -> None:
    files = {"pages/a.md": diary("A"), "static/assets/style.css": "x"}

    assert laid_out(tmp_path, files, assets=("assets/style.css",)).codes() == ["duplicate-route"]


def test_a_static_file_of_its_own_name_goes_to_the_root(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"pages/a.md": diary("A"), "static/CNAME": "t.example"})

    assert [(c.path, c.source) for c in laid.plan.copies] == [("CNAME", "content/static/CNAME")]


def test_a_static_file_is_published_in_nfc(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "é.txt")
    laid = laid_out(tmp_path, {"pages/a.md": diary("A"), f"static/{name}": "x"})

    assert [c.path for c in laid.plan.copies] == ["é.txt"]


@pytest.mark.parametrize("name", ["a\\b.png", "a\nb.png", "dots./a.png"])
def test_a_file_that_no_other_system_can_hold_is_a_problem(tmp_path: Path, name: str) -> None:
    files = {"diaries/2026-05-01-a/index.md": diary("A"), f"diaries/2026-05-01-a/{name}": "x"}
    [problem] = laid_out(tmp_path, files).problems

    assert problem.code == "bad-name"
    assert problem.location.file == f"content/diaries/2026-05-01-a/{name}"


def test_a_file_beside_an_entry_cannot_be_its_page(tmp_path: Path) -> None:
    files = {"diaries/2026-05-01-a/index.md": diary("A"), "diaries/2026-05-01-a/index.html": "x"}

    assert laid_out(tmp_path, files).codes() == ["duplicate-route"]


def test_a_diary_may_not_be_called_like_a_feed(tmp_path: Path) -> None:
    files = {"diaries/2026-05-01-a.md": diary("A", "id: feed.xml")}

    assert laid_out(tmp_path, files).codes() == ["duplicate-route"]


def test_a_diary_may_be_called_page(tmp_path: Path) -> None:
    files = {
        f"diaries/2026-05-0{n}-a.md": diary("A", f"id: {name}")
        for n, name in ((1, "page"), (2, "b"))
    }

    assert laid_out(tmp_path, files, options="page_size: 1\n").problems == []


def test_a_route_that_is_taken_only_tomorrow_is_a_problem_today(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a.md": diary("A", "aliases: /diaries/b/"),
        "diaries/2026-07-01-b.md": diary("B"),
    }
    laid = laid_out(tmp_path, files, at=datetime(2026, 6, 1, tzinfo=UTC))

    assert laid.codes() == ["duplicate-route"]


def test_an_entry_may_follow_one_that_was_withdrawn_at_its_address(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a.md": diary("A", "withdrawn: it was wrong"),
        "diaries/2026-05-02-b.md": diary("B", "aliases: /diaries/a/"),
    }

    assert laid_out(tmp_path, files).problems == []


def test_the_newest_diary_shows_what_can_be_taken_part_in(tmp_path: Path) -> None:
    call = (
        "---\ntitle: C\ndate: 2026-01-01\ntype: topic\nopens: 2026-05-01\n"
        "scope: {in: this}\nbinds: that\n---\n"
    )
    files = {
        "diaries/2026-05-01-a.md": diary("A"),
        "diaries/2026-05-02-b.md": diary("B"),
        "calls/c.md": call,
    }
    laid = laid_out(tmp_path, files)
    views = [laid.sheet(f"/diaries/{name}/").view for name in ("a", "b")]

    assert [len(v.open) for v in views if isinstance(v, EntryPage)] == [0, 1]


def test_a_page_names_the_feeds_that_belong_to_it(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"diaries/2026-05-01-a.md": diary("A")})
    view = laid.sheet("/diaries/a/").view

    assert isinstance(view, EntryPage)
    assert [feed.atom for feed in view.page.feeds] == ["/diaries/atom.xml", "/atom.xml"]
