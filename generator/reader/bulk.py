"""Data files that hold many entries: a list in YAML, or a table in CSV with fields as columns."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

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
        if not _is_said(cells):
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


def differing(
    path: str, before: bytes, now: bytes, known: frozenset[str]
) -> list[tuple[Fields, Fields]] | None:
    """What each row was, and what it is, where that is not the same; lines may be others.

    None if there are other rows now, or something is wrong with them.

    Args:
        before: the content of a file of which nothing was wrong.
    """
    if path.lower().endswith(".csv"):
        before, now = _around(before, now)
    old, _ = rows(path, before, known)
    new, wrong = rows(path, now, known)
    if wrong or len(old) != len(new):
        return None
    return [(was, row) for was, row in zip(old, new, strict=True) if was.tree != row.tree]


def _around(before: bytes, now: bytes) -> tuple[bytes, bytes]:
    """The names of the columns, and the rows but for those that begin or end both tables.

    All of both where that cannot be told.
    """
    try:
        old, new = _lines(before), _lines(now)
        same = _alike(old, new)
        head, start = _begin(new, same)
        if same < head:
            return before, now
        tail = min(_alike(old[:start:-1], new[:start:-1]), len(old), len(new))
        end, stop = _end(old, new, start, tail)
    except (UnicodeDecodeError, csv.Error, StopIteration):
        return before, now
    kept = (old[:head] + old[start:end], new[:head] + new[start:stop])
    return "".join(kept[0]).encode(), "".join(kept[1]).encode()


def _lines(data: bytes) -> list[str]:
    return io.StringIO(data.decode("utf-8-sig"), newline="").readlines()


def _alike(old: list[str], new: list[str]) -> int:
    """How many lines are the same before the first that is not."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(old), len(new)))


def _begin(lines: list[str], same: int) -> tuple[int, int]:
    """Where the names of the columns end, and where the record begins that holds a line."""
    records = _ends(lines, 0)
    head = start = next(end for end, cells in records if _is_said(cells))
    for end, _ in records:
        if end > same:
            break
        start = end
    return head, start


def _end(old: list[str], new: list[str], start: int, tail: int) -> tuple[int, int]:
    """Where records end in both, with nothing behind but lines that are the same in both."""
    olds, news = _ends(old, start), _ends(new, start)
    end, stop = next(olds)[0], next(news)[0]
    while (left := len(old) - end) != (rest := len(new) - stop) or left > tail:
        if left >= rest:
            end = next(olds)[0]
        if rest >= left:
            stop = next(news)[0]
    return end, stop


def _ends(lines: list[str], start: int) -> Iterator[tuple[int, list[str]]]:
    """The line behind each record, and its cells, from a line on at which one begins."""
    reader = csv.reader(islice(lines, start, None))
    for cells in reader:
        yield start + reader.line_num, cells


def _is_said(cells: list[str]) -> bool:
    """Whether a record is more than an empty line."""
    return any(cell.strip() for cell in cells)
