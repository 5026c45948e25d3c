"""Static files of a theme: slim, clean, and named after their content for browsers to keep."""

import hashlib
import posixpath
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from generator.pages.desk.pictures import is_picture
from generator.problems import Location, Problem, Severity
from generator.render import slim
from generator.render.pictures.develop import whole
from generator.render.pictures.faults import Fault
from generator.render.pictures.sniffing import refuse_disguise

FOLDER = "assets"
"""Folder of the site that holds them."""

_DIGITS = 8
_URL = re.compile(rb"""url\(\s*(["']?)([^"')?#\s]+)([^"')\s]*)\1\s*\)""")


class Asset(Struct, frozen=True):
    """A static file.

    Attributes:
        name: path below the theme's `static/`, by which templates ask for it.
        path: path in the site; holds the first digits of the content's SHA-256.
    """

    name: str
    path: str
    content: bytes


def assets(folders: Iterable[Path]) -> tuple[tuple[Asset, ...], list[Problem]]:
    """The files of all `static/` folders by name, and what is wrong with them.

    Pictures lose their metadata; those that cannot be read are left out. The first folder that has
    a file wins. `url(…)` in a stylesheet follows the file it names to its new name. Stylesheets are
    named last, so only files of other sorts are followed.
    """
    files: dict[str, Path] = {}
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            name = file.relative_to(folder).as_posix()
            if file.is_file() and not any(part.startswith(".") for part in name.split("/")):
                files.setdefault(name, file)
    named: dict[str, Asset] = {}
    problems: list[Problem] = []
    for name in sorted(files, key=lambda name: (name.endswith(".css"), name)):
        content = _clean(name, files[name].read_bytes(), problems)
        if content is None:
            continue
        if name.endswith(".css"):
            content = _style(name, _followed(name, content, named), problems)
        elif name.endswith(".js"):
            content = slim.script(content)
        named[name] = Asset(name, _path(name, content), content)
    return tuple(named[name] for name in sorted(named)), problems


def _clean(name: str, content: bytes, problems: list[Problem]) -> bytes | None:
    """The file as it may be published, pictures without their metadata; None if it must not be."""
    try:
        clean, fault = _developed(name, content)
    except Fault as fatal:
        clean, fault = None, fatal
    if fault:
        problems.append(fault.at(f"static/{name}"))
    return clean


@lru_cache(maxsize=64)
def _developed(name: str, content: bytes) -> tuple[bytes, Fault | None]:
    """A file as it may be published; remembered, because a preview loads its theme every time."""
    if is_picture(name):
        return whole(content, name)
    refuse_disguise(content)
    return content, None


def _style(name: str, content: bytes, problems: list[Problem]) -> bytes:
    """A slim stylesheet; one that cannot be read stays as it is, for browsers to make sense of."""
    try:
        return slim.style(content)
    except slim.BadStyle as error:
        place = Location(f"static/{name}", error.line)
        message = f"this stylesheet cannot be read: {error}"
        hint = "browsers will leave out what follows"
        problems.append(Problem(place, "bad-style", message, hint, Severity.WARNING))
        return content


def _path(name: str, content: bytes) -> str:
    stem, dot, ending = name.rpartition(".")
    digits = hashlib.sha256(content).hexdigest()[:_DIGITS]
    return f"{FOLDER}/{stem}.{digits}.{ending}" if dot else f"{FOLDER}/{name}.{digits}"


def _followed(name: str, content: bytes, named: Mapping[str, Asset]) -> bytes:
    here = posixpath.dirname(name)

    def renamed(match: re.Match[bytes]) -> bytes:
        target = posixpath.normpath(posixpath.join(here, match[2].decode("utf-8", "replace")))
        if target not in named:
            return match[0]
        start = posixpath.join(FOLDER, here)
        path = posixpath.relpath(named[target].path, start)
        return b'url("' + path.encode() + match[3] + b'")'

    return _URL.sub(renamed, content)
