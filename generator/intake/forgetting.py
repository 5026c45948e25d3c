"""Writing somebody into the list of those who are forgotten, and where files still hold them."""

import json
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from generator.config import Config
from generator.files import put
from generator.markup.folding import fold
from generator.markup.yaml_text import load
from generator.model.publication import REGISTER
from generator.problems import Location, Problem, ProblemsFound, did_you_mean
from generator.reader.files import survey
from generator.reader.forgotten import FILE, ForgottenList, forgotten
from generator.reader.known import Known, known_people
from generator.reader.published import parse_register, register_text

_PLAIN = re.compile(r"[^\W\d_][\w-]*(?: [^\W_][\w-]*)*")
_WORDS_OF_YAML = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
_NOT_OURS = frozenset({".git", ".hg", ".svn", ".friday", ".venv", "node_modules", "__pycache__"})
_LARGEST_BYTES = 64 << 20
_HEAD = "# Who asked to be forgotten. The next build holds their names and handles nowhere.\n"


class Wanted(Struct, frozen=True):
    """Somebody to be forgotten.

    Attributes:
        name: as it was given: an id, a handle or a name.
        names: more names that they are known by.
        handles: more handles.
    """

    name: str
    names: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()


def forget(project: Path, config: Config, wanted: Wanted) -> str:
    """Write a line into the list; returns it, or an empty text if they are in it already.

    Raises:
        ProblemsFound: nobody is called so, or several are, or the list cannot be read.
    """
    before = forgotten(project, config)
    if before.problems and not before.people:
        raise ProblemsFound(before.problems)
    known = known_people(project, survey(project, config))
    sought = _bare(wanted.name)
    if any(sought in each.ids for each in before.people):
        return ""
    line = _line(_person(sought, wanted, known))
    file = project / FILE
    text = file.read_bytes().decode("utf-8") if file.is_file() else _HEAD
    new = f"{text if text.endswith(chr(10)) or not text else text + chr(10)}{line}\n"
    tree = load(new.replace("\r\n", "\n").removeprefix("\ufeff")).tree
    if not isinstance(tree, list) or len(tree) != len(before.people) + 1:
        message = "a line cannot be put behind those of this file"
        hint = f"write every line with '- ' at its beginning, and add: {line}"
        raise ProblemsFound([Problem(Location(FILE, 1), "forgotten", message, hint)])
    put(file, new.encode())
    return line


def _person(sought: str, wanted: Wanted, known: Sequence[Known]) -> Known:
    found = [each for each in known if sought in {_bare(h) for h in (each.id, *each.handles)}]
    found = found or [each for each in known if sought in map(_bare, each.names)]
    if len(found) > 1:
        ids = ", ".join(f"'{each.id}'" for each in found)
        raise ProblemsFound([_problem(f"several people are called so: {ids}", "give the id")])
    if not found and not wanted.names and not wanted.handles:
        every = [name for each in known for name in (each.id, *each.handles, *each.names)]
        hint = did_you_mean(wanted.name, every)
        hint = hint or "if they are not in the people table, give their names with --name"
        raise ProblemsFound([_problem(f"nobody is called '{wanted.name}'", hint)])
    person = found[0] if found else Known(wanted.name.removeprefix("@"), (), ())
    names = dict.fromkeys((*person.names, *wanted.names))
    handles = dict.fromkeys(each.removeprefix("@") for each in (*person.handles, *wanted.handles))
    return Known(person.id, tuple(handles), tuple(names))


def _problem(message: str, hint: str) -> Problem:
    return Problem(Location("PERSON"), "unknown-person", message, hint)


def _line(person: Known) -> str:
    parts = [f"id: {_scalar(person.id)}"]
    for field, values in (("names", person.names), ("handles", person.handles)):
        if values:
            parts.append(f"{field}: [{', '.join(map(_scalar, values))}]")
    return f"- {{{', '.join(parts)}}}"


def _scalar(text: str) -> str:
    plain = _PLAIN.fullmatch(text) and text.casefold() not in _WORDS_OF_YAML
    return text if plain else json.dumps(text, ensure_ascii=False)


def clear_register(project: Path, whom: ForgottenList) -> int:
    """Take those who are forgotten out of the register of publications; how many rows were theirs.

    What is wrong with the register is left to the next build to say.
    """
    file = project / REGISTER
    data = file.read_bytes() if file.is_file() else b""
    lines = data.decode("utf-8", "replace").splitlines()
    held = sum(bool(whom.scrubber.finds(line)) for line in lines)
    if held:
        register, problems = parse_register(data, whom.scrubber)
        if problems:
            return 0
        put(file, register_text(register).encode())
    return held


def _bare(name: str) -> str:
    return fold(name, decoded=False).strip().removeprefix("@")


def remains(project: Path, config: Config, whom: ForgottenList) -> Iterator[Location]:
    """Where files of the project still hold somebody, by path and line; line 0 is a file's name."""
    scrubber = whom.scrubber
    for path in _files(project, config):
        name = path.relative_to(project).as_posix()
        if scrubber.finds(name):
            yield Location(name)
        data = path.read_bytes() if path.stat().st_size <= _LARGEST_BYTES else b"\0"
        text = "" if b"\0" in data else data.decode("utf-8", "replace")
        if scrubber.finds(text):
            for n, line in enumerate(text.splitlines(), 1):
                if scrubber.finds(line):
                    yield Location(name, n)


def _files(project: Path, config: Config) -> Iterator[Path]:
    """Files of a project that people write, by name; neither the site nor the list itself."""
    site = project / config.output
    for folder, folders, files in os.walk(project):
        here = Path(folder)
        folders[:] = sorted(f for f in folders if f not in _NOT_OURS and here / f != site)
        for name in sorted(files):
            path = here / name
            if path != project / FILE and path.is_file() and not path.is_symlink():
                yield path
