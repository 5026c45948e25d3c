"""Makes the search index of a made-up journal: `python -m bench.search [ENTRIES]`.

Every fifth entry is Chinese; words are as frequent as in a language (the n-th word 1/n times). What
a query loads is counted as `search.js` loads it: the manifest, the files of its words and of those
that begin like them, and ten entries. Nothing is written but the cache.
"""

import os
import resource
import sys
import tempfile
import time
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from pathlib import Path

import orjson
from msgspec.structs import replace

from generator.pages.lists.search import MANIFEST
from generator.pages.plan import SearchDocument, SearchSheet
from generator.render import theme as themes
from generator.render.press import Press
from generator.render.search.files import search_files
from generator.render.search.terms import terms
from generator.workshop.cache import Cache

ENTRIES, WORDS = 10_000, 600
FOLDER = "search/index/"
_WORDS, _CHARACTERS = 30_000, 3_000
_SYLLABLES = [c + v for c in "bdfghklmnprstvwz" for v in ("a", "e", "i", "o", "u", "an", "er")]
_FILES, _SHOWN = 4, 10  # as in search.js


def main() -> None:
    """Print what an index costs to make, and what a query loads of it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    sheet = SearchSheet(f"/{FOLDER}", "en", tuple(document(n) for n in range(count)))
    middle = sheet.seen[count // 2]
    changed = replace(middle, html=(*middle.html, "<p>One more thing.</p>"))
    others = (*sheet.seen[: count // 2], changed, *sheet.seen[count // 2 + 1 :])
    before = _memory()
    with tempfile.TemporaryDirectory(prefix="friday-bench-") as folder:
        print(f"{count} entries, {WORDS} words each")
        files = index(Path(folder), sheet, "cold")
        print(f"    memory           {_memory() - before:7} MB more, largest worker {_worker()} MB")
        index(Path(folder), sheet, "no change")
        changes = index(Path(folder), replace(sheet, documents=others), "one edited text")
    new = [path for path in changes if changes[path] != files.get(path)]
    print(f"    files            {len(files):7}, {sum(map(len, files.values())) >> 20} MB")
    print(f"    new after edit   {len(new):7}, {sum(len(changes[p]) for p in new) >> 10} KB")
    for query in queries(sheet):
        loaded = list(loads(files, query))
        print(f"    {query:24} {len(loaded):3} files {sum(loaded) / 1024:7.1f} KB")


def index(folder: Path, sheet: SearchSheet, name: str) -> Mapping[str, bytes]:
    """The files of an index, and how long they took."""
    theme, _ = themes.load(folder, "default", ["en"])
    began, worked = time.perf_counter(), _processor()
    with Cache(folder / "cache.sqlite") as cache:
        press = Press(theme, cache, 0, lambda _path, _html: b"", lambda _what, _all, _done: None)
        files = {each.path: each.content for each in search_files(press, [sheet], None)}
    wall, processor = time.perf_counter() - began, _processor() - worked
    print(f"    {name:16} {wall:7.2f} s, {processor:6.2f} s of processors")
    return files


def document(number: int) -> SearchDocument:
    """The n-th entry."""
    chinese = number % 5 == 4
    places = _ranks(number, _CHARACTERS if chinese else _WORDS, WORDS)
    said = "".join(_character(n) for n in places) if chinese else " ".join(map(_word, places))
    return SearchDocument(
        url=f"/diaries/week-{number}/",
        title=said[:40],
        label="Diary",
        lang="zh-CN" if chinese else "en",
        date=None,
        summary=said[40:160],
        names=(_word(number % 50), "Tang"),
        words=(),
        html=(f"<p>{said}</p>",),
    )


def queries(sheet: SearchSheet) -> Iterator[str]:
    """Frequent words, rare ones, a beginning, and Chinese of several lengths."""
    yield from (_word(0), _word(100), _word(20_000), f"{_word(3)} {_word(300)} {_word(3000)}")
    text = sheet.seen[4].html[0]
    yield from (_word(100)[:2], _character(0), text[20:22], text[20:24], text[20:28])


def loads(files: Mapping[str, bytes], query: str) -> Iterator[int]:
    """Sizes of all files that a query loads."""
    manifest = files[f"{FOLDER}{MANIFEST}"]
    yield len(manifest)
    known = orjson.loads(manifest)
    firsts, names = known["terms"][::2], known["terms"][1::2]
    wanted: set[str] = set()
    found = [term for term in terms(query) if len(query) == 1 or term.isascii() or len(term) > 1]
    for term in found:
        at = max(0, bisect_right(firsts, term) - 1)
        wanted.add(names[at])
        if term.isascii():
            more = range(at + 1, min(at + _FILES, len(firsts)))
            wanted |= {names[n] for n in more if firsts[n].startswith(term)}
    yield from (len(files[f"{FOLDER}terms/{name}.json"]) for name in wanted)
    shown = [path for path in files if path.startswith(f"{FOLDER}entries/")][:_SHOWN]
    yield from (len(files[path]) for path in shown)


def _ranks(seed: int, size: int, count: int) -> Iterator[int]:
    """Numbers below `size`, each n as often as 1/n, the same ones every time."""
    state = seed * 7919 + 1
    for _ in range(count):
        state = (state * 1103515245 + 12345) % (1 << 31)
        yield int(size ** (state / (1 << 31))) - 1


def _word(rank: int) -> str:
    first, second = divmod(rank * 7 + 3, len(_SYLLABLES))
    third, first = divmod(first, len(_SYLLABLES))
    return _SYLLABLES[second] + _SYLLABLES[first] + (_SYLLABLES[third] if third else "")


def _character(rank: int) -> str:
    return chr(0x4E00 + rank * 5 % _CHARACTERS)


def _processor() -> float:
    """Seconds that processors gave to this process and to its workers that ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def _worker() -> int:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10


if __name__ == "__main__":
    main()
