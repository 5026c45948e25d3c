"""Pages on paper, as Chromium's printer sees them."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.journals import Site
from tests.browser.looking import DESK, go, opened


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with opened(chromium, DESK) as page:
        yield page


def sheets(page: Page, url: str) -> int:
    """Sheets of paper that a page is printed on: page objects of the PDF (ISO 32000-1, 7.7.3.3)."""
    go(page, url)
    document = page.pdf(prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", document))


@pytest.mark.parametrize("path", ["/diaries/half-a-year/", "/en/diaries/half-a-year/"])
def test_a_diary_is_a_letter_of_few_sheets(page: Page, demo: Site, path: str) -> None:
    assert 1 <= sheets(page, demo.url + path) <= 4


@pytest.mark.parametrize("path", ["/people/mei/certificate/", "/en/people/nightowl/certificate/"])
def test_a_certificate_is_one_sheet(page: Page, demo: Site, path: str) -> None:
    assert sheets(page, demo.url + path) == 1


def test_what_only_a_screen_needs_is_not_printed(page: Page, demo: Site) -> None:
    go(page, f"{demo.url}/en/diaries/half-a-year/")
    page.emulate_media(media="print")
    shown = page.evaluate(
        """[...document.querySelectorAll("nav, form, button, .skip")]
            .filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 80))"""
    )

    assert shown == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white(page: Page, demo: Site, scheme: str) -> None:
    go(page, f"{demo.url}/en/diaries/half-a-year/")
    page.evaluate(f"document.documentElement.dataset.theme = {scheme!r}")
    page.emulate_media(media="print", color_scheme="dark")
    ground = page.evaluate(
        "[document.documentElement, document.body].map(e => getComputedStyle(e).backgroundColor)"
    )

    assert set(ground) <= {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
