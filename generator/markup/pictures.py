"""What becomes of `<img>`: a picture, one of a gallery, or a film; checked for its alt text."""

import re
from html import escape

from generator.markup.addresses import is_open, is_script, readable
from generator.markup.document import TEXT, Node, only_child
from generator.markup.embeds import embed, film, is_film_host
from generator.markup.prose import Image, Video
from generator.markup.writer import FOREIGN, LINK, Closing, Writer

# `{width=300 height="200"}` or `{: width=50% }` right behind a picture.
_SIZE = re.compile(r"""\{:?\s*((?:(?:width|height)\s*=\s*["']?\d{1,5}(?:px|%)?["']?\s*)+)\}""")
_SIDE = re.compile(r"""(width|height)\s*=\s*["']?(\d+)(px|%)?""")
_WIDTH = re.compile(r"\d{1,5}%?")
_FILM = re.compile(r"\.(mp4|m4v|webm|ogv|mov)(?=$|[?#])", re.IGNORECASE)
_ABOVE_THE_FOLD = 300  # characters
_PICTURE = frozenset({"img"})
_PICTURE_OR_LINK = frozenset({"img", "a"})


def picture(writer: Writer, node: Node) -> Closing:
    """Write a picture, or the film that stands in its place; a stranger's becomes a link to it."""
    attributes = node.attributes
    source = readable((attributes.get("src") or "").strip())
    if not writer.trusted:
        _link_to(writer, source, attributes.get("alt") or "", "ugc nofollow")
        return None
    if not source:
        hint = "write the file between the brackets: ![what it shows](file)"
        writer.note(writer.lines.of_nothing(), "empty-address", "this picture has no file", hint)
        # `<img>` in a sentence is a word about pictures
        words = attributes.get("alt") or ("" if "src" in attributes else "<img>")
        writer.put(escape(words, quote=False))
        return None
    _check_alt(writer, source, attributes)
    if not _film(writer, source, attributes):
        _still(writer, node, source, attributes)
    writer.last = ""
    return None


def _check_alt(writer: Writer, source: str, attributes: dict[str, str | None]) -> None:
    if not (attributes.get("alt") or "").strip() and attributes.get("role") != "presentation":
        writer.note(
            writer.lines.of(source, "alt"),
            "missing-alt",
            f"the picture '{source}' has no text for those who cannot see it",
            "say what it shows between the brackets: ![what it shows](file)",
        )
        attributes["alt"] = ""


def _still(writer: Writer, node: Node, source: str, attributes: dict[str, str | None]) -> None:
    """Write a picture; one of a gallery is a figure of its own."""
    in_gallery = node.parent is not None and node.parent.mem_id == writer.gallery
    ending = f"{caption(node, always=False)}</figure>" if in_gallery else ""
    if node.mem_id == writer.captioned or in_gallery:
        attributes.pop("title", None)
    attributes.update(_size(writer, node))
    writer.put("<figure>" if in_gallery else "")
    if _is_ours(writer, node, source):
        writer.part(_image(writer, node, source, attributes, in_gallery=in_gallery))
    else:
        attributes.setdefault("loading", "lazy")
        attributes.setdefault("referrerpolicy", "no-referrer")
        writer.start("img", attributes, node.mem_id)
    writer.put(ending)


def _film(writer: Writer, source: str, attributes: dict[str, str | None]) -> bool:
    """Write a film, of the journal or of another host; False if the address is of no film."""
    label = (attributes.get("alt") or "").strip()
    if (found := film(source)) is not None:
        embed(writer, *found, label)
        return True
    if is_film_host(source):
        hint = "write the address of the film's own page"
        message = f"'{source}' is on a host of films, but no film that is known; it becomes a link"
        writer.note(writer.lines.of(source), "unknown-film", message, hint)
        _link_to(writer, source, label, "noreferrer")
        return True
    if not _FILM.search(source) or not is_open(source) or writer.mode & (LINK | FOREIGN):
        return False
    line = writer.lines.of(source)
    if source.lower().endswith(".mov"):
        hint = "save it as MP4 (H.264), which all browsers play"
        writer.note(line, "unplayable-video", f"not every browser plays '{source}'", hint)
    writer.part(Video(source, label, line))
    writer.plain.append(label)
    return True


def _is_ours(writer: Writer, node: Node, source: str) -> bool:
    """Whether the picture is a file of the journal, and its sizes are left to us."""
    if writer.mode & FOREIGN or "srcset" in node.attributes or source.startswith("#"):
        return False
    in_choice = node.parent is not None and node.parent.tag == "picture"
    return is_open(source) and not is_script(source) and not in_choice


def _image(
    writer: Writer,
    node: Node,
    source: str,
    attributes: dict[str, str | None],
    *,
    in_gallery: bool,
) -> Image:
    said = dict(attributes)
    width, height = (said.pop(side, None) or "" for side in ("width", "height"))
    early = said.pop("loading", None) == "eager" or _is_early(writer)
    alt = said.pop("alt", None) or ""
    for ours in ("src", "decoding"):
        said.pop(ours, None)
    return Image(
        source,
        alt,
        writer.attributes_of(said, node.mem_id),
        writer.lines.of(source),
        width if _WIDTH.fullmatch(width) else "",
        height if height.isdecimal() else "",
        in_gallery,
        early,
    )


def _is_early(writer: Writer) -> bool:
    """Whether a reader surely sees the place without scrolling: the first picture at the top."""
    if any(isinstance(part, Image) for part in writer.parts):
        return False
    return sum(map(len, writer.plain)) < _ABOVE_THE_FOLD


def is_gallery(paragraph: Node) -> bool:
    """Whether a paragraph holds nothing but pictures of the journal, each on its line."""
    count, lines = 0, 1
    child = paragraph.first_child
    while child is not None:
        if child.tag == "img":
            source = (child.attributes.get("src") or "").strip()
            if not is_open(source) or film(source) or _FILM.search(source):
                return False
            count += 1
        elif child.tag == TEXT:
            if (child.text_content or "").strip():
                return False
            lines += "\n" in (child.text_content or "")
        elif child.tag != "br":
            return False
        child = child.next
    return count > 1 and lines >= count


def figure(node: Node) -> Node | None:
    """The picture of a paragraph that holds nothing else (but a link around it) and has a title."""
    holder = _alone(node)
    if holder is not None and holder.tag == "a":
        holder = only_child(holder, _PICTURE)
    if holder is None or not (holder.attributes.get("title") or "").strip():
        return None
    return holder


def caption(image: Node, *, always: bool = True) -> str:
    """The title of a picture as the caption of its figure; nothing for none, unless `always`."""
    title = (image.attributes.get("title") or "").strip()
    return f"<figcaption>{escape(title, quote=False)}</figcaption>" if title or always else ""


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


def _link_to(writer: Writer, source: str, alt: str, rel: str) -> None:
    label = escape(alt or source, quote=False)
    if writer.mode & LINK or not source:
        writer.put(label)
    else:
        writer.put(f'<a href="{escape(source)}" rel="{rel}">{label}</a>')
    writer.plain.append(alt)
    writer.last = ""
