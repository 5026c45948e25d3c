"""The calendar: every date that a kind has for it."""

from datetime import datetime

from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages.desk.entry_views import card
from generator.pages.frame import Tree
from generator.pages.plan import Sheet
from generator.pages.values import Occasion
from generator.pages.views import CalendarPage

_Date = tuple[datetime, str, Entry]


def calendar(tree: Tree) -> Sheet:
    """The page of all dates."""
    at = tree.desk.journal.at
    found = _dates(tree)
    path = tree.path("/calendar/")
    view = CalendarPage(
        site=tree.site,
        page=tree.page(path, tree.say("Calendar"), section="calendar"),
        coming=tuple(_occasion(tree, *each) for each in found if each[0] > at),
        past=tuple(_occasion(tree, *each) for each in reversed(found) if each[0] <= at),
    )
    return tree.sheet(path, "calendar.html", view)


def coming(tree: Tree, most: int) -> tuple[Occasion, ...]:
    """The next dates, at most so many."""
    ahead = [each for each in _dates(tree) if each[0] > tree.desk.journal.at]
    return tuple(_occasion(tree, *each) for each in ahead[:most])


def _dates(tree: Tree) -> list[_Date]:
    """Every date, what it is called in English, and its entry, oldest first."""
    return sorted(
        (
            (instant, label, entry)
            for entry in tree.atlas.entries
            for name, label in KINDS[entry.kind].calendar
            if isinstance(instant := getattr(entry.record, name), datetime)
            and not (instant > tree.desk.journal.at and _is_answered(entry, name))
        ),
        key=lambda found: (found[0], found[2].kind, found[2].head.id, found[1]),
    )


def _is_answered(entry: Entry, field: str) -> bool:
    """Whether a date is that of an answer which was given already: nobody waits for it."""
    answer = KINDS[entry.kind].answer
    return answer is not None and field == answer.due and bool(getattr(entry.record, answer.given))


def _occasion(tree: Tree, instant: datetime, label: str, entry: Entry) -> Occasion:
    local = tree.desk.local(instant) or instant
    return Occasion(local, tree.say(label), card(tree.desk, entry, tree.lang))
