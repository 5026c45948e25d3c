"""What becomes of tables: they scroll in a box of their own, and align by class."""

from html import escape

from generator.markup.document import Node, text_of
from generator.markup.mentions import without
from generator.markup.words import shorten, squeeze
from generator.markup.writer import TABLE, Closing, Writer

_LONGEST_NAME = 80
_STYLES = {
    f"text-align:{space}{side}{end}": side
    for side in ("left", "right", "center")
    for space in ("", " ")
    for end in ("", ";")
}
_SIDES = frozenset(_STYLES.values())


def table(writer: Writer, node: Node) -> Closing:
    """Open a table in a box that scrolls sideways and that a keyboard can reach."""
    inner = bool(writer.mode & TABLE)
    writer.mode |= TABLE
    writer.boundary()
    if inner:
        writer.start("table", node.attributes, node.mem_id)
        return "</table>"
    writer.put('<div class="table-scroll" tabindex="0"')
    if name := _name(writer, node):
        writer.put(f' role="region" aria-label="{escape(name)}"')
    writer.put(">")
    writer.start("table", node.attributes, node.mem_id)
    return "</table></div>"


def cell(writer: Writer, node: Node) -> Closing:
    """Open a cell; its alignment is a class: other ways are not valid or not allowed by a CSP."""
    tag = node.tag or "td"
    attributes = node.attributes
    style = (attributes.get("style") or "").strip().lower()
    side = (attributes.get("align") or "").lower() or _STYLES.get(style, "")
    if side in _SIDES:
        attributes.pop("align", None)
        if style in _STYLES:
            del attributes["style"]
        attributes["class"] = f"{attributes.get('class') or ''} align-{side}".strip()
    writer.boundary()
    writer.start(tag, attributes, node.mem_id)
    return f"</{tag}>"


def _name(writer: Writer, node: Node) -> str:
    """The caption or the first row, and a number if another table is called the same."""
    titled = node.css_first("caption")
    if titled is not None:
        words = squeeze(text_of(titled, running=without))
    else:
        row = node.css_first("tr")
        cells = (
            [] if row is None else [squeeze(text_of(c, running=without)) for c in row.css("th, td")]
        )
        words = ", ".join(filter(None, cells))
    wanted = shorten(words, _LONGEST_NAME)
    name, number = wanted, 1
    while name in writer.names:
        number += 1
        name = f"{wanted} ({number})"
    writer.names.add(name)
    return name if wanted else ""
