"""Where the code in a Markdown text is, so that nothing inside it is rewritten."""

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache

from msgspec import Struct

_FENCE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})(.*)$")
_BACKTICKS = re.compile(r"(?<!\\)`+")


class CodeSpans(Struct, frozen=True):
    """The code of one text, as offsets in order."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __contains__(self, offset: object) -> bool:
        """Whether the character at an offset is code."""
        n = bisect_right(self.starts, offset) - 1 if isinstance(offset, int) else -1
        return n >= 0 and isinstance(offset, int) and offset < self.ends[n]


@lru_cache(maxsize=4)  # one text is looked through for several patterns
def code_spans(text: str) -> CodeSpans:
    """Fenced blocks (an unclosed one reaches to the end) and inline code (CommonMark 4.5, 6.1)."""
    blocks = _fenced(text)
    spans: list[tuple[int, int]] = []
    position = 0
    for start, end in [*blocks, (len(text), len(text))]:
        spans.extend(_inline(text, position, start))
        spans.append((start, end))
        position = end
    return CodeSpans(tuple(s for s, _ in spans), tuple(e for _, e in spans))


def rewrite(pattern: re.Pattern[str], text: str, new: Callable[[re.Match[str], int], str]) -> str:
    """The text with each match outside code replaced by `new(match, row)`; rows count from 0."""
    if pattern.search(text) is None:
        return text
    code = code_spans(text)
    row = last = 0

    def replace(match: re.Match[str]) -> str:
        nonlocal row, last
        row += text.count("\n", last, match.start())
        last = match.start()
        return match[0] if last in code else new(match, row)

    return pattern.sub(replace, text)


def _fenced(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    open_fence, start, offset = "", 0, 0
    for row in text.split("\n"):
        match = _FENCE.match(row) if "```" in row or "~~~" in row else None
        fence = match[1] if match else ""
        rest = match[2] if match else ""
        if not open_fence and fence and not (fence[0] == "`" and "`" in rest):
            open_fence, start = fence, offset
        elif open_fence and fence.startswith(open_fence) and not rest.strip():
            found.append((start, offset + len(row)))
            open_fence = ""
        offset += len(row) + 1
    if open_fence:
        found.append((start, len(text)))
    return found


def _inline(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans between two equal runs of backticks inside one paragraph."""
    found: list[tuple[int, int]] = []
    runs = list(_BACKTICKS.finditer(text, start, end))
    n = 0
    limit = start
    while n < len(runs):
        if limit < runs[n].end():
            paragraph = text.find("\n\n", runs[n].end(), end)
            limit = end if paragraph < 0 else paragraph
        close = _closing(runs, n, limit)
        if close is None:
            n += 1
            continue
        found.append((runs[n].start(), runs[close].end()))
        n = close + 1
    return found


def _closing(runs: list[re.Match[str]], opening: int, limit: int) -> int | None:
    length = len(runs[opening][0])
    for n in range(opening + 1, len(runs)):
        if runs[n].end() > limit:
            return None
        if len(runs[n][0]) == length:
            return n
    return None
