"""Where the head of a file ends and its text begins."""

import re

from msgspec import Struct

from generator.markup.prose import Finding
from generator.markup.yaml_text import Located, load
from generator.patterns import late

_FENCE = late(r"^-{3,}\s*$")
_WIDE = late(r"^\s*[^\s:：]+：", re.MULTILINE)
_CLOSE = late(r"^(-{3,}|\.{3})\s*$")
_KEY = late(r"^(- +)?[\w-]+\s*(：|:(?!//))")
_FIELD = late(r"^\s*(#|[^\s:#-][^:]*:(\s|$)|\w+(：|:(?!//)))")


class Split(Struct, frozen=True):
    """A file in two.

    Attributes:
        head: the front matter; its tree is a dict, empty when the file has none.
        body: the Markdown text after it.
        body_line: line of the file on which `body` begins, from 1.
    """

    head: Located
    body: str
    body_line: int


def split(text: str) -> Split:
    r"""Front matter and body of a file, line ends made `\n` and a byte-order mark dropped.

    A first line of three or more dashes opens front matter if fields or a comment follow; else it
    is a rule of the text. Empty lines may stand before it.
    """
    rows = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((n for n, row in enumerate(rows) if row.strip()), 0)
    if rows[first].strip() == "+++":
        message = "TOML front matter is for other generators"
        return _refused(rows, first, message, "friday import posts DIR")
    if not _FENCE.match(rows[first]) or not _opens(rows[first + 1 :]):
        return Split(Located({}), "\n".join(rows), 1)
    end = next((n for n in range(first + 1, len(rows)) if _CLOSE.match(rows[n])), None)
    if end is None:
        hint = "close it with a line of '---'"
        return _refused(rows, first, "the front matter has no end", hint)
    head = _fields("\n".join(rows[first + 1 : end]), first + 2)
    return Split(head, "\n".join(rows[end + 1 :]), end + 2)


def _fields(text: str, first_line: int) -> Located:
    head = load(text, first_line)
    if head.tree is None:
        return Located({}, head.lines, head.findings)
    if isinstance(head.tree, dict):
        return head
    message = "the front matter is no list of fields"
    wide = bool(_WIDE.search(text))
    hint = "write 'title: …' with the colon ':', not '：'" if wide else "write 'title: …'"
    finding = Finding(first_line, "front-matter", message, hint)
    return Located({}, head.lines, (*head.findings, finding))


def _opens(rows: list[str]) -> bool:
    """Whether what follows begins with a field, a comment or the end, or has a field and an end."""
    following = next((row for row in rows if row.strip()), "")
    if _FIELD.match(following) or _CLOSE.match(following):
        return True
    end = next((n for n, row in enumerate(rows) if _CLOSE.match(row)), 0)
    return any(_KEY.match(row) for row in rows[:end])


def _refused(rows: list[str], first: int, message: str, hint: str) -> Split:
    finding = Finding(first + 1, "front-matter", message, hint)
    return Split(Located({}, {}, (finding,)), "\n".join(rows), 1)
