"""Search, as readers use it: in a real browser, on a site that only files are served of."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from generator.build.edition import Options
from generator.build.line import build
from generator.render.search.files import GROUP
from generator.render.theme import shipped
from tests.browser.looking import until
from tests.build.building import files_of, put
from tests.render.search.cases import CASES

Serve = Callable[[Path], str]
AT = datetime(2026, 6, 1, tzinfo=UTC)
CONFIG = """\
title: Lamp notes
base_url: https://t.example/team/lamp/
authority: t.example,2026
languages: [en, zh-CN]
"""
DIARY = "---\ntitle: {title}\n---\n\n{text}\n"
FILES = {
    "friday.yaml": CONFIG,
    **{
        f"content/diaries/2026-05-{n:02}-{name}.md": DIARY.format(title=title, text=text)
        for n, (name, title, text) in enumerate(
            [
                ("long", "Long", "So many words. " * 600),
                ("knob", "A warmer knob", "The lamp is easy to find at night. See version 1.10."),
                ("shade", "The paper shade", "Lamps at the café shine, and the knob is quiet."),
                ("old", "Old versions", "Version 1.1 of the lamp was louder than 1.9."),
                ("hostile", "<img src=x onerror=alert(1)> zzyzx", "<b>zzyzx</b> &lt;i&gt;"),
                ("words", "字词", "半夜开灯太亮了，眼睛受不了。"),
                ("apart", "分开", "太亮，灯太远，开灯。半夜里。"),
            ],
            1,
        )
    },
    **{
        f"content/diaries/2026-04-{n:02}-many-{n}.md": DIARY.format(title=f"Many {n}", text="moth")
        for n in range(1, 26)
    },
    "content/diaries/2026-04-27-zh.zh-CN.md": DIARY.format(title="旋钮", text="一盏灯的旋钮。"),
    "content/diaries/2026-07-01-later.md": DIARY.format(title="Quagga", text="quagga"),
}


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a host that has the journal below `/team/lamp/`."""
    folder = tmp_path_factory.mktemp("search")
    put(folder / "project", FILES)
    build(folder / "project", at=AT, options=Options(output=folder / "host/team/lamp", jobs=1))
    return folder / "host"


@pytest.fixture(scope="module")
def home(host: Path, serve: Serve) -> str:
    """Address of the journal, without a slash at the end."""
    return f"{serve(host)}/team/lamp"


@contextmanager
def searching(
    chromium: Browser, home: str, query: str = "", path: str = "/search/"
) -> Iterator[Page]:
    """The search page with the results of a query."""
    with chromium.new_page() as page:
        page.goto(f"{home}{path}?q={query}")
        if query:
            said(page)
        yield page


def said(page: Page, text: str = "") -> str:
    """What the page says of the results, once it says something, or that it holds `text`."""
    until(page, "t => found.textContent && found.textContent.includes(t)", text)
    return page.inner_text("#found")


def titles(page: Page) -> list[str]:
    return page.locator("#results article a").all_inner_texts()


def requests_of(page: Page) -> list[str]:
    """Addresses that the page asks for from now on."""
    seen: list[str] = []

    def note(request: Request) -> None:
        seen.append(request.url)

    page.on("request", note)
    return seen


def test_the_browser_makes_the_same_terms_as_the_index(chromium: Browser) -> None:
    script = (shipped() / "default/static/search.js").read_text(encoding="utf-8")
    head = script.partition("const [form")[0]
    terms = f"{head[head.index('(() =>') :]} return terms; }})()"
    with chromium.new_page() as page:
        texts = [text for text, _ in CASES.values()]
        found = page.evaluate(f"(texts) => texts.map({terms})", texts)

    assert dict(zip(CASES, found, strict=True)) == {n: made for n, (_, made) in CASES.items()}


def test_a_word_is_found_in_the_middle_of_a_chinese_sentence(chromium: Browser, home: str) -> None:
    with searching(chromium, home, "开灯太亮了") as page:
        assert titles(page) == ["字词"]


def test_characters_that_stand_together_come_before_those_that_stand_apart(
    chromium: Browser, home: str
) -> None:
    with searching(chromium, home, "灯太亮") as page:
        assert titles(page) == ["字词", "分开"]


def test_a_version_is_no_other_version(chromium: Browser, home: str) -> None:
    with searching(chromium, home, "1.10") as page:
        assert titles(page) == ["A warmer knob"]


def test_two_words_must_both_be_there(chromium: Browser, home: str) -> None:
    with searching(chromium, home, "lamp version") as page:
        assert sorted(titles(page)) == ["A warmer knob", "Old versions"]


def test_a_word_is_found_by_its_beginning(chromium: Browser, home: str) -> None:
    with searching(chromium, home, "lam") as page:
        assert sorted(titles(page)) == ["A warmer knob", "Old versions", "The paper shade"]


def test_a_title_comes_before_a_text(chromium: Browser, home: str) -> None:
    with searching(chromium, home, "knob") as page:
        assert titles(page) == ["A warmer knob", "The paper shade"]


@pytest.mark.parametrize("query", ["cafe", "CAFÉ", "\uff43\uff41\uff46\uff45"])
def test_accents_case_and_width_do_not_matter(chromium: Browser, home: str, query: str) -> None:
    with searching(chromium, home, query) as page:
        assert titles(page) == ["The paper shade"]


def test_what_is_found_is_marked_in_its_sentence(chromium: Browser, home: str) -> None:
    with searching(chromium, home, "cafe quiet") as page:
        assert page.locator("#results mark").all_inner_texts() == ["café", "quiet"]


def test_when_nothing_has_all_words_the_page_says_so_and_shows_the_rest(
    chromium: Browser, home: str
) -> None:
    with searching(chromium, home, "knob zebra") as page:
        assert "No entry has all of it" in said(page)
        assert titles(page) == ["A warmer knob", "The paper shade"]


def test_when_there_is_nothing_the_page_says_what_to_do(chromium: Browser, home: str) -> None:
    with searching(chromium, home, "zebra") as page:
        assert said(page).startswith("Nothing found. Try fewer words")
        assert page.locator(".browse a").count() == 4


def test_a_hostile_title_is_text(chromium: Browser, home: str) -> None:
    with searching(chromium, home, "zzyzx") as page:
        assert titles(page) == ["<img src=x onerror=alert(1)> zzyzx"]
        assert page.locator("#results img").count() == 0


def test_results_lead_to_the_entries_below_the_path_of_the_site(
    chromium: Browser, home: str
) -> None:
    with searching(chromium, home, "cafe") as page:
        page.click("#results a")

        assert page.url == f"{home}/diaries/shade/"


def test_the_other_language_has_its_own_search(chromium: Browser, home: str) -> None:
    with searching(chromium, home, "旋钮", "/zh-cn/search/") as page:
        assert said(page) == "找到1条。"
        assert page.locator("#results .kind").inner_text() == "日记"


def test_numbers_are_said_in_the_forms_of_the_language(chromium: Browser, home: str) -> None:
    with searching(chromium, home, "cafe") as one, searching(chromium, home, "moth") as many:
        assert (said(one), said(many)) == ("1 entry found.", "25 entries found.")


def test_more_results_are_shown_when_asked_for(chromium: Browser, home: str) -> None:
    with searching(chromium, home, "moth") as page:
        counts = [len(titles(page))]
        for wanted in (20, 25):
            page.click("#more")
            until(page, "n => results.children.length === n", wanted)
            counts.append(len(set(titles(page))))

        assert counts == [10, 20, 25]
        assert set(titles(page)) == {f"Many {n}" for n in range(1, 26)}
        assert page.locator("#more").is_hidden()


def test_the_journal_of_these_tests_has_files_with_some_entries_of_a_group(host: Path) -> None:
    manifest = json.loads((host / "team/lamp/search/index/manifest.json").read_bytes())

    assert 1 < min(manifest["entries"][1::2]) < GROUP


def test_search_works_with_the_keyboard_alone(chromium: Browser, home: str) -> None:
    with searching(chromium, home) as page:
        page.focus("#q")
        page.keyboard.type("cafe")
        page.keyboard.press("Enter")
        said(page)
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{home}/diaries/shade/")


def test_results_come_while_somebody_types(chromium: Browser, home: str) -> None:
    with searching(chromium, home) as page:
        page.focus("#q")
        page.keyboard.type("shad")

        assert said(page) == "1 entry found."
        assert page.url == f"{home}/search/?q=shad"


def test_the_back_button_returns_to_the_search_before(chromium: Browser, home: str) -> None:
    with searching(chromium, home, "cafe") as page:
        page.fill("#q", "moth")
        page.keyboard.press("Enter")
        said(page, "25")
        page.go_back()

        assert said(page, "1 entry") == "1 entry found."
        assert page.input_value("#q") == "cafe"


def test_what_is_found_is_announced(chromium: Browser, home: str) -> None:
    with searching(chromium, home) as page:
        assert page.locator("#found").get_attribute("role") == "status"
        assert page.get_by_role("searchbox", name="What are you looking for?").count() == 1


def test_no_page_asks_for_anything_of_search_before_it_is_used(
    chromium: Browser, home: str
) -> None:
    with chromium.new_page() as page:
        seen = requests_of(page)
        page.goto(f"{home}/diaries/knob/", wait_until="networkidle")
        page.goto(f"{home}/", wait_until="networkidle")

        assert [url for url in seen if "search" in url] == []


def test_the_index_is_loaded_only_for_a_query(chromium: Browser, home: str) -> None:
    with chromium.new_page() as page:
        seen = requests_of(page)
        page.goto(f"{home}/search/", wait_until="networkidle")

        assert [url for url in seen if "/index/" in url] == []


def test_without_a_network_the_page_says_what_is_wrong(chromium: Browser, home: str) -> None:
    with searching(chromium, home) as page:
        page.context.set_offline(True)
        page.fill("#q", "lamp")
        page.keyboard.press("Enter")

        assert said(page).startswith("The index cannot be loaded.")


def test_after_an_error_the_next_search_works(chromium: Browser, home: str) -> None:
    with searching(chromium, home) as page:
        page.context.set_offline(True)
        page.fill("#q", "cafe")
        page.keyboard.press("Enter")
        said(page, "cannot be loaded")
        page.context.set_offline(False)
        page.keyboard.press("Enter")

        assert said(page, "1 entry") == "1 entry found."


def test_a_page_from_the_disk_says_that_search_needs_a_server(
    chromium: Browser, host: Path
) -> None:
    # The policy of the page would not run what the next line but one puts into it.
    with chromium.new_page(bypass_csp=True) as page:
        page.goto(f"{(host / 'team/lamp/search/index.html').as_uri()}?q=lamp")
        script = (shipped() / "default/static/search.js").read_text(encoding="utf-8")
        page.add_script_tag(content=script)  # its address begins at the root of a host

        assert said(page).startswith("Search needs a web server")


def test_a_preview_without_an_index_says_so(
    chromium: Browser, serve: Serve, tmp_path: Path
) -> None:
    put(tmp_path / "project", FILES)
    options = Options(output=tmp_path / "team/lamp", jobs=1, indexed=10)
    build(tmp_path / "project", at=AT, options=options)
    with searching(chromium, f"{serve(tmp_path)}/team/lamp", "lamp") as page:
        assert said(page).startswith("There is no search index here")


def test_without_scripts_the_page_says_what_it_needs(chromium: Browser, home: str) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{home}/search/")

        assert "needs JavaScript" in page.inner_text("main")


def test_what_is_not_public_is_in_no_byte_of_the_index(host: Path) -> None:
    files = files_of(host / "team/lamp")

    assert [p for p, content in files.items() if b"quagga" in content.lower() + p.encode()] == []
    assert [p for p in files if p.endswith("search/index/manifest.json")] == [
        "search/index/manifest.json",
        "zh-cn/search/index/manifest.json",
    ]


def test_switched_off_it_leaves_no_file(tmp_path: Path) -> None:
    put(tmp_path, {**FILES, "friday.yaml": f"{CONFIG}search: no\n"})
    build(tmp_path, at=AT, options=Options(jobs=1))
    files = files_of(tmp_path / "site")

    assert [path for path in files if path.startswith(("search/", "zh-cn/search/"))] == []
    assert [path for path, content in files.items() if b"/search/" in content] == []


def test_an_address_of_the_manifest_is_json(host: Path) -> None:
    manifest = (host / "team/lamp/search/index/manifest.json").read_bytes()

    assert json.loads(manifest)["format"] == 2
