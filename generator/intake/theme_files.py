"""Files of a theme and of its languages, written into a project: each whole, or not at all."""

from pathlib import Path

_ENDING = ".new"  # a name that no theme reads


def put(file: Path, text: str) -> None:
    """Write a file in one step; it holds what it held, or all of `text`.

    Raises:
        OSError: it cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}{_ENDING}")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    beside.replace(file)
