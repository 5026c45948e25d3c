"""The list of people, and `people.json`."""

import json
from pathlib import Path

from generator.pages.people_views import PeoplePage
from tests.pages.journals import Laid
from tests.pages.people.community import community


def page(laid: Laid, path: str = "/people/") -> PeoplePage:
    view = laid.sheet(path).view
    assert isinstance(view, PeoplePage)
    return view


def groups(view: PeoplePage) -> dict[str, list[str]]:
    return {one.id: [who.card.title for who in one.people] for one in view.groups}


def data(laid: Laid) -> bytes:
    return laid.text("people.json").content


def test_people_stand_by_level_below_the_team(tmp_path: Path) -> None:
    view = page(community(tmp_path))

    assert groups(view) == {
        "team": ["Lin"],
        "loyal": ["Ada", "Mei", "Rui"],
        "others": ["Free", "Newcomer"],
    }
    assert view.count == 6


def test_most_points_stand_first_in_a_level(tmp_path: Path) -> None:
    loyal = next(one for one in page(community(tmp_path)).groups if one.id == "loyal")

    assert [(who.card.title, who.points) for who in loyal.people] == [
        ("Ada", 12),
        ("Mei", 11),
        ("Rui", 11),
    ]


def test_a_journal_without_levels_lists_everybody_together(tmp_path: Path) -> None:
    view = page(community(tmp_path, options="levels: []\n"))

    assert groups(view)["others"] == ["Ada", "Free", "Mei", "Newcomer", "Rui"]
    assert (view.rules, {who.points for one in view.groups for who in one.people}) == ("", {0})


def test_founding_members_are_named(tmp_path: Path) -> None:
    view = page(community(tmp_path, options="founding_until: 2026-10-05\n"))

    assert [link.title for link in view.founding] == ["Free", "Mei", "Rui"]
    assert view.founders == 3


def test_a_long_group_goes_on_behind_the_list(tmp_path: Path) -> None:
    many = "".join(f"- {{id: p{n:02}, title: P{n:02}}}\n" for n in range(50))
    people = f"- {{id: mei, title: Mei}}\n{many}"
    release = (
        '---\ntitle: R\ndate: 2026-10-01\nversion: "1"\n'
        'changes: [{text: X, credits: "@mei"}]\n---\n'
    )
    files = {
        "people.yaml": people,
        "releases/1.md": release,
        "releases/2.md": release.replace('"1"', '"2"'),
        "ledger.csv": "date,person,role\n",
    }
    laid = community(tmp_path, files, options="page_size: 20\n")
    others = next(one for one in page(laid).groups if one.id == "others")
    second = page(laid, "/people/level/others/page/3/")

    assert (len(others.people), others.count, others.url) == (48, 50, "/people/level/others/")
    assert groups(second) == {"others": [f"P{n}" for n in range(40, 50)]}
    assert second.up
    assert second.up.url == "/people/"


def test_nobody_without_a_public_name_or_outside_lists_is_in_the_data(tmp_path: Path) -> None:
    found = json.loads(data(community(tmp_path)))

    assert [one["id"] for one in found["people"]] == ["ada", "free", "lin", "mei", "nobody", "rui"]
    assert "Secret" not in json.dumps(found)
    assert "Shy" not in json.dumps(found)


def test_the_data_say_what_everybody_did(tmp_path: Path) -> None:
    found = {one["id"]: one for one in json.loads(data(community(tmp_path)))["people"]}

    assert found["mei"] == {
        "id": "mei",
        "name": "Mei",
        "url": "https://t.example/people/mei/",
        "team": False,
        "founding": False,
        "by_role": {"suggested": 1, "reported": 1, "tested": 1},
        "evidence": 3,
        "points": 11,
        "level": "loyal",
    }
    assert found["nobody"]["evidence"] == 0


def test_the_data_say_nothing_of_levels_that_somebody_does_not_want(tmp_path: Path) -> None:
    found = {one["id"]: one for one in json.loads(data(community(tmp_path)))["people"]}

    for name in ("free", "lin"):
        assert {"points", "level"}.isdisjoint(found[name])
        assert found[name]["by_role"]


def test_the_points_of_the_data_can_be_counted_again(tmp_path: Path) -> None:
    found = json.loads(data(community(tmp_path)))
    ranked = [one for one in found["people"] if "points" in one]
    again = [sum(found["points"][role] * n for role, n in one["by_role"].items()) for one in ranked]

    assert again == [one["points"] for one in ranked]
