"""A page asks only this site, complains about nothing, stays still while it loads, and fits."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.journals import Site
from tests.browser.looking import (
    DESK,
    PHONE,
    SMALLEST,
    Seen,
    go,
    opened,
    scroll_to_the_end,
    text_and_links,
    too_wide,
    watched,
)
from tests.browser.page_types import MONSTERS, PAGES, PageType

WIDTHS = (320, 360, 768, 1280, 2560)

# Notes every shift of the page (Layout Instability, W3C draft) from its first moment on, but those
# of a masthead that a busy machine paints half read, which moves when its last buttons come.
_NOTE_SHIFTS = """
    window.shifts = [];
    const element = node => node?.closest ? node : node?.parentElement;
    const inMasthead = ({node}) => element(node)?.closest(".masthead");
    new PerformanceObserver(list => {
        for (const shift of list.getEntries())
            if (!shift.hadRecentInput && !(shift.value < 0.005 && shift.sources.every(inMasthead)))
                shifts.push(`${shift.value.toFixed(5)} ` + shift.sources.map(
                    ({node}) => node?.outerHTML?.slice(0, 120) ?? node?.textContent));
    }).observe({type: "layout-shift", buffered: true});
"""

_NEEDED = """() => [...document.querySelectorAll("[src], [srcset], [href], [poster]")].flatMap(
    e => [e.src, e.href, e.poster, ...(e.srcset ?? "").split(",").map(s => s.trim().split(" ")[0])]
        .filter(value => typeof value === "string" && value)
        .map(value => new URL(value, document.baseURI).href))"""


@dataclass(frozen=True)
class Survey:
    """What is wrong with the pages of one sort; all lists are empty where nothing is.

    Attributes:
        moved: shifts of the page that nobody asked for.
        wide: elements that stick out of the window.
        lost: characters and links that are not there at four times the size.
    """

    seen: Seen
    moved: list[str]
    wide: list[str]
    lost: list[str]


@pytest.fixture(scope="module", params=PAGES, ids=lambda kind: kind.name)
def survey(chromium: Browser, demo: Site, request: pytest.FixtureRequest) -> Survey:
    """Every version of a page, on a phone and at a desk, scrolled through to its end."""
    kind: PageType = request.param
    moved, wide, lost = [], [], []
    with opened(chromium, PHONE) as page:
        page.add_init_script(_NOTE_SHIFTS)
        seen = watched(page, demo.url)
        for _, path in kind.paths():
            for size in (PHONE, DESK):
                page.set_viewport_size(size)
                go(page, demo.url + path)
                scroll_to_the_end(page)
                moved += [f"{path} {size['width']}: {each}" for each in page.evaluate("shifts")]
            wide += [f"{path} {each}" for each in overflow(page)]
            lost += [f"{path} {each}" for each in lost_when_zoomed(page)]
    return Survey(seen, moved, wide, lost)


def overflow(page: Page) -> list[str]:
    """What sticks out of windows of all widths."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{width}: {each}" for each in too_wide(page)]
    return found


def lost_when_zoomed(page: Page) -> list[str]:
    """What a desk shows and a reader at 400 % does not find."""
    page.set_viewport_size(DESK)
    words, links = text_and_links(page)
    page.set_viewport_size(SMALLEST)
    fewer_words, fewer_links = text_and_links(page)
    lost = set("".join(words)) - set("".join(fewer_words))
    return sorted(lost | (set(links) - set(fewer_links)))


def test_a_page_asks_for_nothing_that_it_cannot_have(survey: Survey) -> None:
    assert survey.seen == Seen()


def test_a_page_stays_still_while_it_loads(survey: Survey) -> None:
    assert survey.moved == []


def test_nothing_sticks_out_of_the_window(survey: Survey) -> None:
    assert survey.wide == []


def test_nothing_is_lost_at_four_times_the_size(survey: Survey) -> None:
    assert survey.lost == []


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with opened(chromium, PHONE) as page:
        page.add_init_script(_NOTE_SHIFTS)
        yield page


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.name)
def test_a_page_works_below_a_path_of_its_host(page: Page, monster: Site, kind: PageType) -> None:
    seen = watched(page, monster.url)
    broken = []
    for _, path in kind.paths():
        go(page, monster.url + path)
        addresses: set[str] = {urldefrag(each).url for each in page.evaluate(_NEEDED)}
        host = monster.url.removesuffix("journal")
        broken += [each for each in sorted(addresses) if each.startswith(host) and not there(each)]

    assert (seen, broken) == (Seen(), [])


def there(url: str) -> bool:
    """True if an address below the journal's path has an answer."""
    if "/journal/" not in url:
        return False
    with urlopen(url) as answer:  # noqa: S310 - our own server
        return bool(answer.status == 200)


@pytest.mark.parametrize("kind", MONSTERS, ids=lambda kind: kind.name)
def test_the_longest_words_stay_in_the_window(page: Page, monster: Site, kind: PageType) -> None:
    found = []
    for _, path in kind.paths():
        go(page, monster.url + path)
        found += overflow(page)

    assert found == []


def test_what_sticks_out_is_noticed(page: Page) -> None:
    page.set_content("<!doctype html><p style='width: 400px'>wide</p>")

    assert too_wide(page) == ["the page", "P: wide"]


def test_what_jumps_is_noticed(page: Page, demo: Site) -> None:
    go(page, f"{demo.url}/about/")
    page.evaluate("document.querySelector('main').style.marginTop = '200px'")
    scroll_to_the_end(page)

    assert page.evaluate("shifts.length") > 0
