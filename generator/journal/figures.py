"""Figures in running text that name a poll must be those of its count.

`[52 votes](poll:dimming-curve#option-candle)` states how many votes an option has, `[61 %](…)` its
share, and `[83 votes](poll:dimming-curve#count)` how many ballots were cast.
"""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from msgspec import Struct

from generator.journal.journal import Journal
from generator.journal.polls import PollCount
from generator.kinds.table import KINDS
from generator.markup.prose import Prose, ReferenceEnd, ReferenceStart
from generator.model.entry import Entry
from generator.model.fields import Inline, values_in
from generator.model.reference import Reference
from generator.problems import Location, Problem, did_you_mean

_OPTION = "option-"
_COUNT = "count"
_TAG = re.compile(r"<[^>]*>")
# Digits in groups of three, as English and Chinese write them, and a decimal point.
_NUMBER = re.compile(r"(\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d+)(\.\d+)?(\s*[%\uff05])?")


class _Figure(Struct, frozen=True):
    """A number in the label of a reference to a poll."""

    poll: Reference
    fragment: str
    number: Decimal
    is_share: bool
    written: str
    line: int


def check_figures(journal: Journal) -> Iterator[Problem]:
    """Every figure in a text that differs from the count, at its line."""
    for versions in journal.written.values():
        for entry in versions:
            for text in _texts(entry):
                for figure in _figures(text.prose):
                    count = journal.counts.get(figure.poll)
                    here = text.place or Location(entry.location.file, figure.line)
                    if count is not None and count.stands:
                        yield from _compared(here, figure, count)
                    elif count is not None and not text.waits and journal.is_public(entry):
                        yield from _early(here, figure, count)


class _Text(Struct, frozen=True):
    """A text of an entry; where it stands if it is a field, and whether it waits for the end."""

    prose: Prose
    place: Location | None = None
    waits: bool = False


def _texts(entry: Entry) -> Iterator[_Text]:
    yield _Text(entry.prose)
    for path, value in values_in(entry.record):
        if isinstance(value, Inline):
            yield _Text(value.prose, entry.at(path), path[0] in KINDS[entry.kind].at_end)


def _early(place: Location, figure: _Figure, count: PollCount) -> Iterator[Problem]:
    """A figure that readers would see before they may know it."""
    if not count.public:
        message = f"'{figure.written}' is a figure of '{figure.poll}', where voting is not over"
        hint = "nothing of the count is public before the close: take the figure out until then"
        yield Problem(place, "too-early", message, hint)


def _figures(prose: Prose) -> Iterator[_Figure]:
    start: ReferenceStart | None = None
    label = ""
    for part in prose.parts:
        if isinstance(part, ReferenceStart):
            start, label = part, ""
        elif isinstance(part, ReferenceEnd):
            if start is not None:
                yield from _numbers(start, _TAG.sub("", label))
            start = None
        elif start is not None and isinstance(part, str):
            label += part


def _numbers(start: ReferenceStart, label: str) -> Iterator[_Figure]:
    is_vote = start.kind in KINDS and KINDS[start.kind].contest is not None
    if not is_vote or not (start.fragment == _COUNT or start.fragment.startswith(_OPTION)):
        return
    poll = Reference(start.kind, start.id)
    for found in _NUMBER.finditer(label):
        digits = re.sub(r"\D", "", found[1]) + (found[2] or "")
        yield _Figure(
            poll, start.fragment, Decimal(digits), bool(found[3]), found[0].strip(), start.line
        )


def _compared(place: Location, figure: _Figure, count: PollCount) -> Iterator[Problem]:
    tally = count.tally
    if figure.fragment == _COUNT:
        if not figure.is_share and figure.number != tally.turnout.cast:
            yield _wrong(place, figure, f"{tally.turnout.cast} ballots were cast")
        return
    option = figure.fragment.removeprefix(_OPTION)
    standing = next((s for s in tally.outcome.standings if s.option == option), None)
    if standing is None:
        message = f"'{figure.poll}' has no option '{option}'"
        hint = did_you_mean(option, [each.option for each in tally.outcome.standings])
        yield Problem(place, "unknown-option", message, hint)
    elif figure.is_share:
        if standing.share is not None and not _is_rounded(figure.number, standing.share * 100):
            yield _wrong(place, figure, f"'{option}' has {float(standing.share):.2%} in the count")
    elif not _is_rounded(figure.number, standing.votes):
        yield _wrong(place, figure, f"'{option}' has {_said(standing.votes)} in the count")


def _is_rounded(written: Decimal, number: Fraction) -> bool:
    """Whether a number is what was counted, rounded to as many places as were written."""
    exact = _decimal(number)
    return any(
        exact.quantize(written, rounding) == written
        for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN)
    )


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)


def _said(number: Fraction) -> str:
    """A number as it may be written: whole, or to four places."""
    return f"{number}" if number.denominator == 1 else f"{float(number):.4f}"


def _wrong(place: Location, figure: _Figure, said: str) -> Problem:
    message = f"'{figure.written}' is not what was counted: {said}"
    return Problem(place, "wrong-result", message, "write the figure of the count")
