"""What time does to an entry that has a beginning and an end, and to what is owed for it."""

from datetime import datetime
from enum import StrEnum

from generator.kinds.table import KINDS
from generator.model.entry import Entry


class State(StrEnum):
    """Where an instant stands to an entry's span."""

    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    ANSWERED = "answered"
    OVERDUE = "overdue"


def state(entry: Entry, at: datetime) -> State | None:
    """Whether a poll, call or event is still to come, going on, or over; None for other kinds.

    The beginning belongs to the span, the end does not. Without an end, what has a beginning alone
    in the future is announced, and stays open after it. Whether what is over was answered says
    `generator.journal.calls.stage`.
    """
    span = KINDS[entry.kind].span
    if not span:
        return None
    begins, ends = (getattr(entry.record, name) for name in span)
    return standing(begins, ends, at)


def standing(begins: datetime | None, ends: datetime | None, at: datetime) -> State:
    """Where an instant stands to a span: announced, open or closed."""
    if begins and at < begins:
        return State.ANNOUNCED
    if ends and at >= ends:
        return State.CLOSED
    return State.OPEN
