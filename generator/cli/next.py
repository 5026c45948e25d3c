"""`friday next`: the next instant at which the site changes, and the rhythm for what starts it."""

import json
import shlex
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from itertools import islice
from pathlib import Path

import click

from generator.build.line import Draft, drafted
from generator.cli import report
from generator.cli.building import options_of
from generator.cli.moments import calendar_of, local, next_of, quiet, record_of, sentence
from generator.cli.options import common, said
from generator.journal.crontab import cron, patterns, systemd
from generator.journal.timetable import Rhythm, rhythms
from generator.model.cadence import Slot
from generator.model.zones import name_at, named
from generator.problems import gate
from generator.render.calendar import calendar_file

_YEARS = timedelta(days=10 * 366)
"""So long, that summer and winter time have met every day of the rhythm that they can meet."""
_MOST = 8000  # slots that are looked at


class Zone(click.ParamType[tzinfo]):
    """The IANA name of a time zone."""

    name = "zone"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tzinfo:
        """The zone of a name."""
        try:
            return named(str(value))
        except ValueError:
            self.fail(f"'{value}' is no time zone; write Asia/Shanghai or UTC", param, ctx)


@click.command("next")
@click.option("as_cron", "--cron", is_flag=True, help="Print lines for a crontab.")
@click.option("--zone", type=Zone(), default="UTC", help="Zone of cron's clock (UTC).")
@click.option("as_systemd", "--systemd", is_flag=True, help="Print a systemd timer.")
@click.option("as_ics", "--ics", is_flag=True, help="Print a calendar.")
@common
def next_(*, as_cron: bool, zone: tzinfo, as_systemd: bool, as_ics: bool) -> None:
    """Say when the site changes next by itself, and why.

    With --cron or --systemd: when to start 'friday publish --if-due', by the cadences.
    """
    given = said()
    with (
        report.guarded(as_json=given.json),
        drafted(given.project, at=given.at, options=options_of(given, quiet)) as draft,
    ):
        gate(draft.problems)
        if as_ics:
            ahead = next_of(draft.journal)
            click.echo(calendar_file(calendar_of(ahead, draft)), nl=False)
        elif given.json:
            click.echo(json.dumps(_record(draft, zone), ensure_ascii=False))
        else:
            timed = _timer(draft) if as_systemd else _lines(draft)
            for line in _crontab(draft, zone, given.project) if as_cron else timed:
                click.echo(line)


def _lines(draft: Draft) -> Iterator[str]:
    for each in next_of(draft.journal):
        yield sentence(each, draft)
    for rhythm in rhythms(draft.config):
        slot = next(rhythm.slots(draft.journal.at), None)
        if slot is not None:
            yield f"{local(slot.at, draft.config)} next slot of '{rhythm.id}'"


def _record(draft: Draft, zone: tzinfo) -> dict[str, object]:
    ahead = next_of(draft.journal)
    return {
        "type": "next",
        "at": local(draft.journal.at, draft.config),
        "next": local(ahead[0].at, draft.config) if ahead else None,
        "occasions": [record_of(each, draft) for each in ahead],
        "cadences": [
            {"id": each.id, "cron": _cron_of(each, draft, zone), "systemd": _systemd(each, draft)}
            for each in rhythms(draft.config)
        ],
        "zone": str(zone),
    }


def _ahead(rhythm: Rhythm, at: datetime) -> list[Slot]:
    return list(islice(rhythm.slots(at, at + _YEARS), _MOST))


def _cron_of(rhythm: Rhythm, draft: Draft, zone: tzinfo) -> list[str]:
    """Lines that meet every slot: moved ones have lines of their own as long as they lie ahead."""
    ahead = _ahead(rhythm, draft.journal.at)
    usual = patterns((slot.at for slot in ahead if not slot.moved), zone)
    moved = patterns((slot.at for slot in ahead if slot.moved), zone)
    return list(dict.fromkeys(map(cron, (*usual, *moved))))


def _systemd(rhythm: Rhythm, draft: Draft) -> list[str]:
    """Calendar events that meet every slot, each in the zone of the rhythm's clocks."""
    by_zone: dict[str, list[Slot]] = {}
    for slot in _ahead(rhythm, draft.journal.at):
        by_zone.setdefault(name_at(rhythm.zone_at(slot), slot.at), []).append(slot)
    found = []
    for name, ahead in by_zone.items():
        usual = patterns((slot.at for slot in ahead if not slot.moved), named(name))
        moved = (slot.at.astimezone(named(name)) for slot in ahead if slot.moved)
        found += [systemd(pattern, name) for pattern in usual]
        found += [f"{when:%Y-%m-%d %H:%M:%S} {name}" for when in moved]
    return list(dict.fromkeys(found))


def _crontab(draft: Draft, zone: tzinfo, folder: Path) -> Iterator[str]:
    project = shlex.quote(str(folder.resolve())).replace("%", "\\%")  # cron's end of line
    yield f"# When to publish, by the cadences of the journal. Cron's clock must be that of {zone}:"
    yield "# it knows no other. Where clocks change, both hours stand here, each in its months, and"
    yield "# a line may fire an hour off; '--if-due' does nothing then."
    for rhythm in rhythms(draft.config):
        yield f"# {rhythm.id}"
        for line in _cron_of(rhythm, draft, zone):
            yield f"{line} cd {project} && friday publish --if-due"


def _timer(draft: Draft) -> Iterator[str]:
    yield "# orange-friday.timer: starts orange-friday.service, which runs friday publish --if-due"
    yield from ("[Unit]", "Description=Publish the journal by its cadences", "", "[Timer]")
    events = [each for rhythm in rhythms(draft.config) for each in _systemd(rhythm, draft)]
    # systemd takes no timer without a time; one that has nothing to do costs nothing
    for event in events or ["hourly"]:
        yield f"OnCalendar={event}"
    yield "# what fell into a time when the machine was off is caught up with"
    yield from ("Persistent=true", "AccuracySec=1s", "", "[Install]", "WantedBy=timers.target")
