"""You said, we did: what became of users' words, month by month (C5)."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from generator.kinds.kind import Journey
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.desk.deeds import Work, changes_of, deed, from_users
from generator.pages.desk.entry_views import card
from generator.pages.frame import Tree
from generator.pages.plan import Sheet
from generator.pages.values import Card, Link, Tally
from generator.pages.views import MonthPage

MOST = 60
_TEMPLATE = "month.html"


@dataclass(frozen=True, slots=True)
class _Month:
    """What happened in a month; entries by `id`, so that each stands in a list once."""

    done: list[Work] = field(default_factory=list)
    adopted: dict[int, Entry] = field(default_factory=dict)
    declined: dict[int, Entry] = field(default_factory=dict)
    waiting: dict[int, Entry] = field(default_factory=dict)

    def counts(self) -> dict[str, int]:
        """How many there are of each."""
        return {name: len(getattr(self, name)) for name in self.__slots__}


def said(tree: Tree) -> Iterator[Sheet]:
    """A page for each month that has anything, and one that always shows the newest."""
    found = dict(sorted(_months(tree).items()))
    months = list(found)
    front = tree.path(f"/{routes.SAID}/")
    for n, month in enumerate(months):
        path = routes.month_path(tree.config, month, tree.lang)
        older = _link(tree, months[n - 1]) if n else None
        newer = _link(tree, months[n + 1]) if n + 1 < len(months) else None
        view = replace(_page(tree, path, month, found[month]), older=older, newer=newer)
        yield tree.sheet(path, _TEMPLATE, view)
        if month == months[-1]:
            yield tree.sheet(front, _TEMPLATE, _front(tree, view, found))
    if not months:
        now = tree.desk.month(tree.desk.journal.at) or tree.desk.journal.at
        yield tree.sheet(front, _TEMPLATE, _page(tree, front, now, _Month()))


def _front(tree: Tree, newest: MonthPage, found: dict[datetime, _Month]) -> MonthPage:
    """The page of the newest month under an address that stays, with the way to all others."""
    heading = tree.say("You said, we did")
    page = tree.page(tree.path(f"/{routes.SAID}/"), heading, newest.page.description)
    tallies = tuple(
        Tally(link.title, link.url, sum(each.counts().values()))
        for month, each in reversed(found.items())
        for link in [_link(tree, month)]
    )
    return replace(newest, page=replace(page, section=newest.page.section), months=tallies)


def _months(tree: Tree) -> dict[datetime, _Month]:
    months: dict[datetime, _Month] = {}
    for entry in tree.atlas.entries:
        works = [Work(entry, c) for c in changes_of(entry) if from_users(tree.desk.journal, c)]
        month = tree.desk.month(entry.head.date)
        if works and month:
            months.setdefault(month, _Month()).done.extend(works)
        journey = KINDS[entry.kind].journey
        if journey is not None:
            _moves(tree, entry, journey, months)
    return months


def _moves(tree: Tree, entry: Entry, journey: Journey, months: dict[datetime, _Month]) -> None:
    """Sort a suggestion into the months of its moves; into that of its own date while it waits."""
    asked = tree.desk.month(entry.head.date)
    if asked and getattr(entry.record, journey.status) in journey.waiting:
        months.setdefault(asked, _Month()).waiting[id(entry)] = entry
    for move in getattr(entry.record, journey.history):
        month = tree.desk.month(move.date)
        if month is None:
            continue
        if move.status in journey.granted:
            months.setdefault(month, _Month()).adopted[id(entry)] = entry
        elif move.status in journey.refused:
            months.setdefault(month, _Month()).declined[id(entry)] = entry


def _page(tree: Tree, path: str, month: datetime, found: _Month) -> MonthPage:
    name = tree.desk.words.month(tree.lang, month)
    title = tree.say("You said, we did")
    return MonthPage(
        site=tree.site,
        page=tree.page(
            path,
            f"{title} · {name}",
            tree.say("What users said in a month, and what became of it."),
            section="said",
        ),
        heading=name,
        month=month,
        done=tuple(deed(tree.desk, work, tree.lang) for work in found.done[:MOST]),
        adopted=_cards(tree, found.adopted),
        declined=_cards(tree, found.declined),
        waiting=_cards(tree, found.waiting),
        counts=found.counts(),
    )


def _cards(tree: Tree, entries: dict[int, Entry]) -> tuple[Card, ...]:
    return tuple(card(tree.desk, entry, tree.lang) for entry in list(entries.values())[:MOST])


def _link(tree: Tree, month: datetime) -> Link:
    path = routes.month_path(tree.config, month, tree.lang)
    return Link(tree.desk.words.month(tree.lang, month), routes.href(tree.config, path))
