"""`friday build` and `friday check`."""

import os
from dataclasses import replace

import click

from generator.build.edition import Options
from generator.build.line import build as build_site
from generator.build.line import configuration, proofread
from generator.cli import notes, previews, report
from generator.cli.options import Common, common, said
from generator.render.cards.fonts import system_folders


def options_of(common_options: Common, tell: report.Tell, *, adopt: bool = False) -> Options:
    """The options of a build as the command line gave them."""
    return Options(
        output=common_options.output,
        base_url=common_options.base_url,
        jobs=common_options.jobs,
        strict=common_options.strict,
        fonts=system_folders(os.environ),
        adopt=adopt,
        progress=tell,
    )


@click.command()
@click.option("--adopt", is_flag=True, help="Write into a folder that friday did not make.")
@click.option("--preview", is_flag=True, help="Also show what is not public yet, unlisted.")
@common
def build(*, adopt: bool, preview: bool) -> None:
    """Make the site.

    Nothing is written before everything is known to be right; mistakes are shown all at once,
    with file, line and cure.

    With --preview, what is not public yet has a page below /preview/ whose address nobody can
    guess, and the addresses are printed. The next build without it takes those pages away.
    """
    given = said()
    watch = report.stopwatch()
    with report.guarded(as_json=given.json):
        with report.progress(quiet=given.json) as tell:
            options = options_of(given, tell, adopt=adopt)
            if preview:
                options = replace(options, preview_key=previews.key_of(given.project, os.environ))
            edition = build_site(given.project, at=given.at, options=options)
        report.problems(edition.problems, as_json=given.json)
        report.summary(edition, watch(), as_json=given.json)
    if preview:
        previews.tell(edition.previews, as_json=given.json)


@click.command()
@common
def check() -> None:
    """Find every mistake without writing a site: fields, references, templates, links."""
    given = said()
    with report.guarded(as_json=given.json):
        with report.progress(quiet=given.json) as tell:
            found = proofread(given.project, at=given.at, options=options_of(given, tell))
        report.problems(found, as_json=given.json)
        notes.tell(given.project, configuration(given.project, Options()), as_json=given.json)
        if not given.json:
            click.echo(report.counted(found))
