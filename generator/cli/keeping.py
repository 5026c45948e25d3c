"""What `friday why` says of an entry's time: its slot, its place in a queue, the register."""

from datetime import datetime

from msgspec import Struct

from generator.build.line import Draft
from generator.cli.moments import local
from generator.journal.journal import Journal
from generator.journal.timetable import Rhythm, rhythms
from generator.model.cadence import Slot
from generator.model.entry import Entry


class Keeping(Struct, frozen=True):
    """What decides when an entry appears, and when it first did.

    Attributes:
        slot: the slot that it holds; None for none.
        place: its place among those that wait in the queue of its rhythm, from 1; 0 for none.
        waiting: how many wait there.
        companion: what it goes live with; empty for nothing.
        first: when readers first saw it, as the register says; None if it does not.
        feed_id: its permanent id in feeds; empty until it was published.
    """

    draft: Draft
    rhythm: Rhythm | None
    slot: Slot | None
    place: int
    waiting: int
    companion: str
    first: datetime | None
    feed_id: str

    def lines(self) -> list[str]:
        """The same in sentences."""
        config, found = self.draft.config, []
        if self.rhythm is not None and self.slot is not None:
            moved = f", moved from {local(self.slot.planned, config)}" if self.slot.moved else ""
            found.append(
                f"it holds the slot of '{self.rhythm.id}' at {local(self.slot.at, config)}{moved}"
            )
        elif self.rhythm is not None:
            found.append(f"its cadence is '{self.rhythm.id}'")
        if self.place:
            found.append(f"it is number {self.place} of {self.waiting} in the queue")
        if self.companion:
            found.append(f"it goes live with '{self.companion}'")
        if self.first is not None:
            found.append(f"readers first saw it at {local(self.first, config)}")
        return found

    def record(self) -> dict[str, object]:
        """The same as JSON."""
        config = self.draft.config
        return {
            "cadence": self.rhythm.id if self.rhythm else None,
            "slot": local(self.slot.at, config) if self.slot else None,
            "queue": {"place": self.place, "of": self.waiting} if self.place else None,
            "with": self.companion or None,
            "first_published": local(self.first, config) if self.first else None,
            "feed_id": self.feed_id or None,
        }


def kept(entry: Entry, draft: Draft) -> Keeping:
    """What decides when a version of an entry appears, and when it first did."""
    journal = draft.journal
    rhythm = next((each for each in rhythms(draft.config) if each.holds(entry)), None)
    queue = _queue(journal, rhythm) if rhythm else []
    date = entry.head.date
    row = draft.published.rows.get((entry.reference, entry.lang))
    return Keeping(
        draft,
        rhythm,
        rhythm.held([date])[0] if rhythm and date else None,
        queue.index(entry.head.id) + 1 if entry.head.id in queue else 0,
        len(queue),
        str(entry.head.with_ or ""),
        row.first if row else None,
        row.feed_id if row else "",
    )


def _queue(journal: Journal, rhythm: Rhythm) -> list[str]:
    """Ids of those that wait for their slot in the queue of a rhythm, the next one first."""
    waiting = [
        (versions[0].head.date, versions[0].head.id)
        for versions in journal.written.values()
        if versions[0].head.queue is not None
        and versions[0].head.date is not None
        and versions[0].head.date > journal.at
        and rhythm.holds(versions[0])
    ]
    return [name for _, name in sorted(waiting)]
