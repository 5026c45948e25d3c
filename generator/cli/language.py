"""The language that a command is asked for."""

from dataclasses import replace

import click

from generator.build.beginning import configuration
from generator.build.edition import Options
from generator.cli.options import Common
from generator.problems import shown


def chosen(lang: str, given: Common) -> str:
    """A language as the journal spells it; empty where none was asked for.

    Raises:
        click.UsageError: the journal has no such language.
        ProblemsFound: there is no configuration, or it has mistakes.
    """
    config = configuration(given.project, replace(Options(), base_url=given.base_url))
    found = config.language(lang) if lang else ""
    if lang and not found:
        known = ", ".join(config.languages)
        raise click.UsageError(f"'{shown(lang)}' is no language of this journal; it has {known}.")
    return found
