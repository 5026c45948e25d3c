"""`friday schema`."""

import json

import click

from generator.cli.options import common
from generator.config import Config
from generator.kinds.schema import field_table, json_schema, records_of, schema_of
from generator.kinds.table import KINDS

_CONFIG = "config"


@click.command()
@click.argument("kind", type=click.Choice([*KINDS, _CONFIG]))
@click.option("--markdown", is_flag=True, help="A table of the fields instead.")
@common
def schema(kind: str, *, markdown: bool) -> None:
    """Print the fields of a KIND as JSON Schema 2020-12, for editors that complete front matter.

    The schema of `friday.yaml` is that of the kind `config`.
    """
    if markdown:
        records = (Config,) if kind == _CONFIG else records_of(KINDS[kind])
        click.echo("\n".join(field_table(record) for record in records))
        return
    found = (
        schema_of((Config,), title="friday.yaml", description="The configuration of a journal.")
        if kind == _CONFIG
        else json_schema(KINDS[kind])
    )
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))
