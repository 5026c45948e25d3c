"""Who gets no credit: programs and AI tools; and who is only a name: strangers in a changelog."""

import dataclasses
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.config import Config
from generator.kinds.change import Change
from generator.kinds.credit import Credit
from generator.kinds.person import Person
from generator.kinds.table import KINDS
from generator.model.bots import is_bot
from generator.model.entry import Entry
from generator.model.reference import Byline, Path
from generator.problems import Location, Problem, Severity


class _Known(Struct, frozen=True):
    """Whom the journal knows, by every name they have, and which of them are programs."""

    names: frozenset[str]
    bots: frozenset[str]
    more: tuple[str, ...]

    def is_bot(self, byline: Byline) -> bool:
        """Whether a name is that of a program; a person of the journal is none by their name."""
        name = _key(byline.name)
        if name in self.names:
            return name in self.bots
        return is_bot(byline.name, self.more)


def credited(
    entries: Sequence[Entry], config: Config, bodies: Mapping[str, int]
) -> tuple[list[Entry], list[Problem]]:
    """The entries without credits for programs, which are mistakes where they stand in fields.

    In a changelog that is read in place, an account that the journal does not know is a plain name.

    Args:
        bodies: line on which the text of each file begins, below its front matter.
    """
    if not any(KINDS[entry.kind].changes for entry in entries):
        return [*entries], []
    known = _known(entries, config)
    found: list[Entry] = []
    problems: list[Problem] = []
    for entry in entries:
        field = KINDS[entry.kind].changes
        if not field:
            found.append(entry)
            continue
        changes = getattr(entry.record, field)
        kept = tuple(
            _kept(entry, (field, n), change, known, config.changelog)
            for n, change in enumerate(changes)
        )
        problems += _in_fields(entry, field, known, bodies) if kept != changes else ()
        found.append(entry if kept == changes else _with(entry, field, kept))
    return found, problems


def _known(entries: Iterable[Entry], config: Config) -> _Known:
    names: set[str] = set()
    bots: set[str] = set()
    for entry in entries:
        if isinstance(entry.record, Person):
            record = entry.record
            handles = (entry.head.id, record.handle or "", *record.handles)
            own = {_key(name) for name in (*handles, entry.head.title, *record.names)} - {""}
            names |= own
            bots |= own if record.bot else set()
    return _Known(frozenset(names), frozenset(bots), config.bots)


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name.removeprefix("@")).casefold()


def _with(entry: Entry, field: str, changes: tuple[Change, ...]) -> Entry:
    return dataclasses.replace(entry, record=entry.record.model_copy(update={field: changes}))


def _kept(entry: Entry, path: Path, change: Change, known: _Known, changelog: str | None) -> Change:
    """A change without credits for programs, and with those of strangers as plain names."""
    credits_ = tuple(c for c in change.credits if not known.is_bot(c.person))
    if changelog and entry.at(path).file == changelog:
        credits_ = tuple(_by_name(credit, known) for credit in credits_)
    return change if credits_ == change.credits else change.model_copy(update={"credits": credits_})


def _by_name(credit: Credit, known: _Known) -> Credit:
    if not credit.person.handle or _key(credit.person.name) in known.names:
        return credit
    return credit.model_copy(update={"person": replace(credit.person, handle=False)})


def _in_fields(
    entry: Entry, field: str, known: _Known, bodies: Mapping[str, int]
) -> Iterator[Problem]:
    """A warning for each program that fields credit; in a text it is left out without a word."""
    for n, change in enumerate(getattr(entry.record, field)):
        for m, credit in enumerate(change.credits):
            place = entry.at((field, n, "credits", m))
            if known.is_bot(credit.person) and not _is_in_text(place, bodies):
                message = f"'{credit.person}' is a program, and programs get no credit"
                hint = "leave it out; if it is somebody, add them to content/people.yaml"
                yield Problem(place, "bot-credit", message, hint, Severity.WARNING)


def _is_in_text(place: Location, bodies: Mapping[str, int]) -> bool:
    return place.line >= bodies.get(place.file, 1)
