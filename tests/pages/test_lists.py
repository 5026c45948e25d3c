"""Pages that gather entries."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from generator.kinds.suggestion import Status
from generator.pages.frame import Tree, tree
from generator.pages.lists.calendar_files import deadline_sheets
from generator.pages.lists.every import all_lists
from generator.pages.values import Pager
from generator.pages.views import (
    CalendarPage,
    HomePage,
    IndexPage,
    ListPage,
    PlainPage,
    SubscribePage,
)
from tests.build.counting import steps
from tests.pages.journals import Laid, diary, laid_out

BOTH = "languages: [en, zh-CN]\n"


def so_many(folder: Path, count: int, options: str = "page_size: 2\n") -> Laid:
    """A journal of so many diaries, one a day."""
    days = range(1, count + 1)
    files = {f"diaries/2026-05-{n:02}-d{n}.md": diary(f"D{n}", "tags: t") for n in days}
    return laid_out(folder, files, options=options)


def five(folder: Path, options: str = "page_size: 2\n") -> Laid:
    return so_many(folder, 5, options)


def list_at(laid: Laid, path: str) -> ListPage:
    view = laid.sheet(path).view
    assert isinstance(view, ListPage)
    return view


def titles(laid: Laid, path: str) -> list[str]:
    """What stands on a page of a list."""
    return [card.title for group in list_at(laid, path).groups for card in group.cards]


def home(laid: Laid, path: str = "/") -> HomePage:
    view = laid.sheet(path).view
    assert isinstance(view, HomePage)
    return view


def call(title: str, opens: str, closes: str = "") -> str:
    end = f"closes: {closes}\n" if closes else ""
    return (
        f"---\ntitle: {title}\ndate: 2026-01-01\ntype: topic\nopens: {opens}\n{end}"
        "scope: {in: this}\nbinds: that\n---\n"
    )


@pytest.mark.parametrize("path", ["/diaries/", "/tags/t/", "/archive/2026/"])
def test_a_list_is_divided_into_pages(tmp_path: Path, path: str) -> None:
    laid = so_many(tmp_path, 5)

    assert [titles(laid, p) for p in (path, f"{path}page/2/", f"{path}page/1/")] == [
        ["D5"],
        ["D4", "D3"],
        ["D2", "D1"],
    ]
    assert f"{path}page/3/" not in laid.paths()


@pytest.mark.parametrize("path", ["/diaries/", "/tags/t/", "/archive/2026/"])
def test_what_comes_later_changes_nothing_on_older_pages(tmp_path: Path, path: str) -> None:
    five, six, seven = (so_many(tmp_path / str(n), n) for n in (5, 6, 7))
    older, newer = f"{path}page/1/", f"{path}page/2/"

    assert list_at(five, older) == list_at(six, older) == list_at(seven, older)
    assert list_at(five, newer) == list_at(six, newer)
    assert list_at(seven, newer).pager.newer == f"{path}page/3/"
    assert titles(six, path) == ["D6", "D5"]


@pytest.mark.parametrize(
    ("size", "count", "first"),
    [
        *((4, 1, 1), (4, 4, 4), (4, 5, 5), (4, 6, 2), (4, 7, 3), (4, 9, 5), (4, 10, 2)),
        *((3, 4, 4), (3, 5, 2), (1, 1, 1), (1, 2, 1)),
    ],
)
def test_the_first_page_has_half_a_page_at_least_and_less_than_one_and_a_half(
    tmp_path: Path, size: int, count: int, first: int
) -> None:
    laid = so_many(tmp_path, count, f"page_size: {size}\n")
    numbered = sorted(path for path in laid.paths() if path.startswith("/diaries/page/"))

    assert len(titles(laid, "/diaries/")) == first
    assert [len(titles(laid, path)) for path in numbered] == [size] * ((count - first) // size)


def test_the_pager_leads_to_newer_and_older(tmp_path: Path) -> None:
    laid = so_many(tmp_path, 5, "page_size: 2\ntimezone: Asia/Shanghai\n")
    first, second, third = (
        list_at(laid, path).pager for path in ("/diaries/", "/diaries/page/2/", "/diaries/page/1/")
    )
    zone = ZoneInfo("Asia/Shanghai")
    days = datetime(2026, 5, 4, tzinfo=zone), datetime(2026, 5, 3, tzinfo=zone)

    assert second == Pager(2, 0, "/diaries/", "/diaries/page/1/", *days)
    assert (first.newer, first.older) == ("", "/diaries/page/2/")
    assert (third.newer, third.older) == ("/diaries/page/2/", "")


def test_a_list_that_fills_its_page_has_no_second(tmp_path: Path) -> None:
    pager = list_at(five(tmp_path, "page_size: 5\n"), "/diaries/").pager

    assert pager == Pager(1, 1, "", "")


def test_only_the_first_page_of_a_list_is_for_search_engines(tmp_path: Path) -> None:
    laid = five(tmp_path)

    assert [laid.sheet(p).view.page.noindex for p in ("/diaries/", "/diaries/page/2/")] == [  # type: ignore[union-attr]  # lists have a page head
        False,
        True,
    ]


def test_an_empty_list_has_a_page(tmp_path: Path) -> None:
    view = list_at(five(tmp_path), "/polls/")

    assert (view.groups, view.count) == ((), 0)


def test_a_list_says_how_many_entries_it_has_in_all(tmp_path: Path) -> None:
    laid = five(tmp_path)

    assert [list_at(laid, path).count for path in ("/diaries/", "/diaries/page/2/")] == [5, None]


def test_undated_entries_stand_on_the_oldest_pages_which_have_no_dates(tmp_path: Path) -> None:
    files = {f"pages/{name}.md": diary(name.upper(), "tags: t") for name in "abcd"}
    files["diaries/2026-05-01-d.md"] = diary("D", "tags: t\nid: dated")
    laid = laid_out(tmp_path, files, options="page_size: 2\n")
    pagers = [list_at(laid, f"/tags/t/{path}").pager for path in ("", "page/2/", "page/1/")]

    assert titles(laid, "/tags/t/") == ["D"]
    assert [(each.newest is None, each.oldest is None) for each in pagers] == [
        (False, False),
        (True, True),
        (True, True),
    ]


def test_a_group_without_a_title_has_what_stands_on_its_page(tmp_path: Path) -> None:
    laid = five(tmp_path)
    shown = [list_at(laid, path).groups for path in ("/tags/t/", "/tags/t/page/1/")]

    assert [(each.title, each.count) for groups in shown for each in groups] == [("", 1), ("", 2)]


def test_honours_are_listed_by_their_award(tmp_path: Path) -> None:
    files = {
        f"awards/{n}.md": f"---\ntitle: A{n}\ndate: 2026-05-0{n}\naward: {award}\n"
        "recipients: Mei\nreason: all of it\n---\n"
        for n, award in enumerate(("Star", "Popcorn", "Star"), 1)
    }
    view = list_at(laid_out(tmp_path, files), "/honours/")

    assert [(g.title, [c.title for c in g.cards], g.count) for g in view.groups] == [
        ("Popcorn", ["A2"], 1),
        ("Star", ["A3", "A1"], 2),
    ]


def test_a_group_that_crosses_a_page_goes_on_there_under_its_title(tmp_path: Path) -> None:
    files = {
        f"awards/{n}.md": f"---\ntitle: A{n}\ndate: 2026-05-0{n}\naward: Star\n"
        "recipients: Mei\nreason: all of it\n---\n"
        for n in (1, 2, 3)
    }
    view = list_at(laid_out(tmp_path, files, options="page_size: 2\n"), "/honours/page/2/")

    assert view.pager == Pager(2, 2, "/honours/", "")
    assert [(group.title, len(group.cards), group.count) for group in view.groups] == [
        ("Star", 1, 3)
    ]


def test_a_year_is_listed_by_month(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-30-a.md": diary("A"),
        "diaries/2026-05-31-b.md": diary("B", "date: 2026-05-31 20:00"),
        "diaries/2026-03-01-c.md": diary("C"),
    }
    options = "timezone: Asia/Shanghai\n"
    view = list_at(laid_out(tmp_path, files, options=options), "/archive/2026/")

    assert [(g.title, [c.title for c in g.cards], g.count) for g in view.groups] == [
        ("2026/05", ["B", "A"], 2),
        ("2026/03", ["C"], 1),
    ]


def test_a_list_of_a_kind_says_of_which_kind_it_is(tmp_path: Path) -> None:
    laid = five(tmp_path)

    assert [list_at(laid, path).kind for path in ("/diaries/", "/tags/t/")] == ["diary", ""]


@pytest.mark.parametrize("path", ["/archive/", "/tags/", "/series/"])
def test_all_years_tags_and_series_have_an_index(tmp_path: Path, path: str) -> None:
    assert isinstance(five(tmp_path).sheet(path).view, IndexPage)


def test_an_index_counts_the_entries_of_each(tmp_path: Path) -> None:
    view = five(tmp_path).sheet("/tags/").view

    assert isinstance(view, IndexPage)
    assert [(t.title, t.url, t.count) for t in view.items] == [("t", "/tags/t/", 5)]


def test_the_home_page_shows_the_newest_diary_in_full(tmp_path: Path) -> None:
    latest = home(five(tmp_path)).latest

    assert latest is not None
    assert (latest.card.title, latest.html) == ("D5", "<p>Text.</p>\n")


def test_the_newest_diary_does_not_stand_among_the_recent_entries_too(tmp_path: Path) -> None:
    assert [c.title for c in home(five(tmp_path)).recent] == ["D4", "D3", "D2", "D1"]


def test_an_anchor_of_the_newest_diary_leads_to_its_own_page_from_the_home_page(
    tmp_path: Path,
) -> None:
    text = "[x](#part)\n\n## Part {#part}"
    latest = home(laid_out(tmp_path, {"diaries/2026-05-01-a.md": diary("A", text=text)})).latest

    assert latest is not None
    assert 'href="/diaries/a/#part"' in latest.html


def test_an_empty_journal_has_a_home_page(tmp_path: Path) -> None:
    view = home(laid_out(tmp_path, {"pages/a.md": diary("A")}))

    assert (view.latest, view.release, view.open, view.recent) == (None, None, (), ())


def test_the_home_page_names_open_calls_the_one_that_ends_first_at_the_top(tmp_path: Path) -> None:
    files = {
        "calls/later.md": call("Later", "2026-05-01", "2026-07-01"),
        "calls/never.md": call("Never", "2026-05-01"),
        "calls/soon.md": call("Soon", "2026-05-01", "2026-06-02"),
        "calls/over.md": call("Over", "2026-05-01", "2026-06-01"),
        "calls/coming.md": call("Coming", "2026-06-02", "2026-06-03"),
    }
    view = home(laid_out(tmp_path, files, at=datetime(2026, 6, 1, tzinfo=UTC)))

    assert [card.title for card in view.open] == ["Soon", "Later", "Never"]


def test_the_calendar_divides_dates_at_the_instant_of_the_build(tmp_path: Path) -> None:
    files = {
        "calls/a.md": call("A", "2026-05-01", "2026-07-01"),
        "calls/b.md": call("B", "2026-06-01", "2026-06-20"),
    }
    view = laid_out(tmp_path, files, at=datetime(2026, 6, 1, tzinfo=UTC)).sheet("/calendar/").view

    assert isinstance(view, CalendarPage)
    assert [(o.card.title, o.label) for o in view.coming] == [("B", "Closes"), ("A", "Closes")]
    assert [(o.card.title, o.label) for o in view.past] == [("B", "Opens"), ("A", "Opens")]


def test_nobody_waits_for_an_answer_that_was_given(tmp_path: Path) -> None:
    over = call("A", "2026-05-01", "2026-05-20").replace("---\n", "---\nanswer_by: 2026-06-09\n", 1)
    answered = over.replace("title: A", "title: B\noutcome: call:a")
    files = {"calls/a.md": over, "calls/b.md": answered}
    view = laid_out(tmp_path, files, at=datetime(2026, 6, 1, tzinfo=UTC)).sheet("/calendar/").view

    assert isinstance(view, CalendarPage)
    assert [(o.card.title, o.label) for o in view.coming] == [("A", "We answer by")]


def test_the_subscribe_page_names_every_feed(tmp_path: Path) -> None:
    laid = five(tmp_path)
    view = laid.sheet("/subscribe/").view

    assert isinstance(view, SubscribePage)
    named = [feed.atom for group in view.groups for feed in group.feeds]
    loop = [f"/suggestions/status/{status}/atom.xml" for status in Status]
    collected = [f"{each.folder}atom.xml" for each in laid.collections()]
    assert sorted(named) == sorted([*collected, *loop, "/you-said-we-did/atom.xml"])
    assert set(named) <= {feed.atom for feed in laid.plan.feeds}


def test_headings_are_in_the_language_of_their_page(tmp_path: Path) -> None:
    laid = five(tmp_path, BOTH)
    views = [laid.sheet(f"/zh-cn/{p}").view for p in ("diaries/", "tags/", "archive/", "series/")]

    assert [getattr(view, "heading", "") for view in views] == [
        "译Diaries",
        "译Tags",
        "译Archive",
        "译Series",
    ]


def test_the_page_of_what_is_not_found_is_for_nobody_to_index(tmp_path: Path) -> None:
    sheet = five(tmp_path).sheet("/404.html")

    assert isinstance(sheet.view, PlainPage)
    assert sheet.view.page.noindex
    assert sheet.whole == ""


def asked(folder: Path, count: int, make: Callable[[Tree], Iterator[object]]) -> int:
    """How many steps it takes to make something of so many honours and calls."""
    honour = "award: A\nrecipients: [Ada, Bob]\nreason: r\ndate: {}-{:02}-01"
    days = [(2025 - n // 12, n % 12 + 1) for n in range(count)]
    files = {f"awards/a{n}.md": diary(f"A{n}", honour.format(*days[n])) for n in range(count)}
    files |= {f"calls/c{n}.md": call(f"C{n}", "2026-01-01", "2026-02-01") for n in range(count)}
    laid = laid_out(folder, files, options="page_size: 1\n")
    under = tree(laid.desk, laid.atlas())
    under.atlas.by_kind  # noqa: B018 - it is made once, whoever asks first
    with steps() as found:
        made = list(make(under))
    assert len(made) >= count
    return found[0]


@pytest.mark.parametrize("make", [all_lists, deadline_sheets], ids=["lists", "calendars of calls"])
def test_twice_as_many_pages_take_twice_the_steps(
    tmp_path: Path, make: Callable[[Tree], Iterator[object]]
) -> None:
    few, more, most = (asked(tmp_path / str(n), n, make) for n in (20, 40, 80))

    assert most - more < 1.1 * 2 * (more - few)
