"""A masked text of a changelog in which credit after credit is hidden, from its end on.

It knows what may follow a name: references to issues, brackets, the end. What was found out about
the end of the text is kept, and nothing looks further than a few hundred characters, so that the
work grows with the text and no faster.
"""

import re

from generator.markup.masking import DESTINATION
from generator.patterns import late

_REFERENCE = (
    rf"(?:\[[^\[\]\n]{{0,80}}\]\({DESTINATION}*\)|\[[^\[\]\n]{{0,80}}\]\[[^\[\]\n]{{0,80}}\]"
    r"|(?:issue|pr|pull|gh|common|closes|fixes|refs?)?[ ]?#\w+|https?://[^\s()]+|\x01+|❤️?|🎉|✨|\ufe0f"
    r"|(?:closes|fixes|see|refs?|pr|issue|in|and|at|在|中|和|及)\b)"
)
_REST = late(rf"(?:{_REFERENCE}|[\s.,;:!，；。、：！()（）|*\]\[-])*+", re.IGNORECASE)
_ENDED = late(rf"(?:[ \t]*[(（]?{_REFERENCE}[)）]?)++[ \t]*[.。!！](?=\s|$|[㐀-鿿])", re.IGNORECASE)
_CLOSED = late(rf"(?:[ \t]*(?:{_REFERENCE}|[,，、]))*+[ \t]*(?=[)）])", re.IGNORECASE)
_FURTHEST = 240


class Veiled:
    """The text, of which more and more is hidden; asked about it from its end to its beginning."""

    __slots__ = ("_edge", "_only", "_signs")

    def __init__(self, masked: str) -> None:
        self._signs = list(masked)
        self._edge = len(masked)
        self._only = True

    def part(self, start: int, end: int) -> str:
        """The text between two places, as it is hidden now."""
        return "".join(self._signs[max(start, 0) : end])

    def hide(self, start: int, end: int) -> None:
        """Make the text between two places look like an address."""
        self._signs[start:end] = DESTINATION * (min(end, len(self._signs)) - start)

    def filled(self, at: int) -> int:
        """Where the last word before a place ends."""
        while at > 0 and self._signs[at - 1].isspace():
            at -= 1
        return at

    def is_last(self, at: int) -> bool:
        """Whether nothing but references follows up to the end; asked with ever smaller places."""
        if at < self._edge:
            self._only = self._only and bool(_REST.fullmatch(self.part(at, self._edge)))
            self._edge = at
            return self._only
        return bool(_REST.fullmatch(self.part(at, at + _FURTHEST)))

    def is_sentence_end(self, at: int) -> bool:
        """Whether references and a full stop follow."""
        return bool(_ENDED.match(self.part(at, at + _FURTHEST)))

    def closing(self, at: int) -> int:
        """Place of the bracket that closes behind nothing but references; -1 without one."""
        found = _CLOSED.match(self.part(at, at + _FURTHEST))
        return at + found.end() if found else -1
