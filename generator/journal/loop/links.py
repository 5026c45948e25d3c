"""What names what in the loop, looked up once: only what readers may see is in here."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TypeVar

from msgspec import Struct, field

from generator.journal.changes import changes_of
from generator.journal.journal import Journal, names_in, names_of
from generator.journal.sent import days_of, first_due
from generator.journal.sent_in import call_of
from generator.kinds.change import Change
from generator.kinds.kind import Journey, Kind, Step
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.fields import Inline, Record, values_in
from generator.model.reference import Byline, Reference

T = TypeVar("T")

LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
"""Before everything that has a date."""


class Cite(Struct, frozen=True):
    """A change that names something, in its references or in its words.

    Attributes:
        part: number of the change in the release, counted from 0.
        ships: whether it says that this is done, and not just a step on the way.
    """

    release: Reference
    part: int
    ships: bool


class Traveller(Struct, frozen=True):
    """Something public on a journey.

    Attributes:
        is_alone: whether it has no history and nothing is tied to it: true of most where there
            are many, and then there is nothing to look for.
    """

    reference: Reference
    entry: Entry
    journey: Journey
    is_alone: bool


class Links(Struct, frozen=True):
    """Links between public entries, by what they lead to.

    Attributes:
        entries: the first public version of each entry that is public at all.
        travellers: those on a journey.
        asked: polls and calls.
        cites: changes, by what they name, oldest release first.
        told: diaries, by the release that they tell of.
        judged: reports, by what they judge.
        remarks: reports and the number of their first remark, by what it names. Remarks are
            counted from 0 through all fields that hold some.
        replies: diaries, by the report that they answer.
        called: polls and calls, by what is on a journey and tied to them.
        sent_due: by when the first submission that waits has to be answered, by its call.
    """

    entries: Mapping[Reference, Entry]
    travellers: tuple[Traveller, ...]
    asked: tuple[Entry, ...]
    cites: Mapping[Reference, tuple[Cite, ...]]
    told: Mapping[Reference, tuple[Reference, ...]]
    judged: Mapping[Reference, tuple[Reference, ...]]
    remarks: Mapping[Reference, tuple[tuple[Reference, int], ...]]
    replies: Mapping[Reference, tuple[Reference, ...]]
    called: Mapping[Reference, tuple[Reference, ...]]
    sent_due: Mapping[Reference, datetime] = field(default_factory=dict)


def since(entry: Entry) -> datetime:
    """When an entry went live; long ago if it has no date."""
    return entry.head.date or LONG_AGO


def doers(entry: Entry) -> tuple[Byline, ...]:
    """Those whose step an entry is."""
    found: list[Byline] = []
    for name in KINDS[entry.kind].doers:
        value = getattr(entry.record, name)
        found += value if isinstance(value, tuple) else (value,) if value else ()
    return tuple(found)


def as_written(journal: Journal, entry: Entry) -> Entry:
    """A version of an entry as its author wrote it: with all that is to come, nothing derived."""
    written = journal.written[entry.reference]
    return next((each for each in written if each.lang == entry.lang), written[0])


def linked(journal: Journal) -> Links:
    """Every link of the loop between the public entries of a journal."""
    entries = _public(journal)
    tied = _of(entries, _is_tied)
    asked = _of(entries, lambda kind: kind.step is Step.ASKED)
    called = _shelved(pair for entry in asked for pair in _called(entry, journal, entries))
    return Links(
        entries,
        travellers=_travellers(entries, called, journal),
        asked=asked,
        cites=_shelved(pair for entry in tied for pair in _cites(entry)),
        told=_shelved(pair for entry in tied for pair in _named_by(entry, KINDS[entry.kind].tells)),
        judged=_shelved(
            pair for entry in tied for pair in _named_by(entry, KINDS[entry.kind].judges)
        ),
        remarks=_shelved(pair for entry in tied for pair in _remarks(entry)),
        replies=_shelved(
            pair for entry in tied for pair in _named_by(entry, KINDS[entry.kind].answers)
        ),
        called=called,
        sent_due=dict(_sent_due(asked, journal)),
    )


def _sent_due(asked: Iterable[Entry], journal: Journal) -> Iterator[tuple[Reference, datetime]]:
    """What is owed to those who sent something in: the first day of it, by call."""
    for entry in asked:
        due = first_due(journal.sent.get(entry.reference, ()), days_of(entry))
        if due is not None:
            yield entry.reference, due


def _public(journal: Journal) -> dict[Reference, Entry]:
    found: dict[Reference, Entry] = {}
    hidden = journal.hidden
    for reference, versions in journal.versions.items():
        for entry in versions:
            if not hidden or (reference, entry.lang) not in hidden:
                found[reference] = entry
                break
    return found


def _of(entries: Mapping[Reference, Entry], wanted: Callable[[Kind], bool]) -> tuple[Entry, ...]:
    """Entries of the kinds that are wanted, oldest first."""
    names = frozenset(name for name, kind in KINDS.items() if wanted(kind))
    found = [entry for reference, entry in entries.items() if reference.kind in names]
    return tuple(sorted(found, key=lambda entry: (since(entry), entry.reference)))


def _is_tied(kind: Kind) -> bool:
    """Whether entries of a kind tie others together."""
    return any((kind.changes, kind.tells, kind.judges, kind.answers, *kind.remarks))


def _travellers(
    entries: Mapping[Reference, Entry],
    called: Mapping[Reference, tuple[Reference, ...]],
    journal: Journal,
) -> tuple[Traveller, ...]:
    kinds = {name: kind for name, kind in KINDS.items() if kind.journey is not None}
    found: list[Traveller] = []
    for reference, entry in entries.items():
        kind = kinds.get(reference.kind)
        if kind is not None and kind.journey is not None:
            named = reference in journal.mentions or reference in called
            is_alone = not named and not _says_more(entry.record, kind, kind.journey)
            found.append(Traveller(reference, entry, kind.journey, is_alone))
    return tuple(found)


def _says_more(record: Record, kind: Kind, journey: Journey) -> bool:
    """Whether an entry has a history, or fields that may name another one."""
    answer = kind.answer
    return bool(
        getattr(record, journey.history)
        or getattr(record, journey.same_as)
        or (answer is not None and getattr(record, answer.given))
        or (answer is not None and answer.late and getattr(record, answer.late))
    )


def _shelved(pairs: Iterable[tuple[Reference, T]]) -> dict[Reference, tuple[T, ...]]:
    found: dict[Reference, dict[T, None]] = {}
    for target, item in pairs:
        found.setdefault(target, {})[item] = None
    return {target: tuple(items) for target, items in found.items()}


def _cites(entry: Entry) -> Iterator[tuple[Reference, Cite]]:
    for part, change in enumerate(changes_of(entry)):
        for named in cited_in(change):
            yield named, Cite(entry.reference, part, change.ships)


def cited_in(change: Change) -> Iterator[Reference]:
    """What a change names in its references and in its words, not in its reason."""
    yield from change.refs
    for named, _ in names_in(change.text.prose):
        if isinstance(named, Reference):
            yield named


def _named_by(entry: Entry, name: str) -> Iterator[tuple[Reference, Reference]]:
    """What an entry names in one of its fields, if it has that field."""
    value = getattr(entry.record, name) if name else None
    for named in value if isinstance(value, tuple) else (value,):
        if isinstance(named, Reference):
            yield named, entry.reference


def _remarks(entry: Entry) -> Iterator[tuple[Reference, tuple[Reference, int]]]:
    """The first remark that names something, for each thing that is named."""
    seen: set[Reference] = set()
    remarks = (remark for name in KINDS[entry.kind].remarks for remark in _many(entry, name))
    for part, remark in enumerate(remarks):
        for named in references_in(remark):
            if named not in seen:
                seen.add(named)
                yield named, (entry.reference, part)


def _many(entry: Entry, name: str) -> tuple[Record, ...]:
    found: tuple[Record, ...] = getattr(entry.record, name)
    return found


def _called(
    entry: Entry, journal: Journal, entries: Mapping[Reference, Entry]
) -> Iterator[tuple[Reference, Reference]]:
    """What is on a journey and tied to a poll or a call: either names the other.

    The words of a suggestion do not count, which may be a stranger's; what the team wrote in its
    fields does. That something was sent in to a call ties nothing: thousands may be.
    """
    for each in names_of(entry):
        if isinstance(each.name, Reference) and is_on_journey(each.name):
            yield each.name, entry.reference
    for source in journal.mentions.get(entry.reference, ()):
        shown = entries.get(source) if is_on_journey(source) else None
        named = list(references_in(shown.record)) if shown is not None else []
        if shown is not None and named.count(entry.reference) > (call_of(shown) == entry.reference):
            yield source, entry.reference


def is_on_journey(reference: Reference) -> bool:
    """Whether entries of that kind move from status to status."""
    kind = KINDS.get(reference.kind)
    return kind is not None and kind.journey is not None


def references_in(record: Record) -> Iterator[Reference]:
    """What a record names in its fields and in their texts."""
    for _, value in values_in(record):
        if isinstance(value, Reference):
            yield value
        elif isinstance(value, Inline):
            for named, _ in names_in(value.prose):
                if isinstance(named, Reference):
                    yield named
