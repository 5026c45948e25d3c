"""The rows of a table become ballots."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from generator.intake.ballots.answers import Answers
from generator.intake.ballots.cells import NOTHING, Cells, box, is_formula
from generator.intake.ballots.columns import Column, Role, inner, voter_in
from generator.intake.ballots.dates import Dates
from generator.intake.ballots.desk import Desk, Draft, Paper
from generator.intake.ballots.options import fold
from generator.intake.ballots.roles import guessed
from generator.intake.posts.report import shortened
from generator.model.ballots import COLUMNS
from generator.model.contest import BOXES, Form
from generator.problems import blotted
from generator.reader.ballots import RECEIPT

Row = tuple[int, list[str]]
_FALSE = frozenset({"", "no", "n", "0", "false", "否", "有效", "valid"})
_LARGEST = 10**9


class _Values(Struct):
    """The values of one ballot under way."""

    line: int
    marks: list[int | None]
    spoilt: bool = False


class Rows:
    """Reads the rows of a table whose columns have their roles."""

    def __init__(self, columns: Sequence[Column], answers: Answers, desk: Desk) -> None:
        self._columns = columns
        self._answers = answers
        self._desk = desk
        self._form = Form.MARKS
        self._cells = Cells(self._form)
        self._names: list[frozenset[str]] = []
        self._marked = self._of(Role.OPTION)
        self._naming = self._of(Role.CHOICE, Role.BOX, Role.ANSWER)
        self._about = self._of(Role.VOTER, Role.RECEIPT, Role.COUNT, Role.SPOILT)
        self._written = self._of(Role.COMMENT)

    def _of(self, *roles: Role) -> list[Column]:
        return [column for column in self._columns if column.role in roles]

    def read(self, rows: Sequence[Row]) -> Draft:
        """The ballots of the rows."""
        desk, draft = self._desk, Draft()
        form = desk.wish.form or self._form_of([cells for _, cells in rows])
        if form is None:
            hint = "say what they hold with the method of the poll, such as --method approval"
            desk.problem(1, "ballots", "the cells fit no kind of ballot", hint)
            return draft
        self._form = draft.form = form
        self._cells = Cells(form, desk.wish.scale, desk.wish.labels)
        self._names = [
            frozenset(fold(name) for name in (choice.id, choice.title, *choice.names))
            for choice in desk.options.choices
        ]
        self._converted()
        rows = self._filled(rows)
        values = [self._values(line, cells) for line, cells in rows]
        casts = self._casts(rows)
        for (line, cells), found, cast in zip(rows, values, casts, strict=True):
            draft.papers.append(self._paper(line, cells, found, cast))
            draft.comments += self._comments(cells)
        return draft

    def _form_of(self, rows: Sequence[Sequence[str]]) -> Form | None:
        if self._of(Role.CHOICE):
            return Form.RANKS
        if self._of(Role.OPTION):
            return guessed(self._columns, rows, self._desk)
        return Form.MARKS

    def _filled(self, rows: Sequence[Row]) -> Sequence[Row]:
        """The rows without blank ones, which are no ballots if a ballot would say who or when."""
        blank = {line for line, cells in rows if not any(map(str.strip, cells))}
        if not blank:
            return rows
        if all(c.role is Role.OPTION or c.title in COLUMNS for c in self._columns):
            message = f"{len(blank)} rows are blank and were taken as empty ballots"
            self._desk.note("blank", message, min(blank))
            return rows
        message = f"{len(blank)} blank rows were left out"
        self._desk.note("blank", message, min(blank))
        return [(line, cells) for line, cells in rows if line not in blank]

    def _converted(self) -> None:
        """Say what becomes of answers that are in another form than the poll's ballots."""
        ordered = [column.title.strip() for column in self._naming if column.role is Role.ANSWER]
        if self._form is Form.RANKS and ordered:
            message = f"the answers in each cell of '{ordered[0]}' were taken as ranks, best first"
            self._desk.note("read-as", message)
        if self._form is Form.MARKS and len(self._of(Role.CHOICE)) > 1:
            self._desk.note("read-as", "first and further choices were all taken as marks")

    def _values(self, line: int, cells: list[str]) -> _Values:
        values = _Values(line, [None] * len(self._desk.options))
        known, marks = self._cells.known, values.marks
        for column in self._marked:
            text = cells[column.place]
            if text in known:
                marks[column.number] = known[text]
            else:
                self._cell(column, text, values)
        for column in self._naming:
            self._named(column, cells[column.place], values)
        return values

    def _cell(self, column: Column, text: str, values: _Values) -> None:
        """A cell below an option whose text was not met before."""
        try:
            value = self._cells.read(text, self._names[column.number])
        except ValueError as error:
            message = f"'{shortened(text)}' below '{column.title.strip()}' is {error}"
            values.spoilt |= self._desk.unreadable(values.line, message)
        else:
            values.marks[column.number] = value

    def _named(self, column: Column, text: str, values: _Values) -> None:
        """A cell that names options."""
        if not text.strip() or (fold(text) in NOTHING and self._desk.options.find(text) is None):
            return
        if is_formula(text) and self._desk.options.find(text) is None:
            message = f"'{shortened(text)}' below '{column.title.strip()}' is a formula"
            values.spoilt |= self._desk.unreadable(values.line, message)
            return
        options, strange = self._answers.read(text)
        values.marks += [None] * (len(self._desk.options) - len(values.marks))
        for part in strange:
            message = f"'{shortened(part)}' is no option"
            hint = f"{self._desk.near(part)}; or leave it out: --ignore '{shortened(part)}'"
            if self._desk.wish.spoilt:
                values.spoilt |= self._desk.unreadable(values.line, message)
            else:
                self._desk.problem(values.line, "unknown-option", message, hint)
        for n, option in enumerate(options, start=1):
            self._put(values, option, self._value(column, n))

    def _value(self, column: Column, n: int) -> int | None:
        """What it means that the n-th answer of a cell names an option."""
        if column.role is Role.BOX:
            return column.number if self._form is Form.BOXES else None
        if self._form is Form.RANKS:
            return column.number if column.role is Role.CHOICE else n
        return 1 if self._form is Form.MARKS else None

    def _put(self, values: _Values, option: int, value: int | None) -> None:
        title = self._desk.options.choices[option].title
        if value is None:
            message = f"'{shortened(title)}' is named, but the poll counts {self._form}"
            values.spoilt |= self._desk.unreadable(values.line, message)
        elif values.marks[option] is not None and self._form is not Form.MARKS:
            message = f"'{shortened(title)}' stands twice on the ballot"
            values.spoilt |= self._desk.unreadable(values.line, message)
        else:
            values.marks[option] = value

    def _casts(self, rows: Sequence[Row]) -> list[datetime | None]:
        columns = self._of(Role.CAST)
        if not columns:
            return [None] * len(rows)
        place = columns[0].place
        wish = self._desk.wish
        dates = Dates(wish.zone, wish.dates, (cells[place] for _, cells in rows))
        found: list[datetime | None] = []
        for line, cells in rows:
            text = cells[place]
            try:
                found.append(dates.read(text) if text.strip() else None)
            except ValueError as error:
                message = f"'{shortened(text)}' is {error}"
                hint = "write 2026-07-12 18:30, or leave the column out: --ignore COLUMN"
                self._desk.problem(line, "bad-date", message, hint)
                found.append(None)
        return found

    def _paper(self, line: int, cells: list[str], values: _Values, cast: datetime | None) -> Paper:
        voter = receipt = ""
        count = 1
        for column in self._about:
            text = cells[column.place].strip()
            if column.role is Role.VOTER:
                voter = voter_in(column.title, text)
            elif column.role is Role.RECEIPT and text:
                receipt = self._receipt(line, text)
            elif column.role is Role.COUNT and text:
                count = self._count(line, text)
            elif column.role is Role.SPOILT and fold(text) not in _FALSE:
                values.spoilt = True
        return Paper(tuple(values.marks), line, count, voter, receipt, cast, values.spoilt)

    def _receipt(self, line: int, text: str) -> str:
        if RECEIPT.match(text):
            return text
        message = f"'{shortened(text)}' cannot be a receipt"
        hint = "receipts are letters, digits and hyphens; to make some of it: --voter-column COLUMN"
        self._desk.problem(line, "bad-receipt", message, hint)
        return ""

    def _count(self, line: int, text: str) -> int:
        if text.isascii() and text.isdigit() and 0 < int(text) <= _LARGEST:
            return int(text)
        self._desk.problem(line, "bad-value", f"'{shortened(text)}' is no number of ballots")
        return 1

    def _comments(self, cells: Sequence[str]) -> list[tuple[str, str]]:
        """What a voter wrote, with what it is about, without e-mail addresses."""
        found = []
        for column in self._written:
            text = " ".join(cells[column.place].split())
            if text and fold(text) not in NOTHING:
                found.append((self._subject(column.title), blotted(text)))
        return found

    def _subject(self, title: str) -> str:
        for text in (title, inner(title)[1]):
            option = self._desk.options.find(text)
            if option is not None:
                return self._desk.options.choices[option].id
            number = box(text)
            if number is not None:
                return BOXES[number]
        return ""
