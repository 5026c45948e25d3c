"""What threads are made of, and where each of them begins."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from msgspec import Struct

from generator.journal.journal import Journal
from generator.journal.loop.links import LONG_AGO, Links, is_on_journey, references_in
from generator.journal.loop.standings import Family, family
from generator.journal.threads import Standing
from generator.kinds.kind import Step
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Reference


class Loom(Struct, frozen=True):
    """What threads are made of.

    Attributes:
        kin: families of what is on a journey.
        standings: where that stands.
        callers: what leads to each poll and call: roots on a journey, and older polls and calls.
    """

    journal: Journal
    links: Links
    kin: Mapping[Reference, Family]
    standings: Mapping[Reference, Standing]
    callers: Mapping[Reference, tuple[Reference, ...]]

    def roots(self) -> Iterator[Reference]:
        """What threads begin with: what is on a journey and not merged, and polls and calls.

        A poll or a call that exactly one of the former leads to is part of that thread, and one
        that an older call leads to is part of that call's. What is alone is left out.
        """
        for each in self.links.travellers:
            if not each.is_alone and family(self.kin, each.reference).root == each.reference:
                yield each.reference
        for entry in self.links.asked:
            if self._stands_alone(entry.reference):
                yield entry.reference

    def _stands_alone(self, asked: Reference) -> bool:
        callers = self.callers.get(asked, ())
        on_journeys = [caller for caller in callers if is_on_journey(caller)]
        return len(on_journeys) > 1 or not callers

    def belongs(self, asked: Reference, root: Reference) -> bool:
        """Whether what came of a poll or a call is part of the thread of `root`."""
        on_journeys = {caller for caller in self.callers.get(asked, ()) if is_on_journey(caller)}
        return not is_on_journey(root) or on_journeys <= {root}


def callers(
    links: Links, kin: Mapping[Reference, Family]
) -> dict[Reference, tuple[Reference, ...]]:
    """What leads to each public poll and call: roots on a journey, and older polls and calls."""
    found: dict[Reference, dict[Reference, None]] = {}
    for reference, asked in links.called.items():
        root = family(kin, reference).root
        for each in asked if root in links.entries else ():
            found.setdefault(each, {})[root] = None
    for entry in links.asked:
        for named in asked_in(entry, links):
            if _age(entry) < _age(links.entries[named]):
                found.setdefault(named, {})[entry.reference] = None
    return {reference: tuple(leading) for reference, leading in found.items()}


def asked_in(entry: Entry, links: Links) -> Iterator[Reference]:
    """Public polls and calls that a poll or a call names in its fields."""
    for named in references_in(entry.record):
        if named in links.entries and KINDS[named.kind].step is Step.ASKED:
            yield named


def _age(entry: Entry) -> tuple[datetime, Reference]:
    return (begins(entry) or LONG_AGO, entry.reference)


def begins(entry: Entry) -> datetime | None:
    """When an entry begins: what can be taken part in when it opens, all else on its date."""
    kind = KINDS[entry.kind]
    opens: datetime | None = None
    if kind.calls_in and kind.span:
        opens = getattr(entry.record, kind.span[0])
    return opens or entry.head.date
