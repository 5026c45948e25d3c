"""A card maker in a real browser: chosen, seen at once, taken away, and sent to nobody."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.journals import Site
from tests.browser.looking import DESK, PHONE, SMALLEST, go, opened, too_wide, watched
from tests.browser.makers import GROUND, HEIGHT, ROOM, WIDTH

ENGLISH = "/makers/lamps/"
CHINESE = "/zh-cn/makers/lamps/"
FIRST = (
    "Somebody has one lamp in the — since 2025, one year, 20.00 each.\nNo release. 2020, 5 nights."
)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "form-action 'none'; base-uri 'none'; connect-src 'none'"
)


@pytest.fixture
def page(chromium: Browser, makers: Site) -> Iterator[Page]:
    """The English card maker on a desk."""
    with opened(chromium, DESK) as page:
        page.set_default_timeout(15_000)
        go(page, makers.url + ENGLISH)
        yield page


def text(page: Page) -> str:
    return page.locator("#maker-text").inner_text()


def lines(page: Page, number: int) -> list[str]:
    """The lines of a text of the drawing."""
    return page.locator(f'[data-card="{number}"] tspan').all_text_contents()


def downloaded(page: Page, folder: Path) -> tuple[str, Image.Image]:
    """Name and picture of what the button hands over."""
    with page.expect_download() as waiting:
        page.locator("[data-deed=download]").click()
    file = folder / "card.png"
    waiting.value.save_as(file)
    with Image.open(io.BytesIO(file.read_bytes())) as picture:
        assert picture.format == "PNG"
        return waiting.value.suggested_filename, picture.convert("RGB")


def test_the_page_begins_as_its_sample_says(page: Page, makers: Site) -> None:
    source = makers.text(ENGLISH)

    assert text(page) == FIRST
    assert FIRST.replace("\n", " ") in " ".join(source.split())


def test_everything_can_be_chosen_by_keyboard(page: Page) -> None:
    page.get_by_label("Name", exact=True).focus()
    page.keyboard.type("小梅 Mei")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # Paper lamp
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")  # One
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # Two
    page.keyboard.press("Tab")
    page.keyboard.press("S")  # Study
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # 2019
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("2.5")

    # (9.5 + 20) / 2 = 14.75, 2026 - 2024 = 2
    assert text(page) == (
        "小梅 Mei has 2 lamps in the Study since 2024, 2 years, 14.75 each.\n"
        "2 releases. 2019, 2.5 nights."
    )
    assert lines(page, 0) == ["小梅 Mei"]
    assert lines(page, 1) == ["2024  Paper lamp", "2025  Beanlamp"]
    assert page.locator('[data-card="1"] circle').count() == 2


def test_every_button_can_be_reached_by_keyboard(page: Page) -> None:
    page.get_by_label("Nights", exact=True).focus()
    reached = []
    for _ in range(4):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent"))

    assert reached == [
        "Download the picture",
        "Copy the text of the card",
        "Copy a link to this card",
        "Start again",
    ]


def test_the_picture_is_a_png_of_twice_the_size_with_the_right_colours(
    page: Page, tmp_path: Path
) -> None:
    page.get_by_label("Name", exact=True).fill("一位读灯的人")
    name, picture = downloaded(page, tmp_path)
    band = picture.crop((120, 2 * 150, 600, 2 * 190))

    assert name == "lamps.png"
    assert picture.size == (2 * WIDTH, 2 * HEIGHT)
    assert picture.getpixel((10, 10)) == GROUND
    assert picture.getpixel((10, 300)) == (255, 253, 249)
    assert picture.getpixel((2 * 30, 2 * 470)) == (222, 106, 18)  # the circle before a line
    assert sum(pixel < 64 for pixel in band.convert("L").tobytes()) > 1000  # black letters


def test_the_downloaded_picture_is_that_on_the_page(page: Page, tmp_path: Path) -> None:
    page.get_by_label("Name", exact=True).fill("Mei, 小梅")
    _, picture = downloaded(page, tmp_path)
    shown = page.locator("#maker-picture svg")
    shown.evaluate("svg => { svg.style.width = '600px'; svg.style.border = '0'; }")
    seen = Image.open(io.BytesIO(shown.screenshot())).convert("L").resize((150, 200))
    both = zip(seen.tobytes(), picture.convert("L").resize((150, 200)).tobytes(), strict=True)

    assert sum(abs(a - b) > 60 for a, b in both) < 60


def test_the_copied_text_is_the_one_that_was_worked_out_by_hand(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_label("Beanlamp").uncheck()
    page.get_by_label("Left & <right>").check()
    page.get_by_label("Room", exact=True).select_option("bed")
    page.get_by_role("button", name="Copy the text of the card").click()

    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == (
        "Somebody has one lamp in the Bedroom since 2026, 0 years, 30.25 each.\n"
        "No release. 2020, 5 nights."
    )


def test_nothing_is_asked_for_once_the_page_is_there(page: Page, tmp_path: Path) -> None:
    page.wait_for_load_state("networkidle")
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 - as in test_budget
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_label("Name", exact=True).fill("Mei")
    page.get_by_label("Paper lamp").check()
    page.get_by_role("button", name="Copy the text of the card").click()
    page.get_by_role("button", name="Copy a link to this card").click()
    downloaded(page, tmp_path)

    assert {request.url.split(":")[0] for request in asked} <= {"blob"}


def test_a_card_is_made_without_a_network(page: Page, tmp_path: Path) -> None:
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.get_by_label("Name", exact=True).fill("Mei")
    _, picture = downloaded(page, tmp_path)

    assert text(page).startswith("Mei has one lamp")
    assert picture.size == (2 * WIDTH, 2 * HEIGHT)


def test_a_card_is_made_under_a_strict_policy(
    chromium: Browser, makers: Site, tmp_path: Path
) -> None:
    with opened(chromium, DESK) as page:
        seen = watched(page, makers.url)

        def strict(route: object) -> None:
            answer = route.fetch()  # type: ignore[attr-defined] # playwright's Route
            headers = {**answer.headers, "content-security-policy": POLICY}
            route.fulfill(response=answer, headers=headers)  # type: ignore[attr-defined] # same

        page.route("**/makers/lamps/", strict)
        go(page, makers.url + ENGLISH)
        page.get_by_label("Name", exact=True).fill("Mei")
        _, picture = downloaded(page, tmp_path)
        mine = [line for line in seen.said if "icon" not in line]

        assert lines(page, 0) == ["Mei"]
        assert picture.getpixel((10, 10)) == GROUND
        assert mine == []


def test_a_link_holds_the_card_behind_its_hash(page: Page, makers: Site) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_label("Name", exact=True).fill("梅 & #1")
    page.get_by_label("Paper lamp").check()
    page.get_by_label("Room", exact=True).select_option("desk")
    page.get_by_label("Nights", exact=True).fill("3")
    wanted = text(page)
    page.get_by_role("button", name="Copy a link to this card").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    link = str(page.evaluate("navigator.clipboard.readText()"))
    with opened(page.context.browser or pytest.fail("no browser"), PHONE) as other:
        asked: list[str] = []
        other.on("request", lambda request: asked.append(request.url))
        go(other, link)

        assert text(other) == wanted
        assert link.startswith(f"{makers.url}{ENGLISH}#")
        assert not [url for url in asked if "%E6%A2%85" in url.split("#")[0]]


def test_the_address_does_not_change_before_somebody_asks(page: Page, makers: Site) -> None:
    page.get_by_label("Name", exact=True).fill("Mei")

    assert page.url == makers.url + ENGLISH


@pytest.mark.parametrize(
    "hash_",
    [
        "#lamps=constructor,__proto__&room=toString&nights=NaN&since=1e9&name=",
        "#lamps=&room=%3Cscript%3E&nights=Infinity&since=",
        "#main",
        "#%E0%A4%A",
        "#__proto__=1&constructor=2",
    ],
)
def test_an_address_that_was_made_up_does_no_harm(
    chromium: Browser, makers: Site, hash_: str
) -> None:
    with opened(chromium, DESK) as page:
        seen = watched(page, makers.url)
        go(page, makers.url + ENGLISH + hash_)

        assert text(page).startswith("Somebody has ")
        assert "NaN" not in text(page)
        assert "Infinity" not in text(page)
        assert seen.said == []


def test_what_is_missing_is_a_dash_and_a_reason(page: Page) -> None:
    page.get_by_label("Beanlamp").uncheck()

    assert text(page).startswith("Somebody has no lamp in the — since —, —, — each.")
    assert page.locator("#maker-gaps").inner_text() == (
        "Where “—” stands, something is still to be entered. "
        "Where “—” stands, something would be divided by zero."
    )


def test_a_number_out_of_its_bounds_is_said_beside_it(page: Page) -> None:
    page.get_by_label("Nights", exact=True).fill("9")

    expect(page.get_by_text("A number from 0 to 7.")).to_be_visible()
    assert page.get_by_label("Nights", exact=True).get_attribute("aria-invalid") == "true"
    assert text(page).endswith("2020, — nights.")
    page.get_by_label("Nights", exact=True).fill("7")
    expect(page.get_by_text("A number from 0 to 7.")).to_be_hidden()


def test_a_card_can_be_started_again(page: Page) -> None:
    page.get_by_label("Name", exact=True).fill("Mei")
    page.get_by_label("Paper lamp").check()
    page.get_by_role("button", name="Start again").click()

    expect(page.locator("#maker-text")).to_have_text(FIRST)


def test_who_listens_is_told_once_after_the_typing(page: Page) -> None:
    page.get_by_label("Name", exact=True).type("Mei")

    expect(page.locator("#maker-told")).to_have_text(text(page))
    assert page.locator("#maker-told").get_attribute("role") == "status"
    assert page.get_by_role("img", name="Mei has one lamp").count() == 1


def test_without_a_way_to_share_there_is_no_button_for_it(page: Page) -> None:
    page.evaluate("delete Navigator.prototype.share")
    page.reload()

    expect(page.get_by_role("button", name="Share the card")).to_have_count(0)


def test_the_system_is_handed_the_picture_and_the_text(chromium: Browser, makers: Site) -> None:
    with opened(chromium, PHONE) as page:
        page.add_init_script(
            """navigator.canShare = () => true;
            navigator.share = async (all) => { window.shared = all; document.title = "shared"; };"""
        )
        go(page, makers.url + ENGLISH)
        page.locator("[data-deed=share]").click()
        expect(page).to_have_title("shared")
        shared = page.evaluate(
            "({ title: shared.title, text: shared.text, file: shared.files[0].name, "
            "type: shared.files[0].type, size: shared.files[0].size })"
        )

        assert shared["size"] > 1000
        assert {**shared, "size": 0} == {
            "title": "My lamps",
            "text": FIRST,
            "file": "lamps.png",
            "type": "image/png",
            "size": 0,
        }


def test_without_scripts_the_page_shows_its_sample_and_says_what_it_needs(
    chromium: Browser, makers: Site
) -> None:
    with opened(chromium, PHONE, scripts=False) as plain:
        go(plain, makers.url + ENGLISH)

        assert text(plain) == FIRST
        assert lines(plain, 1) == ["2025  Beanlamp"]
        assert "This is a sample." in plain.inner_text("main")
        expect(plain.locator("#maker, .maker-buttons")).to_have_count(2)
        expect(plain.locator("#maker, .maker-buttons").filter(visible=True)).to_have_count(0)


@pytest.mark.parametrize("viewport", [SMALLEST, PHONE, DESK], ids=["smallest", "phone", "desk"])
@pytest.mark.parametrize("chinese", [False, True], ids=["english", "chinese"])
def test_nothing_sticks_out(
    chromium: Browser, makers: Site, viewport: dict[str, int], *, chinese: bool
) -> None:
    with opened(chromium, viewport) as page:  # type: ignore[arg-type] # a ViewportSize
        go(page, makers.url + (CHINESE if chinese else ENGLISH))
        page.locator("#maker input").first.fill("很" * 40)

        assert too_wide(page) == []


def test_the_chinese_page_speaks_chinese(chromium: Browser, makers: Site) -> None:
    with opened(chromium, PHONE) as page:
        go(page, makers.url + CHINESE)
        page.get_by_label("纸灯").check()
        page.get_by_label("房间").select_option("bed")

        assert text(page) == "有人有2盏灯，纸灯、豆灯，从2024年起2年，卧室，14.75，0，2020"
        expect(page.get_by_role("button", name="下载图片")).to_be_visible()


def test_on_a_phone_the_picture_stays_in_sight(chromium: Browser, makers: Site) -> None:
    with opened(chromium, PHONE) as page:
        go(page, makers.url + ENGLISH)
        page.get_by_label("Nights", exact=True).focus()
        box = page.locator("#maker-picture svg").bounding_box()
        field = page.get_by_label("Nights", exact=True).bounding_box()

        assert box is not None
        assert field is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= field["y"] < PHONE["height"]


def test_on_paper_stand_the_picture_and_the_text(page: Page) -> None:
    page.get_by_label("Name", exact=True).fill("Mei")
    page.emulate_media(media="print")

    expect(page.locator("#maker-picture svg")).to_be_visible()
    expect(page.locator("#maker-text")).to_be_visible()
    expect(page.locator("#maker")).to_be_hidden()
    expect(page.locator(".maker-buttons")).to_be_hidden()


@pytest.mark.parametrize(
    "said",
    [
        "一盏小小的阅读灯，在床头亮了整整一个冬天。",
        "A small reading lamp that was lit beside the bed",
        "Donaudampfschifffahrtsgesellschaftskap",
        "👩‍👩‍👧" * 5 + "灯",
        "خالد يقرأ كل ليلة تحت مصباح صغير",
    ],
)
def test_lines_of_the_picture_are_no_wider_than_they_may_be(page: Page, said: str) -> None:
    page.get_by_label("Name", exact=True).fill(said)
    spans = page.locator('[data-card="0"] tspan')
    widths = spans.evaluate_all("spans => spans.map(span => span.getComputedTextLength())")

    assert max(widths) <= ROOM + 1
    assert "".join(lines(page, 0)) == said
