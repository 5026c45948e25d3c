"""The shelf of honours: who has how many of each award."""

from pathlib import Path

from generator.pages.values import Tally
from generator.pages.views import ListPage
from tests.pages.journals import Laid, laid_out

PEOPLE = "- {id: lin, handle: lily, title: Lin}\n- {id: song, title: Song}\n"


def award(name: str, recipients: str, day: int, more: str = "") -> str:
    return (
        f"---\ntitle: A{day}\ndate: 2026-05-{day:02}\naward: {name}\n"
        f"recipients: [{recipients}]\nreason: y\n{more}\n---\n"
    )


def shelf(laid: Laid) -> dict[str, tuple[Tally, ...]]:
    view = laid.sheet("/honours/").view
    assert isinstance(view, ListPage)
    return {group.title: group.holders for group in view.groups}


def test_buckets_are_counted_by_award_and_recipient(tmp_path: Path) -> None:
    files = {
        "people.yaml": PEOPLE,
        "awards/a.md": award("Popcorn", "song, Ada", 1),
        "awards/b.md": award("Popcorn", "lin", 2),
        "awards/c.md": award("Popcorn", '"@lily", Ada', 3),
        "awards/d.md": award("Star", "song", 4),
        "awards/e.md": award("Popcorn", "song", 5, "draft: yes"),
    }

    assert shelf(laid_out(tmp_path, files)) == {
        "Star": (Tally("Song", "/people/song/", 1),),
        "Popcorn": (
            Tally("Ada", "", 2),
            Tally("Lin", "/people/lin/", 2),
            Tally("Song", "/people/song/", 1),
        ),
    }


def test_every_page_of_the_shelf_counts_all_awards(tmp_path: Path) -> None:
    files = {f"awards/{n}.md": award("Popcorn", "Ada", n) for n in range(1, 5)}
    laid = laid_out(tmp_path, files, options="page_size: 3\n")
    second = laid.sheet("/honours/page/2/").view

    assert isinstance(second, ListPage)
    assert [group.holders for group in second.groups] == [(Tally("Ada", "", 4),)]


def test_who_is_not_public_is_not_on_the_shelf(tmp_path: Path) -> None:
    files = {
        "people/mei.md": "---\ntitle: Mei\ndraft: yes\n---\n",
        "awards/a.md": award("Popcorn", '"@mei", Ada', 1),
    }

    assert shelf(laid_out(tmp_path, files)) == {"Popcorn": (Tally("Ada", "", 1),)}


def test_other_lists_have_no_shelves(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"diaries/a.md": "---\ntitle: A\ndate: 2026-05-01\n---\n"})
    view = laid.sheet("/diaries/").view

    assert isinstance(view, ListPage)
    assert [group.holders for group in view.groups] == [()]
