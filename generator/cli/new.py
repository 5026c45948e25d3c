"""`friday new`."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from generator.build.edition import Options
from generator.build.line import Draft, configuration, drafted
from generator.build.words import ThemeWords
from generator.cli import report
from generator.cli.options import Common, common, said
from generator.config import Config
from generator.intake.awarding import NotDecided, award
from generator.intake.new_entry import AlreadyThere, Wish, counts, put, write
from generator.intake.popcorn import POPCORN, NothingShipped, Span, last_days, popcorn, week
from generator.intake.studio import Studio
from generator.journal.journal import Journal
from generator.kinds.table import KINDS

_AWARD = "award"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What somebody wants to begin; `poll` is the one that gives an award."""

    kind: str
    title: str
    lang: str
    week: str
    poll: str


@click.command()
@click.argument("kind", type=click.Choice([*KINDS, POPCORN]))
@click.argument("title", default="")
@click.option("--lang", default="", help="Language of the file, such as en.")
@click.option("--week", "week_", default="", help="Week that popcorn is for, such as 2026-W47.")
@click.option("--from", "poll", default="", help="Poll that gives an award, such as popcorn-31.")
@common
def new(kind: str, title: str, *, lang: str, week_: str, poll: str) -> None:
    """Begin an entry: a file with everything that its KIND needs, and TITLE.

    `popcorn` drafts a poll on the best work of the last seven days, out of what was released.
    `award --from POLL` drafts the award that a count gives. Both have a title of their own.
    """
    given, asked = said(), _Asked(kind, title.strip(), lang, week_, poll)
    with report.guarded(as_json=given.json), _refusing():
        config = configuration(given.project, Options())
        _fits(asked, config)
        file = _begin(given, config, asked)
    record = {"type": "written", "file": str(file)}
    click.echo(json.dumps(record, ensure_ascii=False) if given.json else str(file))


def _fits(asked: _Asked, config: Config) -> None:
    """Refuse what does not go together."""
    if asked.lang and not config.language(asked.lang):
        known = ", ".join(config.languages)
        raise click.UsageError(f"'{asked.lang}' is no language of this journal; it has {known}.")
    if asked.week and asked.kind != POPCORN:
        raise click.UsageError(f"Only {POPCORN} is for a --week.")
    if asked.poll and asked.kind != _AWARD:
        raise click.UsageError(f"Only an {_AWARD} comes --from a poll.")
    if not asked.title and not asked.poll and asked.kind != POPCORN:
        raise click.UsageError("An entry needs a title.")


@contextmanager
def _refusing() -> Iterator[None]:
    """What cannot be begun ends with a sentence that says why."""
    try:
        yield
    except (AlreadyThere, NothingShipped, NotDecided) as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"The file cannot be written: {error}") from error


def _begin(given: Common, config: Config, asked: _Asked) -> Path:
    """Write the file, and say where it is."""
    content = given.project / config.content
    local = given.at.astimezone(ZoneInfo(config.timezone))
    if asked.kind == POPCORN:
        span = _week(asked.week, local)
        with drafted(given.project, at=given.at, options=Options(jobs=given.jobs)) as draft:
            made = popcorn(_studio(draft, local, asked.lang), span, asked.title)
    elif asked.poll:
        with drafted(given.project, at=given.at, options=Options(jobs=given.jobs)) as draft:
            made = award(_studio(draft, local, asked.lang), asked.poll, asked.title)
    else:
        number = _number(given, asked.kind)
        return write(content, Wish(KINDS[asked.kind], asked.title, local, number, asked.lang))
    put(content / made.path, made.text)
    return content / made.path


def _week(name: str, local: datetime) -> Span:
    if not name:
        return last_days(local)
    try:
        return week(name, local)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _studio(draft: Draft, local: datetime, lang: str) -> Studio:
    config = draft.config
    chosen = config.language(lang) or config.main_language
    return Studio(draft.journal, ThemeWords(draft.theme), local, chosen)


def _number(given: Common, kind: str) -> int | None:
    """The number of a new issue, for kinds that count; None for others."""
    if not counts(KINDS[kind]):
        return None
    with drafted(given.project, at=given.at, options=Options(jobs=given.jobs)) as draft:
        return _next_number(draft.journal, kind)


def _next_number(journal: Journal, kind: str) -> int:
    """One more than the highest number of a kind, public or not."""
    numbers = (
        getattr(versions[0].record, "number", None)
        for reference, versions in journal.versions.items()
        if reference.kind == kind
    )
    return max((number for number in numbers if number is not None), default=0) + 1
