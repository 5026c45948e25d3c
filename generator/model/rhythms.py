"""What contradicts itself among the rhythms of a journal."""

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice, pairwise

from msgspec import Struct

from generator.model.cadence import Cadence, Slot
from generator.model.recurrence import fires, slots, walls_on
from generator.model.reference import Path
from generator.model.rule_text import parts_of
from generator.model.zones import named, settled
from generator.problems import Severity, did_you_mean

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
_MOMENT = timedelta(microseconds=1)


class Contradiction(Struct, frozen=True):
    """A mistake among `cadences`.

    Attributes:
        path: where it is, from the list on.
    """

    path: Path
    message: str
    hint: str
    severity: Severity = Severity.ERROR


def zone_in(cadence: Cadence, zone: tzinfo) -> tzinfo:
    """The zone of a rhythm: its own, else that of the journal."""
    return named(cadence.timezone) if cadence.timezone else zone


def contradictions(
    cadences: Sequence[Cadence], zone: tzinfo, kinds: Collection[str]
) -> Iterator[Contradiction]:
    """Everything that makes no sense in rhythms, each alone and all together.

    Args:
        zone: of those that name none.
        kinds: what a kind may be called; those that feeds tell of, since nothing remembers others.
    """
    for number, cadence in enumerate(cadences):
        yield from _holder(number, cadence, kinds)
        yield from _times(number, cadence, zone_in(cadence, zone))
    yield from _two_for_one(cadences)
    yield from _phases(cadences, zone)


def _holder(number: int, cadence: Cadence, kinds: Collection[str]) -> Iterator[Contradiction]:
    """Whose rhythm it is: one kind's, or one series'."""
    if (cadence.kind is None) == (cadence.series is None):
        said = f"the cadence '{cadence.id}' is that of a 'kind' or of a 'series', one of both"
        yield Contradiction((number,), said, "say 'kind: diary', or 'series: ' and its name")
    elif cadence.kind is not None and cadence.kind not in kinds:
        hint = did_you_mean(cadence.kind, kinds) or f"there are {', '.join(kinds)}"
        said = f"'{cadence.kind}' is no kind that feeds tell of"
        yield Contradiction((number, "kind"), said, hint)


def _times(number: int, cadence: Cadence, zone: tzinfo) -> Iterator[Contradiction]:
    """A rule that never fires, and exceptions from what it does not say."""
    if not fires(parts_of(cadence.rule).rule, cadence.begins):
        said = f"the rule '{cadence.rule}' never fires: there is no such day"
        hint = "look at its days and months: 30 February is none"
        yield Contradiction((number, "rule"), said, hint)
        return
    if next(slots(cadence, zone, _LONG_AGO), None) is None:
        said = f"the cadence '{cadence.id}' has no slot between its beginning and its end"
        yield Contradiction((number,), said, "let it begin earlier, or end later")
        return
    for day in cadence.skip:
        if day in cadence.moved:
            said = f"{day} is both skipped and moved"
            yield Contradiction((number, "moved", str(day)), said, "keep one of the two lines")
        elif not walls_on(cadence, zone, day):
            said, hint = f"{day} has no slot that could be skipped", _nearest(cadence, zone, day)
            yield Contradiction((number, "skip", str(day)), said, hint, Severity.WARNING)
    for day in cadence.moved:
        if not walls_on(cadence, zone, day):
            said, hint = f"{day} has no slot that could be moved", _nearest(cadence, zone, day)
            yield Contradiction((number, "moved", str(day)), said, hint)


def _nearest(cadence: Cadence, zone: tzinfo, day: date) -> str:
    """The slots around a day that has none."""
    plain = cadence.model_copy(update={"skip": {}, "moved": {}})
    noon = settled(datetime.combine(day, time(12)), zone)
    before = deque(slots(plain, zone, _LONG_AGO, noon), maxlen=1)
    after = islice(slots(plain, zone, noon), 1)
    days = [f"{slot.at:%Y-%m-%d}" for slot in (*before, *after)]
    return f"slots near it: {', '.join(days)}"


def _two_for_one(cadences: Sequence[Cadence]) -> Iterator[Contradiction]:
    """Two rhythms of one kind or series, and phases of one rhythm that are of different ones."""
    by_id: dict[str, Cadence] = {}
    by_holder: dict[tuple[str | None, str | None], Cadence] = {}
    for number, cadence in enumerate(cadences):
        holder = (cadence.kind, cadence.series)
        first = by_id.setdefault(cadence.id, cadence)
        other = by_holder.setdefault(holder, cadence)
        if (first.kind, first.series) != holder:
            said = f"'{cadence.id}' is called so twice, and is not of the same kind or series"
            yield Contradiction((number, "id"), said, "give one of them another id")
        elif other.id != cadence.id:
            said = f"'{cadence.id}' and '{other.id}' are both for {_called(cadence)}"
            hint = "an entry has one cadence; phases of one have the same id"
            yield Contradiction((number, "id"), said, hint)


def _called(cadence: Cadence) -> str:
    return f"the series '{cadence.series}'" if cadence.series else f"'{cadence.kind}'"


def _phases(cadences: Sequence[Cadence], zone: tzinfo) -> Iterator[Contradiction]:
    """Phases of one rhythm that go on beside each other."""
    by_id = sorted(
        ((c.id, slot.at, n, c) for n, c in enumerate(cadences) for slot in _first(c, zone)),
        key=lambda each: each[:3],
    )
    for (id_, _, _, earlier), (following, begins, number, later) in pairwise(by_id):
        ahead = slots(earlier, zone_in(earlier, zone), begins - _MOMENT)
        if id_ == following and next(ahead, None) is not None:
            said = f"two phases of '{id_}' overlap: one still goes on when another begins"
            hint = f"let the earlier one end: 'ends: {later.begins:%Y-%m-%d %H:%M}'"
            yield Contradiction((number, "begins"), said, hint)


def _first(cadence: Cadence, zone: tzinfo) -> Iterator[Slot]:
    """Its first slot, if it has any."""
    return islice(slots(cadence, zone_in(cadence, zone), _LONG_AGO), 1)
