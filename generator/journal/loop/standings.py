"""Where everything on a journey stands: its history, what releases and diaries show, who asked.

Only what readers may see counts: a release that is still to come ships nothing.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import Struct

from generator.journal.happenings import days_between
from generator.journal.journal import Journal
from generator.journal.loop.lifecycle import Course, Deed, Turn, course
from generator.journal.loop.links import Links, Traveller, doers, since
from generator.journal.threads import Standing
from generator.kinds.kind import Journey
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.fields import Record
from generator.model.reference import Byline, Reference


class Family(Struct, frozen=True):
    """Something on a journey and everything that was merged into it.

    Attributes:
        root: the entry that stands for all.
        merged: the others, oldest first.
    """

    root: Reference
    merged: tuple[Reference, ...] = ()

    @property
    def members(self) -> tuple[Reference, ...]:
        """All of them."""
        return (self.root, *self.merged)


def families(links: Links) -> dict[Reference, Family]:
    """The family of everything public on a journey that has one: targets, and what was merged."""
    into: dict[Reference, Reference] = {}
    for each in links.travellers:
        target = None if each.is_alone else merged_into(each.entry.record, each.journey)
        if target is not None:
            into[each.reference] = target
    merged: dict[Reference, list[Reference]] = {}
    for reference, end in _ends(into, links.entries).items():
        merged.setdefault(end, []).append(reference)
    found: dict[Reference, Family] = {}
    for root, others in merged.items():
        others.sort(key=lambda each: (since(links.entries[each]), each))
        family = Family(root, tuple(others))
        found |= dict.fromkeys(family.members, family)
    return found


def family(kin: Mapping[Reference, Family], reference: Reference) -> Family:
    """The family of something on a journey, maybe only itself."""
    return kin.get(reference) or Family(reference)


def merged_into(record: Record, journey: Journey) -> Reference | None:
    """What an entry says the same as, unless its history parted them again."""
    target: Reference | None = getattr(record, journey.same_as)
    if target is None:
        return None
    statuses = [move.status for move in getattr(record, journey.history)]
    parted = journey.merged in statuses and statuses[-1] != journey.merged
    return None if parted else target


def _ends(
    into: Mapping[Reference, Reference], entries: Mapping[Reference, Entry]
) -> dict[Reference, Reference]:
    """The public end of each chain of duplicates; those in a circle, or before one, have none."""
    ends: dict[Reference, Reference | None] = {}
    for first in into:
        chain: dict[Reference, None] = {}
        current = first
        while current in into and into[current] in entries and current not in ends:
            if current in chain:
                ends |= dict.fromkeys(chain)
                break
            chain[current] = None
            current = into[current]
        end = ends.get(current, current)
        ends |= {each: end for each in chain if each not in ends}
    return {each: end for each, end in ends.items() if end is not None}


def beginning(entry: Entry, journey: Journey, seen: tuple[Deed, ...] = ()) -> Turn:
    """Where something stood before its history.

    A status that is written without a history has no date; where a release ships it, that says
    when it was done.
    """
    status = str(getattr(entry.record, journey.status))
    released = status == journey.done and any(deed.ships for deed in seen)
    if released or getattr(entry.record, journey.history):
        status = journey.first
    return Turn(status, since(entry) if status == journey.first else None)


def deeds(whole: Family, links: Links, journal: Journal) -> tuple[Deed, ...]:
    """What readers could see of something: releases that ship it, and steps on the way there."""
    found: dict[Reference, Deed] = {}
    cites = [cite for member in whole.members for cite in links.cites.get(member, ())]
    final = {cite for cite in cites if cite.ships and is_final(links.entries[cite.release])}
    if not final and _is_only_called_done(links.entries[whole.root]):
        final = {cite for cite in cites if cite.ships}
    for cite in cites:
        ships = cite in final
        before = found.get(cite.release)
        if before is None or (ships, -cite.part) > (before.ships, -before.part):
            date = since(links.entries[cite.release])
            found[cite.release] = Deed(cite.release, date, ships, cite.part)
    for member in whole.members:
        for source in journal.mentions.get(member, ()):
            if KINDS[source.kind].tells and source not in found:
                found[source] = Deed(source, since(links.entries[source]), ships=False)
    return tuple(found.values())


def _is_only_called_done(entry: Entry) -> bool:
    """Whether its status says done and no history says when; then a trial release says when."""
    journey = KINDS[entry.kind].journey
    return (
        journey is not None
        and getattr(entry.record, journey.status) == journey.done
        and not getattr(entry.record, journey.history)
    )


def is_final(release: Entry) -> bool:
    """Whether everybody gets a release, so that what it cites has shipped."""
    final = KINDS[release.kind].final
    return not final or getattr(release.record, final[0]) == final[1]


def way(entry: Entry, journey: Journey, seen: tuple[Deed, ...]) -> Course:
    """The way of something with its history up to now, or as far as `entry` tells it."""
    start = beginning(entry, journey, seen)
    moves = getattr(entry.record, journey.history)
    return course(journey, start, moves, seen) if moves or seen else Course((start,))


def standings(
    journal: Journal, links: Links, kin: Mapping[Reference, Family]
) -> dict[Reference, Standing]:
    """Where every public entry on a journey stands; how stale, only of what is alone."""
    return {
        each.reference: _alone(each, links, journal)
        if each.is_alone
        else _standing(each, family(kin, each.reference), links, journal)
        for each in links.travellers
    }


def _alone(each: Traveller, links: Links, journal: Journal) -> Standing:
    begun = beginning(each.entry, each.journey)
    if getattr(each.entry.record, each.journey.voices):
        voices, asked_by = _voices((each.reference,), links, journal)
    else:
        asked_by = doers(each.entry)
        voices = 1 + getattr(each.entry.record, each.journey.votes)
    dates = (each.entry.head.updated, each.entry.head.date)
    stale = stale_days(each.journey, begun.status, dates, journal)
    return Standing(begun.status, begun.since, None, stale, voices, (), asked_by)


def stale_days(
    journey: Journey, status: str, dates: Iterable[datetime | None], journal: Journal
) -> int:
    """Days of the calendar that nothing happened to what waits or is being done, if too many.

    Else 0.

    Args:
        dates: when something did, in any order; what lies ahead has not happened.
    """
    if status not in journey.waiting and status not in journey.granted:
        return 0
    at = journal.at
    last = max((d for d in dates if d is not None and d <= at), default=at)
    days = days_between(last, at, journal.config.zone)
    return days if days >= journal.config.stale_days else 0


def _standing(each: Traveller, whole: Family, links: Links, journal: Journal) -> Standing:
    entry, journey = each.entry, each.journey
    is_root = whole.root == each.reference
    merged = whole.merged if is_root else ()
    voices, asked_by = _voices((each.reference, *merged), links, journal)
    if merged_into(entry.record, journey) is not None:
        last = way(entry, journey, ()).last
        when = last.since if last.status == journey.merged else None
        status, cause = str(journey.merged), None if is_root else whole.root
        return Standing(status, when, cause, 0, voices, merged, asked_by)
    walked = way(entry, journey, deeds(whole, links, journal))
    last = walked.last
    often = sum(turn.status == last.status for turn in walked.turns)
    return Standing(str(last.status), last.since, last.cause, 0, voices, merged, asked_by, often)


def _voices(
    members: tuple[Reference, ...], links: Links, journal: Journal
) -> tuple[int, tuple[Byline, ...]]:
    """How many asked for something, and who of them is named: each person once."""
    people: dict[str, Byline] = {}
    others = 0
    for member in members:
        entry = links.entries[member]
        journey = KINDS[entry.kind].journey
        if journey is not None:
            authors = doers(entry)
            others += getattr(entry.record, journey.votes) + (not authors)
            for byline in (*authors, *getattr(entry.record, journey.voices)):
                known = journal.people.behind(byline)
                people.setdefault(known or f"@{byline.name}", byline)
    return len(people) + others, tuple(people.values())
