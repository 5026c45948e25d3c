"""Writing such files from their templates, and never over what somebody changed.

The first line of each says who wrote it, and holds a digest of the rest: a file whose digest is
right was not changed by hand, and may be written anew.
"""

import os
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from generator import __version__
from generator.files import put

TEMPLATES = Path(__file__).resolve().parent / "templates"
_PLACE = re.compile(r"@([A-Z_]+)@")
_INCLUDED = re.compile(r"^([ ]*)@include ([a-z.]+)@$", re.MULTILINE)
_FIRST = re.compile(r"(?:---\n)?(?:# |<!-- )Written by friday \S+, sum ([0-9a-f]{16})\b.*\n")


class Fate(StrEnum):
    """What became of a file."""

    WRITTEN = "written"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    REMOVED = "removed"


class ChangedByHand(Exception):
    """Files that somebody changed, or that are not ours, stand there; nothing was written."""

    def __init__(self, files: Iterable[Path]) -> None:
        self.files = tuple(files)
        super().__init__(", ".join(f"'{file}'" for file in self.files))


class Supply(Struct, frozen=True):
    """A file to write: where, and its whole text."""

    file: Path
    text: str


def filled(template: str, values: Mapping[str, str], command: str) -> str:
    """The text of a template with its values and other templates put in, below a first line.

    Values are put in as they are; what follows their first line is indented as the place is. So is
    a template that is included, which may not have values of its own.

    Args:
        command: how the file is written anew.
    """
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    rows = [_row(row, values) for row in text.split("\n")]
    whole = _INCLUDED.sub(_included, "\n".join(rows))
    return signed(whole, command)


def signed(text: str, command: str) -> str:
    """A text below the line that says who wrote it, as a comment of YAML.

    In Markdown that has front matter the line is the first one inside it.
    """
    fence, body = ("---\n", text[4:]) if text.startswith("---\n") else ("", text)
    return f"{fence}# Written by friday {__version__}, sum {_sum(body)}: {command}\n{body}"


def signed_markdown(text: str, command: str) -> str:
    """A text of Markdown below the line that says who wrote it, as a comment that nobody sees."""
    return f"<!-- Written by friday {__version__}, sum {_sum(text)}: {command} -->\n{text}"


def is_ours(file: Path) -> bool:
    """Whether a file was written here and not changed by hand since."""
    if file.is_symlink() or not file.is_file():
        return False
    there = file.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    first = _FIRST.match(there)
    return first is not None and first[1] == _sum(there[first.end() :])


def write(supplies: Iterable[Supply], *, force: bool) -> list[tuple[Path, Fate]]:
    """Write files, all of them or none.

    Raises:
        ChangedByHand: without `force`, where somebody's own work would be lost.
        OSError: a folder cannot be written.
    """
    wanted = list(supplies)
    fates = [(supply, _fate(supply)) for supply in wanted]
    changed = [supply.file for supply, fate in fates if fate is None]
    if changed and not force:
        raise ChangedByHand(changed)
    for supply, fate in fates:
        if fate is not Fate.UNCHANGED:
            put(supply.file, supply.text.encode())
    return [(supply.file, fate or Fate.REPLACED) for supply, fate in fates]


def _row(row: str, values: Mapping[str, str]) -> str:
    if row.lstrip().startswith("@include "):
        return row
    indent = row[: len(row) - len(row.lstrip(" #"))]
    return _PLACE.sub(lambda place: values[place[1]].replace("\n", f"\n{indent}"), row)


def _included(place: re.Match[str]) -> str:
    indent, name = place[1], place[2]
    rows = (TEMPLATES / name).read_text(encoding="utf-8").rstrip("\n").split("\n")
    return "\n".join(f"{indent}{row}" if row else "" for row in rows)


def _sum(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def _fate(supply: Supply) -> Fate | None:
    """What writing would do; None if it would overwrite what somebody changed."""
    if not os.path.lexists(supply.file):
        return Fate.WRITTEN
    if supply.file.is_symlink() or not supply.file.is_file():
        return None
    there = supply.file.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    if there == supply.text:
        return Fate.UNCHANGED
    return Fate.REPLACED if is_ours(supply.file) else None
