"""Badges: what can be shown elsewhere, and nothing that a name could break."""

import json
from datetime import datetime
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator.pages.people.drawing import Inscription, breadth, drawn
from generator.pages.plan import Text
from tests.hostile_text import HOSTILE
from tests.pages.journals import Laid
from tests.pages.people.community import community, profile

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "title", "rect", "path", "circle", "text"}
SCHEMA = Path(__file__).parents[2] / "render" / "schemas" / "open_badges.schema.json"


def file(laid: Laid, path: str) -> Text:
    [found] = [text for text in laid.plan.handed_out if text.path == path]
    return found


def document(laid: Laid, path: str) -> bytes:
    return file(laid, path).content


def names(laid: Laid) -> list[str]:
    return [text.path for text in laid.plan.handed_out if "badge." in text.path]


def valid(thing: object, part: str) -> None:
    whole = json.loads(SCHEMA.read_text(encoding="utf-8"))
    schema = {**whole, "$ref": f"#/$defs/{part}"}
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(schema, format_checker=checker).validate(thing)


def test_everybody_with_a_level_has_a_badge_and_nobody_else(tmp_path: Path) -> None:
    assert sorted(names(community(tmp_path))) == [
        "people/ada/badge.json",
        "people/ada/badge.svg",
        "people/mei/badge.json",
        "people/mei/badge.svg",
        "people/rui/badge.json",
        "people/rui/badge.svg",
        "people/shy/badge.json",
        "people/shy/badge.svg",
    ]


def test_a_badge_says_level_name_and_journal(tmp_path: Path) -> None:
    svg = etree.fromstring(file(community(tmp_path), "people/mei/badge.svg").content)

    assert [one.text for one in svg.iter(f"{SVG}text")] == ["Loyal customer", "Mei", "T"]
    assert svg.findtext(f"{SVG}title") == "Mei: Loyal customer, T"
    assert svg.get("role") == "img"


def test_nodes_are_filled_up_to_the_level(tmp_path: Path) -> None:
    svg = etree.fromstring(file(community(tmp_path), "people/mei/badge.svg").content)
    fills = [one.get("fill") for one in svg.iter(f"{SVG}circle")]

    assert fills == ["#de6a12", "#de6a12", "#fffdf9", "#fffdf9", "#fffdf9"]


def test_what_to_paste_names_whole_addresses(tmp_path: Path) -> None:
    badge = profile(community(tmp_path), "mei").badge

    assert badge is not None
    page, picture = "https://t.example/people/mei/", "https://t.example/people/mei/badge.svg"
    assert badge.bbcode == f"[url={page}][img]{picture}[/img][/url]"
    assert badge.markdown == f"[![Mei: Loyal customer, T]({picture})]({page})"
    assert badge.html == (
        f'<a href="{page}"><img src="{picture}" alt="Mei: Loyal customer, T"'
        ' width="176" height="62"></a>'
    )
    assert (badge.url, badge.data) == ("/people/mei/badge.svg", "/people/mei/badge.json")


def test_a_name_full_of_markup_breaks_nothing_that_is_pasted(tmp_path: Path) -> None:
    people = "- {id: mei, title: '](x)![<b>\"&'}\n- {id: rui, title: R}\n- {id: ada, title: A}\n"
    people += "- {id: lin, title: L, team: yes}\n- {id: shy, title: S}\n"
    people += "- {id: ghost, title: G}\n- {id: free, title: F}\n"
    badge = profile(community(tmp_path, {"people.yaml": people}), "mei").badge

    assert badge is not None
    assert badge.markdown.startswith(r'[![\](x)\!\[\<b\>"\&: Loyal customer, T](https://')
    assert 'alt="](x)![&lt;b&gt;&quot;&amp;: Loyal customer, T"' in badge.html
    assert "<b>" not in badge.bbcode


def test_a_credential_has_what_the_specification_asks_for(tmp_path: Path) -> None:
    found = json.loads(document(community(tmp_path), "people/mei/badge.json"))

    valid(found, "credential")
    assert found["id"] == "https://t.example/people/mei/badge.json"
    assert found["issuer"]["id"] == "https://t.example/"
    assert found["credentialSubject"]["id"] == "https://t.example/people/mei/"
    assert found["credentialSubject"]["achievement"]["name"] == "Loyal customer"
    assert "proof" not in found


def test_a_level_is_an_achievement_that_has_what_the_specification_asks_for(tmp_path: Path) -> None:
    laid = community(tmp_path)
    found = json.loads(document(laid, "people/levels/friend.json"))
    held = json.loads(document(laid, "people/mei/badge.json"))["credentialSubject"]["achievement"]

    valid(found, "achievement")
    assert found["criteria"] == {
        "id": "https://t.example/people/levels/#level-friend",
        "narrative": "- Points earned: 20\n- Different ways of taking part: 2",
    }
    assert held["id"] == "https://t.example/people/levels/loyal.json"
    assert file(laid, "people/levels/loyal.svg").content


def test_a_badge_is_valid_from_the_day_the_level_was_completed(tmp_path: Path) -> None:
    # Rui has 3 points on the second of October, and 8 more on the tenth: five are enough.
    laid = community(tmp_path)
    since = {
        n: json.loads(document(laid, f"people/{n}/badge.json"))["validFrom"] for n in ("mei", "rui")
    }

    assert since == {"mei": "2026-10-02T00:00:00Z", "rui": "2026-10-10T00:00:00Z"}


def test_more_contributions_of_a_level_do_not_move_its_date(tmp_path: Path) -> None:
    ledger = "date,person,role,count,what,link\n2026-11-10,@mei,answered,2,Later,\n"
    laid = community(tmp_path, {"ledger.csv": ledger})

    assert (
        json.loads(document(laid, "people/mei/badge.json"))["validFrom"] == "2026-10-02T00:00:00Z"
    )


def test_evidence_of_a_credential_lies_on_the_site(tmp_path: Path) -> None:
    found = json.loads(document(community(tmp_path), "people/rui/badge.json"))["evidence"]

    assert [one["id"] for one in found] == ["https://t.example/releases/1/#change-1"]


def test_the_same_journal_gives_the_same_badges(tmp_path: Path) -> None:
    one, two = community(tmp_path / "1"), community(tmp_path / "2")

    assert one.plan.handed_out == two.plan.handed_out


@pytest.mark.parametrize("level", ["Loyal customer", "Ambassador", "Friend", "Partner", "大使"])
def test_the_usual_levels_are_written_whole(level: str) -> None:
    svg = etree.fromstring(drawn(Inscription("x", level, "", "T", "en", 1, 5)))

    assert svg.findtext(f".//{SVG}text") == level


def test_a_long_name_is_cut_and_said_whole() -> None:
    name = "Somebody With A Very Long Name Indeed"
    svg = etree.fromstring(drawn(Inscription(f"{name}: Friend", "Friend", name, "T", "en", 3, 5)))
    line = [one.text or "" for one in svg.iter(f"{SVG}text")][1]

    assert line.endswith("…")
    assert name.startswith(line[:-1])
    assert svg.findtext(f"{SVG}title") == f"{name}: Friend"


@given(HOSTILE, HOSTILE, st.integers(1, 40))
def test_any_words_make_a_badge_that_can_be_read(name: str, level: str, levels: int) -> None:
    made = drawn(Inscription(name, level, name, "T", "en", 1, levels, founding=levels > 2))
    svg = etree.fromstring(made)

    assert {one.tag.removeprefix(SVG) for one in svg.iter()} <= ELEMENTS
    assert len(list(svg.iter(f"{SVG}circle"))) == levels
    for line in svg.iter(f"{SVG}text"):
        assert breadth(line.text or "") * float(line.get("font-size", "0")) <= 133


def test_a_name_is_never_markup() -> None:
    name = '<script>alert(1)</script>"><b onload=x>'
    svg = etree.fromstring(drawn(Inscription(name, "Friend", name, name, "en", 1, 5)))

    assert {one.tag.removeprefix(SVG) for one in svg.iter()} <= ELEMENTS
    assert svg.findtext(f"{SVG}title") == name


def test_what_turns_text_around_is_left_out() -> None:
    made = drawn(Inscription("a\u202eb", "Friend", "a\u202eb", "T", "en", 1, 5)).decode()

    assert "\u202e" not in made
    assert ">ab<" in made


def test_a_badge_names_nothing_outside_itself(tmp_path: Path) -> None:
    made = file(community(tmp_path), "people/mei/badge.svg").content.decode()

    assert "href" not in made
    assert "url(" not in made
    assert made.count("http") == 1  # the namespace


def test_dates_are_instants_with_a_zone(tmp_path: Path) -> None:
    laid = community(tmp_path, options="timezone: Asia/Shanghai\n")
    moment = datetime.fromisoformat(
        json.loads(document(laid, "people/mei/badge.json"))["validFrom"]
    )

    assert moment.utcoffset() is not None
    assert (
        json.loads(document(laid, "people/mei/badge.json"))["validFrom"] == "2026-10-01T16:00:00Z"
    )
