"""`friday serve` as an author sees it: an editor on one side, a browser on the other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import until
from tests.preview.previews import (
    DIARY,
    PATIENCE_SECONDS,
    Preview,
    ask,
    diary,
    journal,
    previewing,
    write,
)

PATIENCE_MS = PATIENCE_SECONDS * 1000
OVERLAY = "#friday-problems"
BROKEN = diary("The lamp shines.", "title: First light\ntags: {a: <b>bold</b>}")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return journal(tmp_path)


@pytest.fixture
def preview(project: Path) -> Iterator[Preview]:
    with previewing(project) as running:
        yield running


@pytest.fixture
def page(chromium: Browser, preview: Preview) -> Iterator[Page]:
    """The browser at the journal's only diary."""
    with chromium.new_page() as opened:
        opened.set_default_timeout(PATIENCE_MS)
        opened.goto(f"{preview.url}diaries/first-light/")
        yield opened


def see(page: Page, text: str) -> None:
    expect(page.locator("body")).to_contain_text(text, timeout=PATIENCE_MS)


def test_an_edited_page_reloads_by_itself(project: Path, page: Page) -> None:
    write(project / DIARY, diary("The lamp shines."))

    see(page, "The lamp shines.")


def test_a_page_reloads_when_the_preview_polls(chromium: Browser, project: Path) -> None:
    with previewing(project, "--poll") as running, chromium.new_page() as page:
        page.goto(f"{running.url}diaries/first-light/", timeout=PATIENCE_MS)
        write(project / DIARY, diary("The lamp shines."))

        see(page, "The lamp shines.")


def test_a_page_that_reloads_stays_where_it_was_scrolled_to(project: Path, page: Page) -> None:
    write(project / DIARY, diary("Long ago.\n\n" * 400))
    see(page, "Long ago.")
    page.wait_for_load_state("load")
    page.evaluate("scrollTo(0, 1500)")
    write(project / DIARY, diary("Long ago.\n\n" * 400 + "The end."))
    see(page, "The end.")
    until(page, "scrollY > 0")

    assert page.evaluate("scrollY") == 1500


def test_a_mistake_shows_its_place_over_the_last_good_page(project: Path, page: Page) -> None:
    write(project / DIARY, BROKEN)

    expect(page.locator(OVERLAY)).to_contain_text(f"{DIARY}:3", timeout=PATIENCE_MS)
    expect(page.locator("body")).to_contain_text("The lamp glows.")


def test_what_a_mistake_quotes_is_text_and_no_markup(project: Path, page: Page) -> None:
    write(project / DIARY, diary("x", "title: First light\nkind <b>of</b>: bad"))
    expect(page.locator(OVERLAY)).to_contain_text("<b>of</b>", timeout=PATIENCE_MS)

    assert page.locator(f"{OVERLAY} b").count() == 0


def test_the_overlay_goes_away_when_the_mistake_is_mended(project: Path, page: Page) -> None:
    write(project / DIARY, BROKEN)
    expect(page.locator(OVERLAY)).to_have_count(1, timeout=PATIENCE_MS)
    write(project / DIARY, diary("The lamp glows."))

    expect(page.locator(OVERLAY)).to_have_count(0, timeout=PATIENCE_MS)


def test_a_page_that_is_opened_while_something_is_broken_says_so(project: Path, page: Page) -> None:
    write(project / DIARY, BROKEN)
    expect(page.locator(OVERLAY)).to_have_count(1, timeout=PATIENCE_MS)
    page.reload()

    expect(page.locator(OVERLAY)).to_have_count(1, timeout=PATIENCE_MS)


def test_the_overlay_can_be_hidden(project: Path, page: Page) -> None:
    write(project / DIARY, BROKEN)
    page.locator(f"{OVERLAY} button").click()

    expect(page.locator(OVERLAY)).to_have_count(0)


def test_a_journal_that_is_broken_from_the_start_appears_once_mended(
    chromium: Browser, project: Path
) -> None:
    write(project / DIARY, BROKEN)
    with previewing(project) as running, chromium.new_page() as page:
        page.goto(running.url, timeout=PATIENCE_MS)
        see(page, f"{DIARY}:3")
        write(project / DIARY, diary("The lamp glows."))

        see(page, "First light")


def test_a_new_style_sheet_is_put_on_without_a_reload(chromium: Browser, project: Path) -> None:
    config = (project / "friday.yaml").read_text(encoding="utf-8")
    write(project / "friday.yaml", f"{config}theme: mine\n")
    theme = project / "themes" / "mine"
    link = """<link rel="stylesheet" href="{{ asset('mine.css') }}">"""
    write(
        theme / "templates" / "diary.html",
        f"<!doctype html>{link}<body>{{{{ page.title }}}}</body>",
    )
    write(theme / "static" / "mine.css", "body { color: rgb(1, 2, 3) }")
    with previewing(project) as running, chromium.new_page() as page:
        page.goto(f"{running.url}diaries/first-light/", timeout=PATIENCE_MS)
        page.evaluate("window.sameDocument = true")
        write(theme / "static" / "mine.css", "body { color: rgb(4, 5, 6) }")
        expect(page.locator("body")).to_have_css("color", "rgb(4, 5, 6)", timeout=PATIENCE_MS)

        assert page.evaluate("window.sameDocument") is True


def test_the_page_asks_for_nothing_that_is_not_there(chromium: Browser, preview: Preview) -> None:
    failed: list[str] = []
    with chromium.new_page() as page:
        page.on("response", lambda r: failed.append(r.url) if r.status >= 400 else None)
        page.goto(f"{preview.url}diaries/first-light/")
        page.wait_for_load_state("load")

    assert [url for url in failed if not url.endswith("/favicon.ico")] == []


def test_the_page_for_missing_pages_reloads_too(
    project: Path, page: Page, preview: Preview
) -> None:
    page.goto(f"{preview.url}diaries/second/")
    write(project / "content" / "diaries" / "2026-01-09-second.md", diary("More.", "title: More"))

    see(page, "More.")
    assert ask(f"{preview.url}diaries/second/").status == 200
