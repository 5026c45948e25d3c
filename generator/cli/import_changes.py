"""`friday import changelog`, `fragments`, `git`, `contributors` and `suggestions`."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from generator.build.beginning import configuration
from generator.build.edition import Options
from generator.cli import report
from generator.cli.options import Common, common, said
from generator.config import Config
from generator.intake.changes import changelogs, contributors, fragments, suggestions
from generator.intake.changes.changelogs import dates_in, import_changelogs
from generator.intake.changes.commits import Span, import_commits
from generator.intake.changes.contributors import import_contributors
from generator.intake.changes.fragments import import_fragments
from generator.intake.changes.git_history import NoHistory
from generator.intake.changes.issue_shapes import FIELDS
from generator.intake.changes.places import Places
from generator.intake.changes.releases import releases_of
from generator.intake.changes.report import Report, State
from generator.intake.changes.suggestions import import_suggestions
from generator.problems import gate, visible
from generator.reader.forgotten import forgotten

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_PEOPLE = click.option("--people", is_flag=True, help="Add who is named to the people table.")
_FORCE = click.option("--force", is_flag=True, help="Replace what was edited by hand, too.")
_PREFIX = click.option("--prefix", default="", help="Beginning of every id.")
_NEXT = click.option(
    "--release", default="next", help="The release that ships them: its id or version."
)
_ISSUES = click.option("--issues", default="", help="Address of an issue, with {} for its number.")


@click.command()
@click.argument("files", type=_FILE, nargs=-1, required=True)
@click.option("--name", default="", help="Name of the product, for the titles.")
@_PREFIX
@click.option("--lang", default="", help="Language of the changelog.")
@click.option("--full-names", is_flag=True, help="Names in brackets at the end are credit.")
@click.option("--base", default="", help="Address of the changelog, for links relative to it.")
@click.option("--dates", type=_FILE, help="JSON or CSV with a date for versions that have none.")
@_PEOPLE
@_FORCE
@common
def changelog(  # noqa: PLR0913 - each is an option
    files: tuple[Path, ...],
    *,
    name: str,
    prefix: str,
    lang: str,
    full_names: bool,
    base: str,
    dates: Path | None,
    people: bool,
    force: bool,
) -> None:
    """Import changelogs: a release for each version in FILES.

    Keep a Changelog and its common variants are understood, in English and Chinese, with those who
    are credited in them. What was not understood is listed with its line.
    """
    given = said()
    with _told(given) as config:
        wish = changelogs.Wish(
            name=name,
            prefix=prefix,
            lang=_language(config, lang),
            full_names=full_names,
            base=base,
            dates=dates_in(dates) if dates else {},
            people=people,
            force=force,
            bots=tuple(config.bots),
        )
        _print(import_changelogs(files, _places(given, config), wish, _today(given, config)), given)


@click.command(name="fragments")
@click.argument("folder", type=_FOLDER)
@_NEXT
@_ISSUES
@_PREFIX
@_PEOPLE
@_FORCE
@common
def fragments_(
    folder: Path, *, release: str, issues: str, prefix: str, people: bool, force: bool
) -> None:
    """Import the changelog fragments in FOLDER: one change a file.

    Fragments are those of towncrier (1234.bugfix.rst), or have a title in their front matter.
    """
    given = said()
    with _told(given) as config:
        wish = fragments.Wish(release, issues, prefix, people, force, tuple(config.bots))
        _print(import_fragments(folder, _places(given, config), wish), given)


@click.command()
@click.argument("repository", type=_FOLDER, default=Path())
@click.option("--since", required=True, help="Revision behind which to begin, such as v1.2.")
@click.option("--until", default="HEAD", help="Revision to end with.")
@click.option("--by-tag", is_flag=True, help="Changes belong to the release of the next tag.")
@click.option("--every", is_flag=True, help="Also commits that thank nobody.")
@_NEXT
@_PEOPLE
@_FORCE
@common
def git(  # noqa: PLR0913 - each is an option
    repository: Path,
    *,
    since: str,
    until: str,
    by_tag: bool,
    every: bool,
    release: str,
    people: bool,
    force: bool,
) -> None:
    """Import commits of REPOSITORY that thank somebody: one change each.

    Whom they thank stands in their trailers, such as Reported-by; .mailmap is obeyed, programs and
    AI tools are left out.
    """
    given = said()
    with _told(given) as config:
        places = _places(given, config)
        wish = fragments.Wish(release=release, people=people, force=force, bots=tuple(config.bots))
        span = Span(since, until, every=every, by_tag=by_tag)
        known = releases_of(places.content) if by_tag else {}
        _print(import_commits(repository, span, places, wish, known), given)


@click.command(name="contributors")
@click.argument("file", type=_FILE)
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Day of the ledger's rows.")
@click.option("--what", default="", help="What the rows say; default: the project's name.")
@_FORCE
@common
def contributors_(file: Path, *, day: datetime | None, what: str, force: bool) -> None:
    """Import FILE, an .all-contributorsrc: its people, and what they did into the ledger."""
    given = said()
    with _told(given) as config:
        iso = day.date().isoformat() if day else _today(given, config)
        wish = contributors.Wish(iso, what, force, tuple(config.bots))
        _print(import_contributors(file, _places(given, config), wish), given)


@click.command(name="suggestions")
@click.argument("file", type=_FILE)
@click.option("--map", "maps", multiple=True, metavar="FIELD=COLUMN", help="Where a field stands.")
@_PREFIX
@click.option("--label", default="", help="Only issues with this label.")
@click.option("--channel", default="", help="Where they came in.")
@click.option("--refused", is_flag=True, help="Also those that were declined.")
@_FORCE
@common
def suggestions_(
    file: Path,
    *,
    maps: tuple[str, ...],
    prefix: str,
    label: str,
    channel: str,
    refused: bool,
    force: bool,
) -> None:
    """Import the issues in FILE, JSON of a forge or a feedback board, or CSV, as suggestions."""
    given = said()
    columns = _columns(maps)
    with _told(given) as config:
        wish = suggestions.Wish(prefix, columns, label, channel, refused, force, tuple(config.bots))
        places = _places(given, config)
        _print(import_suggestions(file, places, wish, _today(given, config)), given)


COMMANDS = (changelog, fragments_, git, contributors_, suggestions_)
"""What `friday import` has of these."""


@contextmanager
def _told(given: Common) -> Iterator[Config]:
    """The configuration; what stops an import ends with a sentence that says why."""
    with report.guarded(as_json=given.json):
        config = configuration(given.project, Options())
    try:
        yield config
    except (ValueError, NoHistory) as error:
        raise click.UsageError(visible(str(error))) from error
    except OSError as error:
        if error.filename is None:  # no file, but whoever reads what is printed, has gone
            raise
        reason = f"'{error.filename}': {error.strerror}"
        raise click.ClickException(reason) from error


def _content(given: Common, config: Config) -> Path:
    return given.project / config.content


def _places(given: Common, config: Config) -> Places:
    with report.guarded(as_json=given.json):
        whom = forgotten(given.project, config)
        report.problems(gate(whom.problems), as_json=given.json)
    return Places(given.project, _content(given, config), whom.scrubber)


def _today(given: Common, config: Config) -> str:
    return given.at.astimezone(config.zone).date().isoformat()


def _language(config: Config, lang: str) -> str:
    if not lang:
        return ""
    known = config.language(lang)
    if not known:
        raise ValueError(f"'{lang}' is no language of this journal")
    return "" if known == config.main_language else known


def _columns(maps: tuple[str, ...]) -> dict[str, str]:
    columns = {}
    for each in maps:
        name, sign, column = each.partition("=")
        if not sign or name.strip() not in FIELDS or not column.strip():
            fields = ", ".join(FIELDS)
            raise click.UsageError(f"--map '{each}': write FIELD=COLUMN; fields are {fields}")
        columns[name.strip()] = column.strip()
    return columns


def _print(done: Report, given: Common) -> None:
    if given.json:
        for each in done.done:
            _record(
                "imported", source=each.source, target=each.target, id=each.id, state=each.state
            )
        for note in done.notes:
            what = {"code": note.code, "message": note.message}
            _record("note", source=note.source, line=note.line, **what)
        _record("summary", **{name.replace(" ", "_"): n for name, n in done.numbers.items()})
        return
    for note in done.notes:
        click.echo(visible(str(note)), err=True)
    states = Counter(each.state for each in done.done)
    words = [f"{states[state]} {state}" for state in State if states[state]]
    click.echo(", ".join(words) or "nothing to import")
    numbers = [f"{n} {name}" for name, n in done.numbers.items() if n]
    if numbers:
        click.echo(", ".join(numbers))


def _record(type_: str, **values: object) -> None:
    click.echo(json.dumps({"type": type_, **values}, ensure_ascii=False))
