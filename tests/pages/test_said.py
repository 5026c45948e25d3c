"""You said, we did: which months and years have a page, and what stands on it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.journal.checks import check
from generator.journal.said import Figures
from generator.pages.lists.said_lists import MOST
from generator.pages.said_views import MonthPage, Since, YearPage
from generator.pages.views import EntryPage
from tests.pages.journals import Laid, diary, laid_out

AT = datetime(2026, 6, 15, tzinfo=UTC)
PEOPLE = "- {id: mei, title: Mei}\n- {id: lin, title: Lin, team: yes}\n- {id: rui, title: Rui}\n"
FILES = {
    "people.yaml": PEOPLE,
    "releases/1.md": """---
title: One
date: 2026-05-08
version: "1"
changes:
  - {text: Darker, why: W, credits: ["@mei", {person: "@rui", role: tested}]}
  - {text: Tidied up, why: W, credits: {person: lin, role: contributed}}
---
""",
    "releases/2.md": """---
title: Two
date: 2026-05-31 23:00
version: "2"
changes:
  - {text: Louder, why: W, credits: [{person: "@mei", role: tested}, {person: "@mei"}, Stranger]}
---
""",
    "suggestions/a.md": "---\ntitle: A\ndate: 2026-04-20\nowner: lin\nhistory:\n"
    "  - {date: 2026-05-03, status: adopted, note: 'We *will*'}\n---\n",
    "suggestions/b.md": "---\ntitle: B\ndate: 2026-05-04\nreason: It breaks\nhistory:\n"
    "  - {date: 2026-06-04, status: declined}\n---\n",
    "suggestions/c.md": "---\ntitle: C\ndate: 2026-05-05\nstatus: evaluating\nowner: lin\n---\n",
}
POLL = """---
title: Which
date: 2026-04-01
question: Which?
options: [{id: x, title: X}, {id: y, title: Y}]
opens: 2026-04-02
closes: 2026-04-20
binds: We do it
answer_by: 2026-05-05
late: Lin was *ill*
---
"""


def journal(folder: Path, *, options: str = "", **more: str) -> Laid:
    named = {name.replace("__", "/").replace("_", "-") + ".md": text for name, text in more.items()}
    return laid_out(folder, {**FILES, **named}, at=AT, options=options)


def month(laid: Laid, name: str) -> MonthPage:
    view = laid.sheet(f"/you-said-we-did/{name}").view
    assert isinstance(view, MonthPage)
    return view


def year(laid: Laid, name: str) -> YearPage:
    view = laid.sheet(f"/you-said-we-did/{name}").view
    assert isinstance(view, YearPage)
    return view


def test_a_month_shows_what_users_caused_newest_first(tmp_path: Path) -> None:
    done = month(journal(tmp_path), "2026-05/").lists.done

    assert [(deed.text, deed.release.title) for deed in done] == [
        ("Louder", "Two"),
        ("Darker", "One"),
    ]


def test_a_deed_says_who_is_credited(tmp_path: Path) -> None:
    done = month(journal(tmp_path), "2026-05/").lists.done
    shown = [(getattr(c["person"], "title", None), c["role"]) for c in done[1].credits]

    assert shown == [("Mei", "suggested"), ("Rui", "tested")]


def test_what_was_decided_stands_with_its_date_and_the_reason(tmp_path: Path) -> None:
    laid = journal(tmp_path)
    [adopted] = month(laid, "2026-05/").lists.adopted
    [declined] = month(laid, "2026-06/").lists.declined

    assert (adopted.link.title, adopted.note) == ("A", "We <em>will</em>")
    assert adopted.date == datetime(2026, 5, 3, tzinfo=UTC)
    assert (declined.link.title, declined.note) == ("B", "It breaks")


def test_what_waits_stands_with_its_age_and_its_owner(tmp_path: Path) -> None:
    [waiting] = month(journal(tmp_path), "2026-05/").lists.waiting

    assert (waiting.link.title, waiting.status, waiting.days) == ("C", "evaluating", 41)
    assert [owner.title for owner in waiting.people] == ["Lin"]


def test_an_overdue_answer_stands_with_what_the_team_says(tmp_path: Path) -> None:
    laid = journal(tmp_path, polls__which=POLL)
    owed = [month(laid, f"2026-0{n}/").lists.overdue for n in (4, 5, 6)]

    assert [[(each.link.title, each.label, each.days) for each in found] for found in owed] == [
        [],
        [("Which", "Poll", 41)],
        [("Which", "Poll", 41)],
    ]
    assert owed[1][0].note == "Lin was <em>ill</em>"


def test_a_month_stands_beside_the_month_before(tmp_path: Path) -> None:
    laid = journal(tmp_path)
    april, may = month(laid, "2026-04/"), month(laid, "2026-05/")

    assert (april.before, april.before_heading) == (None, "")
    assert (may.before, may.before_heading) == (april.figures, "2026/04")


def test_only_the_month_of_the_build_is_running(tmp_path: Path) -> None:
    laid = journal(tmp_path)

    assert [month(laid, f"2026-0{n}/").running for n in (4, 5, 6)] == [False, False, True]


def test_months_lead_to_each_other_and_to_their_year(tmp_path: Path) -> None:
    laid = journal(tmp_path)
    views = [month(laid, f"2026-0{n}/") for n in (4, 5, 6)]

    assert [view.older and view.older.url for view in views] == [
        None,
        "/you-said-we-did/2026-04/",
        "/you-said-we-did/2026-05/",
    ]
    assert [view.newer and view.newer.url for view in views] == [
        "/you-said-we-did/2026-05/",
        "/you-said-we-did/2026-06/",
        None,
    ]
    assert {view.whole_year and view.whole_year.url for view in views} == {"/you-said-we-did/2026/"}


def test_the_newest_month_has_an_address_that_stays_and_leads_to_all(tmp_path: Path) -> None:
    view = month(journal(tmp_path), "")

    assert view.heading == "2026/06"
    assert [(tally.title, tally.count) for tally in view.months] == [
        ("2026/06", 2),  # B was answered by being declined
        ("2026/05", 7),  # B and C asked, A answered and adopted, C answered, two changes
        ("2026/04", 1),  # A asked
    ]
    assert view.older is not None
    assert view.older.title == "2026/05"


def test_a_journal_in_which_nothing_was_said_has_the_page(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"pages/a.md": diary("A")}, at=AT)
    view = month(laid, "")

    assert (view.heading, view.months, view.figures) == ("2026/06", (), Figures())
    assert [path for path in laid.paths() if "you-said" in path] == ["/you-said-we-did/"]


def test_a_year_has_its_months_and_where_everything_stands(tmp_path: Path) -> None:
    view = year(journal(tmp_path), "2026/")

    assert [row.link.title for row in view.months] == ["2026/04", "2026/05", "2026/06"]
    assert view.statuses == (("evaluating", 1), ("adopted", 1), ("declined", 1))
    assert (view.figures.received, view.figures.heard, view.figures.changes) == (3, 2, 3)


def test_the_chart_of_a_year_shows_the_numbers_of_its_months(tmp_path: Path) -> None:
    chart = year(journal(tmp_path), "2026/").chart

    assert chart.count("<text") == 12
    assert "<title>4: Received 1</title>" in chart
    assert "<title>5: Received 2</title>" in chart
    assert "<title>6: Answered 1</title>" in chart


REVIEW = "---\ntitle: What we say\n---\n\nWe *read* everything.\n"


def test_a_review_introduces_its_month(tmp_path: Path) -> None:
    laid = journal(tmp_path, reviews__2026_05=REVIEW)
    view = month(laid, "2026-05/")

    assert (view.text_heading, view.text) == (
        "What we say",
        "<p>We <em>read</em> everything.</p>\n",
    )
    assert laid.sheet("/you-said-we-did/2026-05/").place.file == "content/reviews/2026-05.md"
    assert not any("/reviews/" in path for path in laid.paths())


def test_a_review_introduces_its_year(tmp_path: Path) -> None:
    assert year(journal(tmp_path, reviews__2026=REVIEW), "2026/").text_heading == "What we say"


def test_a_month_with_nothing_but_a_review_has_a_page(tmp_path: Path) -> None:
    view = month(journal(tmp_path, reviews__2026_02=REVIEW), "2026-02/")

    assert (view.figures, view.text_heading) == (Figures(), "What we say")


def test_a_review_stands_only_on_pages_of_its_language(tmp_path: Path) -> None:
    laid = laid_out(
        tmp_path,
        {**FILES, "reviews/2026-05.zh.md": REVIEW},
        at=AT,
        options="languages: [en, zh-CN]\n",
    )
    english = laid.sheet("/you-said-we-did/2026-05/").view
    chinese = laid.sheet("/zh-cn/you-said-we-did/2026-05/").view

    assert isinstance(english, MonthPage)
    assert isinstance(chinese, MonthPage)
    assert (english.text_heading, chinese.text_heading) == ("", "What we say")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("spring", "bad-period"),
        ("2026-13", "bad-period"),
        ("2026-5", "bad-period"),
        ("0026", "bad-period"),
        ("2026-07", "early-period"),
        ("2027", "early-period"),
        ("2026-06", ""),
        ("2026", ""),
    ],
)
def test_a_review_is_about_a_month_or_a_year_that_has_begun(
    tmp_path: Path, name: str, code: str
) -> None:
    laid = laid_out(tmp_path, {f"reviews/{name}.md": REVIEW}, at=AT)
    found = [(p.code, p.location.file) for p in check(laid.journal)]

    assert found == ([(code, f"content/reviews/{name}.md")] if code else [])


def test_a_draft_of_a_month_that_has_not_begun_may_wait(tmp_path: Path) -> None:
    text = REVIEW.replace("title:", "draft: yes\ntitle:")
    laid = laid_out(tmp_path, {"reviews/2026-07.md": text}, at=AT)

    assert list(check(laid.journal)) == []
    assert "/you-said-we-did/2026-07/" not in laid.paths()


def test_sixty_thousand_suggestions_are_counted_and_not_all_listed(tmp_path: Path) -> None:
    rows = "".join(f"s{n},S{n},2026-05-02,declined,No\n" for n in range(MOST + 5))
    files = {"suggestions.csv": f"id,title,date,status,reason\n{rows}"}
    view = month(laid_out(tmp_path, files, at=AT), "2026-05/")

    assert (len(view.lists.declined), view.lists.counts["declined"]) == (MOST, MOST + 5)
    assert view.figures.declined == MOST + 5


def test_the_figures_lie_beside_the_page_as_data(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, FILES, at=AT, options="languages: [en, zh-CN]\n")
    [text] = [
        text for text in laid.plan.handed_out if text.path == "you-said-we-did/2026-05/said.json"
    ]
    data = json.loads(text.content)

    assert (data["time"], data["begins"]) == ("2026-05", "2026-05-01T00:00:00+00:00")
    assert data["figures"]["received"] == 2
    assert data["before"]["figures"]["received"] == 1
    assert data["adopted"] == [{"entry": "suggestion:a", "date": "2026-05-03", "days": 13}]
    assert data["heard"] == [
        {"entry": "release:1", "change": 1, "date": "2026-05-08"},
        {"entry": "release:2", "change": 1, "date": "2026-05-31"},
    ]
    assert data["waiting"] == [{"entry": "suggestion:c", "since": "2026-05-05", "answered": True}]
    assert month(laid, "2026-05/").data == "/you-said-we-did/2026-05/said.json"


def test_the_data_of_a_month_that_is_over_does_not_change_with_the_day(tmp_path: Path) -> None:
    texts = [
        laid_out(tmp_path / str(day), FILES, at=AT.replace(day=day)).plan.handed_out
        for day in (16, 20)
    ]
    [first, second] = [
        {text.path: text.content for text in found if "2026-05" in text.path} for found in texts
    ]

    assert first == second


def test_the_feed_has_an_item_for_each_month_that_is_over(tmp_path: Path) -> None:
    laid = journal(tmp_path)
    view = laid.feed("/you-said-we-did/feed.xml").view

    assert [(item.id, item.url) for item in view.items] == [
        (
            "tag:t.example,2026:2026-06-01/review/2026-05/en",
            "https://t.example/you-said-we-did/2026-05/",
        ),
        (
            "tag:t.example,2026:2026-05-01/review/2026-04/en",
            "https://t.example/you-said-we-did/2026-04/",
        ),
    ]
    assert view.items[0].published == datetime(2026, 6, 1, tzinfo=UTC)


def test_an_item_of_the_feed_says_the_figures_that_stand(tmp_path: Path) -> None:
    laid = journal(tmp_path)
    sheet = laid.feed("/you-said-we-did/feed.xml")
    fields = laid.plan.items[sheet.contents[0]].seen.entry.fields

    assert {field.label: field.value for field in fields} == {
        "Received": 2,
        "Answered": 2,
        "Adopted": 1,
        "Shipped": 0,
        "Declined": 0,
        "Merged with another": 0,
        "Changes": 3,
        "Changes from users": 2,
        "Days to the first answer, median": 13,
    }


def test_the_pages_name_the_feed_and_so_does_the_page_of_all_feeds(tmp_path: Path) -> None:
    laid = journal(tmp_path)
    page = month(laid, "2026-05/").page

    assert "/you-said-we-did/feed.xml" in [feed.rss for feed in page.feeds]
    assert "https://t.example/you-said-we-did/feed.xml" in [entry.feed for entry in laid.plan.opml]


def since(laid: Laid, path: str) -> Since | None:
    view = laid.sheet(path).view
    assert isinstance(view, EntryPage)
    return view.since


DIARIES = {
    "diaries__2026_05_01_first": diary("First"),
    "diaries__2026_05_08_second": diary("Second"),
    "diaries__2026_06_05_third": diary("Third"),
}


def test_a_diary_tells_what_happened_since_the_one_before(tmp_path: Path) -> None:
    found = since(journal(tmp_path, **DIARIES), "/diaries/third/")

    assert found is not None
    assert (found.previous.title, found.previous.url) == ("Second", "/diaries/second/")
    assert (found.figures.declined, found.figures.changes, found.figures.heard) == (1, 1, 1)
    assert [link.title for link in found.declined] == ["B"]


def test_what_goes_live_with_a_diary_belongs_to_it(tmp_path: Path) -> None:
    found = since(journal(tmp_path, **DIARIES), "/diaries/second/")

    assert found is not None
    assert (found.figures.received, found.figures.adopted, found.figures.changes) == (2, 1, 2)


def test_the_first_diary_has_nothing_before_it_and_other_kinds_neither(tmp_path: Path) -> None:
    laid = journal(tmp_path, **DIARIES)

    assert since(laid, "/diaries/first/") is None
    assert since(laid, "/releases/2/") is None


def test_a_week_in_which_nothing_happened_is_not_told(tmp_path: Path) -> None:
    names = ("diaries__2026_06_05_third", "diaries__2026_06_12_fourth")
    laid = journal(tmp_path, **dict.fromkeys(names, diary("Quiet")))

    assert since(laid, "/diaries/fourth/") is None


def test_a_diary_that_is_not_public_is_no_diary_before(tmp_path: Path) -> None:
    hidden = {**DIARIES, "diaries__2026_05_08_second": diary("Second", "draft: yes")}
    found = since(journal(tmp_path, **hidden), "/diaries/third/")

    assert found is not None
    assert found.previous.title == "First"


def test_a_diary_tells_what_opened_and_what_closed(tmp_path: Path) -> None:
    poll = POLL.replace("2026-04-02", "2026-05-02").replace("2026-04-20", "2026-05-20")
    poll = poll.replace("2026-05-05", "2026-06-30")
    laid = journal(tmp_path, polls__which=poll, **DIARIES)
    second, third = since(laid, "/diaries/second/"), since(laid, "/diaries/third/")

    assert second is not None
    assert third is not None
    assert [(item.link.title, item.date) for item in second.opened] == [
        ("Which", datetime(2026, 5, 20, tzinfo=UTC))
    ]
    assert [[item.link.title for item in each.closed] for each in (second, third)] == [
        [],
        ["Which"],
    ]
