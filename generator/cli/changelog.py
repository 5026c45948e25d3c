"""`friday changelog`: the releases of the journal as a changelog in Markdown."""

import json
from dataclasses import replace
from pathlib import Path

import click

from generator.build.line import Draft, drafted
from generator.cli import report
from generator.cli.building import options_of
from generator.cli.options import Common, common, said
from generator.kinds.change import Change
from generator.problems import Severity, gate
from generator.reader.waiting import waiting
from generator.render.changelog import Wish
from generator.render.changelog import changelog as written


@click.command()
@click.option("--lang", default="", help="Language, such as en; default: the main one.")
@click.option("--unreleased", is_flag=True, help="Begin with the changes that wait for a release.")
@click.option("--links", is_flag=True, help="Link to pages of the site instead of naming entries.")
@common
def changelog(*, lang: str, unreleased: bool, links: bool) -> None:
    """Write the public releases as a changelog in the form of Keep a Changelog.

    It is printed, or written into the file that --output names, such as CHANGELOG.md. It holds each
    change with its why, its credits and what it refers to, so that it can be read in place again
    (`changelog: CHANGELOG.md` in friday.yaml); the prose of releases stays behind. With --links it
    is for readers elsewhere: references become addresses of the site.
    """
    given = said()
    options = replace(options_of(given, _quiet), output=None)
    with (
        report.guarded(as_json=given.json),
        drafted(given.project, at=given.at, options=options) as draft,
    ):
        errors = [p for p in draft.problems if p.severity is Severity.ERROR]
        gate(errors)
        _fits(draft, given, lang)
        chosen = draft.config.language(lang) or draft.config.main_language
        more = _waiting(draft, given, chosen) if unreleased else ()
        _put(written(draft.journal, Wish(chosen, links=links), more), given)


def _quiet(_step: str, _total: int, _done: int) -> None:
    """A file this small needs no progress bar."""


def _fits(draft: Draft, given: Common, lang: str) -> None:
    """Refuse what does not go together."""
    config = draft.config
    if lang and not config.language(lang):
        known = ", ".join(config.languages)
        raise click.UsageError(f"'{lang}' is no language of this journal; it has {known}.")
    source = given.project / config.changelog if config.changelog else None
    if source and given.output and given.output.resolve() == source.resolve():
        why = "written out of itself it would lose its prose"
        raise click.UsageError(f"{config.changelog} is read in place: {why}.")


def _waiting(draft: Draft, given: Common, lang: str) -> tuple[Change, ...]:
    found = waiting(given.project, draft.config, draft.forgotten)
    return tuple(each.in_language(lang) for each in found)


def _put(text: str, given: Common) -> None:
    """Print the changelog, or write it and say where."""
    if given.output is None:
        record = {"type": "changelog", "text": text}
        click.echo(json.dumps(record, ensure_ascii=False) if given.json else text, nl=given.json)
        return
    _write(given.output, text)
    record = {"type": "written", "file": str(given.output)}
    click.echo(json.dumps(record, ensure_ascii=False) if given.json else str(given.output))


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.ClickException(f"The file cannot be written: {error}") from error
