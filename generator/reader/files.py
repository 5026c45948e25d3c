"""What lies in the content folder, and what each file is."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.config import Config
from generator.kinds.kind import Kind
from generator.kinds.table import KINDS
from generator.model.entry import Attachment
from generator.problems import Location, Problem, Severity, did_you_mean

STATIC = "static"
_TEXTS = (".md", ".markdown")
_DATA = (".yaml", ".yml", ".csv")
_DATED = re.compile(r"^(\d{4}-\d\d-\d\d)[-_](.+)$")
_LANGUAGE = re.compile(r"^[a-z]{2}(-[A-Za-z]{2,8})?$")


@dataclass(frozen=True, slots=True)
class TextFile:
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


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file that holds many entries of a kind."""

    path: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Survey:
    """Every file of the content folder, sorted by path.

    Attributes:
        attachments: files that may be published, by the folder they lie in (project-relative).
        static: files that are copied to the root of the site as they are.
    """

    texts: tuple[TextFile, ...]
    data: tuple[DataFile, ...]
    attachments: Mapping[str, tuple[str, ...]]
    static: tuple[Attachment, ...]
    problems: tuple[Problem, ...]


def survey(project: Path, config: Config) -> Survey:
    """Look at every file of the content folder without reading it."""
    texts: list[TextFile] = []
    data: list[DataFile] = []
    others: dict[str, list[str]] = {}
    static: list[Attachment] = []
    problems: list[Problem] = []
    bulk = {kind.bulk: kind for kind in KINDS.values() if kind.bulk}
    folders = {kind.folder: kind for kind in KINDS.values()}
    root = project / config.content
    if not root.is_dir():
        problems.append(
            Problem(Location(config.content), "no-content", "there is no such folder", "friday init")
        )
    for inside in _walk(root):
        where = f"{config.content}/{inside}"
        top, _, rest = inside.partition("/")
        stem, suffix = os.path.splitext(inside)
        if top == STATIC and rest:
            static.append(Attachment(where, rest))
        elif suffix in _DATA and stem in bulk:
            data.append(DataFile(where, bulk[stem]))
        elif suffix not in _TEXTS:
            others.setdefault(os.path.dirname(where), []).append(where)
        elif top in folders and rest:
            texts.append(_text_file(where, inside, folders[top], config, problems))
        else:
            hint = did_you_mean(top, folders) or f"folders are {', '.join(folders)}"
            problems.append(
                Problem(Location(where), "unknown-folder", f"'{top}' is no folder of entries", hint)
            )
    attachments = {folder: tuple(files) for folder, files in others.items()}
    return Survey(tuple(texts), tuple(data), attachments, tuple(static), tuple(problems))


def _walk(root: Path) -> Iterator[str]:
    """Paths of all files below `root`, relative to it, sorted; hidden files are left out."""
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        inside = Path(folder).relative_to(root).as_posix()
        for name in sorted(files):
            if not name.startswith("."):
                yield name if inside == "." else f"{inside}/{name}"


def _text_file(
    path: str, inside: str, kind: Kind, config: Config, problems: list[Problem]
) -> TextFile:
    folder, _, name = inside.rpartition("/")
    stem = os.path.splitext(name)[0]
    stem, lang = _language(stem, path, config, problems)
    bundle = stem == "index"
    if bundle:
        stem = folder.rpartition("/")[2]
        whole = folder
    else:
        whole = f"{folder}/{stem}"
    dated = _DATED.match(stem)
    return TextFile(
        path=path,
        kind=kind,
        folder=folder,
        stem=whole,
        name=dated[2] if dated else stem,
        day=dated[1] if dated else "",
        lang=lang,
        bundle=bundle,
    )


def _language(
    stem: str, path: str, config: Config, problems: list[Problem]
) -> tuple[str, str]:
    """The stem without its language, and the language; `hello.zh` fits a journal in zh-CN."""
    name, dot, suffix = stem.rpartition(".")
    if not dot or not _LANGUAGE.match(suffix):
        return stem, ""
    for language in config.languages:
        if suffix.lower() in {language.lower(), language.split("-")[0].lower()}:
            return name, language
    problems.append(
        Problem(
            Location(path),
            "unknown-language",
            f"'.{suffix}' looks like a language, but the journal has {', '.join(config.languages)}",
            "add it to 'languages' in friday.yaml, or rename the file",
            Severity.WARNING,
        )
    )
    return stem, ""
