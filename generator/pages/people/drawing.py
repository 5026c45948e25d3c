"""A badge as SVG: a level, whose it is, and how far along the thread that is.

The text is text, set in the fonts of whoever looks at it. How wide it will be nobody knows, so it
is estimated, made smaller, cut off, and kept inside its box by the drawing itself. The ground is
opaque: a badge stands in strangers' pages, light or dark.
"""

import unicodedata
from html import escape

from msgspec import Struct

from generator.patterns import late

WIDTH, HEIGHT = 176, 62
"""Twice the size of the buttons of old (88 × 31), which it may be shrunk to."""

_LEFT, _ROOM = 40, 131
_FONTS = (
    "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','PingFang SC','Noto Sans CJK SC',"
    "'Microsoft YaHei',sans-serif"
)
_PAPER, _INK, _MUTED, _THREAD, _FAINT = "#fffdf9", "#1d1a17", "#655c52", "#de6a12", "#f0b98c"
_STAR = "M32 6l1.6 3.3 3.6.5-2.6 2.5.6 3.6-3.2-1.7-3.2 1.7.6-3.6-2.6-2.5 3.6-.5z"
# Characters that XML 1.0 does not allow (section 2.2), and those that turn text around.
_FORBIDDEN = late(
    "[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
# About how wide letters are in a wide font, in its size, and how much wider bold ones are.
_WIDE, _CAPITAL, _USUAL, _THIN, _BOLD = 1.02, 0.86, 0.62, 0.38, 1.13
_NORMAL = 400


class Inscription(Struct, frozen=True):
    """What stands on a badge.

    Attributes:
        says: the whole of it in a sentence, for those who do not see it.
        name: whose it is; empty on the badge of a level itself.
        number: of the level, from 1.
        levels: how many there are.
        founding: whether the person is one of the first.
    """

    says: str
    level: str
    name: str
    site: str
    lang: str
    number: int
    levels: int
    founding: bool = False


def drawn(badge: Inscription) -> bytes:
    """The badge as a file of its own, UTF-8; the same inscription gives the same bytes."""
    middle = 27 if badge.name else 33
    lines = [
        _line(badge.level, middle - 4, 19, smallest=11, weight=700),
        _line(badge.name, 40, 14, smallest=10) if badge.name else "",
        _line(badge.site, 55, 10, smallest=8, colour=_MUTED),
    ]
    said = _escaped(badge.says)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{_escaped(badge.lang)}"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        ' role="img" aria-labelledby="says">'
        f'<title id="says">{said}</title>'
        f'<rect x=".5" y=".5" width="{WIDTH - 1}" height="{HEIGHT - 1}" rx="6" fill="{_PAPER}"'
        f' stroke="{_THREAD}"/>{_thread(badge)}'
        f'<svg x="{_LEFT}" width="{_ROOM}" height="{HEIGHT}" font-family="{_FONTS}">'
        f"{''.join(lines)}</svg></svg>\n"
    ).encode()


def _thread(badge: Inscription) -> str:
    """A node for each level, filled up to the one that is reached; a star for one of the first."""
    step = 42 / max(1, badge.levels - 1)
    radius = min(5.0, step * 0.36) if badge.levels > 1 else 5.0
    nodes = "".join(
        f'<circle cx="20" cy="{_short(52 - n * step)}" r="{_short(radius)}"'
        f' fill="{_THREAD if n < badge.number else _PAPER}" stroke="{_THREAD}"/>'
        for n in range(badge.levels)
    )
    star = f'<path d="{_STAR}" fill="{_THREAD}"/>'
    return (
        f'<path d="M20 1v{HEIGHT - 2}" stroke="{_FAINT}" stroke-width="2"/>{nodes}'
        f"{star if badge.founding else ''}"
    )


def _line(
    text: str, y: int, size: int, *, smallest: int, weight: int = _NORMAL, colour: str = _INK
) -> str:
    """A line of text that stays within the room, as far as its width can be guessed."""
    shown = " ".join(_FORBIDDEN.sub("", text).split())
    heavier = _BOLD if weight > _NORMAL else 1
    wide = breadth(shown) * heavier
    fitting = max(float(smallest), min(float(size), _ROOM / wide)) if wide else float(size)
    cut = _cut(shown, _ROOM / fitting / heavier)
    return (
        f'<text y="{y}" font-size="{_short(fitting)}" font-weight="{weight}" fill="{colour}">'
        f"{escape(cut)}</text>"
    )


def breadth(text: str) -> float:
    """About how wide a text is, in its font size."""
    return sum(_breadth(char) for char in text)


def _breadth(char: str) -> float:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    if unicodedata.east_asian_width(char) in "WF":
        return _WIDE
    if char in " ijlftr.,:;'|!()[]":
        return _THIN
    return _CAPITAL if char.isupper() or char in "mw@%" else _USUAL


def _cut(text: str, room: float) -> str:
    if breadth(text) <= room + 0.01:
        return text
    kept, left = "", room - _WIDE
    for char in text:
        left -= _breadth(char)
        if left < 0:
            break
        kept += char
    return f"{kept.rstrip()}…"


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _escaped(text: str) -> str:
    return escape(_FORBIDDEN.sub("", text))
