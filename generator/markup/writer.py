"""Where a walk over a tree puts what it sees: HTML, open parts, plain text, findings."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from generator.markup import addresses, mentions
from generator.markup.anchors import Anchors
from generator.markup.cjk import join_lines
from generator.markup.document import Node, next_character
from generator.markup.lines import Lines
from generator.markup.prose import Address, Finding, Mention, Part, Word, mention_mark

# What the place in the tree means for the text in it; a sum of these.
QUIET = 1
"""`@name` is no person: in links and code."""
VERBATIM = 2
"""Line breaks stay: in preformatted text."""
RAW = 4
"""Text is written unescaped: in scripts and the like."""
FOREIGN = 8
"""Inside SVG or MathML: nothing is ours."""
UNCOUNTED = 16
"""The text is no prose: code blocks, scripts."""
LINK = 32
"""Inside a link, in which there is no other."""
TABLE = 64
"""Inside a table."""
ASIDE = 128
"""Inside a quotation, a list, a note: its paragraphs do not open the text."""

_ATTRIBUTE = re.compile(r"[A-Za-z_:][\w:.-]*", re.ASCII)
# What the engines call the way back from a footnote.
_BACK = re.compile(r"(?:Back to reference|Jump back to footnote) ([\w-]+)(?: in the text)?")
_LABELS = frozenset({"aria-label", "title"})
# A link or picture whose address looks like a file or a page, but for its spaces.
_UNREAD = re.compile(r"!?\[[^\]\n]*\]\((?=[^()\n]*\w[./]\w)([^()<>\"'\s]+(?: [^()<>\"'\s]+)+)\)")
_LATIN = "\u2000"
_COMMON = frozenset({"href", "class", "src", "alt", "title", "rel"})
_ADDRESSES = frozenset({"href", "src", "poster", "data", "xlink:href", "action", "formaction"})
_REWRITTEN = frozenset({"href", "src", "poster", "data"})


@dataclass(slots=True)
class Writer:
    """A text that is being written.

    Attributes:
        trusted: the team's text; else references and people are not looked for, and no ids written.
        inline: only what may stand in a line is written.
        mode: a sum of the constants above, for the place where the walk is.
        last: the character before the place, in the same line of text.
        plain: the text without any marks, in pieces.
        put: writes finished HTML.
        skip: how many characters the next text loses at its beginning.
        opening: the first paragraph of the text itself; `fallback`: the first one anywhere.
        strip_id: whether text loses a `{#id}` at its end.
        captioned: identity of the picture whose title has become a caption.
        gallery: identity of the paragraph whose pictures are a gallery.
        names: accessible names that were given to tables.
    """

    lines: Lines
    anchors: Anchors
    schemes: frozenset[str]
    trusted: bool
    inline: bool
    mode: int = 0
    last: str = ""
    skip: int = 0
    opening: str = ""
    fallback: str = ""
    strip_id: bool = False
    captioned: int = 0
    gallery: int = 0
    parts: list[Part] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    put: Callable[[str], None] = field(init=False)
    _html: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        # The most called function there is: not a method around `append`, but `append` itself.
        self.put = self._html.append

    def part(self, part: Part) -> None:
        """Write an open part."""
        if self._html:
            self.parts.append("".join(self._html))
            self._html.clear()
        self.parts.append(part)

    def finish(self) -> tuple[Part, ...]:
        """Everything that was written."""
        html = "".join(self._html)
        if html := html.rstrip() if self.inline else html:
            self.parts.append(html)
        self._html.clear()
        return tuple(self.parts)

    def note(self, line: int, code: str, message: str, hint: str) -> None:
        """Remember that something is wrong with the text."""
        self.findings.append(Finding(line, code, message, hint))

    def boundary(self) -> None:
        """Here a line of text begins or ends."""
        self.last = ""
        self.plain.append("\n")

    def text(self, text: str, node: Node) -> None:
        """Write the text of a text node."""
        if self.skip:
            text, self.skip = text[self.skip :], 0
        if not text:
            return
        mode = self.mode
        if mode & RAW:
            self.put(text)
            return
        if "\n" in text and not mode & VERBATIM and (self.last > _LATIN or not text.isascii()):
            text = join_lines(text, self.last, lambda: next_character(node))
        self.last = text[-1:]
        if self.trusted and not mode & QUIET and ("@" in text or "](" in text):
            self._unread(text)
            self._with_people(text)
            return
        if not mode & UNCOUNTED:
            self.plain.append(text)
        if "&" in text or "<" in text or ">" in text:
            self.put(escape(text, quote=False))
        else:
            self.put(text)

    def _unread(self, text: str) -> None:
        """Report links and pictures that are none, because their address holds a space."""
        for found in _UNREAD.finditer(text):
            self.note(
                self.lines.of_words(found[0]),
                "unread-link",
                f"'{found[0]}' is shown as it is: an address must not hold spaces",
                f"write it between angle brackets: (<{found[1]}>)",
            )

    def _with_people(self, text: str) -> None:
        pieces = mentions.split(text)
        self.plain.append(pieces[0])
        self.put(escape(pieces[0], quote=False))
        for handle, after in zip(pieces[1::2], pieces[2::2], strict=True):
            self.part(Mention(handle, self.lines.of(f"@{handle}")))
            self.plain += [mention_mark(handle), after]
            self.put(escape(after, quote=False))

    def start(self, tag: str, attributes: dict[str, str | None], key: int) -> None:
        """Write a start tag; `key` is the identity of the node."""
        anchor = self.anchors.ids.get(key)
        if anchor is None and not attributes:
            self.put(f"<{tag}>")
            return
        self.put(f"<{tag}")
        if anchor is not None and self.trusted and not self.mode & FOREIGN:
            self.put(f' id="{escape(anchor)}"')
        for name, value in attributes.items():
            if name in _COMMON or _ATTRIBUTE.fullmatch(name):
                self._attribute(name, value)
        self.put(">")

    def attributes_of(self, attributes: dict[str, str | None], key: int) -> str:
        """The attributes of the node with this identity as HTML, none of which is open."""
        anchor = self.anchors.ids.get(key)
        named = f' id="{escape(anchor)}"' if anchor is not None else ""
        return named + "".join(
            f" {name}" if value is None else f' {name}="{escape(value)}"'
            for name, value in attributes.items()
            if name != "id" and _ATTRIBUTE.fullmatch(name)
        )

    def _attribute(self, name: str, value: str | None) -> None:
        if name == "id" and not self.mode & FOREIGN:
            return
        if value is None:
            self.put(f" {name}")
        elif name in _ADDRESSES:
            self._address(name, value)
        elif name in _LABELS and (back := _BACK.fullmatch(value)):
            self.put(f' {name}="')
            self.part(Word("Back to reference %s", back[1]))
            self.put('"')
        elif name == "srcset" and not self.mode & FOREIGN:
            self._srcset(value)
        else:
            self.put(f' {name}="{escape(value)}"')

    def _address(self, name: str, value: str) -> None:
        if value.startswith(("https://", "http://")):
            self.put(f' {name}="{escape(value)}"')
            return
        if addresses.is_script(value):
            self._refuse(value)
            return
        self.put(f' {name}="')
        if name in _REWRITTEN and not self.mode & FOREIGN:
            self.url(name, value)
        else:
            self.put(escape(value))
        self.put('"')

    def url(self, name: str, value: str) -> None:
        """Write a URL inside the quotes of an attribute, as an open part if it has to be one."""
        value = value.strip()
        if not self.trusted or not addresses.is_open(value):
            self.put(escape(value))
            return
        readable = addresses.readable(value)
        within = self.anchors.fragment(readable)
        if within:
            self.part(Address(within, name, self.lines.first_line))
        else:
            self.part(Address(readable, name, self.lines.of(readable)))

    def _srcset(self, value: str) -> None:
        self.put(' srcset="')
        for number, (url, descriptor) in enumerate(addresses.candidates(value)):
            self.put(", " if number else "")
            self.url("srcset", url)
            self.put(escape(descriptor))
        self.put('"')

    def _refuse(self, url: str) -> None:
        self.note(
            self.lines.of(url),
            "script-link",
            f"'{url}' is a program, not an address; the link is left out",
            "link to a page, or put the program into a <script>",
        )


Closing = str | Callable[[Writer], None] | None
"""What ends an element: HTML, something to do, or None if its children are not walked."""
