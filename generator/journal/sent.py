"""What was sent in, as it stands at an instant.

Law: what lies ahead is not there. A decision that is still to come has not been made.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Reference
from generator.model.submission_row import Decision, SubmissionRow

_CALL = "call"


def as_of(
    rows: Iterable[SubmissionRow], at: datetime
) -> Mapping[Reference, tuple[SubmissionRow, ...]]:
    """What had come by an instant, as it stood then, by the call it was sent in to.

    Those of a call stand oldest first.
    """
    found: dict[Reference, list[SubmissionRow]] = {}
    for row in sorted(rows, key=_oldest_first):
        if row.received <= at:
            found.setdefault(call_of(row), []).append(_standing(row, at))
    return {call: tuple(group) for call, group in found.items()}


def call_of(row: SubmissionRow) -> Reference:
    """The call that something was sent in to."""
    return Reference(_CALL, row.call)


def _oldest_first(row: SubmissionRow) -> tuple[datetime, str]:
    return row.received, row.key


def _standing(row: SubmissionRow, at: datetime) -> SubmissionRow:
    """A row without a decision that is still to come."""
    if row.decided is None or row.decided <= at:
        return row
    pending = Decision.PENDING
    return replace(row, decision=pending, decided=None, role="", reason="", became=None)


def days_of(entry: Entry) -> int | None:
    """In how many days what is sent in to an entry is answered; None where nothing says so."""
    answer = KINDS[entry.kind].answer
    days: int | None = getattr(entry.record, answer.within) if answer and answer.within else None
    return days


def waiting(rows: Iterable[SubmissionRow]) -> tuple[SubmissionRow, ...]:
    """Those that nobody has decided about, and nobody has asked anything about."""
    return tuple(row for row in rows if row.decision is Decision.PENDING)


def due(row: SubmissionRow, days: int) -> datetime:
    """The instant from which on the answer to a submission is overdue: so many times 24 hours."""
    return row.received + timedelta(days=days)


def first_due(rows: Iterable[SubmissionRow], days: int | None) -> datetime | None:
    """By when the first of those that wait has to be answered; None if nothing is owed.

    Args:
        days: in how many days each is answered; None where nothing says so.
    """
    if days is None:
        return None
    return min((due(row, days) for row in waiting(rows)), default=None)


def turning_points(row: SubmissionRow) -> Iterator[datetime]:
    """The instants at which a row changes: when it comes, and when it is decided."""
    yield row.received
    if row.decided is not None:
        yield row.decided
