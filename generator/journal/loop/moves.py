"""Histories that cannot be: moves, statuses, owners and duplicates that contradict each other."""

from collections.abc import Iterator

from generator.journal.embargo import said_so_far
from generator.journal.loop.case import Case
from generator.journal.loop.lifecycle import Objection
from generator.journal.loop.standings import merged_into, way
from generator.journal.threads import Standing
from generator.kinds.kind import Journey
from generator.model.entry import Entry
from generator.model.reference import Path, Reference
from generator.problems import Problem, Severity


def check_moves(case: Case) -> Iterator[Problem]:
    """Everything that contradicts itself in entries that move from status to status."""
    for each in case.links.travellers:
        reference, journey = each.reference, each.journey
        written = case.written(each.entry)
        if getattr(written.record, journey.history):
            course = way(written, journey, case.deeds(reference))
            for objection in course.objections:
                yield _objected(written, journey, objection)
            yield from _status(case, written, journey)
        yield from _owner(written, journey, case.standings[reference])
        yield from _merge(written, each.entry, journey)
        versions = case.journal.written[reference]
        if len(versions) > 1:
            yield from _translations(case, written, versions, journey)


def _objected(entry: Entry, journey: Journey, objection: Objection) -> Problem:
    n, before = objection.move, objection.before
    moves = getattr(entry.record, journey.history)
    status = moves[n].status
    place = (journey.history, n, "status")
    if before is None:
        message = f"this move of {moves[n].date:%Y-%m-%d} stands below a later one"
        return _at(entry, (journey.history, n, "date"), "bad-order", message, "the oldest is first")
    if before.status == status and status == journey.done:
        message = f"it became '{status}' twice, and nothing between takes it up again"
        hint = f"delete one of the two moves, or put '{journey.begun}' between them"
        return _at(entry, place, "shipped-twice", message, hint)
    allowed = _names(journey, before.status)
    if n == 0 and before.cause is None:
        message = f"a history cannot begin with '{status}'"
        hint = f"it begins with '{journey.first}', or with what follows that: {allowed}"
        return _at(entry, place, "bad-move", message, hint)
    by = f", as '{before.cause}' made it," if before.cause else ""
    message = f"'{before.status}'{by} cannot become '{status}'"
    return _at(entry, place, "bad-move", message, f"allowed from here: {allowed}")


def _names(journey: Journey, status: str) -> str:
    return ", ".join(each for each in journey.moves if each in journey.moves[status])


def _status(case: Case, entry: Entry, journey: Journey) -> Iterator[Problem]:
    """A status beside a history that says another one, now or soon."""
    if journey.status not in entry.record.model_fields_set:
        return
    said = getattr(entry.record, journey.status)
    so_far = said_so_far(entry, case.journal.at)[journey.status]
    hint = f"leave '{journey.status}' out: the history says it"
    if said not in {so_far, case.standings[entry.reference].status}:
        message = f"'{journey.status}' says '{said}', and the history so far says '{so_far}'"
        yield _at(entry, (journey.status,), "bad-status", message, hint)
        return
    moves = getattr(entry.record, journey.history)
    ahead = sorted(move.date for move in moves if move.date > case.journal.at)
    if ahead:
        message = f"'{journey.status}' is only right until the move of {ahead[0]:%Y-%m-%d}"
        warning = Severity.WARNING
        yield Problem(entry.at((journey.status,)), "bad-status", message, hint, warning)


def _owner(entry: Entry, journey: Journey, standing: Standing) -> Iterator[Problem]:
    """Nobody to answer for what was adopted."""
    if standing.status not in journey.owned or getattr(entry.record, journey.owner) is not None:
        return
    by = f" by '{standing.cause}'" if standing.cause else ""
    message = f"it is '{standing.status}'{by}, and '{journey.owner}' names nobody"
    hint = f"say who of the team answers for it: '{journey.owner}: …'"
    yield _at(entry, status_path(entry, journey, standing.status), "no-owner", message, hint)


def status_path(entry: Entry, journey: Journey, status: str) -> Path:
    """The field that gives an entry a status: the last move to it, else the status itself."""
    moves = getattr(entry.record, journey.history)
    found = [n for n, move in enumerate(moves) if move.status == status]
    return (journey.history, found[-1], "status") if found else (journey.status,)


def _merge(entry: Entry, now: Entry, journey: Journey) -> Iterator[Problem]:
    """Duplicates of nothing, and what is a duplicate and goes its own way.

    Args:
        now: the entry with no more than has happened.
    """
    target: Reference | None = getattr(entry.record, journey.same_as)
    moves = getattr(entry.record, journey.history)
    status = moves[-1].status if moves else getattr(entry.record, journey.status)
    if target is None:
        if status == journey.merged:
            message = f"'{journey.same_as}' is missing: what it says the same as"
            hint = f"add '{journey.same_as}: …', the id of the other"
            yield _at(entry, status_path(entry, journey, status), "no-target", message, hint)
    elif merged_into(entry.record, journey) is None:
        message = f"'{journey.same_as}' names '{target}', and the history says '{status}'"
        hint = f"leave '{journey.same_as}' out: the two were parted again"
        severity = Severity.WARNING if merged_into(now.record, journey) else Severity.ERROR
        yield Problem(entry.at((journey.same_as,)), "bad-status", message, hint, severity)
    elif status != journey.merged and journey.merged not in journey.moves[status]:
        message = f"'{status}' cannot become '{journey.merged}'"
        hint = f"leave '{journey.same_as}' out; a mention in the text is enough"
        yield _at(entry, (journey.same_as,), "bad-move", message, hint)


def _translations(
    case: Case, first: Entry, versions: tuple[Entry, ...], journey: Journey
) -> Iterator[Problem]:
    """Translations that tell another history."""
    for entry in versions:
        if case.journal.is_public(entry) and _told(entry, journey) != _told(first, journey):
            message = "this translation says otherwise where it stands, or since when"
            hint = "dates and statuses are those of the original; only notes are translated"
            path = (journey.history,) if getattr(entry.record, journey.history) else ()
            yield _at(entry, path, "bad-translation", message, hint)


def _told(entry: Entry, journey: Journey) -> tuple[object, ...]:
    record = entry.record
    moves = getattr(record, journey.history)
    said = getattr(record, journey.status), getattr(record, journey.same_as)
    return (*said, *((move.date, move.status) for move in moves))


def _at(entry: Entry, path: Path, code: str, message: str, hint: str) -> Problem:
    return Problem(entry.at(path), code, message, hint)
