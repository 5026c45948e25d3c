"""Numbers as few characters of text: how the index says which entries hold a term.

A number is written in base 45, the highest digit first. The last digit is one of the first 45
characters of the alphabet, those before it are taken from the next 45, so that numbers need nothing
between them. The alphabet is printable ASCII from `#` on, without the backslash, so that JSON holds
it as it is. `search.js` reads it.
"""

BASE = 45
FIRST = ord("#")
_BACKSLASH = ord("\\")

LEVELS = 16
"""A posting is one number: the distance to the entry before, times this, plus its weight.

Before the postings of a segment stands its own number, times this, with the weight 0; its first
entry is counted from one place before the segment.
"""


def written(number: int) -> str:
    """A number that is not negative, as text."""
    rest, last = divmod(number, BASE)
    high = _HIGH[rest] if rest < len(_HIGH) else _higher(rest)
    return high + _LAST[last]


def _higher(number: int) -> str:
    out = ""
    while number:
        number, digit = divmod(number, BASE)
        out = _digit(BASE + digit) + out
    return out


def _digit(value: int) -> str:
    code = FIRST + value
    return chr(code if code < _BACKSLASH else code + 1)


_HIGH = tuple(_higher(number) for number in range(BASE * BASE))
_LAST = tuple(_digit(value) for value in range(BASE))
