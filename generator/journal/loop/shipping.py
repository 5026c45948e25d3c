"""What shipped: a public release must say so, once, and of nothing that was declined."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from generator.journal.changes import changes_of
from generator.journal.loop.case import Case
from generator.journal.loop.lifecycle import Deed
from generator.journal.loop.links import cited_in, references_in
from generator.journal.loop.moves import status_path
from generator.journal.loop.standings import family, way
from generator.kinds.kind import Journey
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Reference
from generator.problems import Location, Problem, Severity

_SAME_DAY = timedelta(days=1)


def check_shipping(case: Case) -> Iterator[Problem]:
    """Releases and suggestions that contradict each other."""
    soon = _scheduled(case)
    for each in case.links.travellers:
        reference, entry, journey = each.reference, each.entry, each.journey
        is_done = case.standings[reference].status == journey.done
        if (each.is_alone and not is_done) or not case.is_root(reference):
            continue
        if is_done:
            yield from _unreleased(case, case.written(entry), journey, soon.get(reference))
        seen = case.deeds(reference)
        if any(deed.is_release for deed in seen):
            course = way(case.written(entry), journey, seen)
            for deed in course.defied:
                yield from _defied(case, deed, reference, journey)
            for deed, before in course.repeats:
                yield from _repeated(case, deed, reference, before)


def _scheduled(case: Case) -> Mapping[Reference, tuple[datetime, Reference]]:
    """When a release that is still to come will ship something, the first of them."""
    found: dict[Reference, tuple[datetime, Reference]] = {}
    for reference, versions in case.journal.versions.items():
        if not KINDS[reference.kind].changes:
            continue
        for entry in versions:
            hidden = case.journal.hidden.get((reference, entry.lang))
            if hidden is not None and hidden.until is not None:
                comes = hidden.until, reference
                for change in changes_of(entry):
                    for named in cited_in(change) if change.ships else ():
                        found[named] = min(found.get(named, comes), comes)
    return found


def _unreleased(
    case: Case, entry: Entry, journey: Journey, soon: tuple[datetime, Reference] | None
) -> Iterator[Problem]:
    """Something done that no public release ships; one that comes the same day is soon enough."""
    members = family(case.kin, entry.reference).members
    cites = (cite for member in members for cite in case.links.cites.get(member, ()))
    if any(cite.ships for cite in cites):
        return
    moves = getattr(entry.record, journey.history)
    done = [move.date for move in moves if move.status == journey.done]
    if soon is not None and done and soon[0] <= done[-1] + _SAME_DAY:
        return
    message = f"it is '{journey.done}', and no public release says so"
    hint = _how_to_ship(entry, soon)
    path = status_path(entry, journey, journey.done)
    yield Problem(entry.at(path), "no-release", message, hint)


def _how_to_ship(entry: Entry, soon: tuple[datetime, Reference] | None) -> str:
    if soon is not None:
        when, release = soon
        return f"delete that: '{release}' ships it at {when:%Y-%m-%d %H:%M}, and says so"
    named = [r for r in references_in(entry.record) if KINDS[r.kind].changes]
    whose = f"'{named[-1]}'" if named else "the release that ships it"
    return f"let a change of {whose} name it: 'refs: {entry.reference}'"


def _defied(case: Case, deed: Deed, root: Reference, journey: Journey) -> Iterator[Problem]:
    again = ", ".join(sorted(s for r in journey.refused for s in journey.moves[r]))
    hint = f"leave the reference out, or take it up again: '{again}' in its history, before this"
    for place, cited, _ in _cited(case, deed, root):
        yield Problem(place, "declined", f"this change cites {cited}, which was declined", hint)


def _repeated(case: Case, deed: Deed, root: Reference, before: Reference) -> Iterator[Problem]:
    hint = "say 'ships: no' at the change that is but one step of it"
    for place, cited, ships in _cited(case, deed, root):
        if ships:
            message = f"{cited} has shipped in '{before}'"
            yield Problem(place, "shipped-twice", message, hint, Severity.WARNING)


def _cited(case: Case, deed: Deed, root: Reference) -> Iterator[tuple[Location, str, bool]]:
    """Changes of one release that cite something: where, what, and whether that shipped there.

    What was merged into another one is named with that.
    """
    release = case.written(case.links.entries[deed.entry])
    for member in family(case.kin, root).members:
        cited = f"'{member}'" if member == root else f"'{member}', a duplicate of '{root}'"
        for cite in case.links.cites.get(member, ()):
            if cite.release == deed.entry:
                place = release.at((KINDS[release.kind].changes, cite.part, "refs"))
                yield place, cited, cite.ships
