"""What an entry says before its time: moves that lie ahead, and what they will be told with."""

from datetime import datetime

from generator.journal.schedule import State, state
from generator.kinds.kind import Journey
from generator.kinds.table import KINDS
from generator.model.entry import Entry


def said_so_far(entry: Entry, at: datetime) -> dict[str, object]:
    """Fields of an entry as they are at an instant, of those that may say something too early.

    Whom they name is not public either.
    """
    kind = KINDS[entry.kind]
    said: dict[str, object] = {}
    if kind.journey is not None and getattr(entry.record, kind.journey.history):
        said = _moved_so_far(entry, kind.journey, at)
    if kind.bounds:
        changed = getattr(entry.record, kind.bounds)
        said[kind.bounds] = tuple(change for change in changed if change.date <= at)
    if kind.at_end and state(entry, at) is not State.CLOSED:
        fields = kind.record.model_fields
        said |= {name: fields[name].default for name in kind.at_end}
    return said


def _moved_so_far(entry: Entry, journey: Journey, at: datetime) -> dict[str, object]:
    """The history up to an instant, the status that it reached, and no reason for a later one."""
    moves = getattr(entry.record, journey.history)
    past = tuple(move for move in moves if move.date <= at)
    ahead = frozenset(move.status for move in moves if move.date > at)
    last = max(reversed(past), key=lambda move: move.date, default=None)
    status = last.status if last else _first(journey)
    said: dict[str, object] = {journey.history: past, journey.status: status}
    if journey.merged in ahead and status != journey.merged:
        said[journey.same_as] = None
    answer = KINDS[entry.kind].answer
    if answer is not None and status in journey.waiting and ahead - journey.waiting:
        said[answer.given] = None
    return said


def _first(journey: Journey) -> str:
    return next(status for status in journey.moves if status == journey.first)
