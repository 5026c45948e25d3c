"""Steps of a thread, oldest first: what happened, when, and whose step it was."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from generator.journal.changes import changes_of
from generator.journal.loop.links import LONG_AGO, Traveller, doers
from generator.journal.loop.loom import Loom, begins
from generator.journal.loop.trace import Trace
from generator.journal.schedule import State, state
from generator.journal.threads import Node, Standing
from generator.kinds.kind import Journey, Step
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.fields import Inline
from generator.model.reference import Byline, Reference

CLOSED, ANSWERED = 0, 1
"""Parts of what can be taken part in: its close, and its answer."""

_RANK: Mapping[Step, int] = {step: n for n, step in enumerate(Step)}


def nodes(loom: Loom, trace: Trace) -> tuple[Node, ...]:
    """The steps of a thread: by date, then those without one; each entry and part once."""
    found: dict[tuple[Reference, int], Node] = {}
    for node in _nodes(loom, trace):
        found.setdefault((node.entry, node.part), node)
    return tuple(sorted(found.values(), key=_order) if len(found) > 1 else found.values())


def lone_nodes(each: Traveller, standing: Standing) -> tuple[Node, ...]:
    """The steps of what nothing is tied to: that it came in, and where it stands."""
    entry, status = each.entry, standing.status
    first = Node(Step.SUGGESTED, each.reference, -1, entry.head.date, _people(entry))
    step = each.journey.steps.get(status)
    then = Node(step, each.reference, 0, None, (), status) if step is not None else None
    return (first, then) if then else (first,)


def _order(node: Node) -> tuple[bool, datetime, int, Reference, int]:
    step = _RANK[node.step]
    return (node.date is None, node.date or LONG_AGO, step, node.entry, node.part)


def _nodes(loom: Loom, trace: Trace) -> Iterator[Node]:
    entries = loom.links.entries
    yield from (_whole(entries[member], Step.SUGGESTED) for member in trace.members)
    if trace.members:
        yield from _moves(entries[trace.root], loom.standings[trace.root])
    for asked in trace.asked:
        yield from _asked(entries[asked], loom.journal.at)
    yield from (_change(entries[cite.release], cite.part) for cite in trace.cites)
    yield from (_whole(entries[release], Step.RELEASED) for release in trace.releases)
    for diary, answers in trace.diaries.items():
        yield _whole(entries[diary], Step.ANSWERED if answers else Step.TOLD)
    yield from (_whole(entries[report], Step.REPORTED, n) for report, n in trace.reports.items())
    yield from (_whole(entries[thanks], Step.THANKED) for thanks in trace.thanks)


def _whole(entry: Entry, step: Step, part: int = -1) -> Node:
    return Node(step, entry.reference, part, begins(entry), _people(entry))


def _people(entry: Entry) -> tuple[Byline, ...]:
    return doers(entry) or tuple(entry.head.authors)


def _moves(entry: Entry, standing: Standing) -> Iterator[Node]:
    """The moves of something; a status that is written without any is a step without a date.

    What a release or a diary shows is no step besides that.
    """
    kind = KINDS[entry.kind]
    journey = kind.journey
    if journey is None:
        return
    moves = getattr(entry.record, journey.history)
    reason = getattr(entry.record, kind.answer.given) if kind.answer else None
    decided = [n for n, move in enumerate(moves) if _is_decision(journey, move.status)]
    for n, move in enumerate(moves):
        step = journey.steps.get(move.status)
        if step is not None:
            why = reason if [n] == decided[-1:] else None
            yield Node(step, entry.reference, n, move.date, (), move.status, move.note or why)
    now = standing.status if standing.cause is None else getattr(entry.record, journey.status)
    is_shown = standing.cause is not None and now in {journey.begun, journey.done}
    if not moves and now in journey.steps and not is_shown:
        yield Node(journey.steps[now], entry.reference, 0, None, (), str(now), reason)


def _is_decision(journey: Journey, status: str) -> bool:
    return journey.steps.get(status) is Step.DECIDED


def _asked(entry: Entry, at: datetime) -> Iterator[Node]:
    """A poll or a call: that it was asked, that it closed, and what was answered."""
    kind = KINDS[entry.kind]
    yield _whole(entry, Step.ASKED)
    ends = getattr(entry.record, kind.span[1]) if kind.span else None
    if ends is not None and state(entry, at) is State.CLOSED:
        yield Node(Step.DECIDED, entry.reference, CLOSED, ends)
    answer = getattr(entry.record, kind.answer.given) if kind.answer else None
    if isinstance(answer, Inline):
        yield Node(Step.ANSWERED, entry.reference, ANSWERED, None, note=answer)


def _change(release: Entry, part: int) -> Node:
    change = changes_of(release)[part]
    people = tuple(dict.fromkeys(credit.person for credit in change.credits))
    date = release.head.date
    return Node(Step.CHANGED, release.reference, part, date, people, note=change.why)
