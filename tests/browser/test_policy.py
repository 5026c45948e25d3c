"""No page of ours breaks its own Content-Security-Policy."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.journals import Site
from tests.browser.looking import until
from tests.browser.page_types import MONSTERS, PAGES

_LISTEN = """
    window.violations = [];
    addEventListener("securitypolicyviolation", e => window.violations.push(
        `${e.effectiveDirective} ${e.blockedURI} ${e.sourceFile || ""}:${e.lineNumber} ${e.sample}`
    ));
"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context() as context:
        context.add_init_script(_LISTEN)
        yield context.new_page()


def _violations(page: Page, site: Site, paths: Iterable[str]) -> list[str]:
    found = []
    for path in paths:
        page.goto(site.url + quote(path))
        found += [f"{path} {each}" for each in page.evaluate("window.violations")]
    return found


def test_no_sort_of_page_breaks_the_policy(page: Page, demo: Site) -> None:
    paths = [path for kind in PAGES for _, path in kind.paths()]

    assert _violations(page, demo, paths) == []


def test_no_page_that_is_hard_to_set_breaks_it(page: Page, monster: Site) -> None:
    paths = [path for kind in MONSTERS for _, path in kind.paths()]

    assert _violations(page, monster, paths) == []


def test_a_page_for_makers_does_not_break_it_either(page: Page, makers: Site) -> None:
    assert _violations(page, makers, makers.pages()) == []


def test_no_hostile_page_needs_it(page: Page, hostile: Site) -> None:
    """Nothing of strangers is left that the policy would have to stop."""
    stories = [path for path in hostile.pages() if path.startswith("/stories/")]

    assert _violations(page, hostile, stories) == []


def test_what_a_page_must_not_do_is_seen(page: Page, demo: Site) -> None:
    page.goto(demo.url)
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))"
    )
    until(page, "window.violations.length")

    assert "script-src" in page.evaluate("window.violations[0]")
