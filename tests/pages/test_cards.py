from pathlib import Path

import pytest

from generator.config import read
from generator.pages.plan import CardSheet
from generator.pages.values import Page, Picture, Share
from generator.pages.views import EntryPage, HomePage, ListPage
from tests.pages.journals import Laid, diary, laid_out, put

BOTH = "languages: [en, zh-CN]\n"
STORY = """---
title: The ferry
date: 2026-05-01
by: Old Lin
consent:
  given: 2026-05-01
  text: v1
  uses: [{uses}]
decision: approved
---

Text.
"""
EVENT = "---\ntitle: Mending day\ndate: 2026-05-01\nstarts: 2026-06-09\n---\n"


def journal(folder: Path, options: str = "", *, fonts: bool = True, **files: str) -> Laid:
    found = {
        "diaries/2026-05-01-first.md": diary("First light", "number: 1"),
        **{f"stories/2026-05-01-{name}.md": text for name, text in files.items()},
    }
    return laid_out(folder, found, options=options, fonts=fonts)


def page(laid: Laid, path: str) -> Page:
    view = laid.sheet(path).view
    assert isinstance(view, EntryPage | HomePage | ListPage)
    return view.page


def share(laid: Laid, path: str = "/diaries/first/") -> Share | None:
    view = laid.sheet(path).view
    assert isinstance(view, EntryPage)
    return view.share


def cards(laid: Laid) -> list[str]:
    return [sheet.path for sheet in laid.plan.cards]


def card(laid: Laid, path: str) -> CardSheet:
    [found] = [sheet for sheet in laid.plan.cards if sheet.path == path]
    return found


def test_a_diary_has_a_card_of_its_own(tmp_path: Path) -> None:
    laid = journal(tmp_path)
    wanted = Picture("/cards/diaries/first.png", "First light", 1200, 630)

    assert page(laid, "/diaries/first/").card == wanted
    assert "cards/diaries/first.png" in cards(laid)


def test_pages_without_a_card_of_their_own_share_that_of_the_site(tmp_path: Path) -> None:
    laid = journal(tmp_path)
    found = {(page(laid, path).card or Picture("", "")).url for path in ("/", "/diaries/")}

    assert found == {"/cards/en.png"}
    assert cards(laid).count("cards/en.png") == 1


def test_a_card_shows_the_simple_fields_of_its_kind(tmp_path: Path) -> None:
    assert card(journal(tmp_path), "cards/diaries/first.png").view.facts["number"] == 1


def test_a_translation_has_a_card_in_its_language(tmp_path: Path) -> None:
    files = {"diaries/2026-05-01-a.en.md": diary("A"), "diaries/2026-05-01-a.zh-CN.md": diary("甲")}
    laid = laid_out(tmp_path, files, options=BOTH, fonts=True)

    assert card(laid, "zh-cn/cards/diaries/a.png").view.title == "甲"
    assert card(laid, "zh-cn/cards/zh-cn.png").view.lang == "zh-CN"


def test_a_card_stands_below_the_path_of_the_site(tmp_path: Path) -> None:
    laid = journal(tmp_path, "base_url: https://t.example/lamp/\n")

    assert page(laid, "/diaries/first/").card == Picture(
        "/lamp/cards/diaries/first.png", "First light", 1200, 630
    )
    assert card(laid, "cards/diaries/first.png").view.home == "t.example/lamp"


@pytest.mark.parametrize("switch", ["no", "[]"])
def test_cards_can_be_switched_off(tmp_path: Path, switch: str) -> None:
    laid = journal(tmp_path, f"cards: {switch}\n")

    assert (cards(laid), page(laid, "/").card, page(laid, "/diaries/first/").card) == (
        [],
        None,
        None,
    )


def test_one_kind_can_be_switched_off(tmp_path: Path) -> None:
    laid = journal(tmp_path, "cards: [release]\n")

    assert cards(laid) == ["cards/en.png"]


def test_a_kind_without_cards_can_be_given_them(tmp_path: Path) -> None:
    files = {"events/2026-05-01-day.md": EVENT}
    laid = laid_out(tmp_path, files, options="cards: [event]\n", fonts=True)

    assert "cards/events/day.png" in cards(laid)


def test_without_a_font_there_is_no_card(tmp_path: Path) -> None:
    laid = journal(tmp_path, fonts=False)

    assert (cards(laid), page(laid, "/diaries/first/").card) == ([], None)


def test_a_story_has_a_card_if_its_teller_agreed(tmp_path: Path) -> None:
    laid = journal(tmp_path, ferry=STORY.format(uses="site, cards"))

    assert "cards/stories/ferry.png" in cards(laid)


def test_a_story_has_no_card_if_its_teller_did_not_agree(tmp_path: Path) -> None:
    laid = journal(tmp_path, ferry=STORY.format(uses="site, feeds"))
    found = page(laid, "/stories/ferry/").card

    assert "cards/stories/ferry.png" not in cards(laid)
    assert found is not None
    assert found.url == "/cards/en.png"


def test_what_is_not_public_has_no_card_and_no_code(tmp_path: Path) -> None:
    files = {"diaries/2027-05-01-later.md": diary("Later")}
    laid = laid_out(tmp_path, files, fonts=True)

    assert (cards(laid), laid.plan.codes) == (["cards/en.png"], ())


def test_the_teller_of_a_story_stands_on_its_card(tmp_path: Path) -> None:
    laid = journal(tmp_path, ferry=STORY.format(uses="site, cards"))

    assert card(laid, "cards/stories/ferry.png").view.people == ("Old Lin",)


def test_the_text_to_copy_names_the_page_the_journal_and_the_address(tmp_path: Path) -> None:
    found = share(journal(tmp_path))

    assert found is not None
    assert found.text == "“First light” · T\nhttps://t.example/diaries/first/"


def test_a_title_with_a_percent_sign_can_be_shared(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"diaries/2026-05-01-a.md": diary("100 %(s) lit")})
    found = share(laid, "/diaries/a/")

    assert found is not None
    assert "100 %(s) lit" in found.text


def test_every_entry_has_a_qr_code_of_its_whole_address(tmp_path: Path) -> None:
    laid = journal(tmp_path)
    [code] = laid.plan.codes

    assert (code.path, code.url) == ("cards/diaries/first.svg", "https://t.example/diaries/first/")


def test_sharing_can_be_switched_off(tmp_path: Path) -> None:
    laid = journal(tmp_path, "share: no\n")

    assert (share(laid), laid.plan.codes) == (None, ())


def test_a_file_of_the_authors_in_the_place_of_a_card_is_a_problem(tmp_path: Path) -> None:
    put(tmp_path / "content", {"static/cards/diaries/first.png": b"mine"})

    assert "duplicate-route" in journal(tmp_path).codes()


def test_an_unknown_kind_of_cards_is_a_problem() -> None:
    config, [problem] = read("title: T\nbase_url: https://t.example/\ncards: [diaries]\n")

    assert (config, "did you mean 'diary'?" in problem.message) == (None, True)
