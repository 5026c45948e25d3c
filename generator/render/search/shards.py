"""All segments as one index, divided into files of which a search reads a few.

Terms stand in the order in which JavaScript compares texts, so those that begin alike stand side by
side. As with segments, where a file ends depends on the terms there.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from zlib import crc32

import orjson

from generator.render.search.numbers import LEVELS, written
from generator.render.search.segments import Segment

LEAST_BYTES, MOST_BYTES = 4_000, 16_000
"""Of a file that holds more than one term."""

_CHANCE = 0x7F  # one term in 128 may end a file


def merged(_state: None, segments: tuple[Segment, ...]) -> bytes:
    """The files of an index, each on a line as JSON, and on the first line the first term of each.

    A file is an object: postings by term (`numbers`).
    """
    shards = list(_divided(_joined(segments)))
    firsts = [next(iter(shard)) for shard in shards]
    return b"\n".join(orjson.dumps(line) for line in (firsts, *shards))


def _joined(segments: Iterable[Segment]) -> Mapping[str, str]:
    """Postings of each term over all segments, each behind the number of its segment."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for number, segment in enumerate(segments):
        if segment.terms:
            # A replacement in the whole text is the fastest way to put something before each line.
            line = "\n" + written(number * LEVELS)
            postings = f"\n{segment.postings}".replace("\n", line)[1:].split("\n")
            for term, part in zip(segment.terms.split("\n"), postings, strict=True):
                found[term].append(part)
    return {term: "".join(found[term]) for term in sorted(found, key=_code_units)}


def _code_units(term: str) -> bytes:
    return term.encode("utf-16-be", "surrogatepass")


def _divided(postings: Mapping[str, str]) -> Iterator[dict[str, str]]:
    shard: dict[str, str] = {}
    size = 0
    for term, found in postings.items():
        here = len(term.encode()) + len(found)
        ends = size >= LEAST_BYTES and crc32(term.encode()) >> 8 & _CHANCE == 0
        if shard and (ends or size + here > MOST_BYTES):
            yield shard
            shard, size = {}, 0
        shard[term] = found
        size += here
    if shard:
        yield shard
