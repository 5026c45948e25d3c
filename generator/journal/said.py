"""You said, we did: what became of users' words, as figures that nobody can type in (C5).

Law: every figure is counted from dated data at the journal's instant. What happened belongs to the
time in which it happened; what did not happen yet belongs to the time in which it was asked for.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from operator import attrgetter
from statistics import median
from typing import TypeVar

from msgspec import Struct

from generator.journal.happenings import (
    Deed,
    Happening,
    Promise,
    Turn,
    Waiting,
    Way,
    What,
    deeds,
    promises,
    turns,
)
from generator.journal.journal import Journal
from generator.kinds.table import KINDS

T = TypeVar("T")

_MONTHS = 12
_WHEN, _DUE, _SINCE = attrgetter("when"), attrgetter("due"), attrgetter("since")


class Span(Struct, frozen=True):
    """A time; its end does not belong to it. `name` is `2026-10`, `2026`, or empty."""

    begins: datetime
    ends: datetime
    name: str = ""

    def __contains__(self, instant: datetime) -> bool:
        return self.begins <= instant < self.ends


class Figures(Struct, frozen=True):
    """What happened in a time, in numbers.

    Attributes:
        received: how many asked for something.
        answered: how many got their first answer, whatever it was.
        adopted: how many the team decided to do.
        shipped: how many were done.
        declined: how many the team decided not to do; `reasons` of them with a reason.
        merged: how many said the same as another.
        changes: changes that users notice; `heard` of them caused by a user's word.
        answer_days: median days from asking to the first answer, of those that got it in this time;
            None if none did, or if nobody wrote down when.
        ship_days: the same from asking to shipping.
        undated: how many answers of this time have no date; they stand with the day of asking.
        unanswered: of those received in this time, how many nobody has answered at the instant.
        undecided: of those, how many were answered but not decided.
        oldest_days: how long the first of these waits.
        promised: answers that fell due in this time; `overdue` of them are still owed.
    """

    received: int = 0
    answered: int = 0
    adopted: int = 0
    shipped: int = 0
    declined: int = 0
    reasons: int = 0
    merged: int = 0
    changes: int = 0
    heard: int = 0
    answer_days: float | None = None
    ship_days: float | None = None
    undated: int = 0
    unanswered: int = 0
    undecided: int = 0
    oldest_days: int | None = None
    promised: int = 0
    overdue: int = 0


class Part(Struct, frozen=True):
    """Everything of one time; each list oldest first.

    Attributes:
        promises: what fell due in it; in the time of the instant also whatever is still owed.
    """

    span: Span
    happenings: tuple[Happening, ...]
    deeds: tuple[Deed, ...]
    waiting: tuple[Waiting, ...]
    promises: tuple[Promise, ...]
    turns: tuple[Turn, ...] = ()

    def of(self, what: What) -> tuple[Happening, ...]:
        """What happened of one sort."""
        return tuple(each for each in self.happenings if each.what is what)

    @property
    def owed(self) -> tuple[Promise, ...]:
        """Promises that are not kept, most overdue first."""
        return tuple(each for each in self.promises if each.days is not None)

    def figures(self) -> Figures:
        """This time in numbers."""
        answered, shipped = self.of(What.ANSWERED), self.of(What.SHIPPED)
        declined = self.of(What.DECLINED)
        return Figures(
            received=len(self.of(What.RECEIVED)),
            answered=len(answered),
            adopted=len(self.of(What.ADOPTED)),
            shipped=len(shipped),
            declined=len(declined),
            reasons=sum(each.has_reason for each in declined),
            merged=len(self.of(What.MERGED)),
            changes=len(self.deeds),
            heard=sum(deed.heard for deed in self.deeds),
            answer_days=_median(answered),
            ship_days=_median(shipped),
            undated=sum(each.days is None for each in answered),
            unanswered=sum(not each.answered for each in self.waiting),
            undecided=sum(each.answered for each in self.waiting),
            oldest_days=max((each.days for each in self.waiting), default=None),
            promised=len(self.promises),
            overdue=len(self.owed),
        )


def _median(happenings: Sequence[Happening]) -> float | None:
    days = [each.days for each in happenings if each.days is not None]
    return float(median(days)) if days else None


class Said(Struct, frozen=True):
    """Everything that a journal knows of what was said and done; each list oldest first."""

    at: datetime
    zone: tzinfo
    happenings: tuple[Happening, ...] = ()
    deeds: tuple[Deed, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    promises: tuple[Promise, ...] = ()
    turns: tuple[Turn, ...] = ()

    def months(self) -> tuple[Span, ...]:
        """Every month in which anything happened or fell due, oldest first."""
        found = (
            month(each.begins.year, number, self.zone)
            for each in self.years()
            for number in range(1, _MONTHS + 1)
        )
        return tuple(span for span in found if self._holds(span))

    def years(self) -> tuple[Span, ...]:
        """Every year in which anything happened or fell due, oldest first."""
        ends = [when.astimezone(self.zone).year for when in self._ends()]
        found = (year(n, self.zone) for n in range(min(ends), max(ends) + 1)) if ends else ()
        return tuple(span for span in found if self._holds(span))

    def within(self, span: Span) -> Part:
        """Everything of a time; in the running month or year also whatever is still owed."""
        promises = _within(self.promises, _DUE, span)
        if span.name and self.at in span:
            late = (each for each in self.promises if each.due < span.begins)
            promises = (*(each for each in late if each.days is not None), *promises)
        return Part(
            span=span,
            happenings=_within(self.happenings, _WHEN, span),
            deeds=_within(self.deeds, _WHEN, span),
            waiting=_within(self.waiting, _SINCE, span),
            promises=promises,
            turns=_within(self.turns, _WHEN, span),
        )

    def _holds(self, span: Span) -> bool:
        """Whether anything happened or fell due in a time."""
        lists = (_within(self.happenings, _WHEN, span), _within(self.deeds, _WHEN, span))
        return any(lists) or bool(_within(self.promises, _DUE, span))

    def _ends(self) -> Iterator[datetime]:
        """The first and the last moment of each list."""
        for happened in (self.happenings, self.deeds):
            yield from (each.when for each in (*happened[:1], *happened[-1:]))
        yield from (each.due for each in (*self.promises[:1], *self.promises[-1:]))


NOTHING = Said(datetime(1, 1, 1, tzinfo=UTC), UTC)
"""That of a journal nobody has asked."""


def _within(every: Sequence[T], moment: Callable[[T], datetime], span: Span) -> tuple[T, ...]:
    """Those of a list, which stands in the order of its moments, that lie in a time."""
    first = bisect_left(every, span.begins, key=moment)
    return tuple(every[first : bisect_left(every, span.ends, key=moment)])


def month(year_: int, number: int, zone: tzinfo) -> Span:
    """A month of the calendar."""
    begins = datetime(year_, number, 1, tzinfo=zone)
    ends = datetime(year_ + number // 12, number % 12 + 1, 1, tzinfo=zone)
    return Span(begins, ends, f"{begins:%Y-%m}")


def year(number: int, zone: tzinfo) -> Span:
    """A year of the calendar."""
    begins, ends = (datetime(each, 1, 1, tzinfo=zone) for each in (number, number + 1))
    return Span(begins, ends, f"{begins:%Y}")


def before(span: Span, zone: tzinfo) -> Span:
    """The month before a month, the year before a year."""
    begins = span.begins
    if "-" not in span.name:
        return year(begins.year - 1, zone)
    return month(begins.year - (begins.month == 1), (begins.month - 2) % 12 + 1, zone)


def said(journal: Journal) -> Said:
    """What was said and done in a journal, as far as it is public at its instant."""
    zone = journal.config.zone
    happened: list[Happening] = []
    done: list[Deed] = []
    waiting: list[Waiting] = []
    turned: list[Turn] = []
    for versions in journal.public():
        entry, kind = versions[0], KINDS[versions[0].kind]
        turned += turns(entry, journal.at)
        if entry.head.date is None:
            continue
        if kind.changes:
            done += deeds(journal, entry, entry.head.date)
        if kind.journey is not None:
            way = Way(journal, entry, kind.journey, entry.head.date, zone)
            happened += way.happenings()
            waiting += way.waiting()
    order = list(What)
    return Said(
        at=journal.at,
        zone=zone,
        happenings=tuple(sorted(happened, key=lambda h: (h.when, h.entry, order.index(h.what)))),
        deeds=tuple(sorted(done, key=lambda d: (d.when, d.entry, d.part))),
        waiting=tuple(sorted(waiting, key=lambda w: (w.since, w.entry))),
        promises=tuple(sorted(promises(journal, zone), key=lambda p: (p.due, p.entry))),
        turns=tuple(sorted(turned, key=lambda t: (t.when, t.entry, t.begins))),
    )
