"""What is wrong with an award that a poll decided: it goes to those whom the count names (C7)."""

from collections.abc import Iterator

from generator.journal.journal import Journal, resolve
from generator.journal.polls import PollCount
from generator.kinds.award import Award
from generator.kinds.poll import Poll
from generator.model.entry import Entry
from generator.model.reference import Byline, Reference
from generator.problems import Problem, Severity


def check_awards(journal: Journal) -> Iterator[Problem]:
    """Awards of polls that are not counted, and recipients who are not behind what won.

    Of polls whose winning options name nobody nothing is known; a draft may be wrong.
    """
    for versions in journal.written.values():
        entry = versions[0]
        record = entry.record
        if isinstance(record, Award) and record.poll and not entry.head.draft:
            poll = journal.original(record.poll)
            if poll is not None and isinstance(poll.record, Poll):
                yield from _check(journal, entry, record, poll.record, record.poll)


def _check(
    journal: Journal, entry: Entry, award: Award, poll: Poll, reference: Reference
) -> Iterator[Problem]:
    count = journal.counts.get(reference)
    if count is None and (poll.ballots is not None or poll.totals is not None):
        return  # what keeps the poll from being counted is told there
    if count is None or not count.stands:
        said = "is not counted" if count is None else "is still being voted on"
        hint = "give the poll its 'ballots' or 'totals'" if count is None else "wait for its close"
        message = f"'{reference}' {said}, so nobody can see that it decided this award"
        yield Problem(entry.at(("poll",)), "not-counted", message, hint, Severity.WARNING)
        return
    won = [option for option in poll.options if option.id in count.tally.outcome.winners]
    people = [person for option in won for person in option.people]
    if won and not people:
        return
    known = {whom(journal, person) for person in people}
    for number, recipient in enumerate(award.recipients):
        if whom(journal, recipient) not in known:
            message = f"'{recipient}' did not win '{reference}': {_said(count, people)}"
            hint = "the recipients are the 'people' of the options that won"
            place = entry.at(("recipients", number))
            yield Problem(place, "wrong-winner", message, hint)


def _said(count: PollCount, people: list[Byline]) -> str:
    """Who won, as the count says."""
    outcome = count.tally.outcome
    if not outcome.winners:
        return "by the count nobody did"
    options = ", ".join(f"'{option}'" for option in outcome.winners)
    return f"by the count {options} did, which is the work of {', '.join(map(str, people))}"


def whom(journal: Journal, byline: Byline) -> Reference | str:
    """Whom a name means; a plain name means whoever is called so."""
    return resolve(byline, journal.people) or byline.name.casefold()
