"""Consents as the team has to know them: who agreed to what, until when, and what ended."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from generator.journal.journal import Journal
from generator.journal.visibility import consent_of
from generator.kinds.consent import Consent, Naming
from generator.kinds.kind import Use
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Reference


class Given(Struct, frozen=True):
    """What somebody agreed to about an entry.

    Attributes:
        person: how they are called in public; empty for nobody's name.
        state: `given`, `expired` or `withdrawn` at the journal's instant.
    """

    reference: Reference
    consent: Consent
    person: str
    state: str
    file: str


def consents(journal: Journal) -> tuple[Given, ...]:
    """Every consent of the journal, those that end first; those that never end by their names."""
    found = (_given(versions[0], journal) for versions in journal.written.values())
    return tuple(sorted((each for each in found if each), key=_order))


def ending(every: Sequence[Given], until: datetime) -> Iterator[Given]:
    """Those that end by themselves up to an instant, and have not ended yet."""
    for each in every:
        if each.state == "given" and each.consent.expires and each.consent.expires <= until:
            yield each


def agreeing(every: Sequence[Given], use: Use) -> Iterator[Given]:
    """Those that hold now and name a use, such as what may be handed to the press."""
    yield from (each for each in every if each.state == "given" and use in each.consent.uses)


def _given(entry: Entry, journal: Journal) -> Given | None:
    consent = consent_of(entry)
    if consent is None:
        return None
    version = journal.versions[entry.reference][0]  # with the names as they were agreed
    names = (getattr(version.record, name) for name in KINDS[entry.kind].doers)
    person = "" if consent.name is Naming.ANONYMOUS else ", ".join(str(n) for n in names if n)
    state = _state(consent, journal.at)
    return Given(entry.reference, consent, person, state, entry.location.file)


def _state(consent: Consent, at: datetime) -> str:
    ends: Mapping[str, datetime | None] = {
        "withdrawn": consent.withdrawn,
        "expired": consent.expires,
    }
    return next((name for name, end in ends.items() if end and end <= at), "given")


def _order(each: Given) -> tuple[bool, datetime, Reference]:
    end = each.consent.expires
    return end is None, end or each.consent.given, each.reference
