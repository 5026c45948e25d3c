"""A text of a changelog as one paragraph of Markdown, whose links lead somewhere from anywhere."""

import re
from collections.abc import Callable, Container, Iterator
from urllib.parse import urljoin

from generator.kinds.table import KINDS
from generator.markup import mentions
from generator.markup.masking import masked
from generator.markup.outline import Item, Listing, Paragraph, blocks

_LINK = re.compile(r"!?\[(?P<label>[^\[\]\n]*)\]\(")
_ABSOLUTE = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
_REFERENCE = re.compile(rf"(?:{'|'.join(KINDS)}):[^\s/]+$")
_ENDS = (".", "。", "!", "！", "?", "？", ":", "：", ";", "；")


def flat(text: str) -> str:
    """The text in one paragraph: what its lists say follows behind, code is put into marks."""
    parts: list[str] = []
    for block in blocks(_without_fences(text)):
        if isinstance(block, Paragraph):
            parts.append(" ".join(block.text.split()))
        elif isinstance(block, Listing):
            if parts and not parts[-1].endswith(_ENDS):
                parts[-1] += ":"
            parts.append("; ".join(said for item in block.items for said in _said(item)))
        else:
            parts.append(f"{block.text}:")
    return " ".join(part for part in parts if part).strip()


def _said(item: Item) -> list[str]:
    return [
        " ".join(item.text.split()),
        *(said for child in item.children for said in _said(child)),
    ]


def _without_fences(text: str) -> str:
    """Code blocks as code spans, one a line."""
    rows: list[str] = []
    fence = ""
    for row in text.split("\n"):
        mark = re.match(r"[ \t]*(`{3,}|~{3,})", row)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = ""
        elif fence:
            rows.append(f"`{row.strip()}`" if row.strip() and "`" not in row else row)
        else:
            rows.append(row)
    return "\n".join(rows)


def relinked(text: str, base: str = "", there: Callable[[str], bool] = bool) -> tuple[str, int]:
    """The text with whole addresses, and how many links had to become plain words.

    Args:
        base: address of the file that the text comes from; empty if nobody knows it.
        there: whether the journal has the entry of a reference; all are taken to be there.
    """
    hidden = masked(text)
    pieces: list[str] = []
    at = lost = 0
    for found in _LINK.finditer(hidden):
        end = _closing(hidden, found.end())
        if found.start() < at or end < 0:
            continue
        url = text[found.end() : end].split(" ", maxsplit=1)[0].strip("<>")
        is_reference = _REFERENCE.match(url) is not None
        if _ABSOLUTE.match(url) or (is_reference and there(url)):
            continue
        label = text[slice(*found.span("label"))]
        whole = "" if is_reference else _joined(base, url)
        lost += not whole
        pieces += [text[at : found.start()], f"[{label}]({whole})" if whole else label]
        at = end + 1
    return "".join([*pieces, text[at:]]), lost


def _joined(base: str, url: str) -> str:
    """The whole address; empty if there is none, or it is one of a script."""
    try:
        whole = urljoin(base, url) if base and url else ""
    except ValueError:  # such as https://[
        return ""
    return whole if _ABSOLUTE.match(whole) else ""


def _closing(hidden: str, start: int) -> int:
    """Where the bracket of a link's address closes; -1 if it does not on its line."""
    depth = 1
    for n in range(start, min(len(hidden), start + 2000)):
        depth += (hidden[n] == "(") - (hidden[n] == ")")
        if depth == 0:
            return n
        if hidden[n] == "\n":
            return -1
    return -1


def unmentioned(text: str, known: Container[str] = ()) -> str:
    """The text in which `@name` stands in code marks, so that it names nobody.

    Args:
        known: handles in lower case that may be named.
    """
    hidden = masked(text)
    if "@" not in hidden:
        return text
    kept: list[str] = []
    at = 0
    for piece, is_handle in _handles(hidden):
        end = at + len(piece)
        named = is_handle and hidden[at - 1 : at] != "[" and piece[1:].casefold() not in known
        kept.append(f"`{text[at:end]}`" if named else text[at:end])
        at = end
    return "".join(kept)


def _handles(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, and which of them are `@name`."""
    for n, piece in enumerate(mentions.split(text)):
        yield (f"@{piece}", True) if n % 2 else (piece, False)
