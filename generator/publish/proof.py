"""Proofreading finished pages: whether every link and anchor of the site leads somewhere."""

import re
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from enum import StrEnum
from functools import cache
from posixpath import normpath
from sys import intern
from typing import Self
from urllib.parse import SplitResult, unquote, urlsplit

import orjson
from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser

POINTING = "[id],[href],[src],[poster],[srcset],a[name],meta[http-equiv=refresh i][content]"
# These are valid on every page (HTML, 7.4.6.4 "Scrolling to a fragment").
EVERYWHERE = frozenset({"", "top"})
WEB = frozenset({"", "http", "https"})
# A whole address with a plain host.
ELSEWHERE = re.compile(r"https?://([\w.:-]+)(?=[/?#]|$)")
_ADDRESSES = ("href", "src", "poster")
# What comes after it names no id, but words to look for (URL Fragment Text Directives, 3.1).
TEXT_FRAGMENT = ":~:"
# The last part of a path that means a folder.
FOLDER_ENDS = frozenset({"", ".", ".."})
# One URL of a `srcset`, which may hold commas but does not end in one (HTML, 4.8.4.2.2).
CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:\s+[^,]*)?(?:,|$)")
# The URL of `<meta http-equiv="refresh" content="0; url=/new/">` (HTML, 4.2.5.3).
REFRESH = re.compile(r"(?i)url\s*=\s*['\"]?([^'\"]+)")


class Reason(StrEnum):
    """What is wrong with a link, or with an id that links could mean."""

    MISSING_PAGE = "missing-page"
    MISSING_ANCHOR = "missing-anchor"
    DUPLICATE_ID = "duplicate-id"


class PageFacts(Struct, frozen=True):
    """What proofreading has to know of a page; all sorted, each once.

    Attributes:
        path: the file, relative to the output folder.
        ids: what a link can point to in it: ids, and the names of old-fashioned `<a name>`.
        links: every URL it points to, as written, entities resolved.
        duplicates: ids that more than one element has.
    """

    path: str
    ids: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()

    def to_json(self) -> str:
        """One line of JSON: a list of the four attributes."""
        row = (self.path, self.ids, self.links, self.duplicates)
        return orjson.dumps(row).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """What `to_json` wrote."""
        path, ids, links, duplicates = orjson.loads(text)
        # Tens of thousands of pages share nearly all of their ids and links.
        return cls(path, tuple(map(intern, ids)), tuple(map(intern, links)), tuple(duplicates))


class _Finder(threading.local):
    """What finds elements, kept in each thread: to make it for a page takes a sixth of the time."""

    def __init__(self) -> None:
        self.find = LexborHTMLParser("").selector.find


_FINDER = _Finder()


class Broken(Struct, frozen=True, order=True):
    """A link that leads nowhere, or an id that means two places.

    Attributes:
        page: the file it stands in, relative to the output folder.
        url: as written; for a duplicate id, `#` and the id.
        reason: what is wrong.
    """

    page: str
    url: str
    reason: Reason


def inspect(path: str, html: bytes) -> PageFacts:
    """The ids and links of one page, read as a browser reads it (HTML Living Standard, 13.2)."""
    root = LexborHTMLParser(html).root
    # The parser gives an element once for each selector that it matches.
    found = _FINDER.find(POINTING, root) if root else ()
    elements = {element.mem_id: element for element in found}
    ids: list[str] = []
    names: set[str] = set()
    links: set[str] = set()
    for element in elements.values():
        attributes, tag = element.attributes, element.tag
        if "id" in attributes:
            ids.append(attributes["id"] or "")
        if tag == "a" and "name" in attributes:
            names.add(attributes["name"] or "")
        if tag != "base":
            for name in _ADDRESSES:
                if name in attributes:
                    links.add(attributes[name] or "")
            if "srcset" in attributes or tag == "meta":
                links.update(_listed(tag, attributes))
    twice = len(ids) > len(set(ids))
    return PageFacts(
        path,
        tuple(sorted({*ids, *names})),
        tuple(sorted({url.strip() for url in links if not url.lstrip().startswith("data:")})),
        tuple(sorted(name for name, times in Counter(ids).items() if times > 1)) if twice else (),
    )


def notes_of(path: str, html: bytes) -> bytes:
    """What `inspect` finds, as it is kept with a page."""
    return inspect(path, html).to_json().encode()


def broken(
    facts: Iterable[PageFacts], paths: AbstractSet[str], base_path: str = "/", base_url: str = ""
) -> tuple[Broken, ...]:
    """Every link and id of these pages that does not do, in order; links to other sites do.

    Args:
        facts: of all pages.
        paths: of all files of the site, relative to the output folder.
        base_path: where the site stands on its host, as `/` or `/journal/`; a link from the root
            that is outside of it is broken.
        base_url: where the site will be, as `https://example.org/journal/`; links that begin with
            it are links within the site.
    """
    pages = {page.path: page for page in facts}
    site = _Site(pages, paths, base_path, base_url)
    return tuple(sorted(found for page in pages.values() for found in site.proofread(page)))


class _Site:
    """Where links can lead to."""

    def __init__(
        self,
        pages: Mapping[str, PageFacts],
        paths: AbstractSet[str],
        base_path: str,
        base_url: str,
    ) -> None:
        self._paths = paths
        self._base_path = f"/{unquote(base_path).strip('/')}/".replace("//", "/")
        self._host = urlsplit(base_url).netloc.lower()
        self._anchors = {path: frozenset(page.ids) for path, page in pages.items()}
        # The links of a menu are the same on every page of a folder.
        self._judged = cache(self._judge)
        # Those from the root that lead somewhere, and do so from every page: most of a site's.
        self._right: set[str] = set()

    def proofread(self, page: PageFacts) -> Iterator[Broken]:
        """What is wrong with one page."""
        for name in page.duplicates:
            yield Broken(page.path, f"#{name}", Reason.DUPLICATE_ID)
        folder = page.path.rpartition("/")[0]
        for url in page.links:
            if url in self._right:
                continue
            reason = self._reason(page.path, folder, url)
            if reason is not None:
                yield Broken(page.path, url, reason)
            elif url.startswith("/"):
                self._right.add(url)

    def _reason(self, path: str, folder: str, url: str) -> Reason | None:
        if not url or url.startswith(("#", "?")):
            return self._anchor(path, url.partition("#")[2])
        # Most links of a diary lead elsewhere, and to take each apart would cost most of the time.
        elsewhere = ELSEWHERE.match(url)
        if elsewhere is not None and elsewhere[1].lower() != self._host:
            return None
        return self._judged("" if url.startswith("/") else folder, url)

    def _judge(self, folder: str, url: str) -> Reason | None:
        """What is wrong with a URL on the pages of a folder; None for what is not of this site."""
        parts = _split(url)
        if parts is None:
            return Reason.MISSING_PAGE
        if not self._is_here(parts):
            return None
        target = self._target(folder, unquote(parts.path))
        if target is None:
            return Reason.MISSING_PAGE
        return self._anchor(target, parts.fragment)

    def _is_here(self, parts: SplitResult) -> bool:
        if not parts.netloc:
            return not parts.scheme
        inside = f"{unquote(parts.path)}/".startswith(self._base_path)
        return parts.scheme in WEB and parts.netloc.lower() == self._host and inside

    def _target(self, folder: str, path: str) -> str | None:
        """The file that a host serves for this path; None when there is none."""
        above = "" if path.startswith("/") else f"{self._base_path}{folder}/"
        whole = "/" + normpath(f"/{above}{path}").lstrip("/")
        if not f"{whole}/".startswith(self._base_path):
            return None
        file = whole[len(self._base_path) :]
        index = f"{file}/index.html".lstrip("/")
        if file in self._paths and path.rpartition("/")[2] not in FOLDER_ENDS:
            return file
        return index if index in self._paths else None

    def _anchor(self, target: str, fragment: str) -> Reason | None:
        """What is wrong with a fragment of this file; what is no page of ours has any."""
        name = fragment.partition(TEXT_FRAGMENT)[0]
        ids = self._anchors.get(target)
        if ids is None or name.lower() in EVERYWHERE or name in ids or unquote(name) in ids:
            return None
        return Reason.MISSING_ANCHOR


def _listed(tag: str | None, attributes: Mapping[str, str | None]) -> list[str]:
    """The URLs of one element in attributes that hold more than a URL."""
    urls = CANDIDATE.findall(attributes.get("srcset") or "")
    if tag == "meta":
        urls += REFRESH.findall(attributes.get("content") or "")
    return urls


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None
