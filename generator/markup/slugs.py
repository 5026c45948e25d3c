"""Anchors made of headings, the way GitHub makes them.

Lower case; letters (of any script), digits, `_` and `-` stay, spaces become `-`, the rest goes; a
repeated one gets `-1`, `-2`. Chinese stays Chinese, as it does in the addresses of GitHub.
"""

import re
import unicodedata

_SPACE = re.compile(r"\s")
_FORBIDDEN = re.compile(r"[^\w-]")
FALLBACK = "section"


def slug(text: str) -> str:
    """The anchor of a heading with this text; never empty, never with a space."""
    dashed = _SPACE.sub("-", text.strip().lower())
    return _FORBIDDEN.sub(_only_marks, dashed) or FALLBACK


def _only_marks(found: re.Match[str]) -> str:
    """Vowel signs and combining accents belong to their letter, although Python says no."""
    character = found[0]
    return character if unicodedata.category(character).startswith("M") else ""


def unique(wanted: str, taken: set[str]) -> str:
    """`wanted`, or with the first free number; the answer is added to `taken`."""
    answer, number = wanted, 0
    while answer in taken:
        number += 1
        answer = f"{wanted}-{number}"
    taken.add(answer)
    return answer
