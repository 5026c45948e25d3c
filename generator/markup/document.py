"""HTML as a tree: the door of selectolax's lexbor, an HTML5 parser.

Whatever an author writes, what comes out is a tree, so what is written from it is balanced.
"""

from collections.abc import Callable

from selectolax.lexbor import LexborHTMLParser
from selectolax.lexbor import LexborNode as Node

__all__ = ["INLINE", "TEXT", "Node", "Tree", "next_character", "only_child", "text_of"]

TEXT = "-text"
"""The tag of a text node; comments and the like begin with `-`, too, or have no tag at all."""

_WORDS = """
    a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp small span strong sub
    sup time u var
"""

INLINE = frozenset(_WORDS.split())
"""Elements that a line of text runs through."""

_QUIET = frozenset({"a", "code", "kbd", "samp", "var"})


class Tree:
    """A fragment of HTML, as it would stand in a page's body; it must outlive its nodes."""

    def __init__(self, html: str) -> None:
        # The library takes the first node for the whole fragment: its text, its children and what
        # a selector finds in it are those of its siblings, too. So the first node is nothing.
        self._parser = LexborHTMLParser(f"<!---->{html}", is_fragment=True)

    @property
    def first(self) -> Node | None:
        """The first of the nodes at the top; the others follow it by `next`."""
        return self._parser.root

    def all(self, selector: str) -> list[Node]:
        """The elements that a CSS selector matches, in document order."""
        return self._parser.css(selector) if self._parser.root is not None else []


def text_of(
    node: Node,
    *,
    until: frozenset[str] = frozenset(),
    unlabelled: Callable[[Node], str] | None = None,
    running: Callable[[str], str] = str,
) -> str:
    """The plain text in an element: pictures by their alt text, without marks of footnotes.

    Args:
        node: an element.
        until: tags of descendants at which the text ends.
        unlabelled: what a link without a label says; None for nothing.
        running: what becomes of text that is neither in a link nor code.
    """
    pieces: list[str] = []
    stack = [node.first_child]
    while stack:
        current = stack.pop()
        if current is None:
            continue
        stack.append(current.next)
        tag = current.tag or "-"
        if tag in until:
            break
        said = _said(current, tag, unlabelled, running)
        if said is not None:
            pieces.append(said)
        elif not _is_footnote_mark(current, tag):
            stack.append(current.first_child)
    return "".join(pieces)


def _said(
    node: Node, tag: str, unlabelled: Callable[[Node], str] | None, running: Callable[[str], str]
) -> str | None:
    """What a node says as a whole; None where its children say it."""
    if tag == TEXT:
        return running(node.text_content or "")
    if tag == "img":
        return node.attributes.get("alt") or ""
    if tag == "a" and node.first_child is None:
        return unlabelled(node) if unlabelled else ""
    if tag in _QUIET and running is not str:
        return text_of(node, unlabelled=unlabelled)
    return None


def _is_footnote_mark(node: Node, tag: str) -> bool:
    if tag != "sup":
        return False
    link = node.first_child
    classes = (node.attributes.get("class") or "") + (
        (link.attributes.get("class") or "") if link is not None and link.tag == "a" else ""
    )
    return "footnote-ref" in classes


def only_child(node: Node, tags: frozenset[str]) -> Node | None:
    """The one element in `node`, if it is one of `tags` and nothing but spaces stands beside it."""
    found: Node | None = None
    child = node.first_child
    while child is not None:
        if child.tag == TEXT:
            if (child.text_content or "").strip():
                return None
        elif found is not None or child.tag not in tags:
            return None
        else:
            found = child
        child = child.next
    return found


def next_character(node: Node) -> str:
    """The character after a text node in the same line of text; empty at the end of its block."""
    while True:
        following = node.next
        while following is None:
            parent = node.parent
            if parent is None or parent.tag not in INLINE:
                return ""
            node, following = parent, parent.next
        text = _running_text(following)
        if text is None:
            return ""
        if text:
            return text[0]
        node = following


def _running_text(node: Node) -> str | None:
    """The text of a text node or an inline element; None for anything else."""
    if node.tag == TEXT:
        return node.text_content or ""
    return node.text() if node.tag in INLINE else None
