"""What templates show of a month, a year, a diary's week, and of an experience report."""

import re

import pytest
from msgspec.structs import replace

from generator.pages.html import Html
from generator.pages.said_views import MonthPage, SaidItem
from generator.pages.values import Link
from generator.render.theme import Theme, load
from tests.render import some_entries, some_said, some_views
from tests.render.some_records import DIARY, NIGHT, POLL

HOSTILE = """</p><script>alert("x")</script>"""


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    found, problems = load(tmp_path_factory.mktemp("project"), "default", some_views.LANGUAGES)
    assert problems == []
    return found


def text(html: str) -> str:
    words = " ".join(re.sub(r"<[^>]*>", " ", html).replace("&nbsp;", " ").split())
    return re.sub(r" ([.,:)])", r"\1", words)


def section(html: str, name: str) -> str:
    found = re.search(rf'<section[^>]*aria-labelledby="{name}">.*?</section>', html, re.DOTALL)
    return found[0] if found else ""


def made_month(lang: str = "en") -> MonthPage:
    return some_said.month(some_views.site(lang), some_views.page(lang, "/said/", "May"))


def month(theme: Theme, lang: str = "en") -> str:
    return theme.render("month.html", made_month(lang), lang)


def year(theme: Theme, lang: str = "en") -> str:
    view = some_said.year(some_views.site(lang), some_views.page(lang, "/said/2026/", "2026"))
    return theme.render("year.html", view, lang)


def report(theme: Theme, lang: str = "en") -> str:
    return theme.render("report.html", some_entries.full_page(lang, "report"), lang)


def figures(html: str) -> dict[str, str]:
    [block] = re.findall(r'<dl class="sums figures">.*?</dl>', html, re.DOTALL)
    rows = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", block)
    return {text(name): value for name, value in rows}


def test_a_month_says_its_figures(theme: Theme) -> None:
    assert figures(month(theme)) == {
        "received": "14",
        "answered for the first time": "12",
        "adopted": "5",
        "shipped": "3",
        "declined": "61",
        "still waiting": "3",
        "overdue": "1",
    }


def test_a_month_stands_beside_the_one_before(theme: Theme) -> None:
    html = text(month(theme))

    assert "received 14 2026年4月: 9" in html
    assert "From users: 9 of 14 changes · 2026年4月: 3 of 8" in html
    assert "half of them within 5.5 days · 2026年4月: 2" in html


def test_a_figure_without_anything_leads_nowhere(theme: Theme) -> None:
    here = some_views.site("en")
    quiet = some_said.quiet_month(here, some_views.page("en", "/said/", "May"))
    html = theme.render("month.html", quiet, "en")

    assert 'href="#shipped"' not in html
    assert 'href="#shipped"' in month(theme)


def test_a_month_says_how_often_the_team_gave_a_reason_and_kept_its_word(theme: Theme) -> None:
    html = text(month(theme))

    assert "Declined with a reason 60 of 61" in html
    assert "Promised answers given 3 of 4" in html
    assert "Waiting longest 34 days" in html


def test_a_list_that_is_cut_says_so(theme: Theme) -> None:
    assert "1 of 61 are shown here." in text(section(month(theme), "declined"))
    assert "are shown here." not in section(month(theme), "shipped")


def test_what_waits_says_how_long_and_who_answers_for_it(theme: Theme) -> None:
    assert "Evaluating since 1 May 2026 34 days 老汤 Tang" in text(section(month(theme), "waiting"))


def test_what_is_owed_says_for_how_long_and_why(theme: Theme) -> None:
    html = text(section(month(theme), "overdue"))

    assert "投票 Poll" in html
    assert " 1 day " in html
    assert html.endswith("按钮在 左边 on the left")


def test_a_month_says_that_nobody_typed_its_figures_in(theme: Theme) -> None:
    running = made_month()
    over = theme.render("month.html", replace(running, running=False), "en")

    assert "This time is not over, so they will change." in month(theme)
    assert "This time is not over" not in over
    assert '<a href="/said/2026-05/said.json">The figures as JSON</a>' in over


def test_what_the_team_says_stands_above_the_figures(theme: Theme) -> None:
    html = month(theme)

    assert html.index("这个月很忙。") < html.index("sums figures")


def test_names_and_titles_are_escaped(theme: Theme) -> None:
    lists = replace(some_said.lists(), adopted=(SaidItem(Link(HOSTILE, "/x/")),))
    view = replace(made_month(), heading=HOSTILE, text_heading=HOSTILE, lists=lists)

    assert "<script>alert" not in theme.render("month.html", view, "en")


def test_a_year_shows_the_numbers_of_its_chart_as_a_table(theme: Theme) -> None:
    html = year(theme)
    rows = re.findall(r'<tr><th scope="row">(.*?)</tr>', section(html, "months"), re.DOTALL)

    assert [text(row) for row in rows] == [
        "2026年4月 9 0 0 0 0 0 3 of 8",
        "2026年5月 14 12 5 3 61 3 —",
    ]
    assert '<svg class="columns"' in section(html, "months")


def test_a_year_says_where_everything_stands(theme: Theme) -> None:
    html = text(section(year(theme), "statuses"))

    assert html.endswith("Received 2 Shipped 12")


def test_a_year_in_chinese_says_so(theme: Theme) -> None:
    html = text(year(theme, "zh-CN"))

    assert "你们说，我们做 2026年 这一年的话" in html
    assert "14项改动中9项来自用户 · 2025：8项中的3项" in html
    assert "半数在5.5天以内 · 2025：2" in html


def test_a_diary_says_what_happened_since_the_last(theme: Theme) -> None:
    html = theme.render("diary.html", some_entries.full_page("en", "diary"), "en")
    shown = text(section(html, "since"))

    assert f"What was said and done since {DIARY.title}." in shown
    assert f"Shipped 3: {NIGHT.title} and {NIGHT.title} …" in shown
    assert "Adopted 5: " in shown
    assert "Declined" not in shown
    assert "Changes from users 9 of 14" in shown
    assert f"Opened {POLL.title} · until 8 May 2026 {NIGHT.title} Closed {POLL.title}" in shown


def test_a_diary_in_whose_week_nothing_happened_says_nothing_of_it(theme: Theme) -> None:
    page = replace(some_entries.full_page("en", "diary"), since=None)

    assert section(theme.render("diary.html", page, "en"), "since") == ""


def test_a_remark_says_how_many_said_it_and_what_came_of_it(theme: Theme) -> None:
    html = text(section(report(theme), "liked"))

    assert "14 people, 16 %" in html
    assert re.search(r"Shipped 1 May 2026 .* Released 1 May 2026", html)


def test_a_question_says_its_mean_and_each_mark(theme: Theme) -> None:
    html = section(report(theme), "question-dark")
    rows = re.findall(r'<th scope="row">(\d)</th><td><span>(\d)</span>', html)

    assert "够暗吗 &lt;dim&gt; enough" in html
    assert "3.8 on average, of 10 marks" in text(html)
    assert rows == [("1", "3"), ("5", "7")]
    assert '<rect class="part" width="70.0%"' in html


def test_a_question_that_nobody_answered_has_no_mean(theme: Theme) -> None:
    html = section(report(theme), "question-none")

    assert "Nobody gave a mark." in html
    assert "on average" not in html


def test_reports_stand_side_by_side_and_this_one_is_marked(theme: Theme) -> None:
    html = section(report(theme), "compare")
    rows = [text(row) for row in re.findall(r'<tr><th scope="row">.*?</tr>', html, re.DOTALL)]

    assert rows == [
        "够暗吗 dim enough 2.5 74 marks 4.4 86 marks",
        "按钮在 左边 on the left — 14 · 16 %",
        "按钮在 左边 on the left 0 · 0 % 43 · 50 %",
    ]
    assert html.count('<th scope="col" class="is-here">') == 3
    assert "1 other report is left out." in html


def test_a_report_leads_to_all_of_them(theme: Theme) -> None:
    assert '<a href="/reports/compare/">All reports side by side</a>' in report(theme)


def test_reports_with_nothing_in_common_say_so(theme: Theme) -> None:
    here = some_views.site("en")
    view = some_said.compare(here, some_views.page("en", "/reports/compare/", "All"))
    html = theme.render("reports_compare.html", replace(view, comparison=None), "en")

    assert "No question and no remark stands in two reports." in html


def test_finished_html_of_a_note_stands_as_it_is(theme: Theme) -> None:
    item = SaidItem(Link("A", "/a/"), note=Html("<em>so</em>"))
    lists = replace(some_said.lists(), shipped=(item,))

    assert '<div class="said-note"><em>so</em></div>' in theme.render(
        "month.html", replace(made_month(), lists=lists), "en"
    )
