"""The drawing of a card: SVG in which texts have places, and nothing acts or fetches.

What is allowed stands in two tables. Everything of the reader goes into texts, as text. On `<text>`
the drawing says how it is set:

    data-width    lines are broken at this width
    data-lines    how many there are at most; what does not fit ends in an ellipsis
    data-leading  from one line to the next; default: 1.3 times the size
    data-node     "dx r": a circle of this radius before each line that the text itself begins
"""

import re
from collections.abc import Callable, Iterator, Mapping
from xml.parsers import expat

from msgspec import Struct, field

from generator.model.formula import BadFormula
from generator.model.placed import Part, read
from generator.problems import did_you_mean

SVG = "http://www.w3.org/2000/svg"
LARGEST = 2000
"""Units of the longer side: twice that is still a picture for every phone."""
_MOST = 100_000
_MOST_ELEMENTS = 2000
_LINES = 40

_TEXTS = frozenset({"text", "tspan", "title", "desc"})
_SHAPES = frozenset({"rect", "circle", "ellipse", "line", "path", "polyline", "polygon"})
_PAINTS = frozenset({"linearGradient", "radialGradient", "stop", "clipPath"})
_ELEMENTS = frozenset({"svg", "g", "defs"}) | _TEXTS | _SHAPES | _PAINTS
_ROOM = "x y dx dy width height rx ry cx cy r fx fy x1 y1 x2 y2 d points transform"
_LOOK = (
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin"
    " stroke-dasharray stroke-miterlimit opacity font-family font-size font-weight font-style"
    " text-anchor letter-spacing"
)
_PAINT = (
    "clip-path clip-rule clipPathUnits offset stop-color stop-opacity gradientUnits"
    " gradientTransform spreadMethod"
)
_ATTRIBUTES = frozenset(f"xmlns viewBox id {_ROOM} {_LOOK} {_PAINT}".split())
_OURS = frozenset({"data-width", "data-lines", "data-leading", "data-node"})
_URL = re.compile(r"url\(\s*#([A-Za-z][\w-]*)\s*\)")
_ID = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,6}(\.\d{1,4})?", re.ASCII)


class BadDrawing(ValueError):
    """A drawing that cannot be; `line` counts from 1 inside it, `hint` is the cure if known."""

    def __init__(self, message: str, line: int, hint: str = "") -> None:
        super().__init__(message)
        self.line = line
        self.hint = hint


class Setting(Struct, frozen=True):
    """How a text is set; lengths in units of the drawing.

    Attributes:
        parts: its text, with places.
        width: 0 for lines that are not broken.
        node: how far before a line its circle stands, and the radius of that; None for none.
    """

    parts: tuple[Part, ...]
    x: float
    y: float
    size: float
    width: float = 0
    lines: int = _LINES
    leading: float = 0
    node: tuple[float, float] | None = None


class Element(Struct):
    """An element of a drawing.

    Attributes:
        setting: how its text is set; None for elements without places.
        line: where it begins.
    """

    name: str
    attributes: dict[str, str]
    line: int
    children: list["Element | str"] = field(default_factory=list)
    setting: Setting | None = None


class Drawing(Struct, frozen=True):
    """A drawing that is fit to be shown; sides in units, which are pixels of the picture."""

    root: Element
    width: int
    height: int

    def texts(self) -> Iterator[Element]:
        """The elements with places, in their order."""
        return (each for each in _walk(self.root) if each.setting is not None)


def draw(source: str) -> Drawing:
    """A drawing out of its SVG.

    Raises:
        BadDrawing: it is none, or holds what may not stand in one.
    """
    if len(source) > _MOST:
        raise BadDrawing(f"it has more than {_MOST} characters", 1, "simplify its paths")
    root = _parsed(source)
    sides = [_side(root, name) for name in ("width", "height")]
    for number, each in enumerate(_walk(root)):
        if number >= _MOST_ELEMENTS:
            raise BadDrawing(f"it has more than {_MOST_ELEMENTS} elements", each.line)
        _check(each)
    for each in list(_walk(root)):
        if each.name == "text":
            _set(each)
        elif any(isinstance(child, str) and "{" in child for child in each.children):
            hint = "make it a <text> of its own"
            raise BadDrawing(f"a place stands in <{each.name}>", each.line, hint)
    return Drawing(root, *sides)


def _parsed(source: str) -> Element:
    """The elements of a document without entities, comments and instructions."""
    building = _Building()
    parser = expat.ParserCreate(namespace_separator=None)
    parser.buffer_text = True
    building.line = lambda: parser.CurrentLineNumber
    parser.StartElementHandler = building.start
    parser.EndElementHandler = building.end
    parser.CharacterDataHandler = building.text
    parser.StartDoctypeDeclHandler = building.doctype
    try:
        parser.Parse(source.strip(), True)  # noqa: FBT003 - the parser's own signature
    except expat.ExpatError as error:
        said = expat.errors.messages[error.code]
        raise BadDrawing(f"it cannot be read: {said}", error.lineno) from error
    if building.root is None or building.root.name != "svg":
        raise BadDrawing("it is no SVG", 1, '<svg xmlns="…" width="1200" height="630">…</svg>')
    return building.root


class _Building:
    """What the parser tells, put together."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self.open: list[Element] = []
        self.line: Callable[[], int] = int

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        element = Element(name, attributes, self.line())
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)
        if len(self.open) > 20:  # noqa: PLR2004 - said in the message
            raise BadDrawing("it is deeper than 20 levels", element.line)

    def end(self, _name: str) -> None:
        """The element that began last ends."""
        self.open.pop()

    def text(self, said: str) -> None:
        """Text inside an element."""
        if said.strip() and self.open[-1].name not in _TEXTS:
            raise BadDrawing(f"a text stands outside <text>: '{said.strip()[:30]}'", self.line())
        if self.open[-1].name in _TEXTS:
            self.open[-1].children.append(said)

    def doctype(self, *_: object) -> None:
        """A document type, which could define entities."""
        raise BadDrawing("a document type may not stand here", self.line(), "delete <!DOCTYPE …>")


def _walk(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        if isinstance(child, Element):
            yield from _walk(child)


def _side(root: Element, name: str) -> int:
    value = root.attributes.get(name, "")
    if not re.fullmatch(r"\d{2,4}", value, re.ASCII) or not 100 <= int(value) <= LARGEST:  # noqa: PLR2004 - said in the message
        hint = f'write {name}="1200"'
        raise BadDrawing(f"'{name}' of <svg> is 100 to {LARGEST}, without a unit", root.line, hint)
    return int(value)


def _check(element: Element) -> None:
    """What an element may not be, or say."""
    if element.name not in _ELEMENTS:
        hint = did_you_mean(element.name, _ELEMENTS) or "shapes, texts and gradients are allowed"
        raise BadDrawing(f"<{element.name}> may not stand in a drawing", element.line, hint)
    allowed = _ATTRIBUTES | _OURS if element.name == "text" else _ATTRIBUTES
    for name, value in element.attributes.items():
        if name not in allowed:
            hint = did_you_mean(name, allowed)
            if name == "style":
                hint = 'write fill="…" and the like as attributes of their own'
            message = f"'{name}' may not stand on <{element.name}>"
            raise BadDrawing(message, element.line, hint)
        _check_value(element, name, value)


def _check_value(element: Element, name: str, value: str) -> None:
    if "(" in _URL.sub("", value) and name not in {"transform", "gradientTransform"}:
        hint = "colours are written #b8430a, and only url(#id) leads to another element"
        raise BadDrawing(f"'{name}' cannot be '{value[:30]}'", element.line, hint)
    if name == "id" and not _ID.fullmatch(value):
        raise BadDrawing(f"'{value[:30]}' cannot be an id", element.line)
    if name == "xmlns" and value != SVG:
        raise BadDrawing(f"'xmlns' is '{SVG}'", element.line)
    if "{" in value:
        hint = "places stand in texts alone"
        raise BadDrawing(f"a place stands in '{name}'", element.line, hint)


def _set(element: Element) -> None:
    """Note how a text with places is set."""
    said = [child for child in element.children if isinstance(child, str)]
    inner = [child for child in element.children if isinstance(child, Element)]
    whole = "".join(said)
    if "{" not in whole and not _OURS & set(element.attributes):
        return
    if inner:
        raise BadDrawing("a text with places has no elements", element.line)
    try:
        parts = read(" ".join(whole.split()))
    except BadFormula as error:
        raise BadDrawing(str(error), element.line, error.hint) from error
    attributes = {name: element.attributes.pop(name, "") for name in _OURS}
    element.children.clear()
    element.setting = _setting(element, parts, attributes)


def _setting(element: Element, parts: tuple[Part, ...], attributes: Mapping[str, str]) -> Setting:
    size = _number(element, "font-size", element.attributes.get("font-size", ""))
    if size <= 0:
        raise BadDrawing("'font-size' is missing", element.line, "a text with places says its own")
    leading = attributes["data-leading"]
    node = attributes["data-node"].split()
    if node and len(node) != 2:  # noqa: PLR2004 - two numbers
        hint = 'write data-node="-30 8"'
        raise BadDrawing("'data-node' is two numbers", element.line, hint)
    lines = attributes["data-lines"] or str(_LINES)
    if not re.fullmatch(r"\d{1,2}", lines, re.ASCII) or not 0 < int(lines) <= _LINES:
        raise BadDrawing(f"'data-lines' is 1 to {_LINES}", element.line)
    return Setting(
        parts=parts,
        x=_number(element, "x", element.attributes.get("x", "")),
        y=_number(element, "y", element.attributes.get("y", "")),
        size=size,
        width=_number(element, "data-width", attributes["data-width"]),
        lines=int(lines),
        leading=_number(element, "data-leading", leading) if leading else size * 1.3,
        node=(_number(element, "data-node", node[0]), _number(element, "data-node", node[1]))
        if node
        else None,
    )


def _number(element: Element, name: str, value: str) -> float:
    """A length; 0 where none is written."""
    if value and not _NUMBER.fullmatch(value):
        raise BadDrawing(f"'{name}' is a number, not '{value[:30]}'", element.line)
    return float(value or 0)
