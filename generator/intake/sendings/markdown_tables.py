"""Tables in Markdown (GitHub Flavored Markdown 0.29, section 4.10) as cells with their headings."""

import re
from collections.abc import Iterator, Sequence

Cells = tuple[tuple[str, str], ...]
"""Heading and Markdown of each cell of a row."""

_DELIMITER = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")
_PICTURE = re.compile(r"!\[([^\]\n]{0,300})\]\([^)\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{0,300})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,300}\])")
_TAG = re.compile(r"<[^<>\n]{1,300}>")
_SIGNS = re.compile(r"[*_`~]{1,3}")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_PIPE = re.compile(r"(?<!\\)\|")
_MOST_CELLS = 100


def largest_table(text: str, start: int) -> Sequence[tuple[int, Cells]]:
    """The rows of the longest table of a text, each with its line; pictures give their words.

    Args:
        start: line of the file on which the text begins.
    """
    best: Sequence[tuple[int, Cells]] = ()
    rows = text.split("\n")
    ends = 0
    for n in range(1, len(rows)):
        if (
            n > ends
            and "|" in rows[n - 1]
            and "-" in rows[n]
            and _DELIMITER.fullmatch(rows[n][:2000])
        ):
            ends = _end(rows, n)
            found = list(_below(rows, n, ends, start))
            best = found if len(found) > len(best) else best
    return best


def bare_text(markdown: str) -> str:
    """A short text without its markup: links give their words, pictures what they show."""
    text = _LINK.sub(r"\1", _PICTURE.sub(r"\1", markdown))
    text = _SIGNS.sub("", _TAG.sub("", text))
    return " ".join(_ESCAPED.sub(r"\1", text).split()).strip(" :：")


def _end(rows: Sequence[str], delimiter: int) -> int:
    """The row behind a table."""
    below = range(delimiter + 1, len(rows))
    return next((n for n in below if not rows[n].strip() or "|" not in rows[n]), len(rows))


def _below(
    rows: Sequence[str], delimiter: int, end: int, start: int
) -> Iterator[tuple[int, Cells]]:
    headings = [bare_text(cell) for cell in _cells(rows[delimiter - 1])]
    for n in range(delimiter + 1, end):
        cells = [_PICTURE.sub(r"\1", cell).strip() for cell in _cells(rows[n])]
        if cells and bare_text(cells[0]):
            yield n + start, tuple(zip(headings, cells, strict=False))


def _cells(row: str) -> list[str]:
    bare = row.strip().removeprefix("|")
    if bare.endswith("|") and not bare.endswith("\\|"):
        bare = bare[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _PIPE.split(bare, _MOST_CELLS)][
        :_MOST_CELLS
    ]
