"""Circles: what says the same as itself, and reports and answers that lead back to themselves."""

from collections.abc import Iterator, Mapping

from generator.journal.loop.case import Case
from generator.kinds.table import KINDS
from generator.model.reference import Reference
from generator.problems import Problem


def check_circles(case: Case) -> Iterator[Problem]:
    """Every circle once, at that of its entries whose name comes first."""
    for circle in circles(_same(case)):
        journey = KINDS[circle[0].kind].journey
        field = journey.same_as if journey else ""
        if len(circle) == 1:
            hint = "name the other one, or leave the field out"
            yield _problem(case, circle, field, f"'{circle[0]}' is a duplicate of itself", hint)
        else:
            message = f"these are duplicates of each other: {_line(circle)}"
            hint = f"let the one that stands for all be without '{field}'"
            yield _problem(case, circle, field, message, hint)
    for circle in circles(_after(case)):
        kind = KINDS[circle[0].kind]
        message = f"these judge and answer each other: {_line(circle)}"
        hint = "a report judges what came before it, and is answered by what comes after"
        yield _problem(case, circle, kind.answers or kind.judges, message, hint)


def circles(following: Mapping[Reference, Reference]) -> list[tuple[Reference, ...]]:
    """The circles of things of which each leads to at most one; each begins with its first name."""
    found: list[tuple[Reference, ...]] = []
    done: set[Reference] = set()
    for first in following:
        path: dict[Reference, int] = {}
        current = first
        while current in following and current not in done and current not in path:
            path[current] = len(path)
            current = following[current]
        if current in path:
            circle = list(path)[path[current] :]
            start = circle.index(min(circle))
            found.append((*circle[start:], *circle[:start]))
        done |= path.keys()
    return sorted(found)


def _same(case: Case) -> dict[Reference, Reference]:
    """What is called a duplicate of what, as it is written."""
    found: dict[Reference, Reference] = {}
    for each in case.links.travellers:
        written = None if each.is_alone else case.written(each.entry)
        target = getattr(written.record, each.journey.same_as) if written else None
        if isinstance(target, Reference):
            found[each.reference] = target
    return found


def _after(case: Case) -> dict[Reference, Reference]:
    """What judges or answers what."""
    fields = {name: kind.answers or kind.judges for name, kind in KINDS.items()}
    found: dict[Reference, Reference] = {}
    for reference, entry in case.links.entries.items():
        field = fields[reference.kind]
        target = getattr(entry.record, field) if field else None
        if isinstance(target, Reference):
            found[reference] = target
    return found


def _line(circle: tuple[Reference, ...]) -> str:
    return " → ".join(map(str, (*circle, circle[0])))


def _problem(
    case: Case, circle: tuple[Reference, ...], field: str, message: str, hint: str
) -> Problem:
    entry = case.written(case.links.entries[circle[0]])
    return Problem(entry.at((field,)), "circle", message, hint)
