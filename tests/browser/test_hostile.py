"""What strangers sent does nothing in a real browser, and nothing in a feed reader.

The policy of the pages is switched off: it would hide what slips through.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Dialog, Page, Route

from tests.browser.journals import Site
from tests.hostile.payloads import PAYLOADS

PUBLIC = "https://example.org/"
"""Where the journal says that it is."""

_RUNS = """() => {
    const address = /^(href|src|action|formaction|data|poster|xlink:href)$/i;
    const program = /^\\s*(javascript|vbscript|file|blob|view-source|data:text)/i;
    const runs = ({name, value}) => /^on/i.test(name) || address.test(name) && program.test(value);
    return [...document.querySelectorAll("*")].flatMap(e =>
        [...e.attributes].filter(runs).map(a => `${e.tagName} ${a.name}=${a.value}`));
}"""
_ELEMENTS = """() => [...document.querySelectorAll(
    "main :is(meta, base, object, embed, link, frame, iframe, applet, portal, style, math)"
)].map(e => e.outerHTML)"""


class Trap:
    """A page that notes everything it should never do."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home = page, home
        self.caught: list[str] = []
        page.route("**/*", self._asked)
        page.on("dialog", self._spoke)

    def _asked(self, route: Route) -> None:
        if route.request.url.startswith(self.home):
            route.continue_()
            return
        if route.request.url.startswith(PUBLIC):  # a feed gives its pictures their whole address
            route.abort()
            return
        self.caught.append(f"{self.page.url} asked for {route.request.url}")
        route.abort()

    def _spoke(self, dialog: Dialog) -> None:
        self.caught.append(f"{self.page.url} said {dialog.message}")
        dialog.dismiss()

    def look(self) -> None:
        """Note what has run, or could."""
        if self.page.evaluate("window.owned"):
            self.caught.append(f"{self.page.url} ran a script")
        self.caught += [f"{self.page.url}: {each}" for each in self.page.evaluate(_RUNS)]


@dataclass(frozen=True)
class Visit:
    """What one walk over all pages met.

    Attributes:
        caught: what they ran, asked for, said, or where they went.
        elements: those in stories that the theme does not make.
    """

    pages: int
    caught: list[str]
    elements: list[str]


@pytest.fixture(scope="module")
def trap(chromium: Browser, hostile: Site) -> Iterator[Trap]:
    with chromium.new_context(bypass_csp=True) as context:
        yield Trap(context.new_page(), hostile.url)


@pytest.fixture(scope="module")
def visit(trap: Trap, hostile: Site) -> Visit:
    """Every page, opened once."""
    elements = []
    pages = hostile.pages()
    for path in pages:
        address = hostile.url + quote(path)
        trap.page.goto(address)
        trap.look()
        if trap.page.url != address:
            trap.caught.append(f"{address} went to {trap.page.url}")
        if path.startswith("/stories/"):
            elements += [f"{path} {each}" for each in trap.page.evaluate(_ELEMENTS)]
    return Visit(len(pages), list(trap.caught), elements)


def test_there_are_payloads_of_every_class() -> None:
    counts = {name: len(group) for name, group in PAYLOADS.items()}

    assert sum(counts.values()) >= 150
    assert min(counts.values()) >= 8


def test_no_page_runs_asks_says_or_goes_where_a_stranger_wants(visit: Visit) -> None:
    assert visit.pages > 2 * sum(map(len, PAYLOADS.values()))
    assert visit.caught == []


def test_no_story_holds_an_element_that_the_theme_did_not_make(visit: Visit) -> None:
    assert visit.elements == []


def test_no_item_of_a_feed_runs_or_asks_anything(trap: Trap, hostile: Site) -> None:
    feeds = [json.loads(file.read_text("utf-8")) for file in hostile.folder.rglob("feed.json")]
    # The same item stands in the feeds of its tags, its people and its kind.
    texts = sorted({item.get("content_html", "") for feed in feeds for item in feed["items"]})
    trap.caught.clear()
    for text in texts:
        trap.page.set_content(f"<!doctype html><body>{text}")
        trap.look()

    assert len(texts) > 150
    assert trap.caught == []
