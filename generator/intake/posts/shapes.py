"""The shapes that front matter has in the wild, each read to the same fields.

Every scalar is text, as in our own files: `version: 3.0` stays `3.0`. What is damaged is read as
far as it can be, and noted; nothing of it disappears without a word.
"""

import json
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from enum import StrEnum

from msgspec import Struct, field

from generator.intake.posts.report import Notebook, shortened
from generator.intake.posts.text import without_control_characters
from generator.markup.yaml_text import Tree, load


class Shape(StrEnum):
    """How the front matter of a file is written."""

    HEADERS = "headers"
    YAML = "yaml"
    TOML = "toml"
    JSON = "json"
    COMMENTS = "comments"
    NONE = "none"


class Shaped(Struct, frozen=True):
    """A file in two.

    Attributes:
        fields: by name in lower case.
        lines: line of each field, from 1.
        body: the text after the front matter and the blank lines that follow it.
        body_line: line of the file on which `body` begins.
    """

    shape: Shape
    body: str
    body_line: int
    fields: Mapping[str, Tree] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)

    def line(self, name: str) -> int:
        """Where a field stands; 0 if that is not known."""
        return self.lines.get(name, 0)


# What tells front matter from a text that looks like it.
KNOWN = frozenset(
    {"title", "date", "layout", "author", "authors", "tags", "categories", "category", "slug",
     "draft", "published", "permalink", "description", "summary", "excerpt", "path", "aliases"}
)  # fmt: skip

_DASHES = re.compile(r"^-{3,}\s*$")
_DASHES_END = re.compile(r"^(-{3,}|\.{3})\s*$")
_PLUSES = re.compile(r"^\+{3}\s*$")
_YAML_ROW = re.compile(r"""^("?'?)([\w.-]+)\1\s*:(?:\s+(.*?))?\s*$""")
_YAML_OTHER = re.compile(r"^(\s|#|- |-$|[\]}])")
_TOML_ROW = re.compile(r"""^\s*"?([\w.-]+)"?\s*=\s*(.*?)\s*$""")
_HEADER = re.compile(r"^([A-Za-z][\w-]*):(?:\s+(.*?))?\s*$")
_COMMENT = re.compile(r"^\.\. ([\w-]+):\s*(.*?)\s*$")
_QUOTES = {'"', "'"}

Rows = Sequence[str]


def read(text: str, book: Notebook) -> Shaped:
    """Front matter and text of a file whose lines end with a line feed."""
    rows = text.split("\n")
    for reader in (_yaml, _toml, _json, _comments, _headers):
        found = reader(rows, book)
        if found:
            return found
    return _shaped(Shape.NONE, rows, 0)


def _shaped(
    shape: Shape,
    rows: Rows,
    start: int,
    fields: Mapping[str, Tree] | None = None,
    lines: Mapping[str, int] | None = None,
) -> Shaped:
    """The parts of a file whose text begins at row `start` or at the next that is not blank."""
    while start < len(rows) and not rows[start].strip():
        start += 1
    lower = {name.lower(): value for name, value in (fields or {}).items()}
    places = {name.lower(): line for name, line in (lines or {}).items()}
    return Shaped(shape, "\n".join(rows[start:]), start + 1, lower, places)


def _end(rows: Rows, fence: re.Pattern[str]) -> int | None:
    return next((n for n, row in enumerate(rows[1:], 1) if fence.match(row)), None)


def _yaml(rows: Rows, book: Notebook) -> Shaped | None:
    end = _end(rows, _DASHES_END) if _DASHES.match(rows[0]) else None
    if end is None or not _is_yaml_head(rows[1:end]):
        return None
    head = without_control_characters("\n".join(rows[1:end]))
    try:
        located = load(head, first_line=2)
    except RecursionError:
        return _row_by_row(Shape.YAML, rows, end, _YAML_ROW, book)
    if located.tree is not None and not isinstance(located.tree, dict):
        return _row_by_row(Shape.YAML, rows, end, _YAML_ROW, book)
    for finding in located.findings:
        book.note(finding.line, "front-matter", shortened(finding.message))
    if located.tree is None and located.findings:
        return _row_by_row(Shape.YAML, rows, end, _YAML_ROW, book)
    tops = {str(path[0]): line for path, line in located.lines.items() if len(path) == 1}
    return _shaped(Shape.YAML, rows, end + 1, located.tree or {}, tops)


def _is_yaml_head(rows: Rows) -> bool:
    """Whether these rows between two rules are fields, and not text between two rules."""
    written = [row for row in rows if row.strip()]
    names = [match[2] for row in written if (match := _YAML_ROW.match(row))]
    if any(name.lower() in KNOWN for name in names):
        return True
    if not written:
        return True
    fits = all(_YAML_ROW.match(row) or _YAML_OTHER.match(row) for row in written)
    # "Note: …" between two rules is prose; fields of that shape are written small
    return fits and any(name[:1].islower() for name in names)


def _row_by_row(
    shape: Shape, rows: Rows, end: int, pattern: re.Pattern[str], book: Notebook
) -> Shaped:
    """What can be saved of a head that is neither YAML nor TOML: its `name: value` rows."""
    fields: dict[str, Tree] = {}
    lines: dict[str, int] = {}
    for line, row in enumerate(rows[1:end], 2):
        match = pattern.match(without_control_characters(row))
        if match:
            groups = match.groups()
            name, value = groups[-2], groups[-1]
            lines[name] = line
            fields[name] = _unquoted(value or "")
        elif row.strip() and not row.startswith("#"):
            book.note(line, "front-matter", f"this line was not understood: {shortened(row)}")
    book.note(1, "front-matter", f"not valid {shape.upper()}; it was read line by line")
    return _shaped(shape, rows, end + 1, fields, lines)


def _unquoted(value: str) -> Tree:
    if len(value) > 1 and value[0] == value[-1] and value[0] in _QUOTES:
        return value[1:-1]
    if value.startswith("[") and value.endswith("]"):
        return [_unquoted(item.strip()) for item in value[1:-1].split(",") if item.strip()]
    return value or None


def _toml(rows: Rows, book: Notebook) -> Shaped | None:
    end = _end(rows, _PLUSES) if _PLUSES.match(rows[0]) else None
    if end is None:
        return None
    head = "\n".join(rows[1:end])
    try:
        table = tomllib.loads(head, parse_float=str)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError, or a number too long to be one
        book.note(1, "front-matter", shortened(f"not valid TOML: {error}"))
        return _row_by_row(Shape.TOML, rows, end, _TOML_ROW, book)
    lines = {m[1]: n for n, row in enumerate(rows[1:end], 2) if (m := _TOML_ROW.match(row))}
    return _shaped(Shape.TOML, rows, end + 1, _fields(table), lines)


def _json(rows: Rows, book: Notebook) -> Shaped | None:
    if not rows[0].startswith("{"):
        return None
    text = "\n".join(rows)
    try:
        table, size = json.JSONDecoder(parse_float=str).raw_decode(text)
    except (ValueError, RecursionError):  # a text may begin with a brace
        return None
    if not isinstance(table, dict) or not KNOWN & {str(name).lower() for name in table}:
        return None
    end = text.count("\n", 0, size)
    if rest := text[size:].split("\n", 1)[0].strip():
        book.note(end + 1, "front-matter", f"left out behind the JSON: {shortened(rest)}")
    names = [(n, re.match(r'\s*[{,]?\s*"([\w.-]+)"\s*:', row)) for n, row in enumerate(rows, 1)]
    lines = {match[1]: n for n, match in reversed(names) if match and n <= end + 1}
    return _shaped(Shape.JSON, rows, end + 1, _fields(table), lines)


def _fields(table: Mapping[str, object]) -> dict[str, Tree]:
    return {str(name): _tree(value) for name, value in table.items()}


def _tree(value: object) -> Tree:
    """A value of TOML or JSON with every scalar as text."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return _fields(value)
    if isinstance(value, list):
        return [_tree(item) for item in value]
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return without_control_characters(str(value))


def _comments(rows: Rows, _book: Notebook) -> Shaped | None:
    """Nikola: `.. title: …`, inside one HTML comment or bare up to the first blank line."""
    first = 1 if rows[0].strip() == "<!--" else 0
    return _named_rows(Shape.COMMENTS, rows, first, _COMMENT, lambda row: row.strip() == "-->")


def _headers(rows: Rows, _book: Notebook) -> Shaped | None:
    """Pelican: `Title: …` at the top, up to the first blank line."""
    return _named_rows(Shape.HEADERS, rows, 0, _HEADER, lambda _row: False)


def _named_rows(
    shape: Shape,
    rows: Rows,
    first: int,
    pattern: re.Pattern[str],
    ends: Callable[[str], bool],
) -> Shaped | None:
    """Rows of one name and value each; None unless all fit and a title or a date is among them."""
    fields: dict[str, Tree] = {}
    lines: dict[str, int] = {}
    name = ""
    end = len(rows)
    for n, row in enumerate(rows[first:], first):
        if ends(row) or (not row.strip() and first == 0):
            end = n
            break
        match = pattern.match(row)
        if match:
            name = match[1]
            fields[name], lines[name] = _clean(match[2]), n + 1
        elif row.startswith((" ", "\t")) and name:
            fields[name] = f"{fields[name] or ''}\n{_clean(row.strip())}".strip()
        elif row.strip():
            return None
    if not {"title", "date"} & {known.lower() for known in fields}:
        return None
    return _shaped(shape, rows, end + 1, fields, lines)


def _clean(value: str | None) -> str:
    return without_control_characters(value or "")
