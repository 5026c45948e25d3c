"""`friday init`."""

import json
from pathlib import Path
from urllib.parse import urlsplit

import click

from generator.cli.options import common, said
from generator.intake.starter import FolderInUse, begin


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="Name of the journal; default: the folder's name.")
@click.option("--url", default="https://example.org/", help="Address where it will be published.")
@common
def init(folder: Path, title: str | None, url: str) -> None:
    """Begin a journal in FOLDER: a small one, with comments that explain it."""
    given = said()
    host = _host(url)
    values = {
        "title": title or folder.resolve().name.replace("-", " ").title() or "A journal",
        "date": f"{given.at:%Y-%m-%d}",
        "base_url": url,
        "authority": f"{host},{given.at:%Y}",
    }
    try:
        begun = begin(folder, values)
    except FolderInUse as error:
        raise click.UsageError(f"{error}; give the name of a new folder") from error
    except OSError as error:
        raise click.ClickException(f"The folder cannot be written: {error}") from error
    for file in begun.files:
        record = {"type": "written", "file": str(file)}
        click.echo(json.dumps(record, ensure_ascii=False) if given.json else f"  {file}")
    if not given.json:
        click.echo(f"\nA journal to begin with. Now: cd {folder} && friday serve")


def _host(url: str) -> str:
    """The host of a web address in ASCII (IDNA), as permanent ids spell it."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
    except ValueError:
        parts, host = urlsplit(""), ""
    if parts.scheme not in {"http", "https"} or not host or parts.query or parts.fragment:
        raise click.UsageError(f"'{url}' is no web address; write https://example.org/")
    return host
