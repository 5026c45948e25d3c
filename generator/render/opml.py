"""OPML 2.0 (opml.org/spec2.opml): a list of feeds that a reader takes in at once."""

from collections.abc import Iterable

from lxml import etree

from generator.pages.feed_views import OpmlEntry
from generator.render.feed_text import cleaned, legal


def opml(title: str, entries: Iterable[OpmlEntry]) -> bytes:
    """The feeds in the order given, those of a group together where its first one stands.

    The optional dates are left out: they would be those of the build.
    """
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = legal(title)
    body = etree.SubElement(root, "body")
    groups = {"": body}
    for entry in map(cleaned, entries):
        if entry.group not in groups:
            groups[entry.group] = etree.SubElement(body, "outline", text=entry.group)
        etree.SubElement(groups[entry.group], "outline", _attributes(entry))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _attributes(entry: OpmlEntry) -> dict[str, str]:
    name = entry.title or entry.home
    attributes = {
        "type": "rss",
        "text": name,
        "title": name,
        "xmlUrl": entry.feed,
        "htmlUrl": entry.home,
        "language": entry.lang,
    }
    return {key: value for key, value in attributes.items() if value}
