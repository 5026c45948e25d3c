"""Texts of strangers without what deceives those who read them, and what that was, in words.

Taken out here: control characters and non-characters, halves of surrogates, what turns the
direction of what follows (Unicode TR9, section 2), tags and other signs that nobody sees. Markup
stays as it came: it is sanitised where it is rendered.
"""

import re
from collections.abc import Iterable

from generator.markup.characters import clean, without_hidden, without_turning

_MARKS = re.compile("[\u0300-\u036f\u0483-\u0489\u1dc0-\u1dff\u20d0-\u20ff]{5,}")
_MOST_MARKS = 4
_TURNS = (
    "character that turns the direction of text",
    "characters that turn the direction of text",
)
_HIDES = ("character that nobody sees", "characters that nobody sees")
_PILES = ("mark piled upon a letter", "marks piled upon letters")
_SPACES = re.compile(r"(?<![^\S\n])[^\S\n]+$", re.MULTILINE)
_EMPTY = re.compile(r"\n{4,}")


class Removed:
    """What was taken out of one submission, in words for the people who decide."""

    def __init__(self, begun: Iterable[str] = ()) -> None:
        self._words = dict.fromkeys(begun)
        self._counted: dict[tuple[str, str], int] = {}

    def add(self, words: str) -> None:
        """Something was taken out."""
        self._words[words] = None

    def count(self, one: str, many: str, times: int) -> None:
        """Something was taken out several times; it is called otherwise if it was one."""
        if times:
            self._counted[one, many] = self._counted.get((one, many), 0) + times

    @property
    def words(self) -> tuple[str, ...]:
        """Everything, one phrase each."""
        counted = self._counted.items()
        said = (f"{n} {one if n == 1 else many}" for (one, many), n in counted)
        return (*self._words, *said)


def cleaned(text: str, most: int, removed: Removed) -> str:
    """A text of several lines.

    Args:
        most: the longest, in characters; the rest is cut off.
    """
    legal, _ = clean(text.expandtabs(4) if len(text) <= most else text, 1)
    removed.count("control character", "control characters", _lost(text, legal))
    straight = without_turning(legal)
    removed.count(*_TURNS, len(legal) - len(straight))
    seen = without_hidden(straight)
    removed.count(*_HIDES, len(straight) - len(seen))
    calm = _MARKS.sub(lambda found: found[0][:_MOST_MARKS], seen)
    removed.count(*_PILES, len(seen) - len(calm))
    tidy = _EMPTY.sub("\n\n\n", _SPACES.sub(_ending, calm)).strip("\n")
    if len(tidy) > most:
        removed.add(f"{len(tidy) - most} characters behind the first {most} of a text")
    return tidy[:most].strip()


def line(text: str, most: int, removed: Removed) -> str:
    """A text of one line."""
    return cleaned(" ".join(text.split()), most, removed)


def _ending(found: re.Match[str]) -> str:
    """Two blanks at the end of a line break it (CommonMark 0.31, 6.7); more say no more."""
    return "  " if found[0].startswith("  ") else ""


def _lost(text: str, legal: str) -> int:
    same = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return max(0, len(same.expandtabs(4)) - len(legal)) if "\t" in same else len(same) - len(legal)
