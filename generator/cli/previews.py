"""Building previews: their key, and what is printed of them."""

import json
import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from generator.build.edition import Edition
from generator.build.line import build
from generator.build.stamp import PRIVATE
from generator.cli import report
from generator.cli.building import options_of
from generator.cli.options import Common
from generator.files import beside
from generator.pages.plan import Previewed
from generator.problems import visible

VARIABLE = "FRIDAY_PREVIEW_KEY"
"""Variable of the environment with the key, for machines that keep no files."""
FILE = "preview.key"
LEAST_CHARACTERS = 32

_BYTES = 32


def previewed(given: Common, *, adopt: bool) -> Edition:
    """Build the site with pages for what is not public yet."""
    with report.progress(quiet=given.json) as tell:
        key = key_of(given.project, os.environ)
        options = replace(options_of(given, tell, adopt=adopt), preview_key=key)
        return build(given.project, at=given.at, options=options)


def key_of(project: Path, environment: Mapping[str, str]) -> bytes:
    """The key that addresses of previews are derived from: from the environment, else a file.

    A project without one gets `.friday/preview.key`, which its owner alone may read and which git
    does not see.

    Raises:
        click.UsageError: the key is too short to be a secret.
        click.ClickException: the file cannot be read or written.
    """
    if VARIABLE in environment:
        return _long_enough(environment[VARIABLE], VARIABLE)
    file = project / PRIVATE / FILE
    try:
        text = file.read_text(encoding="utf-8") if file.exists() else _new(file)
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"The key of previews cannot be kept: {error}") from error
    return _long_enough(text, str(file))


def tell(found: Sequence[Previewed], *, as_json: bool) -> None:
    """Print the address of each preview, with what it shows and when that goes live."""
    for each in found:
        until = each.until.isoformat() if each.until else None
        if as_json:
            record = {
                "type": "preview",
                "entry": each.entry,
                "language": each.lang,
                "title": each.title,
                "url": each.url,
                "until": until,
                "because": each.because,
            }
            click.echo(json.dumps(record, ensure_ascii=False))
        else:
            when = f"goes live at {each.until:%Y-%m-%d %H:%M %Z}" if each.until else each.because
            click.echo(f"{each.url}  {visible(f'{each.entry} ({each.lang}), {when}')}")
    if not found and not as_json:
        click.echo("there is nothing to preview: everything is public, or was taken back")


def _new(file: Path) -> str:
    """A new key in a file of its own; another process may have made one at the same time."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unseen = file.parent / ".gitignore"
    if not unseen.exists():
        unseen.write_text("*\n", encoding="utf-8")
    text = secrets.token_hex(_BYTES)
    with beside(file, f"{text}\n".encode(), private=True) as made:
        try:
            os.link(made, file)  # a renamed file would replace the key that another process uses
        except FileExistsError:
            return file.read_text(encoding="utf-8")
    return text


def _long_enough(text: str, where: str) -> bytes:
    key = text.strip()
    if len(key) < LEAST_CHARACTERS:
        raise click.UsageError(
            f"The key of previews in {where} has {len(key)} characters; it needs "
            f"{LEAST_CHARACTERS} that nobody can guess, such as from: openssl rand -hex 32"
        )
    return key.encode()
