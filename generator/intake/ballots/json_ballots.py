"""JSON: a list of ballots, as scripts and web forms write them.

    [{"voter": "17", "cast": "2026-07-12T18:30Z", "ballot": {"candle": 1, "even": 2}},
     {"voter": "18", "ballot": ["even", "candle"]},
     {"ballot": "even"}]

An object says what was put beside each option, a list names options, best first; a ballot may stand
by itself, without the object around it.
"""

import json
from collections.abc import Mapping
from datetime import datetime

from generator.intake.ballots.cells import Cells
from generator.intake.ballots.dates import Dates
from generator.intake.ballots.desk import Desk, Draft, Paper
from generator.intake.posts.report import shortened
from generator.model.contest import Form
from generator.reader.ballots import RECEIPT

ENDINGS = (".json",)
_FIELDS = frozenset({"voter", "receipt", "cast", "count", "spoilt", "ballot"})
_HINT = '{"voter": "17", "ballot": {"candle": 1}}'


def looks_like(text: str) -> bool:
    """Whether a text is JSON."""
    begin = "".join(text[:200].split())
    ends = text.rstrip()[-1:]  # ABIF may begin with an object, and does not end with it
    return ends in {"]", "}"} and begin[:2] in {"[{", "[[", '["', "[]", '{"', "{}"}


def read(text: str, desk: Desk) -> Draft:
    """The ballots of a list."""
    draft = Draft()
    try:
        tree = json.loads(text)
    except json.JSONDecodeError as error:
        desk.problem(error.lineno, "json", f"this is no JSON: {error.msg}")
        return draft
    except RecursionError:
        desk.problem(1, "json", "lists stand in lists too often")
        return draft
    if isinstance(tree, dict) and isinstance(tree.get("ballots"), list):
        tree = tree["ballots"]
    if not isinstance(tree, list):
        desk.problem(1, "ballots", "the file holds no list of ballots", f"[{_HINT}]")
        return draft
    items = [item if _is_wrapped(item) else {"ballot": item} for item in tree]
    draft.form = desk.wish.form or _form(items, desk)
    reader = _Reader(desk, draft.form)
    lines = _lines(text)
    for n, item in enumerate(items):
        line = lines[n] if len(lines) == len(items) else n + 1
        draft.papers.append(reader.paper(line, item))
    return draft


def _is_wrapped(item: object) -> bool:
    return isinstance(item, dict) and "ballot" in item


def _lines(text: str) -> list[int]:
    """The line in which each item of the outermost list begins."""
    decoder = json.JSONDecoder()
    found: list[int] = []
    at = text.find("[") + 1
    line, counted = 1, 0
    while at:
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        if at >= len(text) or text[at] == "]":
            break
        line += text.count("\n", counted, at)
        counted = at
        found.append(line)
        _, at = decoder.raw_decode(text, at)
    return found


def _form(items: list[dict[str, object]], desk: Desk) -> Form:
    """What ballots hold where nobody said it, judging by all of them."""
    ballots = [item["ballot"] for item in items]
    several = any(isinstance(ballot, list) and len(ballot) > 1 for ballot in ballots)
    values = [v for b in ballots if isinstance(b, Mapping) for v in b.values()]
    numbers = [v for v in values if isinstance(v, int) and not isinstance(v, bool)]
    names = {name for b in ballots if isinstance(b, Mapping) for name in b}
    form = Form.RANKS if several else Form.MARKS
    if any(isinstance(v, str) for v in values):
        form = Form.BOXES
    elif numbers and max(numbers) > 1:
        is_rank = min(numbers) > 0 and max(numbers) <= len(names)
        form = Form.RANKS if is_rank else Form.SCORES
    desk.note("guessed", f"the ballots were taken as {form}, judging by what they hold")
    return form


class _Reader:
    """Reads ballot after ballot of one form."""

    def __init__(self, desk: Desk, form: Form) -> None:
        self._desk = desk
        self._form = form
        self._cells = Cells(form, desk.wish.scale, desk.wish.labels)
        self._dates = Dates(desk.wish.zone, desk.wish.dates)

    def paper(self, line: int, item: Mapping[str, object]) -> Paper:
        """One ballot with what stands around it."""
        left = sorted(name for name in item if name not in _FIELDS)
        if left:
            named = ", ".join(f"'{shortened(name)}'" for name in left)
            self._desk.note("dropped", f"not written: {named}", line)
        values, spoilt = self._values(line, item["ballot"])
        receipt, count = str(item.get("receipt") or ""), item.get("count", 1)
        if receipt and not RECEIPT.match(receipt):
            self._desk.problem(line, "bad-receipt", f"'{shortened(receipt)}' cannot be a receipt")
            receipt = ""
        if not isinstance(count, int) or isinstance(count, bool) or count < 1:
            self._desk.problem(line, "bad-value", f"'{shortened(count)}' is no number of ballots")
            count = 1
        voter = item.get("voter")
        spoilt = spoilt or bool(item.get("spoilt"))
        said = "" if voter is None else str(voter)
        return Paper(tuple(values), line, count, said, receipt, self._cast(line, item), spoilt)

    def _cast(self, line: int, item: Mapping[str, object]) -> datetime | None:
        text = item.get("cast")
        if text in {None, ""}:
            return None
        try:
            return self._dates.read(str(text))
        except ValueError as error:
            self._desk.problem(line, "bad-date", f"'{shortened(text)}' is {error}")
            return None

    def _values(self, line: int, ballot: object) -> tuple[list[int | None], bool]:
        if isinstance(ballot, Mapping):
            return self._beside(line, ballot)
        names = ballot if isinstance(ballot, list) else [] if ballot is None else [ballot]
        flat = [name if isinstance(name, list) else [name] for name in names]
        groups = [
            [o for o in (self._option(n, line) for n in group) if o is not None] for group in flat
        ]
        values, spoilt = self._desk.ranked(groups, line)
        if self._form is Form.MARKS:
            values = [None if value is None else 1 for value in values]
        elif self._form is not Form.RANKS and any(groups):
            message = f"options are named, but the poll counts {self._form}"
            spoilt |= self._desk.unreadable(line, message, _HINT)
        return values, spoilt

    def _option(self, name: object, line: int) -> int | None:
        if self._desk.is_left_out(str(name)):
            return None
        return self._desk.option(str(name), line)

    def _beside(self, line: int, ballot: Mapping[str, object]) -> tuple[list[int | None], bool]:
        found: dict[int, int | None] = {}
        spoilt = False
        for name, value in ballot.items():
            option = self._option(name, line)
            text = "" if value is None else str(value)
            try:
                read = self._cells.read(text)
            except ValueError as error:
                message = f"'{shortened(text)}' beside '{shortened(name)}' is {error}"
                spoilt |= self._desk.unreadable(line, message)
                continue
            if option is not None:
                found[option] = read
        return [found.get(n) for n in range(len(self._desk.options))], spoilt
