"""What can be taken part in: how far it is, and what became of what was sent in (A5, A6)."""

from collections import Counter
from statistics import median

from msgspec import Struct

from generator.journal.happenings import days_between
from generator.journal.journal import Journal
from generator.journal.loop.promises import is_given, promise
from generator.journal.schedule import State, state
from generator.journal.sent import days_of, due, first_due, waiting
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Reference
from generator.model.submission_row import Decision, SubmissionRow


class Figures(Struct, frozen=True):
    """What became of what was sent in to a call, by an instant.

    Attributes:
        received: how many came; each is approved, declined, asked about, or waits.
        approved: how many were taken, be it as an entry or as one who takes part.
        published: how many of those are an entry that readers can see now.
        declined: how many were refused.
        asked: to how many the team has a question that is not answered yet.
        waiting: how many nobody has decided about.
        oldest_days: for how many days the first of those waits; None if none does.
        median_days: of the days from arrival to decision, over all that were decided; None if none
            was. A half day stands between two.
        overdue: how many wait for longer than was promised.
    """

    received: int = 0
    approved: int = 0
    published: int = 0
    declined: int = 0
    asked: int = 0
    waiting: int = 0
    oldest_days: int | None = None
    median_days: float | None = None
    overdue: int = 0


def rows_of(journal: Journal, entry: Entry) -> tuple[SubmissionRow, ...]:
    """What was sent in to an entry, as it stands at the journal's instant, oldest first."""
    return journal.sent.get(entry.reference, ())


def figures(journal: Journal, entry: Entry) -> Figures:
    """What became of what was sent in to an entry; zeros where nothing came."""
    rows, zone = rows_of(journal, entry), journal.config.zone
    by_decision = Counter(row.decision for row in rows)
    days = [
        days_between(row.received, row.decided, zone)
        for row in rows
        if row.decided is not None and row.decision in {Decision.APPROVED, Decision.DECLINED}
    ]
    undecided, within = waiting(rows), days_of(entry)
    ages = [days_between(row.received, journal.at, zone) for row in undecided]
    late = [row for row in undecided if within is not None and due(row, within) <= journal.at]
    return Figures(
        received=len(rows),
        approved=by_decision[Decision.APPROVED],
        published=sum(_is_published(journal, row) for row in rows),
        declined=by_decision[Decision.DECLINED],
        asked=by_decision[Decision.ASKED],
        waiting=len(undecided),
        oldest_days=max(ages, default=None),
        median_days=median(days) if days else None,
        overdue=len(late),
    )


def _is_published(journal: Journal, row: SubmissionRow) -> bool:
    return row.became is not None and row.became in _Public(journal)


def stage(journal: Journal, entry: Entry) -> State | None:
    """How far something is that has a beginning and an end; None for other kinds.

    What is over is answered, overdue, or just closed. Something open is overdue, too, while what
    somebody sent in to it waits for longer than was promised.
    """
    now, answer = state(entry, journal.at), KINDS[entry.kind].answer
    if now in {None, State.ANNOUNCED} or answer is None:
        return now
    sent_due = first_due(rows_of(journal, entry), days_of(entry))
    owed = promise(entry, _Public(journal), None, journal.at, sent_due)
    if owed is not None and owed.overdue:
        return State.OVERDUE
    is_over = now is State.CLOSED
    given = is_over and is_given(getattr(entry.record, answer.given), _Public(journal))
    return State.ANSWERED if given else now


class _Public(Struct, frozen=True):
    """The entries that readers of some language may see."""

    journal: Journal

    def __contains__(self, reference: object) -> bool:
        if not isinstance(reference, Reference):
            return False
        return self.journal.shown(reference, "") is not None
