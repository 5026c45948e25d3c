"""You said, we did: what became of users' words, month by month (C5)."""

from collections.abc import Iterator, Sequence
from functools import partial

from msgspec.structs import replace

from generator.journal.said import Span, month
from generator.pages import routes
from generator.pages.frame import Tree
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
from generator.pages.said_views import MonthPage
from generator.pages.values import Tally

_TEMPLATE = "month.html"


def said(tree: Tree) -> Iterator[Sheet]:
    """A page for each month that has anything, and one that always shows the newest."""
    found = months(tree)
    page = partial(_page, [period.span for period in years(tree)])
    yield from sheets(tree, found, _TEMPLATE, page)
    front = tree.path(f"/{routes.SAID}/")
    if found:
        newest = page(tree, front, found[-1])
        yield tree.sheet(front, _TEMPLATE, _front(tree, front, newest, found))
    else:
        now = tree.desk.journal.at.astimezone(tree.desk.said.zone)
        running = Period(month(now.year, now.month, tree.desk.said.zone))
        view = replace(page(tree, front, running), whole_year=None, data="")
        yield tree.sheet(front, _TEMPLATE, view)


def _front(tree: Tree, path: str, newest: MonthPage, found: Sequence[Period]) -> MonthPage:
    """The page of the newest month under an address that stays, with the way to all others."""
    older = link_to(tree, found[-2].span) if len(found) > 1 else None
    page = tree.page(path, tree.say("You said, we did"), newest.page.description, feed=newest.feed)
    tallies = tuple(_tally(tree, period.span) for period in reversed(found))
    page = replace(page, section=newest.page.section)
    return replace(newest, page=page, older=older, months=tallies)


def _tally(tree: Tree, span: Span) -> Tally:
    """A month and how much happened in it."""
    part, link = tree.desk.said.within(span), link_to(tree, span)
    return Tally(link.title, link.url, len(part.happenings) + sum(d.heard for d in part.deeds))


def _page(years_: Sequence[Span], tree: Tree, path: str, period: Period) -> MonthPage:
    """The page of a month; `years_` are those that have one."""
    span = period.span
    name = heading(tree, span)
    part = tree.desk.said.within(span)
    before, before_heading = previous(tree, span)
    text, text_heading = words_of(tree, period)
    feed = tree.feeds.get(tree.path(f"/{routes.SAID}/"))
    year = next((each for each in years_ if each.begins.year == span.begins.year), None)
    return MonthPage(
        site=tree.site,
        page=tree.page(
            path,
            f"{tree.say('You said, we did')} · {name}",
            tree.say("What users said in a month, and what became of it."),
            section="said",
            feed=feed,
        ),
        heading=name,
        month=span.begins,
        figures=part.figures(),
        lists=said_lists(tree, part),
        running=tree.desk.journal.at in span,
        before=before,
        before_heading=before_heading,
        text=text,
        text_heading=text_heading,
        data=data_address(tree, span),
        feed=feed,
        whole_year=link_to(tree, year) if year else None,
    )
