"""From HTML to prose, in one walk over its tree.

The walk keeps its own stack, so that ten thousand quotations in each other are as good as one.
"""

from msgspec import Struct

from generator.markup.anchors import GIVEN_ID, plan
from generator.markup.document import TEXT, Node, Tree
from generator.markup.elements import opened
from generator.markup.lines import Lines
from generator.markup.prose import Finding, Heading, Prose
from generator.markup.words import count
from generator.markup.writer import Closing, Writer


class Circumstances(Struct, frozen=True):
    """What the walk has to know besides the HTML; see `dialects.render`."""

    schemes: frozenset[str] = frozenset()
    id_prefix: str = ""
    trusted: bool = True
    inline: bool = False
    skip: int = 0


def prose(
    html: str, lines: Lines, circumstances: Circumstances, findings: tuple[Finding, ...] = ()
) -> Prose:
    """The prose of a dialect's HTML.

    Args:
        html: any HTML.
        lines: of the source it was made from.
        circumstances: what else matters.
        findings: what was found in the source before.
    """
    tree = Tree(html)
    anchors = plan(tree, html, circumstances.id_prefix, circumstances.schemes)
    writer = Writer(
        lines,
        anchors,
        circumstances.schemes,
        trusted=circumstances.trusted,
        inline=circumstances.inline,
        skip=circumstances.skip,
    )
    if tree.first is not None:
        _walk(writer, tree.first)
    plain = "".join(writer.plain)
    headings: tuple[Heading, ...] = tuple(anchors.headings.values()) if writer.trusted else ()
    return Prose(
        parts=writer.finish(),
        headings=headings,
        opening=writer.opening or writer.fallback,
        words=count(plain),
        findings=(*findings, *writer.findings),
    )


def _walk(writer: Writer, node: Node) -> None:
    stack: list[tuple[Node, Closing, int]] = []
    while True:
        below = _visit(writer, node, stack)
        if below is not None:
            node = below
            continue
        following = node.next
        while following is None:
            if not stack:
                return
            node, closing, writer.mode = stack.pop()
            _close(writer, closing)
            following = node.next
        node = following


def _visit(writer: Writer, node: Node, stack: list[tuple[Node, Closing, int]]) -> Node | None:
    """Write a node; its first child if the walk is to go in."""
    tag = node.tag
    if tag == TEXT:
        text = node.text_content or ""
        if writer.strip_id and text.rstrip().endswith("}"):
            text = GIVEN_ID.sub("", text)
        writer.text(text, node)
        return None
    if tag is None or tag.startswith("-"):
        return None
    mode = writer.mode
    closing = opened(writer, node, tag)
    child = None if closing is None else node.first_child
    if child is not None:
        stack.append((node, closing, mode))
        return child
    writer.mode = mode
    _close(writer, closing)
    return None


def _close(writer: Writer, closing: Closing) -> None:
    if isinstance(closing, str):
        writer.put(closing)
    elif closing is not None:
        closing(writer)
