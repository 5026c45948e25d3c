"""SVG files: their size, and the drawing without what its editor wrote about itself and its author.

Pictures inside a drawing are cleaned like all others; what it would fetch from other hosts goes.
Comments, `<metadata>`, the editors' own elements and attributes (paths of the author's disk stand
there), and everything that acts (scripts, `on…`) go: a drawing is opened by its address, too, and
would then run them in the site's name.
"""

import math
import re

from lxml import etree

from generator.pages.desk.pictures import Photo
from generator.patterns import late
from generator.render.pictures import embedded
from generator.render.pictures.faults import Fault, unreadable

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_KEPT = frozenset({"", _SVG, _XLINK, _XML})
_GONE = frozenset({"metadata", "script", "foreignObject", "handler", "listener"})
# A number (CSS Values 4, section 4.3), and one with a unit.
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?"
_NUMBERS = late(_NUMBER, re.IGNORECASE | re.ASCII)
_LENGTH = late(rf"\s*({_NUMBER})\s*(px|pt|pc|mm|cm|in|)\s*", re.IGNORECASE | re.ASCII)
# Pixels of each unit (CSS Values 4, section 6.2).
_PIXELS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}
_MOST_BYTES = 20_000_000
_LONGEST = 100_000  # pixels: a larger drawing is scaled, for nothing depends on its units
# Browsers pass over blanks and control characters in an address.
_BLANK = late(r"[\x00-\x20\x7f-\xa0]+")
_SCRIPT = late(r"(?:^|;)(?:java|vb)script:", re.IGNORECASE)
_AWAY = late(r"//|(?!data:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_MOVED = ("animate", "set")


def measured(data: bytes) -> Photo:
    """The size of a drawing; 0 × 0 if it names none.

    Raises:
        Fault: it is no SVG.
    """
    root = _root(data)
    box = [float(number) for number in _NUMBERS.findall(root.get("viewBox") or "")]
    wide, high = _pixels(root.get("width")), _pixels(root.get("height"))
    if len(box) == 4 and _is_length(box[2]) and _is_length(box[3]):  # noqa: PLR2004 - x y width height
        ratio = box[3] / box[2]
        wide = wide or (high / ratio if high and ratio else box[2])
        high = high or wide * ratio
    if not (_is_length(wide) and _is_length(high)):
        return Photo(0, 0, "SVG")
    scale = min(1, _LONGEST / max(wide, high))
    return Photo(max(1, round(wide * scale)), max(1, round(high * scale)), "SVG")


def _is_length(number: float) -> bool:
    return number > 0 and math.isfinite(number)


def cleaned(data: bytes) -> bytes:
    """The drawing alone; the same bytes where there is nothing to take out.

    Raises:
        Fault: it is no SVG.
    """
    root = _root(data)
    around = (*root.itersiblings(), *root.itersiblings(preceding=True))
    removed = bool(around) or root.getroottree().docinfo.internalDTD is not None
    for node in list(root.iter(etree.Comment, etree.ProcessingInstruction)):
        removed |= _remove(node)
    for node in list(root.iter("*")):
        name = etree.QName(node)
        if (name.namespace or "") not in _KEPT or name.localname in _GONE or _acts(node):
            removed |= _remove(node)
            continue
        removed |= _disarm(node)
        if name.localname == "style" and node.text:
            removed |= node.text != (text := embedded.style(node.text, _payload))
            node.text = text
    if not removed:
        return data
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="utf-8")


def _root(data: bytes) -> etree._Element:
    if len(data) > _MOST_BYTES:
        raise unreadable("it is an SVG file of more than 20 MB")
    # Entities of the file itself are read (lxml's default), which the library keeps from exploding.
    parser = etree.XMLParser(no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise unreadable("it is no SVG file, or a damaged one") from error
    if root.tag != f"{{{_SVG}}}svg":
        raise unreadable("it is no SVG file, though its name says so")
    return root


def _pixels(length: str | None) -> float:
    found = _LENGTH.fullmatch(length or "")
    number = float(found[1]) * _PIXELS[found[2].lower()] if found else 0
    return number if _is_length(number) else 0


def _remove(node: etree._Element) -> bool:
    """Take a node out, and leave the text behind it."""
    parent = node.getparent()
    if parent is None:
        return False
    before = node.getprevious()
    tail = node.tail or ""
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    parent.remove(node)
    return True


def _acts(node: etree._Element) -> bool:
    """Whether a node gives others an address, or something to do, while the drawing is shown."""
    moved = (node.get("attributeName") or "").lower()
    is_mover = etree.QName(node).localname.startswith(_MOVED)
    return is_mover and (moved.endswith("href") or moved.startswith("on"))


def _disarm(node: etree._Element) -> bool:
    changed = False
    is_link = etree.QName(node).localname == "a"
    for key, value in list(node.attrib.items()):
        name = etree.QName(key)
        kept = _attribute(name.localname.lower(), str(value), is_link=is_link)
        if kept is None or (name.namespace or "") not in _KEPT:
            del node.attrib[key]
            changed = True
        elif kept != value:
            node.attrib[key] = kept
            changed = True
    return changed


def _attribute(name: str, value: str, *, is_link: bool) -> str | None:
    """What stays of an attribute; None if nothing does."""
    address = _BLANK.sub("", value)
    if name.startswith("on") or _SCRIPT.search(address):
        return None
    if name not in {"href", "src"}:
        return embedded.style(value, _payload) if "(" in value else value
    if address[:5].lower() == "data:":
        return None if is_link else embedded.address(value, _payload)
    return None if _AWAY.match(address) and not is_link else value


def _payload(data: bytes) -> bytes:
    """A drawing inside a drawing.

    Raises:
        ValueError: it is none.
    """
    try:
        return cleaned(data)
    except Fault as fault:
        raise ValueError(fault.message) from fault
