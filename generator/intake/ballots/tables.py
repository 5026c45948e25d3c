"""Tables with a row a voter: CSV, TSV, and what spreadsheets and forms make of them."""

import csv
import io
from collections.abc import Iterator, Sequence

from generator.intake.ballots.answers import Answers
from generator.intake.ballots.desk import Desk, Draft
from generator.intake.ballots.roles import assigned
from generator.intake.ballots.rows import Row, Rows

ENDINGS = (".csv", ".tsv", ".tab")
SEPARATORS = (",", ";", "\t", "，")
_LOOKED_AT = 30
_QUOTES = "a cell in double quotes ends with one, and doubles those inside it"
_WORDS = {",": "commas", ";": "semicolons", "\t": "tabs", "，": "full-width commas"}


def looks_like(_text: str) -> bool:
    """Whatever is no other format is taken for a table."""
    return True


def read(text: str, desk: Desk) -> Draft:
    """The ballots of a table."""
    found = table(text, desk)
    if found is None:
        return Draft()
    (line, titles), rows = found
    answers = Answers(desk)
    columns = assigned(line, titles, [cells for _, cells in rows], answers, desk)
    return Draft() if columns is None else Rows(columns, answers, desk).read(rows)


def table(text: str, desk: Desk) -> tuple[Row, list[Row]] | None:
    """The titles of the columns and the rows below, all of one length; None if there is nothing."""
    sign = separator(text)
    if sign != ",":
        desk.note("separator", f"the columns are separated by {_WORDS[sign]}", 1)
    records = list(_records(text, sign, desk))
    if not records:
        desk.problem(0, "ballots", "the table is empty")
        return None
    return records[0], _even(records[1:], len(records[0][1]), desk)


def separator(text: str) -> str:
    """What stands between the columns: the sign that makes most rows as long as the first one."""
    best, best_score = ",", (0.0, 0)
    for sign in SEPARATORS:
        rows = []
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
        try:
            for cells in reader:
                if any(cells):
                    rows.append(len(cells))
                if len(rows) > _LOOKED_AT:
                    break
        except csv.Error:
            continue
        if rows and rows[0] > 1:
            score = (sum(row == rows[0] for row in rows) / len(rows), rows[0])
            if score > best_score:
                best, best_score = sign, score
    return best


def _records(text: str, sign: str, desk: Desk) -> Iterator[Row]:
    """Every row, and the line where it begins; the first one that is not blank comes first."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    line, first = 1, True
    try:
        for cells in reader:
            if cells and not (first and _is_blank(cells)):
                first = False
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        desk.problem(line, "csv", f"this row cannot be read: {error}", _QUOTES)


def _is_blank(cells: Sequence[str]) -> bool:
    return not any(cell and not cell.isspace() for cell in cells)


def _even(records: Sequence[Row], length: int, desk: Desk) -> list[Row]:
    """Rows as long as the header: empty cells at an end may be missing, or be too many."""
    while records and _is_blank(records[-1][1]) and len(records[-1][1]) < length:
        records = records[:-1]  # a line without separators at the end of a file is no row
    rows = []
    for line, cells in records:
        if len(cells) < length:
            rows.append((line, cells + [""] * (length - len(cells))))
        elif any(cell.strip() for cell in cells[length:]):
            message = f"{len(cells)} cells below {length} columns"
            hint = "put a cell that holds a separator in double quotes"
            desk.problem(line, "csv", message, hint)
        else:
            rows.append((line, cells[:length]))
    return rows
