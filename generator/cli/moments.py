"""How commands tell of instants: in the journal's time, with titles that only the team may read."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from generator import __version__
from generator.build.line import Draft
from generator.config import Config
from generator.journal.instants import Occasion, What, instants, next_change
from generator.journal.journal import Journal
from generator.kinds.table import KINDS
from generator.model.reference import Reference
from generator.pages.calendar_views import CalendarEvent, CalendarSheet
from generator.problems import visible

_PROGRAM = f"Orange Friday {__version__}"
_COUNTED = frozenset({What.DAY, What.MONTH, What.LATE, What.PASSED, What.ZONE})
"""At these nothing appears or ends: only what is counted changes."""
_FAR = timedelta(days=3 * 366)


def quiet(_step: str, _total: int, _done: int) -> None:
    """A question needs no progress bar."""


def local(instant: datetime, config: Config) -> str:
    """An instant as the clocks of the journal show it, with their offset (ISO 8601)."""
    return instant.astimezone(config.zone).isoformat(timespec="seconds")


def next_of(journal: Journal) -> tuple[Occasion, ...]:
    """What happens at the next instant; and at the next at which more than a count changes."""
    first = next_change(journal)
    found = list(instants(journal, journal.at, first)) if first else []
    if all(each.what in _COUNTED for each in found):
        ahead = instants(journal, journal.at, journal.at + _FAR)
        later = next((each for each in ahead if each.what not in _COUNTED), None)
        found += [later] if later else []
    return tuple(found)


def sentence(each: Occasion, draft: Draft) -> str:
    """An occasion in words: when, what, and to which entry."""
    when = local(each.at, draft.config)
    return f"{when} {_said(each)}{_title(each, draft)}"


def _said(each: Occasion) -> str:
    name = f"{each.entry} ({each.lang})" if each.lang else each.entry
    words = {
        What.APPEARS: f"{name} appears",
        What.EXPIRES: f"{name} is no longer public",
        What.EDITED: f"{name} is updated",
        What.DATE: f"{name}: {_label(each)}",
        What.OVERDUE: f"{name}: the promised answer is overdue",
        What.LEDGER: "rows of the ledger count from now on",
        What.SENT: f"{name}: what was sent in comes, or is decided",
        What.SLOT: f"a slot of '{each.field}'",
        What.LATE: f"what is published from now on is late for '{each.field}'",
        What.PASSED: f"the queue of '{each.field}' passes over this slot if nothing holds it",
        What.ZONE: "the journal's time zone changes",
        What.DAY: "a new day: what is counted in days changes",
        What.MONTH: "a new month begins",
    }
    return words.get(each.what, f"{name}: {each.what}")


def _label(each: Occasion) -> str:
    """What the calendar calls a date; else the name of its field."""
    kind = KINDS.get(each.entry.partition(":")[0])
    labels = dict(kind.calendar) if kind else {}
    return labels.get(each.field, each.field).lower()


def _title(each: Occasion, draft: Draft) -> str:
    kind, _, name = each.entry.partition(":")
    versions = draft.journal.written.get(Reference(kind, name), ()) if each.entry else ()
    title = next((v.head.title for v in versions if v.lang == each.lang), "")
    return f": {visible(title)}" if title else ""


def record_of(each: Occasion, draft: Draft) -> dict[str, object]:
    """An occasion as JSON."""
    record = {
        "at": local(each.at, draft.config),
        "what": str(each.what),
        "entry": each.entry,
        "lang": each.lang,
        "field": each.field,
    }
    return {name: value for name, value in record.items() if value}


def calendar_of(occasions: Iterable[Occasion], draft: Draft) -> CalendarSheet:
    """Occasions as a calendar, for the team alone: it names what is not public yet."""
    config = draft.config
    events = tuple(
        CalendarEvent(
            uid=":".join(
                (str(each.what), each.entry, each.lang, each.field, f"{each.at:%Y%m%dT%H%M%S}")
            )
            + f"@{config.tag_authority}",
            begins=each.at,
            title=f"{_said(each)}{_title(each, draft)}",
            stamp=each.at,
        )
        for each in occasions
    )
    return calendar_sheet(events, draft)


def calendar_sheet(events: tuple[CalendarEvent, ...], draft: Draft) -> CalendarSheet:
    """A calendar of the journal that is printed, and lies nowhere."""
    config = draft.config
    home = config.base_url
    return CalendarSheet("", config.title, "", config.main_language, home, home, _PROGRAM, events)
