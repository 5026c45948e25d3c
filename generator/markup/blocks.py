"""What becomes of headings, paragraphs, alerts and list items."""

from generator.markup.anchors import GIVEN_ID
from generator.markup.cjk import join_lines
from generator.markup.document import TEXT, Node, text_of
from generator.markup.mentions import without
from generator.markup.pictures import caption, figure, is_gallery
from generator.markup.prose import WORDS, Word
from generator.markup.words import shorten, squeeze
from generator.markup.writer import ASIDE, Closing, Writer

_LISTS = frozenset({"ul", "ol", "dl", "table", "pre", "blockquote"})
_LONGEST_LABEL = 100
_GITHUB = "markdown-alert-"


def heading(writer: Writer, node: Node) -> Closing:
    """Open a heading with its anchor, at its level in a page whose own title is the h1."""
    planned = writer.anchors.headings[node.mem_id]
    tag = f"h{planned.level}"
    writer.boundary()
    writer.strip_id = bool(GIVEN_ID.search(text_of(node)))
    writer.start(tag, node.attributes, node.mem_id)

    def close(writer: Writer) -> None:
        writer.strip_id = False
        writer.put(f"</{tag}>")
        writer.boundary()

    return close


def paragraph(writer: Writer, node: Node) -> Closing:
    """Open a paragraph, or a figure if it holds a picture with a title and nothing else."""
    writer.boundary()
    attributes = node.attributes
    if writer.trusted and (image := figure(node)) is not None:
        ending = f"{caption(image)}</figure>"
        writer.captioned = image.mem_id
        writer.start("figure", attributes, node.mem_id)
        return ending
    if writer.trusted and is_gallery(node):
        writer.gallery = node.mem_id
        writer.start("div", {**attributes, "class": "gallery"}, node.mem_id)
        return "</div>"
    if _is_title(attributes):
        attributes["class"] = "alert-title"
        writer.start("p", attributes, node.mem_id)
        return _alert_title(writer, text_of(node).strip())
    writer.start("p", attributes, node.mem_id)
    if writer.opening:
        return "</p>"
    return _first_paragraph(writer)


def _alert_title(writer: Writer, title: str) -> Closing:
    """Write the title that an engine gave an alert in the reader's language; keep an author's."""
    if not writer.trusted or title not in WORDS:
        return "</p>"
    writer.part(Word(title))
    writer.put("</p>")
    return None


def _first_paragraph(writer: Writer) -> Closing:
    beginning = len(writer.plain)
    aside = bool(writer.mode & ASIDE)

    def close(writer: Writer) -> None:
        writer.put("</p>")
        text = shorten(squeeze("".join(writer.plain[beginning:])))
        if aside:
            writer.fallback = writer.fallback or text
        else:
            writer.opening = writer.opening or text
        writer.boundary()

    return close


def _is_title(attributes: dict[str, str | None]) -> bool:
    return attributes.get("class") in ("markdown-alert-title", "admonition-title")


def division(writer: Writer, node: Node) -> Closing:
    """Open a `<div>`; alerts of both engines become `class="alert alert-KIND"`."""
    attributes = node.attributes
    words = (attributes.get("class") or "").split()
    if words[:1] in (["markdown-alert"], ["admonition"]):
        kind = words[1].removeprefix(_GITHUB) if len(words) > 1 else "note"
        attributes["class"] = f"alert alert-{kind}"
        writer.mode |= ASIDE
    elif words == ["footnote"]:
        writer.mode |= ASIDE
    writer.boundary()
    writer.start("div", attributes, node.mem_id)
    return "</div>"


def item(writer: Writer, node: Node) -> Closing:
    """Open a list item; one with a box to tick is known by its class."""
    attributes = node.attributes
    first = node.first_child
    while first is not None and first.tag in (TEXT, "p"):
        if first.tag == TEXT and (first.text_content or "").strip():
            break
        first = first.next if first.tag == TEXT else first.first_child
    if first is not None and _is_box(first) and "class" not in attributes:
        attributes["class"] = "task-list-item"
    writer.boundary()
    writer.mode |= ASIDE
    writer.start("li", attributes, node.mem_id)
    return "</li>"


def box(writer: Writer, node: Node) -> Closing:
    """Write an input; the box of a task cannot be ticked, and its name is the text of the task."""
    attributes = node.attributes
    holder = node.parent
    if holder is not None and holder.tag == "p":
        holder = holder.parent
    if _is_box(node) and holder is not None and holder.tag == "li":
        attributes["disabled"] = ""
        words = squeeze(join_lines(text_of(holder, until=_LISTS, running=without)))
        attributes["aria-label"] = shorten(words, _LONGEST_LABEL) or "☐"
    writer.start("input", attributes, node.mem_id)
    return None


def _is_box(node: Node) -> bool:
    return node.tag == "input" and node.attributes.get("type") == "checkbox"
