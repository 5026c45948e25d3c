"""What becomes of `<img>`: sized, loaded when it comes into view, checked for its alt text."""

import re
from html import escape

from generator.markup.addresses import readable
from generator.markup.document import TEXT, Node, only_child
from generator.markup.writer import LINK, Closing, Writer

# `{width=300 height="200"}` or `{: width=50% }` right behind a picture.
_SIZE = re.compile(r"""\{:?\s*((?:(?:width|height)\s*=\s*["']?\d{1,5}(?:px|%)?["']?\s*)+)\}""")
_SIDE = re.compile(r"""(width|height)\s*=\s*["']?(\d+)(px|%)?""")
_PICTURE = frozenset({"img"})
_PICTURE_OR_LINK = frozenset({"img", "a"})


def picture(writer: Writer, node: Node) -> Closing:
    """Write a picture; a stranger's becomes a link to it."""
    attributes = node.attributes
    source = readable((attributes.get("src") or "").strip())
    if not writer.trusted:
        _link_to(writer, source, attributes.get("alt") or "")
        return None
    if not source:
        hint = "write the file between the brackets: ![what it shows](file)"
        writer.note(writer.lines.of_nothing(), "empty-address", "this picture has no file", hint)
        # `<img>` in a sentence is a word about pictures
        words = attributes.get("alt") or ("" if "src" in attributes else "<img>")
        writer.put(escape(words, quote=False))
        return None
    if not (attributes.get("alt") or "").strip() and attributes.get("role") != "presentation":
        writer.note(
            writer.lines.of(source, "alt"),
            "missing-alt",
            f"the picture '{source}' has no text for those who cannot see it",
            "say what it shows between the brackets: ![what it shows](file)",
        )
        attributes["alt"] = ""
    if node.mem_id == writer.captioned:
        attributes.pop("title", None)
    attributes.update(_size(writer, node))
    attributes.setdefault("loading", "lazy")
    writer.start("img", attributes, node.mem_id)
    writer.last = ""
    return None


def figure(node: Node) -> Node | None:
    """The picture of a paragraph that holds nothing else (but a link around it) and has a title."""
    holder = _alone(node)
    if holder is not None and holder.tag == "a":
        holder = only_child(holder, _PICTURE)
    if holder is None or not (holder.attributes.get("title") or "").strip():
        return None
    return holder


def caption(image: Node) -> str:
    """The title of a picture as the caption of its figure."""
    return f"<figcaption>{escape(image.attributes.get('title') or '', quote=False)}</figcaption>"


def _alone(paragraph: Node) -> Node | None:
    first = paragraph.first_child
    if first is None or first.tag not in _PICTURE_OR_LINK:
        return None
    rest = first.next
    while rest is not None:
        text = rest.text_content or "" if rest.tag == TEXT else "x"
        if _SIZE.sub("", text, count=1).strip():
            return None
        rest = rest.next
    return first


def _size(writer: Writer, node: Node) -> dict[str, str | None]:
    """The size that is written behind a picture, which the text behind it then loses."""
    following = node.next
    if following is None or following.tag != TEXT:
        return {}
    found = _SIZE.match(following.text_content or "")
    if found is None:
        return {}
    writer.skip = found.end()
    return {
        side: number + unit.removeprefix("px") for side, number, unit in _SIDE.findall(found[1])
    }


def _link_to(writer: Writer, source: str, alt: str) -> None:
    label = escape(alt or source, quote=False)
    if writer.mode & LINK or not source:
        writer.put(label)
    else:
        writer.put(f'<a href="{escape(source)}" rel="ugc nofollow">{label}</a>')
    writer.plain.append(alt)
    writer.last = ""
