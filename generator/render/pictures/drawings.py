"""SVG files: their size, and the drawing without what its editor wrote about itself and its author.

Comments, `<metadata>`, the editors' own elements and attributes (paths of the author's disk stand
there), and everything that acts (scripts, `on…`) go: a drawing is opened by its address, too, and
would then run them in the site's name.
"""

import re

from lxml import etree

from generator.pages.desk.pictures import Photo
from generator.render.pictures.faults import unreadable

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_KEPT = frozenset({"", _SVG, _XLINK, _XML})
_GONE = frozenset({"metadata", "script", "foreignObject", "handler", "listener"})
_LENGTH = re.compile(r"\s*\+?(\d{1,6}(?:\.\d+)?)\s*(px|pt|pc|mm|cm|in|)\s*")
# Pixels of each unit (CSS Values 4, section 6.2).
_PIXELS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}
_MOST_BYTES = 20_000_000
_SCRIPT = re.compile(r"^[\x00-\x20]*(javascript|vbscript)\s*:", re.IGNORECASE)


def measured(data: bytes) -> Photo:
    """The size of a drawing; 0 × 0 if it names none.

    Raises:
        Fault: it is no SVG.
    """
    root = _root(data)
    box = re.findall(r"-?\d+(?:\.\d+)?", root.get("viewBox") or "")
    wide, high = _pixels(root.get("width")), _pixels(root.get("height"))
    if len(box) == 4 and float(box[2]) > 0 and float(box[3]) > 0:  # noqa: PLR2004 - x y width height
        ratio = float(box[3]) / float(box[2])
        wide = wide or (high / ratio if high else float(box[2]))
        high = high or wide * ratio
    return Photo(round(wide), round(high), "SVG") if wide and high else Photo(0, 0, "SVG")


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
        if (name.namespace or "") not in _KEPT or name.localname in _GONE:
            removed |= _remove(node)
            continue
        removed |= _disarm(node)
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
    return float(found[1]) * _PIXELS[found[2]] if found else 0


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


def _disarm(node: etree._Element) -> bool:
    changed = False
    for key, value in list(node.attrib.items()):
        name = etree.QName(key)
        acts = name.localname.lower().startswith("on") or bool(_SCRIPT.match(str(value)))
        if acts or (name.namespace or "") not in _KEPT:
            del node.attrib[key]
            changed = True
    return changed
