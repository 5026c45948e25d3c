"""The order of a vote as a list of work: what became of each option, open ends included (B1)."""

from collections.abc import Mapping

from generator.journal.schedule import State, state
from generator.journal.tally.tally import Standing
from generator.kinds.call import Call
from generator.kinds.kind import Journey
from generator.kinds.poll import Poll, titles
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Reference
from generator.pages.desk.entry_views import Desk, link, people
from generator.pages.follow import FollowState, FollowStep
from generator.pages.thread import LABELS


def follow(desk: Desk, entry: Entry) -> tuple[FollowStep, ...]:
    """What became of the options of a poll that asks for it, most wanted first.

    Nothing until readers may see its count.
    """
    record = entry.record
    count = desk.journal.count(entry.reference)
    if not isinstance(record, Poll) or not record.follow_through or count is None:
        return ()
    if not count.stands:
        return ()
    refs = _refs(desk, entry)
    named = titles(record)
    return tuple(
        _step(desk, entry, standing, named.get(standing.option, standing.option), refs)
        for standing in count.tally.outcome.standings
    )


def _refs(desk: Desk, entry: Entry) -> Mapping[str, tuple[Reference, ...]]:
    """What each option names in the original or, where a translation says more, in that."""
    found: dict[str, tuple[Reference, ...]] = {}
    for version in (desk.journal.original(entry.reference), entry):
        record = version.record if version is not None else None
        for option in record.options if isinstance(record, Poll) else ():
            found[option.id] = option.refs or found.get(option.id, ())
    return found


def won(desk: Desk, entry: Entry) -> tuple[str, ...]:
    """Ids of the entries of a contest that won its vote, once readers may see the count."""
    vote = entry.record.vote if isinstance(entry.record, Call) else None
    count = desk.journal.count(vote) if vote is not None else None
    return count.tally.outcome.winners if count is not None and count.stands else ()


def _step(
    desk: Desk,
    entry: Entry,
    standing: Standing,
    title: str,
    refs: Mapping[str, tuple[Reference, ...]],
) -> FollowStep:
    named = refs.get(standing.option, ())
    shown = (desk.journal.shown(reference, entry.lang) for reference in named)
    states = tuple(state_of(desk, entry, other) for other in shown if other is not None)
    open_ = not states or any(each.open for each in states)
    return FollowStep(standing.place, standing.option, title, states, open=open_)


def state_of(desk: Desk, entry: Entry, other: Entry) -> FollowState:
    """How far something is, in the language of the poll."""
    kind = KINDS[other.kind]
    filling = desk.filling(entry, entry.lang)
    if kind.journey is not None:
        return _on_journey(desk, entry, other, kind.journey)
    now = state(other, desk.journal.at) if kind.calls_in else None
    label = LABELS[kind.step] if kind.step is not None else kind.one
    return FollowState(
        link=link(filling, other),
        label=desk.words.say(entry.lang, label),
        date=desk.local(other.head.date),
        open=now in {State.ANNOUNCED, State.OPEN},
    )


def _on_journey(desk: Desk, entry: Entry, other: Entry, journey: Journey) -> FollowState:
    """Where a suggestion stands, since when, and who answers for it while it is not at its end."""
    filling = desk.filling(entry, entry.lang)
    status = getattr(other.record, journey.status)
    moves = [move for move in getattr(other.record, journey.history) if move.status == status]
    owner = getattr(other.record, journey.owner)
    waits = status in journey.awaited
    label = desk.words.say(entry.lang, journey.awaited[status]) if waits else ""
    return FollowState(
        link=link(filling, other),
        label=label,
        status=str(status),
        date=desk.local(moves[-1].date if moves else None),
        people=people(filling, (owner,)) if owner is not None and waits else (),
        open=waits,
    )
