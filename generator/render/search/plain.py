"""The words of finished HTML, without its elements."""

import re
from html import unescape

# Pronunciation stands between the characters of a word, programs are no text.
_DROPPED = re.compile(r"<(rt|rp|script|style)\b[^>]*>.*?</\1>", re.DOTALL)
_PICTURE = re.compile(r"""<img\b[^>]*?\salt="([^"]*)"[^>]*>""")
# Elements inside a word: `re<b>lamp</b>ed` is one, `<td>one</td><td>two</td>` are two.
_INSIDE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|i|ins|kbd|mark|q|ruby|s|samp|small|span|"
    r"strong|sub|time|u|var|wbr)(?=[\s>])[^>]*>"
)
_ELEMENT = re.compile(r"<[^>]*>")


def text_of(html: str) -> str:
    """The text that readers see, on one line; of pictures, what they hear instead.

    Args:
        html: HTML of this program, in which `<` stands for nothing but the start of an element and
            `>` in an attribute is escaped.
    """
    without = _PICTURE.sub(r" \1 ", _DROPPED.sub("", html))
    return " ".join(unescape(_ELEMENT.sub(" ", _INSIDE.sub("", without))).split())
