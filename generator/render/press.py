"""Views to HTML: from the cache where nothing that a page can see has changed, else on all cores.

The digest of a page's view, of the templates it can reach and of this program is the key of its
bytes, so nothing has to remember what depends on what.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import orjson

from generator.pages.views import View
from generator.problems import Problem
from generator.render.theme import TemplateFault, Theme
from generator.workshop import pool
from generator.workshop.cache import Cache, key
from generator.workshop.program import fingerprint

S = TypeVar("S")
T = TypeVar("T")

_LENGTH = 4
# Control characters and noncharacters are errors in a page (HTML Living Standard, 13.2.3.5).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Proof:
    """A page to be printed; `path` is its file in the site, empty for what is no page itself."""

    path: str
    template: str
    view: View
    lang: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed page.

    Attributes:
        html: its bytes, UTF-8.
        notes: what the inspection of the page wrote down.
    """

    html: bytes
    notes: bytes


Inspection = Callable[[str, bytes], bytes]
Made = bytes | Problem


@dataclass(frozen=True, slots=True)
class Press:
    """What is needed to print.

    Attributes:
        inspect: looks at a page's path and bytes once it is printed; its notes are kept with it.
        progress: is told what is printed, how many there are, and how many more are done.
    """

    theme: Theme
    cache: Cache
    jobs: int
    inspect: Inspection
    progress: Callable[[str, int, int], None]

    def pages(self, pages: Sequence[Proof]) -> Iterator[Printed | Problem]:
        """Every page in order, or the problem of the template that could not be filled in."""
        keys = [self._key(page) for page in pages]
        state = partial(_state, self.theme, self.inspect)
        for made in self.make("pages", _print, pages, keys, state):
            yield _unpack(made) if isinstance(made, bytes) else made

    def make(
        self,
        what: str,
        work: Callable[[S, T], Made],
        items: Sequence[T],
        keys: Sequence[str],
        setup: Callable[[], S],
        *,
        floor: int = pool.FLOOR,
    ) -> Iterator[Made]:
        """The result of `work(state, item)` for every item, in order; known ones are not made anew.

        Args:
            keys: for each item the digest of everything that its result depends on.
            setup: makes the state, once in each process.
            floor: with fewer new items than this, all are made in this process.
        """
        known = self.cache.get_many(keys)
        fresh = [item for item, one in zip(items, keys, strict=True) if one not in known]
        tell = partial(self.progress, what, len(fresh))
        results = pool.each(work, fresh, setup=setup, jobs=self.jobs, progress=tell, floor=floor)
        for one in keys:
            stored = known.get(one)
            yield self._kept(one, next(results)) if stored is None else stored

    def _kept(self, key_: str, made: Made) -> Made:
        if isinstance(made, bytes):
            self.cache.put(key_, made)
        return made

    def _key(self, page: Proof) -> str:
        look = self.theme.digest(page.template, page.lang)
        return digest("page", page.path, page.template, page.lang, look, orjson.dumps(page.view))


def digest(*parts: str | bytes) -> str:
    """The key of something that this program makes out of `parts` alone."""
    return key(fingerprint(), *parts)


State = tuple[Theme, Inspection]


def _state(theme: Theme, inspect: Inspection) -> State:
    return theme, inspect


def _print(state: State, page: Proof) -> Made:
    theme, inspect = state
    try:
        html = theme.render(page.template, page.view, page.lang)
    except TemplateFault as fault:
        return fault.problem
    content = _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", html).encode("utf-8", "replace")
    notes = inspect(page.path, content) if page.path else b""
    return len(notes).to_bytes(_LENGTH, "big") + notes + content


def _unpack(stored: bytes) -> Printed:
    length = int.from_bytes(stored[:_LENGTH], "big")
    return Printed(stored[_LENGTH + length :], stored[_LENGTH : _LENGTH + length])
