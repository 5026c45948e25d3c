"""A diary is light: what it weighs, and how often it asks, before its pictures."""

import json
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Request

from tests.browser.journals import Site
from tests.browser.looking import PHONE, go, opened

MOST_BYTES = 60 * 1024
MOST_REQUESTS = 4  # the page, its stylesheet, its script, and the icon, which has a turn of its own
WEIGHED = {"document", "stylesheet", "script", "fetch", "xhr"}
PICTURES = {"image", "media"}


@pytest.fixture(scope="module")
def diaries(demo: Site) -> list[str]:
    """Paths of all diaries of the journal, in both languages."""
    entries = json.loads((demo.folder / "journal.json").read_text(encoding="utf-8"))["entries"]
    found = [urlsplit(entry["url"]).path for entry in entries if entry["kind"] == "diary"]

    assert len(found) > 20
    return found


def test_no_diary_is_heavier_than_its_budget(
    chromium: Browser, demo: Site, diaries: list[str]
) -> None:
    asked = {path: requests(chromium, demo, path) for path in diaries}
    sizes = {path: sum(size(demo, url) for url in urls) for path, urls in asked.items()}

    assert {path: size for path, size in sizes.items() if size > MOST_BYTES} == {}
    assert {path: urls for path, urls in asked.items() if len(urls) >= MOST_REQUESTS} == {}


def requests(chromium: Browser, demo: Site, path: str) -> list[str]:
    """Addresses that a first visit asks for, without pictures and icon."""
    found: list[Request] = []
    with opened(chromium, PHONE) as page:
        page.on("request", lambda request: found.append(request))  # noqa: PLW0108 - playwright cannot keep a built-in method
        go(page, demo.url + path)
        kinds = {request.resource_type for request in found}

        assert kinds <= WEIGHED | PICTURES
    return [request.url for request in found if request.resource_type in WEIGHED]


def size(site: Site, url: str) -> int:
    """Bytes of a file of the site."""
    path = unquote(urlsplit(url).path)[1:]
    return (site.folder / (f"{path}index.html" if url.endswith("/") else path)).stat().st_size


@pytest.mark.parametrize(("name", "most"), [("style", 32 * 1024), ("theme", 8 * 1024)])
def test_the_one_stylesheet_and_the_one_script_are_small(demo: Site, name: str, most: int) -> None:
    [file] = (demo.folder / "assets").glob(f"{name}.*")

    assert file.stat().st_size <= most
