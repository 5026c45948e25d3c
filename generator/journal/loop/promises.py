"""What the team owes: by when it promised an answer, and whether readers can see one."""

from collections.abc import Container
from datetime import datetime, time, timedelta

from msgspec import Struct

from generator.journal.threads import Standing
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.fields import Inline
from generator.model.reference import Reference


class Promise(Struct, frozen=True):
    """A promise that is not kept yet.

    Attributes:
        due: by when; None if no day was named.
        overdue: whether that is over.
        late: what the team says about its being late, once it is.
    """

    due: datetime | None
    overdue: bool
    late: Inline | None


def promise(
    entry: Entry,
    public: Container[Reference],
    standing: Standing | None,
    at: datetime,
    sent_due: datetime | None = None,
) -> Promise | None:
    """What the team still owes for a public entry; None if nothing, or if it was given.

    Who decides about a suggestion has answered, whether they say why or not. What is sent in is
    owed an answer each, whatever the entry itself was answered.

    Args:
        public: the entries that readers may see.
        sent_due: by when the first submission that waits has to be answered; None if none does.
    """
    kind = KINDS[entry.kind]
    answer, journey = kind.answer, kind.journey
    if answer is None:
        return None
    due, overdue = sent_due, sent_due is not None and sent_due <= at
    if sent_due is None:
        if is_given(getattr(entry.record, answer.given), public):
            return None
        if journey is not None and standing is not None and standing.status not in journey.waiting:
            return None
        due = getattr(entry.record, answer.due)
        overdue = due is not None and deadline(due) <= at
    late = getattr(entry.record, answer.late) if answer.late and overdue else None
    return Promise(due, overdue, late)


def is_given(answer: object, public: Container[Reference]) -> bool:
    """Whether an answer is there for readers: a text, or something that is public."""
    if isinstance(answer, tuple):
        return any(isinstance(each, Reference) and each in public for each in answer)
    return answer is not None


def deadline(due: datetime) -> datetime:
    """The instant at which a promise is broken: of one for a day, the end of that day."""
    return due if due.time() != time() else due + timedelta(days=1)
