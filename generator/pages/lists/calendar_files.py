"""The calendar for other programs: a file for calendar programs, and how punctual slots were kept.

Law: a file changes only at an instant that `generator.journal.instants` knows.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from generator.config import Config
from generator.journal import punctuality
from generator.journal.punctuality import Kept, Record
from generator.journal.timetable import SHOWN, Rhythm, coming, left_out, rhythms
from generator.kinds.call import Call
from generator.kinds.table import KINDS
from generator.model.cadence import Slot
from generator.model.entry import Entry
from generator.model.zones import settled
from generator.pages import routes
from generator.pages.calendar_views import CalendarEvent, CalendarSheet
from generator.pages.desk.entry_views import Desk
from generator.pages.feed_ids import feed_id
from generator.pages.frame import Tree
from generator.pages.lists.occasions import CALENDAR, PUNCTUALITY, Date, dates, ics_address
from generator.pages.plan import Text

FORMAT = 1
DATES = "dates.ics"
"""File beside the page of a call that holds its dates for calendar programs."""
MOST = 500
"""Dates in a calendar file, the last ones if there are more."""

_ABOUT = "When each slot of a cadence was due, and when readers first saw what held it."


def calendar_sheet(tree: Tree) -> CalendarSheet:
    """The calendar of a language: the dates of its calendar page, and the slots of its rhythms."""
    config = tree.config
    events = [_date(tree, *each) for each in dates(tree)[-MOST:]]
    for rhythm in rhythms(config):
        events += _slots(tree, rhythm)
    return CalendarSheet(
        path=tree.path(CALENDAR)[1:],
        title=_said(tree, tree.site.title, tree.say("Calendar")),
        about=tree.site.tagline,
        lang=tree.lang,
        url=routes.absolute(config, tree.path("/calendar/")),
        source=ics_address(tree),
        generator=tree.site.generator,
        events=tuple(events),
    )


def deadline_sheets(tree: Tree) -> Iterator[CalendarSheet]:
    """A calendar of its own dates for each call that is written in the language of a tree."""
    found: dict[int, list[Date]] = {}
    for each in dates(tree):
        found.setdefault(id(each[2]), []).append(each)
    for entry in tree.atlas.own:
        if isinstance(entry.record, Call) and id(entry) in found:
            yield _deadlines(tree, entry, found[id(entry)])


def deadlines_address(config: Config, entry: Entry) -> str:
    """Whole address of the calendar file with the dates of one entry."""
    return routes.absolute(config, routes.entry_path(config, entry) + DATES)


def _deadlines(tree: Tree, entry: Entry, own: Sequence[Date]) -> CalendarSheet:
    path = routes.entry_path(tree.config, entry)
    return CalendarSheet(
        path=f"{path}{DATES}"[1:],
        title=_said(tree, tree.site.title, entry.head.title),
        about=entry.head.summary,
        lang=tree.lang,
        url=routes.absolute(tree.config, path),
        source=deadlines_address(tree.config, entry),
        generator=tree.site.generator,
        events=tuple(_date(tree, *each) for each in own),
    )


def _date(tree: Tree, instant: datetime, name: str, entry: Entry) -> CalendarEvent:
    """A date of an entry; one that it takes place on has its end as well."""
    kind = KINDS[entry.kind]
    takes_place = kind.span[:1] == (name,) and not kind.calls_in
    label = tree.say(dict(kind.calendar)[name])
    begins = tree.desk.local(instant) or instant
    return CalendarEvent(
        uid=f"{feed_id(tree.desk.journal, entry)}#{name}",
        begins=begins,
        whole_day=_is_day(begins),
        ends=tree.desk.local(_end(entry)) if takes_place else None,
        title=entry.head.title if takes_place else _said(tree, label, entry.head.title),
        stamp=entry.head.updated or entry.head.date or begins,
        url=routes.absolute(tree.config, routes.entry_path(tree.config, entry)),
        description=entry.head.summary,
        place=str(getattr(entry.record, "place", None) or "") if takes_place else "",
    )


def _said(tree: Tree, label: str, value: str) -> str:
    return tree.say("%(label)s: %(value)s") % {"label": label, "value": value}


def _end(entry: Entry) -> datetime | None:
    return next((getattr(entry.record, name) for name in KINDS[entry.kind].span[1:]), None)


def _is_day(moment: datetime) -> bool:
    return not (moment.hour or moment.minute or moment.second or moment.microsecond)


def _slots(tree: Tree, rhythm: Rhythm) -> Iterator[CalendarEvent]:
    """The next slots of a rhythm, those left out, and the last ones with what held them."""
    at = tree.desk.journal.at
    for slot in coming(rhythm, at):
        yield _slot(tree, rhythm, slot)
    for slot in left_out(rhythm, at):
        yield _slot(tree, rhythm, slot, cancelled=True)
    for slot, entry in _filled(tree, rhythm).items():
        yield _slot(tree, rhythm, slot, entry)


def _filled(tree: Tree, rhythm: Rhythm) -> dict[Slot, Entry]:
    """The last slots that public entries hold; of several in one the first."""
    dated = [(e.head.date, e) for e in tree.atlas.entries if e.head.date and rhythm.holds(e)]
    newest = sorted(dated, key=lambda each: (each[0], each[1].head.id))[-SHOWN:]
    found: dict[Slot, Entry] = {}
    for slot, (_, entry) in zip(rhythm.held([date for date, _ in newest]), newest, strict=True):
        if slot is not None and slot.at <= tree.desk.journal.at:
            found.setdefault(slot, entry)
    return found


def _slot(
    tree: Tree, rhythm: Rhythm, slot: Slot, entry: Entry | None = None, *, cancelled: bool = False
) -> CalendarEvent:
    config = tree.config
    phase = rhythm.phase_at(slot)
    begun = settled(phase.begins, rhythm.zone_at(slot))
    authority = tree.desk.journal.register.authority or config.tag_authority
    name = f"cadence/{routes.quoted(rhythm.id)}/{slot.planned:%Y%m%dT%H%M}/{tree.lang}"
    title = rhythm.title(tree.lang)
    path = routes.entry_path(config, entry) if entry else tree.path("/calendar/")
    return CalendarEvent(
        uid=f"tag:{authority}:{name}",
        begins=slot.at,
        title=_said(tree, title, entry.head.title) if entry else title,
        stamp=(entry.head.updated or entry.head.date or begun) if entry else begun,
        url=routes.absolute(config, path),
        description=entry.head.summary if entry else slot.reason,
        cancelled=cancelled,
    )


def punctuality_json(desk: Desk) -> Iterator[Text]:
    """How punctual each rhythm was, slot by slot; no file where the register knows nothing."""
    found = punctuality.records(desk.journal)
    if not found:
        return
    data = {
        "format": FORMAT,
        "about": _ABOUT,
        "cadences": [_record(desk, record) for record in found],
    }
    text = json.dumps(data, ensure_ascii=False, indent=1)
    yield Text(PUNCTUALITY, f"{text}\n".encode())


def _record(desk: Desk, record: Record) -> dict[str, object]:
    outcomes = [each.outcome for each in record.slots]
    return {
        "id": record.rhythm.id,
        "title": record.rhythm.title(desk.config.main_language),
        "since": _when(desk, record.since),
        "counts": {str(name): outcomes.count(name) for name in punctuality.Outcome},
        "slots": [_kept(desk, each) for each in record.slots],
    }


def _kept(desk: Desk, kept: Kept) -> dict[str, object]:
    """A slot as data; of what held it nothing that is not public."""
    lang = desk.config.main_language
    entry = desk.journal.shown(kept.entry, lang) if kept.entry else None
    reason = (entry.head.delayed if entry else "") or kept.reason
    return {
        "due": _when(desk, kept.slot.at),
        **({"planned": _when(desk, kept.slot.planned)} if kept.slot.moved else {}),
        "outcome": str(kept.outcome),
        "first": _when(desk, kept.first) if kept.first else None,
        "minutes_late": kept.minutes,
        "entry": str(entry.reference) if entry else None,
        "url": routes.absolute(desk.config, routes.entry_path(desk.config, entry)) if entry else "",
        **({"reason": reason} if reason else {}),
    }


def _when(desk: Desk, instant: datetime) -> str:
    return (desk.local(instant) or instant).isoformat()
