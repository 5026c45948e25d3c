"""Which entries are known by another name: files that were renamed since the last publish."""

import hashlib
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Self
from urllib.parse import unquote

from msgspec import Struct, field
from msgspec.structs import asdict

from generator.journal.journal import Journal
from generator.journal.visibility import may_appear
from generator.kinds.kind import Use
from generator.kinds.table import KINDS
from generator.markup.prose import Part
from generator.model.entry import Entry
from generator.model.fields import Inline, Record, values_in
from generator.model.publication import Key, Publication, Register
from generator.model.reference import Path
from generator.problems import Problem, Severity, did_you_mean

_DIGITS = 32  # of SHA-256, hexadecimal
_MOST_LOST = 200  # what vanished together was moved together, and one question for each is noise
_NAMES = frozenset({"id", "lang", "aliases", "queue"})


def fed(journal: Journal) -> Iterator[Entry]:
    """The public versions of what the feeds hold."""
    for versions in journal.public():
        for entry in versions:
            if KINDS[entry.kind].in_feed and may_appear(entry, Use.FEEDS):
                yield entry


def written(journal: Journal) -> Mapping[Key, Entry]:
    """Every version as its author wrote it, by entry and language."""
    return {(e.reference, e.lang): e for group in journal.written.values() for e in group}


def digest(entry: Entry) -> str:
    """Of what an author wrote, whatever its file is called and wherever a line stands in it.

    SHA-256, the first 32 hexadecimal digits. Fields that say nothing have no part in it, so that a
    new version of this program changes no digest by knowing more of them; neither has the slot that
    a queue gave.
    """
    left_out = _NAMES | {"date"} if is_queued(entry) else _NAMES
    head = [(path, said) for path, said in _said(entry.head) if path[0] not in left_out]
    text = repr((head, list(_said(entry.record)), [_plain(part) for part in entry.prose.parts]))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _said(record: Record) -> Iterator[tuple[Path, str]]:
    for path, value in values_in(record):
        said = value.source if isinstance(value, Inline) else str(value)
        if said and value is not False and value != {}:
            yield path, said


def _plain(part: Part) -> object:
    """A part of a text without the line on which it stands."""
    if isinstance(part, str):
        return part
    said = [said for name, said in asdict(part).items() if name != "line"]
    return (type(part).__name__, *said)


def is_queued(entry: Entry) -> bool:
    """Whether an entry takes the date of a slot."""
    return entry.head.queue is not None


class _Lost(Struct, frozen=True):
    """Rows whose entries are nowhere any more, by what each may be found again with."""

    rows: dict[tuple[object, ...], dict[Key, Publication]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Publication]) -> Self:
        """The rows, in their order; what has no page was never seen."""
        lost = cls()
        for row in rows:
            for mark in _marks(row) if row.path else ():
                lost.rows.setdefault(mark, {})[row.key] = row
        return lost

    def heir_of(self, entry: Entry) -> Publication | None:
        """The row that a new version continues, which is nobody else's then; None if it is new.

        It says so itself with an alias; or nothing but its name, or its language, changed.
        """
        key, said = (entry.reference, entry.lang), digest(entry)
        aliases = [(entry.kind, key[1], _bare(alias)) for alias in entry.head.aliases]
        for mark in (*aliases, *_marks(Publication(*key, path="-", digest=said))[1:]):
            for row in self.rows.get(mark, {}).values():
                for each in _marks(row):
                    self.rows[each].pop(row.key, None)
                return row
        return None


def _marks(row: Publication) -> tuple[tuple[object, ...], ...]:
    """What a row may be found again with, the surest first: its path, its name, its text."""
    kind, lang = row.reference.kind, row.lang
    return (
        (kind, lang, _bare(row.path)),
        (row.reference, _main_part(lang)),
        (kind, lang, "digest", row.digest),
        (row.reference, "digest", row.digest),
    )


def renamed(register: Register, journal: Journal) -> dict[Key, Key]:
    """Public versions that continue a row of another name: the new name, and the one in the row.

    A row is continued only if no file makes its entry any more, and by one version alone.
    """
    known = written(journal)
    return heirs(register, (known[entry.reference, entry.lang] for entry in fed(journal)), known)


def heirs(register: Register, entries: Iterable[Entry], known: Container[Key]) -> dict[Key, Key]:
    """Which of some versions continue a row of another name, as `renamed`.

    Args:
        entries: as their authors wrote them.
        known: every version that a file makes.
    """
    lost = [row for row in register.rows.values() if row.key not in known and row.published]
    marked = _Lost.of(lost)
    found: dict[Key, Key] = {}
    for entry in entries if lost else ():
        key = (entry.reference, entry.lang)
        if key not in register.rows or not register.rows[key].published:
            heir = marked.heir_of(entry)
            if heir is not None:
                found[key] = heir.key
    return found


def check_renames(register: Register, journal: Journal) -> Iterator[Problem]:
    """New entries that look like one that vanished: readers would be told of them again."""
    known = written(journal)
    moved = renamed(register, journal)
    lost = [
        row
        for row in register.rows.values()
        if row.live and row.key not in known and row.key not in moved.values()
    ]
    for entry in fed(journal) if lost else ():
        key = (entry.reference, entry.lang)
        row = register.rows.get(key)
        if key in moved or (row is not None and row.published):
            continue
        old = _likely(entry, lost)
        if old is not None:
            message = f"this looks like '{old.reference}', whose file is gone"
            hint = (
                f"if it is the same, write 'id: {old.reference.id}': readers know it already; "
                "if not, they are told that the old one was withdrawn"
            )
            yield Problem(entry.location, "renamed", message, hint, Severity.WARNING)


def _likely(entry: Entry, lost: Sequence[Publication]) -> Publication | None:
    """The vanished row with the date of an entry, else the one with nearly its name."""
    if len(lost) > _MOST_LOST:
        return None
    same = [r for r in lost if r.reference.kind == entry.kind and r.lang == entry.lang]
    dated = [r for r in same if r.due is not None and r.due == entry.head.date]
    near = did_you_mean(entry.head.id, (r.reference.id for r in same))
    named = (r for r in same if f"'{r.reference.id}'" in near)
    return dated[0] if dated else next(named, None)


def _bare(path: str) -> str:
    """A path as two ways of writing it have it in common."""
    return unicodedata.normalize("NFC", unquote(path)).removesuffix("index.html").rstrip("/")


def _main_part(lang: str) -> str:
    """The language without its region or script: `zh` of `zh-CN` (RFC 5646, section 2.1)."""
    return lang.casefold().partition("-")[0]
