"""Submitted text, made harmless: the door of nh3.

An allow-list: an element, attribute or scheme that is not named here does not pass. Pictures pass
with http(s) addresses only, and the walk over the tree turns them into links: a page never fetches
anything from where a stranger says.
"""

import re

from nh3 import Cleaner

from generator.markup import gfm
from generator.markup.characters import without_hidden, without_turning

_WORDS = """
    a b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img kbd li ol p
    pre s strong sub summary sup table tbody td th thead tr ul
"""

TAGS = frozenset(_WORDS.split())
SCHEMES = frozenset({"http", "https", "mailto"})

# These are written about as well as written; their contents are no text.
_NO_TEXT = frozenset({"script", "style", "iframe", "object", "embed", "svg", "math", "template"})
_LANGUAGE = re.compile(r"language-[\w+#.,-]{1,40}")
_START = re.compile(r"\d{1,9}")
_ALIGNMENTS = frozenset({"left", "right", "center"})
_ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),
    "a": {"href"},
    "img": {"src", "alt"},
    "code": {"class"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align"},
}


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The value if it may stay; None if the attribute goes."""
    if name == "class":
        return value if tag == "code" and _LANGUAGE.fullmatch(value) else None
    if name == "start":
        return value if _START.fullmatch(value) else None
    if name == "align":
        return value if value in _ALIGNMENTS else None
    if name == "src":
        return value if value.lower().startswith(("http://", "https://")) else None
    return value


_CLEANER = Cleaner(
    tags=TAGS,
    clean_content_tags=_NO_TEXT,
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    generic_attribute_prefixes=set(),
    url_schemes=SCHEMES,
    url_relative="deny",
    link_rel="ugc nofollow",
)


def to_html(text: str) -> str:
    """The harmless HTML of a text that anybody sent in."""
    return _CLEANER.clean(gfm.strangers_to_html(without_hidden(without_turning(text))))
