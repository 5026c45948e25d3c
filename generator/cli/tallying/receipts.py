"""How one ballot was read, for whoever has its receipt."""

import unicodedata
from collections.abc import Iterator, Sequence

from msgspec import Struct

from generator.cli.tallying.sources import Source
from generator.journal.record import About
from generator.journal.tally.count import count
from generator.model.ballots import Ballot
from generator.model.contest import BOXES, Contest, Form, Revotes

_FATES = ("counted", "empty", "spoilt", "superseded", "excluded")
_CROCKFORD = str.maketrans("oil", "011")


class Found(Struct, frozen=True):
    """A ballot and what became of it."""

    ballot: Ballot
    fate: str
    contest: Contest
    about: About

    def marks(self) -> Iterator[tuple[str, int | str]]:
        """What it says, by option: those that it says nothing of are left out."""
        for option, value in zip(self.contest.options, self.ballot.values, strict=True):
            if value is not None:
                yield option, BOXES[value] if self.contest.form is Form.BOXES else value

    def lines(self) -> Iterator[str]:
        """The ballot in words."""
        cast = f", cast {self.ballot.cast:%Y-%m-%d %H:%M} UTC" if self.ballot.cast else ""
        times = f", {self.ballot.count} alike" if self.ballot.count > 1 else ""
        yield f"{self.ballot.receipt}: line {self.ballot.line}{cast}{times}; {self.fate}"
        said = list(self.marks())
        for option, value in sorted(said, key=self._first) if said else ():
            title = self.about.titles.get(option, option)
            yield f"    {title}" if self.contest.form is Form.MARKS else f"    {title}: {value}"
        if not said:
            yield "    (nothing)"

    def record(self) -> dict[str, object]:
        """The ballot as `--json` prints it."""
        cast = self.ballot.cast
        return {
            "type": "ballot",
            "receipt": self.ballot.receipt,
            "line": self.ballot.line,
            "cast": cast.isoformat() if cast else None,
            "fate": self.fate,
            "values": dict(self.marks()),
        }

    def _first(self, mark: tuple[str, int | str]) -> int:
        """Best ranks and highest scores first; else as the poll lists them."""
        value = mark[1]
        if not isinstance(value, int):
            return 0
        return -value if self.contest.form is Form.SCORES else value


def found_by(source: Source, receipt: str) -> list[Found]:
    """The ballots with a receipt; a voter may type it without caring for capitals and hyphens.

    If none has it, O is read as 0, I and L as 1 (Douglas Crockford, "Base 32").
    """
    held = [ballot for ballot in source.ballots if ballot.receipt]
    ballots = [b for b in held if _plain(b.receipt) == _plain(receipt)]
    if not ballots:
        ballots = [b for b in held if _alike(b.receipt) == _alike(receipt)]
    return [
        Found(ballot, _fate(source, ballots, n), source.contest, source.about)
        for n, ballot in enumerate(ballots)
    ]


def _fate(source: Source, ballots: Sequence[Ballot], n: int) -> str:
    """What became of a ballot among those of its voter."""
    contest = source.contest
    last = contest.rules.revotes is Revotes.LAST
    if ballots[n].receipt not in source.excluded and n != (len(ballots) - 1 if last else 0):
        return "superseded"
    turnout = count(contest, [ballots[n]], source.excluded).turnout
    return next(fate for fate in _FATES if getattr(turnout, fate))


def _plain(receipt: str) -> str:
    """As `plain` of the theme's votes.js: no capitals, blanks or dashes of any sort."""
    wide = unicodedata.normalize("NFKC", receipt)
    kept = (c for c in wide if not c.isspace() and unicodedata.category(c) != "Pd")
    return "".join(kept).casefold()


def _alike(receipt: str) -> str:
    return _plain(receipt).translate(_CROCKFORD)
