"""Small files for machines."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from lxml import etree

from generator.pages import texts
from generator.pages.plan import Sheet
from generator.pages.views import RedirectPage
from generator.problems import Location
from tests.pages.journals import Laid, configured, diary, laid_out

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(content: bytes) -> list[str]:
    return [str(node.text) for node in etree.fromstring(content).iter(f"{SITEMAP}loc")]


def data_of(laid: Laid) -> dict[str, Any]:
    found = json.loads(laid.text("journal.json").content)
    assert isinstance(found, dict)
    return found


def sheet(whole: str, updated: datetime | None = None) -> Sheet:
    view = RedirectPage("en", "", "", "")
    return Sheet("/", "", "", view, Location(""), whole=whole, updated=updated)


def test_the_sitemap_lists_pages_in_order() -> None:
    [text] = texts.sitemap(
        configured(), [sheet("https://t.example/b/"), sheet("https://t.example/a/")]
    )

    assert addresses(text.content) == ["https://t.example/a/", "https://t.example/b/"]


def test_the_sitemap_says_when_an_entry_last_changed() -> None:
    [text] = texts.sitemap(
        configured(), [sheet("https://t.example/", datetime(2026, 5, 1, tzinfo=UTC))]
    )

    assert b"<lastmod>2026-05-01T00:00:00+00:00</lastmod>" in text.content


def test_an_ampersand_in_an_address_is_escaped() -> None:
    [text] = texts.sitemap(configured(), [sheet("https://t.example/a&b/")])

    assert addresses(text.content) == ["https://t.example/a&b/"]


def test_more_than_fifty_thousand_pages_are_divided() -> None:
    sheets = [sheet(f"https://t.example/{n:06}/") for n in range(50_001)]
    index, first, second = texts.sitemap(configured(), sheets)

    assert addresses(index.content) == [
        "https://t.example/sitemap-1.xml",
        "https://t.example/sitemap-2.xml",
    ]
    assert (len(addresses(first.content)), addresses(second.content)) == (
        50_000,
        ["https://t.example/050000/"],
    )


def test_the_sitemap_leaves_out_what_is_not_for_search_engines(tmp_path: Path) -> None:
    files = {f"diaries/2026-05-0{n}-d{n}.md": diary(f"D{n}", "aliases: /o{n}") for n in (1, 2)}
    laid = laid_out(tmp_path, files, options="page_size: 1\n")
    listed = addresses(laid.text("sitemap.xml").content)

    assert "https://t.example/diaries/" in listed
    assert not [a for a in listed if "/page/" in a or a.endswith(("404.html", "/o1/"))]


def test_robots_are_told_where_the_sitemap_is() -> None:
    assert texts.robots(configured()).content == (
        b"User-agent: *\nAllow: /\n\nSitemap: https://t.example/sitemap.xml\n"
    )


def test_robots_can_be_asked_to_stay_away() -> None:
    assert b"Disallow: /\n" in texts.robots(configured("robots: no\n")).content


def test_the_journal_as_data_holds_an_entry_with_its_fields(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a.md": diary(
            "A & B", "number: 3\ntags: [t]\nseries: S\nauthors: ['@mei', Anna]\nupdated: 2026-05-02"
        ),
        "people.yaml": "- {id: mei, title: Mei}\n",
    }
    [entry] = [e for e in data_of(laid_out(tmp_path, files))["entries"] if e["kind"] == "diary"]

    assert entry == {
        "kind": "diary",
        "id": "a",
        "lang": "en",
        "original": True,
        "url": "https://t.example/diaries/a/",
        "title": "A & B",
        "summary": "Text.",
        "date": "2026-05-01T00:00:00+00:00",
        "updated": "2026-05-02T00:00:00+00:00",
        "authors": ["Mei", "Anna"],
        "tags": ["t"],
        "series": "S",
        "state": "",
        "fields": {
            "number": 3,
            "stage": None,
            "questions": [],
            "answers": None,
            "releases": [],
        },
        "mentioned_in": [],
    }


def test_addresses_in_the_journal_as_data_are_whole(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-02-a.md": diary("A", "releases: r"),
        "releases/2026-05-01-r.md": diary("R", "version: 1"),
    }
    entry: Mapping[str, Any] = data_of(laid_out(tmp_path, files))["entries"][0]

    assert entry["fields"]["releases"] == [
        {"title": "R", "url": "https://t.example/releases/r/", "kind": "release"}
    ]


def test_the_journal_as_data_says_where_an_entry_is_mentioned(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-02-b.md": diary("B", text="[](diary:a)"),
        "diaries/2026-05-01-a.md": diary("A"),
    }
    found = data_of(laid_out(tmp_path, files))["entries"]

    assert {entry["id"]: entry["mentioned_in"] for entry in found} == {"a": ["diary:b"], "b": []}


@pytest.mark.parametrize("fields", ["draft: yes", "withdrawn: oops", "expires: 2026-05-02"])
def test_the_journal_as_data_holds_nothing_that_is_hidden(tmp_path: Path, fields: str) -> None:
    laid = laid_out(tmp_path, {"diaries/2026-05-01-secret.md": diary("Secret", fields)})

    assert data_of(laid)["entries"] == []
    assert b"ecret" not in laid.text("journal.json").content


def test_a_list_of_records_keeps_each_instant() -> None:
    then = datetime(1950, 3, 4, 12, tzinfo=ZoneInfo("Africa/Monrovia"))  # 44 minutes 30 behind
    content = texts.listing({"format": 1}, "entries", [{"date": then}, {"date": None}])

    assert datetime.fromisoformat(json.loads(content)["entries"][0]["date"]) == then
