"""What happened since the diary before: the figures of a week, and what stands behind them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from generator.journal.happenings import What
from generator.journal.said import Part, Span
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Reference
from generator.pages.desk.entry_views import Desk, link
from generator.pages.said_views import SaidItem, Since
from generator.pages.values import Link

MOST = 6
"""Links of a sort: a diary stays light."""

_MOMENT = timedelta(microseconds=1)


def since(desk: Desk, entry: Entry, previous: Entry | None) -> Since | None:
    """What happened after the diary before this one; None for the first, and for other kinds.

    Args:
        previous: the public entry of its kind before it, as readers of its language see it.
    """
    tells = KINDS[entry.kind].tells
    if not tells or previous is None or previous.head.date is None or entry.head.date is None:
        return None
    # What goes live with a diary belongs to it: the beginning is left out, the end belongs to it.
    span = Span(previous.head.date + _MOMENT, entry.head.date + _MOMENT)
    part = desk.said.within(span)
    found = Since(
        previous=link(desk.filling(entry, entry.lang), previous),
        date=desk.local(previous.head.date),
        figures=part.figures(),
        shipped=_links(desk, entry, _named(part, What.SHIPPED)),
        adopted=_links(desk, entry, _named(part, What.ADOPTED)),
        declined=_links(desk, entry, _named(part, What.DECLINED)),
        opened=tuple(_items(desk, entry, _turns(part, begins=True))),
        closed=tuple(_items(desk, entry, _turns(part, begins=False))),
    )
    return found if part.happenings or part.deeds or found.opened or found.closed else None


def _named(part: Part, what: What) -> Iterator[Reference]:
    return (each.entry for each in part.of(what))


def _turns(part: Part, *, begins: bool) -> tuple[Reference, ...]:
    return tuple(each.entry for each in part.turns if each.begins is begins)


def _links(desk: Desk, entry: Entry, named: Iterable[Reference]) -> tuple[Link, ...]:
    filling = desk.filling(entry, entry.lang)
    shown = (desk.journal.shown(reference, entry.lang) for reference in tuple(named)[:MOST])
    return tuple(link(filling, each) for each in shown if each is not None)


def _items(desk: Desk, entry: Entry, named: Sequence[Reference]) -> Iterator[SaidItem]:
    """What can be taken part in, each with the end of its own time."""
    for reference in named[:MOST]:
        other = desk.journal.shown(reference, entry.lang)
        kind = KINDS[reference.kind]
        if other is not None:
            yield SaidItem(
                link=link(desk.filling(entry, entry.lang), other),
                label=desk.words.say(entry.lang, kind.one),
                date=desk.local(getattr(other.record, kind.span[1]) if kind.span else None),
            )
