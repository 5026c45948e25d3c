"""`friday schema`."""

import json

import click

from generator.cli.options import common
from generator.kinds.schema import field_table, json_schema
from generator.kinds.table import KINDS


@click.command()
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.option("--markdown", is_flag=True, help="A table of the fields instead.")
@common
def schema(kind: str, *, markdown: bool) -> None:
    """Print the fields of a KIND as JSON Schema 2020-12, for editors that complete front matter."""
    if markdown:
        click.echo(field_table(KINDS[kind]))
    else:
        click.echo(json.dumps(json_schema(KINDS[kind]), ensure_ascii=False, indent=2))
