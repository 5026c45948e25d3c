"""The key that receipts are made with: kept outside the project, made when it is first needed."""

import os
import sys
from pathlib import Path

import click

from generator.files import put
from generator.intake.ballots.receipts import KEY_BYTES

_NAME = "ballots.key"


def usual_place() -> Path:
    """The key file in the folder where this system keeps what belongs to a user.

    XDG Base Directory Specification 0.8: `$XDG_CONFIG_HOME`, else `~/.config`. On Windows it is
    `%APPDATA%`.
    """
    if sys.platform == "win32":
        base = os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming"
    else:
        base = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(base) / "friday" / _NAME


def outside(file: Path, project: Path, what: str) -> Path:
    """The file, if it lies neither in the project nor in the git work tree around it.

    Raises:
        click.UsageError: it does, and could be published by mistake.
    """
    if is_inside(file, project):
        raise click.UsageError(
            f"{what} must not lie in the project or its repository, as '{file}' does: "
            "who has it can tell who voted. Name a file elsewhere."
        )
    return file


def is_inside(file: Path, project: Path) -> bool:
    """Whether a file lies in the project, or in the git work tree around it."""
    real, root = file.resolve(), project.resolve()
    trees = [root, *(folder for folder in (root, *root.parents) if (folder / ".git").exists())]
    return any(real.is_relative_to(tree) for tree in trees)


def read_or_make(file: Path, *, must_be_there: bool = False) -> bytes:
    """The key in a file; where there is none, a new one that only its owner may read.

    Raises:
        click.UsageError: the file holds something else, or cannot be read or made.
    """
    try:
        if not file.exists() and not must_be_there:
            # the one place where chance is asked
            put(file, os.urandom(KEY_BYTES), private=True)
            click.echo(f"{file}: a new key was made; keep it, and keep it secret", err=True)
        key = file.read_bytes()
    except OSError as error:
        raise click.UsageError(f"The key '{file}' cannot be read: {error.strerror}.") from error
    if len(key) != KEY_BYTES:
        raise click.UsageError(f"'{file}' is no key: a key has {KEY_BYTES} bytes.")
    return key
