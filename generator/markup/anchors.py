"""Which id each element gets: given ones first, then those of headings, each of them once."""

import re
from collections.abc import Callable
from urllib.parse import unquote

from msgspec import Struct

from generator.markup.addresses import reference
from generator.markup.cjk import join_lines
from generator.markup.document import Node, Tree, text_of
from generator.markup.mentions import marked, without
from generator.markup.prose import Heading, mark
from generator.markup.slugs import slug, unique
from generator.markup.words import squeeze

GIVEN_ID = re.compile(r"\s*\{:?\s*#([^\s{}#]+)(?:\s[^{}]*)?\}\s*$")
"""`{#id}` at the end of a heading."""

_HEADINGS = "h1,h2,h3,h4,h5,h6"
_LOWEST = 6


class Anchors(Struct, frozen=True):
    """The ids of a tree, by the identity of its nodes.

    Attributes:
        ids: what to write, prefix included; a node that may not keep its id is missing.
        headings: what each heading is called in the table of contents, in document order.
        own: the ids before the prefix.
        prefix: stands before every id, so that two texts fit on one page.
    """

    ids: dict[int, str]
    headings: dict[int, Heading]
    own: frozenset[str]
    prefix: str

    def fragment(self, url: str) -> str:
        """`#anchor` as it must be written to reach an anchor of this text; empty for other URLs."""
        name = unquote(url[1:]) if url.startswith("#") else ""
        return f"#{self.prefix}{name}" if name in self.own else ""


def plan(tree: Tree, html: str, prefix: str, schemes: frozenset[str] = frozenset()) -> Anchors:
    """The anchors of a parsed text; a body with an h1 has all its headings one level lower.

    Args:
        schemes: what makes a link a reference, which takes the title where it has no label.
    """

    def title(link: Node) -> str:
        found = reference(link.attributes.get("href") or "", schemes)
        return mark(found[0], found[1]) if found else ""

    headings = tree.all(_HEADINGS) if "<h" in html or "<H" in html else []
    named = tree.all("[id]") if "id=" in html.lower() else []
    texts = {node.mem_id: text_of(node, running=without) for node in headings}
    ids = _given(named, texts)
    taken = dict.fromkeys(ids.values(), 0)
    shift = any(node.tag == "h1" for node in headings)
    outline: dict[int, Heading] = {}
    for node in headings:
        key = node.mem_id
        if key not in ids:
            ids[key] = unique(slug(squeeze(join_lines(GIVEN_ID.sub("", texts[key])))), taken)
        text = squeeze(join_lines(GIVEN_ID.sub("", _titled(node, title))))
        level = min(int((node.tag or "h6")[1]) + shift, _LOWEST)
        outline[key] = Heading(level, prefix + ids[key], text)
    written = {key: prefix + name for key, name in ids.items()}
    return Anchors(written, outline, frozenset(taken), prefix)


def _titled(node: Node, title: Callable[[Node], str]) -> str:
    return text_of(node, unlabelled=title, running=marked)


def _given(named: list[Node], headings: dict[int, str]) -> dict[int, str]:
    """The ids that the author chose. The first of equal ones has it."""
    ids: dict[int, str] = {}
    taken: set[str] = set()
    wanted = {node.mem_id: node.attributes.get("id") or "" for node in named}
    for key, text in headings.items():
        if found := GIVEN_ID.search(text):
            wanted[key] = found[1]
    for key, name in wanted.items():
        valid = "-".join(name.split())
        if valid and valid not in taken:
            taken.add(valid)
            ids[key] = valid
    return ids
