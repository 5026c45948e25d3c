r"""Texts as a search sees them: how a word is written makes no difference.

Capitals, full-width letters, accents composed or not, signs that cannot be seen, and the ways in
which web pages, addresses and JSON write a letter (`&#23567;`, `%E5%B0%8F`, `\u5c0f`) are all one.
"""

import html
import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

from generator.patterns import late

_HEX = "[0-9A-Fa-f]"
_PERCENT = "%(?:25)*"  # an address inside an address is encoded twice
_MORE = rf"(?:{_PERCENT}[89abAB]{_HEX})"
_SIGN = (
    rf"{_PERCENT}(?:[0-7]{_HEX}|[cdCD]{_HEX}{_MORE}|[eE]{_HEX}{_MORE}{{2}}|[fF][0-7]{_MORE}{{3}})"
)
_ENTITY = rf"&(?:amp;)*(?:#[0-9]{{1,7}}|#[xX]{_HEX}{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}});"
_PAIR = rf"\\+u[dD][89abAB]{_HEX}{{2}}\\+u[dD][c-fC-F]{_HEX}{{2}}"
_CODE = rf"\\+(?:u{_HEX}{{4}}|u\{{{_HEX}{{1,6}}\}}|x{_HEX}{{2}}|U{_HEX}{{8}})"
_SPACE = r"\\+[nrtbf]"
_QUOTED = r"\\+(?=[!-/:-@\[^-`{-~])"
_UNSEEN = (
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_ESCAPED = late(f"{_SIGN}|{_ENTITY}|{_PAIR}|{_CODE}|{_SPACE}|{_QUOTED}")
_INVISIBLE = late(f"{_UNSEEN}+")
_BLANK = late(r"\s+")
_PLAIN_TOKEN = late(rf"{_UNSEEN}|\s+|[^\x00-\x7f]")
_TOKEN = late(f"{_ESCAPED.pattern}|{_PLAIN_TOKEN.pattern}")
_ANY_ESCAPE = late(r"[%&\\]")
_LAST = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


class Traced(Struct, frozen=True):
    """A folded text, and where each of its letters comes from.

    Attributes:
        folded: what `fold` returns.
        starts: for each letter the place in the text where what it comes from begins.
        ends: the same for where that ends.
    """

    folded: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def fold(text: str, *, decoded: bool) -> str:
    """A text as a search sees it.

    Args:
        decoded: whether escapes are read; else they are letters like others.
    """
    if decoded and _ANY_ESCAPE.search(text):
        text = _ESCAPED.sub(lambda found: _meaning(found[0]), text)
    return _same(text)


def traced(text: str, *, decoded: bool) -> Traced:
    """A text as a search sees it, with the way back; blanks in a row may be more than one."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece, start, end in _pieces(text, _TOKEN if decoded else _PLAIN_TOKEN):
        letters.append(piece)
        starts += [start] * len(piece)
        ends += [end] * len(piece)
    return Traced("".join(letters), tuple(starts), tuple(ends))


def _pieces(text: str, token: re.Pattern[str]) -> Iterator[tuple[str, int, int]]:
    place = 0
    for found in token.finditer(text):
        for n in range(place, found.start()):
            yield text[n].lower(), n, n + 1
        place = found.end()
        yield _same(_meaning(found[0])), found.start(), place
    for n in range(place, len(text)):
        yield text[n].lower(), n, n + 1


def _same(text: str) -> str:
    """Capitals, widths, compositions and blanks made one, without what cannot be seen."""
    if text.isascii():
        return _BLANK.sub(" ", text.lower())
    seen = _INVISIBLE.sub("", text)
    same = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", seen).casefold())
    return _BLANK.sub(" ", _INVISIBLE.sub("", same))


def _meaning(written: str) -> str:
    """What an escape stands for; itself if it is none, or stands for nothing."""
    if len(written) > 1 and written[0] == "%":
        octets = bytes.fromhex("".join(re.findall(f"%(?:25)*({_HEX}{{2}})", written)))
        return octets.decode("utf-8", "replace")
    if len(written) > 1 and written[0] == "&":
        return html.unescape(f"&{written.rpartition('&')[2].rpartition('amp;')[2]}")
    return _of_backslash(written.lstrip("\\")) if written[0] == "\\" else written


def _of_backslash(rest: str) -> str:
    if not rest:
        return ""
    if len(rest) == 1:
        return " "
    units = [int(unit, 16) for unit in re.findall(rf"{_HEX}{{2,}}|(?<=\{{){_HEX}", rest)]
    if len(units) > 1:
        return chr(0x10000 + ((units[0] - 0xD800) << 10) + (units[1] - 0xDC00))
    code = units[0]
    return chr(code) if code <= _LAST and code not in _SURROGATES else " "
