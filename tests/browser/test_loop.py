"""The board and the orange thread, as readers use them."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from generator.build.edition import Options
from generator.build.line import build
from tests.browser.looking import DESK, PHONE, go, opened, too_wide
from tests.build.building import put

Serve = Callable[[Path], str]
AT = datetime(2026, 6, 1, tzinfo=UTC)
RECEIVED = 60
BOARD = "/suggestions/"
CONFIG = """\
title: Lamp notes
base_url: https://t.example/
authority: t.example,2026
languages: [en, zh-CN]
stale_days: 60
"""
PEOPLE = """\
- {id: mei, title: Mei}
- {id: lin, title: Lin, team: yes}
- {id: he, title: He, team: yes}
"""
RELEASE = """\
---
title: 'Version 1.4: "dim"'
version: 1.4
changes:
  - text: The lowest step is half as bright.
    why: Mei reads at night.
    credits: {person: "@mei", role: suggested}
    refs: suggestion:dimmer
---
"""
DIMMER = """\
---
title: A dimmer light
date: 2026-04-01
by: "@mei"
owner: "@lin"
tags: [light]
history:
  - {date: 2026-04-10, status: evaluating}
  - {date: 2026-05-02, status: adopted, note: People asked for it.}
---
"""
POLL = """\
---
title: How dim?
question: How dim?
date: 2026-04-11
opens: 2026-04-11
closes: 2026-05-01
binds: we build it
options: [{id: a, title: Half}, {id: b, title: A third, refs: suggestion:dimmer}]
---

"""
TOLD = "---\ntitle: The dim week\nreleases: [release:1.4]\n---\n\nIt is dim.\n"
HOSTILE = '<img src=x onerror=alert(1)> "quoted"'


def table() -> str:
    """Sixty that came in, of which the script must load what stands behind the first ones."""
    rows = [
        f'w-{n},Wish {n},2026-05-{n % 28 + 1:02},received,forum,{RECEIVED - n},"shade",'
        for n in range(RECEIVED)
    ]
    rows += [
        'odd,"<img src=x onerror=alert(1)> ""quoted""",2026-05-01,evaluating,shop,3,"knob",@lin',
        "dark,夜里黑底白字,2026-05-02,evaluating,shop,2,,@lin",
        "old,An old question,2026-01-02,evaluating,mail,1,,@lin",
        "no,No,2026-01-03,declined,mail,1,,@he",
    ]
    return "id,title,date,status,channel,votes,tags,owner\n" + "\n".join(rows) + "\n"


FILES = {
    "friday.yaml": CONFIG,
    "content/people.yaml": PEOPLE,
    "content/suggestions.csv": table(),
    "content/suggestions/dimmer.md": DIMMER,
    "content/polls/how-dim.md": POLL,
    "content/releases/2026-05-20-1.4.md": RELEASE,
    "content/diaries/2026-05-22-dim.md": TOLD,
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> str:
    folder = tmp_path_factory.mktemp("loop")
    put(folder / "project", FILES)
    build(folder / "project", at=AT, options=Options(output=folder / "site", jobs=1))
    return serve(folder / "site")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with opened(chromium, DESK) as page:
        yield page


def shown(page: Page) -> list[str]:
    """Titles on the board."""
    titles = page.locator(".column .card-title").all()
    return [title.inner_text() for title in titles if title.is_visible()]


def found(page: Page, text: str) -> None:
    """Wait until the board says what it found."""
    expect(page.locator(".filter output")).to_have_text(text)


def loaded(page: Page) -> list[str]:
    """Files of the index that the page asks for from now on."""
    seen: list[str] = []
    page.on(
        "request",
        lambda it: seen.append(it.url.rpartition("/")[2]) if it.url.endswith(".json") else None,
    )
    return seen


def test_the_board_shows_the_first_of_each_column_and_loads_no_index(page: Page, home: str) -> None:
    asked = loaded(page)
    go(page, home + BOARD)

    assert shown(page)[:2] == ["Wish 0", "Wish 1"]
    assert "Wish 30" not in shown(page)
    assert asked == []


def test_what_does_not_stand_on_the_page_is_found_by_its_words(page: Page, home: str) -> None:
    go(page, home + BOARD)
    page.keyboard.press("Tab")
    page.locator(".filter input[type=search]").focus()
    page.keyboard.type("wish 59")
    found(page, "1 found")

    assert shown(page) == ["Wish 59"]
    assert page.locator(".column:visible .count").all_inner_texts() == ["1"]
    assert page.url.endswith("?q=wish+59")
    page.locator(".column .card-title a:visible").click()
    assert page.inner_text("h1") == "Wish 59"


def test_every_control_is_reached_and_used_with_the_keyboard(page: Page, home: str) -> None:
    go(page, home + BOARD)
    page.locator(".filter input[type=search]").focus()
    names = ["q"]
    for _ in range(7):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.name || document.activeElement.type"))

    assert names == ["q", "status", "tag", "channel", "owner", "open", "stale", "reset"]
    page.locator("[name=status]").focus()
    page.keyboard.type("Decl")
    found(page, "1 found")
    assert shown(page) == ["No"]
    page.locator("[type=reset]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".column").first).to_be_visible()
    assert shown(page)[0] == "Wish 0"
    assert page.url == home + BOARD


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("stale=1", ["An old question"]),
        ("channel=mail", ["An old question", "No"]),
        ("channel=mail&open=1", ["An old question"]),
        ("tag=light", ["A dimmer light"]),
        ("owner=Lin&status=evaluating&q=old", ["An old question"]),
        ("q=白字", ["夜里黑底白字"]),
        ("q=DIMMER mei", ["A dimmer light"]),
        ("q=nothing-like-it", []),
    ],
)
def test_an_address_says_what_is_looked_for(
    page: Page, home: str, query: str, titles: list[str]
) -> None:
    go(page, f"{home}{BOARD}?{query}")
    found(page, f"{len(titles)} found")

    assert sorted(shown(page)) == sorted(titles)


def test_only_the_files_of_a_column_that_is_asked_for_are_loaded(page: Page, home: str) -> None:
    asked = loaded(page)
    go(page, f"{home}{BOARD}?status=declined")
    found(page, "1 found")

    assert asked == ["declined-1.json"]


def test_more_is_shown_when_asked_for_and_focus_goes_there(page: Page, home: str) -> None:
    go(page, f"{home}{BOARD}?q=wish")
    found(page, "60 found")
    assert len(shown(page)) == 24
    page.locator(".column button").focus()
    page.keyboard.press("Enter")

    assert len(shown(page)) == 48
    assert page.evaluate("document.activeElement.textContent") == "Wish 24"


def test_what_strangers_wrote_stays_text(page: Page, home: str) -> None:
    alerts: list[str] = []

    def alerted(dialog: Dialog) -> None:
        alerts.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", alerted)
    go(page, f"{home}{BOARD}?q=onerror")
    found(page, "1 found")

    assert shown(page) == [HOSTILE]
    assert page.locator(".column img").count() == 0
    assert alerts == []


def test_an_index_that_cannot_be_loaded_leaves_the_board_as_it_was(page: Page, home: str) -> None:
    page.route("**/board/*.json", lambda route: route.abort())
    go(page, home + BOARD)
    before = shown(page)
    page.locator("[name=stale]").check()
    expect(page.locator(".filter output")).to_contain_text("The index cannot be loaded.")

    assert shown(page) == before


def test_a_board_in_chinese_says_what_it_found_in_chinese(page: Page, home: str) -> None:
    go(page, f"{home}/zh-cn{BOARD}?owner=Lin&status=evaluating")
    found(page, "找到3条")

    assert page.locator(".ticket .voices").all_inner_texts() == ["4个声音", "3个声音", "2个声音"]


def test_without_scripts_lists_and_tags_do_what_the_filter_does(
    chromium: Browser, home: str
) -> None:
    with opened(chromium, PHONE, scripts=False) as page:
        go(page, home + BOARD)

        assert not page.locator(".filter").is_visible()
        assert page.locator(".by-tag a").all_inner_texts()[0].startswith("shade")
        page.locator(".column .all a").first.click()
        titles = page.locator(".ticket .card-title").all_inner_texts()
        assert (len(titles), titles[0], titles[-1]) == (RECEIVED, "Wish 0", "Wish 59")


@pytest.mark.parametrize("query", ["", "?q=wish", "?stale=1"])
def test_the_board_fits_on_a_phone(chromium: Browser, home: str, query: str) -> None:
    with opened(chromium, PHONE) as page:
        go(page, f"{home}{BOARD}{query}")
        if query:
            expect(page.locator(".filter output")).to_contain_text("found")
        tall = "all => all.map(one => one.getBoundingClientRect().height)"
        heights = page.locator(".filter select").evaluate_all(tall)

        assert too_wide(page) == []
        assert min(heights) >= 44


def test_a_suggestion_shows_its_whole_thread(page: Page, home: str) -> None:
    go(page, f"{home}/suggestions/dimmer/")
    steps = page.locator(".steps > li strong").all_inner_texts()

    assert steps == [
        "Suggested",
        "Moved on",
        "Asked",
        "Closed",
        "Decided",
        "Changed",
        "Released",
        "Told",
        "Waiting for an answer",
    ]
    assert page.locator(".steps > li.is-open").count() == 1
    assert page.locator(".strip .state").inner_text() == "Shipped"


def test_a_step_leads_to_the_change_itself(page: Page, home: str) -> None:
    go(page, f"{home}/suggestions/dimmer/")
    page.locator(".steps a[href*='#change-']").click()

    assert page.url.endswith("/releases/1.4/#change-1")
    assert "half as bright" in page.inner_text("#change-1")


@pytest.mark.parametrize(
    ("path", "here"),
    [
        ("/polls/how-dim/", ["Asked", "Closed"]),
        ("/releases/1.4/", ["Changed", "Released"]),
        ("/diaries/dim/", ["Told"]),
    ],
)
def test_other_pages_of_a_thread_say_where_they_stand_in_it(
    page: Page, home: str, path: str, here: list[str]
) -> None:
    go(page, home + path)
    line = page.locator(".lines > li")

    assert line.locator("a").first.inner_text() == "A dimmer light"
    assert line.locator("[aria-current=step]").all_inner_texts() == here
    assert line.locator(".dots > .dot:not(.is-open)").count() == 8
    assert line.locator(".dot.is-open").count() == 1


@pytest.mark.parametrize("path", ["/suggestions/dimmer/", "/polls/how-dim/", "/releases/1.4/"])
def test_a_thread_fits_on_a_phone(chromium: Browser, home: str, path: str) -> None:
    with opened(chromium, PHONE) as page:
        go(page, home + path)

        assert too_wide(page) == []


def test_a_hollow_node_is_hollow_in_the_dark_too(page: Page, home: str) -> None:
    page.emulate_media(color_scheme="dark")
    go(page, f"{home}/suggestions/dimmer/")
    fill = "e => getComputedStyle(e, '::before').backgroundColor"
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    open_, done = (
        page.locator(".steps > li.is-open").evaluate(fill),
        page.locator(".steps > li").first.evaluate(fill),
    )

    assert open_ == paper
    assert done != paper
