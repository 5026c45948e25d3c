"""Files of targets that are folders: copied whole, compared by content."""

import hashlib
import os
from pathlib import Path

from generator.targets.failures import TargetFailed

_CHUNK = 1 << 20


def digest_of(file: Path) -> str:
    """SHA-256 of a file's bytes, hex; empty if there is no plain file."""
    if not file.is_file():
        return ""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def linked(known: Path, place: Path, digest: str) -> bool:
    """Give a file with these bytes a second name; False if it has others, or cannot have two."""
    if known.is_symlink() or digest_of(known) != digest:
        return False
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(known, place)
    except OSError:  # a file system without second names, or one file with too many of them
        return False
    return True


def copied(source: Path, place: Path, digest: str, part: Path) -> None:
    """Copy a file of the site; at `place` there is nothing, or all of it.

    Args:
        part: a file of the same file system that may be overwritten.

    Raises:
        TargetFailed: the file does not hold what the site's manifest says.
        OSError: the system refuses.
    """
    sum_ = hashlib.sha256()
    with source.open("rb") as come, part.open("wb") as go:
        while chunk := come.read(_CHUNK):
            sum_.update(chunk)
            go.write(chunk)
    if sum_.hexdigest() != digest:
        raise changed_meanwhile(source)
    place.parent.mkdir(parents=True, exist_ok=True)
    part.replace(place)


def changed_meanwhile(file: Path) -> TargetFailed:
    """That a file of the site does not hold what the site's manifest says."""
    message = f"'{file}' changed while it was published"
    return TargetFailed(message, "publish again; nothing else may write into the site")
