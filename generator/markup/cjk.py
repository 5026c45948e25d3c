"""Which characters belong to writing without spaces, and what follows from it for line breaks.

The rule is that of CSS Text 3, "Segment Break Transformation": a line break between two wide East
Asian characters is no space. Korean is not among them, because it puts spaces between its words.
"""

from collections.abc import Callable

from generator.patterns import late

LETTERS = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
)
"""Han, kana and bopomofo, as the inside of a character class."""

WIDE = (
    "\u2e80-\u2fdf\u2ff0-\u303e\u3041-\u312f\u3190-\u33ff\u3400-\u4dbf\u4e00-\ua4cf"
    "\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003fffd"
)
"""The letters and their punctuation, full-width forms included, as the inside of a class."""

# Quotation marks, dashes and dots that Chinese shares with other scripts: Chinese next to Chinese.
_SHARED = "\u2018\u2019\u201c\u201d\u2026\u2014\u00b7"

_BREAK = late(
    rf"(?<=[{WIDE}])[ \t]*\n[ \t]*(?=[{WIDE}{_SHARED}])|(?<=[{_SHARED}])[ \t]*\n[ \t]*(?=[{WIDE}])"
)
_BLANK_START = late(r"[ \t]*\n")


def join_lines(text: str, before: str = "", after: Callable[[], str] = str) -> str:
    """The text without the line breaks that would show as a space inside Chinese.

    Args:
        text: running text, without code.
        before: the character that stands before it on the page, or nothing.
        after: finds the character that follows it; asked only if the text ends a line.
    """
    if text.isascii() and not (before and _BLANK_START.match(text)):
        return text
    following = after() if text.rstrip(" \t").endswith("\n") else ""
    joined = _BREAK.sub("", before + text + following)
    return joined[len(before) : len(joined) - len(following)]
