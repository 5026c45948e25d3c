"""What checking takes beside what building does."""

import click

from generator.build.beginning import configuration
from generator.build.edition import Options
from generator.build.line import proofread
from generator.cli import notes, report
from generator.cli.building import options_of
from generator.cli.options import Common


def checked(given: Common) -> None:
    """Print every mistake, and what is recommended."""
    with report.progress(quiet=given.json) as tell:
        found = proofread(given.project, at=given.at, options=options_of(given, tell))
    report.problems(found, as_json=given.json)
    notes.tell(given.project, configuration(given.project, Options()), as_json=given.json)
    if not given.json:
        click.echo(report.counted(found))
