"""Where everything is."""

import unicodedata
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.reference import Reference
from generator.pages import routes
from generator.pages.artefact import Artefact, Role
from generator.problems import Location, Severity
from tests.pages.journals import configured

A, B = Location("content/a.md", 1), Location("content/b.md", 1)
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


def test_the_main_language_stands_at_the_root() -> None:
    config = configured("languages: [en, zh-CN]\n")

    assert routes.prefix(config, "en") == ""


def test_another_language_has_a_folder_in_lower_case() -> None:
    config = configured("languages: [en, zh-CN]\n")

    assert routes.prefix(config, "zh-CN") == "/zh-cn"


def test_an_address_holds_the_path_of_the_site_once() -> None:
    config = configured("base_url: https://t.example/lamp/journal\n")

    assert routes.href(config, "/diaries/a/") == "/lamp/journal/diaries/a/"
    assert routes.absolute(config, "/diaries/a/") == "https://t.example/lamp/journal/diaries/a/"


def test_letters_beyond_ascii_are_percent_encoded() -> None:
    assert routes.href(configured(), "/tags/夜灯/") == "/tags/%E5%A4%9C%E7%81%AF/"


def test_a_number_sign_is_no_fragment() -> None:
    assert routes.href(configured(), "/tags/c#/") == "/tags/c%23/"


def test_a_percent_sign_is_encoded() -> None:
    assert routes.href(configured(), "/a%2Fb") == "/a%252Fb"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Night mode", "night-mode"),
        ("C#", "c#"),
        ("C++", "c++"),
        ("夜灯 模式", "夜灯-模式"),
        ("a/b\\c", "a-b-c"),
        ("50%", "50"),
        (".hidden.", "hidden"),
        ("Straße", "strasse"),
        ("what?", "what"),
        ("é", "é"),
        ("aux", "aux-"),
        ("COM1", "com1-"),
        ("com1.txt", "com1.txt-"),
        ("console", "console"),
    ],
)
def test_a_name_becomes_one_part_of_a_path(name: str, slug: str) -> None:
    assert routes.slug(name) == slug


@given(NAMES)
def test_every_name_becomes_a_part_that_can_be_a_folder(name: str) -> None:
    slug = routes.slug(name)

    assert "/" not in slug
    assert unicodedata.is_normalized("NFC", slug)
    assert Artefact(f"tags/{slug}/index.html", b"", Role.PAGE).path
    assert [p.message for p in routes.bad_names([(slug, A)]) if "too long" not in p.message] == []


@given(NAMES)
def test_spellings_that_differ_in_case_share_a_part(name: str) -> None:
    assert routes.slug(routes.slug(name)) == routes.slug(name)


@given(NAMES)
def test_a_browser_finds_the_path_in_its_address(name: str) -> None:
    path = f"/tags/{routes.slug(name)}/"

    assert unquote(urlsplit(routes.absolute(configured(), path)).path) == path


def test_names_without_a_letter_do_not_share_a_part() -> None:
    assert routes.slug("..") != routes.slug("?!"[:1])


def test_a_folder_is_served_by_its_index() -> None:
    assert routes.file_of("/diaries/a/") == "diaries/a/index.html"
    assert routes.file_of("/") == "index.html"


def test_a_file_is_served_by_itself() -> None:
    assert routes.file_of("/404.html") == "404.html"


def test_pages_of_a_list_lie_below_it() -> None:
    assert routes.page_of("/diaries/", 3) == "/diaries/page/3/"


def test_a_tag_uri_is_made_of_authority_day_kind_and_id() -> None:
    uri = routes.tag_uri(configured(), Reference("diary", "夜"), "2026-05-01", "")

    assert uri == "tag:t.example,2026:2026-05-01/diary/%E5%A4%9C"


def test_a_translation_has_a_tag_uri_of_its_own() -> None:
    uri = routes.tag_uri(configured(), Reference("diary", "a"), "2026-05-01", "zh-CN")

    assert uri == "tag:t.example,2026:2026-05-01/diary/a/zh-CN"


def test_two_files_of_one_path_collide() -> None:
    [problem] = routes.collisions([("x/index.html", A), ("x/index.html", B)])

    assert str(problem) == (
        "content/b.md:1: error[duplicate-route]: '/x/' is also the address of content/a.md:1\n"
        "    hint: change one of the two ids"
    )


def test_paths_that_differ_in_case_collide() -> None:
    assert len(routes.collisions([("X/index.html", A), ("x/index.html", B)])) == 1


def test_a_file_collides_with_a_folder_that_comes_later() -> None:
    [problem] = routes.collisions([("feed.xml", A), ("feed.xml/index.html", B)])

    assert problem.location == B


def test_a_file_collides_with_a_folder_that_was_there_before() -> None:
    [problem] = routes.collisions([("notes/a.html", A), ("notes", B)])

    assert problem.message == "'/notes' is also the address of content/a.md:1"


def test_files_of_one_folder_do_not_collide() -> None:
    assert routes.collisions([("x/a", A), ("x/b", B), ("x/c/d", B)]) == []


def test_what_every_site_has_is_not_called_somebody_elses() -> None:
    [problem] = routes.collisions([("tags/index.html", routes.OWN), ("tags/index.html", B)])

    assert problem.message == "'/tags/' is the address of something that every site has"


@pytest.mark.parametrize(
    "path",
    ["a\\b", "a\nb", "a\x7fb", "a./b", "a /b", "../a", "a//b", "a/./b", ".friday/x", "长" * 86],
)
def test_a_name_that_cannot_be_written_is_an_error(path: str) -> None:
    [problem] = routes.bad_names([(path, A)])

    assert (problem.location, problem.code, problem.severity) == (A, "bad-name", Severity.ERROR)


@pytest.mark.parametrize("path", ["con", "a/NUL.txt", "lpt9/index.html"])
def test_a_device_of_windows_is_a_warning(path: str) -> None:
    [problem] = routes.bad_names([(path, A)])

    assert problem.severity is Severity.WARNING


@pytest.mark.parametrize("path", ["..a", "a.b", "con-tact", ".well-known/x", "a b", "长" * 85])
def test_an_unusual_name_that_can_be_written_is_no_problem(path: str) -> None:
    assert routes.bad_names([(path, A)]) == []
