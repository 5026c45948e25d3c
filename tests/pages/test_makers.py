"""The page of a card maker: its sample, its inputs, and what the browser reckons with."""

import json
from pathlib import Path

import pytest

from generator.build.edition import Options
from generator.build.line import drafted
from generator.pages.maker_views import MakerView
from generator.pages.views import EntryPage
from tests.journal.making import CHINESE, FIELDS, maker
from tests.journals import AT, entry, written

YAML = """title: Test
base_url: https://example.org/
languages: [en, zh-CN]
"""


def views(folder: Path, **fields: str) -> dict[str, MakerView | None]:
    """The card maker of a journal in each of its languages."""
    files = {
        "makers/lamps.en.md": maker(**fields),
        "makers/lamps.zh.md": entry("我的灯", CHINESE),
    }
    written(folder, files)
    (folder / "friday.yaml").write_text(YAML, encoding="utf-8")
    with drafted(folder, at=AT, options=Options(jobs=1)) as draft:
        pages = [sheet.seen for sheet in draft.plan.sheets if sheet.template == "maker.html"]
    return {page.entry.card.lang: page.maker for page in pages if isinstance(page, EntryPage)}


@pytest.fixture
def english(tmp_path: Path) -> MakerView:
    found = views(tmp_path)["en"]
    assert found is not None
    return found


def test_the_sample_says_what_stands_there_at_first(english: MakerView) -> None:
    assert english.text == "My lamps. Somebody: 0 years, 5 nights, 20.00 in all."


def test_the_sample_is_drawn(english: MakerView) -> None:
    assert "<tspan" in english.picture
    assert "Somebody: 0 years, 5 nights" in english.picture
    assert "2026  Bean" in english.picture
    assert '<circle cx="30" cy="89" r="9"></circle>' in english.picture


def test_a_translation_says_the_same_in_its_own_words(tmp_path: Path) -> None:
    chinese = views(tmp_path)["zh-CN"]

    assert chinese is not None
    assert chinese.text == "我的灯。有人：0年，5晚，一共20"
    assert [each.label for each in chinese.inputs] == ["名字", "灯", "几晚"]
    assert chinese.inputs[1].hint == "都算"
    assert [option.title for option in chinese.inputs[1].options] == ["纸灯", "Bean"]


def test_defaults_are_picked(english: MakerView) -> None:
    assert [(option.id, option.picked) for option in english.inputs[1].options] == [
        ("paper", False),
        ("bean", True),
    ]
    assert english.inputs[2].value == "5"


def test_every_option_can_be_picked_at_first(tmp_path: Path) -> None:
    found = views(tmp_path, inputs=FIELDS["inputs"].replace("[bean]", "all"))["en"]

    assert found is not None
    assert all(option.picked for option in found.inputs[1].options)
    assert found.text == "My lamps. Somebody: 2 years, 5 nights, 29.50 in all."


def test_the_browser_gets_formulas_as_trees_in_the_order_of_their_need(english: MakerView) -> None:
    assert english.data["formulas"] == [
        ["total", ["sum", ["name", "lamps"], ["text", "price"]]],
        ["since", ["min", ["name", "lamps"], ["text", "year"]]],
        ["age", ["years", ["name", "since"], ["name", "this_year"]]],
        ["rows", ["lines", ["name", "lamps"], ["text", "year"]]],
    ]
    assert english.data["year"] == 2026


def test_the_browser_gets_options_with_their_values(english: MakerView) -> None:
    inputs = english.data["inputs"]
    assert isinstance(inputs, list)

    assert inputs[1]["options"][0] == {
        "id": "paper",
        "title": "Paper",
        "values": {"year": 2024, "price": 9.5, "colour": "white"},
    }
    assert (inputs[2]["least"], inputs[2]["most"]) == (0, 7)


def test_what_the_browser_gets_is_json(english: MakerView) -> None:
    assert json.loads(json.dumps(english.data)) == english.data


def test_ids_of_the_drawing_are_apart_from_those_of_the_page(tmp_path: Path) -> None:
    picture = FIELDS["picture"].replace(
        "<rect ", '<defs><linearGradient id="main"/></defs><rect stroke="url(#main)" '
    )
    found = views(tmp_path, picture=picture)["en"]

    assert found is not None
    assert 'id="card-main"' in found.picture
    assert 'stroke="url(#card-main)"' in found.picture


def test_a_maker_with_mistakes_shows_nothing(tmp_path: Path) -> None:
    files = {"makers/lamps.md": maker(text='"{totl}"').replace("---\nti", "---\ndraft: yes\nti")}
    written(tmp_path, files)
    (tmp_path / "friday.yaml").write_text(YAML, encoding="utf-8")
    with drafted(tmp_path, at=AT, options=Options(jobs=1)) as draft:
        assert not [sheet for sheet in draft.plan.sheets if sheet.template == "maker.html"]
