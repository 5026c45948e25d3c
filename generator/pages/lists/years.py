"""You said, we did, in a year: its months side by side (C5)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from generator.journal.happenings import What
from generator.journal.said import Figures, Part, Span
from generator.kinds.table import KINDS
from generator.pages import routes
from generator.pages.charts import Bars, columns
from generator.pages.frame import Tree
from generator.pages.html import Html
from generator.pages.lists.periods import (
    Period,
    data_address,
    heading,
    link_to,
    months,
    previous,
    sheets,
    words_of,
    years,
)
from generator.pages.lists.said_lists import said_lists
from generator.pages.plan import Sheet
from generator.pages.said_views import SaidRow, YearPage

_TEMPLATE = "year.html"
_MONTHS = 12


def said_years(tree: Tree) -> Iterator[Sheet]:
    """A page for each year that has anything."""
    return sheets(tree, years(tree), _TEMPLATE, partial(_page, months(tree)))


def _page(months_: Sequence[Period], tree: Tree, path: str, period: Period) -> YearPage:
    """The page of a year; `months_` are all that have one, of every year."""
    span = period.span
    part = tree.desk.said.within(span)
    before, before_heading = previous(tree, span)
    text, text_heading = words_of(tree, period)
    feed = tree.feeds.get(tree.path(f"/{routes.SAID}/"))
    figures = {
        each.span: tree.desk.said.within(each.span).figures()
        for each in months_
        if each.span.begins in span
    }
    return YearPage(
        site=tree.site,
        page=tree.page(
            path,
            f"{tree.say('You said, we did')} · {heading(tree, span)}",
            tree.say("What users said in a year, and what became of it."),
            section="said",
            feed=feed,
        ),
        heading=heading(tree, span),
        begins=span.begins,
        figures=part.figures(),
        lists=said_lists(tree, part),
        months=tuple(SaidRow(link_to(tree, each), said) for each, said in figures.items()),
        chart=_chart(tree, figures),
        statuses=_statuses(tree, part),
        running=tree.desk.journal.at in span,
        before=before,
        before_heading=before_heading,
        text=text,
        text_heading=text_heading,
        data=data_address(tree, span),
        feed=feed,
    )


def _chart(tree: Tree, figures: Mapping[Span, Figures]) -> Html:
    """The twelve months of a year, quiet ones too."""
    by_month = {span.begins.month: said for span, said in figures.items()}
    groups = [
        Bars(str(number), _numbers(by_month.get(number, Figures())))
        for number in range(1, _MONTHS + 1)
    ]
    series = [tree.say("Received"), tree.say("Answered"), tree.say("Shipped")]
    return columns(groups, series, tree.say("Received, answered and shipped, month by month"))


_SERIES: Sequence[What] = (What.RECEIVED, What.ANSWERED, What.SHIPPED)


def _numbers(figures: Figures) -> tuple[int, ...]:
    return tuple(getattr(figures, str(what)) for what in _SERIES)


def _statuses(tree: Tree, part: Part) -> tuple[tuple[str, int], ...]:
    """Where what was received in a time stands now, in the order in which statuses follow."""
    found: Counter[str] = Counter()
    order: dict[str, None] = {}
    for each in part.of(What.RECEIVED):
        journey = KINDS[each.entry.kind].journey
        entry = tree.desk.journal.shown(each.entry, tree.lang)
        if journey is not None and entry is not None:
            found[str(getattr(entry.record, journey.status))] += 1
            order |= dict.fromkeys(str(status) for status in journey.moves)
    return tuple((status, found[status]) for status in order if found[status])
