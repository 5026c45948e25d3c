"""The text of an entry for a mail: HTML that asks for nothing, and the same as plain lines.

Mail readers run no scripts and fetch nothing but pictures, so what would need more becomes a link.
In plain text a link is a number in brackets, and its address a line below the text.
"""

import re
from collections.abc import Iterator

from lxml import html as markup
from lxml.html import HtmlElement
from msgspec import Struct

from generator.render.cards.breaks import Setting, is_wide
from generator.render.feed_text import legal

COLUMNS = 78
"""The longest line of a plain text, without its end (RFC 5322, section 2.1.1)."""

_FETCHING = """
    applet audio base button canvas embed form frame frameset iframe input link math meta noscript
    object script select source style svg template textarea title track
"""
_ATTRIBUTES = """
    align alt colspan datetime dir height href lang reversed rowspan scope src start title value
    width
"""
_STANDING_APART = """
    address article aside blockquote body caption dd details div dl dt figcaption figure footer
    header hr li main nav ol p pre section summary table tbody tfoot thead tr ul video
"""
_GONE = frozenset(_FETCHING.split())
_KEPT = frozenset(_ATTRIBUTES.split())
_SCHEMES = ("https://", "http://", "mailto:")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | frozenset(_STANDING_APART.split())
_BREAK = "\u2028"
_ADDRESS = re.compile(r"(?:https?://|mailto:)[!-~]+", re.ASCII)  # is never broken
_SPACES = re.compile(r"[ \t\r\n\f]+")


class MailText(Struct, frozen=True):
    """A text for mails.

    Attributes:
        html: without scripts, forms, frames and attributes that mails have no use for.
        plain: lines of at most 78 columns, but for code.
        links: addresses in the order of their numbers in `plain`.
    """

    html: str
    plain: str
    links: tuple[str, ...]


def mail_text(html: str) -> MailText:
    """The text of an entry, whose addresses are whole, for a mail."""
    root = markup.fragment_fromstring(legal(html), create_parent="div")
    _harmless(root)
    writer = _Writer()
    writer.children(root, "")
    writer.flush("")
    return MailText(_inside(root), "\n".join(writer.lines).strip("\n"), tuple(writer.links))


def _inside(root: HtmlElement) -> str:
    """What stands inside of an element, without the element."""
    whole = str(markup.tostring(root, encoding="unicode"))
    return whole.partition(">")[2].rpartition("</")[0]


def _harmless(root: HtmlElement) -> None:
    """Take out what mails must not hold, and turn films into links."""
    for node in list(root.iter()):
        tag = node.tag
        if not isinstance(tag, str) or tag in _GONE:
            node.drop_tree()
        elif tag == "video":
            _as_link(node)
    for node in root.iter():
        for name, value in list(node.attrib.items()):
            if name not in _KEPT or (name in {"href", "src"} and not _is_whole(str(value))):
                del node.attrib[name]


def _is_whole(address: str) -> bool:
    return address.strip().lower().startswith(_SCHEMES)


def _as_link(film: HtmlElement) -> None:
    """A film as a link to it; what a page shows where it cannot be played is that link."""
    film.tag = "p"
    film.text = None
    film.attrib.clear()


class _Writer:
    """Writes plain lines; what stands in a paragraph is gathered until it ends."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.links: list[str] = []
        self._words: list[str] = []
        self._first = ""

    def children(self, node: HtmlElement, indent: str) -> None:
        """What stands inside of an element."""
        self._words.append(node.text or "")
        for child in node:
            self._child(child, indent)
            self._words.append(child.tail or "")

    def flush(self, indent: str, *, last: str = "") -> None:
        """End the paragraph, if one has begun."""
        said = [_SPACES.sub(" ", part).strip() for part in "".join(self._words).split(_BREAK)]
        self._words = []
        if not any(said):
            return
        for n, line in enumerate(self._wrapped("\n".join(said), indent)):
            lead = indent.removesuffix(" " * len(self._first)) + self._first if not n else indent
            self.lines.append(f"{lead}{line}".rstrip())
        self._first = ""
        self.lines.append(last or indent.rstrip())

    def _wrapped(self, text: str, indent: str) -> Iterator[str]:
        room = COLUMNS - len(indent)
        for line in text.split("\n"):
            widths = [2 if is_wide(char) else 1 for char in line]
            for found in _ADDRESS.finditer(line):
                surplus = range(found.start() + room, found.end())
                widths[surplus.start : surplus.stop] = [0] * len(surplus)
            whole = _ADDRESS.sub(lambda found: "x" * len(found.group()), line)
            for start, end in Setting(whole, widths).fill(room):
                yield line[start:end].strip()

    def _child(self, node: HtmlElement, indent: str) -> None:
        tag = str(node.tag)
        if tag not in _BLOCKS:
            self._inline(node, tag, indent)
            return
        self.flush(indent)
        if tag in _HEADINGS:
            self._heading(node, indent)
        elif tag in {"ul", "ol"}:
            self._list(node, tag, indent)
        elif tag == "pre":
            lines = node.text_content().strip("\n").split("\n")
            self.lines += [*(f"{indent}    {line}".rstrip() for line in lines), indent.rstrip()]
        elif tag == "hr":
            self.lines += [f"{indent}* * *", indent.rstrip()]
        elif tag == "tr":
            self._row(node, indent)
        else:
            inner = {"blockquote": f"{indent}> ", "dd": f"{indent}  "}.get(tag, indent)
            self.children(node, inner)
            self.flush(inner)
            if tag == "table":
                self.lines.append(indent.rstrip())

    def _inline(self, node: HtmlElement, tag: str, indent: str) -> None:
        if tag == "br":
            self._words.append(_BREAK)
        elif tag == "img":
            alt = node.get("alt") or ""
            self._words.append(f"[{alt}]" if alt else "")
        else:
            before = len(self._words)
            self.children(node, indent)
            if tag == "a":
                self._note(node.get("href") or "", "".join(self._words[before:]).strip())

    def _note(self, address: str, said: str) -> None:
        """The number of an address, unless the text says it already."""
        if not address or said in {address, address.removeprefix("mailto:")}:
            return
        if address not in self.links:
            self.links.append(address)
        self._words.append(f" [{self.links.index(address) + 1}]")

    def _heading(self, node: HtmlElement, indent: str) -> None:
        self.children(node, indent)
        said = " ".join("".join(self._words).split())
        wide = sum(2 if is_wide(char) else 1 for char in said)
        start = len(self.lines)
        self.flush(indent)
        if len(self.lines) > start:
            self.lines.insert(-1, indent + "-" * min(wide, COLUMNS - len(indent)))

    def _list(self, node: HtmlElement, tag: str, indent: str) -> None:
        if indent.endswith("  "):
            self._close_up(indent)
        first = int(node.get("start") or 1) if (node.get("start") or "1").isdecimal() else 1
        for number, item in enumerate(node.iterchildren("li"), first):
            mark = f"{number}. " if tag == "ol" else "- "
            inner = indent + " " * len(mark)
            self._first = mark
            self.children(item, inner)
            self.flush(inner)
            self._first = ""
            self._close_up(inner)
        self.lines.append(indent.rstrip())

    def _row(self, node: HtmlElement, indent: str) -> None:
        """A row of a table in one paragraph, its cells divided by bars."""
        for n, cell in enumerate(node.iterchildren("td", "th")):
            self._words.append(" | " if n else "")
            self.children(cell, indent)
        self.flush(indent)
        self._close_up(indent)

    def _close_up(self, indent: str) -> None:
        """Take back the empty line behind the last paragraph: what follows belongs to it."""
        if self.lines and self.lines[-1] == indent.rstrip():
            self.lines.pop()
