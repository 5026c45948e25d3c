"""The months and years that have a page, what introduces each, and the way from one to the next."""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.journal.reviews import span_of
from generator.journal.said import Figures, Span, before
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.desk.entry_views import text_of
from generator.pages.frame import Tree
from generator.pages.html import NO_HTML, Html
from generator.pages.plan import Sheet
from generator.pages.said_views import MonthPage, YearPage
from generator.pages.values import Link

DATA = "said.json"
"""File beside the page of each time that holds its figures."""


class Period(Struct, frozen=True):
    """A month or a year with its page.

    Attributes:
        review: what introduces it in the language of the tree; None for nothing.
    """

    span: Span
    review: Entry | None = None


def months(tree: Tree) -> tuple[Period, ...]:
    """Months in which anything happened, or of which the team says something; oldest first."""
    return _periods(tree, tree.desk.said.months(), dashes=1)


def years(tree: Tree) -> tuple[Period, ...]:
    """The same for years."""
    return _periods(tree, tree.desk.said.years(), dashes=0)


def _periods(tree: Tree, spans: Sequence[Span], dashes: int) -> tuple[Period, ...]:
    reviews = {span.name: (span, entry) for span, entry in _reviews(tree)}
    found = {span.name: Period(span) for span in spans}
    for name, (span, entry) in reviews.items():
        if name.count("-") == dashes:
            found[name] = Period(span, entry)
    return tuple(found[name] for name in sorted(found))


def _reviews(tree: Tree) -> Iterator[tuple[Span, Entry]]:
    for entry in tree.atlas.own:
        span = span_of(entry, tree.desk.said.zone) if KINDS[entry.kind].period else None
        if span is not None:
            yield span, entry


def heading(tree: Tree, span: Span) -> str:
    """A month or a year in words."""
    words = tree.desk.words
    return words.month(tree.lang, span.begins) if "-" in span.name else span.name


def link_to(tree: Tree, span: Span) -> Link:
    """A link to the page of a time."""
    path = routes.said_path(tree.config, span.name, tree.lang)
    return Link(heading(tree, span), routes.href(tree.config, path))


def data_address(tree: Tree, span: Span) -> str:
    """Where the figures of a time are as data; they are the same in every language."""
    path = routes.said_path(tree.config, span.name, tree.config.main_language)
    return routes.href(tree.config, path + DATA)


def previous(tree: Tree, span: Span) -> tuple[Figures | None, str]:
    """The figures of the time before, and what it is called; none where nothing had happened."""
    said = tree.desk.said
    earlier = before(span, said.zone)
    first = said.happenings[0].when if said.happenings else None
    if first is None or earlier.ends <= first:
        return None, ""
    return said.within(earlier).figures(), heading(tree, earlier)


def words_of(tree: Tree, period: Period) -> tuple[Html, str]:
    """What the team says about a time, finished, and the heading of that."""
    if period.review is None:
        return NO_HTML, ""
    filling = tree.desk.filling(period.review, tree.lang)
    return text_of(filling), period.review.head.title


def sheets(
    tree: Tree,
    found: Sequence[Period],
    template: str,
    page: Callable[[Tree, str, Period], MonthPage | YearPage],
) -> Iterator[Sheet]:
    """A page for each of these times, oldest first, with the way to the ones beside it."""
    for n, period in enumerate(found):
        path = routes.said_path(tree.config, period.span.name, tree.lang)
        older = link_to(tree, found[n - 1].span) if n else None
        newer = link_to(tree, found[n + 1].span) if n + 1 < len(found) else None
        view = replace(page(tree, path, period), older=older, newer=newer)
        sheet = tree.sheet(path, template, view)
        yield replace(sheet, place=period.review.location) if period.review else sheet
