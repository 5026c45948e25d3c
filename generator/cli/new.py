"""`friday new`."""

import json
from zoneinfo import ZoneInfo

import click

from generator.build.edition import Options
from generator.build.line import configuration, drafted
from generator.cli import report
from generator.cli.options import common, said
from generator.intake.new_entry import AlreadyThere, Wish, counts, write
from generator.journal.journal import Journal
from generator.kinds.table import KINDS


@click.command()
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("title")
@click.option("--lang", default="", help="Language of the file, such as en.")
@common
def new(kind: str, title: str, lang: str) -> None:
    """Begin an entry: a file with everything that its KIND needs, and TITLE."""
    given = said()
    with report.guarded(as_json=given.json):
        config = configuration(given.project, Options())
        if not title.strip():
            raise click.UsageError("An entry needs a title.")
        if lang and not config.language(lang):
            known = ", ".join(config.languages)
            raise click.UsageError(f"'{lang}' is no language of this journal; it has {known}.")
        number = None
        if counts(KINDS[kind]):
            with drafted(given.project, at=given.at, options=Options(jobs=given.jobs)) as draft:
                number = _next_number(draft.journal, kind)
    local = given.at.astimezone(ZoneInfo(config.timezone))
    try:
        file = write(given.project / config.content, Wish(KINDS[kind], title, local, number, lang))
    except AlreadyThere as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"The file cannot be written: {error}") from error
    record = {"type": "written", "file": str(file)}
    click.echo(json.dumps(record, ensure_ascii=False) if given.json else str(file))


def _next_number(journal: Journal, kind: str) -> int:
    """One more than the highest number of a kind, public or not."""
    numbers = (
        getattr(versions[0].record, "number", None)
        for reference, versions in journal.versions.items()
        if reference.kind == kind
    )
    return max((number for number in numbers if number is not None), default=0) + 1
