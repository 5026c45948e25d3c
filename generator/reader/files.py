"""What lies in the content folder, and what each file is."""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from generator.config import Config
from generator.kinds.kind import Kind
from generator.kinds.table import KINDS
from generator.model.entry import Attachment
from generator.model.submission_row import SUBMISSIONS
from generator.problems import Location, Problem, Severity, did_you_mean

STATIC = "static"
LEDGER = "ledger"
_TEXTS = (".md", ".markdown")
_DATA = (".yaml", ".yml", ".csv")
_TABLE = ".csv"
_FOREIGN = (".mdx", ".rst", ".adoc", ".org", ".txt", ".docx")
_DATED = re.compile(r"^(\d{4}-\d\d-\d\d)(?:[-_ ]+(.+))?$", re.ASCII)
_LANGUAGE = re.compile(r"^[a-z]{2}(-[A-Za-z]{2,8})?$")
_FOLDERS = {kind.folder: kind for kind in KINDS.values()}
_BULK = {kind.bulk: kind for kind in KINDS.values() if kind.bulk}
_CALLED = sorted([*_BULK, LEDGER, SUBMISSIONS.removesuffix(_TABLE)])
_LEDGERS = f"a ledger is a table: {LEDGER}{_TABLE}, or any {_TABLE} in the folder '{LEDGER}'"
_NAMES = f"{', '.join(_CALLED[:-1])} and {_CALLED[-1]}"


class TextFile(Struct, frozen=True):
    """One Markdown file of an entry.

    Attributes:
        path: relative to the project folder.
        folder: relative to the content folder, for the choice of the dialect.
        stem: name that it shares with its translations, path included.
        name: default id, the stem's last part without its date.
        day: date in the file's name, `YYYY-MM-DD`, or empty.
        lang: language in the file's name as the journal spells it, or empty.
        bundle: True if the entry is a folder, whose other files belong to it.
    """

    path: str
    kind: Kind
    folder: str
    stem: str
    name: str
    day: str
    lang: str
    bundle: bool


class DataFile(Struct, frozen=True):
    """A file that holds many entries of a kind."""

    path: str
    kind: Kind


class Survey(Struct, frozen=True):
    """Every file of the content folder; by name, those of a folder before those of its folders.

    Attributes:
        attachments: files that may be published, by the folder they lie in (project-relative).
        static: files that are copied to the root of the site as they are.
        ledgers: tables of what people did elsewhere; they are read, and published by nobody.
        submissions: the register of what was sent in; empty where there is none.
    """

    texts: tuple[TextFile, ...]
    data: tuple[DataFile, ...]
    attachments: Mapping[str, tuple[str, ...]]
    static: tuple[Attachment, ...]
    problems: tuple[Problem, ...]
    ledgers: tuple[str, ...] = ()
    submissions: str = ""


def survey(project: Path, config: Config) -> Survey:
    """Look at every file of the content folder without reading it."""
    texts: list[TextFile] = []
    data: list[DataFile] = []
    others: dict[str, list[str]] = {}
    static: list[Attachment] = []
    ledgers: list[str] = []
    problems: list[Problem] = []
    for inside in _walk(project / config.content, config.content, problems):
        where = f"{config.content}/{inside}"
        top, _, rest = inside.partition("/")
        path = PurePosixPath(inside)
        suffix = path.suffix.lower()
        if top == STATIC and rest:
            static.append(Attachment(where, rest))
        elif (suffix == _TABLE and (top if rest else path.stem) == LEDGER) or inside == SUBMISSIONS:
            ledgers.append(where)
        elif suffix in _DATA and not rest:
            data += _data_file(where, path, problems)
        elif suffix not in _TEXTS and top != LEDGER:
            others.setdefault(where.rpartition("/")[0], []).append(where)
        elif top in _FOLDERS and rest:
            texts.append(_text_file(where, path, _FOLDERS[top], config, problems))
        else:
            problems.append(_nowhere(where, top))
    attachments = {folder: tuple(files) for folder, files in others.items()}
    problems += _unread(texts, attachments)
    return Survey(
        tuple(texts),
        tuple(data),
        attachments,
        tuple(static),
        tuple(problems),
        *_parted(ledgers, config),
    )


def _parted(tables: list[str], config: Config) -> tuple[tuple[str, ...], str]:
    """The ledgers, and the register of submissions if there is one."""
    register = f"{config.content}/{SUBMISSIONS}"
    ledgers = tuple(path for path in tables if path != register)
    return ledgers, register if register in tables else ""


def _walk(root: Path, name: str, problems: list[Problem]) -> Iterator[str]:
    """Paths of all files below `root`, relative to it, sorted; hidden files are left out."""
    if not root.is_dir():
        hint = "make it, or name another as 'content' in friday.yaml"
        problems.append(Problem(Location(name), "no-content", "there is no such folder", hint))
        return
    unreadable: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=unreadable.append):
        inside = Path(folder).relative_to(root).as_posix()
        before = "" if inside == "." else f"{inside}/"
        is_static = before.startswith(f"{STATIC}/")  # hosts ask for .well-known and .nojekyll
        folders[:] = sorted(part for part in folders if is_static or not part.startswith("."))
        for part in folders:
            if Path(folder, part).is_symlink():
                message = "this is a link to a folder, and links are not followed"
                hint = "put the folder itself here"
                place = Location(f"{name}/{before}{part}")
                problems.append(Problem(place, "unreadable", message, hint))
        for part in sorted(files):
            if (is_static or not part.startswith(".")) and (
                _is_utf8(f"{name}/{before}", part, problems)
                and _is_plain(f"{folder}/{part}", f"{name}/{before}{part}", problems)
            ):
                yield f"{before}{part}"
    for error in unreadable:
        where = Path(error.filename).relative_to(root.parent).as_posix()
        message = f"the folder cannot be read: {error.strerror}"
        problems.append(Problem(Location(where), "unreadable", message))


def _is_utf8(folder: str, name: str, problems: list[Problem]) -> bool:
    """Whether a file's name can stand in an address; if not, that is a problem."""
    readable = name.encode(errors="replace").decode()
    if readable != name:
        message = "the file's name is not UTF-8"
        problems.append(Problem(Location(folder + readable), "encoding", message, "rename it"))
    return readable == name


def _is_plain(file: str, name: str, problems: list[Problem]) -> bool:
    """Whether it has an end that can be read: a pipe waits for ever, a device may have none.

    A link that leads nowhere is left to whoever reads it, and says so.
    """
    try:
        is_odd = not (
            stat.S_ISREG(os.lstat(file).st_mode) or stat.S_ISREG(Path(file).stat().st_mode)
        )
    except OSError:
        return True
    if is_odd:
        message = "this is no file, but a pipe, a socket or a device"
        problems.append(Problem(Location(name), "unreadable", message, "remove it"))
    return not is_odd


def _data_file(where: str, path: PurePosixPath, problems: list[Problem]) -> Iterator[DataFile]:
    if path.stem in _BULK:
        yield DataFile(where, _BULK[path.stem])
        return
    near = did_you_mean(path.stem, _CALLED)
    hint = near or f"data files are called {_NAMES}, or lie in {STATIC}/"
    if path.stem == LEDGER:
        hint = _LEDGERS
    if f"{path.stem}{_TABLE}" == SUBMISSIONS:
        hint = f"what was sent in is registered in {SUBMISSIONS}, a table"
    message = f"'{path.stem}' is no data file of this journal"
    problems.append(Problem(Location(where), "unknown-file", message, hint))


def _nowhere(where: str, top: str) -> Problem:
    if top == LEDGER:
        return Problem(Location(where), "unknown-file", "this is no ledger", _LEDGERS)
    known = f"folders are {', '.join(_FOLDERS)}"
    if where.endswith(f"/{top}"):
        message = "an entry lies in the folder of its kind"
        return Problem(Location(where), "unknown-folder", message, known)
    hint = did_you_mean(top, _FOLDERS) or known
    return Problem(Location(where), "unknown-folder", f"'{top}' is no folder of entries", hint)


def _unread(
    texts: Sequence[TextFile], attachments: Mapping[str, tuple[str, ...]]
) -> Iterator[Problem]:
    """Texts in another format: beside entries they would be left out without a word."""
    bundles = {file.path.rpartition("/")[0] for file in texts if file.bundle}
    for folder, paths in attachments.items():
        parts = folder.split("/")
        if {"/".join(parts[:n]) for n in range(len(parts) + 1)} & bundles:
            continue
        for path in paths:
            if path.lower().endswith((*_FOREIGN, *_DATA)):
                message = "this file is not read: entries are Markdown files"
                hint = "rename it to .md, or put it into the folder of the entry it belongs to"
                if path.lower().endswith(_DATA):
                    message = (
                        f"this file is not read: data files lie beside the folders, as {_NAMES}"
                    )
                    hint = "move it there"
                yield Problem(Location(path), "not-read", message, hint, Severity.WARNING)


def _text_file(
    where: str, path: PurePosixPath, kind: Kind, config: Config, problems: list[Problem]
) -> TextFile:
    folder = str(path.parent)
    stem, lang = _language(path.stem, where, config, problems)
    bundle = stem == "index"
    if bundle and folder == kind.folder:
        message = f"this is no {kind.name}: 'index' stands for the folder it lies in"
        hint = "give the file a name of its own, or put it into a folder of its own"
        problems.append(Problem(Location(where), "bad-place", message, hint))
        bundle = False
    name = path.parent.name if bundle else stem
    dated = _DATED.match(name)
    return TextFile(
        path=where,
        kind=kind,
        folder=folder,
        stem=folder if bundle else f"{folder}/{stem}",
        name=unicodedata.normalize("NFC", (dated[2] or name) if dated else name),
        day=dated[1] if dated else "",
        lang=lang,
        bundle=bundle,
    )


def _language(stem: str, where: str, config: Config, problems: list[Problem]) -> tuple[str, str]:
    """The stem without its language, and the language; `hello.zh` fits a journal in zh-CN."""
    name, dot, suffix = stem.rpartition(".")
    language = config.language(suffix)
    if dot and name and language:
        return name, language
    if not dot or not name or not _LANGUAGE.match(suffix):
        return stem, ""
    known = ", ".join(config.languages)
    message = f"'.{suffix}' looks like a language, but the journal has {known}"
    hint = "add it to 'languages' in friday.yaml, or rename the file"
    problems.append(Problem(Location(where), "unknown-language", message, hint, Severity.WARNING))
    return stem, ""
