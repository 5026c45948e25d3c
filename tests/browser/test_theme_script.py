"""What `theme.js` adds to pages made by hand, in a real browser; and that nothing needs it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, ViewportSize, expect

from generator.render.theme import load
from tests.browser.looking import COLOURS_AT_FIRST
from tests.render import some_views

PHONE = ViewportSize(width=320, height=700)
DESK = ViewportSize(width=1280, height=900)
LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwen und ihre Freunde"
PAPER = {"light": "rgb(255, 253, 249)", "dark": "rgb(24, 21, 18)"}
ROW = 60
"""Height of a row of the masthead with its padding, in CSS pixels: at most this."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """Address of a folder with a page for every view: `/zh-CN-board.html`."""
    folder = tmp_path_factory.mktemp("views")
    theme, problems = load(folder, "default", some_views.LANGUAGES)
    assert problems == []
    for path, content in theme.assets():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    full = some_views.list_page("en")
    site = replace(full.site, title=LONG, tagline=LONG)
    html = theme.render("list.html", replace(full, site=site, heading=LONG), "en")
    (folder / "en-long.html").write_text(html, encoding="utf-8")
    for lang in some_views.LANGUAGES:
        for name, (template, view) in some_views.views(lang).items():
            if not name.startswith(("item", "redirect")):
                html = theme.render(template, view, lang)
                (folder / f"{lang}-{name}.html").write_text(html, encoding="utf-8")
    return serve(folder)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_page(viewport=DESK, color_scheme="dark") as opened:
        yield opened


def paper(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_the_colours_follow_the_system_until_somebody_chooses(page: Page, home: str) -> None:
    page.goto(f"{home}/en-home.html")

    assert paper(page) == PAPER["dark"]


def test_the_button_changes_the_colours(page: Page, home: str) -> None:
    page.goto(f"{home}/en-home.html")
    page.get_by_role("button", name="Colours: like the system").click()

    assert paper(page) == PAPER["light"]


def test_the_button_says_which_colours_there_are_now(page: Page, home: str) -> None:
    page.goto(f"{home}/en-home.html")
    said = []
    for _ in range(4):
        said.append(page.locator(".scheme").get_attribute("aria-label"))
        page.locator(".scheme").click()

    names = ["Colours: like the system", "Colours: light", "Colours: dark"]
    assert said == [*names, names[0]]


def test_the_next_page_remembers_the_colours_before_its_first_paint(page: Page, home: str) -> None:
    page.goto(f"{home}/en-home.html")
    page.locator(".scheme").click()
    page.add_init_script(COLOURS_AT_FIRST)
    page.goto(f"{home}/zh-CN-board.html")

    assert page.evaluate("atFirst") == "light"
    assert paper(page) == PAPER["light"]


def test_escape_closes_the_menu_and_gives_the_focus_back(page: Page, home: str) -> None:
    page.goto(f"{home}/en-home.html")
    page.locator(".menu summary").click()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    expect(page.locator(".menu summary")).to_be_focused()
    expect(page.locator(".menu details")).not_to_have_attribute("open", "")


def test_a_click_elsewhere_closes_the_menu(page: Page, home: str) -> None:
    page.goto(f"{home}/en-home.html")
    page.locator(".menu summary").click()
    page.locator("main").click(position={"x": 300, "y": 10})

    expect(page.locator(".menu details")).not_to_have_attribute("open", "")


def test_the_menu_opens_without_scripts(chromium: Browser, home: str) -> None:
    with chromium.new_page(viewport=PHONE, java_script_enabled=False) as page:
        page.goto(f"{home}/en-home.html")
        page.locator(".menu summary").click()

        expect(page.locator(".menu details a", has_text="Suggestions")).to_be_visible()
        expect(page.locator(".menu details a", has_text="Subscribe")).to_be_visible()


@pytest.mark.parametrize("name", ["board", "subscribe", "home"])
def test_what_needs_a_script_is_not_seen_without(chromium: Browser, home: str, name: str) -> None:
    with chromium.new_page(java_script_enabled=False) as page:
        page.goto(f"{home}/en-{name}.html")

        assert [e.is_visible() for e in page.locator(".needs-js, button, input").all()].count(
            True
        ) == 0


def test_the_address_of_a_feed_is_copied(chromium: Browser, home: str) -> None:
    with chromium.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(f"{home}/en-subscribe.html")
        page.locator("[data-copy]").first.click()

        expect(page.locator("[data-copy]").first).to_have_text("Copied")
        expect(page.get_by_role("status")).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == "https://journal.example.org/b"


@pytest.mark.parametrize(
    ("zone", "title"), [("Asia/Shanghai", None), ("UTC", "Your time: 8 May 2026, 10:30")]
)
def test_a_time_says_the_readers_own_where_that_differs(
    chromium: Browser, home: str, zone: str, title: str | None
) -> None:
    with chromium.new_page(timezone_id=zone, locale="en-GB") as page:
        page.goto(f"{home}/en-event.html")

        assert page.locator("time[datetime*=T]").first.get_attribute("title") == title


@pytest.mark.parametrize("lang", some_views.LANGUAGES)
@pytest.mark.parametrize(("width", "rows"), [(320, 2), (360, 2), (768, 2), (1280, 1), (2560, 1)])
def test_the_masthead_has_one_row_on_a_desk_and_two_on_a_phone(
    page: Page, home: str, lang: str, width: int, rows: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{home}/{lang}-home.html")
    height = page.evaluate("document.querySelector('.masthead').offsetHeight")

    assert height <= rows * ROW + 15


@pytest.mark.parametrize("lang", some_views.LANGUAGES)
def test_taking_part_is_always_in_sight(page: Page, home: str, lang: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{home}/{lang}-diary.html")

    expect(page.locator(".join")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [320, 768, 1024, 1280])
def test_a_very_long_name_fits_into_the_window(page: Page, home: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{home}/en-long.html")

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_is_wider_than_the_window(page: Page, home: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    wide = []
    for lang in some_views.LANGUAGES:
        for name in some_views.views(lang):
            if not name.startswith(("item", "redirect")):
                page.goto(f"{home}/{lang}-{name}.html")
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    wide.append((lang, name))

    assert wide == []
