"""The press page and what it hands out."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.model.fields import FileName
from generator.pages.desk.pictures import FORMATS, UNSHOWN
from generator.pages.views import EntryPage
from tests.pages.journals import Laid, laid_out

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>'
PRESS = """---
title: Press
licence: CC0
contact: mailto:press@t.example
colours: {name: Ink, value: "#1D1A17"}
files:
  - {src: logo.svg, title: Logo, alt: A lamp, description: For light grounds}
  - {src: texts/about.txt, title: About us, licence: All yours}
---
How to use it.
"""
FILES: Mapping[str, str | bytes] = {
    "press/p/index.md": PRESS,
    "press/p/logo.svg": SVG,
    "press/p/texts/about.txt": "About",
}


def press_page(laid: Laid, path: str = "/press/") -> EntryPage:
    view = laid.sheet(path).view
    assert isinstance(view, EntryPage)
    return view


def test_the_press_page_stands_at_one_address_whatever_its_id(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, FILES)

    assert press_page(laid).entry.card.title == "Press"
    assert press_page(laid).site.press == "/press/"


def test_a_journal_without_a_press_page_leads_to_none(tmp_path: Path) -> None:
    view = laid_out(tmp_path, {"pages/a.md": "---\ntitle: A\n---\n"}).sheet("/a/").view

    assert isinstance(view, EntryPage)
    assert (view.site.press, view.kit, view.archive, view.sums) == ("", (), "", "")


def test_each_file_is_described(tmp_path: Path) -> None:
    logo, about = press_page(laid_out(tmp_path, FILES)).kit

    assert (logo.title, logo.url, logo.type) == ("Logo", "/press/logo.svg", "SVG")
    assert (logo.description, logo.licence) == ("For light grounds", "")
    assert (about.url, about.type, about.licence) == ("/press/texts/about.txt", "TXT", "All yours")


def test_a_picture_is_shown_with_its_alt_text_and_another_file_is_not(tmp_path: Path) -> None:
    logo, about = press_page(laid_out(tmp_path, FILES)).kit

    assert logo.picture is not None
    assert (logo.picture.url, logo.picture.alt) == ("/press/logo.svg", "A lamp")
    assert about.picture is None


def test_colours_have_one_spelling(tmp_path: Path) -> None:
    record = press_page(laid_out(tmp_path, FILES)).entry.record

    assert record["colours"] == ({"name": "Ink", "value": "#1d1a17"},)


def test_a_file_that_is_not_there_is_a_warning_and_left_out(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {k: v for k, v in FILES.items() if not k.endswith(".svg")})

    assert [file.title for file in press_page(laid).kit] == ["About us"]
    assert laid.codes() == ["missing-file"]


def test_the_archive_holds_the_files_under_their_names(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, FILES)
    [archive] = laid.plan.archives

    assert (archive.path, archive.sums) == ("press/press-kit.zip", "press/SHA256SUMS")
    assert archive.members == (
        ("logo.svg", "press/logo.svg"),
        ("texts/about.txt", "press/texts/about.txt"),
    )
    assert press_page(laid).archive == "/press/press-kit.zip"


def test_the_licence_says_what_may_be_done_and_what_is_different(tmp_path: Path) -> None:
    [archive] = laid_out(tmp_path, FILES).plan.archives

    assert archive.licence.decode().splitlines() == [
        "T: Press",
        "https://t.example/press/",
        "CC0",
        "press@t.example",
        "- logo.svg: Logo",
        "- texts/about.txt: About us (All yours)",
    ]


def test_every_language_hands_out_one_archive(tmp_path: Path) -> None:
    files = {
        "press/p/index.en.md": PRESS,
        "press/p/index.zh.md": "---\ntitle: 媒体\n---\n",
        "press/p/logo.svg": SVG,
        "press/p/texts/about.txt": "About",
    }
    laid = laid_out(tmp_path, files, options="languages: [en, zh-CN]\n")
    chinese = press_page(laid, "/zh-cn/press/")

    assert len(laid.plan.archives) == 1
    assert chinese.archive == "/press/press-kit.zip"
    assert chinese.site.press == "/zh-cn/press/"


def test_a_file_cannot_stand_where_the_archive_does(tmp_path: Path) -> None:
    files = {**FILES, "press/p/press-kit.zip": "mine"}

    assert laid_out(tmp_path, files).codes() == ["duplicate-route"]


def test_nothing_is_handed_out_before_the_page_is_public(tmp_path: Path) -> None:
    draft = {**FILES, "press/p/index.md": PRESS.replace("title: Press", "title: P\ndraft: yes")}

    assert laid_out(tmp_path, draft).plan.archives == ()


@pytest.mark.parametrize("ending", [*FORMATS, *UNSHOWN])
def test_every_ending_of_a_picture_asks_for_an_alt_text(ending: str) -> None:
    assert FileName(f"a{ending.upper()}").is_picture


def test_the_archive_holds_what_only_a_translation_hands_out(tmp_path: Path) -> None:
    files = {
        "press/p/index.en.md": "---\ntitle: P\nfiles: {src: a.txt, title: A}\n---\n",
        "press/p/index.zh.md": "---\ntitle: 媒体\nfiles: {src: b.txt, title: 乙}\n---\n",
        "press/p/a.txt": "A",
        "press/p/b.txt": "B",
    }
    [archive] = laid_out(tmp_path, files, options="languages: [en, zh-CN]\n").plan.archives

    assert [name for name, _ in archive.members] == ["a.txt", "b.txt"]
