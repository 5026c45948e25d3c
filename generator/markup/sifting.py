"""What the sanitiser takes out of a stranger's text, in words, and where its links really lead.

This only tells somebody of the team. What is safe is decided by `visitor.to_html` alone.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from msgspec import Struct

from generator.markup import gfm, visitor

_NAMES: Mapping[str, tuple[str, str]] = {
    "script": ("script", "scripts"),
    "style": ("style sheet", "style sheets"),
    "link": ("style sheet", "style sheets"),
    "iframe": ("frame", "frames"),
    "frame": ("frame", "frames"),
    "frameset": ("frame", "frames"),
    "object": ("embedded object", "embedded objects"),
    "embed": ("embedded object", "embedded objects"),
    "applet": ("embedded object", "embedded objects"),
    "form": ("form", "forms"),
    "input": ("form field", "form fields"),
    "button": ("form field", "form fields"),
    "textarea": ("form field", "form fields"),
    "select": ("form field", "form fields"),
    "meta": ("meta element", "meta elements"),
    "base": ("base address", "base addresses"),
    "svg": ("drawing", "drawings"),
    "math": ("formula", "formulas"),
    "video": ("video", "videos"),
    "audio": ("sound", "sounds"),
    "template": ("template", "templates"),
}
_OTHER = ("other element", "other elements")
_PICTURE = ("foreign picture", "foreign pictures")
_HANDLER = ("event handler", "event handlers")
_STYLE = ("style attribute", "style attributes")
_SCHEME = ("address of another scheme", "addresses of other schemes")
_HIDDEN = ("hidden character", "hidden characters")
_KEPT_SIGNS = frozenset("\n\r\t\u200c\u200d\ufe0e\ufe0f")
_INLINE = frozenset(["a", "b", "code", "del", "em", "i", "img", "kbd", "s", "strong", "sub", "sup"])
_SHELL = frozenset({"html", "head", "body"})


class Anchor(Struct, frozen=True):
    """A link as a reader would see it.

    Attributes:
        text: what it says.
        url: where it leads.
    """

    text: str
    url: str


def taken_out(text: str) -> tuple[str, ...]:
    """What does not survive of a text, such as `2 scripts` or `1 frame`; the same kinds together.

    A picture from elsewhere stays as a link, and is named because no reader will see it.
    """
    seen = _Seen()
    seen.feed(gfm.strangers_to_html(text))
    seen.close()
    hidden = sum(unicodedata.category(sign) in {"Cc", "Cf"} for sign in text if _odd(sign))
    seen.found[_HIDDEN] += hidden
    return tuple(f"{number} {name[number > 1]}" for name, number in seen.found.items() if number)


def anchors(text: str) -> tuple[Anchor, ...]:
    """The links of a text as it would be published, in their order."""
    reader = _Anchors()
    reader.feed(visitor.to_html(text))
    reader.close()
    return tuple(reader.found)


def as_text(text: str) -> str:
    """The words of a text as it would be published, without markup; a block is a line."""
    reader = _Words()
    reader.feed(visitor.to_html(text))
    reader.close()
    rows = (" ".join(row.split()) for row in "".join(reader.found).split("\n"))
    return "\n".join(row for row in rows if row)


def _odd(sign: str) -> bool:
    return sign not in _KEPT_SIGNS


@dataclass
class _Seen(HTMLParser):
    """Counts what is not on the list of what may stay."""

    found: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count an element, or what it says that may not stay."""
        if tag == "img":
            self.found[_PICTURE] += 1
        elif tag not in visitor.TAGS and tag not in _SHELL:
            self.found[_NAMES.get(tag, _OTHER)] += 1
        for name, value in attrs:
            self._attribute(name, value or "")

    def _attribute(self, name: str, value: str) -> None:
        if name.startswith("on"):
            self.found[_HANDLER] += 1
        elif name == "style":
            self.found[_STYLE] += 1
        elif name in {"href", "src"} and _has_other_scheme(value):
            self.found[_SCHEME] += 1


def _has_other_scheme(url: str) -> bool:
    try:
        scheme = urlsplit("".join(url.split())).scheme
    except ValueError:
        return True
    return bool(scheme) and scheme not in visitor.SCHEMES


@dataclass
class _Anchors(HTMLParser):
    """Collects links of harmless HTML."""

    found: list[Anchor] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    url: str | None = None

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a link, or note where a foreign picture would have come from."""
        said: Iterator[str] = (value or "" for name, value in attrs if name in {"href", "src"})
        url = next(said, None)
        if tag == "a":
            self.url, self.text = url, []
        elif tag == "img" and url is not None:
            self.found.append(Anchor("", url))

    def handle_data(self, data: str) -> None:
        """Gather what a link says."""
        if self.url is not None:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        """End a link."""
        if tag == "a" and self.url is not None:
            self.found.append(Anchor("".join(self.text), self.url))
            self.url = None


@dataclass
class _Words(HTMLParser):
    """Collects the words of harmless HTML."""

    found: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line where a block begins; a picture is what it says of itself."""
        if tag not in _INLINE:
            self.found.append("\n")
        if tag == "img":
            self.found.append(next((value or "" for name, value in attrs if name == "alt"), ""))

    def handle_data(self, data: str) -> None:
        """Gather words; a line end of the source is a space."""
        self.found.append(data.replace("\n", " "))
