"""The calendar: every date that a kind has for it, and the rhythms of the journal."""

from datetime import datetime

from msgspec.structs import replace

from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.desk.entry_views import card
from generator.pages.frame import Tree
from generator.pages.lists.rhythms import rhythm_views
from generator.pages.plan import Sheet
from generator.pages.values import Occasion
from generator.pages.views import CalendarPage

CALENDAR = "/calendar.ics"
"""File of a language for calendar programs."""
PUNCTUALITY = "punctuality.json"
"""File of the site that says how punctual each slot was."""

Date = tuple[datetime, str, Entry]
"""An instant, the field that holds it, and its entry."""


def calendar(tree: Tree) -> Sheet:
    """The page of all dates."""
    at = tree.desk.journal.at
    found = dates(tree)
    path = tree.path("/calendar/")
    rhythms = rhythm_views(tree)
    known = any(each.punctuality for each in rhythms)
    page = tree.page(path, tree.say("Calendar"), section="calendar")
    view = CalendarPage(
        site=tree.site,
        page=replace(page, calendar=ics_address(tree)),
        coming=tuple(_occasion(tree, *each) for each in found if each[0] > at),
        past=tuple(_occasion(tree, *each) for each in reversed(found) if each[0] <= at),
        rhythms=rhythms,
        punctuality=routes.href(tree.config, f"/{PUNCTUALITY}") if known else "",
    )
    return tree.sheet(path, "calendar.html", view)


def ics_address(tree: Tree) -> str:
    """Whole address of the calendar file, as calendar programs want it."""
    return routes.absolute(tree.config, tree.path(CALENDAR))


def coming(tree: Tree, most: int) -> tuple[Occasion, ...]:
    """The next dates, at most so many."""
    ahead = [each for each in dates(tree) if each[0] > tree.desk.journal.at]
    return tuple(_occasion(tree, *each) for each in ahead[:most])


def dates(tree: Tree) -> list[Date]:
    """Every date, oldest first."""
    return sorted(
        (
            (instant, name, entry)
            for entry in tree.atlas.entries
            for name, _ in KINDS[entry.kind].calendar
            if isinstance(instant := getattr(entry.record, name), datetime)
            and not (instant > tree.desk.journal.at and _is_answered(entry, name))
        ),
        key=lambda found: (found[0], found[2].kind, found[2].head.id, _label(*found)),
    )


def _is_answered(entry: Entry, field: str) -> bool:
    """Whether a date is that of an answer which was given already: nobody waits for it."""
    answer = KINDS[entry.kind].answer
    return answer is not None and field == answer.due and bool(getattr(entry.record, answer.given))


def _label(_instant: datetime, field: str, entry: Entry) -> str:
    """What happens on a date, in English."""
    return dict(KINDS[entry.kind].calendar)[field]


def _occasion(tree: Tree, instant: datetime, field: str, entry: Entry) -> Occasion:
    local = tree.desk.local(instant) or instant
    label = tree.say(_label(instant, field, entry))
    return Occasion(local, label, card(tree.desk, entry, tree.lang))
