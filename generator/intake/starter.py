"""The small journal that `friday init` begins with."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

SOURCE = Path(__file__).resolve().parent / "starter"
_DATE = "DATE"
_PLACE = re.compile(r"\{\{(\w+)\}\}")


class FolderInUse(Exception):
    """The folder already holds files; nothing was written. The message names one of them."""


class Begun(Struct, frozen=True):
    """A new journal: its folder, and the files that were written, in order."""

    folder: Path
    files: tuple[Path, ...]


def begin(folder: Path, values: Mapping[str, str]) -> Begun:
    """Write the starter journal into a new or empty folder.

    Args:
        values: what stands for `{{title}}`, `{{date}}`, `{{base_url}}` and `{{authority}}`, all
            inside double quotes of YAML; the date also stands for `DATE` in file names.

    Raises:
        FolderInUse: there is something in the folder other than hidden files.
        OSError: the folder cannot be written.
    """
    taken = _first_file(folder)
    if taken is not None:
        raise FolderInUse(f"{folder} is not empty: it holds '{taken.name}'")
    written = []
    for source in sorted(path for path in SOURCE.rglob("*") if path.is_file()):
        name = source.relative_to(SOURCE).as_posix().replace(_DATE, values["date"])
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text(encoding="utf-8")
        target.write_text(_filled(text, values), encoding="utf-8", newline="\n")
        written.append(target)
    return Begun(folder, tuple(written))


def _filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its values put in, in one pass: a title may look like the place for a value."""
    quoted = {word: json.dumps(value, ensure_ascii=False)[1:-1] for word, value in values.items()}
    return _PLACE.sub(lambda place: quoted[place[1]], text)


def _first_file(folder: Path) -> Path | None:
    if not folder.exists():
        return None
    if not folder.is_dir():
        return folder
    return next((path for path in sorted(folder.iterdir()) if not path.name.startswith(".")), None)
