"""The page of a counted poll: looking up a receipt, tables that scroll, and what it weighs."""

import csv
import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.journals import Site
from tests.browser.looking import PHONE, SMALLEST, go, opened, too_wide, watched
from tests.browser.monster_polls import PAIRS, ROUNDS
from tests.browser.test_budget import MOST_BYTES, requests, size

RANKED = "/en/polls/last-hour/"
POLLS = (
    "dimming-curve",
    "knob-direction",
    "last-hour",
    "popcorn-31",
    "shade-colour",
    "spring-paper",
    "tea-tin",
    "winter-first",
    "wish-order",
)
TITLES = {
    "read": "Big lights off, and read aloud",
    "fold": "Fold shades together",
    "open": "Take a new lamp apart",
    "home": "Go home early",
}


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with opened(chromium, PHONE) as page:
        yield page


def ballots(site: Site, path: str) -> list[dict[str, str]]:
    """The published ballots of a poll."""
    return list(csv.DictReader(io.StringIO(site.text(f"{path}ballots.csv"))))


def one(site: Site, **cells: str) -> str:
    """The receipt of a ballot of the ranked poll that has these cells."""
    rows = ballots(site, "/polls/last-hour/")
    return next(r["receipt"] for r in rows if all(r[k] == v for k, v in cells.items()))


def look_up(page: Page, receipt: str) -> None:
    page.get_by_label("Receipt", exact=True).fill(receipt)
    page.get_by_role("button", name="Look it up").click()


def found(page: Page) -> str:
    """What the page says of a receipt, when it has said something."""
    answer = page.locator("#receipt-found")
    expect(answer).not_to_be_empty()
    return answer.inner_text()


def test_a_receipt_shows_how_its_ballot_was_read(page: Page, demo: Site) -> None:
    receipt = one(demo, read="1", fold="2", open="3", home="4")
    go(page, demo.url + RANKED)
    look_up(page, receipt)

    assert found(page).split("\n") == [
        "This ballot counts.",
        "",
        f"1. {TITLES['read']}",
        f"2. {TITLES['fold']}",
        f"3. {TITLES['open']}",
        f"4. {TITLES['home']}",
    ]


def test_options_are_listed_by_their_ranks_and_those_without_one_left_out(
    page: Page, demo: Site
) -> None:
    receipt = one(demo, open="1", fold="2", read="2", home="")
    go(page, demo.url + RANKED)
    look_up(page, receipt)

    assert found(page).split("\n")[2:] == [
        f"1. {TITLES['open']}",
        f"2. {TITLES['read']}",
        f"2. {TITLES['fold']}",
    ]


def test_a_receipt_that_is_not_there_is_said_to_be_not_there(page: Page, demo: Site) -> None:
    go(page, demo.url + RANKED)
    look_up(page, "K7Q2-9XMF-3D1T-AB0C")

    assert found(page) == "No ballot has this receipt."


def test_a_receipt_is_found_however_it_is_typed(page: Page, demo: Site) -> None:
    receipt = one(demo, read="1", fold="2", open="3", home="4")
    wide = receipt.lower().replace("-", " \N{FULLWIDTH HYPHEN-MINUS} ")
    go(page, demo.url + RANKED)
    look_up(page, f"  {wide} ")

    assert found(page).startswith("This ballot counts.")


@pytest.mark.parametrize("typed", [("-", ""), ("0", "o"), ("1", "l"), ("1", "I")])
def test_a_receipt_is_found_without_hyphens_and_with_letters_for_digits(
    page: Page, demo: Site, typed: tuple[str, str]
) -> None:
    receipt = "TEST-0001-0001-0001"
    go(page, demo.url + RANKED)
    look_up(page, receipt.lower().replace(*typed))

    assert "it is excluded" in found(page)


@pytest.mark.parametrize(
    ("cells", "fate"),
    [
        ({"receipt": "TEST-0001-0001-0001"}, "it is excluded"),
        ({"spoilt": "yes"}, "is spoilt"),
        ({"spoilt": "", "read": "", "fold": "", "open": "", "home": ""}, "is empty"),
    ],
)
def test_a_ballot_that_does_not_count_says_why(
    page: Page, demo: Site, cells: dict[str, str], fate: str
) -> None:
    go(page, demo.url + RANKED)
    look_up(page, one(demo, **cells))

    assert fate in found(page)


def test_of_two_ballots_of_one_voter_the_one_that_counts_is_named(page: Page, demo: Site) -> None:
    go(page, demo.url + RANKED)
    look_up(page, "H4TM-27QC-W9KE-5RXB")
    said = found(page)

    assert said.index("another one of this voter does") < said.index("This ballot counts.")


def test_nothing_is_asked_for_before_the_form_is_used(page: Page, demo: Site) -> None:
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 - as in test_budget
    go(page, demo.url + RANKED)
    page.get_by_label("Receipt", exact=True).fill("K7Q2")
    before = [request.url for request in asked if request.url.endswith(".csv")]
    page.get_by_role("button", name="Look it up").click()
    found(page)
    look_up(page, "K7Q3")
    found(page)
    after = [request.url for request in asked if request.url.endswith(".csv")]

    assert before == []
    assert after == [f"{demo.url}/polls/last-hour/ballots.csv"]


def test_a_receipt_tells_no_other_host(page: Page, demo: Site) -> None:
    seen = watched(page, demo.url)
    go(page, demo.url + RANKED)
    look_up(page, "K7Q2-9XMF-3D1T-AB0C")
    found(page)

    assert (seen.foreign, seen.failed, seen.said) == ([], [], [])


def test_ballots_that_cannot_be_loaded_can_be_asked_for_again(page: Page, demo: Site) -> None:
    go(page, demo.url + RANKED)
    page.route("**/ballots.csv", lambda route: route.abort())
    look_up(page, "TEST-0001-0001-0001")
    failed = found(page)
    page.unroute("**/ballots.csv")
    look_up(page, "TEST-0001-0001-0001")

    assert "cannot be loaded" in failed
    expect(page.locator("#receipt-found")).to_contain_text("it is excluded")


@pytest.mark.parametrize(
    ("poll", "column", "said"),
    [("scores", "option-0", "：{cell}"), ("boxes", "option-0", "：{box}")],
)
def test_a_receipt_is_looked_up_below_a_path_of_its_host(
    page: Page, monster: Site, poll: str, column: str, said: str
) -> None:
    boxes = {"liked": "喜欢的", "disliked": "不喜欢的", "awaited": "期待的", "bugs": "有问题的"}
    row = next(row for row in ballots(monster, f"/polls/{poll}/") if row[column])
    go(page, f"{monster.url}/polls/{poll}/")
    page.locator("#receipt-code").fill(row["receipt"])
    page.locator("#receipt button").click()
    cell = row[column]

    assert said.format(cell=cell, box=boxes.get(cell)) in found(page)


def test_marks_are_shown_as_the_options_that_have_them(page: Page, demo: Site) -> None:
    rows = ballots(demo, "/polls/tea-tin/")
    row = next(r for r in rows if r["stools"] and r["fan"] and not r["kettle"])
    go(page, f"{demo.url}/en/polls/tea-tin/")
    look_up(page, row["receipt"])
    said = found(page)

    assert "Twelve stools" in said
    assert "A fan against fumes" in said
    assert "A larger kettle" not in said


def test_without_scripts_there_is_no_form_and_the_files_are_there(
    chromium: Browser, demo: Site
) -> None:
    with opened(chromium, PHONE, scripts=False) as plain:
        go(plain, demo.url + RANKED)
        file = plain.get_by_role("link", name="ballots.csv").get_attribute("href")

        expect(plain.locator("#receipt")).to_be_hidden()
        assert file == "/polls/last-hour/ballots.csv"


@pytest.mark.parametrize("path", ["/polls/winter-first/", "/polls/spring-paper/"])
def test_a_poll_that_is_not_counted_yet_shows_nothing_of_a_count(
    page: Page, demo: Site, path: str
) -> None:
    go(page, demo.url + path)

    expect(page.locator(".places, .verdict, #receipt, .grid")).to_have_count(0)


def test_a_live_poll_says_that_its_count_is_not_over(page: Page, monster: Site) -> None:
    go(page, f"{monster.url}/polls/live/")

    expect(page.locator(".verdict")).to_contain_text("领先")
    expect(page.locator(".verdict")).to_contain_text("目前的情况")
    expect(page.locator("#receipt, #recount")).to_have_count(0)


@pytest.mark.parametrize(("poll", "columns"), [("pairs", PAIRS), ("rounds", ROUNDS - 1)])
def test_a_wide_table_scrolls_in_its_box_and_keeps_its_names_in_sight(
    chromium: Browser, monster: Site, poll: str, columns: int
) -> None:
    with opened(chromium, SMALLEST) as page:
        go(page, f"{monster.url}/polls/{poll}/")
        box = page.locator(".table-scroll").first
        box.evaluate("box => { box.scrollLeft = box.scrollWidth }")
        name = box.locator("tbody th").first

        assert too_wide(page) == []
        assert box.evaluate("box => box.scrollWidth > box.clientWidth")
        assert box.locator("thead th").count() == columns + 1
        assert name.evaluate(
            "th => th.getBoundingClientRect().left - "
            "th.closest('.table-scroll').getBoundingClientRect().left"
        ) == pytest.approx(0, abs=1)


def test_what_voters_wrote_is_shown_as_they_wrote_it(page: Page, monster: Site) -> None:
    seen = watched(page, monster.url)
    go(page, f"{monster.url}/polls/boxes/")

    expect(page.locator(".comments").first).to_contain_text(
        "<script>alert(1)</script> & <b>bold</b>"
    )
    assert seen.said == []


@pytest.mark.parametrize("poll", POLLS)
def test_no_poll_is_heavier_than_its_budget(chromium: Browser, demo: Site, poll: str) -> None:
    for path in (f"/polls/{poll}/", f"/en/polls/{poll}/"):
        asked = requests(chromium, demo, path)

        assert sum(size(demo, url) for url in asked) <= MOST_BYTES
