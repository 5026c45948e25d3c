"""Lines of a card as the sample on its page has them: the same as `maker.js`, with rough widths.

A browser measures letters; here nobody knows which font a reader has, so the sample reckons with
usual widths. Lines break behind blanks and hyphens, and between Chinese characters, where a line
may neither begin with a closing sign nor end with an opening one (JIS X 4051 calls it kinsoku).
"""

import re
import unicodedata
from collections.abc import Iterator
from html import escape

from msgspec import Struct

from generator.model.drawing import Drawing, Element, Setting
from generator.pages.html import Html

ELLIPSIS = "…"
_NOT_FIRST = frozenset("。，、\uff0e！？：；）」』】》〉”’…—·\uff05℃)]},.!?:;%")
_NOT_LAST = frozenset("（「『【《〈“‘([{")
_WIDE = frozenset("WF")
_JOINED = frozenset("\u200d\ufe0e\ufe0f")
_NARROW = frozenset("iljtfrI.,:;'|!()[] -")
_BROAD = frozenset("mwMW@%—…")
_IDS = re.compile(r"url\(\s*#")


class Line(Struct, frozen=True):
    """A line of a text; `begins` says whether the text itself begins one there."""

    text: str
    begins: bool


def lines_of(text: str, setting: Setting) -> tuple[Line, ...]:
    """A text in lines that fit; what does not is left out, which an ellipsis says."""
    found = [line for row in text.split("\n") for line in _row(row, setting)]
    if len(found) <= setting.lines:
        return tuple(found)
    kept = found[: setting.lines]
    last = kept[-1]
    return (*kept[:-1], Line(_cut(last.text, setting), last.begins))


def drawn(drawing: Drawing, texts: list[str], lang: str) -> Html:
    """The drawing as SVG for a page.

    Args:
        texts: what stands in each text with places, in their order.
        lang: language of the card.
    """
    rest = iter(enumerate(texts))
    root = drawing.root
    root_attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {drawing.width} {drawing.height}",
        **root.attributes,
        "lang": lang,
        "role": "img",
        "aria-labelledby": "maker-text",
    }
    inside = "".join(_markup(child, rest) for child in root.children)
    return Html(f"<svg{_attributes(root_attributes)}>{inside}</svg>")


def _markup(part: Element | str, texts: Iterator[tuple[int, str]]) -> str:
    if isinstance(part, str):
        return escape(part)
    if part.setting is not None:
        return _set(part, part.setting, *next(texts))
    inside = "".join(_markup(child, texts) for child in part.children)
    return f"<{part.name}{_attributes(part.attributes)}>{inside}</{part.name}>"


def _set(element: Element, setting: Setting, number: int, text: str) -> str:
    """A text with its lines, and the circles before them."""
    spans, nodes = "", ""
    for n, line in enumerate(lines_of(text, setting)):
        y = setting.y + n * setting.leading
        spans += f'<tspan x="{setting.x:g}" y="{y:g}">{escape(line.text)}</tspan>'
        if setting.node and line.begins:
            dx, radius = setting.node
            middle = y - setting.size / 3
            nodes += f'<circle cx="{setting.x + dx:g}" cy="{middle:g}" r="{radius:g}"></circle>'
    text_ = f"<text{_attributes(element.attributes)}>{spans}</text>"
    return f'<g data-card="{number}">{nodes}{text_}</g>'


def _attributes(attributes: dict[str, str]) -> str:
    """Attributes as they are written, ids apart from those of the page."""
    said = ""
    for name, value in attributes.items():
        own = f"card-{value}" if name == "id" else _IDS.sub("url(#card-", value)
        said += f' {name}="{escape(own)}"'
    return said


def _row(row: str, setting: Setting) -> Iterator[Line]:
    """The lines of what stands between two ends of lines."""
    if not setting.width:
        yield Line(row, begins=True)
        return
    line, begins = "", True
    for unit in _units(row):
        if not _fits(line + unit, setting) and line:
            yield Line(line, begins)
            line, begins = "", False
        line += unit
        while not _fits(line, setting) and len(_signs(line)) > 1:
            kept = _longest(line, setting)
            yield Line(kept, begins)
            line, begins = line[len(kept) :], False
    yield Line(line, begins)


def _longest(line: str, setting: Setting) -> str:
    """As much of the beginning of a line as fits, and at least one sign."""
    signs = _signs(line)
    kept = signs[0]
    for sign in signs[1:]:
        if not _fits(kept + sign, setting):
            break
        kept += sign
    return kept


def _cut(line: str, setting: Setting) -> str:
    """A line that says with its end that there is more."""
    signs = _signs(line.rstrip())
    while setting.width and signs and not _fits("".join(signs) + ELLIPSIS, setting):
        signs.pop()
    return "".join(signs).rstrip() + ELLIPSIS


def _fits(line: str, setting: Setting) -> bool:
    return sum(map(_width, line.rstrip())) * setting.size <= setting.width


def _width(sign: str) -> float:
    """How wide a sign usually is, in sizes of its font."""
    if unicodedata.combining(sign) or sign in _JOINED:
        return 0.0
    if unicodedata.east_asian_width(sign) in _WIDE:
        return 1.0
    if sign in _NARROW:
        return 0.32
    return 0.9 if sign in _BROAD else 0.68 if sign.isupper() else 0.54


def _units(row: str) -> Iterator[str]:
    """The pieces of a row between which a line may end."""
    unit = ""
    for sign in _signs(row):
        if unit and _may_break(unit[-1], sign[0]):
            yield unit
            unit = ""
        unit += sign
    if unit:
        yield unit


def _may_break(before: str, after: str) -> bool:
    if after == " ":
        return False
    if before in {" ", "-"}:
        return True
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return any(unicodedata.east_asian_width(sign) in _WIDE for sign in (before, after))


def _signs(text: str) -> list[str]:
    """A text by what readers take for one sign (roughly UAX #29, grapheme clusters)."""
    signs: list[str] = []
    for sign in text:
        joined = signs and (
            unicodedata.combining(sign) or sign in _JOINED or signs[-1].endswith("\u200d")
        )
        if joined:
            signs[-1] += sign
        else:
            signs.append(sign)
    return signs
