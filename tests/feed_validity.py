"""Whether a feed is valid, judged by the specifications and not by the code that writes feeds.

Each function returns one sentence for every problem found; none means that the document is valid.
Sources: RFC 4287 (Atom; grammar in `render/schemas/atom.rng`), the RSS 2.0 specification and the
Best Practices Profile of the RSS Advisory Board, JSON Feed 1.1, OPML 2.0, RFC 5005 (archives),
RFC 6721 (tombstones), RFC 3986 (addresses), RFC 4151 (tag URIs), RFC 3339 and RFC 822 (dates),
XML 1.0. Rules that a specification only recommends and that this project keeps (absolute addresses
in content, a link to itself, ids that are not used twice) count as problems too.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path

import jsonschema
from lxml import etree, html

Element = etree._Element  # lxml has no public name for the type of its elements

SCHEMAS = Path(__file__).parent / "render" / "schemas"
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
TOMBSTONES = "{http://purl.org/atompub/tombstones/1.0}"

ADDRESS = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+"
)
TAG_URI = re.compile(r"tag:[A-Za-z0-9.@_-]+,\d{4}(-\d{2}(-\d{2})?)?:[^#]*")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
MEDIA_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(\s*;.*)?")
RFC3339 = re.compile(
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)"
    r"(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)"
)
RFC822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} "
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} "
    r"\d{2}:\d{2}:\d{2} ([+-]\d{4}|GMT|UT)"
)


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


RSS_CHANNEL_NEEDS = ("title", "link", "description")
RSS_CHANNEL_ONCE = _names(
    "title link description language copyright managingEditor webMaster pubDate lastBuildDate "
    "generator docs cloud ttl image rating textInput skipHours skipDays"
)
RSS_ITEM_ONCE = _names("title link description author comments enclosure guid pubDate source")
RSS_DATES = ("pubDate", "lastBuildDate")
RSS_ADDRESSES = ("link", "url", "docs", "comments")
OPML_HEAD = _names(
    "title dateCreated dateModified ownerName ownerEmail ownerId docs expansionState "
    "vertScrollState windowTop windowLeft windowBottom windowRight"
)


# Atom


def problems_in_atom(document: bytes) -> list[str]:
    """What is wrong with an Atom feed document."""
    root, problems = _parsed(document)
    if root is None:
        return problems
    if root.tag != f"{ATOM}feed":
        return [f"the root is {root.tag}, not an Atom feed"]
    grammar = _atom_grammar()
    if not grammar.validate(root):
        problems += [f"grammar, line {e.line}: {e.message}" for e in grammar.error_log]
    entries = root.findall(f"{ATOM}entry")
    problems += _repeated("id", [e.findtext(f"{ATOM}id", "") for e in entries])
    problems += _atom_values(root)
    problems += _archive_links(root, root, "application/atom+xml")
    problems += _tombstones(root)
    for entry in entries:
        problems += _atom_entry(entry, feed_has_author=root.find(f"{ATOM}author") is not None)
    return problems


@cache
def _atom_grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))


def _atom_entry(entry: Element, *, feed_has_author: bool) -> Iterator[str]:
    name = entry.findtext(f"{ATOM}id", "?")
    authors = [entry.find(f"{ATOM}author"), entry.find(f"{ATOM}source/{ATOM}author")]
    if not feed_has_author and not any(author is not None for author in authors):
        yield f"{name}: no author, and the feed has none"
    content = entry.find(f"{ATOM}content")
    if content is None and not _links(entry, "alternate"):
        yield f"{name}: neither content nor an alternate link"
    if content is not None and content.get("type") == "html":
        yield from _relative_addresses(content.text or "", name)
    published = entry.findtext(f"{ATOM}published")
    updated = entry.findtext(f"{ATOM}updated", "")
    if published and published.endswith("Z") and updated.endswith("Z") and updated < published:
        yield f"{name}: updated before it was published"


def _atom_values(root: Element) -> Iterator[str]:
    for element in root.iter(*_in_atom("id uri icon logo")):
        yield from _address(element.text, etree.QName(element).localname)
    for element in root.iter(*_in_atom("updated published")):
        if not RFC3339.fullmatch(element.text or ""):
            yield f"{etree.QName(element).localname}: not a date of RFC 3339: {element.text!r}"
    for element in root.iter(f"{ATOM}name"):
        if not (element.text or "").strip():
            yield "a person has no name"
    for parent in root.iter(*_in_atom("feed entry")):
        yield from _link_values(parent)
        pages = [(e.get("type"), e.get("hreflang")) for e in _links(parent, "alternate")]
        yield from _repeated("alternate link of one type and language", pages)


def _tombstones(root: Element) -> Iterator[str]:
    """RFC 6721, section 3."""
    stones = list(root.iter(f"{TOMBSTONES}deleted-entry"))
    for stone in stones:
        if stone.getparent() is not root:
            yield "deleted-entry: it stands in something else than a feed"
        yield from _address(stone.get("ref"), "deleted-entry")
        if not RFC3339.fullmatch(stone.get("when", "")):
            yield f"deleted-entry: not a date of RFC 3339: {stone.get('when')!r}"
        if len(stone.findall(f"{TOMBSTONES}comment")) > 1:
            yield "deleted-entry: several comments"
    yield from _repeated("deleted-entry", [(e.get("ref"), e.get("when")) for e in stones])
    alive = {entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")}
    yield from (f"{e.get('ref')}: deleted, and there" for e in stones if e.get("ref") in alive)


def _in_atom(names: str) -> list[str]:
    return [f"{ATOM}{name}" for name in names.split()]


# RSS


def problems_in_rss(document: bytes) -> list[str]:
    """What is wrong with an RSS 2.0 document."""
    root, problems = _parsed(document)
    if root is None:
        return problems
    channels = root.findall("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or len(channels) != 1 or len(root) != 1:
        return ["not <rss version='2.0'> with one channel"]
    channel = channels[0]
    items = channel.findall("item")
    known = RSS_CHANNEL_ONCE | {"category", "item"}
    problems += _rss_children(channel, "channel", RSS_CHANNEL_ONCE, known)
    problems += [f"channel: no {n}" for n in RSS_CHANNEL_NEEDS if not channel.findtext(n)]
    problems += _rss_values(channel, "channel")
    problems += _rss_image(channel)
    problems += _archive_links(channel, root, "application/rss+xml")
    problems += _repeated("guid", [item.findtext("guid", "") for item in items])
    for item in items:
        problems += _rss_item(item)
    return problems


def _rss_children(
    parent: Element, name: str, once: frozenset[str], known: frozenset[str]
) -> Iterator[str]:
    """Elements that are unknown, that stand twice, or that hold markup instead of text."""
    counts = Counter(str(child.tag) for child in parent)
    once_in_names = once | {f"{CONTENT}encoded", f"{ATOM}updated", f"{HISTORY}archive"}
    for tag, count in counts.items():
        if not tag.startswith("{") and tag not in known:
            yield f"{name}: RSS has no {tag} here"
        if count > 1 and tag in once_in_names:
            yield f"{name}: {count} times {tag}"
    for child in parent:
        if child.tag not in {"item", "image", "skipHours", "skipDays", "textInput"} and len(child):
            yield f"{name}: {child.tag} holds elements"


def _rss_item(item: Element) -> Iterator[str]:
    name = item.findtext("guid") or item.findtext("title") or "?"
    yield from _rss_children(item, name, RSS_ITEM_ONCE, RSS_ITEM_ONCE | {"category"})
    if not item.findtext("title") and not item.findtext("description"):
        yield f"{name}: neither title nor description"
    yield from _rss_values(item, name)
    guid = item.find("guid")
    if guid is None or not guid.text:
        yield f"{name}: no guid"
    elif guid.get("isPermaLink") not in {"true", "false"}:
        yield f"{name}: guid does not say whether it is a permalink"
    else:
        yield from _address(guid.text, f"{name}: guid")
    enclosure = item.find("enclosure")
    if enclosure is not None:
        yield from _enclosure(enclosure, name)
    updated = item.findtext(f"{ATOM}updated")
    if updated is not None and not RFC3339.fullmatch(updated):
        yield f"{name}: atom:updated is not a date of RFC 3339: {updated!r}"
    for tag in ("description", f"{CONTENT}encoded"):
        yield from _relative_addresses(item.findtext(tag, ""), name)


def _rss_values(parent: Element, name: str) -> Iterator[str]:
    for child in parent:
        text = child.text or ""
        if child.tag in RSS_DATES and not _is_rss_date(text):
            yield f"{name}: {child.tag} is not a date of RFC 822: {text!r}"
        if child.tag in RSS_ADDRESSES:
            yield from _address(text, f"{name}: {child.tag}")
        if child.tag == "language" and not LANGUAGE.fullmatch(text):
            yield f"{name}: not a language: {text!r}"
        if child.tag in {"author", "managingEditor", "webMaster"} and "@" not in text:
            yield f"{name}: {child.tag} is not an e-mail address: {text!r}"
    yield from _link_values(parent)


def _is_rss_date(text: str) -> bool:
    return bool(RFC822.fullmatch(text)) and f"{parsedate_to_datetime(text):%a}" == text[:3]


def _enclosure(enclosure: Element, name: str) -> Iterator[str]:
    yield from _address(enclosure.get("url"), f"{name}: enclosure")
    if not re.fullmatch(r"\d+", enclosure.get("length", "")):
        yield f"{name}: enclosure without a length in bytes"
    if not MEDIA_TYPE.fullmatch(enclosure.get("type", "")):
        yield f"{name}: enclosure without a media type"


def _rss_image(channel: Element) -> Iterator[str]:
    image = channel.find("image")
    if image is None:
        return
    yield from _address(image.findtext("url"), "image: url")
    for tag in ("title", "link"):
        if image.findtext(tag) != channel.findtext(tag):
            yield f"image: {tag} differs from the channel's"


# JSON Feed


def problems_in_json_feed(document: bytes) -> list[str]:
    """What is wrong with a JSON Feed 1.1 document."""
    try:
        feed = json.loads(document.decode(), object_pairs_hook=_members)
    except ValueError as error:
        return [f"not JSON in UTF-8: {error}"]
    validator = jsonschema.Draft202012Validator(_json_feed_schema())
    problems = [f"{e.json_path}: {e.message}" for e in validator.iter_errors(feed)]
    if problems:
        return problems
    if feed.get("next_url") == feed["feed_url"]:
        problems.append("next_url is the feed itself")
    problems += _repeated("id", [item["id"] for item in feed["items"]])
    for item in feed["items"]:
        problems += _address(item["id"], "id")
        problems += _relative_addresses(item.get("content_html", ""), item["id"])
    return problems


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        message = f"a member stands twice in {sorted(members)}"
        raise ValueError(message)
    return members


@cache
def _json_feed_schema() -> dict[str, object]:
    schema: dict[str, object] = json.loads((SCHEMAS / "json_feed.schema.json").read_text("utf-8"))
    return schema


# OPML


def problems_in_opml(document: bytes) -> list[str]:
    """What is wrong with an OPML 2.0 list of feeds."""
    root, problems = _parsed(document)
    if root is None:
        return problems
    if root.tag != "opml" or root.get("version") != "2.0":
        return ["not <opml version='2.0'>"]
    if [child.tag for child in root] != ["head", "body"]:
        return ["not a head and a body"]
    head, body = root
    problems += [f"head: OPML has no {e.tag}" for e in head if e.tag not in OPML_HEAD]
    problems += _repeated("element of the head", [str(child.tag) for child in head])
    for tag in ("dateCreated", "dateModified"):
        if not _is_rss_date(head.findtext(tag, "Thu, 01 Jan 1970 00:00:00 GMT")):
            problems.append(f"head: {tag} is not a date of RFC 822")
    if len(body) == 0:
        problems.append("the body has no outline")
    for element in body.iterdescendants():
        problems += _outline(element)
    feeds = [element.get("xmlUrl", "") for element in body.iter("outline") if not len(element)]
    return problems + _repeated("feed", feeds)


def _outline(element: Element) -> Iterator[str]:
    name = element.get("text")
    if element.tag != "outline" or not name:
        yield f"{element.tag} is not an outline with a text"
    if len(element):
        return
    if element.get("type") != "rss":
        yield f"outline {name!r} is not of the type rss"
    yield from _address(element.get("xmlUrl"), f"outline {name!r}: xmlUrl")
    if element.get("htmlUrl") is not None:
        yield from _address(element.get("htmlUrl"), f"outline {name!r}: htmlUrl")


# Rules that several formats share


def _parsed(document: bytes) -> tuple[Element | None, list[str]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(document, parser)
    except etree.XMLSyntaxError as error:
        return None, [f"not well-formed XML: {error}"]
    return root, _xml_language(root)


def _xml_language(root: Element) -> list[str]:
    found = root.xpath("//@xml:lang")
    values = found if isinstance(found, list) else []
    return [f"not a language: {lang!r}" for lang in values if not LANGUAGE.fullmatch(str(lang))]


def _links(parent: Element, rel: str) -> list[Element]:
    return [e for e in parent.findall(f"{ATOM}link") if e.get("rel", "alternate") == rel]


def _link_values(parent: Element) -> Iterator[str]:
    for element in parent.findall(f"{ATOM}link"):
        name = f"link {element.get('rel', 'alternate')}"
        yield from _address(element.get("href"), name)
        if not MEDIA_TYPE.fullmatch(element.get("type", "text/html")):
            yield f"{name}: not a media type: {element.get('type')!r}"
        if element.get("rel") == "enclosure":
            yield from _enclosure(_as_enclosure(element), name)


def _as_enclosure(link: Element) -> Element:
    names = {"length": "length", "type": "type", "href": "url"}
    return etree.Element("enclosure", {names[k]: v for k, v in _text_items(link) if k in names})


def _text_items(element: Element) -> Iterator[tuple[str, str]]:
    for key, value in element.attrib.items():
        yield str(key), str(value)


def _archive_links(parent: Element, root: Element, media_type: str) -> Iterator[str]:
    """RFC 5005, section 4, and one `self` link of the right type."""
    own = _links(parent, "self")
    if len(own) != 1 or own[0].get("type") != media_type:
        yield f"not exactly one link to itself of the type {media_type}"
    for rel in ("current", "prev-archive", "next-archive"):
        links = _links(parent, rel)
        if len(links) > 1:
            yield f"{len(links)} links to {rel}"
        if links and own and rel != "current" and links[0].get("href") == own[0].get("href"):
            yield f"{rel} is the document itself"
    is_archive = parent.find(f"{HISTORY}archive") is not None
    if is_archive and not _links(parent, "current"):
        yield "an archive without a link to the current document"
    if not is_archive and _links(parent, "next-archive"):
        yield "a link to the next archive outside archives"
    if any(e.getparent() is not parent for e in root.iter(f"{HISTORY}archive")):
        yield "an archive flag that is not a child of the feed"


def _address(text: str | None, name: str) -> Iterator[str]:
    if not ADDRESS.fullmatch(text or ""):
        yield f"{name} is not an absolute address: {text!r}"
    elif (text or "").startswith("tag:") and not TAG_URI.fullmatch(text or ""):
        yield f"{name} is not a tag URI: {text!r}"


def _repeated(what: str, values: Iterable[object]) -> list[str]:
    return [f"{what} used {n} times: {value}" for value, n in Counter(values).items() if n > 1]


def _relative_addresses(content: str, name: str) -> Iterator[str]:
    if "=" not in content:
        return
    root = html.fragment_fromstring(content, create_parent="div")
    found = [(e.tag, attribute, link) for e, attribute, link, _ in root.iterlinks()]
    for element in root.iter("*"):
        candidates = element.get("srcset", "").split(",")
        found += [(element.tag, "srcset", link) for link in candidates if link.strip()]
    for tag, attribute, link in found:
        if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", link.strip()):
            yield f"{name}: relative address in {attribute} of {tag}: {link!r}"
