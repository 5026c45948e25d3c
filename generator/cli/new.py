"""`friday new`."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TypedDict, Unpack

import click
from msgspec import Struct
from msgspec.structs import replace

from generator.build.beginning import configuration
from generator.build.edition import Options
from generator.build.line import Draft, drafted
from generator.build.words import ThemeWords
from generator.cli import report
from generator.cli.options import Common, common, said
from generator.config import Config
from generator.intake.awarding import NotDecided, award
from generator.intake.new_change import write_change
from generator.intake.new_entry import AlreadyThere, Wish, counts, put, write
from generator.intake.next_slot import NoSlot, next_slot
from generator.intake.nominating import nominate
from generator.intake.popcorn import POPCORN, NothingShipped, Span, last_days, popcorn, week
from generator.intake.releasing import RELEASE, Fragments, release_draft, take_up, version_of
from generator.intake.studio import Drafted, Studio
from generator.intake.weekly import DIARY, numbered, usual_title, weekly
from generator.journal.journal import Journal
from generator.kinds.table import KINDS
from generator.reader.waiting import waiting

_AWARD = "award"
_TITLED = frozenset({POPCORN, DIARY, RELEASE})
"""What has a title of its own where none is given."""


class _Options(TypedDict):
    """What the command line says beside the kind and the title.

    `poll` is the one that gives an award, `window` the month or year whose data gives one;
    `collects` is True if a release takes up the changes that wait for one.
    """

    lang: str
    week: str
    poll: str
    release: str
    window: str
    collects: bool
    queued: bool


class _Asked(Struct, frozen=True):
    """What somebody wants to begin; see `_Options`."""

    kind: str
    title: str
    lang: str
    week: str
    poll: str
    release: str
    window: str
    collects: bool
    queued: bool


@click.command()
@click.argument("kind", type=click.Choice([*KINDS, POPCORN]))
@click.argument("title", default="")
@click.option("--lang", default="", help="Language of the file, such as en.")
@click.option("--week", default="", help="Week that popcorn is for, such as 2026-W47.")
@click.option("--from", "poll", default="", help="Poll that gives an award, such as popcorn-31.")
@click.option("--release", default="", help="Release that ships a change; default: the next one.")
@click.option(
    "--star",
    "--pioneer",
    "window",
    default="",
    help="Month or year whose data gives an award, such as 2026-10 or 2026.",
)
@click.option(
    "--from-fragments", "collects", is_flag=True, help="A release takes up the changes that wait."
)
@click.option(
    "--queue", "queued", is_flag=True, help="No date: it waits for a free slot of its cadence."
)
@common
def new(kind: str, title: str, **options: Unpack[_Options]) -> None:
    """Begin an entry: a file with everything that its KIND needs, and TITLE.

    `popcorn` drafts a poll on the best work of the last seven days, out of what was released.
    `award --from POLL` drafts the award that a count gives, `award --star 2026-10` and `award
    --pioneer 2026` those that the data gives. They have a title of their own.
    `diary` drafts the week out of what happened since the last one, `release` the next version.
    `change "What changed"` writes a file that waits for the next release, or for --release.
    A kind with a cadence in friday.yaml gets the date of its next free slot, or waits for one with
    --queue.
    """
    given, asked = said(), _Asked(kind, title.strip(), **options)
    with report.guarded(as_json=given.json), _refusing():
        config = configuration(given.project, Options())
        _fits(asked, config)
        _can_wait(asked, config)
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
    if asked.release and (asked.kind not in KINDS or not KINDS[asked.kind].part_of):
        raise click.UsageError("Only a change is part of a --release.")
    if asked.collects and asked.kind != RELEASE:
        raise click.UsageError(f"Only a {RELEASE} takes up changes --from-fragments.")
    if asked.poll and asked.kind != _AWARD:
        raise click.UsageError(f"Only an {_AWARD} comes --from a poll.")
    if asked.window and (asked.kind != _AWARD or asked.poll):
        raise click.UsageError(f"Only an {_AWARD} is the --star of a month or --pioneer of a year.")
    if not asked.title and not asked.poll and not asked.window and asked.kind not in _TITLED:
        raise click.UsageError("An entry needs a title.")


def _can_wait(asked: _Asked, config: Config) -> None:
    """Refuse a queue that nothing moves."""
    if asked.queued and not any(each.kind == asked.kind for each in config.cadences):
        said = f"No cadence in friday.yaml is for '{asked.kind}', so none can queue."
        raise click.UsageError(said)


@contextmanager
def _refusing() -> Iterator[None]:
    """What cannot be begun ends with a sentence that says why."""
    try:
        yield
    except (AlreadyThere, NothingShipped, NotDecided, NoSlot) as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"The file cannot be written: {error}") from error


def _begin(given: Common, config: Config, asked: _Asked) -> Path:
    """Write the file, and say where it is."""
    content = given.project / config.content
    local = given.at.astimezone(config.zone)
    if asked.kind == POPCORN or asked.poll or asked.window:
        made = _voted(given, asked, local)
        put(content / made.path, made.text)
        return content / made.path
    kind = KINDS[asked.kind]
    local = _slot(given, config, asked) or local
    if kind.name == DIARY:
        return _diary(given, content, asked, local)
    if kind.name == RELEASE:
        return _release(given, content, asked, local)
    spoken = config.language(asked.lang) or config.main_language
    wish = Wish(kind, asked.title, local, lang=asked.lang, queued=asked.queued, spoken=spoken)
    if kind.part_of:
        return write_change(content, wish, asked.release)
    return write(content, replace(wish, number=_number(given, asked.kind, local)))


def _slot(given: Common, config: Config, asked: _Asked) -> datetime | None:
    """The next free slot of the kind's cadence, in the journal's zone; None if it has none."""
    cadence = next((each for each in config.cadences if each.kind == asked.kind), None)
    if cadence is None:
        return None
    language = config.language(asked.lang) or config.main_language
    with drafted(given.project, at=given.at, options=Options(jobs=given.jobs)) as draft:
        return next_slot(draft.journal, cadence, "" if asked.title else language)


def _voted(given: Common, asked: _Asked, local: datetime) -> Drafted:
    """A poll on the best work, or an award that a count or the data gives."""
    span = _week(asked.week, local)
    with drafted(given.project, at=given.at, options=Options(jobs=given.jobs)) as draft:
        studio = _studio(draft, local, asked.lang)
        if asked.kind == POPCORN:
            return popcorn(studio, span, asked.title)
        if asked.poll:
            return award(studio, asked.poll, asked.title)
        return nominate(studio, asked.window, asked.title)


def _release(given: Common, content: Path, asked: _Asked, local: datetime) -> Path:
    """Write the next release; the changes that wait for one name it, if that is asked for."""
    with drafted(given.project, at=given.at, options=Options(jobs=given.jobs)) as draft:
        studio = _studio(draft, local, asked.lang)
        found = waiting(given.project, draft.config, draft.forgotten)
        files = tuple(str(file) for each in found for file in each.files)
        fragments = Fragments(files, taken=asked.collects)
        wish = Wish(KINDS[RELEASE], asked.title, local, lang=asked.lang, queued=asked.queued)
        version, made = version_of(studio, wish), release_draft(studio, wish, fragments)
    put(content / made.path, made.text)
    take_up(given.project, fragments, version)
    return content / made.path


def _diary(given: Common, content: Path, asked: _Asked, local: datetime) -> Path:
    """Write the diary of the time since the last one; a plain one if nothing happened in it."""
    with drafted(given.project, at=given.at, options=Options(jobs=given.jobs)) as draft:
        studio = _studio(draft, local, asked.lang)
        usual = _next_number(draft.journal, asked.kind, local)
        number = usual if asked.title else numbered(studio, usual)
        wish = Wish(KINDS[asked.kind], asked.title, local, number, asked.lang, asked.queued)
        made = weekly(studio, wish)
    if made is None:
        return write(content, replace(wish, title=asked.title or usual_title(studio)))
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


def _number(given: Common, kind: str, local: datetime) -> int | None:
    """The number of a new issue of an instant, for kinds that count; None for others."""
    if not counts(KINDS[kind]):
        return None
    with drafted(given.project, at=given.at, options=Options(jobs=given.jobs)) as draft:
        return _next_number(draft.journal, kind, local)


def _next_number(journal: Journal, kind: str, at: datetime) -> int:
    """One more than the highest number of a kind up to an instant, public or not.

    Those that are written for later keep theirs: a number that one of them has is left out.
    """
    taken = {
        number: versions[0].head.date
        for reference, versions in journal.versions.items()
        if reference.kind == kind
        for number in [getattr(versions[0].record, "number", None)]
        if number is not None
    }
    past = (number for number, date in taken.items() if date is None or date <= at)
    return next(n for n in count(max(past, default=0) + 1) if n not in taken)
