"""Who may see an entry when: one function of (entry, instant), which every output obeys."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Reference

Lookup = Callable[[Reference], Entry | None]
_APPROVED = "approved"


class Reason(StrEnum):
    """Why an entry is not public."""

    DRAFT = "draft"
    WITHDRAWN = "withdrawn"
    PENDING = "pending"
    EARLY = "early"
    EXPIRED = "expired"
    COMPANION = "companion"


@dataclass(frozen=True, slots=True)
class Hidden:
    """An entry is not public.

    Attributes:
        until: when that changes by itself; None if somebody has to do something.
        because: one sentence for the author.
    """

    reason: Reason
    because: str
    until: datetime | None = None


def hidden_because(entry: Entry, at: datetime, lookup: Lookup) -> Hidden | None:
    """Why `entry` is not public at the instant `at`, or None if it is.

    Args:
        lookup: the original of the entry that a reference names, for `with`; None if there is none.
    """
    return _hidden(entry, at, lookup, ())


def _hidden(
    entry: Entry, at: datetime, lookup: Lookup, asked: tuple[Reference, ...]
) -> Hidden | None:
    head = entry.head
    if head.withdrawn:
        return Hidden(Reason.WITHDRAWN, f"it was withdrawn: {head.withdrawn}")
    if head.draft:
        return Hidden(Reason.DRAFT, "it is a draft ('draft: yes')")
    if KINDS[entry.kind].moderated and getattr(entry.record, "decision", "") != _APPROVED:
        said = f"its decision is '{getattr(entry.record, 'decision', '')}', not '{_APPROVED}'"
        return Hidden(Reason.PENDING, said)
    if head.expires and head.expires <= at:
        return Hidden(Reason.EXPIRED, f"it expired at {head.expires.isoformat()}")
    if head.date and head.date > at:
        return Hidden(Reason.EARLY, f"its date is {head.date.isoformat()}", head.date)
    return _companion(entry, at, lookup, asked)


def _companion(
    entry: Entry, at: datetime, lookup: Lookup, asked: tuple[Reference, ...]
) -> Hidden | None:
    """`with`: an entry waits for another. Entries that wait for each other go live together."""
    wanted = entry.head.with_
    if wanted is None or wanted in asked:
        return None
    other = lookup(wanted)
    if other is None:
        return Hidden(Reason.COMPANION, f"it goes live with '{wanted}', which does not exist")
    why = _hidden(other, at, lookup, (*asked, entry.reference))
    if why is None:
        return None
    said = f"it goes live with '{wanted}', which is not public: {why.because}"
    return Hidden(Reason.COMPANION, said, why.until)
