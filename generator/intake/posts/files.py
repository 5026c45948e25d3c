"""Writes the files of an entry, each whole or not at all, and overwrites nothing unasked."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from generator.files import put
from generator.intake.posts.pictures import same_files


class Outcome(StrEnum):
    """What became of a file that was to be written."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    EXISTS = "exists"


def write(target: Path, text: str, files: Mapping[str, Path], *, overwrite: bool) -> Outcome:
    """Write an entry's text and copy the files beside it, the text last.

    Args:
        target: file of the entry.
        files: what to copy into the target's folder, by new name; empty for a single file.
        overwrite: replace what is there with other content.

    Raises:
        OSError: a file cannot be read or written; what was there before is still whole.
    """
    data = text.encode("utf-8")
    if target.exists():
        if target.is_file() and target.read_bytes() == data and same_files(target.parent, files):
            return Outcome.UNCHANGED
        if not overwrite:
            return Outcome.EXISTS
    for name, file in files.items():
        put(target.parent / name, file.read_bytes())
    put(target, data)
    return Outcome.WRITTEN
