"""What is wrong with a contest: its shortlist, its vote, and the credit of its winner (B3)."""

from collections.abc import Iterator
from datetime import datetime

from generator.journal.awards import whom
from generator.journal.journal import Journal, names_of
from generator.journal.loop.links import doers
from generator.journal.sent_in import sent_by_call
from generator.kinds.call import WAYS, Call
from generator.kinds.poll import Poll
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Byline, Reference
from generator.problems import Location, Problem, Severity, did_you_mean

_AWARD = "award"


def check_contests(journal: Journal) -> Iterator[Problem]:
    """Everything that does not fit between a call, its shortlist, its vote and its honours."""
    sent = sent_by_call(journal.versions)
    for versions in journal.written.values():
        entry = versions[0]
        if isinstance(entry.record, Call):
            stories = [e for e in sent.get(entry.reference, ()) if e.kind == _becomes(entry.record)]
            yield from _shortlist(journal, entry, entry.record, stories)
            yield from _twice(entry, entry.record, stories)
            yield from _vote(journal, entry, entry.record, stories)


def _becomes(call: Call) -> str:
    """The kind of what is sent in to a call, apart from what stands in the call itself."""
    return WAYS[call.type].becomes


def _shortlist(
    journal: Journal, entry: Entry, call: Call, stories: list[Entry]
) -> Iterator[Problem]:
    """Chosen entries that are none, or that nobody may see although the call is public."""
    inline = [sent.id for sent in call.entries]
    told = {story.head.id: story for story in stories}
    for number, chosen in enumerate(call.shortlist):
        place = entry.at(("shortlist", number, "entry"))
        story = told.get(chosen.entry)
        if story is None and chosen.entry not in inline:
            hint = did_you_mean(chosen.entry, [*inline, *told]) or _how_to_add(entry, call)
            message = f"no entry of this call has the id '{chosen.entry}'"
            yield Problem(place, "unknown-entry", message, hint)
        elif story is not None and chosen.entry not in inline and journal.is_public(entry):
            hidden = journal.hidden.get((story.reference, story.lang))
            if hidden is not None:
                message = f"'{chosen.entry}' is on the shortlist and not public: {hidden.because}"
                hint = f"readers see the shortlist without it; see 'friday why {story.reference}'"
                yield Problem(place, "not-public", message, hint, Severity.WARNING)


def _how_to_add(entry: Entry, call: Call) -> str:
    kind = _becomes(call)
    by_hand = "add it to 'entries'"
    return f"{by_hand}, or name it in a {kind} with 'call: {entry.head.id}'" if kind else by_hand


def _twice(entry: Entry, call: Call, stories: list[Entry]) -> Iterator[Problem]:
    """Entries of the call that have the id of a story that was sent in to it."""
    told = {story.head.id: story for story in stories}
    for number, sent in enumerate(call.entries):
        if sent.id in told:
            message = f"'{sent.id}' is also '{told[sent.id].reference}', sent in to this call"
            hint = "delete it here: the story is the entry"
            yield Problem(entry.at(("entries", number, "id")), "duplicate-id", message, hint)


def _vote(journal: Journal, entry: Entry, call: Call, stories: list[Entry]) -> Iterator[Problem]:
    vote = journal.original(call.vote) if call.vote else None
    if vote is None or not isinstance(vote.record, Poll) or not call.shortlist:
        return
    wanted = [chosen.entry for chosen in call.shortlist]
    options = [option.id for option in vote.record.options]
    place = entry.at(("vote",))
    for name in wanted:
        if name not in options:
            message = f"'{name}' is on the shortlist and no option of '{vote.reference}'"
            hint = did_you_mean(name, options) or "an option has the id of its entry"
            yield Problem(place, "wrong-options", message, hint)
    for name in options:
        if name not in wanted:
            message = f"'{name}' is an option of '{vote.reference}' and not on the shortlist"
            hint = "put it on the shortlist with a reason, or take it out of the poll"
            yield Problem(place, "wrong-options", message, hint)
    yield from _credit(journal, entry, stories, vote)


def _credit(journal: Journal, entry: Entry, stories: list[Entry], vote: Entry) -> Iterator[Problem]:
    """Winners whom no award and no release names, once the vote had to be answered."""
    count = journal.counts.get(vote.reference)
    if count is None or not count.stands or not isinstance(vote.record, Poll):
        return
    if not _is_answered(vote.record, journal.at):
        return
    credited = _credited_since(journal, vote.record.closes)
    for name, by, place in _makers(entry, stories):
        won = name in count.tally.outcome.winners
        if won and whom(journal, by) not in credited:
            message = f"'{by}' won with '{name}', and no award or release says so"
            hint = f"friday new award --from {vote.reference}"
            yield Problem(place, "not-credited", message, hint, Severity.WARNING)


def _makers(entry: Entry, stories: list[Entry]) -> Iterator[tuple[str, Byline, Location]]:
    """Each entry of a contest with who made it, if they want to be named, and where it says so."""
    sent = entry.record.entries if isinstance(entry.record, Call) else ()
    for number, each in enumerate(sent):
        if each.by is not None:
            yield each.id, each.by, entry.at(("entries", number, "by"))
    for story in stories:
        for by in doers(story):
            yield story.head.id, by, story.at(KINDS[story.kind].doers[:1])


def _is_answered(poll: Poll, at: datetime) -> bool:
    """Whether the team said what it does about a vote, or had to by now."""
    return poll.outcome is not None or (poll.answer_by is not None and poll.answer_by <= at)


def _credited_since(journal: Journal, instant: datetime) -> frozenset[Reference | str]:
    """Everybody whom public awards and releases of a time name."""
    honours = (
        entry
        for entry, *_ in journal.public()
        if (entry.kind == _AWARD or KINDS[entry.kind].changes)
        and entry.head.date is not None
        and entry.head.date >= instant
    )
    names = (named.name for entry in honours for named in names_of(entry))
    return frozenset(whom(journal, name) for name in names if isinstance(name, Byline))
