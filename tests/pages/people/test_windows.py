"""Boards of months and years, and who was honoured for them."""

from pathlib import Path

from generator.pages.people_views import BoardsPage
from generator.pages.views import EntryPage, ListPage
from tests.pages.journals import Laid
from tests.pages.people.community import LEDGER, PEOPLE, community

AWARD = """---
title: Star of October
date: 2026-11-01
award: Star of the month
window: 2026-10
chosen_by: data
recipients: rui
reason: So
---
"""


def board(laid: Laid, window: str, prefix: str = "") -> BoardsPage:
    view = laid.sheet(f"{prefix}/honours/{window}/").view
    assert isinstance(view, BoardsPage)
    return view


def test_a_month_ranks_people_by_points(tmp_path: Path) -> None:
    whole = board(community(tmp_path), "2026-10").boards[0]

    # Others: the one without a name, who is in no list, and who is in no level.
    assert [(row.place, row.person.title, row.points, row.count) for row in whole.rows] == [
        (1, "Rui", 11, 5),
        (2, "Mei", 8, 2),
        (3, "Ada", 4, 2),
    ]
    assert whole.others == 3


def test_equals_share_a_place(tmp_path: Path) -> None:
    ledger = f"{LEDGER}2026-10-20,@ada,answered,2,More,\n"
    rows = board(community(tmp_path, {"ledger.csv": ledger}), "2026-10").boards[0].rows

    assert [(row.place, row.person.title) for row in rows] == [(1, "Rui"), (2, "Ada"), (2, "Mei")]


def test_a_role_with_too_few_people_is_not_ranked(tmp_path: Path) -> None:
    found = {one.role: one for one in board(community(tmp_path), "2026-10").boards}

    assert (found["answered"].rows, found["answered"].others) == ((), 1)
    assert next(iter(found)) == ""


def test_nobody_of_the_team_and_nobody_unnamed_stands_on_a_board(tmp_path: Path) -> None:
    laid = community(tmp_path, options="boards: {least: 1, people: 2}\n")
    pages = [board(laid, window) for window in ("2026-10", "2026-11", "2026")]
    names = {row.person.title for page in pages for one in page.boards for row in one.rows}

    assert names == {"Rui", "Mei", "Ada"}


def test_the_first_place_is_nominated_until_somebody_is_honoured(tmp_path: Path) -> None:
    open_ = board(community(tmp_path / "1"), "2026-10")
    done = board(community(tmp_path / "2", {"awards/star.md": AWARD}), "2026-10")

    assert [link.title for link in open_.nominees] == ["Rui"]
    assert open_.awards == ()
    assert [card.title for card in done.awards] == ["Star of October"]


def test_an_award_leads_to_the_boards_of_its_time(tmp_path: Path) -> None:
    view = community(tmp_path, {"awards/star.md": AWARD}).sheet("/honours/star/").view

    assert isinstance(view, EntryPage)
    assert view.window
    assert (view.window.title, view.window.url) == ("2026/10", "/honours/2026-10/")


def test_an_award_for_a_time_without_boards_leads_nowhere(tmp_path: Path) -> None:
    early = AWARD.replace("2026-10\n", "2025-10\n").replace("chosen_by: data", "chosen_by: team")
    view = community(tmp_path, {"awards/star.md": early}).sheet("/honours/star/").view

    assert isinstance(view, EntryPage)
    assert view.window is None


def test_a_month_that_is_not_over_says_so(tmp_path: Path) -> None:
    laid = community(tmp_path)

    assert [board(laid, one).over for one in ("2026-10", "2026-11", "2026")] == [True, False, False]


def test_months_and_years_lead_to_each_other(tmp_path: Path) -> None:
    laid = community(tmp_path)
    october, november, year = (board(laid, one) for one in ("2026-10", "2026-11", "2026"))

    assert october.newer
    assert november.older
    assert (october.newer.url, november.older.url) == ("/honours/2026-11/", "/honours/2026-10/")
    assert (october.older, november.newer, year.older, year.newer) == (None, None, None, None)
    assert october.year
    assert (october.year.title, october.year.url) == ("The year 2026", "/honours/2026/")
    assert [link.url for link in year.months] == ["/honours/2026-11/", "/honours/2026-10/"]


def test_the_honours_lead_to_every_board(tmp_path: Path) -> None:
    view = community(tmp_path).sheet("/honours/").view

    assert isinstance(view, ListPage)
    assert [link.url for link in view.windows] == [
        "/honours/2026-11/",
        "/honours/2026-10/",
        "/honours/2026/",
    ]


def test_other_lists_lead_to_no_board(tmp_path: Path) -> None:
    view = community(tmp_path).sheet("/releases/").view

    assert isinstance(view, ListPage)
    assert view.windows == ()


def test_a_month_begins_in_the_time_zone_of_the_journal(tmp_path: Path) -> None:
    release = (
        '---\ntitle: R\ndate: 2026-09-30T20:00:00Z\nversion: "9"\nchanges:\n'
        '  - {text: X, credits: ["@mei", "@rui", "@ada"]}\n---\n'
    )
    files = {"people.yaml": PEOPLE, "releases/9.md": release}
    laid = community(tmp_path, files, options="timezone: Asia/Shanghai\n")

    assert "/honours/2026-09/" not in laid.paths()
    assert {row.person.title for row in board(laid, "2026-10").boards[0].rows} == {
        "Ada",
        "Mei",
        "Rui",
    }
