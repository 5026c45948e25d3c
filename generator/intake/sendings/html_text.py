"""HTML of mails as the text that people saw; nothing of it is ever shown as HTML."""

import re
from html.parser import HTMLParser

_LARGEST = 200_000  # characters; the rest is left
_BLOCKS = frozenset(
    """address article aside blockquote center dd div dl dt figure footer form h1 h2 h3 h4 h5 h6
    header hr li main nav ol p pre section table td th tr ul""".split()  # noqa: SIM905 - a list to read
)
_HIDDEN = frozenset({"head", "script", "style", "title", "template", "noscript"})
_DECLARATION = re.compile(r"<[!?][^<>]{0,2000}>?")
_OPEN = re.compile(r"<(?![a-zA-Z/][^<>]{0,2000}>)")
_EMPTY = re.compile(r"\n{3,}")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._hidden = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if not self._hidden and tag in _HIDDEN:
            self._hidden = tag
        elif tag == "br":
            self.out.append("\n")
        elif tag in _BLOCKS:
            self.out.append("\n- " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._hidden:
            self._hidden = ""
        elif tag in _BLOCKS:
            self.out.append("\n\n" if tag == "p" else "\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.out.append(re.sub(r"\s+", " ", data))


def text_of_html(html: str) -> str:
    """The text of a page: blocks on lines of their own, what is hidden left out."""
    parser = _Text()
    parser.feed(_closed(html[:_LARGEST]))
    parser.close()
    rows = "".join(parser.out).split("\n")
    return _EMPTY.sub("\n\n", "\n".join(row.strip() for row in rows)).strip()


def _closed(html: str) -> str:
    """HTML without comments and declarations, in which whatever begins like a tag has an end.

    The parser of the standard library looks for the end of each tag up to the end of the text; a
    text of tags that never end would take it hours.
    """
    first, *others = html.split("<!--")
    bare = first + "".join(other.partition("-->")[2] for other in others)
    return _OPEN.sub("&lt;", _DECLARATION.sub("", bare))
