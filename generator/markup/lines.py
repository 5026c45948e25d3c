"""Where in the source a link, a picture or a person stands.

Engines give HTML without line numbers. The n-th time a page needs the line of the same word it is
the word's n-th occurrence in the source. A word that the source spells in another way has the line
of its text's beginning: a place to look, never a crash.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from html import escape
from urllib.parse import quote

_TAG = re.compile(r"<[^<>]*>")


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
        return self._next(
            f"{purpose} {word}", rf"(?<![A-Za-z0-9_/.-])(?:{_spellings(word)})(?![A-Za-z0-9_-])"
        )

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
        offset = self._offset(f"<{name}", rf"<(?i:{re.escape(name)})(?![\w-])")
        found = _TAG.match(self.text, offset) if offset >= 0 else None
        return self._line(offset), found[0] if found else f"<{name}>"

    def _next(self, key: str, pattern: str) -> int:
        return self._line(self._offset(key, pattern))

    def _line(self, offset: int) -> int:
        return self.first_line if offset < 0 else self.at(offset)

    def _offset(self, key: str, pattern: str) -> int:
        """Where the next occurrence begins; the last one's place when there are no more, or -1."""
        offsets, last = self._seen.get(key) or (self._offsets(pattern), -1)
        last = next(offsets, last)
        self._seen[key] = offsets, last
        return last

    def _offsets(self, pattern: str) -> Iterator[int]:
        return (found.start() for found in re.finditer(pattern, self.text))


def _spellings(word: str) -> str:
    """The ways in which a source may write what the page calls `word`, as alternatives."""
    spellings = dict.fromkeys(
        (word, escape(word, quote=False), quote(word, safe="/:#?&=%@+,;~!$'()*[]"))
    )
    return "|".join(map(re.escape, spellings))
