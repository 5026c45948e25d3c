"""The releases that a journal has, for changes that are to belong to one."""

from collections.abc import Mapping
from pathlib import Path

from generator.intake.changes.stamped import shelf
from generator.kinds.table import KINDS
from generator.markup.front_matter import split

_RELEASE = KINDS["release"]


def releases_of(content: Path) -> Mapping[str, str]:
    """Ids of releases by version and by id, in lower case."""
    found: dict[str, str] = {}
    for (name, _), place in shelf(content, _RELEASE.folder).places.items():
        head = split((content / place).read_text(encoding="utf-8", errors="replace")).head.tree
        version = head.get("version") if isinstance(head, dict) else None
        found.setdefault(name, name)
        if isinstance(version, str):
            found.setdefault(version.casefold().lstrip("v"), name)
    return found
