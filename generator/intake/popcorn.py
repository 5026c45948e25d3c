"""The popcorn award: a poll on the best work of a week, drafted from what was released (C7).

What is written is a draft that somebody reads and shortens; nothing is decided here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from generator.intake.new_entry import AlreadyThere
from generator.intake.studio import DRAFT, Drafted, Studio, listed, quoted
from generator.journal.journal import Journal, newest_first
from generator.kinds.poll import Poll
from generator.kinds.release import Change, Release, Role
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Byline, Reference
from generator.pages.desk.deeds import changes_of

POPCORN = "popcorn"
"""The word for it on the command line, and what ids of its polls begin with."""

_WEEK = timedelta(days=7)
_OPEN = timedelta(days=4)
_ANSWER = timedelta(days=7)
_FEWEST = 2  # answers; a poll with one is no choice
_MAKERS = frozenset({Role.CONTRIBUTED, Role.DESIGNED, Role.TRANSLATED})
_WEEK_NAME = re.compile(r"(\d{4})-W(\d\d)")
_POLL = "poll"


class NothingShipped(Exception):
    """There is too little to vote on. The message says when there was something."""


@dataclass(frozen=True, slots=True)
class Span:
    """A time; its end does not belong to it. `name` is how somebody calls it."""

    begins: datetime
    ends: datetime
    name: str

    def __contains__(self, instant: datetime | None) -> bool:
        return instant is not None and self.begins <= instant < self.ends


def week(name: str, at: datetime) -> Span:
    """A week of ISO 8601, such as `2026-W47`, in the time zone of `at`.

    Raises:
        ValueError: there is no such week.
    """
    found = _WEEK_NAME.fullmatch(name)
    if found is None:
        raise ValueError(f"'{name}' is no week; write {iso_week(at)}")
    try:
        monday = datetime.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError as error:
        raise ValueError(f"there is no week '{name}': {error}") from error
    begins = monday.replace(tzinfo=at.tzinfo)
    return Span(begins, begins + _WEEK, f"in week {name}")


def last_days(at: datetime) -> Span:
    """The seven days that end with an instant, which belongs to them."""
    second = timedelta(seconds=1)
    return Span(at - _WEEK + second, at + second, "in the last seven days")


def iso_week(instant: datetime) -> str:
    """The week that an instant lies in, as ISO 8601 names it: `2026-W47`."""
    year, number, _ = instant.isocalendar()
    return f"{year}-W{number:02}"


def popcorn(studio: Studio, span: Span, title: str = "") -> Drafted:
    """A poll on everything that public releases of a time changed, newest release first.

    Args:
        title: its title; empty for the usual one.

    Raises:
        NothingShipped: fewer than two changes were released.
        AlreadyThere: there is a poll of that week.
    """
    releases = list(_releases(studio))
    shipped = [release for release in releases if release.head.date in span]
    work = [(release, change) for release in shipped for change in changes_of(release)]
    if len(work) < _FEWEST:
        raise NothingShipped(_too_little(studio, span, work, releases))
    week_of = max(filter(None, (release.head.date for release in shipped)))
    year, number, _ = week_of.astimezone(studio.at.tzinfo).isocalendar()
    name = _name(studio, year, number)
    options = (line for release in shipped for line in _options(studio, release))
    usual = studio.say("Who deserves the popcorn of week %(week)s?", week=number)
    lines = [
        "---",
        f"title: {quoted(title or usual)}",
        f"date: {studio.at:%Y-%m-%d %H:%M}",
        DRAFT,
        *_terms(studio, number),
        "options:               # delete what nobody has to vote on, and add what is missing",
        *(f"  {line}" for line in options),
        "# friday schema poll explains the fields",
        "---",
    ]
    path = f"{KINDS[_POLL].folder}/{name}/index.{studio.suffix}.md"
    return Drafted(path, "\n".join([*lines, "", ""]))


def _releases(studio: Studio) -> Iterator[Entry]:
    """Everything public that brought changes, newest first."""
    for versions in studio.journal.public():
        shown = studio.journal.shown(versions[0].reference, studio.lang)
        if shown is not None and changes_of(shown):
            yield shown


def _too_little(
    studio: Studio, span: Span, work: list[tuple[Entry, Change]], releases: list[Entry]
) -> str:
    """Why there is no poll, and what to do about it."""
    what = "nothing" if not work else "one change alone"
    said = f"{what} was released {span.name}, and a poll needs {_FEWEST} answers"
    earlier = (e.head.date for e in releases if e.head.date and e.head.date < span.begins)
    last = max(earlier, default=None)
    if last is None:
        return f"{said}; release something first, or write the poll with: friday new poll"
    name = iso_week(last.astimezone(studio.at.tzinfo))
    return f"{said}; the release before that came in week {name}: --week {name}"


def _name(studio: Studio, year: int, number: int) -> str:
    """The id of a week's poll: `popcorn-31`, or `popcorn-2027-31` where that was another year's."""
    name = f"{POPCORN}-{number:02}"
    other = _poll(studio.journal, name)
    if other is not None and _year(studio, other) != year:
        name = f"{POPCORN}-{year}-{number:02}"
        other = _poll(studio.journal, name)
    if other is not None:
        raise AlreadyThere(f"there is '{other.reference}' already, in {other.location.file}")
    return name


def _poll(journal: Journal, name: str) -> Entry | None:
    return journal.original(Reference(_POLL, name))


def _year(studio: Studio, entry: Entry) -> int:
    """The year of the week that a poll is about, which may open in the week after it."""
    opens = entry.record.opens if isinstance(entry.record, Poll) else studio.at
    return (opens.astimezone(studio.at.tzinfo) - _OPEN).isocalendar().year


def _terms(studio: Studio, number: int) -> Iterator[str]:
    """The question and its rules; who votes and what it binds to are those of the last time."""
    last = _last(studio)
    voters = (last.voters if last else None) or studio.say("everybody who reads this journal")
    binds = (
        last.binds.source
        if last
        else studio.say(
            "Whoever has the most votes gets a bucket of popcorn, and eats some on the spot"
        )
    )
    question = studio.say("What was the best work of week %(week)s?", week=number)
    closes = studio.at + _OPEN
    yield f"question: {quoted(question)}"
    yield "method: plurality"
    yield f"voters: {quoted(voters)}"
    yield f"opens: {studio.at:%Y-%m-%d %H:%M}"
    yield f"closes: {closes:%Y-%m-%d %H:%M}"
    yield "tie_break: listed"
    yield f"binds: {quoted(binds)}"
    yield f"answer_by: {studio.at + _ANSWER:%Y-%m-%d}"


def _last(studio: Studio) -> Poll | None:
    """The newest poll of its sort in the language of the draft."""
    found = [
        version
        for reference, versions in studio.journal.versions.items()
        if reference.kind == _POLL and reference.id.startswith(POPCORN)
        for version in versions
        if version.lang == studio.lang
    ]
    newest = min(found, key=newest_first, default=None)
    return newest.record if newest and isinstance(newest.record, Poll) else None


def _options(studio: Studio, release: Entry) -> Iterator[str]:
    """Each change of a release as an answer, named by the release and its place there."""
    for number, change in enumerate(changes_of(release), 1):
        yield f"- id: {quoted(f'{release.head.id}-{number}')}"
        yield f"  title: {quoted(studio.plain(release, change.text))}"
        people = _people(release, change)
        if people:
            yield f"  people: {listed(people)}"
        yield f"  refs: {listed([release.reference])}"


def _people(release: Entry, change: Change) -> tuple[Byline, ...]:
    """Who made a change: those who are credited for work on it, else the team of the release."""
    makers = [credit.person for credit in change.credits if credit.role in _MAKERS]
    team = release.record.team if isinstance(release.record, Release) else ()
    return tuple(dict.fromkeys(makers)) or team
