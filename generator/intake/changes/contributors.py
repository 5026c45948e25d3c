"""`.all-contributorsrc` to people and ledger rows (`friday import contributors`).

https://allcontributors.org/docs/en/bot/configuration
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field

from generator.files import put_all
from generator.intake.changes.json_items import elements, line_of, line_starts, members
from generator.intake.changes.memory import memory
from generator.intake.changes.places import Places
from generator.intake.changes.report import Book, Report
from generator.intake.changes.tables import ledger_with, people_with
from generator.intake.changes.who import Crowd, Row, crowd
from generator.intake.posts.report import shortened
from generator.kinds.credit import Role, role_of
from generator.markup.characters import clean, without_turning

_PROFILE = re.compile(r"https?://[^\s/]+\S*")
_ACCOUNT = re.compile(r"[A-Za-z0-9][\w.-]*", re.ASCII)
_FORGES: Mapping[str, str] = {
    "github": "https://github.com",
    "gitlab": "https://gitlab.com",
}
_LONGEST = 100


class _Contributor(Struct):
    """Somebody of the file; one who stands there twice has the contributions of both places.

    Attributes:
        roles: what they did, each with the line that it stands in.
    """

    login: str
    name: str
    profile: str
    roles: dict[str, int] = field(default_factory=dict)


class Wish(Struct, frozen=True):
    """How contributors are to be imported.

    Attributes:
        day: ISO date of the rows.
        what: what the rows say; empty for the name of the project.
        force: bring back rows that were taken out.
        bots: more names of programs.
    """

    day: str
    what: str = ""
    force: bool = False
    bots: tuple[str, ...] = ()


def import_contributors(file: Path, places: Places, wish: Wish) -> Report:
    """Write the people of a file into the people table, and what they did into the ledger.

    Raises:
        ValueError: the file is not what it should be, or a table cannot be added to.
        OSError: a file cannot be read or written.
    """
    book = Book()
    text = _json(file)
    data = {name: (at, value) for name, at, value in members(text)}
    if not isinstance(data.get("contributors", (0, None))[1], list):
        raise ValueError(f"{file.name}: there is no list of 'contributors' in it")  # noqa: TRY004 - what is wrong is the file
    everybody = crowd(places.content, bots=wish.bots)
    said = wish.what or _line(data.get("projectName", (0, ""))[1]) or file.name.lstrip(".")
    forge = _FORGES.get(_line(data.get("repoType", (0, ""))[1]).casefold(), _FORGES["github"])
    reader = _Reader(file.name, forge, everybody, book)
    found = reader.contributors(text, data["contributors"][0])
    rows = [
        (f"{file.name}:{line}", _row(each, role, wish.day, said, everybody))
        for each in found
        for role, line in each.roles.items()
    ]
    known = memory(places.project, "contributors")
    before = known.data()
    ledger = ledger_with(places, rows, everybody.key, known, book, force=wish.force)
    new = [row for row in everybody.new.values() if _is_named(row, ledger, places)]
    files = people_with(places.content, new, file.name, book, places.scrubber) | ledger
    book.numbers["people"] = len(found)
    book.numbers["contributions"] = len(rows)
    put_all(files | ({known.file: known.data()} if known.data() != before else {}))
    return book.report()


def _json(file: Path) -> str:
    """The text of a file that is JSON."""
    text = file.read_bytes().decode("utf-8-sig", errors="replace")
    try:
        json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{file.name}: this is not JSON: {shortened(error)}") from error
    return text


def _row(each: _Contributor, role: str, day: str, what: str, everybody: Crowd) -> Mapping[str, str]:
    person = f"@{_known(each, everybody)}"
    link = each.profile
    return {
        "date": day, "person": person, "role": role, "count": "1", "what": what, "link": link
    }  # fmt: skip


def _is_named(row: Row, ledger: Mapping[Path, bytes], places: Places) -> bool:
    """Whether the ledger needs somebody new: whoever was taken out of both stays out."""
    text = ledger.get(places.content / "ledger.csv", b"").decode()
    table = csv.reader(io.StringIO(text, newline=""))
    return f"@{row.handle or row.id}" in {cell.strip() for cells in table for cell in cells}


def _known(each: _Contributor, everybody: Crowd) -> str:
    """The handle of somebody who is known, or who is added now."""
    known = everybody.person(each.login or each.name, handle=bool(each.login))
    if known.startswith("@"):
        return known[1:]
    row_id = everybody.free_id(each.login or each.name)
    is_handle = bool(_ACCOUNT.fullmatch(each.login)) and each.login != row_id
    others = (each.login,) if each.login and not _ACCOUNT.fullmatch(each.login) else ()
    row = Row(row_id, each.name, each.login if is_handle else "", others, each.profile)
    everybody.add(row)
    return row.handle or row.id


class _Reader(Struct, frozen=True):
    """Reads the list of contributors; what is wrong with it goes into the book."""

    source: str
    forge: str
    everybody: Crowd
    book: Book

    def contributors(self, text: str, at: int) -> list[_Contributor]:
        """Everybody of the list that begins at a place."""
        starts = line_starts(text)
        found: dict[str, _Contributor] = {}
        for place, value in elements(text, at):
            line = line_of(starts, place)
            entry = value if isinstance(value, dict) else {}
            new = self._contributor(entry, line)
            if new is None:
                continue
            key = (new.login or new.name).casefold()
            if key in found:
                message = (
                    f"'{shortened(new.login or new.name)}' stands there twice; both were joined"
                )
                self.book.note(self.source, line, "twice", message)
            each = found.setdefault(key, new)
            lines = _lines_of_roles(text, place, starts)
            for role in self._roles(entry, new.login or new.name, line, lines):
                each.roles.setdefault(*role)
        return list(found.values())

    def _contributor(self, entry: Mapping[str, object], line: int) -> _Contributor | None:
        """Somebody without their roles; None for nobody, and for a program."""
        login = _line(entry.get("login")).lstrip("@")
        name = _line(entry.get("name")).lstrip("@") or login
        if not name:
            self.book.note(self.source, line, "left-over", "this entry names nobody")
            return None
        if not self.everybody.person(login or name):
            message = f"'{shortened(login or name)}' is a program, which gets no credit"
            self.book.note(self.source, line, "bot", message)
            return None
        return _Contributor(login, name, self._profile(entry, login))

    def _profile(self, entry: Mapping[str, object], login: str) -> str:
        profile = _line(entry.get("profile"))
        if _PROFILE.fullmatch(profile):
            return profile
        return f"{self.forge}/{login}" if _ACCOUNT.fullmatch(login) else ""

    def _roles(
        self, entry: Mapping[str, object], login: str, line: int, lines: list[int]
    ) -> Iterator[tuple[str, int]]:
        words = entry.get("contributions")
        for n, word in enumerate(words if isinstance(words, list) else ()):
            at = lines[n] if n < len(lines) else line
            role = role_of(_line(word))
            if isinstance(role, Role):
                yield str(role), at
            else:
                message = (
                    f"'{shortened(word)}' of '{shortened(login)}' is no contribution that is known"
                )
                self.book.note(self.source, at, "unknown-role", message)


def _lines_of_roles(text: str, place: int, starts: list[int]) -> list[int]:
    found = next((at for name, at, _ in members(text, place) if name == "contributions"), None)
    return [line_of(starts, at) for at, _ in elements(text, found)] if found is not None else []


def _line(value: object) -> str:
    """Words in one line, without characters that steer terminals, pages or spreadsheets."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    plain = clean(without_turning(str(value)), 1)[0].encode("utf-8", "replace").decode()
    return " ".join(plain.split())[:_LONGEST].lstrip("=+\t")
