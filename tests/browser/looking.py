"""What the tests ask of an open page."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, Response, ViewportSize

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 800}
SMALLEST: ViewportSize = {"width": 320, "height": 256}  # 1280 × 1024 at 400 %

COLOURS_AT_FIRST = """
    new MutationObserver((_, watch) => {
        if (!document.body) return;
        window.atFirst = document.documentElement.dataset.theme;
        watch.disconnect();
    }).observe(document, {childList: true, subtree: true});
"""
"""Notes in `atFirst` which colours a page has when its body begins, before it can be painted."""

NEEDS_SCRIPTS = ".needs-js, noscript, [role=status]"
"""What pages show only where scripts run, or only where none do."""

_PATIENCE_SECONDS = 60

_TO_THE_END = """async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
        scrollTo(0, y);
        await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    }
    const wanted = [...document.images].filter(image => image.checkVisibility() && !image.complete);
    await Promise.all(wanted.map(image => new Promise(done => {
        image.addEventListener("load", done);
        image.addEventListener("error", done);
    })));
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""

_TOO_WIDE = """() => {
    const wide = innerWidth + 1;
    const scrolls = element => {
        for (let e = element; e && e !== document.body; e = e.parentElement)
            if (/auto|scroll|hidden|clip/.test(getComputedStyle(e).overflowX)) return true;
        return false;
    };
    const name = e => e.tagName + (e.className ? "." + e.className : "");
    const page = document.documentElement.scrollWidth > wide ? ["the page"] : [];
    return page.concat([...document.body.querySelectorAll("*")]
        .filter(e => e.getBoundingClientRect().right > wide && e.checkVisibility() && !scrolls(e))
        .slice(0, 5).map(e => name(e) + ": " + e.textContent.trim().slice(0, 40)));
}"""


@dataclass
class Seen:
    """What went wrong while pages were open.

    Attributes:
        foreign: addresses of other hosts that were asked for.
        failed: addresses without a good answer.
        said: errors in the browser's console.
    """

    foreign: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def until(page: Page, expression: str, argument: object = None) -> None:
    """Wait until an expression is true.

    The policy of a page forbids Playwright's own way, which evaluates a text inside the page.
    """
    end = time.monotonic() + _PATIENCE_SECONDS
    while not page.evaluate(expression, argument):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(20)


@contextmanager
def opened(browser: Browser, viewport: ViewportSize, *, scripts: bool = True) -> Iterator[Page]:
    """A page of its own profile, closed afterwards."""
    with browser.new_context(
        viewport=viewport, reduced_motion="reduce", java_script_enabled=scripts
    ) as context:
        yield context.new_page()


def go(page: Page, url: str) -> None:
    """Open a page that must be there, and wait until it is loaded."""
    answer = page.goto(url)

    assert answer is not None
    assert answer.ok, f"{answer.status} {url}"


def watched(page: Page, origin: str) -> Seen:
    """Begin to note what the page asks for and complains about."""
    seen = Seen()

    def answered(response: Response) -> None:
        if response.status >= 400:
            seen.failed.append(f"{response.status} {response.url}")

    def asked(url: str) -> None:
        if not url.startswith((origin, "data:", "blob:")):
            seen.foreign.append(url)

    page.on("request", lambda request: asked(request.url))
    # What the next page interrupts has not failed.
    page.on(
        "requestfailed",
        lambda request: (
            None if request.failure == "net::ERR_ABORTED" else seen.failed.append(request.url)
        ),
    )
    page.on("response", answered)
    page.on("pageerror", lambda error: seen.said.append(str(error)))
    page.on(
        "console",
        lambda line: seen.said.append(line.text) if line.type in {"error", "warning"} else None,
    )
    return seen


def scroll_to_the_end(page: Page) -> None:
    """Read the page as a reader does, until every picture is there."""
    page.evaluate(_TO_THE_END)


def too_wide(page: Page) -> list[str]:
    """Elements that stick out to the right of the window."""
    found: list[str] = page.evaluate(_TOO_WIDE)
    return found


def text_and_links(page: Page) -> tuple[list[str], list[str]]:
    """Lines of text that are shown, and where links lead, with everything unfolded."""
    page.evaluate(
        f"""() => {{
            for (const e of document.querySelectorAll({NEEDS_SCRIPTS!r})) e.remove();
            for (const e of document.querySelectorAll("details")) e.open = true;
        }}"""
    )
    lines = [line.strip() for line in page.inner_text("body").splitlines()]
    links: list[str] = page.evaluate(
        """[...document.querySelectorAll("a[href]")]
            .filter(a => a.checkVisibility()).map(a => a.href)"""
    )
    return [line for line in lines if line], links
