"""`friday schedule`: what appears when, which slots are empty, what is owed; for the team alone."""

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import click

from generator.build.line import Draft, drafted
from generator.cli import report
from generator.cli.building import options_of
from generator.cli.moments import calendar_sheet, local, quiet
from generator.cli.options import Instant, common, said
from generator.intake.pinning import pin
from generator.journal.agenda import Row, Sort, agenda
from generator.pages.calendar_views import CalendarEvent, CalendarSheet
from generator.problems import ProblemsFound, gate, visible
from generator.render.calendar import calendar_file

_BEFORE = timedelta(weeks=4)
_AHEAD = timedelta(weeks=8)
_WIDE = frozenset("WF")  # Unicode Standard Annex 11: two columns of a terminal

_WORDS: Mapping[Sort, str] = {
    Sort.ENTRY: "",
    Sort.FREE: "free slot",
    Sort.MISSING: "nothing appeared",
    Sort.SKIPPED: "left out",
    Sort.DATE: "",
    Sort.PROMISE: "",
    Sort.OVERDUE: "overdue",
    Sort.EXPIRES: "is no longer public",
    Sort.WAITS: "has no date",
}
_ALARMING = frozenset({Sort.MISSING, Sort.OVERDUE})


@click.command()
@click.option("since", "--from", type=Instant(), help="First instant (four weeks ago).")
@click.option("--until", type=Instant(), help="Last instant (in eight weeks).")
@click.option("as_ics", "--ics", is_flag=True, help="Print a calendar.")
@click.option("pins", "--pin", is_flag=True, help="Write their dates into the files that wait.")
@common
def schedule(*, since: datetime | None, until: datetime | None, as_ics: bool, pins: bool) -> None:
    """Say what appears when: entries, empty and missed slots, deadlines, promised answers.

    It names drafts and what is hidden: show it to nobody outside the team.
    """
    given = said()
    begin, end = since or given.at - _BEFORE, until or given.at + _AHEAD
    if end <= begin:
        raise click.UsageError("--until lies before --from.")
    with (
        report.guarded(as_json=given.json),
        drafted(given.project, at=given.at, options=options_of(given, quiet)) as draft,
    ):
        gate(draft.problems)
        if pins:
            _pin(given.project, draft, as_json=given.json)
            return
        rows = agenda(draft.journal, begin, end)
        if as_ics:
            click.echo(calendar_file(_calendar(rows, draft)), nl=False)
            return
        for line in _records(rows, draft) if given.json else _table(rows, draft):
            click.echo(line)


def _pin(project: Path, draft: Draft, *, as_json: bool) -> None:
    """Write dates into files, and tell of each; what has to be done by hand is a problem."""
    try:
        done, problems = pin(project, draft.journal)
    except OSError as error:
        raise click.ClickException(f"the date cannot be written: {error}") from error
    for each in done:
        when = local(each.date, draft.config)
        record = {"type": "pinned", "file": each.file, "date": when}
        click.echo(json.dumps(record, ensure_ascii=False) if as_json else f"{each.file}: {when}")
    if problems:
        raise ProblemsFound(problems)
    if not done and not as_json:
        click.echo("nothing waits in a queue")


def _records(rows: Sequence[Row], draft: Draft) -> Iterator[str]:
    """A record of JSON for each row."""
    for row in rows:
        record: dict[str, object] = {
            "type": "schedule",
            "at": local(row.at, draft.config) if row.at else None,
            "what": str(row.sort),
            "cadence": row.cadence or None,
            "entry": str(row.entry) if row.entry else None,
            "title": row.title,
            "public": row.entry is not None and row.hidden is None,
            "hidden": str(row.hidden) if row.hidden else None,
            "overfull": row.overfull,
            "notes": list(row.notes),
        }
        yield json.dumps(record, ensure_ascii=False)


def _table(rows: Sequence[Row], draft: Draft) -> Iterator[str]:
    """Rows in columns; `!` stands before what somebody has to look at."""
    if not rows:
        yield "nothing is planned: write entries with a date, or cadences in friday.yaml"
    cells = [(_when(row.at, draft), row.cadence, _what(row)) for row in rows]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    for row, cell in zip(rows, cells, strict=True):
        mark = "!" if row.sort in _ALARMING or row.overfull else " "
        padded = (f"{text}{' ' * (n - _width(text))}" for text, n in zip(cell, widths, strict=True))
        yield "  ".join((mark, *padded, _said(row))).rstrip()


def _when(at: datetime | None, draft: Draft) -> str:
    return f"{at.astimezone(draft.config.zone):%Y-%m-%d %a %H:%M}" if at else "-"


def _what(row: Row) -> str:
    if row.entry is None:
        return _WORDS[row.sort]
    mark = "" if row.hidden is None else " (hidden)"
    return f"{row.entry}{mark}"


def _said(row: Row) -> str:
    """The title, and what there is to say."""
    title = f'"{visible(row.title)}"' if row.title else ""
    word = _WORDS[row.sort] if row.entry else ""
    full = "the slot is overfull" if row.overfull else ""
    return "  ".join(filter(None, (title, "; ".join(filter(None, (word, full, *row.notes))))))


def _width(text: str) -> int:
    """Columns that a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(letter) in _WIDE else 1 for letter in text)


def _calendar(rows: Sequence[Row], draft: Draft) -> CalendarSheet:
    """The rows that have a date, as a calendar for the team."""
    authority = draft.config.tag_authority
    events = tuple(
        CalendarEvent(
            uid=f"{row.sort}:{row.cadence}:{row.entry or ''}:{row.at:%Y%m%dT%H%M%S}@{authority}",
            begins=row.at,
            title=_title(row),
            stamp=row.at,
            description="; ".join(filter(None, (_WORDS[row.sort], *row.notes))),
            cancelled=row.sort is Sort.SKIPPED,
        )
        for row in rows
        if row.at is not None
    )
    return calendar_sheet(events, draft)


def _title(row: Row) -> str:
    named = row.title or row.cadence
    word = _WORDS[row.sort] or ("; ".join(row.notes) if row.sort is not Sort.ENTRY else "")
    return f"{word}: {named}" if word else named
