"""`threads.json`: every thread of the journal as data, for other programs (docs/threads.md)."""

from collections import Counter
from datetime import datetime

from generator.journal.changes import anchor, changes_of
from generator.journal.happenings import days_between
from generator.journal.threads import Node, OpenEnd, Thread
from generator.model.entry import Entry
from generator.model.reference import Byline, Reference
from generator.pages import routes
from generator.pages.desk.entry_views import Desk, people, person
from generator.pages.plan import Text
from generator.pages.texts import listing

FORMAT = 1


def threads_json(desk: Desk) -> Text:
    """Every public thread in which more happened than its beginning; the others are counted.

    Dates are ISO 8601 in the journal's time zone; `days` are those of the calendar up to the day
    `as_of`, which is null while there is no thread: the file must not change every day for nothing.
    """
    loop = desk.journal.loop
    shown = [loop.threads[root] for root in sorted(loop.threads, key=str)]
    begun = [each for each in shown if not is_beginning(each)]
    alone = Counter(_status(desk, each.root) for each in shown if is_beginning(each))
    day = desk.journal.at.astimezone(desk.config.zone).date().isoformat()
    head = {
        "format": FORMAT,
        "as_of": day if shown else None,
        "home": desk.config.base_url,
        "beginnings": {status: alone[status] for status in sorted(alone)},
    }
    return Text("threads.json", listing(head, "threads", (_thread(desk, e) for e in begun)))


def is_beginning(thread: Thread) -> bool:
    """Whether nothing has happened in a thread since it began, and nothing was promised."""
    return not thread.nodes[1:] and not any(end.due for end in thread.open_ends)


def _status(desk: Desk, root: Reference) -> str:
    """Where the root of a thread stands; its kind for what is on no journey."""
    found = desk.journal.loop.standings.get(root)
    return found.status if found else root.kind


def _thread(desk: Desk, thread: Thread) -> dict[str, object]:
    root = _shown(desk, thread.root)
    stands = desk.journal.loop.standings.get(thread.root)
    return {
        "root": str(thread.root),
        "title": root.head.title if root else "",
        "url": _url(desk, thread.root, -1),
        **({"status": stands.status, "voices": stands.voices} if stands else {}),
        **({"merged": [str(each) for each in stands.merged]} if stands and stands.merged else {}),
        "complete": thread.is_complete,
        "nodes": [_node(desk, node) for node in thread.nodes],
        "open": [_open(desk, end) for end in thread.open_ends],
    }


def _node(desk: Desk, node: Node) -> dict[str, object]:
    shown = _shown(desk, node.entry)
    filling = desk.filling(shown, desk.config.main_language) if shown else None
    return {
        "step": str(node.step),
        "entry": str(node.entry),
        **({"part": node.part} if node.part >= 0 else {}),
        "url": _url(desk, node.entry, node.part),
        "date": _when(desk, node.date),
        "people": [each.title for each in people(filling, node.people)] if filling else [],
        **({"status": node.status} if node.status else {}),
    }


def _open(desk: Desk, end: OpenEnd) -> dict[str, object]:
    return {
        "waits_for": end.waits_for,
        "entry": str(end.entry),
        "url": _url(desk, end.entry, -1),
        "since": _when(desk, end.since),
        "days": _days(desk, end.since),
        "due": _when(desk, end.due),
        "overdue": end.overdue,
        "overdue_days": _days(desk, end.due) if end.overdue else 0,
        "owner": _name(desk, end.entry, end.owner),
        "explained": end.late is not None,
    }


def _shown(desk: Desk, reference: Reference) -> Entry | None:
    return desk.journal.shown(reference, desk.config.main_language)


def _url(desk: Desk, reference: Reference, part: int) -> str:
    shown = _shown(desk, reference)
    if shown is None:
        return ""
    there = routes.absolute(desk.config, routes.entry_path(desk.config, shown))
    return f"{there}#{anchor(part)}" if 0 <= part < len(changes_of(shown)) else there


def _name(desk: Desk, reference: Reference, byline: Byline | None) -> str:
    shown = _shown(desk, reference)
    if byline is None or shown is None:
        return ""
    found = person(desk.filling(shown, desk.config.main_language), byline)
    return found.title if found.kind else ""


def _when(desk: Desk, moment: datetime | None) -> str | None:
    local = desk.local(moment)
    return local.isoformat() if local else None


def _days(desk: Desk, since: datetime | None) -> int | None:
    return days_between(since, desk.journal.at, desk.config.zone) if since else None
