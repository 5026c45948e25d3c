"""When something new is to appear: the next slot of its rhythm that nothing has."""

from datetime import datetime

from generator.intake.weekly import week_name
from generator.journal.cadence import cadence_of, free_slots
from generator.journal.journal import Journal
from generator.model.cadence import Cadence
from generator.model.entry import Entry


class NoSlot(Exception):
    """There is no rhythm, or it ends; the message says so."""


def next_slot(journal: Journal, cadence: Cadence, begun_in: str = "") -> datetime:
    """The next slot of a rhythm that no entry has, waiting ones among them, in the journal's zone.

    Args:
        begun_in: a language that a draft, or what is named after its week, may lack: then that is
            what is written now, and its slot is shared. Empty for something new.

    Raises:
        NoSlot: the rhythm ends before.
    """
    dated = [
        (versions[0].head.date, versions)
        for versions in journal.written.values()
        if versions[0].head.date is not None and _keeps(versions[0], journal, cadence)
    ]
    begun = (
        date
        for date, versions in dated
        if begun_in and date > journal.at and _lacks(versions, begun_in, journal)
    )
    free = free_slots(journal.config, cadence.id, (date for date, _ in dated))
    slot = next((slot.at for slot in free if slot.at > journal.at), None)
    found = min((*begun, *([slot] if slot else [])), default=None)
    if found is None:
        raise NoSlot(
            f"the cadence '{cadence.id}' has no slot left; let it end later in friday.yaml"
        )
    return found.astimezone(journal.config.zone)


def _lacks(versions: tuple[Entry, ...], lang: str, journal: Journal) -> bool:
    """Whether an entry that somebody is still at has no version in a language."""
    original = versions[0]
    date = original.head.date or journal.at
    named = original.head.id == week_name(date.astimezone(journal.config.zone))
    return (named or original.head.draft) and all(version.lang != lang for version in versions)


def _keeps(entry: Entry, journal: Journal, cadence: Cadence) -> bool:
    own = cadence_of(journal.config, entry)
    return own is not None and own.id == cadence.id
