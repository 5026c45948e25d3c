"""What belongs to one thread.

A thread grows along links that were made on purpose: what was merged, polls and calls about it,
changes that cite it, their releases, diaries that tell of those or name it, reports about those,
answers to them, awards for it. It never grows through people, tags or a mere mention of something
else, so that threads stay apart.
"""

from collections.abc import Iterator

from msgspec import Struct, field

from generator.journal.changes import changes_of
from generator.journal.loop.links import Cite, cited_in, is_on_journey, references_in
from generator.journal.loop.loom import Loom, asked_in
from generator.journal.loop.standings import family
from generator.kinds.kind import Step
from generator.kinds.table import KINDS
from generator.model.reference import Reference


class Trace(Struct):
    """What belongs to the thread of a root; everything in it is public.

    Attributes:
        members: the root if that is on a journey, and what was merged into it.
        asked: polls and calls.
        followed: those of them whose consequences are part of the thread as well.
        cites: changes.
        releases: of those changes, and those that an answer names.
        diaries: True for those that answer something.
        reports: the number of the remark that names a member, or -1.
        thanks: awards and the like.
    """

    root: Reference
    members: tuple[Reference, ...] = ()
    asked: dict[Reference, None] = field(default_factory=dict)
    followed: tuple[Reference, ...] = ()
    cites: dict[Cite, None] = field(default_factory=dict)
    releases: dict[Reference, None] = field(default_factory=dict)
    diaries: dict[Reference, bool] = field(default_factory=dict)
    reports: dict[Reference, int] = field(default_factory=dict)
    thanks: dict[Reference, None] = field(default_factory=dict)


def trace(loom: Loom, root: Reference) -> Trace:
    """Everything public that came of a root."""
    members = family(loom.kin, root).members if is_on_journey(root) else ()
    found = Trace(root, members)
    _asked(loom, found)
    _outcomes(loom, found)
    _changes(loom, found)
    _told(loom, found)
    _judged(loom, found)
    _thanked(loom, found)
    return found


def _asked(loom: Loom, found: Trace) -> None:
    """Polls and calls tied to the members, and those that they lead on to."""
    start = [asked for member in found.members for asked in loom.links.called.get(member, ())]
    waiting = start or ([] if found.members else [found.root])
    while waiting:
        each = waiting.pop(0)
        if each not in found.asked:
            found.asked[each] = None
            if loom.belongs(each, found.root):
                found.followed = (*found.followed, each)
                entry = loom.links.entries[each]
                led = asked_in(entry, loom.links)
                waiting += [a for a in led if each in loom.callers.get(a, ())]


def _outcomes(loom: Loom, found: Trace) -> None:
    """What the team says came of a poll or a call."""
    for asked in found.followed:
        entry = loom.links.entries[asked]
        answer = KINDS[entry.kind].answer
        given = getattr(entry.record, answer.given) if answer else None
        for each in given if isinstance(given, tuple) else ():
            if isinstance(each, Reference) and each in loom.links.entries:
                _outcome(found, each)


def _outcome(found: Trace, reference: Reference) -> None:
    kind = KINDS[reference.kind]
    if kind.tells:
        found.diaries[reference] = True
    elif kind.changes:
        found.releases[reference] = None
    elif kind.judges:
        found.reports.setdefault(reference, -1)
    elif kind.step is Step.THANKED:
        found.thanks[reference] = None


def _changes(loom: Loom, found: Trace) -> None:
    """Changes that cite a member; of those that cite a poll none that is about another one."""
    for member in found.members:
        found.cites |= dict.fromkeys(loom.links.cites.get(member, ()))
    for asked in found.followed:
        for cite in loom.links.cites.get(asked, ()):
            if not found.members or not _is_about_others(loom, found, cite):
                found.cites[cite] = None
    found.releases |= {cite.release: None for cite in found.cites}


def _is_about_others(loom: Loom, found: Trace, cite: Cite) -> bool:
    change = changes_of(loom.links.entries[cite.release])[cite.part]
    named = {each for each in cited_in(change) if is_on_journey(each)}
    return not named <= set(found.members)


def _told(loom: Loom, found: Trace) -> None:
    """Diaries that tell of a release, name a member, or are named by the team there."""
    told = [each for release in found.releases for each in loom.links.told.get(release, ())]
    told += [each for each in _naming(loom, found) if KINDS[each.kind].tells]
    for member in found.members:
        named = references_in(loom.links.entries[member].record)
        told += [each for each in named if each.kind in KINDS and KINDS[each.kind].tells]
    for each in told:
        if each in loom.links.entries:
            found.diaries.setdefault(each, False)


def _judged(loom: Loom, found: Trace) -> None:
    """Reports about what was released or told, or that speak of a member; and their answers."""
    links = loom.links
    for judged in (*found.releases, *found.diaries):
        for report in links.judged.get(judged, ()):
            found.reports.setdefault(report, -1)
    for member in found.members:
        for report, part in links.remarks.get(member, ()):
            before = found.reports.get(report, -1)
            found.reports[report] = part if before < 0 else min(part, before)
    for report in found.reports:
        found.diaries |= dict.fromkeys(links.replies.get(report, ()), True)


def _thanked(loom: Loom, found: Trace) -> None:
    for each in _naming(loom, found):
        if KINDS[each.kind].step is Step.THANKED:
            found.thanks[each] = None


def _naming(loom: Loom, found: Trace) -> Iterator[Reference]:
    """Everything public that names a member, or what was asked about it."""
    for named in (*found.members, *found.followed):
        for source in loom.journal.mentions.get(named, ()):
            if source in loom.links.entries:
                yield source
