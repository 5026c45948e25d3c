"""What becomes of `<a>`: a reference, a link of the author, or a bare URL cut at its true end."""

from html import escape
from urllib.parse import unquote

from generator.markup.addresses import bare_end, is_script, readable, reference
from generator.markup.document import TEXT, Node
from generator.markup.prose import ReferenceEnd, ReferenceStart, mark
from generator.markup.writer import LINK, QUIET, Closing, Writer

# What an engine puts before `www.example.org` and `me@example.org`.
_ADDED = frozenset({"", "http://", "mailto:"})


def link(writer: Writer, node: Node) -> Closing:
    """Open a link; there is none inside another, and a stranger's without an address is text."""
    attributes = node.attributes
    href = (attributes.get("href") or "").strip()
    if writer.mode & LINK or not (writer.trusted or href):
        return ""
    if href and not is_script(href):
        found = reference(href, writer.schemes) if writer.trusted else None
        if found:
            return _reference(writer, node, href, found)
        if _is_bare(node, href):
            return _bare(writer, node, href, attributes)
        writer.mode |= QUIET | LINK
    if "href" in attributes and not href:
        del attributes["href"]
        hint = "write the address between the brackets: [text](address)"
        writer.note(writer.lines.of_nothing(), "empty-address", "this link leads nowhere", hint)
    writer.start("a", attributes, node.mem_id)
    return "</a>"


def _reference(writer: Writer, node: Node, href: str, found: tuple[str, str, str]) -> Closing:
    kind, name, fragment = found
    line = writer.lines.of(readable(href))
    empty = node.first_child is None or _label(node) in (href, readable(href))
    writer.part(ReferenceStart(kind, name, fragment, empty, line))
    if empty:
        writer.plain.append(mark(kind, name))
        writer.last = "…"
        writer.part(ReferenceEnd())
        return None
    writer.mode |= QUIET | LINK
    return _end_reference


def _end_reference(writer: Writer) -> None:
    writer.part(ReferenceEnd())


def _label(node: Node) -> str:
    """The text of a link that holds one piece of text and nothing else; else nothing."""
    child = node.first_child
    if child is None or child.tag != TEXT or child.next is not None:
        return ""
    return child.text_content or ""


def _is_bare(node: Node, href: str) -> bool:
    """Whether the label is the address, as in a URL or an e-mail address that became a link."""
    label = _label(node)
    if not label:
        return False
    if "%" not in href and "%" not in label and href.isascii():
        return href.endswith(label) and href[: -len(label)] in _ADDED
    address, written = unquote(href), unquote(label)
    return address.endswith(written) and address[: -len(written)] in _ADDED


def _bare(writer: Writer, node: Node, href: str, attributes: dict[str, str | None]) -> Closing:
    label = _label(node)
    if href.startswith("mailto:") and writer.last == "@":
        _write_text(writer, label)
        return None
    end = bare_end(label)
    cut = len(label) - end
    if cut and label[:end].rstrip("/").endswith(("http:", "https:", "www.")):
        end = len(label)
    elif cut:
        attributes["href"] = readable(href)[:-cut]
    writer.start("a", attributes, node.mem_id)
    writer.put(f"{escape(label[:end], quote=False)}</a>")
    writer.plain.append(label[:end])
    writer.last = label[end - 1]
    if end < len(label):
        _write_text(writer, label[end:])
    return None


def _write_text(writer: Writer, text: str) -> None:
    """Text that is no person, whatever is in it."""
    writer.put(escape(text, quote=False))
    writer.plain.append(text)
    writer.last = text[-1]
