"""Markdown with the same length and lines, in which nothing is left that only looks like words.

Code, comments, tags and addresses are replaced character by character, so that a place in the
masked text is the same place in the text.
"""

import re
from collections.abc import Iterator

from generator.patterns import late

DESTINATION = "\x01"
"""What stands for each character of an address."""

CODE = "\x00"
"""What stands for each character of code, of a comment and of a tag."""

_FENCE = late(r"^[ \t]*(`{3,}|~{3,})[^\n]*$", re.MULTILINE)
_TICKS = late(r"(?<!\\)`++")
_BLOCK_END = late(r"\n(?=[ \t]*(?:\n|[-*+#>|]|\d{1,3}[.)]))")
_COMMENT = late(r"<!--|<(?=[A-Za-z/])")
_ADDRESS = late(r"(?<=\]\()(?:[^()\n]|\([^()\n]*\))*+(?=\))|https?://[^\s<>()（），。；、]++")


def masked(text: str) -> str:
    """The text with `CODE` and `DESTINATION` in place of what is no words."""
    if not any(sign in text for sign in ("`", "<", "](", "://", "~~~")):
        return text
    hidden = _without_code(_without_fences(text))
    hidden = _without_tags(hidden) if "<" in hidden else hidden
    return _ADDRESS.sub(lambda found: _blank(found[0], DESTINATION), hidden)


def _blank(text: str, sign: str) -> str:
    if "\n" not in text:
        return sign * len(text)
    return "\n".join(sign * len(row) for row in text.split("\n"))


def _without_fences(text: str) -> str:
    fences = list(_FENCE.finditer(text)) if "```" in text or "~~~" in text else []
    pieces: list[str] = []
    at, opened = 0, None
    for fence in fences:
        if opened is None:
            opened = fence
        elif fence[1].startswith(opened[1]):
            pieces += [text[at : opened.start()], _blank(text[opened.start() : fence.end()], CODE)]
            at, opened = fence.end(), None
    return "".join([*pieces, text[at:]])


def _without_code(text: str) -> str:
    """Code spans: from a run of backticks to the next one of the same length in the same block."""
    if "`" not in text:
        return text
    pieces: list[str] = []
    at = 0
    for start, end in _spans(text):
        pieces += [text[at:start], _blank(text[start:end], CODE)]
        at = end
    return "".join([*pieces, text[at:]])


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for edge in [*(found.end() for found in _BLOCK_END.finditer(text)), len(text)]:
        runs = [found.span() for found in _TICKS.finditer(text, start, edge)]
        start = edge
        partner: dict[int, int] = {}
        last: dict[int, int] = {}
        for n in range(len(runs) - 1, -1, -1):
            length = runs[n][1] - runs[n][0]
            if length in last:
                partner[n] = last[length]
            last[length] = n
        n = 0
        while n < len(runs):
            if n in partner:
                yield runs[n][0], runs[partner[n]][1]
                n = partner[n]
            n += 1


def _without_tags(text: str) -> str:
    pieces: list[str] = []
    at = 0
    ends = {"<!--": "-->", "<": ">"}
    never: set[str] = set()
    for found in _COMMENT.finditer(text):
        closing = ends[found[0]]
        if found.start() < at or closing in never:
            continue
        end = text.find(closing, found.end())
        if end < 0:
            never.add(closing)
            continue
        if closing == ">" and "\n" in text[found.start() : end]:
            continue
        end += len(closing)
        pieces += [text[at : found.start()], _blank(text[found.start() : end], CODE)]
        at = end
    return "".join([*pieces, text[at:]])
