"""Characters that no page and no feed may hold, taken out of a text before anything reads it.

XML 1.0 (section 2.2, Char) forbids most control characters, and HTML calls the others and the
non-characters of Unicode errors. Diaries of years have them all, pasted from terminals.
"""

import re

from generator.markup.lines import Lines
from generator.markup.prose import Finding
from generator.patterns import late

# All but what is allowed, the usual first: the forbidden by name take ten times as long to find.
_ILLEGAL = late(
    "[^ -~\n\t\r\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd"
    + "".join(f"{chr(p * 0x10000)}-{chr(p * 0x10000 + 0xFFFD)}" for p in range(1, 17))
    + "]"
)
# Those of ASCII, to look for which in bytes takes less than half of the time.
_CONTROLS = bytes((*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F))
_REFERENCE = late(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_HIGHEST = 0x10FFFF
# Colours of a terminal, which are nothing without their first character (ECMA-48, section 5.4).
_COLOURS = late(r"\x1b\[[0-9;:]*m")
# They turn the reading direction of what follows, beyond the text that holds them.
_TURNING = late("[\u202a-\u202e\u2066-\u2069]")
# Signs without any width that hide words from people: joiners of words, invisible operators, soft
# hyphens, the tags of Unicode, and byte order marks inside. Joiners of emoji and scripts stay.
_HIDDEN = late(
    "[\xad\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\ufeff\U000e0000-\U000e007f]"
)


def clean(text: str, first_line: int) -> tuple[str, tuple[Finding, ...]]:
    """The text with LF line ends and without illegal characters, and where those were."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if surely_legal(text) or not _ILLEGAL.search(text):
        return text, ()
    lines = Lines(text, first_line)
    findings = tuple(
        Finding(
            lines.at(found.start()),
            "control-character",
            f"U+{ord(found[0]):04X} may not stand in a page or a feed; it is left out",
            "delete it; an editor shows it as a box, a caret or nothing",
        )
        for found in _ILLEGAL.finditer(text)
    )
    return _ILLEGAL.sub("", _COLOURS.sub("", text)), tuple(dict.fromkeys(findings))


def clean_html(html: str) -> str:
    """HTML without the illegal characters that were written as numbers, such as `&#1;`."""
    if "&#" in html:
        html = _REFERENCE.sub(_legal, html)
    return html if surely_legal(html) else _ILLEGAL.sub("", html)


def surely_legal(text: str) -> bool:
    """Whether it is known without a closer look that every character may stand in pages and feeds.

    So it is of most texts in English; others may be legal all the same.
    """
    return text.isascii() and len(text.encode().translate(None, _CONTROLS)) == len(text)


def without_turning(text: str) -> str:
    """Text of strangers without the characters that turn the direction of what follows."""
    return _TURNING.sub("", text)


def without_hidden(text: str) -> str:
    """Text of strangers without the signs that nobody sees."""
    return _HIDDEN.sub("", text)


def plain(text: str) -> str:
    """Text of strangers with nothing but what its readers see."""
    if text.isascii() and text.isprintable():
        return text  # all else, line ends included, takes a closer look
    return without_hidden(without_turning(clean(text, 1)[0]))


def _legal(found: re.Match[str]) -> str:
    digits = found[1] or found[2]
    number = int(digits, 16 if found[1] else 10) if len(digits) < len("100000000") else -1
    if not 0 < number <= _HIGHEST or _ILLEGAL.match(chr(number)):
        return ""
    return found[0]
