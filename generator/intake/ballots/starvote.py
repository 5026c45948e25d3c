"""Files of Larry Hastings' starvote (https://github.com/larryhastings/starvote, "starvote format").

    [options]
    method = star
    seats = 2

    [ballots]
    12 ballots:
        Candle = 5
        Even = 3

A blank line ends a ballot; `12 ballots:` says that the next one was cast twelve times.
"""

import re

from generator.intake.ballots.cells import Cells
from generator.intake.ballots.desk import Desk, Draft, Paper
from generator.intake.posts.report import shortened
from generator.model.contest import Form

ENDINGS = (".starvote",)
_SECTION = re.compile(r"^\[\s*(options|ballots)\s*\]$")
_LOOKS = re.compile(r"^\s*\[\s*(options|ballots)\s*\]\s*$", re.MULTILINE)
_COUNT = re.compile(r"^(\d+)\s+ballots?\s*:$")
_KNOWN = frozenset({"method", "seats", "tiebreaker", "verbosity", "maximum score", "name"})
_ELSEWHERE = frozenset({"csv_path", "starvote_path"})


def looks_like(text: str) -> bool:
    """Whether a text is in this format."""
    return _LOOKS.search(text) is not None


def read(text: str, desk: Desk) -> Draft:
    """The ballots of a file; what its options say of seats is taken, its method is the poll's."""
    reader = _Reader(desk)
    for n, line in enumerate(text.split("\n"), start=1):
        reader.line(n, line.strip())
    reader.end()
    return reader.draft


class _Reader:
    """Goes through the lines of a file."""

    def __init__(self, desk: Desk) -> None:
        self.draft = Draft(form=Form.SCORES)
        self._desk = desk
        self._section = ""
        self._in_list = False
        self._cells = Cells(Form.SCORES, desk.wish.scale)
        self._scores: dict[int, int | None] = {}
        self._count = 1
        self._count_line = 0
        self._first = 0
        self._spoilt = False

    def line(self, n: int, text: str) -> None:
        """Take the next line."""
        if text.startswith("#"):
            return
        section = _SECTION.match(text)
        if section:
            self.end()
            self._section, self._in_list = section[1], False
        elif self._in_list:
            self._in_list = not text.endswith("]")
        elif self._section == "options":
            self._option(n, text)
        elif self._section == "ballots":
            self._ballot(n, text)
        elif text:
            hint = "a file begins with [options] or [ballots]"
            self._desk.problem(n, "ballots", f"'{shortened(text)}' stands in no section", hint)

    def _option(self, n: int, text: str) -> None:
        if not text:
            return
        name, sign, value = (part.strip() for part in text.partition("="))
        if not sign:
            self._desk.problem(n, "ballots", f"'{shortened(text)}' is no option", "name = value")
        elif name in _ELSEWHERE:
            hint = "import that file"
            self._desk.problem(n, "ballots", f"the ballots stand in '{shortened(value)}'", hint)
        elif name == "seats" and value.isdecimal():
            self.draft.seats = int(value)
        elif name not in _KNOWN:
            self._desk.note("left-out", f"'{shortened(name)}' is not known and was left out", n)
        self._in_list = value.startswith("[") and not value.endswith("]")

    def _ballot(self, n: int, text: str) -> None:
        count = _COUNT.match(text)
        if not text:
            if self._scores:
                self.end()
        elif count:
            self.end()
            self._count, self._count_line = int(count[1]), n
        else:
            self._score(n, text)

    def _score(self, n: int, text: str) -> None:
        name, sign, value = (part.strip() for part in text.rpartition("="))
        if not sign:
            hint = "write: Candle = 5"
            self._desk.problem(n, "ballots", f"'{shortened(text)}' is no score", hint)
            return
        self._first = self._first or n
        option = None if self._desk.is_left_out(name) else self._desk.option(name, n)
        if option is None:
            return
        if option in self._scores:
            message = f"'{shortened(name)}' stands twice on the ballot"
            self._spoilt |= self._desk.unreadable(n, message, "a blank line ends a ballot")
            return
        try:
            self._scores[option] = self._cells.read(value)
        except ValueError as error:
            self._spoilt |= self._desk.unreadable(n, f"'{shortened(value)}' is {error}")

    def end(self) -> None:
        """Finish the ballot under way."""
        if self._scores or self._spoilt:
            values = tuple(self._scores.get(n) for n in range(len(self._desk.options)))
            paper = Paper(values, self._first, self._count, spoilt=self._spoilt)
            self.draft.papers.append(paper)
        elif self._count_line:
            message = "no ballot stands below this line"
            self._desk.problem(self._count_line, "ballots", message, "write: Candle = 5")
        self._scores, self._count, self._count_line = {}, 1, 0
        self._first, self._spoilt = 0, False
