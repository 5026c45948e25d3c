"""`friday rollback`: readers see once more what they saw before the last publish."""

import json
import os

import click

from generator.build.beginning import configuration
from generator.build.edition import Options
from generator.cli import report
from generator.cli.options import common, said
from generator.cli.publish import told
from generator.targets.publishing import rolled_back


@click.command()
@click.argument("steps", type=click.IntRange(1, 100), default=1)
@click.option("--to", metavar="NAME", default="", help="Target in friday.yaml, if not the usual.")
@common
def rollback(*, steps: int, to: str) -> None:
    """Show readers what they saw STEPS publishes ago (1).

    Files of the project stay as they are. `friday publish --if-due` does nothing until one of them
    changes; `friday publish` publishes them again.
    """
    given = said()
    with report.guarded(as_json=given.json), told(as_json=given.json):
        config = configuration(given.project, Options())
        name, record = rolled_back(given.project, config, to, os.environ, steps)
        if given.json:
            shown = {"type": "rollback", "target": name, "sequence": record.sequence}
            click.echo(json.dumps({**shown, "files": len(record.files)}))
        else:
            click.echo(f"{name}: readers see what they saw before, as number {record.sequence}")
