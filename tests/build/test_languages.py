"""A journal in four languages; two of them were added by one file of the project each."""

import json
import re
from pathlib import Path

import pytest

from generator.problems import ProblemsFound
from tests import feed_validity
from tests.build.building import Files, built, files_of, put

AT = "2026-06-01T00:00:00Z"
PROJECT = {
    "friday.yaml": """
title: Lamp notes
titles: {de: Lampenbriefe, ar: رسائل المصباح}
publisher: Lamp makers
publishers: {de: Lampenmacher}
rights: All rights reserved
rights_in: {de: Alle Rechte vorbehalten}
base_url: https://t.example/
authority: t.example,2026
languages: [en, de, ar, pl]
""",
    "locales/de/LC_MESSAGES/theme.po": """
msgid "Diaries"
msgstr "Tagebuch"

msgid "Mentioned in"
msgstr "Erwähnt in"

msgid "%(num)s entry"
msgid_plural "%(num)s entries"
msgstr[0] "%(num)s Eintrag"
msgstr[1] "%(num)s Einträge"
""",
    "locales/pl/LC_MESSAGES/theme.po": """
msgid "%(num)s entry"
msgid_plural "%(num)s entries"
msgstr[0] "%(num)s wpis"
msgstr[1] "%(num)s wpisy"
msgstr[2] "%(num)s wpisów"
""",
    "content/diaries/2026-05-01-both.en.md": "---\ntitle: In both\ntags: [two]\n---\nText\n",
    "content/diaries/2026-05-01-both.de.md": "---\ntitle: In beiden\n---\n[](diary:english)\n",
    "content/diaries/2026-05-02-english.en.md": (
        "---\ntitle: Only English\ntags: [one]\n---\nText\n"
    ),
    "content/diaries/2026-05-03-german.de.md": "---\ntitle: Nur deutsch\ntags: [zwei]\n---\nText\n",
    "content/events/2026-05-04-fair.en.md": (
        "---\ntitle: The fair\nstarts: 2026-07-01 10:00\nplace: Hall 2\n---\nText\n"
    ),
    **{
        f"content/stories/2026-05-0{n}-story{n}.en.md": (
            f"---\ntitle: Story {n}\nby: Ada\nconsent: {{given: 2026-05-01, text: '1'}}\n"
            "decision: approved\n---\nText\n"
        )
        for n in (1, 2)
    },
    **{
        f"content/diaries/2026-04-0{n}-five{n}.en.md": f"---\ntitle: No {n}\ntags: [five]\n---\nT\n"
        for n in range(1, 6)
    },
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Files:
    project = tmp_path_factory.mktemp("languages")
    put(project, PROJECT)
    edition = built(project, AT)
    assert edition.problems == ()
    return files_of(project / "site")


def page(site: Files, path: str) -> str:
    return site[path].decode()


def tag(html: str, words: str) -> str:
    """The opening tag of the element that directly holds these words."""
    found = re.search(rf"<(\w[^<>]*)>\s*{words}", html)
    assert found is not None
    return found[1]


def around(html: str, words: str) -> list[str]:
    """The `lang` attributes that stand between the beginning of a page and some words."""
    return re.findall(r'lang="([^"]*)"', html[: html.index(words)])


# ----------------------------------------------------------------------- what is said, and how


def test_a_page_says_which_language_it_is_in(site: Files) -> None:
    assert '<html lang="de">' in page(site, "de/index.html")


def test_a_page_that_is_written_from_the_right_says_so(site: Files) -> None:
    assert '<html lang="ar" dir="rtl">' in page(site, "ar/index.html")


def test_the_program_speaks_the_language_of_a_catalogue_of_the_project(site: Files) -> None:
    assert "<h1>Tagebuch</h1>" in page(site, "de/diaries/index.html")


def test_what_nobody_translated_is_said_in_english(site: Files) -> None:
    assert "<h1>Subscribe</h1>" in page(site, "de/subscribe/index.html")
    assert "<h1>Diaries</h1>" in page(site, "ar/diaries/index.html")


def test_dates_are_those_of_the_language(site: Files) -> None:
    assert ">1. Mai 2026</time>" in page(site, "de/diaries/both/index.html")
    assert ">1 maja 2026</time>" in page(site, "pl/diaries/index.html")


@pytest.mark.parametrize(
    ("path", "said"), [("events", "1 wpis<"), ("stories", "2 wpisy<"), ("diaries", "8 wpisów<")]
)
def test_a_language_may_have_more_than_two_plural_forms(site: Files, path: str, said: str) -> None:
    assert said in page(site, f"pl/{path}/index.html")


def test_the_name_of_the_journal_is_that_of_the_language(site: Files) -> None:
    assert "<title>Lampenbriefe</title>" in page(site, "de/index.html")
    assert "<title>Lamp notes</title>" in page(site, "pl/index.html")


def test_publisher_and_rights_are_those_of_the_language(site: Files) -> None:
    german, polish = page(site, "de/index.html"), page(site, "pl/index.html")

    assert ("Lampenmacher" in german, "Lamp makers" in german) == (True, False)
    assert ("Alle Rechte" in german, "All rights" in german) == (True, False)
    assert "Lamp makers" in polish


def test_feeds_name_publisher_and_rights_in_their_language(site: Files) -> None:
    feed = page(site, "de/atom.xml")

    assert "<name>Lampenmacher</name>" in feed
    assert "Alle Rechte vorbehalten</rights>" in feed


# ------------------------------------------------------------- the same page in other languages


def test_a_page_names_its_versions_and_the_one_for_everybody_else(site: Files) -> None:
    links = re.findall(
        r'hreflang="([^"]+)" href="([^"]+)"', page(site, "de/diaries/both/index.html")
    )
    english = "https://t.example/diaries/both/"

    assert dict(links) == {
        "en": english,
        "de": "https://t.example/de/diaries/both/",
        "x-default": english,
    }


def test_a_page_that_exists_in_one_language_names_no_version(site: Files) -> None:
    assert "hreflang" not in page(site, "diaries/english/index.html").partition("</head>")[0]


def test_an_entry_has_pages_only_in_the_languages_it_is_written_in(site: Files) -> None:
    entries = {path for path in site if re.search(r"diaries/(both|english|german)/index", path)}

    assert entries == {
        "diaries/both/index.html",
        "de/diaries/both/index.html",
        "diaries/english/index.html",
        "de/diaries/german/index.html",
    }


# --------------------------------------------- what readers see of what is not in their language


@pytest.mark.parametrize(
    ("path", "title", "lang"),
    [
        ("de/diaries/index.html", "Only English", "en"),
        ("de/archive/2026/index.html", "Only English", "en"),
        ("de/calendar/index.html", "The fair", "en"),
        ("index.html", "Nur deutsch", "de"),
        ("diaries/index.html", "Nur deutsch", "de"),
        ("pl/index.html", "Nur deutsch", "de"),
        ("pl/diaries/index.html", "In both", "en"),
    ],
)
def test_lists_show_the_version_that_exists_and_say_its_language(
    site: Files, path: str, title: str, lang: str
) -> None:
    html = page(site, path)

    assert around(html, f">{title}<")[-1] == lang


def test_what_the_program_says_of_an_entry_is_in_the_language_of_the_page(site: Files) -> None:
    html = page(site, "de/diaries/index.html")
    before, _, after = html.partition(">Only English<")

    assert ">2. Mai 2026</time>" in after.partition("</article>")[0]
    assert "lang=" not in before.rpartition("<article")[2].partition(">")[0]


def test_a_text_that_is_written_from_the_left_says_so_among_those_from_the_right(
    site: Files,
) -> None:
    assert ' lang="en" dir="ltr"' in page(site, "ar/diaries/index.html")


def test_a_title_in_another_language_says_so_in_a_text(site: Files) -> None:
    link = tag(page(site, "de/diaries/both/index.html"), "Only English</a>")

    assert link.endswith('href="/diaries/english/" lang="en"')


def test_neighbours_in_another_language_say_so(site: Files) -> None:
    html = page(site, "de/diaries/both/index.html")

    assert '<span lang="en">Only English</span>' in html


def test_a_tag_has_a_page_in_the_languages_in_which_something_carries_it(site: Files) -> None:
    found = {path for path in site if re.search(r"tags/(one|two|zwei)/index", path)}

    assert found == {
        "tags/one/index.html",
        "tags/two/index.html",
        "de/tags/two/index.html",
        "de/tags/zwei/index.html",
    }


def test_an_entry_says_who_mentions_it_in_the_language_of_its_page(site: Files) -> None:
    html = page(site, "diaries/english/index.html")

    assert ">In both<" in html
    assert "Erwähnt in" not in html


# ------------------------------------------------------------------------------------------ feeds


def titles(site: Files, path: str) -> dict[str, str]:
    """Titles of a feed's items, and the language that each says of itself."""
    feed = json.loads(site[path])
    return {item["title"]: item.get("language", feed["language"]) for item in feed["items"]}


def test_the_main_feed_holds_every_entry_once(site: Files) -> None:
    found = titles(site, "feed.json")

    assert found["Nur deutsch"] == "de"
    assert found["In both"] == "en"
    assert "In beiden" not in found


def test_the_feed_of_another_language_holds_what_is_written_in_it(site: Files) -> None:
    assert titles(site, "de/feed.json") == {"Nur deutsch": "de", "In beiden": "de"}


def test_a_language_in_which_nothing_is_written_has_an_empty_feed(site: Files) -> None:
    assert titles(site, "pl/feed.json") == {}


def test_every_feed_of_every_language_is_valid(site: Files) -> None:
    checks = {
        "atom.xml": feed_validity.problems_in_atom,
        "feed.xml": feed_validity.problems_in_rss,
        "feed.json": feed_validity.problems_in_json_feed,
    }
    found = [
        (path, check(content))
        for name, check in checks.items()
        for path, content in site.items()
        if path.endswith(name)
    ]

    assert len(found) > 3 * len(["en", "de", "ar", "pl"])
    assert [each for each in found if each[1]] == []


# --------------------------------------------------------------------------------------- mistakes


@pytest.mark.parametrize(
    ("catalogue", "line"),
    [
        ('msgid "told by %(name)s"\nmsgstr "erzählt von %(nam)s"\n', 1),
        ('msgid "Diary"\nmsgstr "Brief\n', 2),
        ('msgid "%(num)s entry"\nmsgid_plural "%(num)s entries"\nmsgstr[0] "%(num)s"\n', 1),
    ],
)
def test_a_mistake_in_a_catalogue_stops_the_build_at_its_line(
    tmp_path: Path, catalogue: str, line: int
) -> None:
    file = "locales/de/LC_MESSAGES/theme.po"
    put(tmp_path, {**PROJECT, file: catalogue})
    with pytest.raises(ProblemsFound) as stop:
        built(tmp_path, AT)

    assert str(stop.value.problems[0].location) == f"{file}:{line}"
    assert not (tmp_path / "site").exists()
