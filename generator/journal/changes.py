"""What entries say was changed, whose word caused it, and what is missing from that (A1, C3)."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from generator.journal.journal import Journal, resolve
from generator.kinds.change import Change
from generator.kinds.credit import USERS, Credit
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Byline, Path
from generator.problems import Location, Problem, Severity

_MOST_NAMED = 5
_MISSING: Mapping[str, tuple[str, str, str]] = {
    "why": (
        "say why it was made: a sentence that begins with 'Why:' below it",
        "no-why",
        "why",
    ),
    "credits": (
        "say whose word caused it, such as '(suggested by @mei)', or mark it 'internal: yes'",
        "no-credit",
        "credit",
    ),
}


class Heard(Struct, frozen=True):
    """How many of an entry's changes users' words caused, of those that users notice."""

    count: int
    total: int


def changes_of(entry: Entry) -> tuple[Change, ...]:
    """The changes that an entry tells of; none for kinds that have no such field."""
    field = KINDS[entry.kind].changes
    found: tuple[Change, ...] = getattr(entry.record, field) if field else ()
    return found


def anchor(part: int) -> str:
    """Where a change stands on the page of its entry; `part` is its number, counted from 0."""
    return f"change-{part + 1}"


def is_team(journal: Journal, byline: Byline) -> bool:
    """Whether somebody is known to be on the team."""
    found = resolve(byline, journal.people)
    person = journal.original(found) if found else None
    return person is not None and bool(getattr(person.record, "team", False))


def from_users(journal: Journal, change: Change) -> bool:
    """Whether the word of somebody who is not on the team caused a change.

    What users do not notice is not from them, whoever asked for it.
    """
    return not change.internal and any(_is_heard(journal, credit) for credit in change.credits)


def _is_heard(journal: Journal, credit: Credit) -> bool:
    return credit.role in USERS and not is_team(journal, credit.person)


def heard(journal: Journal, entry: Entry) -> Heard | None:
    """The share of an entry's changes that is from users; None where it has none that they notice.

    It is that of the original: a translation tells of the same changes.
    """
    original = journal.original(entry.reference) or entry
    shown = [change for change in changes_of(original) if not change.internal]
    if not shown:
        return None
    return Heard(sum(from_users(journal, change) for change in shown), len(shown))


def check_changes(journal: Journal) -> Iterator[Problem]:
    """Changes that users notice without a why or without credits: one warning a file and sort.

    Nothing that is still a draft is judged, nor what was taken back.
    """
    files: dict[str, list[tuple[Entry, int]]] = {}
    for reference, versions in journal.written.items():
        entry = versions[0]
        if KINDS[reference.kind].changes and not entry.head.draft and not entry.head.withdrawn:
            noticed = [n for n, change in enumerate(changes_of(entry)) if not change.internal]
            files.setdefault(entry.location.file, []).extend((entry, n) for n in noticed)
    for file, changes in files.items():
        for name in _MISSING:
            without = [e.at(_path(e, n)) for e, n in changes if not getattr(_change(e, n), name)]
            if without:
                yield _missing(file, name, _own_first(file, without), len(changes))


def _path(entry: Entry, part: int) -> Path:
    return (KINDS[entry.kind].changes, part)


def _change(entry: Entry, part: int) -> Change:
    return changes_of(entry)[part]


def _own_first(file: str, places: Sequence[Location]) -> list[Location]:
    return sorted(places, key=lambda place: (place.file != file, place))


def _missing(file: str, name: str, without: Sequence[Location], total: int) -> Problem:
    hint, code, said = _MISSING[name]
    noun, verb = "change" + "s" * (total > 1), "has" if len(without) == 1 else "have"
    lines = _lines(file, without)
    message = f"{len(without)} of {total} {noun} {verb} no {said}: {lines}"
    return Problem(without[0], code, message, hint, Severity.WARNING)


def _lines(file: str, places: Sequence[Location]) -> str:
    """Lines of the release's own file, and other files with theirs; not more than can be read."""
    named = [_line(file, place) for place in places[:_MOST_NAMED]]
    more = len(places) - len(named)
    return ", ".join([*named, *([f"and {more} more"] if more else [])])


def _line(file: str, place: Location) -> str:
    return f"line {place.line}" if place.file == file else str(place)
