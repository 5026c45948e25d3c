"""The files of a search index.

    manifest.json             names of all others, the first term of each, entries in each segment
    terms/DIGEST.json         terms, and for each the entries that hold it
    entries/DIGEST/PART.json  what results show of some entries: of a group, or of a part of one

All but the manifest are named after their content, so browsers may keep them for ever.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import chain

import orjson
from msgspec import Struct

from generator.pages.artefact import Artefact, Role
from generator.pages.encoded import encoded
from generator.pages.lists.search import MANIFEST
from generator.pages.plan import SearchSheet
from generator.problems import Problem
from generator.render.press import Press, digest
from generator.render.search.segments import Entry, Segment, from_bytes, indexed, stretches
from generator.render.search.shards import merged

FORMAT = 2
"""In version 1 each entry had a file of its own."""
GROUP = 32
"""Entries that are named together; `search.js` knows the number."""
PART_BYTES = 10_000
"""Of a file that holds what is shown of more than one entry: a result reads one."""

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
    groups = [(_name(*g.parts), g) for segment in segments for g in _groups(segment)]
    for name, group in dict(groups).items():
        for number, content in enumerate(group.parts):
            yield Artefact(f"{folder}entries/{name}/{number}.json", content, Role.ASSET)
    firsts, *shards = _merged(press, segments, key).split(b"\n")
    names = [_name(shard) for shard in shards]
    for name, shard in zip(names, shards, strict=True):
        yield Artefact(f"{folder}terms/{name}.json", shard, Role.ASSET)
    manifest = {
        "format": FORMAT,
        "terms": list(chain(*zip(orjson.loads(firsts), names, strict=True))),
        "segments": [len(segment.shown) for segment in segments],
        "entries": list(chain(*((name, group.step) for name, group in groups))),
    }
    yield Artefact(f"{folder}{MANIFEST}", orjson.dumps(manifest), Role.INDEX)


class _Group(Struct, frozen=True):
    """So many entries of a segment that an edit gives few files a new name.

    Attributes:
        step: how many of them are in a file, the last one apart: the same power of two for all.
        parts: the files, each a list in JSON.
    """

    step: int
    parts: tuple[bytes, ...]


def _groups(segment: Segment) -> Iterator[_Group]:
    for start in range(0, len(segment.shown), GROUP):
        yield _group(segment.shown[start : start + GROUP])


def _group(shown: Sequence[bytes]) -> _Group:
    step = GROUP
    while True:
        parts = tuple(_part(shown[n : n + step]) for n in range(0, len(shown), step))
        if step == 1 or max(map(len, parts)) <= PART_BYTES:
            return _Group(step, parts)
        step //= 2


def _part(shown: Sequence[bytes]) -> bytes:
    return b"[%b]\n" % b",\n".join(shown)


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
