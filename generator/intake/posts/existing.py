"""What stands in the content folder already, as far as an import must not collide with it."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from generator.intake.posts.dates import without_date
from generator.intake.posts.names import language_of
from generator.markup.front_matter import split
from generator.markup.yaml_text import Tree


class Existing(Struct, frozen=True):
    """The entries of a content folder.

    Attributes:
        ids: place of each id.
        own: id of the entry at each place of the imported kind's folder, by file stem.
        aliases: place of each alias.
    """

    ids: Mapping[str, str]
    own: Mapping[str, str]
    aliases: Mapping[str, str]


def existing(content: Path, kind_folder: str) -> Existing:
    """The ids and aliases in use.

    The place of an entry is its stem directly in the kind's folder, and its path elsewhere.
    """
    ids: dict[str, str] = {}
    own: dict[str, str] = {}
    aliases: dict[str, str] = {}
    for file in _files(content):
        path = PurePosixPath(file.relative_to(content).as_posix())
        place, name = _place(path, kind_folder)
        head = split(file.read_text(encoding="utf-8", errors="replace")).head.tree
        fields: Mapping[str, Tree] = head if isinstance(head, dict) else {}
        written = fields.get("id")
        entry_id = written if isinstance(written, str) and written else without_date(name)
        ids.setdefault(entry_id, place)
        if "/" not in place:
            own.setdefault(place, entry_id)
        old = fields.get("aliases")
        for alias in old if isinstance(old, list) else [old]:
            if isinstance(alias, str):
                aliases.setdefault(alias, place)
    return Existing(ids, own, aliases)


def _files(content: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(content):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(".md") and not name.startswith("."):
                yield Path(folder, name)


def _place(path: PurePosixPath, kind_folder: str) -> tuple[str, str]:
    """Where an entry stands and the name its id comes from."""
    stem = language_of(path)[0]
    entry = path.parent if stem == "index" else path.with_name(stem)
    inside = str(entry.parent) == kind_folder
    return (entry.name if inside else str(entry)), entry.name
