"""The opening of a long text: what the home page shows of a diary before "Read on".

Law: a text is cut between two of its outermost blocks, never inside one, so what is left of
finished HTML is finished HTML. Nothing that leads to a place further down (a footnote) is kept.
"""

from html.parser import HTMLParser

from generator.pages.html import NO_HTML, Html

LETTERS = 240
"""How much text an opening should have; a Latin letter counts as half a Chinese character."""

_LONG = 1.5
"""A text of less than so many openings is shown whole."""

_VOID = frozenset(
    "area base br col embed hr img input link meta source track wbr".split()  # noqa: SIM905 - short
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def opening(html: Html, letters: int = LETTERS) -> Html:
    """The first blocks of a text with about that many letters; empty for a text that is short."""
    blocks = _Blocks(html)
    if blocks.length() < _LONG * letters:
        return NO_HTML
    kept, length = 0, 0.0
    for start, end, name, size in blocks.found:
        if length >= letters or 'href="#' in html[start:end]:
            break
        length += size
        if name not in _HEADINGS:  # a heading with nothing below it is not kept
            kept = end
    return Html(html[:kept].strip())


class _Blocks(HTMLParser):
    """The outermost elements of a text: where each begins and ends, its name, its letters."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, int, str, float]] = []
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._depth = 0
        self._start = 0
        self._size = 0.0
        self._name = ""
        self.feed(html)
        self.close()

    def length(self) -> float:
        """Letters of the whole text."""
        return sum(size for *_, size in self.found)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if self._depth == 0:
            self._start, self._name, self._size = self._here(), tag, 0.0
        if tag not in _VOID:
            self._depth += 1
        elif self._depth == 0:
            self._ends(self._here() + len(self.get_starttag_text() or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag, attrs  # `<path/>` inside a drawing: opens nothing

    def handle_endtag(self, tag: str) -> None:
        if self._depth == 0 or tag in _VOID:
            return
        self._depth -= 1
        if self._depth == 0:
            self._ends(self._here() + len(f"</{tag}>"))

    def handle_data(self, data: str) -> None:
        self._size += sum(0.5 if letter.isascii() else 1.0 for letter in data.strip())

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _ends(self, end: int) -> None:
        self.found.append((self._start, end, self._name, self._size))
