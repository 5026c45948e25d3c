"""Profiles and badges in a browser: a badge in strangers' pages, what is copied, unfolded rows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.journals import Site
from tests.browser.looking import DESK, PHONE, go, opened, too_wide, until, watched

NIGHTOWL = "/people/nightowl/"
WIDTHS = (88, 176, 240)

_SHOWN = """async ([url, width, ground]) => {
    document.body.style.background = ground;
    const image = new Image(width);
    image.src = url;
    document.body.append(image);
    await image.decode();
    return [image.naturalWidth, image.naturalHeight, image.height];
}"""

_LINES = """() => [...document.querySelectorAll("text")].map(line => {
    const box = line.getBBox(), room = line.ownerSVGElement.width.baseVal.value;
    return {text: line.textContent, over: box.x + box.width - room, size: box.height};
})"""

_UNFOLD = 'for (const one of document.querySelectorAll("details")) one.open = true'


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with opened(chromium, DESK) as page:
        yield page


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("ground", ["white", "black"])
def test_a_badge_is_a_picture_of_any_width_on_any_ground(
    page: Page, demo: Site, width: int, ground: str
) -> None:
    page.goto(f"{demo.url}/404.html")
    seen = watched(page, demo.url)
    badge = f"{demo.url}{NIGHTOWL}badge.svg"
    natural = page.evaluate(_SHOWN, [badge, width, ground])

    assert natural == [176, 62, round(width * 62 / 176)]
    assert (seen.foreign, seen.failed, seen.said) == ([], [], [])


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_line_of_every_badge_stays_inside(page: Page, demo: Site, prefix: str) -> None:
    folder = demo.folder / prefix.strip("/") / "people"
    badges = sorted(folder.glob("*/*.svg"))
    over = []
    for badge in badges:
        go(page, f"{demo.url}/{badge.relative_to(demo.folder).as_posix()}")
        over += [line for line in page.evaluate(_LINES) if line["over"] > 1]

    assert len(badges) > 10
    assert over == []


def test_a_badge_says_in_words_what_it_shows(page: Page, demo: Site) -> None:
    go(page, f"{demo.url}/en{NIGHTOWL}badge.svg")

    assert page.title() == "Night Owl: Friend and founding member, Beanlamp Fridays"


def test_what_to_paste_can_be_copied_with_the_keyboard(page: Page, demo: Site) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    go(page, f"{demo.url}/en{NIGHTOWL}")
    button = page.get_by_role("button", name="Copy: Markdown")
    button.focus()
    page.keyboard.press("Enter")
    until(page, "document.activeElement.textContent.includes('Copied')")
    copied = page.evaluate("navigator.clipboard.readText()")

    assert copied.startswith("[![Night Owl: Friend and founding member, Beanlamp Fridays](https://")
    assert copied == page.locator("#badge ~ ul code").nth(1).text_content()


def test_evidence_unfolds_with_the_keyboard_and_leads_to_the_change(page: Page, demo: Site) -> None:
    go(page, f"{demo.url}/en{NIGHTOWL}")
    page.locator(".rest > summary").first.focus()
    page.keyboard.press("Enter")
    link = page.locator(".evidence a[href*='#change-']").first

    assert link.is_visible()
    link.click()
    assert page.evaluate("document.querySelector(':target') !== null")


@pytest.mark.parametrize("path", [NIGHTOWL, "/people/levels/", "/people/", "/honours/2026-10/"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_nothing_is_too_wide_for_a_phone(
    chromium: Browser, demo: Site, path: str, prefix: str
) -> None:
    with opened(chromium, PHONE) as page:
        go(page, demo.url + prefix + path)
        page.evaluate(_UNFOLD)

        assert too_wide(page) == []


def test_an_unfolded_profile_breaks_no_rule_of_accessibility(
    page: Page, demo: Site, tools: Path
) -> None:
    go(page, f"{demo.url}/en{NIGHTOWL}")
    page.evaluate(_UNFOLD)
    page.evaluate((tools / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(
        "async () => (await axe.run()).violations.map(({id, nodes}) => id + nodes[0].html)"
    )

    assert found == []


def test_profiles_are_whole_without_scripts(chromium: Browser, demo: Site) -> None:
    with opened(chromium, PHONE, scripts=False) as page:
        go(page, f"{demo.url}/en{NIGHTOWL}")

        assert page.get_by_role("button", name="Copy: HTML").count() == 0
        assert page.locator("#badge ~ ul code").count() == 3
        page.locator(".rest > summary").first.click()
        assert page.locator(".evidence").is_visible()
