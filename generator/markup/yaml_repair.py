"""What to say about a line that is no YAML, and how it was probably meant.

The mended line is for the parser only, so that it finds the next mistake in the same run; the
author gets the finding. A new mistake is a new row of `_RULES`, which are tried in order.
"""

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from generator.patterns import late

_SIGNS = "\"'[]{}*&!|>%@`,-?"
_PAIR = late(r"^(\s*(?:- +)*)([^\s:#'\"][^:]*):\s+(.*\S)\s*$")
_ITEM = late(r"^(\s*(?:- +)+)()(.*\S)\s*$")
_NO_SPACE = late(r"^(\s*(?:- +)*)([^\s:：]+)\s*(?:：\s*|:)(.*\S)\s*$")
_GLUED_ITEM = late(r"^(\s*)-([^\s-].*?)\s*$")
_NAME = late(r"^\s*(?:- +)*([^\s:：]+)\s*:(\s|$)")
_WORD = late(r"[^\s,\]}]*")
_BEFORE_VALUE = late(r"^\s*(?:- +)*(?:[^\s:#][^:]*:\s+)?$")


class Trouble(Struct, frozen=True):
    """Where a parser stumbled.

    Attributes:
        problem: the parser's own words.
        row: index of the row, from 0; `column` likewise.
        context: what the parser was about to read, and `context_row` where that began.
    """

    problem: str
    row: int
    column: int
    context: str
    context_row: int


class Repair(Struct, frozen=True):
    """A row that is at fault.

    Attributes:
        mended: what to read in its place; None if nobody can tell.
    """

    row: int
    code: str
    message: str
    hint: str
    mended: str | None


def repair(rows: Sequence[str], trouble: Trouble) -> Repair:
    """The row that caused the trouble, with a sentence for its author."""
    for words, rule in _RULES:
        if words in trouble.problem:
            found = rule(rows, trouble)
            if found is not None:
                return found
    row = trouble.row
    message = f"this line cannot be read: {trouble.problem or 'not YAML'}"
    return Repair(row, "yaml", message, f"near: {rows[row].strip()[:60]}", None)


def quoted(value: str) -> str:
    """A value in the quotes that an author would choose."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return f"'{_doubled(value)}'"


def _doubled(value: str) -> str:
    return value.replace("'", "''")


def _character(rows: Sequence[str], trouble: Trouble) -> Repair | None:
    """A tab, or one of the three signs that no value may begin with."""
    text = rows[trouble.row]
    rest = text[trouble.column :]
    if rest.startswith("\t"):
        mended = text.replace("\t", "  ")
        return Repair(trouble.row, "yaml-tab", "a tab stands here", "indent with spaces", mended)
    whole = _BEFORE_VALUE.match(text[: trouble.column])
    word = _WORD.match(rest)
    if word is None or not word[0]:
        return None
    value = re.split(r"\s+#", rest)[0].strip() if whole else word[0]
    after = "" if whole else rest[len(word[0]) :]
    mended = f"{text[: trouble.column]}'{_doubled(value)}'{after}"
    hint = f"write {quoted(value)} with its quotes"
    return Repair(trouble.row, "yaml-quotes", f"'{word[0]}' needs quotes", hint, mended)


def _colon(rows: Sequence[str], trouble: Trouble) -> Repair | None:
    """A colon that YAML did not expect: inside a value, or behind a line that is not finished."""
    row = trouble.row
    pair = _PAIR.match(rows[row])
    if pair and ": " in f"{pair[3]} " and trouble.column > pair.end(2):
        return _in_quotes(row, pair, "holds a colon and a space, which YAML reads as its own sign")
    above = next((n for n in range(row - 1, -1, -1) if rows[n].strip()), None)
    if above is None:
        return None
    return _without_colon(rows, above) or _too_deep(rows, row, above)


def _no_colon(rows: Sequence[str], trouble: Trouble) -> Repair | None:
    """A line without the colon that makes it a field."""
    return _without_colon(rows, trouble.context_row)


def _without_colon(rows: Sequence[str], row: int) -> Repair | None:
    text = rows[row]
    if _NAME.match(text):
        return None
    item = _GLUED_ITEM.match(text)
    if item:
        message, hint = "a space is missing behind '-'", f"write '- {item[2]}'"
        return Repair(row, "yaml-colon", message, hint, f"{item[1]}- {item[2]}")
    glued = _NO_SPACE.match(text)
    if glued and "://" not in glued[0]:
        before, name, value = glued.groups()
        wide = "：" in text[: glued.start(3)]
        message = (
            f"the colon behind '{name}' is a full-width one"
            if wide
            else f"a space is missing behind '{name}:'"
        )
        good = f"{name}: {value}"
        return Repair(row, "yaml-colon", message, f"write '{good}'", f"{before}{good}")
    message = "this line is no field: it has no colon"
    return Repair(row, "yaml-colon", message, "a field is written 'name: value'", "")


def _too_deep(rows: Sequence[str], row: int, above: int) -> Repair | None:
    name, other = _NAME.match(rows[row]), _NAME.match(rows[above])
    if name is None or other is None:
        return None
    message = f"'{name[1]}' is indented deeper than '{other[1]}' above it, which has a value"
    margin = rows[above][: len(rows[above]) - len(rows[above].lstrip())]
    hint = "begin both in the same column"
    return Repair(row, "yaml-indent", message, hint, margin + rows[row].lstrip())


def _sign(rows: Sequence[str], trouble: Trouble) -> Repair | None:
    """A value that begins with one of YAML's signs but is meant as text."""
    row = trouble.row
    for n in range(row):
        open_quote = _PAIR.match(rows[n])
        if open_quote and open_quote[3][0] in "\"'" and open_quote[3].count(open_quote[3][0]) == 1:
            return _in_quotes(n, open_quote, "begins with a quote that is never closed")
    pair = _PAIR.match(rows[row]) or _ITEM.match(rows[row])
    if pair is None or pair[3][0] not in _SIGNS:
        return _misfit(rows, trouble)
    sign = pair[3][0]
    if sign in "\"'":
        return _in_quotes(row, pair, "does not end with its closing quote")
    return _in_quotes(row, pair, f"begins with '{sign}', which YAML reads as its own sign")


def _misfit(rows: Sequence[str], trouble: Trouble) -> Repair | None:
    if "while parsing a block" not in trouble.context or not rows[trouble.row].strip():
        return None
    message = "this line does not fit the lines above it"
    hint = "begin the fields of one record in the same column, and every item of a list with '- '"
    return Repair(trouble.row, "yaml-indent", message, hint, None)


def _unclosed(rows: Sequence[str], trouble: Trouble) -> Repair | None:
    """A list or a quotation that has no end."""
    row = trouble.context_row
    pair = _PAIR.match(rows[row]) or _ITEM.match(rows[row])
    if pair is None:
        return None
    sign = pair[3][0]
    if sign in "\"'":
        return _in_quotes(row, pair, "begins with a quote that is never closed")
    end = {"[": "]", "{": "}"}.get(sign)
    if end is None or end in pair[3]:
        return _in_quotes(row, pair, f"begins with '{sign}', which YAML reads as its own sign")
    message = f"{_of(pair)} begins with '{sign}' that is never closed"
    return Repair(row, "yaml-open", message, f"close it with '{end}'", rows[row].rstrip() + end)


def _escape(rows: Sequence[str], trouble: Trouble) -> Repair | None:
    """A backslash inside double quotes, as in a path of Windows."""
    row = trouble.row
    pair = _PAIR.match(rows[row]) or _ITEM.match(rows[row])
    sign = rows[row][trouble.column : trouble.column + 2]
    return _in_quotes(row, pair, f"holds '{sign}', which means nothing there") if pair else None


def _in_quotes(row: int, pair: re.Match[str], what: str) -> Repair:
    """Advice to put the whole value of a field or of an item in quotes."""
    before, name, value = pair.groups()
    bare = value[1:] if value[0] in "\"'" else value
    if bare != value and bare[-1:] == value[0] and not _quotes_inside(value):
        bare = bare[:-1]
    elif bare != value and value.count(value[0]) > 1:
        bare = value
    mended = f"{before}{name}{': ' if name else ''}'{_doubled(bare)}'"
    hint = f"put the value in quotes: {quoted(bare)}"
    return Repair(row, "yaml-quotes", f"{_of(pair)} {what}", hint, mended)


def _quotes_inside(value: str) -> bool:
    """Whether a value is made of several quotations, as in `"a" and "b"`."""
    return re.search(rf"{value[0]}\s.*\s{value[0]}", value[1:-1]) is not None


def _of(pair: re.Match[str]) -> str:
    return f"the value of '{pair[2]}'" if pair[2] else "this item"


def _second_document(_rows: Sequence[str], trouble: Trouble) -> Repair:
    hint = "delete the line"
    return Repair(trouble.row, "yaml", "a second document begins here", hint, "")


def _outdented(rows: Sequence[str], trouble: Trouble) -> Repair | None:
    """A line further left than the first, which sets the margin of all."""
    first = next(row for row in rows if row.strip())
    margin = first[: len(first) - len(first.lstrip())]
    text = rows[trouble.row]
    if not margin or text.startswith(margin):
        return None
    message = "this line begins further left than the first one"
    hint = "begin all fields in the same column"
    return Repair(trouble.row, "yaml-indent", message, hint, margin + text.lstrip())


_RULES: Sequence[tuple[str, Callable[[Sequence[str], Trouble], Repair | None]]] = (
    ("found character", _character),
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("unexpected end of stream", _unclosed),
    ("did not find expected ',' or", _unclosed),
    ("unknown escape", _escape),
    ("another document", _second_document),
    ("expected <document start>", _outdented),
    ("", _sign),
)
