"""The orange thread: the steps that belong together with an entry, and what is still awaited.

What an entry and those around it are in a thread stands in the table of kinds. This module knows
only fields and names; whoever keeps the steps elsewhere one day puts them in here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from generator.journal.journal import Named, names_of, resolve
from generator.journal.schedule import State, state
from generator.kinds.kind import Journey, Kind, Step
from generator.kinds.release import Change
from generator.kinds.table import KINDS
from generator.markup.prose import fill
from generator.model.entry import Entry
from generator.model.fields import Inline, values_in
from generator.model.reference import Byline, Reference
from generator.pages.desk.deeds import Work, changes_of, deed
from generator.pages.desk.entry_views import Desk, link, people
from generator.pages.html import NO_HTML, Html
from generator.pages.values import Knot, Link

MOST_SOURCES = 200
AWAITED = "awaited"
"""Step of a node that is still open."""

LABELS: Mapping[Step, str] = {
    Step.SUGGESTED: "Suggested",
    Step.MOVED: "Moved on",
    Step.DECIDED: "Decided",
    Step.ASKED: "Asked",
    Step.CHANGED: "Changed",
    Step.RELEASED: "Released",
    Step.REPORTED: "Users judged",
    Step.TOLD: "Told",
    Step.ANSWERED: "Answered",
    Step.THANKED: "Thanked",
}
"""English words for each step."""

_RANKS: Mapping[str, int] = {str(step): n for n, step in enumerate(Step)}
_PERSON = "person"


def thread(desk: Desk, entry: Entry) -> tuple[Knot, ...]:
    """The thread of a public entry: oldest first, then what has no date, open ends last."""
    loom = _Loom(desk, entry)
    knots = [*loom.own(), *loom.incoming(), *loom.outgoing()]
    return tuple(sorted(knots, key=_order))


def _order(knot: Knot) -> tuple[bool, bool, float, int, str]:
    when = knot.date.timestamp() if knot.date else 0.0
    rank = _RANKS.get(knot.step, len(_RANKS))
    return (knot.open, knot.date is None, when, rank, knot.link.url if knot.link else "")


@dataclass(frozen=True, slots=True)
class _Loom:
    """Makes the nodes of one entry's thread, in the language of that entry."""

    desk: Desk
    entry: Entry

    def own(self) -> Iterator[Knot]:
        """What the entry itself tells: its beginning, its moves, its end, its answer."""
        kind = KINDS[self.entry.kind]
        if kind.step is not None:
            yield self._beginning(kind, kind.step)
        if kind.journey is not None:
            yield from self._moves(kind.journey)
        if kind.calls_in:
            yield from self._end(kind)
        if kind.answer is not None:
            yield from self._answer(kind)

    def incoming(self) -> Iterator[Knot]:
        """What names the entry; of what names a person only what that person did."""
        for source in self._sources():
            changes = [c for c in changes_of(source) if self._is_named_in(c)]
            if changes:
                yield from (self._change(source, change) for change in changes)
            elif self.entry.kind != _PERSON or self._is_doer_of(source):
                yield from self._step(source)

    def outgoing(self) -> Iterator[Knot]:
        """What the entry names itself, not what one of its items or its text does."""
        seen = {source.reference for source in self._sources()} | {self.entry.reference}
        for reference in self._named():
            shown = self.desk.journal.shown(reference, self.entry.lang)
            if shown is not None and reference not in seen:
                seen.add(reference)
                yield from self._step(shown)

    def _named(self) -> Iterator[Reference]:
        """What is on a journey also names in its text where it leads."""
        if KINDS[self.entry.kind].journey is None:
            return own_references(self.entry)
        named = (each.name for each in names_of(self.entry))
        return (name for name in named if isinstance(name, Reference))

    def _sources(self) -> Iterator[Entry]:
        journal = self.desk.journal
        for reference in journal.mentions.get(self.entry.reference, ())[:MOST_SOURCES]:
            shown = journal.shown(reference, self.entry.lang)
            if shown is not None:
                yield shown

    def _beginning(self, kind: Kind, step: Step) -> Knot:
        return Knot(
            step=str(step),
            label=self.say(LABELS[step]),
            date=self.desk.local(_begins(self.entry)),
            people=self._doers(self.entry) or self._people(self.entry, self.entry.head.authors),
            open=state(self.entry, self.desk.journal.at) is State.ANNOUNCED and kind.calls_in,
        )

    def _moves(self, journey: Journey) -> Iterator[Knot]:
        record = self.entry.record
        moves = getattr(record, journey.history)
        for move in moves:
            step = journey.steps.get(move.status)
            if step is not None:
                yield self._move(step, move.status, move.date, move.note)
        now = getattr(record, journey.status)
        if now in journey.steps and now not in [move.status for move in moves]:
            yield self._move(journey.steps[now], now, None, None)
        if now in journey.awaited:
            since = moves[-1].date if moves else self.entry.head.date
            yield self._awaited(journey.awaited[now], since, getattr(record, journey.owner))

    def _move(self, step: Step, status: str, date: datetime | None, note: Inline | None) -> Knot:
        return Knot(
            step=str(step),
            label=self.say(LABELS[step]),
            date=self.desk.local(date),
            note=self._html(self.entry, note),
            status=str(status),
        )

    def _end(self, kind: Kind) -> Iterator[Knot]:
        ends = getattr(self.entry.record, kind.span[1]) if kind.span else None
        now = state(self.entry, self.desk.journal.at)
        if ends is not None and now is State.CLOSED:
            label = self.say("Closed")
            yield Knot(str(Step.DECIDED), label, self.desk.local(ends))
        elif now is State.OPEN:
            label = self.say("Open until") if ends else self.say("Still open")
            yield Knot(AWAITED, label, self.desk.local(ends), open=True)

    def _answer(self, kind: Kind) -> Iterator[Knot]:
        answer = kind.answer
        if answer is None:
            return
        given = getattr(self.entry.record, answer.given)
        found = tuple(self._answers(given))
        due = getattr(self.entry.record, answer.due)
        if not found and due is not None:
            late = due <= self.desk.journal.at
            label = self.say("Answer overdue since") if late else self.say("Answer due by")
            yield Knot(AWAITED, label, self.desk.local(due), open=True)
        yield from found

    def _answers(self, given: object) -> Iterator[Knot]:
        label = self.say(LABELS[Step.ANSWERED])
        if isinstance(given, Inline):
            yield Knot(str(Step.ANSWERED), label, note=self._html(self.entry, given))
        for reference in given if isinstance(given, tuple) else ():
            shown = self.desk.journal.shown(reference, self.entry.lang)
            if shown is not None:
                yield self._linked(shown, Step.ANSWERED)

    def _change(self, source: Entry, change: Change) -> Knot:
        done = deed(self.desk, Work(source, change), self.entry.lang)
        credited = [c["person"] for c in done.credits]
        return Knot(
            step=str(Step.CHANGED),
            label=self.say(LABELS[Step.CHANGED]),
            date=done.date,
            link=done.release,
            note=done.text,
            people=tuple(dict.fromkeys(p for p in credited if isinstance(p, Link))),
        )

    def _step(self, other: Entry) -> Iterator[Knot]:
        """Another entry as a node; nothing for kinds that are no step."""
        kind = KINDS[other.kind]
        answers = kind.answers and getattr(other.record, kind.answers) == self.entry.reference
        step = Step.ANSWERED if answers else kind.step
        if step is not None:
            yield self._linked(other, step)

    def _linked(self, other: Entry, step: Step) -> Knot:
        now = state(other, self.desk.journal.at) if KINDS[other.kind].calls_in else None
        return Knot(
            step=str(step),
            label=self.say(LABELS[step]),
            date=self.desk.local(_begins(other)),
            link=link(self.desk.filling(self.entry, self.entry.lang), other),
            people=self._doers(other),
            open=now in {State.ANNOUNCED, State.OPEN},
        )

    def _awaited(self, label: str, since: datetime | None, owner: Byline | None) -> Knot:
        shown = self._people(self.entry, (owner,) if owner else ())
        return Knot(AWAITED, self.say(label), self.desk.local(since), people=shown, open=True)

    def _is_named_in(self, change: Change) -> bool:
        """Whether a change names the entry; a person counts only where credited."""
        if self.entry.kind == _PERSON:
            return any(self._is_entry(credit.person) for credit in change.credits)
        return any(
            isinstance(value, Reference) and value == self.entry.reference
            for _, value in values_in(change)
        )

    def _is_doer_of(self, source: Entry) -> bool:
        return any(self._is_entry(byline) for byline in _bylines(source))

    def _is_entry(self, byline: Byline) -> bool:
        return resolve(byline, self.desk.journal.people) == self.entry.reference

    def _doers(self, entry: Entry) -> tuple[Link, ...]:
        return self._people(entry, _bylines(entry))

    def _people(self, entry: Entry, bylines: Iterable[Byline]) -> tuple[Link, ...]:
        return people(self.desk.filling(entry, self.entry.lang), tuple(bylines))

    def _html(self, entry: Entry, text: Inline | None) -> Html:
        filling = self.desk.filling(entry, self.entry.lang)
        return Html(fill(text.prose, filling)) if text else NO_HTML

    def say(self, message: str) -> str:
        """A string of the program in the language of the entry."""
        return self.desk.words.say(self.entry.lang, message)


def _begins(entry: Entry) -> datetime | None:
    """When an entry begins: what can be taken part in when it opens, all else on its date."""
    kind = KINDS[entry.kind]
    opens: datetime | None = None
    if kind.calls_in and kind.span:
        opens = getattr(entry.record, kind.span[0])
    return opens or entry.head.date


def _bylines(entry: Entry) -> Iterator[Byline]:
    """Those whose step an entry is."""
    for field in KINDS[entry.kind].doers:
        value = getattr(entry.record, field)
        yield from value if isinstance(value, tuple) else (value,) if value else ()


def own_references(entry: Entry) -> Iterator[Reference]:
    """Entries that an entry names in a field of its own, not in one of its items or in a text."""
    for named in names_of(entry):
        if isinstance(named.name, Reference) and _is_own(named):
            yield named.name


def _is_own(named: Named) -> bool:
    return not named.in_text and all(isinstance(part, int) for part in named.path[1:])
