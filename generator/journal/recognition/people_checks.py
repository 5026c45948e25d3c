"""What is wrong with people and honours: circles of invitations, awards that no data gives.

A draft may be wrong.
"""

from collections.abc import Iterator

from generator.journal.journal import Journal, resolve
from generator.journal.recognition.honours import check_honours
from generator.kinds.person import Person
from generator.model.entry import Entry
from generator.model.reference import Reference
from generator.problems import Problem


def check_recognition(journal: Journal) -> Iterator[Problem]:
    """Every mistake of recognition that needs the whole journal."""
    yield from _circles(journal)
    yield from check_honours(journal)


def _circles(journal: Journal) -> Iterator[Problem]:
    """People who brought each other along; each circle is told once, where it is met first."""
    told: set[Reference] = set()
    for reference in sorted(journal.written):
        circle = _circle(journal, reference)
        if not circle or told & set(circle):
            continue
        told |= set(circle)
        entry = min((journal.written[r][0] for r in circle), key=lambda e: e.location)
        place = entry.at(("invited_by",))
        if len(circle) == 1:
            message, hint = f"'{reference.id}' cannot have invited themselves", "leave it out"
        else:
            names = [r.id for r in circle]
            turned = names[names.index(entry.head.id) :] + names[: names.index(entry.head.id)]
            message = f"these invited each other: {' ← '.join([*turned, entry.head.id])}"
            hint = "one of them came first, and has no 'invited_by'"
        yield Problem(place, "credit-loop", message, hint)


def _circle(journal: Journal, start: Reference) -> tuple[Reference, ...]:
    """Everybody on the way from somebody back to them, by who invited whom; else nothing."""
    seen: dict[Reference, None] = {}
    current: Reference | None = start
    while current is not None and current not in seen:
        seen[current] = None
        current = _host(journal, journal.original(current))
    return tuple(seen) if current == start else ()


def _host(journal: Journal, entry: Entry | None) -> Reference | None:
    """Who invited somebody; None if nobody known did."""
    if entry is None or not isinstance(entry.record, Person) or entry.record.invited_by is None:
        return None
    return resolve(entry.record.invited_by, journal.people)
