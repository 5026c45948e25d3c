"""Scripts only add: without them every page says the same and leads to the same places."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.journals import Site
from tests.browser.looking import PHONE, go, opened, text_and_links
from tests.browser.page_types import PAGES, PageType


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with opened(chromium, PHONE) as page:
        yield page


@pytest.fixture
def plain(chromium: Browser) -> Iterator[Page]:
    """A browser that runs no script of a page."""
    with opened(chromium, PHONE, scripts=False) as page:
        yield page


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.name)
def test_a_page_says_the_same_without_scripts(
    page: Page, plain: Page, demo: Site, kind: PageType
) -> None:
    for _, path in kind.paths():
        go(page, demo.url + path)
        go(plain, demo.url + path)

        assert text_and_links(plain) == text_and_links(page)


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.name)
def test_what_needs_scripts_is_not_shown_without_them(
    plain: Page, demo: Site, kind: PageType
) -> None:
    go(plain, demo.url + kind.zh)

    expect(plain.locator(".needs-js").filter(visible=True)).to_have_count(0)


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_the_menu_unfolds_without_scripts(plain: Page, demo: Site, path: str) -> None:
    go(plain, demo.url + path)
    menu = plain.locator(".masthead details").first
    archive = menu.locator(f"a[href$='{path}archive/']")

    expect(archive).to_be_hidden()
    menu.locator("summary").click()
    expect(archive).to_be_visible()


def test_the_page_of_the_search_says_what_it_needs(plain: Page, demo: Site) -> None:
    go(plain, f"{demo.url}/en/search/")

    assert "needs JavaScript" in plain.inner_text("main")
    expect(plain.locator("main a[href$='/en/archive/']")).to_be_visible()
