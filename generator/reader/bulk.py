"""Data files that hold many entries: a list in YAML, or a table in CSV with fields as columns."""

import csv
import io
from collections.abc import Iterator

from generator.markup.yaml_text import Tree, load
from generator.model.validation import Fields, problem_of
from generator.problems import Location, Problem, did_you_mean


def rows(path: str, data: bytes, known: frozenset[str]) -> tuple[list[Fields], list[Problem]]:
    """The raw fields of each entry in a data file, and what is wrong with the file itself.

    Args:
        known: names that a column of a table may have.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "save the file as UTF-8"
        return [], [Problem(Location(path, line), "encoding", "this is not UTF-8", hint)]
    return _table(path, text, known) if path.lower().endswith(".csv") else _list(path, text)


def _list(path: str, text: str) -> tuple[list[Fields], list[Problem]]:
    located = load(text.replace("\r\n", "\n").replace("\r", "\n"))
    problems = [problem_of(path, finding) for finding in located.findings]
    tree = located.tree if located.tree is not None else []
    if not isinstance(tree, list):
        hint = "begin every entry with '- id: …'"
        problems.append(Problem(Location(path, 1), "bulk", "the file holds no list", hint))
        return [], problems
    places: list[dict[tuple[str | int, ...], Location]] = [{} for _ in tree]
    for where, line in located.lines.items():
        if where and isinstance(where[0], int):
            places[where[0]][where[1:]] = Location(path, line)
    found: list[Fields] = []
    for item, place in zip(tree, places, strict=True):
        if isinstance(item, dict):
            found.append(Fields(item, place))
        else:
            problems.append(
                Problem(place[()], "bulk", "this item has no fields", "write '- id: …'")
            )
    return found, problems


def _table(path: str, text: str, known: frozenset[str]) -> tuple[list[Fields], list[Problem]]:
    found: list[Fields] = []
    problems: list[Problem] = []
    header: list[str] = []
    for line, cells in _records(text, problems, path):
        if not any(cell.strip() for cell in cells):
            continue
        if not header:
            header = [cell.strip() for cell in cells]
            problems += _header(Location(path, line), header, known)
            if len(header) == 1 and header[0] not in known:
                return [], problems
        elif len(cells) > len(header):
            said = f"{len(cells)} cells below {len(header)} columns"
            hint = "put a cell that holds a comma in double quotes"
            problems.append(Problem(Location(path, line), "csv", said, hint))
        else:
            pairs = zip(header, cells, strict=False)
            values: dict[str, Tree] = {
                name: cell.strip() for name, cell in pairs if name in known and cell.strip()
            }
            found.append(Fields(values, {(): Location(path, line)}))
    return found, problems


def _header(place: Location, header: list[str], known: frozenset[str]) -> Iterator[Problem]:
    """What is wrong with the names of the columns, which is said once and not for every row."""
    for n, name in enumerate(header):
        if not name:
            yield Problem(place, "csv", f"column {n + 1} has no name", "name its field")
        elif name in header[:n]:
            message = f"two columns are called '{name}'"
            yield Problem(place, "duplicate-key", message, "keep one of them")
        elif name not in known:
            between = next((sign for sign in (";", "\t", "，") if sign in name), "")
            sign = "a tab" if between == "\t" else f"'{between}'"
            message = f"there is no field '{name}'"
            hint = did_you_mean(name, known) or f"columns are {', '.join(sorted(known))}"
            if between:
                message = f"the columns are separated by {sign}"
                hint = "save the table with commas between its columns"
            yield Problem(place, "csv" if between else "unknown-field", message, hint)


def _records(text: str, problems: list[Problem], path: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""))
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.append(
                Problem(Location(path, line), "csv", f"this row cannot be read: {error}")
            )
            return
        yield line, cells
