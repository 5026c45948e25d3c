"""The files of a search index.

    manifest.json              names of all others, the first term of each, entries in each segment
    terms/DIGEST.json          terms, and for each the entries that hold it
    entries/DIGEST/PLACE.json  what a result shows of an entry, by its place in its group

All but the manifest are named after their content, so browsers may keep them for ever.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import chain

import orjson

from generator.pages.artefact import Artefact, Role
from generator.pages.encoded import encoded
from generator.pages.lists.search import MANIFEST
from generator.pages.plan import SearchSheet
from generator.problems import Problem
from generator.render.press import Press, digest
from generator.render.search.segments import Entry, Segment, from_bytes, indexed, stretches
from generator.render.search.shards import merged

FORMAT = 1
GROUP = 32
"""Entries that are named together; `search.js` knows the number."""

_DIGITS = 12
_OURS = re.compile(
    rf"{MANIFEST}|(?:terms/[0-9a-f]{{{_DIGITS}}}|entries/[0-9a-f]{{{_DIGITS}}}/\d+)\.json"
)
_FEW = 4  # segments that are indexed sooner in this process than in others


def is_named_so(path: str) -> bool:
    """Whether a file of an index may be called so; `path` is relative to the folder of that."""
    return _OURS.fullmatch(path) is not None


def search_files(
    press: Press, sheets: Sequence[SearchSheet], most: int | None
) -> Iterator[Artefact]:
    """Every file of every index, but of none with more than `most` entries."""
    for sheet in sheets:
        if most is None or len(sheet.documents) <= most:
            yield from _files(press, sheet)


def _files(press: Press, sheet: SearchSheet) -> Iterator[Artefact]:
    folder = sheet.folder[1:]
    segments, key = _segments(press, sheet)
    groups = {_name(*shown): shown for segment in segments for shown in _groups(segment)}
    for name, shown in groups.items():
        for place, content in enumerate(shown):
            yield Artefact(f"{folder}entries/{name}/{place}.json", content, Role.ASSET)
    firsts, *shards = _merged(press, segments, key).split(b"\n")
    names = [_name(shard) for shard in shards]
    for name, shard in zip(names, shards, strict=True):
        yield Artefact(f"{folder}terms/{name}.json", shard, Role.ASSET)
    manifest = {
        "format": FORMAT,
        "terms": list(chain(*zip(orjson.loads(firsts), names, strict=True))),
        "segments": [len(segment.shown) for segment in segments],
        "entries": list(groups),
    }
    yield Artefact(f"{folder}{MANIFEST}", orjson.dumps(manifest), Role.INDEX)


def _groups(segment: Segment) -> Iterator[tuple[bytes, ...]]:
    """A segment's entries, so many of them that an edit gives few files a new name."""
    for start in range(0, len(segment.shown), GROUP):
        yield segment.shown[start : start + GROUP]


def _segments(press: Press, sheet: SearchSheet) -> tuple[tuple[Segment, ...], str]:
    """The segments of an index, and a digest of all that they are made from."""
    day = press.theme.strings(sheet.lang).day
    entries = (Entry(each, day(each.date) if each.date else "") for each in sheet.seen)
    parts = list(stretches(entries))
    keys = [digest("search segment", encoded(part)) for part in parts]
    made = press.make("search", indexed, parts, keys, _nothing, floor=_FEW)
    return tuple(from_bytes(_sound(each)) for each in made), digest("search index", *keys)


def _merged(press: Press, segments: tuple[Segment, ...], key: str) -> bytes:
    [made] = press.make("search", merged, [segments], [key], _nothing)
    return _sound(made)


def _nothing() -> None:
    """Indexing needs no state in its process."""


def _sound(made: bytes | Problem) -> bytes:
    if isinstance(made, Problem):
        raise TypeError("indexing has no problems")
    return made


def _name(*contents: bytes) -> str:
    return hashlib.sha256(b"\n".join(contents)).hexdigest()[:_DIGITS]
