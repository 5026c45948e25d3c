"""Boards by status, and what readers can take part in."""

from datetime import UTC, datetime
from pathlib import Path

from generator.pages.lists.boards import MOST_CARDS
from generator.pages.values import Link
from generator.pages.views import ListPage
from tests.pages.journals import Laid, diary, laid_out

AT = datetime(2026, 6, 1, tzinfo=UTC)
BOARD = "/suggestions/"
STATUSES = [
    "received",
    "evaluating",
    "adopted",
    "in-progress",
    "shipped",
    "declined",
    "duplicate",
]


def suggestion(title: str, status: str = "received", day: int = 1) -> str:
    return f"---\ntitle: {title}\ndate: 2026-05-{day:02}\nstatus: {status}\n---\n"


def call(title: str, opens: str, closes: str = "") -> str:
    end = f"closes: {closes}\n" if closes else ""
    return (
        f"---\ntitle: {title}\ndate: 2026-01-01\ntype: topic\nopens: {opens}\n{end}"
        "scope: {in: this}\nbinds: that\n---\n"
    )


def poll(title: str, opens: str, closes: str) -> str:
    return (
        f"---\ntitle: {title}\ndate: 2026-01-01\nquestion: Which?\nopens: {opens}\n"
        f"closes: {closes}\noptions: [{{id: a, title: A}}, {{id: b, title: B}}]\nbinds: that\n---\n"
    )


def list_at(laid: Laid, path: str) -> ListPage:
    view = laid.sheet(path).view
    assert isinstance(view, ListPage)
    return view


def three(folder: Path) -> Laid:
    files = {
        "suggestions/a.md": suggestion("A", "shipped", 1),
        "suggestions/b.md": suggestion("B", "received", 2),
        "suggestions/c.md": suggestion("C", "shipped", 3),
    }
    return laid_out(folder, files)


def test_a_board_has_a_column_for_every_status_in_their_order(tmp_path: Path) -> None:
    assert [group.title for group in list_at(three(tmp_path), BOARD).groups] == STATUSES


def test_a_column_has_the_suggestions_of_its_status_newest_first(tmp_path: Path) -> None:
    columns = {g.title: [c.title for c in g.cards] for g in list_at(three(tmp_path), BOARD).groups}

    assert (columns["shipped"], columns["received"], columns["declined"]) == (["C", "A"], ["B"], [])


def test_a_column_leads_to_the_list_of_its_status(tmp_path: Path) -> None:
    laid = three(tmp_path)
    urls = [group.url for group in list_at(laid, BOARD).groups]

    assert urls == [f"/suggestions/status/{status}/" for status in STATUSES]
    assert set(urls) <= set(laid.paths())


def test_a_long_column_shows_its_first_cards_and_says_how_many_there_are(tmp_path: Path) -> None:
    files = {f"suggestions/{n}.md": suggestion(f"S{n}") for n in range(MOST_CARDS + 6)}
    column = list_at(laid_out(tmp_path, files), BOARD).groups[0]

    assert (len(column.cards), column.count) == (MOST_CARDS, MOST_CARDS + 6)


def test_a_board_has_one_page_however_many_there_are(tmp_path: Path) -> None:
    files = {f"suggestions/{n}.md": suggestion(f"S{n}") for n in range(5)}
    laid = laid_out(tmp_path, files, options="page_size: 2\n")

    assert "/suggestions/page/2/" not in laid.paths()
    assert "/suggestions/status/received/page/3/" in laid.paths()


def test_the_list_of_a_status_leads_up_to_the_board(tmp_path: Path) -> None:
    view = list_at(three(tmp_path), "/suggestions/status/shipped/")

    assert view.up == Link("Suggestions", "/suggestions/")
    assert [card.title for card in view.groups[0].cards] == ["C", "A"]


def test_an_empty_status_has_an_empty_list(tmp_path: Path) -> None:
    view = list_at(three(tmp_path), "/suggestions/status/declined/")

    assert (view.count, view.groups) == (0, ())


def test_a_list_uses_the_template_of_its_kind_and_falls_back_to_the_list(tmp_path: Path) -> None:
    laid = three(tmp_path)
    paths = ("/suggestions/", "/stories/", "/honours/", "/take-part/", "/diaries/")
    asked = [(laid.sheet(p).template, laid.sheet(p).fallback) for p in paths]

    assert asked == [
        ("board.html", "list.html"),
        ("wall.html", "list.html"),
        ("honours.html", "list.html"),
        ("take_part.html", "list.html"),
        ("list.html", "list.html"),
    ]


def test_calls_and_polls_stand_together_by_their_state(tmp_path: Path) -> None:
    files = {
        "calls/later.md": call("Later", "2026-05-01", "2026-07-01"),
        "calls/never.md": call("Never", "2026-05-01"),
        "polls/soon.md": poll("Soon", "2026-05-01", "2026-06-02"),
        "polls/first.md": poll("First", "2026-06-03", "2026-06-05"),
        "calls/second.md": call("Second", "2026-06-04", "2026-06-05"),
        "calls/long-over.md": call("Long over", "2026-02-01", "2026-03-01"),
        "polls/over.md": poll("Over", "2026-02-01", "2026-05-01"),
    }
    view = list_at(laid_out(tmp_path, files, at=AT), "/take-part/")

    assert [(g.title, [c.title for c in g.cards], g.count) for g in view.groups] == [
        ("open", ["Soon", "Later", "Never"], 3),
        ("announced", ["First", "Second"], 2),
        ("closed", ["Over", "Long over"], 2),
    ]


def test_what_is_over_goes_on_on_further_pages(tmp_path: Path) -> None:
    files = {f"calls/{n}.md": call(f"C{n}", "2026-02-01", f"2026-03-0{n}") for n in range(1, 4)}
    laid = laid_out(tmp_path, files, options="page_size: 2\n", at=AT)
    second = list_at(laid, "/take-part/page/2/")

    assert [(g.title, [c.title for c in g.cards]) for g in second.groups] == [("closed", ["C1"])]


def test_the_page_says_that_nothing_is_open(tmp_path: Path) -> None:
    view = list_at(laid_out(tmp_path, {"pages/a.md": diary("A")}), "/take-part/")

    assert [(group.title, group.cards) for group in view.groups] == [("open", ())]
