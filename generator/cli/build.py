"""`friday build` and `friday check`.

What is slow to load is loaded when there is something to do: see `generator.build.stamp`.
"""

import os

import click

from generator.build import stamp
from generator.build.result import Result
from generator.cli import report
from generator.cli.loading import loading
from generator.cli.options import Common, common, said
from generator.render.cards.fonts import system_folders


@click.command()
@click.option("--adopt", is_flag=True, help="Write into a folder that friday did not make.")
@click.option("--preview", is_flag=True, help="Also show what is not public yet, unlisted.")
@common
def build(*, adopt: bool, preview: bool) -> None:
    """Make the site.

    Nothing is written before everything is known to be right; mistakes are shown all at once,
    with file, line and cure. Where nothing has changed since the last build, nothing is done.

    With --preview, what is not public yet has a page below /preview/ whose address nobody can
    guess, and the addresses are printed. The next build without it takes those pages away.
    """
    given = said()
    watch = report.stopwatch()
    with report.guarded(as_json=given.json):
        if preview:
            _previewed(given, watch, adopt=adopt)
        else:
            _told(given, _built(given, adopt=adopt), watch)


def _built(given: Common, *, adopt: bool) -> Result:
    """The site as it stands, if that is all there is to say, else as it is built."""
    wish = {
        "output": given.output and given.output.absolute(),
        "base_url": given.base_url,
        "strict": given.strict,
        "fonts": system_folders(os.environ),
    }
    asked = stamp.asked(given.project, wish)
    standing = stamp.standing(given.project, asked, given.at)
    if standing and not standing.edited:
        return standing.result
    with loading():
        from generator.cli.building import made  # noqa: PLC0415 - takes half a second

    return made(given, asked, standing, adopt=adopt)


def _previewed(given: Common, watch: report.Watch, *, adopt: bool) -> None:
    with loading():
        from generator.cli import previews  # noqa: PLC0415 - the same

    edition = previews.previewed(given, adopt=adopt)
    _told(given, edition, watch)
    previews.tell(edition.previews, as_json=given.json)


def _told(given: Common, result: Result, watch: report.Watch) -> None:
    report.problems(result.problems, as_json=given.json)
    report.summary(result, watch(), as_json=given.json)


@click.command()
@common
def check() -> None:
    """Find every mistake without writing a site: fields, references, templates, links."""
    with loading():
        from generator.cli.checking import checked  # noqa: PLC0415 - the same

    given = said()
    with report.guarded(as_json=given.json):
        checked(given)
