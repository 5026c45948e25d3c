"""Words to look for: how a text becomes the terms of the index.

Writing without spaces gives its characters and each two that stand side by side, so a word is found
inside a sentence without a dictionary. `search.js` does the same to what readers type, and
`tests/render/search/cases.py` holds both to it.
"""

import unicodedata

from generator.markup.cjk import LETTERS
from generator.patterns import late

LONGEST = 40
"""Characters of a term; what is longer is no word, and is cut."""

# Accents, vowel points of Hebrew and Arabic, and characters that are not seen.
_MARKS = late(
    "[\u00ad\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200d"
    "\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
# Letters that Unicode does not take apart, as people write them who have no such key.
_SPELLED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "\u0131": "i", "ς": "\u03c3"}
)

# Han, kana, bopomofo, Hangul (whose particles cling to words), Thai, Lao, Myanmar, Khmer.
_GLUED = f"{LETTERS}\uac00-\ud7a3\u0e01-\u0eff\u1000-\u109f\u1780-\u17d3"
# In the scripts of India the vowel signs between the letters are no letters to Python.
_LETTER = rf"(?:[^\W_{_GLUED}]|[\u0900-\u0963\u0966-\u0dff])"
_TERM = late(rf"([{_GLUED}]+)|{_LETTER}+(?:\.[0-9]{_LETTER}*)*")
_PLAIN_TERM = late(r"[a-z0-9]+(?:\.[0-9][a-z0-9]*)*")
_VERSION = late(r"v(?=[0-9])")


def fold(text: str) -> str:
    """The text without the differences that readers do not think of: case, accents, full width."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text).lower()
    return unicodedata.normalize("NFC", _MARKS.sub("", apart)).translate(_SPELLED)


def terms(text: str) -> list[str]:
    """Every term of a text in its order: words, numbers, versions (`1.10.2`), pairs of characters.

    A version is found with and without its `v`.
    """
    folded = fold(text)
    if folded.isascii():
        words = _PLAIN_TERM.findall(folded)
        return [_cut(word) if word[0] == "v" or len(word) > LONGEST else word for word in words]
    found: list[str] = []
    for match in _TERM.finditer(folded):
        run = match[1]
        if run:
            found += run
            found += [run[n : n + 2] for n in range(len(run) - 1)]
        else:
            found.append(_cut(match[0]))
    return found


def _cut(word: str) -> str:
    return _VERSION.sub("", word[:LONGEST], count=1) if word[0] == "v" else word[:LONGEST]
