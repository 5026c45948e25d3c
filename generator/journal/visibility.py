"""Who may see an entry when: one function of (entry, instant), which every output obeys."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from generator.kinds.consent import Consent
from generator.kinds.kind import Use
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Reference

Lookup = Callable[[Reference], Entry | None]
_APPROVED = "approved"
_ANONYMOUS = "anonymous"
_YES = frozenset({"yes", "true"})


class Reason(StrEnum):
    """Why an entry is not public."""

    DRAFT = "draft"
    WITHDRAWN = "withdrawn"
    PENDING = "pending"
    EARLY = "early"
    EXPIRED = "expired"
    COMPANION = "companion"
    CONSENT = "consent"
    ANONYMOUS = "anonymous"
    FORGOTTEN = "forgotten"


NAMELESS: frozenset[Reason] = frozenset({Reason.ANONYMOUS, Reason.FORGOTTEN})
"""Reasons of people whom nobody may name: somebody stands in their place, and counts stay."""


class Hidden(Struct, frozen=True):
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

    An entry waits for the one it goes live `with`, and for those that one waits for. Entries that
    wait for each other go live together.

    Args:
        lookup: the original of the entry that a reference names, for `with`; None if there is none.
    """
    why = _taken_back(entry, at) or _not_yet(entry, at)
    if why is not None:
        return why
    said = "it goes live"
    asked = {entry.reference}
    wanted = entry.head.with_
    while wanted is not None and wanted not in asked:
        asked.add(wanted)
        other = lookup(wanted)
        if other is None:
            return Hidden(Reason.COMPANION, f"{said} with '{wanted}', which does not exist")
        why = _not_yet(other, at)
        if why is not None:
            said = f"{said} with '{wanted}', which is not public: {why.because}"
            return Hidden(Reason.COMPANION, said, why.until)
        said = f"{said} with '{wanted}', which goes live"
        wanted = other.head.with_
    return None


def public_since(entry: Entry, lookup: Lookup) -> datetime | None:
    """The instant at which an entry goes live: its date, or a later one of those it goes `with`.

    None for an entry without a date that goes live with nothing dated.
    """
    dates = [entry.head.date]
    asked = {entry.reference}
    wanted = entry.head.with_
    while wanted is not None and wanted not in asked:
        asked.add(wanted)
        other = lookup(wanted)
        dates.append(other.head.date if other else None)
        wanted = other.head.with_ if other else None
    return max((date for date in dates if date is not None), default=None)


def may_appear(entry: Entry, use: Use) -> bool:
    """Whether the person whose words they are agreed to this use; true where nobody is asked."""
    given = consent_of(entry)
    return given is None or use in given.uses


def ends(entry: Entry) -> datetime | None:
    """The instant from which on an entry is hidden by what it says itself; None if there is none.

    The first of its own end, the end of what somebody agreed to, and when they took that back.
    """
    given = consent_of(entry)
    own = (given.expires, given.withdrawn) if given is not None else ()
    return min((each for each in (entry.head.expires, *own) if each is not None), default=None)


def consent_of(entry: Entry) -> Consent | None:
    """What was agreed to about an entry; None where nobody is asked."""
    field = KINDS[entry.kind].consent
    found = getattr(entry.record, field, None) if field else None
    return found if isinstance(found, Consent) else None


def _disagreed(entry: Entry, at: datetime) -> Hidden | None:
    """Why somebody's words may not be shown, or no longer; None where nobody is asked."""
    given = consent_of(entry)
    if given is not None and given.withdrawn and given.withdrawn <= at:
        said = f"the consent was withdrawn at {given.withdrawn.isoformat()}"
        return Hidden(Reason.WITHDRAWN, said)
    if given is not None and given.expires and given.expires <= at:
        return Hidden(Reason.EXPIRED, f"the consent expired at {given.expires.isoformat()}")
    if not may_appear(entry, Use.SITE):
        return Hidden(Reason.CONSENT, "the consent does not name 'site' among its 'uses'")
    return None


def _taken_back(entry: Entry, at: datetime) -> Hidden | None:
    """Why an entry is no longer public, or never may be; those that went live with it stay."""
    head = entry.head
    if entry.forgotten:
        return Hidden(Reason.FORGOTTEN, "they asked to be forgotten")
    if head.withdrawn:
        reason = "" if head.withdrawn.casefold() in _YES else f": {head.withdrawn}"
        return Hidden(Reason.WITHDRAWN, f"it was withdrawn{reason}")
    if head.expires and head.expires <= at:
        return Hidden(Reason.EXPIRED, f"it expired at {head.expires.isoformat()}")
    disagreed = _disagreed(entry, at)
    if disagreed is not None:
        return disagreed
    display = KINDS[entry.kind].display
    if display and getattr(entry.record, display) == _ANONYMOUS:
        return Hidden(Reason.ANONYMOUS, "they want no name in public ('display: anonymous')")
    return None


def _not_yet(entry: Entry, at: datetime) -> Hidden | None:
    """Why an entry is not public yet, whatever the others are."""
    head = entry.head
    if head.draft:
        return Hidden(Reason.DRAFT, "it is a draft ('draft: yes')")
    if KINDS[entry.kind].moderated and getattr(entry.record, "decision", "") != _APPROVED:
        said = f"its decision is '{getattr(entry.record, 'decision', '')}', not '{_APPROVED}'"
        return Hidden(Reason.PENDING, said)
    if head.date and head.date > at:
        return Hidden(Reason.EARLY, f"its date is {head.date.isoformat()}", head.date)
    return None
