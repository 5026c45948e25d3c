"""Templates of people and honours: profiles, rules, boards, lists, certificates."""

import re
from itertools import pairwise

import html5lib
import pytest
from msgspec.structs import replace

from generator.pages.html import Html
from generator.pages.people_views import EvidenceView, Profile
from generator.pages.values import Link
from generator.pages.views import EntryPage
from generator.render.theme import Theme, load
from tests.render import some_entries, some_people, some_views

HOSTILE = """</title><script>alert("x")</script>'"&%(name)s {{ 1 }}"""
PAGES = [(lang, name) for lang in some_views.LANGUAGES for name in some_people.VIEWS]


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    found, problems = load(tmp_path_factory.mktemp("project"), "default", some_views.LANGUAGES)
    assert problems == []
    return found


def shown(theme: Theme, name: str, lang: str = "en") -> str:
    template, make = some_people.VIEWS[name]
    return theme.render(template, make(lang), lang)


def person(theme: Theme, profile: Profile | None, *, team: bool = False, lang: str = "en") -> str:
    page = some_entries.full_page(lang, "person")
    entry = replace(page.entry, record={**page.entry.record, "team": team})
    return theme.render("person.html", replace(page, entry=entry, profile=profile), lang)


def text(html: str) -> str:
    words = " ".join(re.sub(r"<[^>]*>", " ", html).split())
    return re.sub(r" ([.,:])", r"\1", words)


def section(html: str, name: str) -> str:
    found = re.search(rf'<section[^>]*aria-labelledby="{name}">.*?</section>', html, re.DOTALL)
    return found[0] if found else ""


@pytest.mark.parametrize(("lang", "name"), PAGES)
def test_a_page_is_valid_html(theme: Theme, lang: str, name: str) -> None:
    assert html5lib.HTMLParser(strict=True).parse(shown(theme, name, lang)) is not None


@pytest.mark.parametrize("lang", some_views.LANGUAGES)
def test_a_full_profile_is_valid_html(theme: Theme, lang: str) -> None:
    html = person(theme, some_people.PROFILE, lang=lang)

    assert html5lib.HTMLParser(strict=True).parse(html) is not None


@pytest.mark.parametrize(("lang", "name"), [*PAGES, ("en", "profile")])
def test_a_page_has_one_h1_skips_no_level_and_repeats_no_id(
    theme: Theme, lang: str, name: str
) -> None:
    html = person(theme, some_people.PROFILE) if name == "profile" else shown(theme, name, lang)
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
    ids = re.findall(r'\bid="([^"]*)"', html)

    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'aria-labelledby="([^"]*)"', html)) <= set(ids)


def test_a_profile_shows_what_each_role_is_worth(theme: Theme) -> None:
    rows = re.findall(r"<tr>(.*?)</tr>", section(person(theme, some_people.PROFILE), "credits"))

    assert [text(row) for row in rows] == [
        "Role How often Points each Points earned",
        "Suggested 5 5 25",
        "Tested 2 3 6",
        "Points earned 31",
    ]


def test_somebody_without_points_is_counted_all_the_same(theme: Theme) -> None:
    rows = tuple(replace(row, each=0, points=0) for row in some_people.ROWS)
    html = person(theme, Profile(rows=rows), team=True)

    assert re.findall(r'<th scope="row">(\w+)<.*?<td>(\d+)</td>', html) == [
        ("Suggested", "5"),
        ("Tested", "2"),
    ]
    assert "oints" not in section(html, "credits")


def test_a_profile_says_what_is_met_and_what_is_missing(theme: Theme) -> None:
    needs = re.findall(
        r'<li class="need.*?</li>', section(person(theme, some_people.PROFILE), "level")
    )

    assert [text(need) for need in needs] == [
        "Points earned 31 of 60 29 missing",
        "Different ways of taking part 2 of 2 met",
        "Different months 1 of 3 2 missing",
        "Told a story 0 of 1 1 missing",
    ]


def test_the_way_leads_to_the_rules_of_the_level(theme: Theme) -> None:
    level = section(person(theme, some_people.PROFILE), "level")

    assert '<a href="/people/levels/#level-loyal">老用户</a>' in level
    assert '<a href="/people/levels/#level-friend">朋友</a>' in level
    assert '<a href="/people/levels/">How points and levels are counted</a>' in level


def test_there_is_an_end_to_the_way(theme: Theme) -> None:
    top = replace(some_people.PROFILE, next=None, needs=())

    assert "There is no higher level." in section(person(theme, top), "level")


def test_a_team_member_has_no_level_and_no_badge(theme: Theme) -> None:
    html = person(theme, Profile(rows=some_people.ROWS), team=True)

    assert (section(html, "level"), section(html, "badge")) == ("", "")


def test_whom_nobody_credits_yet_is_told_how_to_begin(theme: Theme) -> None:
    html = person(theme, Profile(ranked=True, rules="/people/levels/"))

    assert "It begins with a suggestion, a report or a vote." in html
    assert "No level yet: the first contribution opens the way." in html


def test_addresses_of_a_ledger_are_not_vouched_for(theme: Theme) -> None:
    html = section(person(theme, some_people.PROFILE), "credits")
    link = 'href="https://forum.example.org/t/1?a=1&amp;b=2" rel="nofollow ugc"'

    assert f"<a {link}>论坛</a>" in html
    assert f"<a {link}>https://forum.example.org/t/1?a=1&amp;b=2</a>" in html
    assert html.count("nofollow") == 2


def test_words_of_a_ledger_are_text(theme: Theme) -> None:
    row = EvidenceView("answered", None, 1, HOSTILE, HOSTILE, outside=True)
    plain = replace(row, url="", outside=False)
    html = person(theme, replace(some_people.PROFILE, evidence=(row, plain)))

    assert "<script>alert" not in html


def test_evidence_says_how_often_and_in_which_language(theme: Theme) -> None:
    html = section(person(theme, some_people.PROFILE), "credits")

    assert "Answered × 4" in text(html)
    assert '<a href="/stories/night/" lang="en">A night shift</a>' in person(
        theme, some_people.PROFILE, lang="zh-CN"
    )
    assert "and 12 older ones" in text(html)


def test_what_to_paste_stands_as_text_with_a_button_for_scripts(theme: Theme) -> None:
    html = section(person(theme, some_people.PROFILE), "badge")
    code = "&lt;a href=&#34;https://e.org/&#34;&gt;"

    assert f'<code class="address">{code}' in html
    assert html.count('class="copy needs-js"') == 3
    assert '<img src="/people/mei/badge.svg" alt="小梅：老用户" width="176" height="62"' in html


def test_a_handle_stands_once(theme: Theme) -> None:
    page = some_entries.full_page("en", "person")
    card = replace(page.entry.card, title="@mei")
    named = replace(page, entry=replace(page.entry, card=card))

    assert "<span>@mei</span>" in theme.render("person.html", page, "en")
    assert "<span>@mei</span>" not in theme.render("person.html", named, "en")


def test_the_rules_say_that_nobody_types_points_in(theme: Theme) -> None:
    assert "Nobody types points in." in shown(theme, "levels")
    assert "积分没有人手填。" in shown(theme, "levels", "zh-CN")


def test_the_highest_level_stands_first_with_its_anchor(theme: Theme) -> None:
    html = section(shown(theme, "levels"), "levels")

    assert re.findall(r'<li id="level-(\w+)">', html) == ["friend", "customer"]
    assert "Any contribution" in html


def test_a_privilege_names_who_qualifies_and_counts_the_others(theme: Theme) -> None:
    said = text(section(shown(theme, "levels"), "privileges"))

    assert "Who qualifies: 小梅 Mei and 老汤 Tang and 2 more people" in said
    assert "1 person qualifies." in said
    assert "Nobody qualifies yet." in said
    assert "How many there are: 6" in said


def test_a_ranking_names_place_person_count_and_points(theme: Theme) -> None:
    html = section(shown(theme, "board"), "board-1")
    rows = re.findall(r"<tr>(.*?)</tr>", html)

    assert [text(row) for row in rows][1:] == ["1 小梅 Mei 9 22", "2 老汤 Tang 1 5", "2 Moss 1 5"]
    assert "4 more people contributed." in text(html)


def test_what_has_too_few_people_is_said_in_a_line(theme: Theme) -> None:
    html = shown(theme, "board")

    assert section(html, "board-3") == ""
    assert "Tested: 1 person" in text(section(html, "rest"))
    assert "2 people contributed: too few for a ranking." in shown(theme, "year")


def test_a_board_says_who_was_honoured_and_how(theme: Theme) -> None:
    said = text(section(shown(theme, "board"), "nominated"))

    assert "小梅 Mei" in said
    assert "confirmed as the numbers say" in said
    assert "not decided yet" in section(shown(theme, "year"), "nominated")


def test_a_month_that_is_not_over_says_so(theme: Theme) -> None:
    assert "It is not over yet" in shown(theme, "board")
    assert "It is not over yet" not in shown(theme, "year")


def test_the_list_says_how_many_there_are_of_each(theme: Theme) -> None:
    html = shown(theme, "people")

    assert '<h2 id="group-friend">朋友 <span class="count">120</span></h2>' in html
    assert '<a href="/people/level/friend/">All 120</a>' in html
    assert "and 68 more people" in text(section(html, "founding"))


def test_a_certificate_says_level_and_founding(theme: Theme) -> None:
    page = replace(some_entries.certificate("en"), level=some_people.FRIEND, founding=True)
    html = theme.render("certificate.html", page, "en")
    bare = theme.render("certificate.html", some_entries.certificate("en"), "en")

    assert '<p class="rank">朋友 · Founding member</p>' in html
    assert 'class="rank"' not in bare


def award(theme: Theme, *, window: Link | None = None, **fields: object) -> str:
    page = some_views.entry_page("en", "award")
    entry = replace(page.entry, record={**page.entry.record, **fields})
    return text(theme.render("award.html", replace(page, entry=entry, window=window), "en"))


@pytest.mark.parametrize(
    ("how", "said"),
    [("data", "by the numbers."), ("team", "by the team."), ("vote", "by vote.")],
)
def test_an_award_says_how_it_was_chosen(theme: Theme, how: str, said: str) -> None:
    assert f"Chosen {said}" in award(theme, poll=None, chosen_by=how)


def test_an_award_leads_to_its_poll_and_to_its_boards(theme: Theme) -> None:
    said = award(theme, chosen_by="vote", window=Link("October 2026", "/honours/2026-10/"))

    assert "Decided by 外壳用什么颜色？" in said
    assert "Chosen by vote" not in said
    assert "Who did most in that time: October 2026" in said


def test_the_shelf_leads_to_the_boards(theme: Theme) -> None:
    windows = (Link("October 2026", "/honours/2026-10/"),)
    html = theme.render("honours.html", replace(some_views.honours("en"), windows=windows), "en")

    assert '<a href="/honours/2026-10/">October 2026</a>' in section(html, "windows")


@pytest.mark.parametrize("name", sorted(some_people.VIEWS))
def test_hostile_titles_do_nothing(theme: Theme, name: str) -> None:
    template, make = some_people.VIEWS[name]
    html = theme.render(template, replace(make("en"), heading=HOSTILE), "en")

    assert "<script>alert" not in html


def test_a_hostile_name_does_nothing_on_a_profile(theme: Theme) -> None:
    badge = replace(some_people.BADGE, alt=HOSTILE, html=HOSTILE, markdown=HOSTILE)
    level = Link(HOSTILE, "/x/")
    hostile = replace(some_people.PROFILE, badge=badge, level=level, privileges=(level,))
    page = some_entries.full_page("en", "person")
    card = replace(page.entry.card, title=HOSTILE)
    view: EntryPage = replace(
        page, profile=hostile, entry=replace(page.entry, card=card, html=Html(""))
    )

    assert "<script>alert" not in theme.render("person.html", view, "en")


def test_the_stylesheet_of_people_is_small(theme: Theme) -> None:
    [size] = [len(data) for path, data in theme.assets() if path.startswith("assets/people.")]

    assert size < 8_192
