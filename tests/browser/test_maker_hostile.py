"""What readers enter into a card is text in it, whatever it looks like."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.journals import Site
from tests.browser.looking import DESK, go, opened, watched

MAKER = "/makers/lamps/"
_DRAW = """async () => {
    const svg = document.querySelector("#maker-picture svg");
    const names = [...svg.querySelectorAll("*")].map((each) => each.localName);
    const source = new XMLSerializer().serializeToString(svg);
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([source], { type: "image/svg+xml" }));
    await image.decode();
    return [...new Set(names)].sort();
}"""
"""Elements of the picture, after it was drawn as the download does."""

HOSTILE = (
    "<script>alert(1)</script>",
    "</text></svg><script>alert(1)</script>",
    "<image href=x onerror=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "<![CDATA[ ]]>",
    "]]>",
    "&lt;b&gt; &amp; &#60; &nbsp;",
    "&lol; %lol;",
    "{name} {{nights}} # $& $` $1",
    "${alert(1)} `x` javascript:alert(1)",
    "<!-- --> <?xml ?> <!DOCTYPE a>",
    "constructor __proto__ toString",
    "=cmd|' /C calc'!A0",
)


@pytest.fixture
def page(chromium: Browser, makers: Site) -> Iterator[Page]:
    with opened(chromium, DESK) as page:
        page.set_default_timeout(15_000)
        page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
        go(page, makers.url + MAKER)
        yield page


def drawn(page: Page) -> str:
    """The name as the picture shows it."""
    return "".join(page.locator('[data-card="0"] tspan').all_text_contents())


def cleaned(page: Page, makers: Site, said: str) -> str:
    """What becomes of a name that an address brings along."""
    page.goto("about:blank")
    go(page, f"{makers.url}{MAKER}#name={quote(said, safe='')}")
    return page.locator('[data-card="0"] text').text_content() or ""


@pytest.mark.parametrize("said", HOSTILE)
def test_what_is_typed_is_text(page: Page, makers: Site, said: str) -> None:
    seen = watched(page, makers.url)
    page.get_by_label("Name", exact=True).fill(said)
    elements = page.evaluate(_DRAW)

    assert drawn(page) == said
    assert elements == ["circle", "g", "rect", "text", "tspan"]
    assert page.locator("#maker-text").inner_text().startswith(said)
    assert (seen.foreign, seen.failed, seen.said) == ([], [], [])


@pytest.mark.parametrize("said", HOSTILE)
def test_what_an_address_brings_along_is_text(page: Page, makers: Site, said: str) -> None:
    assert cleaned(page, makers, said) == said
    assert page.evaluate(_DRAW) == ["circle", "g", "rect", "text", "tspan"]


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("a\u202eb\u202c", "ab"),
        ("\u2066a\u2069\u200e\u200f\u061c", "a"),
        ("a\x00b\x07c\x1b[31m\x9b", "abc[31m"),
        ("a\ufffe\ufeffb", "ab"),
        ("a\r\nb\tc  d", "a b c d"),
        ("e\u0301", "é"),
        ("  ", "Somebody"),
    ],
)
def test_what_could_deceive_is_left_out(page: Page, makers: Site, said: str, left: str) -> None:
    assert cleaned(page, makers, said) == left


def test_signs_of_several_letters_stay_whole(page: Page, makers: Site) -> None:
    for said in ("👩\u200d👩\u200d👧", "می\u200cخوریم", "❤\ufe0f"):
        assert cleaned(page, makers, said) == said


def test_a_text_of_ten_thousand_letters_is_cut(page: Page, makers: Site) -> None:
    assert cleaned(page, makers, "灯" * 10_000) == "灯" * 47 + "…" or len(drawn(page)) <= 80
    assert page.locator("#maker-text").inner_text().startswith("灯" * 80 + " has")


def test_half_a_sign_does_not_spoil_the_picture(page: Page) -> None:
    field = page.get_by_label("Name", exact=True)
    field.evaluate(
        "f => { f.value = 'a\\ud800b'; f.dispatchEvent(new Event('input', { bubbles: true })); }"
    )

    assert drawn(page) == "ab"
    assert "tspan" in page.evaluate(_DRAW)
