"""Feeds of the loop: of every status, and of what happens to one suggestion."""

from pathlib import Path

import pytest

from generator.pages.views import EntryPage, ListPage, SubscribePage
from tests.pages.journals import Laid, laid_out
from tests.pages.test_boards import table, voiced
from tests.pages.test_thread import AT, PEOPLE, RELEASE, WHOLE

OWN = "/suggestions/darker/atom.xml"


def laid(folder: Path, files: dict[str, str]) -> Laid:
    return laid_out(folder, {"people.yaml": PEOPLE, **files}, at=AT)


def paths(found: Laid) -> list[str]:
    return [sheet.atom for sheet in found.plan.feeds]


def test_a_suggestion_has_a_feed_with_an_item_a_step_newest_first(tmp_path: Path) -> None:
    items = laid(tmp_path, WHOLE).feed(OWN).view.items

    assert [(f"{item.published:%m-%d}", item.title) for item in items] == [
        ("05-31", "Thanked · Darker"),
        ("05-10", "Told · Darker"),
        ("05-08", "Released · Darker"),
        ("05-08", "Changed · Darker"),
        ("05-05", "Closed · Darker"),
        ("05-04", "Decided · adopted · Darker"),
        ("05-03", "Asked · Darker"),
        ("05-01", "Suggested · Darker"),
    ]


def test_what_is_only_announced_has_not_happened_yet(tmp_path: Path) -> None:
    poll = WHOLE["polls/which.md"].replace("2026-05-03", "2026-06-03")
    later = poll.replace("2026-05-05", "2026-06-05").replace("outcome: We *did*", "")
    files = {**WHOLE, "polls/which.md": later.replace("2026-05-06", "2026-06-06")}
    items = laid(tmp_path, files).feed(OWN).view.items

    assert "Suggested · Darker" in [item.title for item in items]
    assert "Asked · Darker" not in [item.title for item in items]


def test_a_step_leads_to_where_it_is_seen(tmp_path: Path) -> None:
    items = {i.title: i.url for i in laid(tmp_path, WHOLE).feed(OWN).view.items}

    assert items["Changed · Darker"] == "https://t.example/releases/one/#change-2"
    assert items["Decided · adopted · Darker"] == "https://t.example/suggestions/darker/"


def test_what_came_before_keeps_its_id_when_more_happens(tmp_path: Path) -> None:
    before = laid(tmp_path / "a", {"suggestions/darker.md": WHOLE["suggestions/darker.md"]})
    old = {item.id for item in before.feed(OWN).view.items}
    new = [item.id for item in laid(tmp_path / "b", WHOLE).feed(OWN).view.items]

    assert old < set(new)
    assert len(set(new)) == len(new)
    assert "tag:t.example,2026:2026-05-01/suggestion/darker/en/adopted/2026-05-04" in old


def test_two_changes_of_a_release_have_an_id_each(tmp_path: Path) -> None:
    twice = RELEASE.replace("Something else", "Something else\n    refs: suggestion:darker")
    items = laid(tmp_path, {**WHOLE, "releases/one.md": twice}).feed(OWN).view.items
    changes = [item.id.partition("/en/")[2] for item in items if item.title.startswith("Changed")]

    assert changes == ["changed/release/one/2", "changed/release/one"]


def test_a_suggestion_that_was_just_written_down_has_a_feed(tmp_path: Path) -> None:
    found = laid(tmp_path, {"suggestions/a.md": voiced("A", 1, 0)})

    assert [item.title for item in found.feed("/suggestions/a/atom.xml").view.items] == [
        "Suggested · A"
    ]


def test_a_row_of_a_table_has_a_feed_once_something_happens_to_it(tmp_path: Path) -> None:
    files = {"suggestions.csv": table(2)}
    cited = {**files, "releases/one.md": RELEASE.replace("darker", "s1")}

    assert "/suggestions/s1/atom.xml" not in paths(laid(tmp_path / "a", files))
    assert "/suggestions/s1/atom.xml" in paths(laid(tmp_path / "b", cited))
    assert "/suggestions/s0/atom.xml" not in paths(laid(tmp_path / "c", cited))


def test_whoever_followed_a_duplicate_hears_what_its_target_comes_to(tmp_path: Path) -> None:
    merged = voiced("B", 2, 0, "status: duplicate\nduplicate_of: darker\nowner: lin\n")
    found = laid(tmp_path, {**WHOLE, "suggestions/b.md": merged})
    titles = [item.title for item in found.feed("/suggestions/b/atom.xml").view.items]

    assert titles[0] == "Thanked · B"


def test_the_feed_of_a_suggestion_is_in_atom_and_named_on_its_page_alone(tmp_path: Path) -> None:
    found = laid(tmp_path, WHOLE)
    sheet, view = found.feed(OWN), found.sheet("/suggestions/darker/").view
    subscribe = found.sheet("/subscribe/").view

    assert (sheet.rss, sheet.json) == ("", "")
    assert isinstance(view, EntryPage)
    assert (view.page.feeds[0].atom, view.page.feeds[0].rss) == (OWN, "")
    assert isinstance(subscribe, SubscribePage)
    assert OWN not in [feed.atom for group in subscribe.groups for feed in group.feeds]
    assert not [each for each in found.plan.opml if "darker" in each.feed]


def test_every_status_has_a_feed_that_its_page_and_the_subscribe_page_name(tmp_path: Path) -> None:
    found = laid(tmp_path, WHOLE)
    path = "/suggestions/status/shipped/"
    view, subscribe = found.sheet(path).view, found.sheet("/subscribe/").view

    assert isinstance(view, ListPage)
    assert view.page.feeds[0].atom == f"{path}atom.xml"
    assert view.feed == view.page.feeds[0]
    assert isinstance(subscribe, SubscribePage)
    [group] = [group for group in subscribe.groups if group.title == "By status"]
    assert f"{path}atom.xml" in [feed.atom for feed in group.feeds]
    assert f"https://t.example{path}feed.xml" in [each.feed for each in found.plan.opml]


def test_the_feed_of_a_status_says_when_something_got_there(tmp_path: Path) -> None:
    found = laid(tmp_path, WHOLE)
    [item] = found.feed("/suggestions/status/shipped/atom.xml").view.items

    assert f"{item.published:%Y-%m-%d}" == "2026-05-08"
    assert item.id.endswith("/suggestion/darker/en/shipped/2026-05-08")
    assert item.title == "Darker"


@pytest.mark.parametrize("status", ["received", "declined"])
def test_a_status_that_nothing_has_has_an_empty_feed(tmp_path: Path, status: str) -> None:
    assert laid(tmp_path, WHOLE).feed(f"/suggestions/status/{status}/atom.xml").view.items == ()
