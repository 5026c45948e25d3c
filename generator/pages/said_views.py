"""What templates see of "You said, we did", of experience reports, and of a diary's week."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct, field

from generator.journal.said import Figures
from generator.pages.follow import FollowState
from generator.pages.html import NO_HTML, Html
from generator.pages.results import Number
from generator.pages.values import Deed, FeedLink, Link, Page, Site, Tally


class SaidItem(Struct, frozen=True):
    """Something that was asked for, or that is owed, on a page about a time.

    Attributes:
        label: what one of its kind is called; empty where a list holds one kind alone.
        date: when it happened; when it was asked for, for what waits; when it fell due.
        note: why, finished; may be empty.
        status: where it stands; empty where the list says it.
        days: how long it waits or is overdue; None for what is done.
        people: who of the team answers for it.
    """

    link: Link
    label: str = ""
    date: datetime | None = None
    note: Html = NO_HTML
    status: str = ""
    days: int | None = None
    people: tuple[Link, ...] = ()


class SaidLists(Struct, frozen=True):
    """What stands behind the figures of a time; at most 60 of each, oldest first.

    Attributes:
        done: changes for which users are credited, the newest first.
        declined: with the reasons, where there are any.
        waiting: what was asked for in this time and nobody has decided on at the build's instant.
        overdue: answers that are owed: those that fell due in this time, on the page of the running
            month or year all of them.
        counts: how many there are of each, by these names.
    """

    done: tuple[Deed, ...] = ()
    adopted: tuple[SaidItem, ...] = ()
    shipped: tuple[SaidItem, ...] = ()
    declined: tuple[SaidItem, ...] = ()
    merged: tuple[SaidItem, ...] = ()
    waiting: tuple[SaidItem, ...] = ()
    overdue: tuple[SaidItem, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


class SaidRow(Struct, frozen=True):
    """A month of a year, or a status, with its page and its figures."""

    link: Link
    figures: Figures


class MonthPage(Struct, frozen=True):
    """View of `month.html`: you said, we did, in one month.

    Attributes:
        heading: the month in words.
        month: its first instant, in the journal's time zone.
        running: True while the month is not over.
        figures: what happened in it, counted.
        before: the figures of the month before; None where nothing had happened yet.
        before_heading: that month in words.
        text: what the team says about the month, finished; may be empty.
        text_heading: the heading of that text.
        data: address of the same figures as JSON.
        feed: a new item each month, once it is over.
        older: the month before that has anything; None for the first.
        whole_year: the page of its year.
        months: every month that has anything, newest first; only on the page of the newest.
    """

    site: Site
    page: Page
    heading: str
    month: datetime
    figures: Figures
    lists: SaidLists
    running: bool = False
    before: Figures | None = None
    before_heading: str = ""
    text: Html = NO_HTML
    text_heading: str = ""
    data: str = ""
    feed: FeedLink | None = None
    older: Link | None = None
    newer: Link | None = None
    whole_year: Link | None = None
    months: tuple[Tally, ...] = ()


class YearPage(Struct, frozen=True):
    """View of `year.html`: the same for one year.

    Attributes:
        begins: its first instant, in the journal's time zone.
        months: its months that have anything, oldest first.
        chart: what was received, answered and shipped in each month, as a drawing; the same numbers
            stand in `months`.
        statuses: where what was received in the year stands now, by status.
    """

    site: Site
    page: Page
    heading: str
    begins: datetime
    figures: Figures
    lists: SaidLists
    months: tuple[SaidRow, ...]
    chart: Html
    statuses: tuple[tuple[str, int], ...]
    running: bool = False
    before: Figures | None = None
    before_heading: str = ""
    text: Html = NO_HTML
    text_heading: str = ""
    data: str = ""
    feed: FeedLink | None = None
    older: Link | None = None
    newer: Link | None = None


class Since(Struct, frozen=True):
    """What happened between two diaries; shown on the later one.

    Attributes:
        previous: the diary before, and its date.
        figures: what happened after that one and up to this one, counted.
        shipped: the first of what shipped, and so on; `figures` says how many there are.
        opened: what could be taken part in from then on; the date is that of its end, if any.
        closed: what could no longer; the date is that of its end.
    """

    previous: Link
    date: datetime | None
    figures: Figures
    shipped: tuple[Link, ...] = ()
    adopted: tuple[Link, ...] = ()
    declined: tuple[Link, ...] = ()
    opened: tuple[SaidItem, ...] = ()
    closed: tuple[SaidItem, ...] = ()


class MarkView(Struct, frozen=True):
    """How many gave a mark; `share` of all who answered the question, in per cent."""

    mark: str
    count: int
    share: Number


class QuestionView(Struct, frozen=True):
    """A question with its marks; `mean` is None if nobody answered."""

    id: str
    text: str
    answers: int
    mean: Number | None
    marks: tuple[MarkView, ...]


class RemarkView(Struct, frozen=True):
    """Something that many said.

    Attributes:
        count: how many said it; None where nobody counted.
        share: that in per cent of all who answered; None where either number is missing.
        refs: what it is about, and how far that is.
    """

    text: Html
    count: int | None = None
    share: Number | None = None
    refs: tuple[FollowState, ...] = ()


class Point(Struct, frozen=True):
    """A number of one report, `mean` of a question or `count` of a remark; None where none is.

    Attributes:
        answers: how many answered the question; all who took part, for remarks.
        share: of a remark, in per cent of all who took part.
    """

    number: Number | None = None
    answers: int = 0
    share: Number | None = None


class CompareRow(Struct, frozen=True):
    """A question or a remark, with one point for each report."""

    title: Html
    points: tuple[Point, ...]


class CompareColumn(Struct, frozen=True):
    """A report in a comparison; `here` on its own page."""

    link: Link
    date: datetime | None
    respondents: int
    here: bool = False


class Comparison(Struct, frozen=True):
    """Reports side by side, oldest first: at most the newest twelve.

    Attributes:
        questions: those that two of them asked, with the mean of their marks.
        boxes: remarks that stand in two of them, by box: liked, disliked, awaited, bugs.
        earlier: how many older reports are left out.
    """

    columns: tuple[CompareColumn, ...]
    questions: tuple[CompareRow, ...]
    boxes: Mapping[str, tuple[CompareRow, ...]]
    earlier: int = 0


class ReportView(Struct, frozen=True):
    """What an experience report shows beside its fields.

    Attributes:
        boxes: remarks by box: liked, disliked, awaited, bugs.
        comparison: the same questions over time; None where there is nothing to compare.
        all: address of the page that compares all reports; empty where there is but one.
    """

    boxes: Mapping[str, tuple[RemarkView, ...]]
    questions: tuple[QuestionView, ...] = ()
    comparison: Comparison | None = None
    all: str = ""


class ComparePage(Struct, frozen=True):
    """View of `reports_compare.html`: every report side by side.

    Attributes:
        up: the list of reports.
        comparison: None where no two reports share a question or a remark.
    """

    site: Site
    page: Page
    heading: str
    up: Link
    comparison: Comparison | None
