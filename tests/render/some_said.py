"""Months, years, a diary's week and reports made by hand, as pages see them."""

from msgspec.structs import replace

from generator.journal.said import Figures
from generator.pages.charts import Bars, columns
from generator.pages.follow import FollowState
from generator.pages.html import Html
from generator.pages.said_views import (
    CompareColumn,
    ComparePage,
    CompareRow,
    Comparison,
    MarkView,
    MonthPage,
    Point,
    QuestionView,
    RemarkView,
    ReportView,
    SaidItem,
    SaidLists,
    SaidRow,
    Since,
    YearPage,
)
from generator.pages.values import Deed, FeedLink, Link, Page, Site, Tally
from tests.render.some_records import (
    DIARY,
    EVENING,
    FRIDAY,
    NIGHT,
    POLL,
    RELEASE,
    TANG,
    records,
)

SAID = Html("按钮在<em>左边</em> on the left")
FIGURES = Figures(
    received=14,
    answered=12,
    adopted=5,
    shipped=3,
    declined=61,
    reasons=60,
    merged=2,
    changes=14,
    heard=9,
    answer_days=5.5,
    ship_days=40.0,
    undated=1,
    unanswered=2,
    undecided=1,
    oldest_days=34,
    promised=4,
    overdue=1,
)
BEFORE = Figures(received=9, changes=8, heard=3, answer_days=2.0)
FEED = FeedLink("你们说", "/said/feed.xml", "/said/atom.xml", "/said/feed.json")
DONE = SaidItem(NIGHT, date=FRIDAY, note=SAID)
WAITS = SaidItem(NIGHT, date=FRIDAY, status="evaluating", days=34, people=(TANG,))
OWED = SaidItem(POLL, "投票 Poll", EVENING, SAID, days=1)


def lists() -> SaidLists:
    """One of everything, and one sort of which not all are shown."""
    changes = records()["release"]["changes"]
    assert isinstance(changes, tuple)
    deeds = tuple(Deed(c["text"], c["why"], c["credits"], RELEASE, FRIDAY) for c in changes[:1])
    undated = SaidItem(NIGHT)
    counts = {"done": 1, "adopted": 2, "shipped": 1, "declined": 61, "merged": 1}
    return SaidLists(
        done=deeds,
        adopted=(DONE, undated),
        shipped=(DONE,),
        declined=(DONE,),
        merged=(undated,),
        waiting=(WAITS,),
        overdue=(OWED,),
        counts={**counts, "waiting": 1, "overdue": 1},
    )


NOTHING = SaidLists(
    counts=dict.fromkeys(
        ("done", "adopted", "shipped", "declined", "merged", "waiting", "overdue"), 0
    )
)


def month(site: Site, page: Page) -> MonthPage:
    """A month that is not over, with everything that a month can have."""
    return MonthPage(
        site=site,
        page=page,
        heading="2026年5月",
        month=FRIDAY,
        figures=FIGURES,
        lists=lists(),
        running=True,
        before=BEFORE,
        before_heading="2026年4月",
        text=Html("<p>这个月很忙。</p>"),
        text_heading="五月的话",
        data="/said/2026-05/said.json",
        feed=FEED,
        older=DIARY,
        newer=RELEASE,
        whole_year=Link("2026", "/said/2026/"),
        months=(Tally("2026年5月", "/said/", 64), Tally("2026年4月", "/said/2026-04/", 3)),
    )


def quiet_month(site: Site, page: Page) -> MonthPage:
    """A month in which nothing happened."""
    return MonthPage(site, page, "2026年5月", FRIDAY, Figures(), NOTHING)


def year(site: Site, page: Page) -> YearPage:
    """A year with two months."""
    rows = (
        SaidRow(Link("2026年4月", "/said/2026-04/"), BEFORE),
        SaidRow(Link("2026年5月", "/said/2026-05/"), replace(FIGURES, changes=0, heard=0)),
    )
    chart = columns([Bars("4", (9, 0, 0)), Bars("5", (14, 12, 3))], ("a", "b", "c"), "图 chart")
    return YearPage(
        site=site,
        page=page,
        heading="2026",
        begins=FRIDAY.replace(month=1, day=1),
        figures=FIGURES,
        lists=lists(),
        months=rows,
        chart=chart,
        statuses=(("received", 2), ("shipped", 12)),
        before=BEFORE,
        before_heading="2025",
        text=Html("<p>这一年很忙。</p>"),
        text_heading="这一年的话",
        data="/said/2026/said.json",
        feed=FEED,
        older=Link("2025", "/said/2025/"),
        newer=Link("2027", "/said/2027/"),
    )


def quiet_year(site: Site, page: Page) -> YearPage:
    """A year in which nothing happened."""
    begins = FRIDAY.replace(month=1, day=1)
    return YearPage(
        site, page, "2026", begins, Figures(), NOTHING, (), columns([], (), "图 chart"), ()
    )


def since() -> Since:
    """A week in which more shipped than is named."""
    return Since(
        previous=DIARY,
        date=FRIDAY,
        figures=replace(FIGURES, declined=0),
        shipped=(NIGHT, NIGHT),
        adopted=(NIGHT,) * 5,
        opened=(SaidItem(POLL, "投票 Poll", EVENING), SaidItem(NIGHT, "征集 Call")),
        closed=(SaidItem(POLL, "投票 Poll", FRIDAY),),
    )


REMARK = RemarkView(
    SAID,
    14,
    16,
    (
        FollowState(NIGHT, "", "shipped", FRIDAY),
        FollowState(RELEASE, "Released", date=FRIDAY),
        FollowState(NIGHT, "Waiting", "received", open=True),
    ),
)
BARE = RemarkView(SAID)


def comparison() -> Comparison:
    """Two reports: one asked a question and heard a remark that the other did not."""
    return Comparison(
        columns=(
            CompareColumn(DIARY, FRIDAY, 74),
            CompareColumn(RELEASE, EVENING, 86, here=True),
        ),
        questions=(CompareRow(Html("够暗吗 dim enough"), (Point(2.5, 74), Point(4.4, 86))),),
        boxes={
            "liked": (CompareRow(SAID, (Point(), Point(14, 86, 16))),),
            "disliked": (),
            "awaited": (CompareRow(SAID, (Point(0, 74, 0), Point(43, 86, 50))),),
            "bugs": (),
        },
        earlier=1,
    )


def report() -> ReportView:
    """What a report shows beside its fields."""
    marks = (MarkView("1", 3, 30), MarkView("5", 7, 70))
    return ReportView(
        boxes={
            "liked": (REMARK, BARE),
            "disliked": (BARE,),
            "awaited": (REMARK,),
            "bugs": (BARE,),
        },
        questions=(
            QuestionView("dark", "够暗吗 <dim> enough", 10, 3.8, marks),
            QuestionView("none", "没有人答 nobody", 0, None, (MarkView("1", 0, 0),)),
        ),
        comparison=comparison(),
        all="/reports/compare/",
    )


def bare_report() -> ReportView:
    """A report that says nothing."""
    return ReportView(dict.fromkeys(("liked", "disliked", "awaited", "bugs"), ()))


def compare(site: Site, page: Page) -> ComparePage:
    """Every report side by side."""
    return ComparePage(site, page, "并排 side by side", DIARY, comparison())
