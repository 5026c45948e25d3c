"""Where a line of text may end, and how text is set in lines of about the same length.

The rules for Han text are those of "Requirements for Chinese Text Layout" (W3C, 3.1.2 "Prohibition
rules for line start and line end"); words of other scripts stay whole unless one is longer than a
line.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

_NO_START = frozenset(
    "，。、；：！？）」』】》〉〕〗｝”’…—～·・‧,.!?;:)]}%‰°℃ー々〻"  # noqa: RUF001 - meant
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ゛゜ヽヾゝゞ"
)
_NO_END = frozenset("（「『【《〈〔〖｛“‘([{￥＄$£€#＃@＠")  # noqa: RUF001 - meant
_AFTER = frozenset("-–—/")
_OPENING = frozenset("（「『【《〈〔〖｛")  # noqa: RUF001 - meant
_STEPS = 12
"""Halvings when the narrowest width is looked for; a thousandth of a line is near enough."""

Line = tuple[int, int]
"""First character of a line, and the one after its last."""


def may_break(before: str, after: str) -> bool:
    """Whether a line may end between two characters."""
    if after == " " or after in _NO_START or before in _NO_END:
        return False
    if before == " " or is_wide(before) or is_wide(after):
        return True
    return before in _AFTER and after.isalpha()


def is_wide(char: str) -> bool:
    """Whether a character fills a square, as Han characters do (Unicode, UAX #11)."""
    return unicodedata.east_asian_width(char) in {"W", "F"}


def opens(char: str) -> bool:
    """Whether a character is a bracket whose left half is empty."""
    return char in _OPENING


def chunks(text: str) -> list[Line]:
    """The parts between which lines may end; together they are the text."""
    cuts = [0, *(n for n in range(1, len(text)) if may_break(text[n - 1], text[n])), len(text)]
    return [(start, end) for start, end in pairwise(cuts) if end > start]


@dataclass(frozen=True)
class Setting:
    """A text ready to be set in lines.

    Attributes:
        widths: of each character; 0 for one that hangs on the one before.
    """

    text: str
    widths: Sequence[float]

    @cached_property
    def parts(self) -> tuple[tuple[Line, float, float], ...]:
        """The chunks, each with its width and its width without the spaces at its end."""
        return tuple(self._part(first, end) for first, end in chunks(self.text))

    def _part(self, first: int, end: int) -> tuple[Line, float, float]:
        wide = sum(self.widths[first:end])
        spaces = len(self.text[first:end]) - len(self.text[first:end].rstrip(" "))
        return (first, end), wide, wide - sum(self.widths[end - spaces : end])

    def fill(self, width: float) -> list[Line]:
        """Lines as long as `width` lets them be; spaces at their ends count for nothing."""
        lines: list[Line] = []
        start, used = 0, 0.0
        for (first, _), wide, needed in self._short(width):
            if used and used + needed > width:
                lines.append((start, first))
                start, used = first, 0.0
            used += wide
        return [*lines, (start, len(self.text))] if self.text else []

    def balanced(self, width: float) -> list[Line]:
        """As few lines as `fill` makes, but of about the same length: no last line of one word."""
        lines = self.fill(width)
        low, high = width / 2, width
        for _ in range(_STEPS if len(lines) > 1 else 0):
            middle = (low + high) / 2
            found = self.fill(middle)
            if len(found) > len(lines) or self.torn(found) > self.torn(lines):
                low = middle
            else:
                high, lines = middle, found
        return lines

    def torn(self, lines: Sequence[Line]) -> int:
        """How many words are torn apart by these lines."""
        starts = {first for (first, _), _, _ in self.parts}
        return sum(start not in starts for start, _ in lines)

    def _short(self, width: float) -> Iterator[tuple[Line, float, float]]:
        """The chunks, cut where one is longer than a line."""
        for part in self.parts:
            (first, end), _, needed = part
            if needed <= width:
                yield part
                continue
            start, used = first, 0.0
            for n in range(first, end):
                if n > start and self.widths[n] and used + self.widths[n] > width:
                    yield (start, n), used, used
                    start, used = n, 0.0
                used += self.widths[n]
            yield (start, end), used, used


def shortened(setting: Setting, start: int, width: float) -> Line:
    """As much of the text from `start` on as fits, cut where a line may end or else in a word."""
    text, widths = setting.text, setting.widths
    used, end, kept = 0.0, start, start
    while end < len(text) and used + widths[end] <= width:
        used += widths[end]
        end += 1
        if end == len(text) or (may_break(text[end - 1], text[end]) or text[end] == " "):
            kept = end
    kept = kept if kept > start else end
    while kept > start and (text[kept - 1] == " " or text[kept - 1] in _NO_END | _NO_START):
        kept -= 1
    return start, kept
