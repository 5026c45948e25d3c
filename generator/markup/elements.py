"""What becomes of each element of a text: one function an element, one table.

A function writes the start and gives what closes the element: a string, a function to call then,
or None if it has written everything itself and the walk does not go in.
"""

from collections.abc import Callable, Mapping
from html import escape

from generator.markup.blocks import box, division, heading, item, paragraph
from generator.markup.code_blocks import preformatted
from generator.markup.document import INLINE, Node
from generator.markup.embeds import frame
from generator.markup.links import link
from generator.markup.pictures import picture
from generator.markup.tables import cell, table
from generator.markup.writer import (
    ASIDE,
    FOREIGN,
    QUIET,
    UNCOUNTED,
    VERBATIM,
    Closing,
    Writer,
)

_VOID = frozenset(
    {"area", "br", "col", "embed", "hr", "img", "input", "param", "source", "track", "wbr"}
)
_IN_A_LINE = INLINE | {"br", "wbr", "img", "ruby", "rt", "rp"}
# Elements of HTML, those of its past included (HTML, sections 4 and 16).
_WORDS = """
    acronym address article aside audio big blockquote button canvas caption center colgroup
    datalist dd details dialog dir div dl dt fieldset figcaption figure font footer form h1 h2 h3
    h4 h5 h6 header hgroup iframe label legend li link main map marquee math menu meter nav nobr
    noembed noframes noscript object ol optgroup option output p picture pre progress rb rtc
    script search section select slot strike style summary svg table tbody td textarea tfoot th
    thead tr tt ul video xmp listing
"""
_KNOWN = _IN_A_LINE | _VOID | frozenset(_WORDS.split())
_QUOTED = frozenset({"blockquote", "aside", "section", "figcaption", "dd", "footer", "nav"})


def element(writer: Writer, node: Node) -> Closing:
    """Open an element as it is."""
    tag = node.tag or "span"
    if tag not in _KNOWN and "-" not in tag and not writer.mode & FOREIGN:
        return _unknown(writer, tag)
    if tag not in _IN_A_LINE:
        writer.boundary()
        if tag in _QUOTED:
            writer.mode |= ASIDE
    writer.start(tag, node.attributes, node.mem_id)
    return None if tag in _VOID else f"</{tag}>"


def _unknown(writer: Writer, tag: str) -> Closing:
    """`Vec<T>` in a sentence is a word, not an element; show it."""
    line, written = writer.lines.of_tag(tag)
    writer.note(
        line,
        "unknown-tag",
        f"'{written}' is no element of HTML; it is shown as text",
        f"put it between backticks: `{written}`",
    )
    closed = f"</{tag}>" in writer.lines.text.lower()
    writer.put(escape(written, quote=False))
    writer.plain.append(written)
    return f"&lt;/{written[1:].split()[0].rstrip('>/')}&gt;" if closed else ""


def _break(writer: Writer, node: Node) -> Closing:
    if node.parent is not None and node.parent.mem_id == writer.gallery:
        return None
    writer.start("br", node.attributes, node.mem_id)
    writer.plain.append("\n")
    writer.last = ""
    return None


def _code(writer: Writer, node: Node) -> Closing:
    tag = node.tag or "code"
    writer.start(tag, node.attributes, node.mem_id)
    writer.mode |= QUIET
    return f"</{tag}>"


def _program(writer: Writer, node: Node) -> Closing:
    """Scripts and the like: their text is no HTML."""
    if writer.mode & FOREIGN:
        return element(writer, node)
    tag = node.tag or "script"
    if tag == "iframe" and frame(writer, node):
        return None
    writer.start(tag, node.attributes, node.mem_id)
    text = "".join(piece.text_content or "" for piece in node.iter(include_text=True))
    # An open comment would let the script run on past its own end (HTML, "script data escaped").
    writer.put(text.replace("<!--", "\\x3C!--") if tag == "script" else text)
    writer.boundary()
    writer.put(f"</{tag}>")
    return None


def _text_field(writer: Writer, node: Node) -> Closing:
    writer.start("textarea", node.attributes, node.mem_id)
    writer.mode |= VERBATIM | QUIET | UNCOUNTED
    if (node.text() or "").startswith("\n"):
        writer.put("\n")
    return "</textarea>"


def _foreign(writer: Writer, node: Node) -> Closing:
    writer.mode |= FOREIGN | QUIET | VERBATIM | UNCOUNTED
    return element(writer, node)


def _dropped(writer: Writer, node: Node) -> Closing:
    """What would change the page around the text: its address, its title, its parsing."""
    line, written = writer.lines.of_tag(node.tag or "")
    writer.note(
        line, "dropped-tag", f"'{written}' cannot stand in a text; it is left out", "delete it"
    )
    return None


HANDLERS: Mapping[str, Callable[[Writer, Node], Closing]] = {
    "a": link,
    "img": picture,
    "p": paragraph,
    "pre": preformatted,
    "div": division,
    "li": item,
    "input": box,
    "table": table,
    "br": _break,
    "svg": _foreign,
    "math": _foreign,
    "textarea": _text_field,
    **dict.fromkeys(("td", "th"), cell),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), heading),
    **dict.fromkeys(("code", "kbd", "samp", "var"), _code),
    **dict.fromkeys(("script", "style", "xmp", "iframe", "noembed", "noframes"), _program),
    **dict.fromkeys(("template", "base", "meta", "title", "plaintext", "frameset"), _dropped),
}


def opened(writer: Writer, node: Node, tag: str) -> Closing:
    """Write the beginning of an element; in a line of text, only of what may stand there."""
    if writer.inline and tag not in _IN_A_LINE and tag in _KNOWN:
        return None if tag in ("script", "style", "iframe", "svg", "math", "object") else ""
    return HANDLERS.get(tag, element)(writer, node)
