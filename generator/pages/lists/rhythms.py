"""Rhythms on pages: when the next slots are, and how punctual the journal was so far.

Law: of a slot to come readers learn when it is, and nothing of what will be in it.
"""

from datetime import datetime

from generator.journal import punctuality
from generator.journal.punctuality import Kept, Outcome, Record
from generator.journal.timetable import Rhythm, coming, left_out, rhythms
from generator.model.cadence import Slot
from generator.pages import routes
from generator.pages.calendar_views import KeptView, PunctualityView, RhythmView, SlotView
from generator.pages.frame import Tree

MOST = 12
"""Exceptions that are told one by one."""

_HOUR, _DAY = 60, 24 * 60  # in minutes
_FEW = 2
"""Of so many on a larger unit is used: 90 minutes, 2 hours; 47 hours, 2 days."""


def rhythm_views(tree: Tree) -> tuple[RhythmView, ...]:
    """Every rhythm that goes on, or of which the register knows something."""
    known = {each.rhythm.id: each for each in punctuality.records(tree.desk.journal)}
    views = (_view(tree, each, known.get(each.id)) for each in rhythms(tree.config))
    return tuple(view for view in views if view.coming or view.punctuality)


def next_of_kind(tree: Tree, kind: str) -> RhythmView | None:
    """The rhythm of a kind if it goes on; else the one whose next slot comes first."""
    ahead = [(each.kind != kind, _view(tree, each, None)) for each in rhythms(tree.config)]
    found = [(other, view.next.date, view) for other, view in ahead if view.next is not None]
    return min(found, key=lambda each: each[:2])[2] if found else None


def _view(tree: Tree, rhythm: Rhythm, record: Record | None) -> RhythmView:
    at = tree.desk.journal.at
    ahead = [(slot, False) for slot in coming(rhythm, at)]
    ahead += [(pause, True) for pause in left_out(rhythm, at)]
    return RhythmView(
        rhythm.title(tree.lang),
        tuple(
            _slot(tree, slot, skipped=skipped)
            for slot, skipped in sorted(ahead, key=lambda each: each[0].at)
        ),
        _punctuality(tree, record) if record and record.total else None,
    )


def _slot(tree: Tree, slot: Slot, *, skipped: bool) -> SlotView:
    return SlotView(
        date=_local(tree, slot.at),
        skipped=skipped,
        planned=_local(tree, slot.planned) if slot.moved else None,
        reason=slot.reason,
    )


def _punctuality(tree: Tree, record: Record) -> PunctualityView:
    exceptions = [each for each in reversed(record.slots) if each.outcome is not Outcome.ON_TIME]
    weekdays = {each.slot.planned.isoweekday() for each in record.slots}
    return PunctualityView(
        since=_local(tree, record.since),
        kept=len(record.of(Outcome.ON_TIME)),
        total=record.total,
        weekday=weekdays.pop() if len(weekdays) == 1 else 0,
        exceptions=tuple(_kept(tree, each) for each in exceptions[:MOST]),
        more=max(0, len(exceptions) - MOST),
    )


def _kept(tree: Tree, kept: Kept) -> KeptView:
    """A slot that was not on time, with what its entry says if readers may see that."""
    journal = tree.desk.journal
    entry = journal.shown(kept.entry, tree.lang) if kept.entry else None
    count, unit = _length(kept.minutes) if kept.outcome is Outcome.LATE else (0, "")
    if entry is None:
        return KeptView(_local(tree, kept.slot.at), kept.outcome, count, unit, reason=kept.reason)
    return KeptView(
        date=_local(tree, kept.slot.at),
        outcome=kept.outcome,
        count=count,
        unit=unit,
        title=entry.head.title,
        url=routes.href(tree.config, routes.entry_path(tree.config, entry)),
        lang=entry.lang,
        reason=entry.head.delayed or kept.reason,
    )


def _length(minutes: int) -> tuple[int, str]:
    """A length of time in the unit that people would choose, rounded down."""
    for unit, length in (("day", _DAY), ("hour", _HOUR)):
        if minutes >= _FEW * length:
            return minutes // length, unit
    return minutes, "minute"


def _local(tree: Tree, instant: datetime) -> datetime:
    return tree.desk.local(instant) or instant
