"""Where the head of a file ends and its text begins."""

import re
from dataclasses import dataclass

from generator.markup.prose import Finding
from generator.markup.yaml_text import Located, load

_FENCE = re.compile(r"^-{3,}\s*$")
_CLOSE = re.compile(r"^(-{3,}|\.{3})\s*$")
_FIELD = re.compile(r"^\s*(#|[^\s:#-][^:]*:(\s|$))")


@dataclass(frozen=True, slots=True)
class Split:
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
    """Front matter and body of a file, line ends made `\\n` and a byte-order mark dropped.

    A first line of three or more dashes opens front matter if a field or a comment follows; else
    it is a rule of the text.
    """
    rows = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if rows[0].strip() == "+++":
        return _refused(rows, "TOML front matter is for other generators", "friday import posts DIR")
    if not _FENCE.match(rows[0]) or not _opens(rows):
        return Split(Located({}), "\n".join(rows), 1)
    end = next((n for n, row in enumerate(rows[1:], 1) if _CLOSE.match(row)), None)
    if end is None:
        return _refused(rows, "the front matter has no end", "close it with a line of '---'")
    head = load("\n".join(rows[1:end]), first_line=2)
    if head.tree is None:
        head = Located({}, head.lines, head.findings)
    elif not isinstance(head.tree, dict):
        finding = Finding(2, "front-matter", "the front matter is no list of fields", "write 'title: …'")
        head = Located({}, head.lines, (*head.findings, finding))
    return Split(head, "\n".join(rows[end + 1 :]), end + 2)


def _opens(rows: list[str]) -> bool:
    following = next((row for row in rows[1:] if row.strip()), "")
    return bool(_FIELD.match(following) or _CLOSE.match(following))


def _refused(rows: list[str], message: str, hint: str) -> Split:
    finding = Finding(1, "front-matter", message, hint)
    return Split(Located({}, {}, (finding,)), "\n".join(rows), 1)
