"""Everything on a page can be reached and used with the keyboard, and one sees where one is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.journals import Site
from tests.browser.looking import COLOURS_AT_FIRST, DESK, PHONE, go, opened
from tests.browser.page_types import PAGES, PageType

STOPS = 12
"""How many stops of each page are looked at: the whole masthead, and the first ones of the text."""

# What the element with the focus looks like, and where the next one would be.
_LOOKS = """() => {
    const of = style => [style.outlineStyle, style.outlineWidth, style.outlineColor,
        style.boxShadow, style.backgroundColor, style.borderColor, style.textDecoration].join();
    const e = document.activeElement;
    const focused = of(getComputedStyle(e));
    const box = e.getBoundingClientRect();
    e.blur();
    const blurred = of(getComputedStyle(e));
    e.focus({focusVisible: true});
    const seen = box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth;
    return {name: e.outerHTML.slice(0, 100), marked: focused !== blurred, seen};
}"""

# Links within a text may be as small as its lines; axe-core measures how far apart they are.
_SMALL_TARGETS = """() => [...document.querySelectorAll(
    ".masthead a, .masthead summary, footer a, button, .button, select, label, input")]
    .filter(e => e.checkVisibility() && !e.matches("label input, :disabled"))
    .filter(e => { const b = e.getBoundingClientRect(); return b.height < 24 || b.width < 24; })
    .map(e => e.outerHTML.slice(0, 100))"""

_MOVING = """() => [...document.querySelectorAll("*")].filter(e => {
    const style = getComputedStyle(e);
    return style.scrollBehavior === "smooth" || parseFloat(style.transitionDuration) > 0.001
        || parseFloat(style.animationDuration) > 0.001;
}).map(e => e.outerHTML.slice(0, 100))"""


@dataclass(frozen=True)
class Survey:
    """What is wrong on a page: each a list of elements."""

    unseen: list[str]
    small: list[str]
    moving: list[str]


@pytest.fixture(scope="module", params=PAGES, ids=lambda kind: kind.name)
def survey(chromium: Browser, demo: Site, request: pytest.FixtureRequest) -> Survey:
    """One page of each sort, looked at on a phone and at a desk."""
    kind: PageType = request.param
    unseen, small, moving = [], [], []
    with opened(chromium, PHONE) as page:
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            go(page, demo.url + kind.zh)
            small += page.evaluate(_SMALL_TARGETS)
            moving += page.evaluate(_MOVING)
            unseen += stops(page)
    return Survey(unseen, small, moving)


def stops(page: Page) -> list[str]:
    """Elements that Tab comes to without one seeing it."""
    found = []
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        looks = page.evaluate(_LOOKS)
        if not (looks["marked"] and looks["seen"]):
            found.append(looks["name"])
    return found


def test_one_sees_which_element_has_the_focus(survey: Survey) -> None:
    assert survey.unseen == []


def test_what_is_pressed_is_large_enough(survey: Survey) -> None:
    assert survey.small == []


def test_nothing_moves_for_readers_who_want_stillness(survey: Survey) -> None:
    assert survey.moving == []


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    with opened(chromium, request.param) as page:
        page.emulate_media(color_scheme="light")
        yield page


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element that matches has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"Tab does not reach {selector}")


def paper(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_the_first_stop_leads_past_the_menu(page: Page, demo: Site) -> None:
    go(page, f"{demo.url}/en/diaries/half-a-year/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_menu_opens_and_closes(page: Page, demo: Site) -> None:
    go(page, f"{demo.url}/en/")
    tab_to(page, ".menu summary")
    page.keyboard.press("Enter")
    expect(page.locator(".menu details a", has_text="Archive")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator(".menu details a", has_text="Archive")).to_be_hidden()
    expect(page.locator(".menu summary")).to_be_focused()


def test_the_colours_change_and_stay(page: Page, demo: Site) -> None:
    go(page, f"{demo.url}/en/")
    light = paper(page)
    tab_to(page, ".scheme")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    dark = paper(page)
    page.add_init_script(COLOURS_AT_FIRST)
    page.reload()

    assert light != dark
    assert page.evaluate("atFirst") == "dark"
    assert paper(page) == dark


def test_the_language_changes_and_the_entry_stays(page: Page, demo: Site) -> None:
    go(page, f"{demo.url}/en/diaries/half-a-year/")
    tab_to(page, ".languages a")
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{demo.url}/diaries/half-a-year/")


def test_the_board_is_filtered(page: Page, demo: Site) -> None:
    go(page, f"{demo.url}/en/suggestions/")
    before = page.locator(".column .card:visible").count()
    tab_to(page, ".filter [type=search]")
    page.keyboard.type("cat")
    expect(page.locator(".filter output")).to_contain_text(re.compile(r"\d"))
    after = page.locator(".column .card:visible").count()

    assert 0 < after < before
