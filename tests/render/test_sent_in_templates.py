"""What templates show of what people sent in: the wall, contests, galleries, wishes, stories."""

import re

import pytest
from msgspec.structs import replace

from generator.pages.sent_views import Photo, SentIn, Tile
from generator.pages.values import Link
from generator.pages.views import EntryPage
from generator.render.theme import Theme, load
from tests.render import some_entries, some_stories, some_views
from tests.render.some_records import COVER, RELEASE, STRANGER

HOSTILE = "\"><script>alert(1)</script>'"


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    found, problems = load(tmp_path_factory.mktemp("project"), "default", some_views.LANGUAGES)
    assert problems == []
    return found


def text(html: str) -> str:
    words = " ".join(re.sub(r"<[^>]*>", " ", html).split())
    return re.sub(r" ([.,:])", r"\1", words)


def call(theme: Theme, sent: SentIn, lang: str = "en") -> str:
    page = replace(some_entries.full_page(lang, "call"), sent=sent)
    return theme.render("parts/sent_in.html", page, lang)


def story(theme: Theme, page: EntryPage | None = None, **fields: object) -> str:
    shown = page or some_entries.full_page("en", "story")
    record = {**shown.entry.record, **fields}
    page = replace(shown, entry=replace(shown.entry, record=record))
    return theme.render("story.html", page, "en")


def section(html: str, name: str) -> str:
    found = re.search(rf'<section[^>]*aria-labelledby="{name}">.*?</section>', html, re.DOTALL)
    return found[0] if found else ""


def wall(theme: Theme, lang: str = "en") -> str:
    return theme.render("wall.html", some_views.wall(lang), lang)


def articles(html: str) -> list[str]:
    return re.findall(r'<article class="tile.*?</article>', html, re.DOTALL)


def test_the_winner_of_a_contest_stands_with_its_author(theme: Theme) -> None:
    html = call(theme, some_stories.contest())

    assert text(section(html, "won")) == "Chosen by your votes 杏色 · 小梅 Mei"


def test_nobody_won_before_the_count_may_be_seen(theme: Theme) -> None:
    apricot = replace(some_stories.APRICOT, won=False)
    html = call(theme, SentIn((apricot,), stories=1))

    assert section(html, "won") == ""
    assert "mark-won" not in html


def test_the_shortlist_stands_with_its_reasons_and_its_vote(theme: Theme) -> None:
    html = section(call(theme, some_stories.contest()), "shortlist")

    assert re.findall(r'<li id="entry-(\w+)">', html) == ["apricot", "leaves"]
    assert html.count('<div class="reason">因为它<em>温暖</em>') == 1
    assert html.count("mark-won") == 1
    assert 'href="/polls/colours/"' in html


def test_an_entry_that_is_a_story_leads_to_its_page_in_its_language(theme: Theme) -> None:
    html = section(call(theme, some_stories.contest(), "zh-CN"), "shortlist")

    assert '<strong lang="en"><a href="/stories/leaves/">Leaves</a></strong>' in html


def test_what_is_not_on_the_shortlist_stands_behind_it(theme: Theme) -> None:
    html = section(call(theme, some_stories.contest()), "entries")

    assert text(html) == f"Also sent in 灰 Leaves {STRANGER.title} A shadow"


def test_without_a_shortlist_everything_that_was_sent_in_stands_together(theme: Theme) -> None:
    html = section(call(theme, replace(some_stories.contest(), shortlist=())), "entries")

    assert "What was sent in" in html


def test_a_call_that_nothing_was_sent_in_to_says_nothing_of_it(theme: Theme) -> None:
    html = call(theme, SentIn())
    names = ("won", "shortlist", "entries", "photos", "stories", "wishes")

    assert [name for name in names if section(html, name)] == []


def test_a_picture_of_a_show_leads_to_its_large_form_and_says_so(theme: Theme) -> None:
    html = section(call(theme, SentIn(photos=some_stories.photos())), "photos")

    assert re.findall(r'<a class="shot" href="([^"]*)" aria-label="([^"]*)"', html) == [
        (COVER.url, f"Larger: {COVER.alt}"),
        (COVER.url, "Larger: 窗台"),
    ]


def test_a_picture_of_a_show_has_its_story_caption_maker_place_and_licence(theme: Theme) -> None:
    first, _ = some_stories.photos()
    html = section(call(theme, SentIn(photos=(first,))), "photos")

    assert text(html) == "What was sent in 窗台 因为它 温暖 小梅 Mei 南方 CC BY 4.0"


def test_a_wish_that_was_granted_says_in_which_version(theme: Theme) -> None:
    groups = some_stories.wishes(some_views.card("en", "suggestion"))
    html = section(call(theme, SentIn(wishes=groups, wished=45)), "wishes")
    first = re.findall(r'<li class="wish">.*?</li>', html, re.DOTALL)[0]

    assert "Granted in 1.4" in text(first)
    assert f'<a href="{RELEASE.url}">1.4</a>' in first


def test_wishes_say_how_many_came_to_each_end(theme: Theme) -> None:
    groups = some_stories.wishes(some_views.card("en", "suggestion"))
    html = section(call(theme, SentIn(wishes=groups, wished=45)), "wishes")

    assert [text(each) for each in re.findall(r"<h3.*?</h3>", html)] == [
        "Granted 3 of 45",
        "On their way 1 of 45",
        "Not granted, and why 1 of 45",
        "Still open 40 of 45",
    ]


def test_a_wish_that_is_open_says_for_how_long(theme: Theme) -> None:
    groups = some_stories.wishes(some_views.card("en", "suggestion"))
    html = section(call(theme, SentIn(wishes=groups[-1:], wished=40)), "wishes")

    assert "Open for 3 weeks" in text(html)


def test_what_does_not_fit_is_one_link_away(theme: Theme) -> None:
    html = call(theme, SentIn(stories=90, wished=45, url="/take-part/all/sent-in/"))

    assert '<a href="/take-part/all/sent-in/">Everything that was sent in: 135</a>' in html


def test_what_is_featured_stands_before_the_others(theme: Theme) -> None:
    html = wall(theme)

    assert html.index('class="wall-lead') < html.index('class="wall wide')
    assert html.count("is-featured") == 1


def test_every_tile_has_a_heading_that_leads_to_its_story(theme: Theme) -> None:
    tiles = articles(wall(theme))

    assert len(tiles) == 5
    assert all(re.search(r"<h2 class=\"card-title\"[^>]*><a href=", each) for each in tiles)


def test_a_tile_shows_its_quote_and_else_its_first_lines(theme: Theme) -> None:
    first, second, third, *_ = articles(wall(theme))

    assert '<p class="tile-quote"' in first
    assert '<p class="summary"' in second
    assert ">灯很好</q></a>" in third


def test_a_tile_names_who_told_it_and_what_it_is_about(theme: Theme) -> None:
    first, *_ = articles(wall(theme))

    assert "小梅 Mei" in text(first)
    assert "3 pictures" in text(first)
    assert '<a href="/tags/灯光/" class="tag">灯光</a>' in first


def test_the_wall_leads_to_the_tags_of_its_stories_and_to_the_open_calls(theme: Theme) -> None:
    html = wall(theme)

    assert '<a href="/tags/窗/">窗 <span class="count">1</span></a>' in html
    assert '<a class="button" href="/take-part/your-story/">' in html


def test_a_story_shows_its_pictures_with_captions_and_large_forms(theme: Theme) -> None:
    html = story(theme)

    assert html.count('<a class="shot"') == 2
    assert html.count('<figcaption class="caption">') == 1


def test_the_picture_that_stands_for_a_story_stands_in_it_once(theme: Theme) -> None:
    page = some_entries.full_page("en", "story")
    shots = page.entry.record["pictures"]
    assert isinstance(shots, tuple)
    own = replace(page, entry=replace(page.entry, card=replace(page.entry.card, cover=COVER)))
    html = story(theme, own, pictures=shots[:1])

    assert html.count('<a class="shot"') == 1
    assert section(html, "pictures") == ""


def test_a_story_says_how_it_came_here(theme: Theme) -> None:
    assert text(section(story(theme), "told")) == (
        "How it came here Sent in to 说说你的灯 Received 1 May 2026 "
        "Decision to publish Editor · 8 May 2026 Licence CC BY 4.0"
    )


def test_a_story_without_a_name_says_none(theme: Theme) -> None:
    assert "told by" not in story(theme, by=None)


@pytest.mark.parametrize("lang", some_views.LANGUAGES)
def test_what_strangers_wrote_stays_text(theme: Theme, lang: str) -> None:
    card = replace(some_views.card(lang, "story"), title=HOSTILE, summary=HOSTILE, cover=COVER)
    picture = replace(COVER, alt=HOSTILE)
    shown = replace(
        some_stories.everything(card, card),
        tiles=(Tile(replace(card, cover=picture), HOSTILE, (Link(HOSTILE, ""),), (), 2),),
        photos=(Photo(picture, Link(HOSTILE, "/a/"), (), place=HOSTILE, licence=HOSTILE),),
        shortlist=(replace(some_stories.LEAVES, title=HOSTILE, summary=HOSTILE, picture=picture),),
    )
    html = call(theme, shown, lang)

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html
