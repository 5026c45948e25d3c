"""The thread of what was sent in: the call, what somebody told, what came of it, the answer.

It is made for the page of the entry alone. The thread of the call does not name everything that was
sent in to it, of which there may be thousands.
"""

from collections.abc import Iterator

from generator.journal.changes import changes_of
from generator.journal.journal import Journal
from generator.journal.loop.links import LONG_AGO, cited_in, doers
from generator.journal.loop.loom import begins
from generator.journal.loop.nodes import CLOSED
from generator.journal.schedule import State, state
from generator.journal.sent_in import call_of
from generator.journal.threads import Node, Thread
from generator.kinds.kind import Step
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Byline, Reference


def told(journal: Journal, entry: Entry) -> Thread | None:
    """The thread of an entry that begins none; None if it was sent in to nothing public."""
    call = asked(journal, entry)
    if call is None:
        return None
    first = Node(_step(entry), entry.reference, -1, entry.head.date, doers(entry))
    found = [call, first, *_answer(journal, call.entry), *_caused(journal, entry)]
    whole = journal.loop.threads.get(call.entry)
    ends = (end for end in whole.open_ends if end.entry == call.entry) if whole else ()
    return Thread(call.entry, in_order(found), tuple(ends))


def asked(journal: Journal, entry: Entry) -> Node | None:
    """That a call was made which an entry was sent in to; None for none that is public."""
    call = call_of(entry)
    shown = journal.shown(call, entry.lang) if call is not None else None
    if shown is None:
        return None
    return Node(Step.ASKED, shown.reference, -1, begins(shown), tuple(shown.head.authors))


def in_order(nodes: list[Node]) -> tuple[Node, ...]:
    """Each entry and part once, oldest first, then what has no date."""
    once = {(node.entry, node.part): node for node in reversed(nodes)}
    return tuple(sorted(once.values(), key=_age))


def _age(node: Node) -> tuple[bool, float, int, Reference, int]:
    date = (node.date or LONG_AGO) - LONG_AGO
    rank = list(Step).index(node.step)
    return (node.date is None, date.total_seconds(), rank, node.entry, node.part)


def _step(entry: Entry) -> Step:
    return KINDS[entry.kind].step or Step.TOLD


def _answer(journal: Journal, call: Reference) -> Iterator[Node]:
    """That a call closed, and what the team says came of it."""
    entry = journal.original(call)
    kind = KINDS[call.kind]
    if entry is None:
        return
    ends = getattr(entry.record, kind.span[1]) if kind.span else None
    if ends is not None and state(entry, journal.at) is State.CLOSED:
        yield Node(Step.DECIDED, call, CLOSED, ends)
    given = getattr(entry.record, kind.answer.given) if kind.answer else None
    for each in given if isinstance(given, tuple) else ():
        shown = journal.shown(each, entry.lang) if isinstance(each, Reference) else None
        if shown is not None:
            yield Node(Step.ANSWERED, shown.reference, -1, shown.head.date, _people(shown))


def _caused(journal: Journal, entry: Entry) -> Iterator[Node]:
    """Changes that cite an entry, and everything else public that names it."""
    for source in journal.mentions.get(entry.reference, ()):
        shown = journal.shown(source, entry.lang)
        if shown is None or KINDS[source.kind].step is None:
            continue
        cited = [
            Node(Step.CHANGED, source, part, shown.head.date, note=change.why)
            for part, change in enumerate(changes_of(shown))
            if entry.reference in set(cited_in(change))
        ]
        yield from cited or (Node(_step(shown), source, -1, begins(shown), _people(shown)),)


def _people(entry: Entry) -> tuple[Byline, ...]:
    return doers(entry) or tuple(entry.head.authors)
