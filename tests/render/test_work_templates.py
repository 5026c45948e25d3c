"""What templates show of the way from votes to work: follow-through, the shelf."""

import re

import pytest
from msgspec.structs import replace

from generator.pages.values import Tally
from generator.render.theme import Theme, load
from tests.render import some_entries, some_views


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    found, problems = load(tmp_path_factory.mktemp("project"), "default", some_views.LANGUAGES)
    assert problems == []
    return found


def text(html: str) -> str:
    words = " ".join(re.sub(r"<[^>]*>", " ", html).split())
    return re.sub(r" ([.,:])", r"\1", words)


def section(html: str, name: str) -> str:
    found = re.search(rf'<section[^>]*aria-labelledby="{name}">.*?</section>', html, re.DOTALL)
    return found[0] if found else ""


def follow(theme: Theme, lang: str = "en") -> str:
    page = some_entries.full_page(lang, "poll")
    return section(theme.render("parts/follow.html", page, lang), "follow")


def test_what_became_of_a_vote_stands_in_its_order(theme: Theme) -> None:
    steps = [text(step) for step in re.findall(r"<li class.*?</li>", follow(theme), re.DOTALL)]

    adopted = "夜里不刺眼的光 Adopted Waiting for its turn 1 May 2026 老汤 Tang"

    assert steps == [
        f"Place 1 柿子红 {adopted} 豆灯 1.4 Released 8 May 2026",
        "Place 2 靛 夜里不刺眼的光 Shipped 8 May 2026",
        "Place 2 竹青 Nothing has come of it yet.",
    ]


def test_open_ends_are_hollow(theme: Theme) -> None:
    nodes = re.findall(r'<li class="(step[^"]*)"', follow(theme))

    assert nodes == ["step is-open", "step", "step is-open"]


def test_a_poll_that_nobody_follows_through_has_no_such_list(theme: Theme) -> None:
    page = replace(some_entries.full_page("en", "poll"), follow=())

    assert theme.render("parts/follow.html", page, "en").strip() == ""


def test_the_shelf_says_who_has_how_many_buckets(theme: Theme) -> None:
    shelf = some_views.honours("en")
    holders = (Tally("Lin", "/people/lin/", 3), Tally("Ada", "", 1))
    group = replace(shelf.groups[0], count=4, holders=holders)

    html = theme.render("honours.html", replace(shelf, groups=(group,)), "en")

    assert '<span><a href="/people/lin/">Lin</a> × 3</span>' in html
    assert "<span>Ada</span>" in html


def test_a_shelf_with_a_single_bucket_says_whose_it_is(theme: Theme) -> None:
    shelf = some_views.honours("en")
    group = replace(shelf.groups[0], count=1, holders=(Tally("Lin", "/people/lin/", 1),))

    html = theme.render("honours.html", replace(shelf, groups=(group,)), "en")
    assert '<span><a href="/people/lin/">Lin</a></span>' in html
