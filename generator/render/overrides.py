"""What a theme of one's own takes from the default theme, and whether that has changed since."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from generator.render.template_text import blocks, parent, purpose
from generator.render.theme import DEFAULT, PREFIX, shipped

_DIGITS = 16
_FOLDERS = ("templates", "static")
_MARK = re.compile(r"Taken from the default theme of Orange Friday (\S+), sha256 ([0-9a-f]+)\.")
_TEMPLATE = ("{#", "#}")
_COMMENTS: Mapping[str, tuple[str, str]] = {
    ".css": ("/*", "*/"),
    ".js": ("/*", "*/"),
    ".svg": ("<!--", "-->"),
}
"""How a comment is written in a file of `static/`, by the ending of its name."""


class State(StrEnum):
    """How a file of one's own stands to that of the default theme."""

    EXTENDS = "extends"
    LOST = "lost"
    CURRENT = "current"
    BEHIND = "behind"
    SAME = "same"
    UNKNOWN = "unknown"


class Original(Struct, frozen=True):
    """A file of the default theme that can be taken.

    Attributes:
        name: as templates name it: `diary.html`, `parts/card.html`, `style.css`.
        folder: `templates` or `static`.
    """

    name: str
    folder: str
    text: str

    @property
    def about(self) -> str:
        """What it is for, in a sentence."""
        return purpose(self.text)

    @property
    def digest(self) -> str:
        """Stands for its text."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:_DIGITS]


class Override(Struct, frozen=True):
    """A file of a theme that stands in the place of one of the default theme.

    Attributes:
        text: what it holds, without the line that says where it was taken from.
        version: of the program from which it was taken; empty where that is not written down.
        lost: blocks that it fills and that the default theme no longer has.
    """

    original: Original
    file: Path
    text: str
    state: State
    version: str = ""
    lost: tuple[str, ...] = ()


def originals() -> Mapping[str, Original]:
    """Every text of the default theme by name, templates first."""
    found: dict[str, Original] = {}
    for folder in _FOLDERS:
        top = shipped() / DEFAULT / folder
        for file in sorted(path for path in top.rglob("*") if path.is_file()):
            name = file.relative_to(top).as_posix()
            if folder == _FOLDERS[0] or file.suffix in _COMMENTS:
                found[name] = Original(name, folder, file.read_text(encoding="utf-8"))
    return found


def copied(original: Original, version: str) -> str:
    """A file to take into a theme: the whole text below a line that says where it is from."""
    start, end = _comment(original)
    mark = f"Taken from the default theme of Orange Friday {version}, sha256 {original.digest}."
    return f"{start} {mark} {end}\n{original.text}"


def extended(original: Original, known: Mapping[str, Original]) -> str:
    """A small template that changes nothing yet: it extends the original and lists its blocks.

    Raises:
        ValueError: the original has no blocks to fill.
    """
    names = _blocks(original.name, known) if original.folder == _FOLDERS[0] else ()
    if not names:
        raise ValueError(f"{original.name} has no blocks; take a copy of it")
    rows = "\n".join(f"{{% block {name} %}}{{{{ super() }}}}{{% endblock %}}" for name in names)
    return (
        f"{{# {original.about} Its blocks stand below; put one outside the comment to change it."
        f' #}}\n{{% extends "{PREFIX}{original.name}" %}}\n{{#\n{rows}\n#}}\n'
    )


def overrides(theme: Path) -> Iterator[Override]:
    """Every file of a theme's folder that stands in the place of one of the default theme."""
    known = originals()
    for original in known.values():
        file = theme / original.folder / original.name
        if file.is_file():
            yield _compared(original, file, known)


def _compared(original: Original, file: Path, known: Mapping[str, Original]) -> Override:
    whole = file.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n")
    if parent(whole) == PREFIX + original.name:
        there = _blocks(original.name, known)
        lost = tuple(name for name in blocks(whole) if name not in there)
        state = State.LOST if lost else State.EXTENDS
        return Override(original, file, whole, state, lost=lost)
    first, _, rest = whole.partition("\n")
    mark = _MARK.search(first)
    text = rest if mark else whole
    if text == original.text:
        state = State.SAME
    elif mark is None:
        state = State.UNKNOWN
    else:
        state = State.CURRENT if mark[2] == original.digest else State.BEHIND
    return Override(original, file, text, state, mark[1] if mark else "")


def _blocks(name: str, known: Mapping[str, Original]) -> tuple[str, ...]:
    """Blocks of a template of the default theme, and of those that it extends."""
    found: dict[str, None] = {}
    while name in known:
        found |= dict.fromkeys(blocks(known[name].text))
        name = parent(known[name].text)
    return tuple(found)


def _comment(original: Original) -> tuple[str, str]:
    is_template = original.folder == _FOLDERS[0]
    return _TEMPLATE if is_template else _COMMENTS[Path(original.name).suffix]
