"""What machines read of pages, against the rules of schema.org."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from generator.kinds.table import KINDS
from generator.pages.views import ItemPage, RedirectPage
from tests.pages.journals import Laid, diary, laid_out

PERSON = "---\ntitle: Mei\nhandle: mei\nrole: nurse\nlinks:\n- title: Blog\n  url: https://mei.example/\n---\n"
EVENT = "---\ntitle: Mending day\ndate: 2026-05-01\nstarts: 2026-05-09T10:00\n{more}---\n\nCome.\n"
# Types of schema.org that pages of entries may have: CreativeWork and what is one, and Event.
TYPES = {
    "Article",
    "BlogPosting",
    "CollectionPage",
    "DiscussionForumPosting",
    "Event",
    "ProfilePage",
    "Report",
    "WebPage",
}
# Properties of these types, of schema.org, release 29.
CREATIVE = {
    "@context",
    "@type",
    "author",
    "dateModified",
    "datePublished",
    "description",
    "headline",
    "image",
    "inLanguage",
    "isPartOf",
    "keywords",
    "mainEntityOfPage",
    "name",
    "publisher",
    "url",
}
PROPERTIES = {
    "Article": CREATIVE | {"wordCount"},
    "WebPage": CREATIVE | {"mainEntity"},
    "Event": {
        "@context",
        "@type",
        "description",
        "endDate",
        "eventAttendanceMode",
        "eventStatus",
        "image",
        "inLanguage",
        "location",
        "mainEntityOfPage",
        "maximumAttendeeCapacity",
        "name",
        "organizer",
        "startDate",
        "url",
    },
}
IS_A = {
    "ProfilePage": "WebPage",
    "CollectionPage": "WebPage",
    "WebPage": "WebPage",
    "Event": "Event",
}


def journal(folder: Path, options: str = "publisher: We\n", more: str = "") -> Laid:
    files = {
        "diaries/2026-05-01-first.md": diary("First </script>", "authors: [mei]\ntags: [light]"),
        "people/mei.md": PERSON,
        "events/2026-05-01-day.md": EVENT.format(more=more),
    }
    return laid_out(folder, files, options=options, fonts=True)


def things(laid: Laid, path: str) -> list[dict[str, Any]]:
    view = laid.sheet(path).view
    assert not isinstance(view, ItemPage | RedirectPage)
    assert hasattr(view, "page")
    return [dict(thing) for thing in view.page.data]


def all_things(laid: Laid) -> list[dict[str, Any]]:
    pages = [sheet.path for sheet in laid.plan.sheets if hasattr(sheet.view, "page")]
    return [thing for path in pages for thing in things(laid, path)]


def texts(value: object) -> list[str]:
    """Every text in a value, however deep."""
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return [value] if isinstance(value, str) else []


def test_every_kind_has_a_type_of_schema_org() -> None:
    assert {kind.schema_type for kind in KINDS.values()} <= TYPES


def test_a_thing_has_only_properties_of_its_type(tmp_path: Path) -> None:
    found = [thing for thing in all_things(journal(tmp_path)) if thing["@type"] in TYPES]
    wrong = {
        (thing["@type"], name)
        for thing in found
        for name in thing
        if name not in PROPERTIES[IS_A.get(thing["@type"], "Article")]
    }

    assert (len(found) > 5, wrong) == (True, set())


def test_nothing_that_is_said_is_empty(tmp_path: Path) -> None:
    said = all_things(journal(tmp_path, ""))

    assert [thing for thing in said if any(v in ("", None, [], ()) for v in thing.values())] == []


def test_every_address_is_whole(tmp_path: Path) -> None:
    laid = journal(tmp_path, "base_url: https://t.example/lamp/\n")
    paths = [t for thing in all_things(laid) for t in texts(thing) if t.startswith("/")]

    assert paths == []


def test_a_diary_says_who_wrote_it_and_when(tmp_path: Path) -> None:
    [post, _] = things(journal(tmp_path), "/diaries/first/")

    assert (post["@type"], post["datePublished"]) == ("BlogPosting", "2026-05-01T00:00:00+00:00")
    assert post["author"] == [
        {"@type": "Person", "name": "Mei", "url": "https://t.example/people/mei/"}
    ]


def test_a_diary_shows_its_card(tmp_path: Path) -> None:
    [post, _] = things(journal(tmp_path), "/diaries/first/")

    assert post["image"] == "https://t.example/cards/diaries/first.png"


def test_the_way_to_an_entry_goes_over_its_list(tmp_path: Path) -> None:
    [_, trail] = things(journal(tmp_path), "/diaries/first/")
    steps = [(s["position"], s["name"], urlsplit(s["item"]).path) for s in trail["itemListElement"]]

    assert steps == [
        (1, "T", "/"),
        (2, "Diaries", "/diaries/"),
        (3, "First </script>", "/diaries/first/"),
    ]


def test_a_page_about_a_person_is_about_a_person(tmp_path: Path) -> None:
    [profile, _] = things(journal(tmp_path), "/people/mei/")

    assert profile["@type"] == "ProfilePage"
    assert profile["mainEntity"] == {
        "@type": "Person",
        "name": "Mei",
        "url": "https://t.example/people/mei/",
        "alternateName": "@mei",
        "description": "nurse",
        "sameAs": ["https://mei.example/"],
    }


@pytest.mark.parametrize(
    ("more", "mode", "types"),
    [
        ("place: Pier 3\n", "Offline", ["Place"]),
        ("online: https://t.example/join\n", "Online", ["VirtualLocation"]),
        ("place: Pier 3\nonline: https://t.example/join\n", "Mixed", ["Place", "VirtualLocation"]),
    ],
)
def test_an_event_says_where_it_is(tmp_path: Path, more: str, mode: str, types: list[str]) -> None:
    [event, _] = things(journal(tmp_path, more=more), "/events/day/")
    where = event["location"]

    assert event["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    assert [p["@type"] for p in (where if isinstance(where, list) else [where])] == types


def test_an_event_without_a_place_names_none(tmp_path: Path) -> None:
    [event, _] = things(journal(tmp_path), "/events/day/")

    assert {"location", "eventAttendanceMode"}.isdisjoint(event)


def test_the_home_page_is_a_site_with_its_publisher(tmp_path: Path) -> None:
    [site] = things(journal(tmp_path), "/")

    assert (site["@type"], site["publisher"]["name"]) == ("WebSite", "We")


def test_a_page_that_search_engines_shall_leave_out_says_nothing(tmp_path: Path) -> None:
    assert things(journal(tmp_path), "/404.html") == []


def test_a_teller_who_is_hidden_is_no_author(tmp_path: Path) -> None:
    files = {
        "people.yaml": "- {id: mei, title: Mei, draft: yes}\n",
        "suggestions/a.md": "---\ntitle: A\ndate: 2026-05-01\nby: '@mei'\n---\n",
    }
    [posting, _] = things(laid_out(tmp_path, files), "/suggestions/a/")

    assert posting["@type"] == "DiscussionForumPosting"
    assert "author" not in posting
