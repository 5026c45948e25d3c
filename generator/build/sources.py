"""Whether a project, or this program, is the same as before: digests of what a site is made of."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from generator.config import FILE, Config
from generator.model.publication import REGISTER
from generator.reader import forgotten
from generator.render.cards.fonts import OWN_FOLDER
from generator.render.theme import DEFAULT, shipped
from generator.workshop.program import PACKAGE, fingerprint

_LOOKS = ("themes", "locales", OWN_FOLDER)
_PASSED_OVER = frozenset({".git", ".friday", ".DS_Store"})


def source_digest(project: Path, config: Config, base_url: str = "") -> str:
    """SHA-256, hex, of every file that a site may be made of, and of the address it is made for.

    The register of publications has no part in it: publishing writes it.

    Raises:
        OSError: a file cannot be read.
    """
    digest = hashlib.sha256(base_url.encode())
    for name in _names(config):
        for file in _files(project / name):
            content = hashlib.sha256(file.read_bytes()).hexdigest()
            place = os.fsencode(file.relative_to(project).as_posix())
            digest.update(b"\n%s %s" % (content.encode(), place))
    return digest.hexdigest()


def sources(project: Path, config: Config, fonts: Iterable[Path]) -> tuple[Path, ...]:
    """Every file and folder that a build opens: the project's, the program's, the system's fonts.

    Relative places are those of the project's folder, wherever a command is run. The program comes
    first: what a link in the project leads to as well is looked at there.
    """
    own = (project.absolute() / name for name in (*_names(config), REGISTER))
    return (PACKAGE, *own, shipped() / DEFAULT, *fonts)


def _names(config: Config) -> Iterator[str]:
    """Files and folders of a project that say what its site is, but the register."""
    yield from (FILE, forgotten.FILE, config.content, *_LOOKS)
    if config.changelog:
        yield config.changelog


@cache
def program_digest() -> str:
    """SHA-256, hex, of this program: its source, its libraries, and the theme that it brings."""
    digest = hashlib.sha256(fingerprint().encode())
    folder = shipped() / DEFAULT
    for file in _files(folder):
        digest.update(f"\n{file.relative_to(folder).as_posix()}\n".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _files(place: Path) -> Iterator[Path]:
    """A file, or every file below a folder, in order."""
    if place.is_file():
        yield place
    elif place.is_dir():
        for entry in sorted(place.iterdir()):
            if entry.name not in _PASSED_OVER:
                yield from _files(entry)
