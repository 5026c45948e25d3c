"""A text as changelogs are laid out: headings, lists and what stands between, each with its line.

Not Markdown's own tree: lists whose nesting is a matter of taste (two spaces, four, five), bold
lines and underlines of `~` that are meant as headings, and headings that are damaged, are read the
way their authors mean them.
"""

import re
from collections.abc import Sequence

from msgspec import Struct, field

from generator.markup.masking import masked
from generator.patterns import late

_ATX = late(
    r"^ {0,3}(?:\*\*)?(#{1,6})(?:[ \t]+|(?<=##)(?=[^\s\d#]))(?P<text>\S.*?)[ \t]*#*[ \t]*(?:\*\*)?$"
)
_BOLD = late(r"^ {0,3}(?P<sign>\*\*|__)(?P<text>[^*_\n]{1,80}?)[:：]?(?P=sign)[ \t]*[:：]?[ \t]*$")
_RULE = late(r"^[ \t]*(?:([-*_=])[ \t]*)(?:\1[ \t]*){2,}(?:\*\*)?$")
_UNDERLINE = late(r"^(?P<sign>[=~-])(?P=sign){2,}[ \t]*$")
_ITEM = late(
    r"^(?P<indent>[ \t]*)(?P<mark>[-*+•·]|\d{1,3}[.)、])(?:[ \t\xa0]+|(?=[\[`【])|$)(?P<text>.*)$"
)
_LEVELS = {"=": 1, "~": 2, "-": 2}
BOLD_LEVEL = 7
"""Level of a bold line that stands for a heading: below all others."""


class Item(Struct):
    """One item of a list; `lines` are its own, `children` those that are indented below it."""

    indent: int
    line: int
    lines: list[str]
    children: list["Item"] = field(default_factory=list)
    end: int = 0

    @property
    def text(self) -> str:
        """The words of the item itself, in as many lines as they have."""
        return "\n".join(self.lines).strip()


class Heading(Struct, frozen=True):
    """A heading; `level` 1 to 6, or `BOLD_LEVEL`."""

    level: int
    text: str
    line: int


class Listing(Struct):
    """A list: its first line, the line after its last, and its items."""

    line: int
    end: int
    items: list[Item]


class Paragraph(Struct):
    """Anything else, up to the next empty line."""

    line: int
    lines: list[str]

    @property
    def text(self) -> str:
        """The paragraph as it is written."""
        return "\n".join(self.lines)


Block = Heading | Listing | Paragraph


def blocks(text: str, first_line: int = 1) -> list[Block]:
    """What a text is made of, in order; its first line is `first_line` of its file."""
    rows = _plain_underlines(text.split("\n"))
    return _Scanner(rows, first_line).run()


def _plain_underlines(rows: Sequence[str]) -> list[str]:
    """Rows in which a heading that is underlined begins with `#` instead.

    An underline of `~` would else open a block of code.
    """
    found = list(rows)
    for n in range(1, len(rows)):
        under = _UNDERLINE.match(rows[n])
        above = rows[n - 1]
        alone = n == 1 or not rows[n - 2].strip()
        if under and alone and above.strip() and not _ATX.match(above) and not _RULE.match(above):
            found[n - 1] = f"{'#' * _LEVELS[under['sign']]} {above.strip()}"
            found[n] = ""
    return found


class _Scanner:
    """One walk over the rows of a text."""

    def __init__(self, rows: Sequence[str], first_line: int) -> None:
        self.rows = rows
        self.hidden = masked("\n".join(rows)).split("\n")
        self.first_line = first_line
        self.blocks: list[Block] = []
        self._open: list[Item] = []
        self._blank = True

    def run(self) -> list[Block]:
        for n, (row, hidden) in enumerate(zip(self.rows, self.hidden, strict=True)):
            self._row(row, hidden, n + self.first_line)
        return self.blocks

    def _row(self, row: str, hidden: str, line: int) -> None:
        if not row.strip() or _is_nothing(row, hidden):
            self._blank = True
            self._continue("", line, only_if_open=True)
            return
        heading = _heading(row, hidden, line)
        item = None if heading or hidden[:1] == "\x00" == hidden[-1:] else _ITEM.match(row)
        if heading:
            self._open = []
            self.blocks.append(heading)
        elif _RULE.match(row) and _RULE.match(hidden):
            self._open = []
        elif item and not _RULE.match(row):
            self._item(item, line)
        elif not self._continue(row, line):
            self._paragraph(row, line)
        self._blank = False

    def _item(self, found: re.Match[str], line: int) -> None:
        indent = len(found["indent"].expandtabs(4))
        while self._open and indent <= self._open[-1].indent + (len(self._open) == 0):
            self._open.pop()
        item = Item(indent, line, [found["text"].strip()], end=line + 1)
        if self._open:
            self._open[-1].children.append(item)
        elif self.blocks and isinstance(self.blocks[-1], Listing):
            self.blocks[-1].items.append(item)
        else:
            self.blocks.append(Listing(line, line + 1, [item]))
        self._open.append(item)
        self._ends(line)

    def _continue(self, row: str, line: int, *, only_if_open: bool = False) -> bool:
        """Whether a row goes on with the open item; then it does."""
        if not self._open:
            return False
        if only_if_open:
            self._open[-1].lines.append("")
            return True
        indent = len(row.expandtabs(4)) - len(row.expandtabs(4).lstrip())
        while self._blank and self._open and indent <= self._open[-1].indent:
            self._open.pop()
        if not self._open:
            return False
        own = self._open[-1]
        own.lines.append(row[min(own.indent + 2, len(row) - len(row.lstrip())) :].rstrip())
        self._ends(line)
        return True

    def _ends(self, line: int) -> None:
        for item in self._open:
            item.end = line + 1
        last = self.blocks[-1]
        if isinstance(last, Listing):
            last.end = line + 1

    def _paragraph(self, row: str, line: int) -> None:
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, Paragraph) and not self._blank:
            last.lines.append(row)
        else:
            self.blocks.append(Paragraph(line, [row]))


def _is_nothing(row: str, hidden: str) -> bool:
    """Whether a row is all comment; code is something."""
    bare = hidden.strip(" \t\x00")
    return not bare and row.lstrip().startswith("<!--") and row.rstrip().endswith("-->")


def _heading(row: str, hidden: str, line: int) -> Heading | None:
    if hidden[:1] == "\x00" and not hidden.strip("\x00 "):
        return None
    found = _ATX.match(row)
    if found and (hidden.lstrip(" *")[:1] == "#"):
        return Heading(len(found[1]), found["text"].removesuffix("**"), line)
    bold = _BOLD.match(row)
    return Heading(BOLD_LEVEL, bold["text"], line) if bold else None
