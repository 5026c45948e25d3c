"""The thread of one person: what they asked for, caused and received, oldest first."""

from collections.abc import Iterator

from generator.journal.changes import anchor, changes_of
from generator.journal.journal import resolve
from generator.kinds.change import Change
from generator.kinds.kind import Step
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Byline
from generator.pages.desk.deeds import Work, deed
from generator.pages.desk.entry_views import Desk, link, people
from generator.pages.thread import LABELS
from generator.pages.thread_views import Knot
from generator.pages.values import Link

MOST_SOURCES = 200
_RANKS = {str(step): n for n, step in enumerate(Step)}


def doings(desk: Desk, person: Entry) -> tuple[Knot, ...]:
    """What a person did, of what names them: oldest first, then what has no date."""
    knots = (knot for source in _sources(desk, person) for knot in _done(desk, person, source))
    return tuple(sorted(knots, key=_order))


def _order(knot: Knot) -> tuple[bool, float, int, str]:
    when = knot.date.timestamp() if knot.date else 0.0
    return (knot.date is None, when, _RANKS[knot.step], knot.link.url if knot.link else "")


def _sources(desk: Desk, person: Entry) -> Iterator[Entry]:
    journal = desk.journal
    for reference in journal.mentions.get(person.reference, ())[:MOST_SOURCES]:
        shown = journal.shown(reference, person.lang)
        if shown is not None:
            yield shown


def _done(desk: Desk, person: Entry, source: Entry) -> Iterator[Knot]:
    credited = [
        (part, change)
        for part, change in enumerate(changes_of(source))
        if any(_is(desk, credit.person, person) for credit in change.credits)
    ]
    step = KINDS[source.kind].step
    if credited:
        yield from (_change(desk, person, source, part, change) for part, change in credited)
    elif step is not None and any(_is(desk, byline, person) for byline in bylines(source)):
        filling = desk.filling(person, person.lang)
        yield Knot(
            step=str(step),
            label=desk.words.say(person.lang, LABELS[step]),
            date=desk.local(source.head.date),
            link=link(filling, source),
            people=people(filling, tuple(bylines(source))),
        )


def _change(desk: Desk, person: Entry, source: Entry, part: int, change: Change) -> Knot:
    done = deed(desk, Work(source, change), person.lang)
    there = Link(
        done.release.title,
        f"{done.release.url}#{anchor(part)}",
        done.release.kind,
        done.release.lang,
    )
    credited = [each["person"] for each in done.credits]
    return Knot(
        step=str(Step.CHANGED),
        label=desk.words.say(person.lang, LABELS[Step.CHANGED]),
        date=done.date,
        link=there,
        note=done.text,
        people=tuple(dict.fromkeys(p for p in credited if isinstance(p, Link))),
    )


def _is(desk: Desk, byline: Byline, person: Entry) -> bool:
    return resolve(byline, desk.journal.people) == person.reference


def bylines(entry: Entry) -> Iterator[Byline]:
    """Those whose step an entry is."""
    for field in KINDS[entry.kind].doers:
        value = getattr(entry.record, field)
        yield from value if isinstance(value, tuple) else (value,) if value else ()
