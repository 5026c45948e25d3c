"""`friday forget`: write down who asked to be forgotten, and say where files still hold them."""

import json
from collections.abc import Sequence

import click

from generator.build.beginning import configuration
from generator.build.edition import Options
from generator.cli import report
from generator.cli.options import Common, common, said
from generator.intake.forgetting import Wanted, clear_register, forget, remains
from generator.model.publication import REGISTER
from generator.problems import Location, gate
from generator.reader.forgotten import FILE, ForgottenList, forgotten


@click.command("forget")
@click.argument("person", required=False)
@click.option("--name", "names", multiple=True, help="One more name they are known by.")
@click.option("--handle", "handles", multiple=True, help="One more handle of theirs.")
@click.option("--list", "listing", is_flag=True, help="Say who is forgotten; write nothing.")
@common
def forget_(
    *, person: str | None, names: tuple[str, ...], handles: tuple[str, ...], listing: bool
) -> None:
    """Forget PERSON (an id, a handle or a name): the next build holds the name nowhere.

    One line is written into forgotten.yaml; to take it back, delete the line. Rows of published.csv
    that are called after them go at once, and their ids with them: git has the file as it was.
    What they did still counts, as somebody's. Names in your own files, and in the history of your
    repository, are yours to take out; the command says where they stand.
    """
    given = said()
    if (person is None) != listing:
        raise click.UsageError("Name somebody, or ask for --list.")
    with report.guarded(as_json=given.json):
        config = configuration(given.project, Options())
        if person is not None:
            line = forget(given.project, config, Wanted(person, names, handles))
            _tell_line(line, as_json=given.json)
        whom = forgotten(given.project, config)
        report.problems(gate(whom.problems), as_json=given.json)
        if person is not None:
            _tell_rows(clear_register(given.project, whom), as_json=given.json)
        places = sorted(remains(given.project, config, whom)) if whom.people else []
        if listing:
            _tell_list(whom, as_json=given.json)
        _tell_places(places, given)


def _tell_line(line: str, *, as_json: bool) -> None:
    if as_json:
        record = {"type": "forgotten", "file": FILE, "line": line, "written": bool(line)}
        click.echo(json.dumps(record, ensure_ascii=False))
    elif line:
        click.echo(f"{FILE}: {line}")
    else:
        click.echo(f"{FILE} names them already")


def _tell_rows(count: int, *, as_json: bool) -> None:
    if count and as_json:
        click.echo(json.dumps({"type": "register", "file": REGISTER, "rows": count}))
    elif count:
        click.echo(f"{REGISTER}: they are out of {count} row{'s' if count > 1 else ''}")


def _tell_list(whom: ForgottenList, *, as_json: bool) -> None:
    for each in whom.people:
        names, handles = sorted(each.names), sorted(each.ids)
        if as_json:
            record = {"type": "forgotten", "id": each.line.id, "token": each.token}
            click.echo(json.dumps({**record, "names": names, "handles": handles}))
        else:
            click.echo(
                f"{each.line.id} ({each.token}): {', '.join(dict.fromkeys((*handles, *names)))}"
            )
    if not whom.people and not as_json:
        click.echo("nobody is forgotten")


def _tell_places(places: Sequence[Location], given: Common) -> None:
    """Only paths and lines: what stands there is not to be spread once more."""
    if given.json:
        for place in places:
            record = {"type": "place", "file": place.file, "line": place.line}
            click.echo(json.dumps(record, ensure_ascii=False))
    elif places:
        click.echo("These files still hold them; no build will show it:")
        for place in places:
            click.echo(f"  {place}")
