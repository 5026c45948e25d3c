"""From the count of a poll to the award that it gives: a draft to be written out (C7, B3)."""

import re
from collections.abc import Iterator

from generator.intake.new_entry import AlreadyThere
from generator.intake.popcorn import POPCORN
from generator.intake.studio import DRAFT, Drafted, Studio, listed, quoted
from generator.journal.order import newest_first
from generator.journal.polls import PollCount
from generator.journal.tally.tally import Unit
from generator.kinds.award import Award
from generator.kinds.poll import Option, Poll
from generator.kinds.table import KINDS
from generator.model.contest import SURVEYS, Method
from generator.model.entry import Entry
from generator.model.fields import SAMPLE
from generator.model.reference import Reference
from generator.problems import did_you_mean

_AWARD, _POLL = "award", "poll"
_NUMBER = re.compile(r"-(\d{1,2})$")


class NotDecided(Exception):
    """A poll has no result that an award could be given for. The message says why."""


def award(studio: Studio, name: str, title: str = "") -> Drafted:
    """The award of a poll whose count stands, to those behind the options that won.

    Args:
        name: the poll, as `poll:popcorn-31` or `popcorn-31`.
        title: its title; empty for the usual one.

    Raises:
        NotDecided: there is no such poll, or it has no winner yet.
        AlreadyThere: there is an award of that name.
    """
    entry, record = _named(studio, name)
    count = _standing(studio, entry)
    other = studio.journal.original(Reference(_AWARD, entry.head.id))
    if other is not None:
        raise AlreadyThere(f"there is '{other.reference}' already, in {other.location.file}")
    lines = [
        "---",
        f"title: {quoted(title or _title(studio, entry))}",
        f"date: {studio.at:%Y-%m-%d %H:%M}",
        DRAFT,
        *_fields(studio, entry, record, count),
        "# friday schema award explains the fields",
        "---",
    ]
    path = f"{KINDS[_AWARD].folder}/{entry.head.id}.{studio.suffix}.md"
    return Drafted(path, "\n".join([*lines, "", ""]))


def _named(studio: Studio, name: str) -> tuple[Entry, Poll]:
    """The poll that somebody names, in the language of the draft if it can be."""
    kind, _, id_ = name.rpartition(":")
    reference = Reference(_POLL, id_)
    versions = studio.journal.versions.get(reference, ())
    if kind not in {"", _POLL} or not versions:
        known = [str(each) for each in studio.journal.versions if each.kind == _POLL]
        near = did_you_mean(str(reference), known)
        raise NotDecided(f"there is no poll '{name}'" + (f"; {near}" if near else ""))
    entry = next((each for each in versions if each.lang == studio.lang), versions[0])
    if not isinstance(entry.record, Poll):
        raise TypeError(f"'{entry.reference}' is no poll")
    return entry, entry.record


def _standing(studio: Studio, entry: Entry) -> PollCount:
    """The count of a poll that has a winner."""
    count = studio.journal.counts.get(entry.reference)
    poll = f"'{entry.reference}'"
    if count is None:
        raise NotDecided(f"{poll} is not counted: it names neither 'ballots' nor 'totals'")
    if not count.stands:
        closes = count.since if not isinstance(entry.record, Poll) else entry.record.closes
        local = closes.astimezone(studio.at.tzinfo)
        raise NotDecided(f"voting on {poll} goes on until {local:%Y-%m-%d %H:%M}")
    if count.contest.method in SURVEYS:
        raise NotDecided(f"{poll} asks for opinions ('{count.contest.method}') and elects nobody")
    outcome = count.tally.outcome
    if not outcome.winners:
        tied = ", ".join(f"'{option}'" for option in outcome.tied)
        raise NotDecided(f"{poll} has no winner" + (f": {tied} are equal" if tied else ""))
    return count


def _fields(studio: Studio, entry: Entry, record: Poll, count: PollCount) -> Iterator[str]:
    won = {option.id: option for option in record.options}
    winners = [won[option] for option in count.tally.outcome.winners]
    people = dict.fromkeys(person for option in winners for person in option.people)
    refs = dict.fromkeys(ref for option in winners for ref in option.refs)
    period = _period(studio, entry, record)
    yield f"award: {quoted(_award_name(studio, entry))}"
    yield f"period: {quoted(period)}"
    yield f"recipients: {listed(people)}" if people else f"recipients: {quoted(SAMPLE + '@')}"
    yield f"reason: {quoted(SAMPLE + _sentence(studio, winners, count))}"
    yield f"poll: {quoted(entry.head.id)}"
    if refs:
        yield f"refs: {listed(refs)}"


def _sentence(studio: Studio, winners: list[Option], count: PollCount) -> str:
    """What the count says, in a sentence."""
    names = " / ".join(option.title for option in winners)
    outcome, counted = count.tally.outcome, count.tally.turnout.counted
    votes = {each.option: each.votes for each in outcome.standings}[winners[0].id]
    if outcome.unit is not Unit.BALLOTS or len(winners) > 1 or votes.denominator > 1:
        return studio.say("%(winner)s, chosen by %(ballots)s voters", winner=names, ballots=counted)
    if count.contest.method is Method.APPROVAL:
        return studio.say(
            "%(winner)s, approved by %(votes)s of %(ballots)s voters",
            winner=names,
            votes=votes,
            ballots=counted,
        )
    return studio.say(
        "%(winner)s, with %(votes)s of %(ballots)s votes",
        winner=names,
        votes=votes,
        ballots=counted,
    )


def _title(studio: Studio, entry: Entry) -> str:
    found = _NUMBER.search(entry.head.id) if _is_popcorn(entry) else None
    if found is None:
        return entry.head.title
    return studio.say("The popcorn of week %(week)s", week=int(found[1]))


def _period(studio: Studio, entry: Entry, record: Poll) -> str:
    """The week of a popcorn poll; of another one the month in which it closed."""
    found = _NUMBER.search(entry.head.id) if _is_popcorn(entry) else None
    closes = record.closes.astimezone(studio.at.tzinfo)
    if found is None:
        return studio.words.month(studio.lang, closes)
    year = record.opens.astimezone(studio.at.tzinfo).isocalendar().year
    return studio.say("Week %(week)s of %(year)s", week=int(found[1]), year=year)


def _award_name(studio: Studio, entry: Entry) -> str:
    """What popcorn awards are called in this journal; another poll's award has the poll's title."""
    if not _is_popcorn(entry):
        return entry.head.title
    found = [
        version
        for reference, versions in studio.journal.versions.items()
        if reference.kind == _AWARD
        for version in versions
        if version.lang == studio.lang
    ]
    for version in sorted(found, key=newest_first):
        record = version.record
        if isinstance(record, Award) and record.poll and record.poll.id.startswith(POPCORN):
            return record.award
    return studio.say("Popcorn award")


def _is_popcorn(entry: Entry) -> bool:
    return entry.head.id.startswith(POPCORN)
