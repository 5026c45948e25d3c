"""What calendar programs are given: the dates of a journal in one language (RFC 5545)."""

from datetime import datetime

from msgspec import Struct


class CalendarEvent(Struct, frozen=True):
    """A date, or a time between two.

    Attributes:
        uid: permanent, and of no other event in the world.
        begins: aware.
        whole_day: True for a day without a time; `begins` then stands in the journal's zone.
        ends: the end, which does not belong to it; None for a mere instant.
        stamp: when what is said of it was last changed by its author, never the build's clock.
        url: whole address of its page; empty for none.
        cancelled: True for what will not take place after all; `description` says why.
    """

    uid: str
    begins: datetime
    title: str
    stamp: datetime
    whole_day: bool = False
    ends: datetime | None = None
    url: str = ""
    description: str = ""
    place: str = ""
    cancelled: bool = False


class CalendarSheet(Struct, frozen=True):
    """A calendar file to be written.

    Attributes:
        path: file of the site.
        title: what programs call it in their list of calendars.
        url: whole address of the page that shows the same.
        source: whole address of the file itself.
        generator: the program that made it.
    """

    path: str
    title: str
    about: str
    lang: str
    url: str
    source: str
    generator: str
    events: tuple[CalendarEvent, ...]


class SlotView(Struct, frozen=True):
    """A slot of a rhythm that is still to come; nothing of what it will be.

    Attributes:
        date: when it is; of one that is left out, when it would have been.
        skipped: True if it is left out.
        planned: when the rhythm alone would have it, if it was moved; else None.
        reason: why it was moved or left out; may be empty.
    """

    date: datetime
    skipped: bool = False
    planned: datetime | None = None
    reason: str = ""


class KeptView(Struct, frozen=True):
    """A slot in the past that was not kept in time.

    Attributes:
        outcome: `late`, `missed` or `skipped`.
        count: how late, in `unit`; 0 for what was not late.
        unit: `minute`, `hour` or `day`.
        title: title of what held it; empty if that is not public, or if nothing did.
        url: its page.
        lang: language of its title, where it is not that of the page.
        reason: what the team says about it; may be empty.
    """

    date: datetime
    outcome: str
    count: int = 0
    unit: str = ""
    title: str = ""
    url: str = ""
    lang: str = ""
    reason: str = ""


class PunctualityView(Struct, frozen=True):
    """How a rhythm was kept.

    Attributes:
        since: from when on that is known.
        kept: how many slots were on time, of `total`.
        weekday: 1 for Monday to 7 for Sunday if all slots are on it, else 0.
        exceptions: the newest slots that were not on time, newest first.
        more: how many more there are.
    """

    since: datetime
    kept: int
    total: int
    weekday: int
    exceptions: tuple[KeptView, ...]
    more: int = 0


class RhythmView(Struct, frozen=True):
    """A rhythm of the journal.

    Attributes:
        title: what the team calls it, or what its entries are called.
        coming: its next slots, and those among them that are left out, in order.
        punctuality: None where nobody knows.
    """

    title: str
    coming: tuple[SlotView, ...]
    punctuality: PunctualityView | None = None

    @property
    def next(self) -> SlotView | None:
        """The next slot that is not left out."""
        return next((slot for slot in self.coming if not slot.skipped), None)
