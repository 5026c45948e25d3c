"""The browser of the tests is a real one."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser


def test_chromium_runs_the_script_of_a_served_page(
    chromium: Browser, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    page_html = "<!doctype html><title>?</title><script>document.title = '橙色' + (1 + 1)</script>"
    (tmp_path / "index.html").write_text(f"<meta charset=utf-8>{page_html}", encoding="utf-8")
    with chromium.new_page() as page:
        page.goto(f"{serve(tmp_path)}/")

        assert page.title() == "橙色2"


def test_a_missing_page_is_answered_with_the_page_for_missing_pages(
    chromium: Browser, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    (tmp_path / "404.html").write_text("<!doctype html><title>Not here</title>", encoding="utf-8")
    with chromium.new_page() as page:
        answer = page.goto(f"{serve(tmp_path)}/no/such/page/")

        assert answer is not None
        assert (answer.status, page.title()) == (404, "Not here")
