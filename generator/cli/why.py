"""`friday why`: why a file is or is not public, when it appears, and which outputs show it."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click
from msgspec import Struct

from generator.build.edition import Options
from generator.build.line import Draft, drafted
from generator.build.outputs import Sight, sights
from generator.cli import report
from generator.cli.building import options_of
from generator.cli.keeping import kept
from generator.cli.options import Common, common, said
from generator.problems import Severity
from generator.reader.waiting import waiting


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@common
def why(file: Path) -> None:
    """Say why FILE is or is not public, when it appears, and which outputs show it."""
    given = said()
    with report.guarded(as_json=given.json):
        options = options_of(given, _quiet)
        with drafted(given.project, at=given.at, options=options) as draft:
            name = _inside(file, given.project)
            found = sights(draft, name)
            if not found and _waits(name, given, draft):
                return
            if not found:
                _no_entry(name, draft, as_json=given.json)
            for sight in found:
                later = _later(given, options, sight)
                _print(sight, later, draft, as_json=given.json)


def _quiet(_step: str, _total: int, _done: int) -> None:
    """A question needs no progress bar."""


def _inside(file: Path, project: Path) -> str:
    """The file relative to the project folder, whether it was given from there or from here."""
    for base in (Path(), project):
        whole = (base / file).resolve()
        if whole.exists() and whole.is_relative_to(project.resolve()):
            return whole.relative_to(project.resolve()).as_posix()
    return file.as_posix()


def _waits(name: str, given: Common, draft: Draft) -> bool:
    """Say so if a file holds a change that waits for the release that will ship it."""
    found = waiting(given.project, draft.config, draft.forgotten)
    if not any(name in each.files for each in found):
        return False
    because = "it waits for the release that will ship it"
    if given.json:
        record = {"type": "why", "file": name, "public": False, "because": because}
        click.echo(json.dumps(record, ensure_ascii=False))
    else:
        click.echo(f"{name} is not public: {because}")
    return True


def _no_entry(name: str, draft: Draft, *, as_json: bool) -> None:
    errors = [p for p in draft.problems if p.severity is Severity.ERROR]
    here = [problem for problem in errors if problem.location.file == name]
    report.problems(here, as_json=as_json)
    reason = "it has mistakes" if here else "it is no file of an entry"
    raise click.ClickException(f"{name} makes no entry: {reason}")


class Appearance(Struct, frozen=True):
    """When an entry that is hidden appears by itself, and where it is seen then."""

    at: datetime
    outputs: tuple[str, ...]


def _later(given: Common, options: Options, sight: Sight) -> Appearance | None:
    """How it will be when it appears by itself; None if it does not.

    What keeps it back now may be followed by something else: its own date by that of its companion.
    """
    place, at = sight.entry.location, None
    options = replace(options, seen=given.at)
    while sight.hidden is not None:
        if sight.hidden.until is None:
            return None
        at = sight.hidden.until
        with drafted(given.project, at=at, options=options) as future:
            sight = next(s for s in sights(future, place.file, place.line))
    return Appearance(at, sight.outputs) if at else None


def _print(sight: Sight, later: Appearance | None, draft: Draft, *, as_json: bool) -> None:
    until = later.at if later else None
    if as_json:
        record = {
            "type": "why",
            "entry": str(sight.entry.reference),
            "lang": sight.entry.lang,
            "public": sight.hidden is None,
            "because": sight.hidden.because if sight.hidden else "",
            "appears": until.isoformat() if until else None,
            "url": sight.url,
            "outputs": list((later or sight).outputs),
            **kept(sight.entry, draft).record(),
        }
        click.echo(json.dumps(record, ensure_ascii=False))
        return
    name = f"{sight.entry.reference} ({sight.entry.lang})"
    if sight.hidden is None:
        click.echo(f"{name} is public: {sight.url}")
    else:
        click.echo(f"{name} is not public: {sight.hidden.because}")
        click.echo(f"  {_when(until, draft)}")
    for line in kept(sight.entry, draft).lines():
        click.echo(f"  {line}")
    shown = later or sight
    if shown.outputs:
        click.echo("  shown in:" if sight.hidden is None else "  it will be shown in:")
        for output in shown.outputs:
            click.echo(f"    {output}")


def _when(until: datetime | None, draft: Draft) -> str:
    if until is None:
        return "it does not appear by itself"
    local = until.astimezone(draft.config.zone)
    return f"it appears at the first build after {local.isoformat()}"
