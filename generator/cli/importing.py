"""`friday import`."""

import json
from collections import Counter
from pathlib import Path

import click

from generator.build.beginning import configuration
from generator.build.edition import Options
from generator.cli import report
from generator.cli.import_ballots import ballots, roll
from generator.cli.import_changes import COMMANDS
from generator.cli.options import common, said
from generator.intake.posts.importer import import_posts
from generator.intake.posts.report import ImportReport
from generator.kinds.table import KINDS

_FOLDERS = [kind.folder for kind in KINDS.values()]


@click.group(name="import")
@common
def import_() -> None:
    """Take over what lies elsewhere."""


import_.add_command(ballots)
import_.add_command(roll)
for _command in COMMANDS:
    import_.add_command(_command)


@import_.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--into", type=click.Choice(_FOLDERS), default="diaries", help="Folder of entries.")
@click.option("--prefix", default="", help="Beginning of every id, so that imports do not meet.")
@click.option(
    "--manifest",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="JSON or CSV with the dates of files that hold none.",
)
@click.option("--lang", default="", help="Language of posts that name none.")
@click.option("--permalink", default="", help="Old addresses, such as /{year}/{month}/{slug}/.")
@click.option("--fragments", is_flag=True, help="Files of one dated folder are one post.")
@click.option("--force", is_flag=True, help="Replace files that hold something else.")
@common
def posts(  # noqa: PLR0913 - each is an option
    folder: Path,
    *,
    into: str,
    prefix: str,
    manifest: Path | None,
    lang: str,
    permalink: str,
    fragments: bool,
    force: bool,
) -> None:
    """Import the posts in FOLDER, written for Pelican, Jekyll, Hugo, Zola, Docusaurus or none.

    Old addresses become aliases, pictures are copied, and what could not be taken is listed with
    its reason.
    """
    given = said()
    with report.guarded(as_json=given.json):
        config = configuration(given.project, Options())
    with report.progress(quiet=given.json) as tell:
        done = [0]

        def count(finished: int, total: int) -> None:
            tell("posts", total, finished - done[0])
            done[0] = finished

        try:
            result = import_posts(
                folder,
                given.project / config.content,
                kind_folder=into,
                prefix=prefix,
                dialect=config.dialect_of(into),
                manifest=manifest,
                lang=lang,
                zone=config.zone,
                permalink=permalink,
                fragments=fragments,
                overwrite=force,
                progress=count,
            )
        except ValueError as error:
            raise click.UsageError(str(error)) from error
    _print(result, as_json=given.json)


def _print(result: ImportReport, *, as_json: bool) -> None:
    if as_json:
        for post in result.imported:
            _record("imported", source=post.source, target=post.target, id=post.id)
        for left in result.skipped:
            _record("skipped", source=left.source, reason=left.reason)
        for note in result.notes:
            what = {"code": note.code, "message": note.message}
            _record("note", source=note.source, line=note.line, **what)
        return
    for note in result.notes:
        click.echo(str(note), err=True)
    for left in result.skipped:
        click.echo(f"{left.source}: skipped: {left.reason}", err=True)
    states = Counter(str(post.state) for post in result.imported)
    said_states = ", ".join(f"{n} {state}" for state, n in sorted(states.items())) or "nothing"
    click.echo(
        f"{len(result.imported)} imported ({said_states}), {len(result.skipped)} skipped, "
        f"{len(result.notes)} notes"
    )


def _record(type_: str, **values: object) -> None:
    click.echo(json.dumps({"type": type_, **values}, ensure_ascii=False))
