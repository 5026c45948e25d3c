"""Where in the source a link, a picture or a person stands.

Engines give HTML without line numbers. The n-th time a page needs the line of the same word it is
the word's n-th occurrence in the source. A word that the source spells in another way has the line
of its text's beginning: a place to look, never a crash.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from html import escape
from string import ascii_letters, digits
from urllib.parse import quote

_TAG = re.compile(r"<[^<>]*>")
# What a word goes on with; at the ends of a text stands nothing.
_AFTER = frozenset(f"{ascii_letters}{digits}_-")
_BEFORE = _AFTER | {"/", "."}


class Lines:
    """The lines of one text; the work is done only when somebody asks."""

    def __init__(self, text: str, first_line: int = 1) -> None:
        """Lines of `text`, which begins on line `first_line` of its file."""
        self.text = text
        self.first_line = first_line
        self._starts: list[int] = []
        self._seen: dict[str, tuple[Iterator[int], int]] = {}

    def at(self, offset: int) -> int:
        """The line of a character."""
        if not self._starts:
            self._starts = [0, *(found.end() for found in re.finditer("\n", self.text))]
        return self.first_line + bisect_right(self._starts, offset) - 1

    def of(self, word: str, purpose: str = "") -> int:
        """The line of the next occurrence of `word`; the last one's when there are no more.

        Each `purpose` counts for itself, so that asking twice about one picture gives one line.
        """
        return self._line(self._offset(f"{purpose} {word}", lambda: self._written(word)))

    def of_words(self, words: str) -> int:
        """The line of the next place where exactly this is written."""
        return self._next(f"={words}", re.escape(words))

    def of_fence(self, language: str) -> int:
        """The line of the next code fence in this language."""
        word = re.escape(language)
        return self._next(f"```{language}", rf"(?:`{{3,}}|~{{3,}})[ \t]*\{{?\.?{word}")

    def of_nothing(self) -> int:
        """The line of the next link or picture that is written without an address."""
        return self._next("]()", r"\]\(\s*\)|(?:href|src)=(?:\"\s*\"|'\s*')")

    def of_tag(self, name: str) -> tuple[int, str]:
        """The line of the next tag with this name (in any case), and the tag as it is written."""
        tag = rf"<(?i:{re.escape(name)})(?![\w-])"
        offset = self._offset(f"<{name}", lambda: self._offsets(tag))
        found = _TAG.match(self.text, offset) if offset >= 0 else None
        return self._line(offset), found[0] if found else f"<{name}>"

    def _next(self, key: str, pattern: str) -> int:
        return self._line(self._offset(key, lambda: self._offsets(pattern)))

    def _line(self, offset: int) -> int:
        return self.first_line if offset < 0 else self.at(offset)

    def _offset(self, key: str, found: Callable[[], Iterator[int]]) -> int:
        """Where the next occurrence begins; the last one's place when there are no more, or -1."""
        offsets, last = self._seen.get(key) or (found(), -1)
        last = next(offsets, last)
        self._seen[key] = offsets, last
        return last

    def _offsets(self, pattern: str) -> Iterator[int]:
        return (found.start() for found in re.finditer(pattern, self.text))

    def _written(self, word: str) -> Iterator[int]:
        """Where a word stands by itself, in any of its spellings."""
        spellings = _spellings(word)
        if len(spellings) > 1 or not word:
            either = "|".join(map(re.escape, spellings))
            yield from self._offsets(rf"(?<![A-Za-z0-9_/.-])(?:{either})(?![A-Za-z0-9_-])")
            return
        # Nearly every word has one spelling, and to compile a pattern takes longer than to look.
        text, place = self.text, self.text.find(word)
        while place >= 0:
            end = place + len(word)
            alone = text[place - 1 : place] not in _BEFORE and text[end : end + 1] not in _AFTER
            if alone:
                yield place
            place = text.find(word, end if alone else place + 1)


def _spellings(word: str) -> tuple[str, ...]:
    """The ways in which a source may write what the page calls `word`."""
    return tuple(
        dict.fromkeys((word, escape(word, quote=False), quote(word, safe="/:#?&=%@+,;~!$'()*[]")))
    )
