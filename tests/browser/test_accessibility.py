"""Every sort of page meets WCAG 2.2 AA, as far as axe-core can tell.

axe-core is Deque's engine; its rules of these tags are those that find a failure for certain.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.journals import Site
from tests.browser.looking import DESK, PHONE, go, opened
from tests.browser.page_types import MONSTERS, PAGES, PageType

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

View = tuple[ViewportSize, Literal["light", "dark"]]
VIEWS: tuple[View, ...] = ((PHONE, "light"), (PHONE, "dark"), (DESK, "light"), (DESK, "dark"))
CORNERS = (VIEWS[0], VIEWS[3])
"""Each window and each scheme once, where all four were looked at in another language."""

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


def violations(page: Page, url: str, axe: str, views: tuple[View, ...] = VIEWS) -> list[str]:
    """What axe-core finds on a page in these windows and colours."""
    go(page, url)
    page.evaluate(axe)
    found = []
    for size, scheme in views:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        broken = page.evaluate(_RUN, RULES)
        found += [f"{url} {size['width']} {scheme}: {rule}" for rule in broken]
    return found


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.name)
def test_a_page_breaks_no_rule_of_accessibility(
    page: Page, demo: Site, axe: str, kind: PageType
) -> None:
    assert violations(page, demo.url + kind.zh, axe) == []


@pytest.mark.parametrize("kind", [kind for kind in PAGES if kind.en], ids=lambda kind: kind.name)
def test_its_translation_breaks_none_either(
    page: Page, demo: Site, axe: str, kind: PageType
) -> None:
    assert violations(page, demo.url + kind.en, axe, CORNERS) == []


@pytest.mark.parametrize("kind", MONSTERS, ids=lambda kind: kind.name)
def test_a_page_that_is_hard_to_set_breaks_none_either(
    page: Page, monster: Site, axe: str, kind: PageType
) -> None:
    assert violations(page, monster.url + kind.zh, axe, CORNERS) == []


def test_a_broken_page_is_noticed(page: Page, axe: str) -> None:
    page.set_content("<!doctype html><html><body><img src='data:,'><p style='color:#999'>pale")
    page.evaluate(axe)
    rules = {each.partition(":")[0] for each in page.evaluate(_RUN, RULES)}

    assert {"color-contrast", "image-alt", "html-has-lang"} <= rules
