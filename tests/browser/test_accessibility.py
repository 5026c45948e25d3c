"""Every sort of page meets WCAG 2.2 AA, as far as axe-core can tell.

axe-core is Deque's engine; its rules of these tags are those that find a failure for certain.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.journals import Site
from tests.browser.looking import DESK, PHONE, go, opened
from tests.browser.page_types import MONSTERS, PAGES, PageType

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

_RUN = """async (rules) => {
    const wanted = {runOnly: {type: "tag", values: rules}, resultTypes: ["violations"]};
    const {violations} = await axe.run(wanted);
    return violations.flatMap(({id, nodes}) => nodes.map(
        node => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`));
}"""


@pytest.fixture(scope="module")
def axe(tools: Path) -> str:
    return (tools / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    with opened(chromium, PHONE) as page:
        yield page


def violations(page: Page, url: str, axe: str) -> list[str]:
    """What axe-core finds on a page, on a phone and at a desk, light and dark."""
    go(page, url)
    page.evaluate(axe)
    found = []
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            broken = page.evaluate(_RUN, RULES)
            found += [f"{size['width']} {scheme}: {rule}" for rule in broken]
    return found


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.name)
def test_a_page_breaks_no_rule_of_accessibility(
    page: Page, demo: Site, axe: str, kind: PageType
) -> None:
    found = [each for _, path in kind.paths() for each in violations(page, demo.url + path, axe)]

    assert found == []


@pytest.mark.parametrize("kind", MONSTERS, ids=lambda kind: kind.name)
def test_a_page_that_is_hard_to_set_breaks_none_either(
    page: Page, monster: Site, axe: str, kind: PageType
) -> None:
    assert violations(page, monster.url + kind.zh, axe) == []


def test_a_broken_page_is_noticed(page: Page, axe: str) -> None:
    page.set_content("<!doctype html><html><body><img src='data:,'><p style='color:#999'>pale")
    page.evaluate(axe)
    rules = {each.partition(":")[0] for each in page.evaluate(_RUN, RULES)}

    assert {"color-contrast", "image-alt", "html-has-lang"} <= rules
