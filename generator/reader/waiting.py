"""Changes that wait for the release that will ship them."""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from msgspec import Struct

from generator.config import Config
from generator.kinds.change import NEXT, Change
from generator.kinds.kind import Kind
from generator.model.validation import Fields, validate
from generator.reader.files import TextFile, survey
from generator.reader.forgotten import NOBODY, ForgottenList
from generator.reader.fragments import fragment_of
from generator.reader.parsed import parse
from generator.reader.versions import Findings, Version

_FENCE = re.compile(r"^-{3,}\s*$")
_CLOSE = re.compile(r"^(-{3,}|\.{3})\s*$")


class Waiting(Struct, frozen=True):
    """A change that no release ships yet.

    Attributes:
        name: stem of its files.
        files: its files, relative to the project, the original first.
        versions: the change by language, the original's first.
    """

    name: str
    files: tuple[str, ...]
    versions: Mapping[str, Change]

    def in_language(self, lang: str) -> Change:
        """The change in a language, else as it was written first."""
        return self.versions.get(lang) or next(iter(self.versions.values()))


def waiting(
    project: Path, config: Config, forgotten: ForgottenList = NOBODY
) -> tuple[Waiting, ...]:
    """The changes that say `release: next`, by file; those that have mistakes are left out.

    Args:
        forgotten: who is not to be named.
    """
    found = forgotten.without(survey(project, config)).texts
    fragments = sorted((f for f in found if f.kind.part_of), key=attrgetter("stem"))
    groups = groupby(fragments, key=attrgetter("stem"))
    waits = (_waiting(project, tuple(files), config, forgotten) for _, files in groups)
    return tuple(each for each in waits if each)


def _waiting(
    project: Path, files: tuple[TextFile, ...], config: Config, forgotten: ForgottenList
) -> Waiting | None:
    findings = Findings()
    versions = [
        Version(
            file,
            parse(
                forgotten.scrubber.data((project / file.path).read_bytes(), file.path),
                _dialect(file, config),
                file.kind,
            ),
        )
        for file in files
    ]
    fragment = fragment_of(versions, config, findings)
    if fragment is None or not fragment.waits or findings.problems:
        return None
    changes = {
        lang: change
        for lang, fields in fragment.fields.items()
        for change in _change(fragment.kind, fields, config)
    }
    paths = [fields.at(()).file for fields in fragment.fields.values()]
    return Waiting(files[0].name, tuple(paths), changes)


def _dialect(file: TextFile, config: Config) -> str:
    return file.kind.dialect or config.dialect_of(file.folder)


def _change(kind: Kind, fields: Fields, config: Config) -> Iterator[Change]:
    own = {n: value for n, value in fields.tree.items() if n not in {"lang", kind.part_of}}
    context = config.context(kind.dialect or config.dialect_of(kind.folder))
    record, _ = validate(Change, Fields(own, fields.places), context)
    if record is not None:
        yield record


def collected(text: str, version: str, field: str = "release") -> str:
    """A fragment's file that names the release that ships it; nothing else of it is changed.

    A file that does not wait is left as it is.
    """
    waits = re.compile(
        rf"^({field}[ \t]*:[ \t]*)([\"']?)(?:{field}:)?{NEXT}\2(?=\s|$)", re.IGNORECASE
    )
    rows = text.split("\n")
    first = next((n for n, row in enumerate(rows) if row.strip("\ufeff \t\r")), 0)
    if not _FENCE.match(rows[first].lstrip("\ufeff")):
        return text
    for n in range(first + 1, len(rows)):
        if _CLOSE.match(rows[n]):
            break
        rows[n] = waits.sub(lambda found: f"{found[1]}{_quoted(version)}", rows[n])
    return "\n".join(rows)


def _quoted(version: str) -> str:
    """A version as YAML: in quotes where it might be read as something else."""
    return version if re.fullmatch(r"[A-Za-z0-9][\w.+-]*", version) else f'"{version}"'
