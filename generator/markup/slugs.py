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


def unique(wanted: str, taken: dict[str, int]) -> str:
    """`wanted`, or with the first free number; the answer is added to `taken`.

    Args:
        taken: names, each with a number up to which all behind it are taken, at first 0. So a name
            that comes ten thousand times is not counted up ten thousand times.
    """
    answer, number = wanted, taken.get(wanted, 0)
    while answer in taken:
        number += 1
        answer = f"{wanted}-{number}"
    taken[wanted] = number
    taken[answer] = taken.get(answer, 0)
    return answer
