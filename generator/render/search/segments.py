"""A stretch of entries, indexed by itself: the unit of work, of the cache and of parallel work.

Where one stretch ends and the next begins depends on the entries there and not on how many stand
before them, so a new entry changes one stretch and leaves the others as they are.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

import orjson
from msgspec import Struct

from generator.pages.plan import SearchDocument
from generator.render.search.numbers import LEVELS, written
from generator.render.search.plain import text_of
from generator.render.search.terms import terms

LEAST, MOST = 64, 512
"""Entries in a segment, but for the last one."""

_CHANCE = 0x7F  # one entry in 128 may end a segment

SHOWN_BYTES = 8_000
"""How much of an entry's text excerpts are taken from; all of it is indexed."""

_TITLE, _NAME, _SUMMARY, _TEXT = 16, 6, 3, 1
# BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, section 3.4) with a
# usual length in place of the average one, so that one entry's weights say nothing of the others.
_SATURATION, _LENGTH_MATTERS, _USUAL_TERMS = 1.5, 0.6, 400
_BETWEEN = b"\n\n"  # neither JSON as it is written here nor a term holds a line break


class Entry(Struct, frozen=True):
    """An entry, and its date in the words of the page's language."""

    document: SearchDocument
    day: str


Stretch = tuple[Entry, ...]


class Segment(Struct, frozen=True):
    """A stretch of entries, indexed.

    Attributes:
        shown: for each entry the JSON of what a result shows.
        terms: every term, one a line.
        postings: those of each term, one a line.
    """

    shown: tuple[bytes, ...]
    terms: str
    postings: str


def from_bytes(stored: bytes) -> Segment:
    """The segment that `indexed` made."""
    shown, terms_, postings = stored.split(_BETWEEN)
    return Segment(tuple(shown.split(b"\n")), terms_.decode(), postings.decode())


def stretches(entries: Iterable[Entry]) -> Iterator[Stretch]:
    """The entries in their order, divided behind those whose address says so."""
    part: list[Entry] = []
    for entry in entries:
        part.append(entry)
        if len(part) == MOST or (len(part) >= LEAST and _ends(entry)):
            yield tuple(part)
            part = []
    if part:
        yield tuple(part)


def _ends(entry: Entry) -> bool:
    return hashlib.sha256(entry.document.url.encode()).digest()[0] & _CHANCE == 0


def indexed(_state: None, stretch: Stretch) -> bytes:
    """A stretch as a `Segment`, in bytes for the cache."""
    shown: list[bytes] = []
    postings: dict[str, list[int]] = {}
    for place, entry in enumerate(stretch):
        text = text_of(" <br> ".join(entry.document.html))
        shown.append(_shown(entry, text))
        for term, weight in _weights(entry.document, text).items():
            postings.setdefault(term, []).append(place * LEVELS + weight)
    said = "\n".join(_posting(found) for found in postings.values())
    return _BETWEEN.join((b"\n".join(shown), "\n".join(postings).encode(), said.encode()))


def _shown(entry: Entry, text: str) -> bytes:
    document = entry.document
    date = document.date
    return orjson.dumps(
        {
            "url": document.url,
            "title": document.title,
            "kind": document.label,
            "lang": document.lang,
            "date": date.date().isoformat() if date else "",
            "day": entry.day,
            "summary": document.summary,
            "text": text.encode("utf-8", "replace")[:SHOWN_BYTES].decode("utf-8", "ignore"),
        }
    ).replace(b"<", b"\\u003c")  # nobody takes it for a page, whatever a server calls it


def _weights(document: SearchDocument, text: str) -> dict[str, int]:
    """How much each term says about an entry: 1 to 15."""
    found = Counter(terms(text))
    for term in terms("\n".join(document.words)):
        found[term] += _TEXT
    length = found.total()
    fields = ((document.title, _TITLE), (document.summary, _SUMMARY))
    for field, weight in (*fields, ("\n".join(document.names), _NAME)):
        for term in terms(field):
            found[term] += weight
    half = _SATURATION * (1 - _LENGTH_MATTERS + _LENGTH_MATTERS * length / _USUAL_TERMS)
    top = LEVELS - 1
    weights = {n: max(1, round(top * n / (n + half))) for n in set(found.values())}
    return {term: weights[n] for term, n in found.items()}


def _posting(found: list[int]) -> str:
    """Places and weights, ascending, as distances."""
    if len(found) == 1:
        return written(found[0] + LEVELS)
    before = [-1, *(number // LEVELS for number in found)]
    return "".join(
        written(number - last * LEVELS) for number, last in zip(found, before, strict=False)
    )
