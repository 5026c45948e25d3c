"""The rhythms of a journal as its readers know them: what they are called, and what comes next."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from itertools import islice

from msgspec import Struct

from generator.config import Config
from generator.journal.cadence import cadence_of, pauses_of, slots_held, slots_of
from generator.model.cadence import Cadence, Slot
from generator.model.entry import Entry
from generator.model.rhythms import zone_in

SHOWN = 8
"""How many slots of a rhythm are announced."""


class Rhythm(Struct, frozen=True):
    """A cadence in all its phases, in the order in which they were written."""

    config: Config
    phases: tuple[Cadence, ...]

    @property
    def id(self) -> str:
        """Its name."""
        return self.phases[0].id

    @property
    def kind(self) -> str:
        """The kind that keeps it; empty if a series does."""
        return self.phases[0].kind or ""

    @property
    def series(self) -> str:
        """The series that keeps it; empty if a kind does."""
        return self.phases[0].series or ""

    @property
    def patience(self) -> timedelta:
        """How long after a slot a publish may still be on time, at most."""
        return timedelta(minutes=max(each.tolerance for each in self.phases) + 1)

    def slots(self, after: datetime, until: datetime | None = None) -> Iterator[Slot]:
        """Slots behind an instant, up to another one and with it, in order; endless without it."""
        return slots_of(self.config, after, until, self.id)

    def pauses(self, after: datetime, until: datetime) -> Iterator[Slot]:
        """Slots that are left out, in order, each with its reason."""
        return pauses_of(self.config, after, until, self.id)

    def held(self, instants: Sequence[datetime]) -> tuple[Slot | None, ...]:
        """The slot that something of each instant holds, in their order; None for none."""
        return slots_held(self.config, self.id, instants)

    def phase_at(self, slot: Slot) -> Cadence:
        """The phase that a slot is in: the one that began last before it."""
        wall = slot.planned.replace(tzinfo=None)
        begun = [each for each in self.phases if each.begins <= wall]
        return max(begun or self.phases, key=lambda each: each.begins)

    def zone_at(self, slot: Slot) -> tzinfo:
        """The zone of the clocks that a slot is read off."""
        return zone_in(self.phase_at(slot), self.config.zone)

    def end_of(self, slot: Slot) -> datetime:
        """The first instant at which a publish is no longer on time; minutes count when full."""
        return slot.at + timedelta(minutes=self.phase_at(slot).tolerance + 1)

    def title(self, lang: str) -> str:
        """What readers of a language call it, as its last phase says."""
        last = max(self.phases, key=lambda each: each.begins)
        own = (text for name, text in last.titles.items() if self.config.language(name) == lang)
        return next(own, last.title)

    def holds(self, entry: Entry) -> bool:
        """Whether an entry keeps it."""
        own = cadence_of(self.config, entry)
        return own is not None and own.id == self.id


def rhythms(config: Config) -> tuple[Rhythm, ...]:
    """Every rhythm, in the order in which the first phase of each was written."""
    found: dict[str, list[Cadence]] = {}
    for cadence in config.cadences:
        found.setdefault(cadence.id, []).append(cadence)
    return tuple(Rhythm(config, tuple(phases)) for phases in found.values())


def coming(rhythm: Rhythm, at: datetime, most: int = SHOWN) -> tuple[Slot, ...]:
    """The next slots of a rhythm, as they may be announced: when, and nothing of what it will be.

    It is a number of slots and no length of time, so it changes only when one of them has come.
    """
    return tuple(islice(rhythm.slots(at), most))


def left_out(rhythm: Rhythm, at: datetime) -> tuple[Slot, ...]:
    """The slots among those that come next which are left out, with their reasons."""
    ahead = coming(rhythm, at)
    return tuple(rhythm.pauses(at, ahead[-1].at)) if ahead else ()
