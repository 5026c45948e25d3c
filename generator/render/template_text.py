"""What stands in the text of a template: its purpose, its blocks, its messages.

Reads templates without filling them in; one with a mistake has nothing in it, because building a
site says what the mistake is.
"""

import re
from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.ext import extract_from_ast

_COMMENT = re.compile(r"\A\s*(?:\{#-?|/\*|<!--)\s*(.*?)\s*(?:-?#\}|\*/|-->)", re.DOTALL)
_LINE = re.compile(r"\A//\s*(.*)")
_SENTENCE = re.compile(r"(?<=\.)\s")
_SAID_BY = ("_", "gettext", "ngettext")


def purpose(text: str) -> str:
    """The first sentence of the comment that a file of a theme begins with, or nothing."""
    found = _COMMENT.match(text) or _LINE.match(text)
    return _SENTENCE.split(" ".join(found[1].split()), maxsplit=1)[0] if found else ""


def blocks(text: str) -> tuple[str, ...]:
    """Names of the blocks that a template has, in order."""
    return tuple(dict.fromkeys(block.name for block in _tree(text).find_all(nodes.Block)))


def parent(text: str) -> str:
    """Name of the template that this one extends; empty where none is named in quotes."""
    for node in _tree(text).find_all(nodes.Extends):
        if isinstance(node.template, nodes.Const):
            return str(node.template.value)
    return ""


def messages(text: str) -> Iterator[tuple[str, str]]:
    """Each message that a template says, and its plural, which is empty for most."""
    for _line, _function, said in extract_from_ast(_tree(text), _SAID_BY):
        one, many = (said[0], said[1]) if isinstance(said, tuple) else (said, "")
        if one:
            yield one, many or ""


def _tree(text: str) -> nodes.Template:
    try:
        return Environment(autoescape=True).parse(text)
    except TemplateSyntaxError:
        return nodes.Template([])
