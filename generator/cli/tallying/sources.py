"""Where a count comes from: a poll of a journal, a published result, or a file of ballots."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.cli.tallying.web import fetched, is_address
from generator.intake.ballots.formats import load
from generator.intake.ballots.sheet import Sheet, Wish
from generator.journal.polls import BallotBox, PollCount
from generator.journal.record import BALLOTS, FILE, About, Exclusion
from generator.journal.tally.count import count, from_totals
from generator.journal.tally.tally import Tally
from generator.journal.terms import NoResult, contest_in
from generator.model.ballots import Ballot
from generator.model.contest import Contest, Form, Method
from generator.problems import Location, Problem, Severity, gate, visible
from generator.reader.ballots import read_ballots

LARGEST_RESULT, LARGEST_BALLOTS = 32 << 20, 256 << 20
"""Bytes that are read of published files at most."""
_SCORE = re.compile(r"-?[0-9]{1,9}")
DEFAULTS: Mapping[Form, Method] = {
    Form.MARKS: Method.APPROVAL,
    Form.RANKS: Method.SCHULZE,
    Form.SCORES: Method.SCORE,
    Form.BOXES: Method.BOXES,
}
"""How a file is counted that does not say it; one mark a ballot is plurality."""


class Source(Struct, frozen=True):
    """What there is to count, as it is stated.

    Attributes:
        excluded: receipts of ballots that do not count.
        record: the published result that it is compared with; None if it comes from none.
        file: what the user named, for messages.
        told: what is said of the poll in the language of the file that the user named; None for
            what is published.
        notes: what was left out or changed when the ballots were read.
    """

    file: str
    contest: Contest
    about: About
    ballots: tuple[Ballot, ...] = ()
    excluded: frozenset[str] = frozenset()
    record: Mapping[str, object] | None = None
    box: BallotBox | None = None
    known: PollCount | None = None
    told: About | None = None
    notes: tuple[str, ...] = ()

    def counted(self, contest: Contest) -> PollCount:
        """The count by these terms.

        Raises:
            ValueError: the ballots cannot be counted so; the message says why.
        """
        if self.known is not None and contest == self.known.contest:
            return self.known
        tally, unfiltered = self._tallies(contest)
        if self.known is not None:
            return replace(self.known, contest=contest, tally=tally, unfiltered=unfiltered)
        since = self.about.closes or datetime.min.replace(tzinfo=UTC)
        said = self.record or {}
        return PollCount(
            contest=contest,
            tally=tally,
            stands=said.get("stands") is not False,
            public=True,
            since=since,
            unfiltered=unfiltered,
            box=self.box,
            eligible=_whole(said.get("eligible")),
            source=_word(said.get("source")),
        )

    def _tallies(self, contest: Contest) -> tuple[Tally, Tally | None]:
        if not self.ballots and (totals := self._totals()):
            votes, cast = totals
            if contest.method not in {Method.PLURALITY, Method.APPROVAL}:
                raise ValueError(f"there are only totals, which {contest.method} cannot count")
            return from_totals(contest, votes, cast), None
        if contest.form is not self.contest.form:
            known = ", ".join(m for m in Method if Contest((), m).form is self.contest.form)
            raise ValueError(
                f"these ballots hold {self.contest.form}, which {contest.method} does not count; "
                f"there are {known}"
            )
        tally = count(contest, self.ballots, self.excluded)
        return tally, self._unfiltered(contest) if self.excluded else None

    def _unfiltered(self, contest: Contest) -> Tally | None:
        """The count of every ballot; None if a tie of theirs cannot be told apart."""
        try:
            return count(contest, self.ballots)
        except ValueError:
            return None

    def _totals(self) -> tuple[Mapping[str, int], int] | None:
        """Counts that others made."""
        if self.known is not None and self.known.source:
            outcome = self.known.tally.outcome
            votes = {each.option: int(each.votes) for each in outcome.standings}
            return votes, self.known.tally.turnout.cast
        if self.record is not None and self.record.get("source"):
            return totals_in(self.record)
        return None


def totals_in(record: Mapping[str, object]) -> tuple[Mapping[str, int], int]:
    """Marks by option, and how many voted, as a published result of totals says.

    Raises:
        NoResult: it does not say it.
    """
    order, turnout = record.get("order"), record.get("turnout")
    if not isinstance(order, list) or not isinstance(turnout, Mapping):
        raise NoResult("'order' or 'turnout' is missing")
    votes: dict[str, int] = {}
    for each in order:
        option = each.get("option") if isinstance(each, Mapping) else None
        number = _whole(each.get("votes")) if isinstance(each, Mapping) else None
        if not isinstance(option, str) or number is None:
            raise NoResult("'order' does not say how many votes each option has")
        votes[option] = number
    cast = _whole(turnout.get("cast"))
    if cast is None:
        raise NoResult("'turnout' does not say how many were cast")
    return votes, cast


def published(name: str) -> Source:
    """The source of a published result: an address, a file, or the folder of a poll's page.

    Raises:
        NoResult: there is none, or it cannot be read; the message says why.
        ProblemsFound: its ballots have mistakes.
    """
    data, place = _result(name)
    record = _record(data)
    contest = contest_in(record)
    about = about_in(record)
    excluded = frozenset(receipt for each in about.exclusions for receipt in each.receipts)
    if not record.get("ballots"):
        return Source(place, contest, about, (), excluded, record)
    content = _beside(place)
    file = f"{place.removesuffix(FILE)}{BALLOTS}"
    ballots, problems = read_ballots(file, content, contest)
    gate(problems)
    box = BallotBox(file, content, hashlib.sha256(content).hexdigest())
    return Source(place, contest, about, tuple(ballots), excluded, record, box)


def is_result(name: str) -> bool:
    """Whether a name is that of a published result: an address, `result.json`, or its folder."""
    path = Path(name)
    return is_address(name) or (path / FILE).is_file() or _holds_result(path)


def _holds_result(path: Path) -> bool:
    if path.suffix != ".json" or not path.is_file():
        return False
    try:
        record = json.loads(_read(path, LARGEST_RESULT))
    except (ValueError, RecursionError):
        return path.name == FILE
    return isinstance(record, dict) and "format" in record and "order" in record


def _result(name: str) -> tuple[bytes, str]:
    """The bytes of a result, and where they were found."""
    if is_address(name):
        return fetched(name, FILE, LARGEST_RESULT)
    path = Path(name)
    file = path / FILE if path.is_dir() else path
    return _read(file, LARGEST_RESULT), str(file)


def _beside(place: str) -> bytes:
    """The ballots beside a result."""
    if is_address(place):
        return fetched(f"{place.rpartition('/')[0]}/{BALLOTS}", "", LARGEST_BALLOTS)[0]
    return _read(Path(place).parent / BALLOTS, LARGEST_BALLOTS)


def _read(file: Path, most: int) -> bytes:
    if file.exists() and not file.is_file():
        raise NoResult(f"{file} is no file")  # a pipe would be waited for
    try:
        with file.open("rb") as stream:
            data = stream.read(most + 1)
    except OSError as error:
        raise NoResult(f"{file} cannot be read: {error.strerror}") from error
    if len(data) > most:
        raise NoResult(f"{file} is larger than {most >> 20} MB")
    return data


def _record(data: bytes) -> Mapping[str, object]:
    try:
        record = json.loads(data, object_pairs_hook=_once)
    except NoResult:
        raise
    except (ValueError, RecursionError) as error:
        raise NoResult(f"it is no JSON: {error}") from error
    if not isinstance(record, dict):
        raise NoResult("it is no result of a poll")
    return record


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose keys are all different: of two alike, programs and people read another."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for n, key in enumerate(keys) if key in keys[:n])
        raise NoResult(f"'{twice}' stands twice")
    return found


def about_in(record: Mapping[str, object]) -> About:
    """What a published result says besides the terms and the count."""
    tie = _object(record.get("tie_break"))
    options = [_object(each) for each in _items(record.get("options"))]
    passed = [_object(each) for each in _items(record.get("passed_over"))]
    scale = _object(record.get("scale"))
    labels = _object(scale.get("labels"))
    return About(
        question=_word(record.get("question")),
        poll=_word(record.get("poll")),
        titles={_word(each.get("id")): _word(each.get("title")) for each in options},
        opens=_instant(record.get("opens")),
        closes=_instant(record.get("closes")),
        quorum=_whole(_object(record.get("quorum")).get("needed")) or 0,
        seed=_text(tie.get("seed")),
        because=_word(tie.get("because")),
        labels=tuple((int(k), _word(v)) for k, v in labels.items() if _SCORE.fullmatch(k)),
        exclusions=tuple(_exclusion(_object(e)) for e in _items(record.get("exclusions"))),
        reasons={_word(each.get("option")): _word(each.get("reason")) for each in passed},
    )


def _exclusion(said: Mapping[str, object]) -> Exclusion:
    receipts = tuple(_word(each) for each in _items(said.get("receipts")))
    return Exclusion(receipts, _word(said.get("reason")))


def _instant(value: object) -> datetime | None:
    try:
        instant = datetime.fromisoformat(_word(value))
        return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _word(value: object) -> str:
    """A text of others, without what would steer a terminal."""
    text = _text(value)
    return "".join(each if each.isprintable() or each == "\u3000" else " " for each in text)


def _text(value: object) -> str:
    """A text of others as it is; it is not to be printed."""
    return value if isinstance(value, str) else ""


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _items(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def ballot_file(path: Path, method: Method | None, scale: tuple[int, int] | None) -> Source:
    """The source of a file of ballots in any format that can be imported.

    Raises:
        ProblemsFound: it has mistakes.
        NoResult: it cannot be read, or holds what the method does not count.
    """
    data = _read(path, LARGEST_BALLOTS)
    form = Contest((), method).form if method else None
    sheet = load(path, data, Wish(form=form, scale=scale or (0, 5)))
    gate(sheet.problems)
    if sheet.form is None:
        problem = Problem(Location(str(path)), "ballots", "nobody voted for anything in this file")
        gate([problem])
    contest = _contest_of(sheet, method, scale)
    titles = {choice.id: visible(choice.title) for choice in sheet.options}
    about = About(question=path.name, titles=titles)
    box = BallotBox(str(path), data, hashlib.sha256(data).hexdigest())
    notes = tuple(map(str, (*warnings(sheet.problems), *sheet.notes)))
    return Source(str(path), contest, about, sheet.ballots, box=box, notes=notes)


def warnings(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Problems that do not stop anything."""
    return tuple(each for each in problems if each.severity is Severity.WARNING)


def _contest_of(sheet: Sheet, method: Method | None, scale: tuple[int, int] | None) -> Contest:
    """What a file is counted by if it does not say it: the usual method for what it holds."""
    form = sheet.form or Form.RANKS
    marks = max((_given(ballot) for ballot in sheet.ballots), default=0)
    usual = Method.PLURALITY if form is Form.MARKS and marks <= 1 else DEFAULTS[form]
    scores = [value for ballot in sheet.ballots for value in ballot.values if value is not None]
    return Contest(
        options=tuple(choice.id for choice in sheet.options),
        method=method or usual,
        seats=sheet.seats or 1,
        scale=scale or (min((0, *scores)), max((5, *scores))) if form is Form.SCORES else (0, 5),
    )


def _given(ballot: Ballot) -> int:
    return len(ballot.values) - ballot.values.count(None)
