"""Drawings of numbers, as SVG that stands in a page: no library, no script, the same bytes always.

Law: a drawing never stands alone; the same numbers stand beside it as a table. It is as wide as
there is room, and its letters keep their size: positions across are per cent, heights are pixels.
"""

from collections.abc import Sequence
from html import escape

from msgspec import Struct

from generator.pages.html import Html

_HEIGHT = 180  # of the whole drawing
_TOP = 20  # room above the highest bar
_FLOOR = _HEIGHT - 24  # where bars stand; below it is room for what they are called
_GAP = 0.3  # of a group's width, between it and the next
_NARROWEST = 5  # bars in per cent: fewer groups do not make them wider than this


class Bars(Struct, frozen=True):
    """Numbers that stand side by side, not below 0, and what they are of."""

    label: str
    numbers: tuple[int, ...]


def columns(groups: Sequence[Bars], series: Sequence[str], title: str) -> Html:
    """Groups of upright bars, to one scale.

    Args:
        groups: each with a number of every series, in their order.
        series: what the numbers of a group are, in the words of the page: its names are classes
            `series-1`, `series-2` … for the stylesheet.
        title: what the drawing shows, for those who do not see it.
    """
    most = max((number for group in groups for number in group.numbers), default=0)
    width = 100 / max(len(groups), 1)
    size = f'width="100%" height="{_HEIGHT}"'
    parts = [f'<svg class="columns" {size} role="img" aria-label="{escape(title)}">']
    for n, group in enumerate(groups):
        parts += _group(group, series, n * width, width, most)
    parts.append(f'<line class="floor" x1="0" x2="100%" y1="{_FLOOR}" y2="{_FLOOR}"/></svg>')
    return Html("".join(parts))


def _group(group: Bars, series: Sequence[str], left: float, width: float, most: int) -> list[str]:
    """The bars of one group, each with its number for whoever points at it, and its name."""
    count = max(len(group.numbers), 1)
    bar = min(width * (1 - _GAP) / count, _NARROWEST)
    start = left + (width - bar * count) / 2
    parts = []
    for n, number in enumerate(group.numbers):
        x = start + n * bar
        height = round((_FLOOR - _TOP) * number / most, 1) if most else 0
        if number:
            parts.append(
                f'<rect class="series-{n + 1}" x="{x:.2f}%" y="{_FLOOR - height:g}" '
                f'width="{bar * 0.86:.2f}%" height="{height:g}">'
                f"<title>{escape(f'{group.label}: {series[n]} {number}')}</title></rect>"
            )
    middle = left + width / 2
    parts.append(f'<text x="{middle:.2f}%" y="{_HEIGHT - 6}">{escape(group.label)}</text>')
    return parts
