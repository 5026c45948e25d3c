"""All experience reports side by side (B8)."""

from collections.abc import Iterator

from generator.kinds.kind import Kind
from generator.kinds.table import KINDS
from generator.pages import routes
from generator.pages.entries.reports import COMPARE, compared, judged
from generator.pages.frame import Tree
from generator.pages.plan import Sheet
from generator.pages.said_views import ComparePage
from generator.pages.values import Link

_TEMPLATE = "reports_compare.html"


def comparisons(tree: Tree) -> Iterator[Sheet]:
    """A page for each kind of which users' remarks are collected."""
    for kind in KINDS.values():
        if kind.remarks:
            yield from _comparison(tree, kind)


def _comparison(tree: Tree, kind: Kind) -> Iterator[Sheet]:
    """The page that compares what users said over time, once there are two reports."""
    every = judged(tree, kind.name)
    if len(every) < 2:  # noqa: PLR2004 - two are compared
        return
    path = tree.path(f"{kind.url}{COMPARE}/")
    heading = tree.say("Experience reports side by side")
    view = ComparePage(
        site=tree.site,
        page=tree.page(
            path,
            heading,
            tree.say("The same questions and the same remarks, from report to report."),
            section=kind.name,
        ),
        heading=heading,
        up=Link(tree.say(kind.many), routes.href(tree.config, tree.path(kind.url))),
        comparison=compared(tree.desk, every),
    )
    yield tree.sheet(path, _TEMPLATE, view)
