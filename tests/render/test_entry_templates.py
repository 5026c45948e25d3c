"""Templates of single entries: what stands around the text of each kind."""

import re
from itertools import pairwise

import html5lib
import pytest
from msgspec.structs import replace

from generator.pages.thread_views import Knot
from generator.pages.values import Mention
from generator.pages.views import EntryPage, ItemPage
from generator.render.theme import Theme, load
from tests.render import some_entries, some_loop, some_views
from tests.render.some_records import DIARY, FRIDAY, NIGHT, records

PAGES = [(lang, kind) for lang in some_views.LANGUAGES for kind in (*records(), "certificate")]


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    found, problems = load(tmp_path_factory.mktemp("project"), "default", some_views.LANGUAGES)
    assert problems == []
    return found


def shown(theme: Theme, page: EntryPage) -> str:
    return theme.render(f"{page.entry.card.kind}.html", page, page.site.lang)


def full(theme: Theme, kind: str, lang: str = "en") -> str:
    if kind == "certificate":
        return theme.render("certificate.html", some_entries.certificate(lang), lang)
    return theme.render(f"{kind}.html", some_entries.full_page(lang, kind), lang)


def text(html: str) -> str:
    words = " ".join(re.sub(r"<[^>]*>", " ", html).split())
    return re.sub(r" ([.,:])", r"\1", words)


@pytest.mark.parametrize(("lang", "kind"), PAGES)
def test_a_full_page_is_valid_html(theme: Theme, lang: str, kind: str) -> None:
    parser = html5lib.HTMLParser(strict=True)

    assert parser.parse(full(theme, kind, lang)) is not None


@pytest.mark.parametrize(("lang", "kind"), PAGES)
def test_a_full_page_has_one_h1_skips_no_level_and_repeats_no_id(
    theme: Theme, lang: str, kind: str
) -> None:
    html = full(theme, kind, lang)
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
    ids = re.findall(r'\bid="([^"]*)"', html)

    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'aria-labelledby="([^"]*)"', html)) <= set(ids)


def test_a_thread_is_a_list_with_a_node_for_each_step(theme: Theme) -> None:
    html = full(theme, "suggestion")
    thread = html[html.index('id="thread"') :]

    assert thread[: thread.index("</ol>")].count('<li class="step') == 6


def open_knot(theme: Theme, knot: Knot) -> str:
    page = some_entries.full_page("en", "suggestion")
    html = shown(theme, replace(page, thread=(*page.thread[:-1], knot)))
    start = html.index('<li class="step is-open')
    return html[start : html.index("</li>", start)]


def test_a_thread_ends_in_a_hollow_node_that_says_since_when_it_waits(theme: Theme) -> None:
    said = text(open_knot(theme, some_loop.WAITS))

    assert said == "Work is going on since 1 May 2026 · 12 days 老汤 Tang"


def test_what_is_overdue_says_for_how_long_and_what_the_team_says(theme: Theme) -> None:
    html = open_knot(theme, some_loop.LATE)

    assert html.startswith('<li class="step is-open is-late">')
    assert text(html).startswith("Waiting for an answer promised for 8 May 2026 · late for 1 week")
    assert "按钮在<em>左边</em>" in html


def test_what_is_promised_says_for_when(theme: Theme) -> None:
    assert text(open_knot(theme, some_loop.PROMISED)) == "Still open promised for 1 May 2026"


def lines(theme: Theme, kind: str) -> str:
    html = full(theme, kind)
    section = html[html.index('aria-labelledby="threads"') :]
    return section[: section.index("</section>")]


def test_a_page_on_others_threads_shows_each_as_a_line_of_dots(theme: Theme) -> None:
    html = lines(theme, "poll")
    dots = re.findall(r'(?s)<li class="(?:dot|gap).*?</li>', html)

    assert [text(dot) for dot in dots] == [
        "Suggested",
        "+7 7 more steps",
        "Asked",
        "Told",
        "Waiting for an answer promised for 8 May 2026 · late for 1 week",
        "Asked",
    ]
    assert html.count('<li class="dot" aria-current="step">') == 1
    assert html.count('<li class="dot is-open is-late">') == 1


def test_a_line_says_why_its_own_page_is_late_and_leaves_others_to_theirs(theme: Theme) -> None:
    page = some_entries.full_page("en", "poll")
    own = replace(page.threads[0], open=(replace(some_loop.LATE, link=None),))
    html = shown(theme, replace(page, threads=(own,)))

    assert '<div class="step-note">按钮在<em>左边</em></div>' in html[html.index('id="threads"') :]
    assert "step-note" not in lines(theme, "poll")


def test_what_is_too_much_for_a_page_is_on_the_board(theme: Theme) -> None:
    assert "4 more on the board" in lines(theme, "release")
    assert "on the board" not in lines(theme, "poll")


def test_the_thread_of_a_person_does_not_name_that_person_at_every_step(theme: Theme) -> None:
    html = full(theme, "person")
    thread = html[html.index('id="thread"') :]
    heads = re.findall(r'(?s)<p class="step-head">(.*?)</p>', thread)

    assert [text(head) for head in heads if "Mei" in head] == []
    assert any("Moss" in head for head in heads)


def test_a_thread_of_one_step_is_not_shown(theme: Theme) -> None:
    page = some_entries.with_thread(some_entries.full_page("en", "poll"), 1)

    assert 'id="thread"' not in shown(theme, page)


def test_a_long_thread_shows_its_end_and_folds_its_beginning(theme: Theme) -> None:
    html = shown(theme, some_entries.with_thread(some_entries.full_page("en", "poll"), 20))
    folded = html[html.index('<details class="rest">') :].partition("</details>")[0]

    assert "12 earlier steps" in folded
    assert "Step 12<" in folded
    assert "Step 13<" not in folded
    assert '<ol class="steps" start="13">' in html


def test_what_the_thread_shows_is_not_mentioned_again(theme: Theme) -> None:
    page = some_entries.full_page("en", "suggestion")
    mentions = (
        Mention("diary", "Diary", DIARY.title, DIARY.url, FRIDAY, "en"),
        Mention("suggestion", "Suggestion", NIGHT.title, NIGHT.url, FRIDAY, "en"),
    )
    html = shown(theme, replace(page, entry=replace(page.entry, mentioned_in=mentions)))
    section = html[html.index('id="mentions"') :]

    assert text(section[: section.index("</ul>")]).endswith(f"{NIGHT.title} Suggestion 1 May 2026")
    assert DIARY.title not in section[: section.index("</ul>")]


def test_many_mentions_are_folded_after_the_eighth(theme: Theme) -> None:
    page = some_entries.full_page("en", "page")
    mentions = tuple(
        Mention("diary", "Diary", f"Diary {n}", f"/d/{n}/", FRIDAY, "en") for n in range(1, 12)
    )
    html = shown(theme, replace(page, entry=replace(page.entry, mentioned_in=mentions)))
    folded = html[html.index('<details class="rest">') :]

    assert "3 more" in folded
    assert "Diary 8<" not in folded
    assert "Diary 9<" in folded


def test_a_diary_shows_the_changes_of_its_releases_with_those_who_caused_them(
    theme: Theme,
) -> None:
    html = full(theme, "diary")
    week = html[html.index('id="releases"') : html.index('id="questions"')]

    assert "From users: 1 of 2" in week
    assert "Suggested: 小梅 Mei and Moss" in text(week)


def test_a_diary_whose_releases_are_not_at_hand_names_them(theme: Theme) -> None:
    html = shown(theme, some_views.entry_page("en", "diary"))

    assert "Releases in this diary" in html


def test_the_bar_of_a_release_is_as_long_as_its_share_from_users(theme: Theme) -> None:
    assert '<rect class="part" width="50.0%" height="100%"/>' in full(theme, "release")


def test_a_change_shows_the_thread_that_led_to_it_on_one_line(theme: Theme) -> None:
    html = full(theme, "release")
    trail = html[html.index('<ol class="trail"') :]

    assert text(trail[: trail.index("</ol>")]) == NIGHT.title


def test_a_suggestion_says_its_status_and_since_when(theme: Theme) -> None:
    html = full(theme, "suggestion")
    strip = html[html.index('<dl class="strip">') :]

    said = text(strip[: strip.index("</dl>")])
    assert said.startswith("Status In progress since 1 May 2026 Voices 1,204 Suggested by Moss")


def test_a_suggestion_says_who_asked_what_was_promised_and_how_quiet_it_is(theme: Theme) -> None:
    said = text(full(theme, "suggestion"))

    assert "Answer overdue 1 May 2026" in said
    assert "Nothing has happened here for 3 months." in said
    assert "小梅 Mei and Moss 1 suggestion says the same and was merged into this one" in said


def test_a_suggestion_that_owes_nothing_promises_nothing(theme: Theme) -> None:
    page = some_entries.full_page("en", "suggestion")
    calm = replace(some_loop.STANDING, due=None, overdue=False, stale=None)
    said = text(shown(theme, replace(page, standing=calm)))

    assert "Answer overdue" not in said
    assert "Answer promised" not in said
    assert "Nothing has happened" not in said


def test_an_entry_with_a_feed_of_its_own_links_to_it(theme: Theme) -> None:
    html = full(theme, "suggestion")

    assert '<a href="/en/suggestion/12/atom.xml"' in html[html.index("<main") :]


def test_an_entry_without_a_feed_of_its_own_links_to_none(theme: Theme) -> None:
    html = shown(theme, some_views.entry_page("en", "suggestion"))

    assert 'class="feeds"' not in html


def test_an_open_poll_says_where_and_when_its_count_will_stand(theme: Theme) -> None:
    assert "The count stands here when voting closes, on 8 May 2026, 18:30" in text(
        full(theme, "poll")
    )


def test_a_closed_poll_says_that_its_ballots_are_not_there_and_offers_no_vote(
    theme: Theme,
) -> None:
    page = some_entries.full_page("en", "poll")
    card = replace(page.entry.card, state="closed")
    html = shown(theme, replace(page, entry=replace(page.entry, card=card)))

    assert "There is no count here yet." in html
    assert 'class="button" href="https://example.org/vote"' not in html


def test_a_report_draws_each_remark_to_the_scale_of_all_who_answered(theme: Theme) -> None:
    # 14 of 86 people: 16.27… %
    assert '<rect class="part" width="16.3%" height="100%"/>' in full(theme, "report")


def test_a_report_links_to_the_diary_that_answers_it(theme: Theme) -> None:
    assert f"Answered in {DIARY.title}" in text(full(theme, "report"))


def test_the_four_boxes_of_a_report_are_there_even_when_one_is_empty(theme: Theme) -> None:
    html = shown(theme, some_views.empty_entry_page("en", "report"))

    assert html.count('<section class="box ') == 4
    assert html.count("Nobody named anything here.") == 4


def test_a_closed_call_without_an_answer_says_when_it_comes(theme: Theme) -> None:
    page = some_entries.full_page("en", "call")
    record = {**page.entry.record, "outcome": (), "answer_by": FRIDAY}
    entry = replace(page.entry, record=record, card=replace(page.entry.card, state="closed"))

    assert "Our answer will stand here by 1 May 2026." in text(
        shown(theme, replace(page, entry=entry, sent=None))
    )
    assert "Our answer will stand here" not in shown(theme, replace(page, entry=entry))


def test_a_person_whom_nobody_credits_yet_is_told_how_to_begin(theme: Theme) -> None:
    html = shown(theme, some_views.entry_page("en", "person"))

    assert "It begins with a suggestion, a report or a vote." in html


def test_a_certificate_names_the_person_the_number_and_the_dates(theme: Theme) -> None:
    said = text(full(theme, "certificate"))

    assert "who helped 7 times to make what we make" in said
    assert "from 1 May 2026 to 8 May 2026" in said
    assert "For The Beanlamp workshop" in said


def test_a_colour_of_the_press_page_is_drawn_and_written(theme: Theme) -> None:
    html = full(theme, "press")

    assert 'fill="#f6b26b"' in html
    assert "<code>#f6b26b</code>" in html


def test_a_file_of_the_press_page_says_how_large_it_is(theme: Theme) -> None:
    said = text(full(theme, "press"))

    assert "1600 × 1200" in said
    assert "1.2 MB" in said
    assert "0.4 kB" in said


def test_a_press_page_without_files_says_what_will_stand_there(theme: Theme) -> None:
    html = shown(theme, some_views.entry_page("en", "press"))

    assert "Logos, pictures and texts that others may use will stand here" in html


@pytest.mark.parametrize("kind", sorted(records()))
def test_an_item_of_a_feed_is_whole_and_needs_no_script(theme: Theme, kind: str) -> None:
    page = some_entries.full_page("en", kind)
    html = theme.render("feed_item.html", ItemPage(page.site, page.entry), "en")
    parser = html5lib.HTMLParser(strict=True)

    assert parser.parseFragment(html) is not None
    assert "<script" not in html
    assert page.entry.html in html


def test_an_item_of_a_poll_shows_its_options_and_what_it_binds_to(theme: Theme) -> None:
    page = some_entries.full_page("zh-CN", "poll")
    said = text(theme.render("feed_item.html", ItemPage(page.site, page.entry), "zh-CN"))

    assert "外壳用什么颜色？" in said
    assert "柿子红" in said
    assert "竹青" in said
    assert "你的一票会改变什么" in said


def test_only_pages_of_some_kinds_load_a_second_stylesheet(theme: Theme) -> None:
    sheets = {kind: full(theme, kind).count('rel="stylesheet"') for kind in ("diary", "press")}

    assert sheets == {"diary": 1, "press": 2}
