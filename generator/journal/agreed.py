"""How those are called who gave something: as they agreed, in every output.

Pages, feeds, cards, credits and data are made of what `as_agreed` returns, so that nobody who wants
no name has one anywhere. Of a wish of the story and one of the person the stricter one holds.
"""

from dataclasses import replace

from generator.journal.people import People
from generator.journal.visibility import Lookup, consent_of
from generator.kinds.consent import Naming
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Byline, Reference

_PERSON = "person"


def as_agreed(entry: Entry, people: People, lookup: Lookup) -> Entry:
    """An entry that names those whose words it holds only as they agreed.

    `anonymous` leaves out who made it; `handle` says their handle, which leads to their page only
    if that page calls them by it, too.
    """
    consent = consent_of(entry)
    if consent is None or consent.name in {None, Naming.NAME}:
        return entry
    kind = KINDS[entry.kind]
    said: dict[str, object] = {}
    for name in kind.doers:
        value = getattr(entry.record, name)
        if isinstance(value, Byline):
            said[name] = _called(value, consent.name, people, lookup)
    head = entry.head.model_copy(update={"authors": ()})
    return replace(entry, head=head, record=entry.record.model_copy(update=said))


def _called(byline: Byline, wish: Naming | None, people: People, lookup: Lookup) -> Byline | None:
    if wish is Naming.ANONYMOUS:
        return None
    known = people.behind(byline)
    person = lookup(Reference(_PERSON, known)) if known is not None else None
    if person is None:
        return byline
    display = KINDS[_PERSON].display
    if getattr(person.record, display) != Naming.NAME:
        return byline  # their page has no other name, or nobody may see it
    handle = getattr(person.record, "handle", None) or person.head.id
    return Byline(f"@{handle.removeprefix('@')}", handle=False)
