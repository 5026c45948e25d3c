"""The menu, what stands behind it, and the switch between languages."""

from collections.abc import Mapping
from pathlib import Path

from generator.pages.values import Site
from generator.pages.views import EntryPage, HomePage
from tests.pages.journals import Laid, diary, laid_out

BOTH = "languages: [en, zh-CN]\n"


def site(folder: Path, files: Mapping[str, str], options: str = "") -> Site:
    view = laid_out(folder, files, options=options).sheet("/").view
    assert isinstance(view, HomePage)
    return view.site


def switch(laid: Laid, path: str) -> list[tuple[str, str, bool, bool]]:
    page = getattr(laid.sheet(path).view, "page", None)
    assert page is not None
    return [(each.lang, each.url, each.same, each.current) for each in page.switch]


def test_the_menu_has_few_places_and_taking_part_one_of_its_own(tmp_path: Path) -> None:
    found = site(tmp_path, {"pages/a.md": diary("A")})

    assert [item.section for item in found.menu] == ["diary", "release", "suggestion", "story"]
    assert found.take_part == "/take-part/"


def test_a_kind_that_gathers_calls_stands_in_no_menu_twice(tmp_path: Path) -> None:
    found = site(tmp_path, {"pages/a.md": diary("A")}, "menu: [call, diary]\n")

    assert [item.section for item in found.menu] == ["diary"]


def test_what_is_empty_is_not_among_the_other_places(tmp_path: Path) -> None:
    assert site(tmp_path, {"pages/a.md": diary("A")}).more == ()


def test_the_other_places_are_those_that_show_anything(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a.md": diary("A", "tags: t\nseries: S"),
        "reports/r.md": "---\ntitle: R\ndate: 2026-05-01\nabout: diary:a\nrespondents: 1\n---\n",
        "releases/1.md": "---\ntitle: R\ndate: 2026-05-01\nversion: 1\n---\n",
        "pages/about.md": diary("About us", "menu: 2"),
        "pages/rules.md": diary("Rules", "menu: 1"),
        "pages/other.md": diary("Other"),
        "people.yaml": "- {id: mei, title: Mei}\n",
    }
    found = site(tmp_path, files).more

    assert [(item.section, item.title, item.url) for item in found] == [
        ("said", "You said, we did", "/you-said-we-did/"),
        ("report", "Experience reports", "/reports/"),
        ("person", "People", "/people/"),
        ("archive", "Archive", "/archive/"),
        ("tags", "Tags", "/tags/"),
        ("series", "Series", "/series/"),
        ("rules", "Rules", "/rules/"),
        ("about", "About us", "/about/"),
    ]


def test_a_translated_entry_switches_to_its_translation(tmp_path: Path) -> None:
    files = {"diaries/2026-05-01-a.en.md": diary("A"), "diaries/2026-05-01-a.zh.md": diary("甲")}

    assert switch(laid_out(tmp_path, files, options=BOTH), "/zh-cn/diaries/a/") == [
        ("en", "/diaries/a/", True, False),
        ("zh-CN", "/zh-cn/diaries/a/", True, True),
    ]


def test_an_entry_in_one_language_switches_to_the_home_page_of_the_other(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"diaries/2026-05-01-a.zh.md": diary("甲")}, options=BOTH)

    assert switch(laid, "/zh-cn/diaries/a/") == [
        ("en", "/", False, False),
        ("zh-CN", "/zh-cn/diaries/a/", True, True),
    ]


def test_a_tag_in_one_language_switches_to_the_home_page_of_the_other(tmp_path: Path) -> None:
    files = {"diaries/2026-05-01-a.en.md": diary("A", "tags: lamp")}

    assert switch(laid_out(tmp_path, files, options=BOTH), "/tags/lamp/") == [
        ("en", "/tags/lamp/", True, True),
        ("zh-CN", "/zh-cn/", False, False),
    ]


def test_a_journal_in_one_language_has_nothing_to_switch(tmp_path: Path) -> None:
    assert switch(laid_out(tmp_path, {"pages/a.md": diary("A")}), "/a/") == []


def test_a_diary_shows_the_releases_that_it_tells_of(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-02-a.md": diary("A", "releases: [one, two]"),
        "releases/one.md": "---\ntitle: One\ndate: 2026-05-01\nversion: 1\nchanges: Better\n---\n",
        "releases/two.md": "---\ntitle: Two\ndate: 2027-01-01\nversion: 2\nchanges: Best\n---\n",
    }
    view = laid_out(tmp_path, files).sheet("/diaries/a/").view

    assert isinstance(view, EntryPage)
    assert [release.card.title for release in view.releases] == ["One"]


def test_a_heading_that_is_only_a_reference_stands_in_the_contents(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-02-a.md": diary("A", text="## [](page:p)\n\n## About [](page:p), too"),
        "pages/p.md": diary("Lamp"),
    }
    view = laid_out(tmp_path, files).sheet("/diaries/a/").view

    assert isinstance(view, EntryPage)
    assert [item.title for item in view.entry.toc] == ["Lamp", "About Lamp, too"]


def test_the_home_page_names_the_next_three_dates(tmp_path: Path) -> None:
    files = {
        f"events/{n}.md": f"---\ntitle: E{n}\ndate: 2026-01-01\nstarts: 2026-0{n}-01\n---\n"
        for n in range(4, 10)
    }
    view = laid_out(tmp_path, files).sheet("/").view

    assert isinstance(view, HomePage)
    assert [occasion.card.title for occasion in view.coming] == ["E7", "E8", "E9"]
