"""Who is who for an import: the people that the journal knows, and those who come along."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct, field

from generator.intake.posts.dates import without_date
from generator.intake.posts.names import language_of, slugged
from generator.kinds.table import KINDS
from generator.markup.credit_notation import Given
from generator.markup.front_matter import split
from generator.markup.yaml_text import Tree
from generator.model.bots import is_bot
from generator.model.validation import field_names
from generator.reader.bulk import rows

_PERSON = KINDS["person"]
_YES = frozenset({"yes", "true", "1", "on"})


class Row(Struct, frozen=True):
    """A new person: what is to be written into the people table."""

    id: str
    title: str
    handle: str = ""
    handles: tuple[str, ...] = ()
    link: str = ""


class Crowd(Struct):
    """The people table, and who is added to it.

    Attributes:
        handles: handle or id of everybody known, by the same in lower case.
        names: a handle or id of everybody known, by their name in lower case.
        ids: the id of everybody known in lower case, by every handle in lower case.
        team: ids in lower case.
        bots: more names of programs.
        adding: whether those who are unknown get a row.
    """

    handles: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    team: set[str] = field(default_factory=set)
    bots: tuple[str, ...] = ()
    adding: bool = False
    new: dict[str, Row] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def credit(self, given: Given) -> Mapping[str, str] | None:
        """A credit as a release's field has it; None for a program."""
        person = self.person(given.name, account=given.account, handle=given.handle)
        return {"person": person, "role": given.role} if person else None

    def person(self, name: str, *, account: str = "", handle: bool = True) -> str:
        """How somebody is named in a field: `@handle`, or the plain name; empty for a program."""
        wanted = account or name
        if is_bot(wanted, self.bots) or is_bot(name, self.bots):
            return ""
        self.seen.add(wanted.casefold())
        known = self.handles.get(wanted.casefold()) if handle or account else None
        if known is None:
            known = self.handles.get(name.casefold()) if handle else self.names.get(_folded(name))
        if known is None and self.adding:
            known = self._add(name, account, handle=handle)
        return f"@{known}" if known else wanted if handle else name

    def is_team(self, person: str) -> bool:
        """Whether a person, as `person` names them, is on the team."""
        known = self.handles.get(person.removeprefix("@").casefold(), "")
        return known.casefold() in self.team

    def _add(self, name: str, account: str, *, handle: bool) -> str:
        wanted = account or name
        row_id = self.free_id(wanted)
        handles = (name,) if handle and account and name.casefold() not in self.handles else ()
        is_account = handle or bool(account)
        self.add(Row(row_id, name, wanted if is_account and row_id != wanted else "", handles))
        return wanted if is_account else row_id

    def free_id(self, name: str) -> str:
        """An id for somebody new that nobody has, made of a name or an account."""
        slug = re.sub(r"[^\w-]+", "-", slugged(name)).strip("-_") or "somebody"
        found, n = slug, 1
        while found.casefold() in self.handles:
            n += 1
            found = f"{slug}-{n}"
        return found

    def key(self, person: str) -> str:
        """Who is meant by `@handle` or a name in a field, the same for every way to write it."""
        bare = person.removeprefix("@").strip()
        known = self.handles.get(bare.casefold())
        if known is None and not person.startswith("@"):
            known = self.names.get(_folded(bare))
        return self.ids.get((known or bare).casefold(), bare.casefold())

    def add(self, row: Row) -> None:
        """Somebody new."""
        self.new[row.id] = row
        called = row.handle or row.id
        for each in (row.id, row.handle, *row.handles):
            if each:
                self.handles[each.casefold()] = called
                self.ids[each.casefold()] = row.id.casefold()
        self.names.setdefault(_folded(row.title), row.id)


def crowd(content: Path, *, bots: Iterable[str] = (), adding: bool = False) -> Crowd:
    """The people that a journal's content names in its people table."""
    found = Crowd(bots=tuple(bots), adding=adding)
    for name, fields in _people(content):
        own = fields.get("id")
        key = own if isinstance(own, str) and own else name
        if key:
            _know(found, key, fields)
    return found


def _know(found: Crowd, key: str, fields: Mapping[str, Tree]) -> None:
    handle = fields.get("handle")
    called = handle.removeprefix("@") if isinstance(handle, str) and handle else key
    for text in (key, called, *_texts(fields.get("handles"))):
        bare = text.removeprefix("@").casefold()
        found.handles.setdefault(bare, called)
        found.ids.setdefault(bare, key.casefold())
    title = fields.get("title")
    for text in (*([title] if isinstance(title, str) else []), *_texts(fields.get("names"))):
        found.names.setdefault(_folded(text), called)
    if str(fields.get("team", "")).casefold() in _YES:
        found.team |= {key.casefold(), called.casefold()}


def _people(content: Path) -> Iterator[tuple[str, Mapping[str, Tree]]]:
    for file in sorted((content / _PERSON.folder).rglob("*.md")):
        stem, _ = language_of(PurePosixPath(file.as_posix()))
        head = split(file.read_text(encoding="utf-8", errors="replace")).head.tree
        name = without_date(file.parent.name if stem == "index" else stem)
        yield name, head if isinstance(head, dict) else {}
    known = field_names(_PERSON.record) | {"id", "title", "lang"}
    for ending in ("yaml", "yml", "csv"):
        file = content / f"{_PERSON.bulk}.{ending}"
        if file.is_file():
            found, _ = rows(file.name, file.read_bytes(), known)
            yield from (("", each.tree) for each in found)


def _texts(value: Tree) -> Iterator[str]:
    if isinstance(value, str):
        yield from (part.strip() for part in value.split(",") if part.strip())
    elif isinstance(value, list):
        yield from (item for item in value if isinstance(item, str))


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
