"""The popcorn award: a poll on the best work of a week, drafted from what was released (C7).

What is written is a draft that somebody reads and shortens; nothing is decided here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from msgspec import Struct

from generator.intake.new_entry import AlreadyThere
from generator.intake.studio import DRAFT, Drafted, Studio, listed, quoted
from generator.journal.changes import changes_of
from generator.journal.journal import Journal
from generator.journal.order import newest_first
from generator.kinds.change import Change
from generator.kinds.credit import Role
from generator.kinds.poll import Poll
from generator.kinds.release import Release
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Byline, Reference

POPCORN = "popcorn"
"""The word for it on the command line, and what ids of its polls begin with."""

_WEEK = timedelta(days=7)
_OPEN = timedelta(days=4)
_ANSWER = timedelta(days=7)
_FEWEST = 2  # answers; a poll with one is no choice
_MAKERS = frozenset({Role.CODE, Role.CONTRIBUTED, Role.DESIGNED, Role.TRANSLATED})
_WEEK_NAME = re.compile(r"(\d{4})-W(\d\d)")
_POLL = "poll"
_Lines = tuple[str, ...]


class NothingShipped(Exception):
    """There is too little to vote on. The message says when there was something."""


class Span(Struct, frozen=True):
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

    Where there is a poll of that week in another language, its translation: the same options.

    Args:
        title: its title; empty for the usual one.

    Raises:
        NothingShipped: fewer than two changes were released.
        AlreadyThere: there is a poll of that week in this language.
    """
    releases = list(_releases(studio))
    shipped = [release for release in releases if release.head.date in span]
    work = [(release, change) for release in shipped for change in changes_of(release)]
    if len(work) < _FEWEST:
        raise NothingShipped(_too_little(studio, span, work, releases))
    week_of = max(filter(None, (release.head.date for release in shipped)))
    year, number, _ = week_of.astimezone(studio.at.tzinfo).isocalendar()
    name, other = _name(studio, year, number)
    answers = {id_: lines for release in shipped for id_, lines in _options(studio, release)}
    if other is not None:
        answers = _same_answers(other, answers)
    usual = studio.say("Who deserves the popcorn of week %(week)s?", week=number)
    lines = [
        "---",
        f"title: {quoted(title or usual)}",
        *_terms(studio, number, other),
        "options:               # delete what nobody has to vote on, and add what is missing",
        *(f"  {line}" for lines in answers.values() for line in lines),
        "# friday schema poll explains the fields",
        "---",
    ]
    stem = _stem(studio, other) if other else f"{KINDS[_POLL].folder}/{name}/index"
    return Drafted(f"{stem}.{studio.suffix}.md", "\n".join([*lines, "", ""]))


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


def _name(studio: Studio, year: int, number: int) -> tuple[str, Entry | None]:
    """The id of a week's poll, and the poll if there is one in other languages.

    It is `popcorn-31`, or `popcorn-2027-31` where that was another year's.
    """
    name = f"{POPCORN}-{number:02}"
    other = _poll(studio.journal, name)
    if other is not None and _year(studio, other) != year:
        name = f"{POPCORN}-{year}-{number:02}"
        other = _poll(studio.journal, name)
    versions = studio.journal.versions[other.reference] if other is not None else ()
    for version in versions:
        if version.lang == studio.lang:
            raise AlreadyThere(
                f"there is '{version.reference}' already, in {version.location.file}"
            )
    return name, other


def _stem(studio: Studio, other: Entry) -> str:
    """The path below `content/` that versions of a poll share, without language and ending."""
    file = PurePosixPath(other.location.file).relative_to(studio.journal.config.content)
    return str(file.with_name(file.name.split(".")[0]))


def _same_answers(other: Entry, answers: Mapping[str, _Lines]) -> dict[str, _Lines]:
    """The options of a poll in their order, each as it was released in the language of the draft.

    What was not released, as somebody added it, stays in the language that it was added in.
    """
    options = other.record.options if isinstance(other.record, Poll) else ()
    return {
        option.id: answers.get(option.id)
        or tuple(_option(option.id, option.title, option.people, option.refs))
        for option in options
    }


def _poll(journal: Journal, name: str) -> Entry | None:
    return journal.original(Reference(_POLL, name))


def _year(studio: Studio, entry: Entry) -> int:
    """The year of the week that a poll is about, which may open in the week after it."""
    opens = entry.record.opens if isinstance(entry.record, Poll) else studio.at
    return (opens.astimezone(studio.at.tzinfo) - _OPEN).isocalendar().year


def _terms(studio: Studio, number: int, other: Entry | None) -> Iterator[str]:
    """The date, the question and its rules; voters and what it binds to are those of the last time.

    A translation takes the rules over from its original, `other`, and leaves them out. Where it is
    `other` that becomes the translation, the dates are those of `other`.
    """
    rank = studio.journal.config.rank
    is_original = other is None or rank(studio.lang) < rank(other.lang)
    opens, closes, answer_by = studio.at, studio.at + _OPEN, studio.at + _ANSWER
    if other is not None and isinstance(other.record, Poll):
        zone = studio.at.tzinfo
        opens = other.record.opens.astimezone(zone)
        closes = other.record.closes.astimezone(zone)
        answer_by = (other.record.answer_by or closes).astimezone(zone)
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
    if is_original:
        yield f"date: {studio.at:%Y-%m-%d %H:%M}"
    yield DRAFT
    yield f"question: {quoted(question)}"
    yield f"voters: {quoted(voters)}"
    yield f"binds: {quoted(binds)}"
    if is_original:
        yield "method: plurality"
        yield f"opens: {opens:%Y-%m-%d %H:%M}"
        yield f"closes: {closes:%Y-%m-%d %H:%M}"
        yield "tie_break: listed"
        yield f"answer_by: {answer_by:%Y-%m-%d}"


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


def _options(studio: Studio, release: Entry) -> Iterator[tuple[str, _Lines]]:
    """Each change of a release as an answer, named by the release and its place there."""
    for number, change in enumerate(changes_of(release), 1):
        name, title = f"{release.head.id}-{number}", studio.plain(release, change.text)
        yield name, tuple(_option(name, title, _people(release, change), [release.reference]))


def _option(
    name: str, title: str, people: Sequence[Byline], refs: Sequence[Reference]
) -> Iterator[str]:
    """An answer as YAML."""
    yield f"- id: {quoted(name)}"
    yield f"  title: {quoted(title)}"
    if people:
        yield f"  people: {listed(people)}"
    if refs:
        yield f"  refs: {listed(refs)}"


def _people(release: Entry, change: Change) -> tuple[Byline, ...]:
    """Who made a change: those who are credited for work on it, else the team of the release."""
    makers = [credit.person for credit in change.credits if credit.role in _MAKERS]
    team = release.record.team if isinstance(release.record, Release) else ()
    return tuple(dict.fromkeys(makers)) or team
