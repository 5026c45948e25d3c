"""What `friday check` recommends: nothing is wrong yet, and one day it will be."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from generator.config import FILE, Config
from generator.reader.published import read_register
from generator.render.overrides import State, overrides
from generator.render.theme import DEFAULT


def tell(project: Path, config: Config, *, as_json: bool) -> None:
    """Print every recommendation, on standard error as text or on standard output as JSON."""
    for note in _notes(project, config):
        if as_json:
            click.echo(json.dumps({"type": "note", "message": note}, ensure_ascii=False))
        else:
            click.echo(f"note: {note}", err=True)


def _notes(project: Path, config: Config) -> Iterator[str]:
    if config.authority is None and not read_register(project)[0].authority:
        yield (
            f"{FILE} names no authority, so feed ids begin with '{config.tag_authority}', and all "
            f"would change with the address; write: authority: {config.tag_authority}"
        )
    if config.theme == DEFAULT:
        return
    folder = project / "themes" / config.theme
    old = sum(each.state in {State.BEHIND, State.LOST} for each in overrides(folder))
    if old:
        files = f"{old} file{'s' if old != 1 else ''}"
        yield f"the default theme has changed below {files} of yours: friday theme status"
