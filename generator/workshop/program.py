"""Which program this is, so that a changed one never takes the results of another for its own."""

import hashlib
import os
import platform
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent.parent
_DESCRIPTION = ".dist-info"

# The libraries that shape what a page or a feed holds.
LIBRARIES = (
    "babel",
    "comrak",
    "css-inline",
    "feedgen",
    "icalendar",
    "jinja2",
    "lightningcss",
    "lxml",
    "markdown",
    "markupsafe",
    "nh3",
    "pillow",
    "pydantic",
    "pygments",
    "pymdown-extensions",
    "python-dateutil",
    "pyyaml",
    "rjsmin",
    "segno",
    "selectolax",
    "thorvg-python",
    "tzdata",
    "uharfbuzz",
)


_RECALLED: list[str] = []


def fingerprint() -> str:
    """A digest, hex, of this package's source and of the libraries that shape its output.

    It is the same in every process of one installation, and differs after any edit or upgrade.
    """
    return _RECALLED[0] if _RECALLED else fingerprint_of((PACKAGE,), LIBRARIES)


def recall(known: str) -> None:
    """Take this for the fingerprint, which takes 0.01 seconds to find out.

    The caller knows that every file of the package and all libraries were the same when it was
    found out, and when this process came to look at them.
    """
    _RECALLED[:] = [known]


@cache
def fingerprint_of(rooms: tuple[Path, ...], libraries: tuple[str, ...]) -> str:
    """A digest, hex, of some folders and files of this package and of some libraries.

    For work that takes long and depends on nothing else: it is not done anew for every edit.
    """
    digest = hashlib.sha256(platform.python_version().encode())
    for library in libraries:
        digest.update(f"\n{library} {_version(library)}".encode())
    for room in rooms:
        for name in _files(room) if room.is_dir() else [room.name]:
            content = (room / name if room.is_dir() else room).read_bytes()
            digest.update(f"\n{name} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()


def _files(folder: Path) -> list[str]:
    """Python files below a folder, relative to it."""
    start = len(os.fspath(folder)) + 1
    found = (f"{place}/{name}"[start:] for place, _, names in os.walk(folder) for name in names)
    return sorted(name for name in found if name.endswith(".py"))


def _version(library: str) -> str:
    if library in _installed():
        return _installed()[library]
    # It reads and understands a file of each library, and takes a moment to load.
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        return version(library)
    except PackageNotFoundError:
        return "absent"


@cache
def _installed() -> Mapping[str, str]:
    """Versions of libraries by name, both as the folders that describe them are called.

    The folder of a library is `NAME-VERSION.dist-info`, with `_` in the name for every run of
    `-`, `_` and `.` (Python Packaging User Guide, "Recording installed projects").
    """
    found: dict[str, str] = {}
    for place in sys.path:
        with suppress(OSError):
            for folder in sorted(os.listdir(place or ".")):  # noqa: PTH208 - names are all we need
                name, dash, version = folder.removesuffix(_DESCRIPTION).partition("-")
                if dash and folder.endswith(_DESCRIPTION):
                    found.setdefault(name.lower().replace("_", "-").replace(".", "-"), version)
    return found
