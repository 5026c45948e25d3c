"""The page of rules: what counts, what it is worth, who qualifies for what."""

from pathlib import Path

from generator.pages.people_views import LevelsPage, NeedView, RoleRow
from tests.pages.journals import Laid, laid_out
from tests.pages.people.community import community


def rules(laid: Laid, prefix: str = "") -> LevelsPage:
    view = laid.sheet(f"{prefix}/people/levels/").view
    assert isinstance(view, LevelsPage)
    return view


def test_each_role_of_the_loop_stands_with_its_worth_and_how_often_it_was(tmp_path: Path) -> None:
    found = {row.role: row for row in rules(community(tmp_path)).roles}

    assert found["suggested"] == RoleRow("suggested", 4, 5, 20)
    assert found["translated"] == RoleRow("translated", 0, 5, 0)
    assert found["code"] == RoleRow("code", 1, 8, 8)
    assert "video" not in found


def test_levels_stand_with_conditions_and_how_many_reached_them(tmp_path: Path) -> None:
    levels = {level.id: level for level in rules(community(tmp_path)).levels}

    assert [level.number for level in levels.values()] == [1, 2, 3, 4, 5]
    assert levels["partner"].needs == (
        NeedView("points", 0, 60, met=False),
        NeedView("kinds", 0, 3, met=False),
        NeedView("months", 0, 3, met=False),
    )
    # Mei, Rui, Ada, Shy and the one without a name.
    assert (levels["loyal"].count, levels["loyal"].url) == (5, "/people/level/loyal/")
    assert (levels["friend"].count, levels["friend"].url) == (0, "")


def test_who_qualifies_is_named_as_agreed_and_the_others_are_counted(tmp_path: Path) -> None:
    options = (
        "privileges:\n  - id: early\n    title: A day early\n    level: loyal\n    places: 3\n"
        "    about: See [the bell](release:1), ask @mei or @ghost\n"
        "  - {id: none, title: None of it, roles: {video: 1}}\n"
    )
    early, none = rules(community(tmp_path, options=options)).privileges

    assert [link.title for link in early.people] == ["Ada", "Mei", "Rui"]
    assert (early.others, early.places) == (2, 3)
    assert early.needs == (NeedView("level", 0, 1, met=False, title="Loyal customer"),)
    assert (none.people, none.others) == ((), 0)
    assert "Secret" not in early.about
    assert '<a class="person" href="/people/mei/">Mei</a>' in early.about


def test_a_journal_without_people_has_no_rules(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"diaries/a.md": "---\ntitle: A\ndate: 2026-05-01\n---\n"})

    assert "/people/levels/" not in laid.paths()
    assert [text.path for text in laid.plan.handed_out if "levels" in text.path] == []
    assert "people.json" not in [text.path for text in laid.plan.texts]


def test_thresholds_of_boards_are_said(tmp_path: Path) -> None:
    view = rules(community(tmp_path, options="boards: {least: 4, people: 5, places: 6}\n"))

    assert (view.least, view.fewest, view.places) == (4, 5, 6)


def test_founding_members_are_counted(tmp_path: Path) -> None:
    view = rules(community(tmp_path, options="founding_until: 2026-10-05\n"))

    # Everybody of the release of the second of October but the team.
    assert view.founding == 5
    assert view.founding_until
    assert view.founding_until.year == 2026


def test_the_rules_exist_in_every_language(tmp_path: Path) -> None:
    laid = community(tmp_path, options="languages: [en, zh-CN]\n")

    assert rules(laid, "/zh-cn").levels[1].title == "译Loyal customer"
