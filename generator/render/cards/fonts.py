"""Which fonts there are to draw share cards with: the project's own first, then the system's.

A team that wants the same cards on every machine puts its fonts into the folder `fonts` of the
project. Else the folders of Linux, macOS and Windows are looked through; nothing is asked of
fontconfig, so the same files give the same cards.
"""

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from msgspec import Struct

OWN_FOLDER = "fonts"
"""Folder of the project that holds fonts of its own."""

_ENDINGS = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_HEAD_BYTES = 4096  # the table directory with the checksum of every table
_NOT_UPRIGHT = re.compile(r"italic|oblique|mono|narrow|condensed|semilight|emoji", re.IGNORECASE)
_FAMILY_END = re.compile(r"[-\[ ]")

# Families by what they look like, the preferred first; as their files are called, in lower case.
# A family with Han characters has Latin letters that go with them, so it stands before the others.
SERIF, SANS = "serif", "sans"
FAMILIES: Mapping[str, tuple[str, ...]] = {
    SERIF: (
        "notoserifcjk", "notoserifcjksc", "notoserifsc", "sourcehanserif", "sourcehanserifsc",
        "sourcehanserifcn", "songti", "stzhongsong", "stsong", "simsun", "notoserifcjkjp",
        "notoserifcjktc", "notoserifcjkkr", "notoserif", "sourceserif4", "georgia", "georgiab",
        "times", "timesbd", "dejavuserif", "liberationserif", "freeserif",
    ),
    SANS: (
        "notosanscjk", "notosanscjksc", "notosanssc", "sourcehansans", "sourcehansanssc",
        "sourcehansanscn", "pingfang", "hiragino sans gb", "stheiti", "msyh", "msyhbd", "wqy",
        "droidsansfallbackfull", "simhei", "notosanscjkjp", "notosanscjktc", "notosanscjkkr",
        "notosans", "segoeui", "segoeuib", "helveticaneue", "arial", "arialbd", "dejavusans",
        "liberationsans", "freesans",
    ),
}  # fmt: skip
_RANKS = {
    name: (style, rank) for style, names in FAMILIES.items() for rank, name in enumerate(names)
}
UNKNOWN = 999
"""Rank of a family that no table names."""


class FontFile(Struct, frozen=True):
    """A file with one font or several.

    Attributes:
        own: whether it lies in the project.
        style: serif, sans or, for a file that no table names, empty.
        rank: place of its family among those of its style.
    """

    path: Path
    size: int
    own: bool
    style: str
    rank: int

    @property
    def known(self) -> bool:
        """Whether it is opened before any character asks for it."""
        return self.own or self.rank < UNKNOWN


@dataclass(frozen=True)
class FontBook:
    """All font files that there are, in the order in which they are asked."""

    files: tuple[FontFile, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.files)

    @cached_property
    def identity(self) -> str:
        """Changes when another font could be chosen, or a font that is preferred changes.

        Tables are known by the checksums at the head of their file, so a font of 26 MB is not read.
        """
        digest = hashlib.sha256()
        for file in self.files:
            digest.update(f"{file.path.name} {file.size} {file.own}\n".encode("utf-8", "replace"))
            digest.update(_head(file.path) if file.known else b"")
        return digest.hexdigest()


def font_book(project: Path, folders: Sequence[Path]) -> FontBook:
    """The fonts of a project and of these folders, which need not exist."""
    own = [_file(path, own=True) for path in _found(project / OWN_FOLDER)]
    others = [_file(path, own=False) for folder in folders for path in _open(folder)]
    others.sort(key=lambda file: (file.rank, file.style, file.path.as_posix()))
    return FontBook(tuple({file.path: file for file in (*own, *others)}.values()))


def system_folders(environment: Mapping[str, str]) -> tuple[Path, ...]:
    """Where this system keeps its fonts.

    Args:
        environment: variables, for the folders that differ from user to user.
    """
    home = Path(environment.get("HOME") or environment.get("USERPROFILE") or "/")
    if sys.platform == "darwin":
        return (*map(Path, ("/System/Library/Fonts", "/Library/Fonts")), home / "Library/Fonts")
    if sys.platform == "win32":
        local = Path(environment.get("LOCALAPPDATA", home / "AppData/Local"))
        windows = Path(environment.get("WINDIR", "C:/Windows"))
        return windows / "Fonts", local / "Microsoft/Windows/Fonts"
    data = Path(environment.get("XDG_DATA_HOME") or home / ".local/share")
    shared = map(Path, ("/usr/share/fonts", "/usr/local/share/fonts"))
    return *shared, data / "fonts", home / ".fonts"


def _open(folder: Path) -> tuple[Path, ...]:
    """The same of a folder of the system; one that is not ours to look into has none.

    A service may run as somebody whose home is another's.
    """
    try:
        return tuple(_found(folder))
    except OSError:
        return ()


def _found(folder: Path) -> Iterator[Path]:
    """Font files of a folder and the folders in it, in the order of their paths."""
    if folder.is_dir():
        yield from sorted(p for p in _all_files(folder) if p.suffix.lower() in _ENDINGS)


def _all_files(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _file(path: Path, *, own: bool) -> FontFile:
    family = _FAMILY_END.split(path.stem)[0].lower()
    style, rank = _RANKS.get(family) or _RANKS.get(path.stem.lower()) or ("", UNKNOWN)
    if _NOT_UPRIGHT.search(path.stem):
        rank = UNKNOWN
    return FontFile(path, path.stat().st_size, own, style, rank)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD_BYTES)
    except OSError:
        return b""
