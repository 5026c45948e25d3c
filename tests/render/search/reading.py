"""An index read back: what `search.js` does, in few words."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any

from generator.pages.plan import SearchDocument, SearchSheet
from generator.render import theme as themes
from generator.render.press import Press
from generator.render.search.files import GROUP, search_files
from generator.workshop.cache import Cache

Files = dict[str, bytes]
FOLDER = "search/index/"


def document(number: int, title: str = "", text: str = "", **more: object) -> SearchDocument:
    """An entry with an address of its own."""
    given: dict[str, Any] = {
        "url": f"/diaries/{number}/",
        "title": title or f"Week {number}",
        "label": "Diary",
        "lang": "en",
        "date": datetime(2026, 5, 1, tzinfo=UTC),
        "summary": "",
        "names": (),
        "words": (),
        "html": (f"<p>{text}</p>",),
    }
    return SearchDocument(**given | more)


def files_of(
    documents: Sequence[SearchDocument], most: int | None = None, cache: Path | None = None
) -> Files:
    """The files of the index of these entries."""
    theme, _ = themes.load(Path(__file__).parent, "default", ["en"])
    sheet = SearchSheet(f"/{FOLDER}", "en", tuple(documents))
    with Cache(cache) as kept:
        press = Press(theme, kept, 1, lambda _path, _html: b"", lambda _what, _all, _done: None)
        return {each.path: each.content for each in search_files(press, [sheet], most)}


@dataclass(frozen=True)
class Index:
    """The files of an index."""

    files: Mapping[str, bytes]
    folder: str = FOLDER

    def _read(self, name: str) -> Any:  # noqa: ANN401 - JSON
        return json.loads(self.files[f"{self.folder}{name}"])

    @property
    def manifest(self) -> dict[str, Any]:
        found = self._read("manifest.json")
        assert isinstance(found, dict)
        return found

    def shards(self) -> Iterator[dict[str, str]]:
        for name in self.manifest["terms"][1::2]:
            yield self._read(f"terms/{name}.json")

    def terms(self) -> list[str]:
        return [term for shard in self.shards() for term in shard]

    def entries(self) -> list[dict[str, str]]:
        """What results show, in the order of the entries."""
        found = []
        groups = self.manifest["entries"]
        named = zip(groups[::2], groups[1::2], strict=True)
        for count in self.manifest["segments"]:
            for start in range(0, count, GROUP):
                name, step = next(named)
                for part in range(-(-min(GROUP, count - start) // step)):
                    found += self._read(f"entries/{name}/{part}.json")
        return found

    def weights(self, term: str) -> dict[str, int]:
        """Addresses of the entries that hold a term, and its weights."""
        counts = self.manifest["segments"]
        starts = [0, *accumulate(counts)]
        entries = self.entries()
        found, entry = {}, -1
        for number in numbers(next(s[term] for s in self.shards() if term in s)):
            step, weight = divmod(number, 16)
            entry = entry + step if weight else starts[step] - 1
            if weight:
                found[entries[entry]["url"]] = weight
        return found


def numbers(text: str) -> Iterator[int]:
    """The numbers in a text of postings."""
    number = 0
    for code in map(ord, text):
        digit = code - (36 if code > ord("\\") else 35)
        number = number * 45 + digit % 45
        if digit < 45:
            yield number
            number = 0
