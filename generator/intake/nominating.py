"""From a board to the award that the data gives: a draft of who is first, and by what (D4)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from msgspec import Struct

from generator.intake.awarding import NotDecided
from generator.intake.new_entry import AlreadyThere
from generator.intake.studio import DRAFT, Drafted, Studio, listed, quoted
from generator.journal.merits import Board, Evidence, Place
from generator.journal.order import newest_first
from generator.journal.recognition.honours import first_place
from generator.journal.recognition.windows import month_of, span_of, year_of
from generator.kinds.award import Award, Chosen
from generator.kinds.credit import Role
from generator.kinds.table import KINDS
from generator.model.fields import SAMPLE
from generator.model.reference import Byline, Reference

_AWARD, _PERSON = "award", "person"
_YEAR = 4  # letters of a window that is a year
_MOST_REFS = 12
_MOST_EVIDENCE = 40
_RUNNERS_UP = 5


class _Nomination(Struct, frozen=True):
    """Who is first in a window that is over.

    Attributes:
        begins: its first instant, in the journal's time zone.
        board: by points; somebody stands on it.
    """

    window: str
    begins: datetime
    board: Board

    @property
    def is_year(self) -> bool:
        """Whether it is the pioneer of a year and not the star of a month."""
        return len(self.window) == _YEAR

    @property
    def name(self) -> str:
        """What the award is called in files."""
        return f"{'pioneer' if self.is_year else 'star'}-{self.window}"

    @property
    def winners(self) -> tuple[str, ...]:
        """Ids of those who are first."""
        return first_place(self.board)


def nominate(studio: Studio, window: str, title: str = "") -> Drafted:
    """The award of a month or a year to whoever stands first by points.

    Args:
        window: `2026-10` or `2026`.
        title: its title; empty for the usual one.

    Raises:
        NotDecided: it is no such window, it is not over, or nobody stands on its board.
        AlreadyThere: there is an award for it.
    """
    found = _nomination(studio, window)
    _refuse_twice(studio, found)
    lines = [
        "---",
        f"title: {quoted(title or _title(studio, found))}",
        f"date: {studio.at:%Y-%m-%d %H:%M}",
        DRAFT,
        *_fields(studio, found),
        *(f"# {line}" for line in _remarks(studio, found)),
        "# friday schema award explains the fields",
        "---",
    ]
    path = f"{KINDS[_AWARD].folder}/{found.name}.{studio.suffix}.md"
    return Drafted(path, "\n".join([*lines, "", ""]))


def _nomination(studio: Studio, window: str) -> _Nomination:
    span = span_of(window, studio.journal.config.zone)
    if span is None:
        raise NotDecided(f"'{window}' is no month or year; write 2026-10 or 2026")
    if studio.at < span[1]:
        raise NotDecided(f"'{window}' is not over before {span[1]:%Y-%m-%d}")
    boards = studio.journal.recognition.boards.get(window, ())
    if not boards:
        raise NotDecided(f"nobody outside the team did anything in '{window}'")
    if not boards[0].places:
        limits = studio.journal.config.boards
        raise NotDecided(
            f"there is no ranking of '{window}': fewer than {limits.people} people have "
            f"{limits.least} points or more and want to be ranked"
        )
    return _Nomination(window, span[0], boards[0])


def _refuse_twice(studio: Studio, found: _Nomination) -> None:
    """An award of that name, or another that the data of the window gave."""
    for reference, versions in studio.journal.versions.items():
        record = versions[0].record
        if isinstance(record, Award) and (
            reference.id == found.name
            or (record.window == found.window and record.chosen_by is Chosen.DATA)
        ):
            raise AlreadyThere(f"there is '{reference}' already, in {versions[0].location.file}")


def _fields(studio: Studio, found: _Nomination) -> Iterator[str]:
    """The fields of the award."""
    evidence = [each for id_ in found.winners for each in _evidence(studio, found, id_)]
    shown = (each.entry for each in evidence if each.entry and each.entry.kind != _PERSON)
    refs = list(dict.fromkeys(shown))[:_MOST_REFS]
    yield f"award: {quoted(_award_name(studio, found))}"
    yield f"period: {quoted(_period(studio, found))}"
    yield f"recipients: {listed(Byline(id_, handle=True) for id_ in found.winners)}"
    yield f"reason: {quoted(SAMPLE + _reason(studio, found))}"
    yield f"window: {quoted(found.window)}"
    yield f"chosen_by: {Chosen.DATA}"
    if refs:
        yield f"refs: {listed(refs)}"


def _reason(studio: Studio, found: _Nomination) -> str:
    """What each of the winners did, in numbers."""
    said = []
    for place in found.board.places[: len(found.winners)]:
        counted: Counter[Role] = Counter()
        for each in _evidence(studio, found, place.person):
            counted[each.role] += each.count
        deeds = " · ".join(_deed(studio, role, n) for role, n in counted.most_common())
        name = f"{_name(studio, place.person)}: " if len(found.winners) > 1 else ""
        points = studio.say(
            "%(points)s points by the data: %(deeds)s", points=place.points, deeds=deeds
        )
        said.append(name + points)
    return "; ".join(said)


def _remarks(studio: Studio, found: _Nomination) -> Iterator[str]:
    """What the team has to know before it confirms: who is equal, the evidence, who comes next."""
    places = found.board.places
    if len(found.winners) > 1:
        names = " and ".join(found.winners)
        yield f"{names} are equal. Keep all of them, or some, and say why"
    for id_ in found.winners:
        yield f"what {id_} did:"
        evidence = _evidence(studio, found, id_)
        for each in evidence[:_MOST_EVIDENCE]:
            yield f"  {_row(studio, each)}"
        if len(evidence) > _MOST_EVIDENCE:
            yield f"  and {len(evidence) - _MOST_EVIDENCE} more"
    rest = places[len(found.winners) :][:_RUNNERS_UP]
    yield f"next: {_ranked(rest)}" if rest else "nobody else is ranked"


def _row(studio: Studio, evidence: Evidence) -> str:
    """A piece of evidence on one line."""
    day = evidence.when.astimezone(studio.at.tzinfo) if evidence.when else None
    where = str(evidence.entry) if evidence.entry else ""
    words = [f"{day:%Y-%m-%d}" if day else "", f"{evidence.role} ×{evidence.count}"]
    return " ".join(word for word in (*words, where, evidence.what, evidence.link) if word)


def _ranked(places: Iterable[Place]) -> str:
    return ", ".join(f"{p.place}. {p.person} ({p.points})" for p in places)


def _evidence(studio: Studio, found: _Nomination, person: str) -> Sequence[Evidence]:
    """What somebody did in the window, newest first."""
    merit = studio.journal.recognition.merits[person]
    zone = studio.journal.config.zone
    months = ((each, month_of(each.when, zone)) for each in merit.evidence if each.when)
    return [each for each, month in months if found.window in {month, year_of(month)}]


def _deed(studio: Studio, role: Role, count: int) -> str:
    word = studio.words.word(studio.lang, str(role))
    return f"{word[:1].lower()}{word[1:]} ×{count}"


def _title(studio: Studio, found: _Nomination) -> str:
    names = ", ".join(_name(studio, id_) for id_ in found.winners)
    if found.is_year:
        return studio.say("The pioneer of %(year)s: %(people)s", year=found.window, people=names)
    return studio.say(
        "The star of %(month)s: %(people)s", month=_period(studio, found), people=names
    )


def _period(studio: Studio, found: _Nomination) -> str:
    return found.window if found.is_year else studio.words.month(studio.lang, found.begins)


def _name(studio: Studio, id_: str) -> str:
    shown = studio.journal.shown(Reference(_PERSON, id_), studio.lang)
    return shown.head.title if shown else id_


def _award_name(studio: Studio, found: _Nomination) -> str:
    """What awards of months, or of years, were called the last time in this language."""
    earlier = [
        version
        for reference, versions in studio.journal.versions.items()
        if reference.kind == _AWARD
        for version in versions
        if version.lang == studio.lang
    ]
    for version in sorted(earlier, key=newest_first):
        record = version.record
        if isinstance(record, Award) and record.window and len(record.window) == len(found.window):
            return record.award
    return studio.say("Co-creation pioneer") if found.is_year else studio.say("Monthly star")
