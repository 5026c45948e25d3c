"""Which program this is, so that a changed one never takes the results of another for its own."""

import hashlib
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGE = Path(__file__).parent.parent

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


@cache
def fingerprint() -> str:
    """A digest, hex, of this package's source and of the libraries that shape its output.

    It is the same in every process of one installation, and differs after any edit or upgrade.
    """
    digest = hashlib.sha256(platform.python_version().encode())
    for library in LIBRARIES:
        digest.update(f"\n{library} {_version(library)}".encode())
    for file in sorted(PACKAGE.rglob("*.py")):
        content = file.read_bytes()
        digest.update(f"\n{file.relative_to(PACKAGE).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


@cache
def fingerprint_of(rooms: tuple[Path, ...], libraries: tuple[str, ...]) -> str:
    """A digest, hex, of some folders and files of this package and of some libraries.

    For work that takes long and depends on nothing else: it is not done anew for every edit.
    """
    digest = hashlib.sha256(platform.python_version().encode())
    for library in libraries:
        digest.update(f"\n{library} {_version(library)}".encode())
    for room in rooms:
        folder = room if room.is_dir() else room.parent
        for file in sorted(room.rglob("*.py")) if room.is_dir() else (room,):
            content = file.read_bytes()
            digest.update(f"\n{file.relative_to(folder).as_posix()} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "absent"
