"""What the template of a share card calls to write: text becomes the outlines of its letters."""

from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup, escape
from msgspec import Struct

from generator.render.cards.breaks import Line, Setting, opens, shortened
from generator.render.cards.fonts import SANS
from generator.render.cards.outlines import Scribe, Shaped

_ELLIPSIS = "…"
_WEIGHTS = {"regular": 400, "bold": 700}
_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}
_STEP = 4
"""By how many pixels a text is made smaller until it fits."""
_LESS = 0.74
"""How much smaller letters may become to save a line."""
_HANGS = 0.45
"""How much of an opening bracket's empty half hangs out of the line, in em."""
_NEARLY_SQUARE = 0.9


class Written(Struct, frozen=True):
    """Text that was written on a card; shown, it is an SVG element.

    Attributes:
        svg: the element.
        size: size that the text has, in pixels.
        lines: how many lines it has.
        width: of the longest line.
        bottom: baseline of the last line; `y` where there is no text.
        right: where the longest line ends.
    """

    svg: Markup
    size: float
    lines: int
    width: float
    bottom: float
    right: float

    def __html__(self) -> str:
        return self.svg


class _Block(Struct, frozen=True):
    """Where and how a text is written; lengths in pixels."""

    x: float
    y: float
    size: float
    leading: float
    anchor: float


def writer(scribe: Scribe) -> Callable[..., Written]:
    """The function `write` of the templates of cards."""

    def write(  # noqa: PLR0913 - a designer names each of them
        text: object,
        *,
        x: float,
        y: float,
        size: float,
        width: float = 0,
        height: float = 0,
        smallest: float = 0,
        lines: int = 1,
        leading: float = 1.3,
        style: str = SANS,
        weight: str = "regular",
        anchor: str = "start",
        fill: str = "#000",
    ) -> Written:
        """Text as outlines, its first baseline at `y`; `docs/sharing.md` says how it fits.

        What comes back is shown, and has `bottom` (last baseline), `right`, `width`, `lines` and
        `size` to place what follows.
        """
        shaped = scribe.shape(str(text), style, _WEIGHTS[weight])
        setting = Setting(shaped.text, shaped.widths)
        frame = _Frame(width, height, size, min(smallest or size, size), lines, leading)
        chosen, rows = _fitted(setting, frame)
        tail = scribe.shape(_ELLIPSIS, style, _WEIGHTS[weight]) if len(rows) > lines else None
        rows = rows[:lines]
        if tail:
            rows[-1] = shortened(setting, rows[-1][0], width / chosen - sum(tail.widths))
        block = _Block(x, y, chosen, leading * chosen, _ANCHORS[anchor])
        return _written(shaped, rows, tail, block, fill)

    return write


class _Frame(Struct, frozen=True):
    """What a text has to fit into; lengths in pixels, 0 for as much as it needs."""

    width: float
    height: float
    size: float
    smallest: float
    lines: int
    leading: float

    def sizes(self, count: int) -> Iterator[float]:
        """Sizes to try for a text of so many lines, the largest first.

        One line more looks better than letters that are much smaller.
        """
        room = self.height / (1 + (count - 1) * self.leading) if self.height else self.size
        least = self.smallest if count == self.lines else max(self.smallest, self.size * _LESS)
        size = min(self.size, room)
        while size > least:
            yield size
            size -= _STEP
        yield least


def _fitted(setting: Setting, frame: _Frame) -> tuple[float, list[Line]]:
    """The size at which a text fits, and its lines; too many lines if it does not fit at all."""
    if not frame.width:
        return frame.size, [(0, len(setting.text))] if setting.text else []
    for count in range(1, frame.lines + 1):
        for size in frame.sizes(count):
            rows = setting.fill(frame.width / size)
            if len(rows) <= count and not setting.torn(rows):
                return size, setting.balanced(frame.width / size)
    return frame.smallest, setting.fill(frame.width / frame.smallest)


def _written(
    shaped: Shaped, rows: Sequence[Line], last: Shaped | None, block: _Block, fill: str
) -> Written:
    paths: list[str] = []
    longest = 0.0
    for n, row in enumerate(rows):
        tail = last if n == len(rows) - 1 else None
        wide = _width(shaped, row) + (sum(tail.widths) if tail else 0.0)
        longest = max(longest, wide * block.size)
        at = block.x - wide * block.size * block.anchor - _hang(shaped, row) * block.size
        y = block.y + n * block.leading
        paths += _paths(shaped, row, at, y, block.size)
        if tail:
            after = at + _width(shaped, row) * block.size
            paths += _paths(tail, (0, len(tail.text)), after, y, block.size)
    svg = Markup("<g fill='{}'>{}</g>").format(escape(fill), Markup("".join(paths)))  # noqa: S704 - numbers alone
    return Written(
        svg=svg,
        size=block.size,
        lines=len(rows),
        width=longest,
        bottom=block.y + max(0, len(rows) - 1) * block.leading,
        right=block.x + longest * (1 - block.anchor),
    )


def _width(shaped: Shaped, row: Line) -> float:
    """Of a line in em, without the spaces at its end."""
    start, end = row
    return sum(shaped.widths[start : start + len(shaped.text[start:end].rstrip(" "))])


def _hang(shaped: Shaped, row: Line) -> float:
    """How far a line begins before its edge, so that a bracket stands flush with the letters."""
    start, end = row
    wide = start < end and shaped.widths[start] >= _NEARLY_SQUARE
    return _HANGS if wide and opens(shaped.text[start]) else 0.0


def _paths(shaped: Shaped, row: Line, x: float, y: float, size: float) -> Iterator[str]:
    """An element for each glyph of a line that has an outline."""
    for glyph in shaped.glyphs:
        if not row[0] <= glyph.start < row[1]:
            continue
        path = glyph.face.path(glyph.id)
        if path:
            scale = size / glyph.face.em
            left, top = x + glyph.shift * size, y - glyph.rise * size
            place = f"matrix({scale:.5g} 0 0 {-scale:.5g} {left:.2f} {top:.2f})"
            yield f"<path transform='{place}' d='{path}'/>"
        x += glyph.advance * size
