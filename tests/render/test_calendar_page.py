"""What templates say of rhythms: when the next slots are, and how they were kept."""

import re
from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from generator.pages.calendar_views import RhythmView
from generator.pages.views import CalendarPage, HomePage
from generator.render.theme import Theme, load
from tests.render import some_views
from tests.render.some_rhythms import ENDED, KEPT, RHYTHM

HOSTILE = """</p><script>alert("x")</script>"""
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()  # noqa: SIM905


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    found, problems = load(tmp_path_factory.mktemp("project"), "default", some_views.LANGUAGES)
    assert problems == []
    return found


def rendered(
    theme: Theme, lang: str = "en", rhythms: Sequence[RhythmView] = (RHYTHM,), ics: str = ""
) -> str:
    page = replace(some_views.page(lang, "/calendar/", "Calendar"), calendar=ics)
    view = CalendarPage(some_views.site(lang), page, (), (), tuple(rhythms), "/punctuality.json")
    return theme.render("calendar.html", view, lang)


def text(html: str) -> str:
    words = " ".join(re.sub(r"<[^>]*>", " ", html).replace("&nbsp;", " ").split())
    return re.sub(r" ([.,:)])", r"\1", words)


def kept(theme: Theme, lang: str = "en", **changes: int) -> str:
    rhythm = replace(RHYTHM, punctuality=replace(KEPT, **changes))
    found = re.search(r'<p class="kept">.*?</p>', rendered(theme, lang, [rhythm]), re.DOTALL)
    assert found is not None
    return text(found[0])


def test_slots_stand_with_weekday_date_and_time(theme: Theme) -> None:
    said = text(rendered(theme))

    assert "Friday, 27 November 2026, 17:00 left out: Holiday" in said
    assert "Friday, 4 December 2026, 17:00 left out Thursday" in said
    assert "Thursday, 10 December 2026, 17:00 instead of 11 December 2026, 17:00: Move" in said
    assert "Thursday, 17 December 2026, 17:00 instead of 18 December 2026, 17:00 Friday" in said


def test_the_next_slot_is_the_first_that_is_not_left_out(theme: Theme) -> None:
    found = re.findall(r'<li class="is-next">.*?datetime="([^"]*)"', rendered(theme), re.DOTALL)

    assert found == ["2026-12-10T17:00+08:00"]


def test_a_slot_that_is_left_out_is_struck_through(theme: Theme) -> None:
    assert len(re.findall(r"<s><time", rendered(theme))) == 2


@pytest.mark.parametrize(("number", "weekday"), list(enumerate(WEEKDAYS, 1)))
def test_weekdays_are_counted_in_their_own_words(theme: Theme, number: int, weekday: str) -> None:
    assert kept(theme, weekday=number).startswith(f"151 of 156 {weekday}s on time since 22 May")
    assert kept(theme, weekday=number, total=1, kept=0).startswith(f"0 of 1 {weekday} on time")


def test_different_weekdays_are_dates(theme: Theme) -> None:
    assert kept(theme, weekday=0).startswith("151 of 156 dates on time")
    assert kept(theme, weekday=0, total=1, kept=1).startswith("1 of 1 date on time")


def test_chinese_counts_as_chinese_does(theme: Theme) -> None:
    assert kept(theme, "zh-CN").startswith("156个周五里，151个准时")
    assert kept(theme, "zh-CN", weekday=0).startswith("156次里，151次准时")


def test_what_was_not_kept_says_how_late_and_why(theme: Theme) -> None:
    said = text(rendered(theme))

    assert "20 November 2026 nothing appeared 13 November" in said
    assert "13 November 2026 3 hours late 半年 The printer burned" in said
    assert "9 October 2026 1 minute late 2 October" in said
    assert "2 October 2026 left out National Day" in said
    assert "and 7 earlier ones" in said


def test_the_same_in_chinese(theme: Theme) -> None:
    said = text(rendered(theme, "zh-CN"))

    assert "2026年11月20日 没有发布" in said
    assert "2026年11月13日 晚了3小时" in said


def test_a_title_in_another_language_says_so(theme: Theme) -> None:
    assert re.search(r'<a href="/diaries/half/" lang="zh-CN">半年</a>', rendered(theme))


def test_a_rhythm_that_ended_shows_how_it_was_kept(theme: Theme) -> None:
    html = rendered(theme, rhythms=[ENDED])

    assert "151 of 156 Fridays on time" in text(html)
    assert "is-next" not in html


def test_reasons_and_titles_are_texts(theme: Theme) -> None:
    exceptions = tuple(replace(e, reason=HOSTILE, title=HOSTILE) for e in KEPT.exceptions)
    coming = tuple(replace(slot, reason=HOSTILE) for slot in RHYTHM.coming)
    hostile = RhythmView(HOSTILE, coming, replace(KEPT, exceptions=exceptions))

    assert "<script>alert" not in rendered(theme, rhythms=[hostile])


def test_the_address_of_the_calendar_file_can_be_found_and_copied(theme: Theme) -> None:
    html = rendered(theme, ics="https://example.org/calendar.ics")

    assert (
        '<link rel="alternate" type="text/calendar" title="Calendar" '
        'href="https://example.org/calendar.ics">'
    ) in html
    assert 'data-copy="https://example.org/calendar.ics"' in html
    assert "text/calendar" not in rendered(theme)


def test_the_home_page_says_when_the_next_diary_comes(theme: Theme) -> None:
    template, view = some_views.views("en")["home"]
    assert isinstance(view, HomePage)
    with_it = text(theme.render(template, replace(view, rhythm=RHYTHM), "en"))
    without = text(theme.render(template, replace(view, rhythm=None), "en"))

    assert "Next: Orange Friday · Thursday, 10 December 2026, 17:00" in with_it
    assert "Orange Friday ·" not in without
