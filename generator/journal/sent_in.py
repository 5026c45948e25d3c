"""What was sent in to a call and is public: stories, photos, entries of a contest, wishes.

An entry says itself which call it was sent in to (`Kind.sent_to`).
"""

from collections.abc import Mapping

from generator.journal.journal import Journal
from generator.journal.order import newest_first
from generator.kinds.call import WAYS, Call
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.fields import LARGEST
from generator.model.reference import Reference

_LAST = LARGEST + 1  # behind everything that is featured


def call_of(entry: Entry) -> Reference | None:
    """The call that an entry was sent in to; None for none."""
    field = KINDS[entry.kind].sent_to
    found: Reference | None = getattr(entry.record, field) if field else None
    return found


def sent_in(journal: Journal, call: Reference, lang: str) -> tuple[Entry, ...]:
    """Public entries that were sent in to a call, newest first, in `lang` where they can be."""
    found = (journal.shown(each, lang) for each in journal.mentions.get(call, ()))
    return tuple(entry for entry in found if entry is not None and call_of(entry) == call)


def sent_by_call(
    versions: Mapping[Reference, tuple[Entry, ...]],
) -> dict[Reference, tuple[Entry, ...]]:
    """The originals of what was sent in, public or not, by call; newest first."""
    found: dict[Reference, list[Entry]] = {}
    for original, *_ in versions.values():
        call = call_of(original)
        if call is not None:
            found.setdefault(call, []).append(original)
    return {call: tuple(sorted(entries, key=newest_first)) for call, entries in found.items()}


def is_on_wall(journal: Journal, entry: Entry) -> bool:
    """Whether an entry stands in the list of its kind, and not only on the page of its call.

    The way of the call decides: the entries of a contest stand with their contest.
    """
    call = call_of(entry)
    asked = journal.original(call) if call is not None else None
    if asked is None or not isinstance(asked.record, Call):
        return True
    way = WAYS[asked.record.type]
    return way.wall or way.becomes != entry.kind


def is_contest(call: Call) -> bool:
    """Whether what is sent in to a call is judged, and stands nowhere but with it."""
    return bool(call.entries or call.shortlist or call.vote) or WAYS[call.type].judged


def featured(entry: Entry) -> int:
    """The place at which an entry stands before others; a large number for all that has none."""
    field = KINDS[entry.kind].featured
    place: int | None = getattr(entry.record, field) if field else None
    return _LAST if place is None else place


def is_featured(entry: Entry) -> bool:
    """Whether an entry stands before others."""
    return featured(entry) != _LAST
