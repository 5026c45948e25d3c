"""What contradictions are looked for in."""

from collections.abc import Mapping

from msgspec import Struct

from generator.journal.journal import Journal
from generator.journal.loop.lifecycle import Deed
from generator.journal.loop.links import Links, as_written
from generator.journal.loop.standings import Family, deeds, family
from generator.journal.threads import Standing
from generator.model.entry import Entry
from generator.model.reference import Reference


class Case(Struct, frozen=True):
    """A journal, and what is known of its loop."""

    journal: Journal
    links: Links
    kin: Mapping[Reference, Family]
    standings: Mapping[Reference, Standing]

    def written(self, entry: Entry) -> Entry:
        """A version of an entry as its author wrote it, with all that is still to come."""
        return as_written(self.journal, entry)

    def is_root(self, reference: Reference) -> bool:
        """Whether something on a journey is not merged into another."""
        return family(self.kin, reference).root == reference

    def deeds(self, reference: Reference) -> tuple[Deed, ...]:
        """What readers could see of something; nothing for what was merged into another."""
        whole = family(self.kin, reference)
        return deeds(whole, self.links, self.journal) if whole.root == reference else ()
