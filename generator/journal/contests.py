"""What is wrong with a contest: its shortlist, its vote, and the credit of its winner (B3)."""

from collections.abc import Iterator
from datetime import datetime

from generator.journal.awards import whom
from generator.journal.journal import Journal, names_of
from generator.kinds.call import Call
from generator.kinds.poll import Poll
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Byline, Reference
from generator.problems import Problem, Severity, did_you_mean

_AWARD = "award"


def check_contests(journal: Journal) -> Iterator[Problem]:
    """Everything that does not fit between a call, its shortlist, its vote and its honours."""
    for versions in journal.written.values():
        entry = versions[0]
        if isinstance(entry.record, Call):
            yield from _shortlist(entry, entry.record)
            yield from _vote(journal, entry, entry.record)


def _shortlist(entry: Entry, call: Call) -> Iterator[Problem]:
    known = [sent.id for sent in call.entries]
    for number, chosen in enumerate(call.shortlist):
        if chosen.entry not in known:
            place = entry.at(("shortlist", number, "entry"))
            hint = did_you_mean(chosen.entry, known) or "add it to 'entries'"
            message = f"no entry of this call has the id '{chosen.entry}'"
            yield Problem(place, "unknown-entry", message, hint)


def _vote(journal: Journal, entry: Entry, call: Call) -> Iterator[Problem]:
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
    yield from _credit(journal, entry, call, vote)


def _credit(journal: Journal, entry: Entry, call: Call, vote: Entry) -> Iterator[Problem]:
    """Winners whom no award and no release names, once the vote had to be answered."""
    count = journal.counts.get(vote.reference)
    if count is None or not count.stands or not isinstance(vote.record, Poll):
        return
    if not _is_answered(vote.record, journal.at):
        return
    credited = _credited_since(journal, vote.record.closes)
    for number, sent in enumerate(call.entries):
        won = sent.id in count.tally.outcome.winners
        if won and sent.by is not None and whom(journal, sent.by) not in credited:
            message = f"'{sent.by}' won with '{sent.id}', and no award or release says so"
            hint = f"friday new award --from {vote.reference}"
            place = entry.at(("entries", number, "by"))
            yield Problem(place, "not-credited", message, hint, Severity.WARNING)


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
