"""Form exports as tables: CSV and TSV (RFC 4180), and what spreadsheets make of them."""

import csv
import io
from collections.abc import Iterator

from generator.intake.ballots.tables import separator
from generator.intake.sendings.columns import Row, take
from generator.intake.sendings.sending import MOST_SENDINGS, Asked, Sheaf
from generator.intake.sendings.texts import text_of
from generator.model.submission import Sort

MOST_COLUMNS = 1000
_LONGEST_CELL = 4 << 20  # characters; the module's own limit is 131,072 for all of the program


def read(data: bytes, sheaf: Sheaf, asked: Asked) -> None:
    """A sending for each row of a table whose first row holds the questions."""
    rows = list(_rows(text_of(data, sheaf), sheaf))
    if not rows and not sheaf.problems:
        sheaf.wrong(0, "empty-file", "the table has no rows", "export it with its headings")
    take(rows, Sort.CSV, sheaf, asked)


def _rows(text: str, sheaf: Sheaf) -> Iterator[Row]:
    """The rows below the headings, each with the line where it begins."""
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield from _records(text, sheaf)
    except csv.Error as error:
        hint = "a cell in double quotes ends with one, and doubles those inside it"
        sheaf.wrong(0, "csv", f"the table cannot be read to its end: {error}", hint)
    finally:
        csv.field_size_limit(before)


def _records(text: str, sheaf: Sheaf) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True)
    line, headings, count = 1, list[str](), 0
    for whole in reader:
        cells = whole[:MOST_COLUMNS]
        if any(cell.strip() for cell in cells):
            if not headings:
                _wide(whole, line, sheaf)
                headings = _headings(cells)
            elif count < MOST_SENDINGS:
                count += 1
                if any(cell.strip() for cell in cells[len(headings) :]):
                    message = f"{len(cells)} cells below {len(headings)} columns"
                    hint = "put a cell that holds a separator in double quotes"
                    sheaf.wrong(line, "csv", message, hint)
                else:
                    yield Row(line, dict(zip(headings, cells, strict=False)))
            else:
                sheaf.wrong(line, "too-many", f"more than {MOST_SENDINGS} rows; cut the table up")
                return
        line = reader.line_num + 1


def _wide(cells: list[str], line: int, sheaf: Sheaf) -> None:
    if len(cells) > MOST_COLUMNS:
        message = f"{len(cells)} columns; only the first {MOST_COLUMNS} are read"
        sheaf.note(line, "too-many", message)


def _headings(cells: list[str]) -> list[str]:
    """The headings, each once: a second one of the same name gets a number."""
    found: dict[str, None] = {}
    for n, cell in enumerate(cells):
        name = " ".join(cell.split()) or f"column {n + 1}"
        while name in found:
            name = f"{name} ({n + 1})"
        found[name] = None
    return list(found)
