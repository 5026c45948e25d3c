"""Views to HTML: from the cache where nothing that a page can see has changed, else on all cores.

The digest of a page's view, of the templates it can reach and of this program is the key of its
bytes, so nothing has to remember what depends on what.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, takewhile
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from generator.pages.encoded import encoded
from generator.pages.plan import Awaited
from generator.pages.texted import texts_of
from generator.pages.views import EntryPage, ItemPage, View
from generator.problems import Problem
from generator.render.plates import plate
from generator.render.printed import (
    UNSEEN,
    Kept,
    Printed,
    Seen,
    mark_of,
    marked,
    packed,
    parted,
    unpacked,
)
from generator.render.theme import TemplateFault, Theme
from generator.workshop import pool
from generator.workshop.ahead import Ahead
from generator.workshop.cache import Cache, key
from generator.workshop.program import fingerprint

S = TypeVar("S")
T = TypeVar("T")

_LIVES = 4  # workers, one after the other: views lead to the whole journal
_TOGETHER = 256  # pages of which is held at once what is known
# Control characters and noncharacters are errors in a page (HTML Living Standard, 13.2.3.5).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
# The same as bytes of UTF-8: those of one byte, and what longer ones begin with. To look for these
# takes a fifth of the time, and nearly every page has none.
_SINGLE = bytes(n for n in range(0x80) if _FORBIDDEN.match(chr(n)))
_LONGER = re.compile(rb"\xc2[\x80-\x9f]"), re.compile(rb"\xef(?:\xb7[\x90-\xaf]|\xbf[\xbe\xbf])")


class Proof(Struct, frozen=True):
    """A page to be printed; `path` is its file in the site, empty for what is no page itself."""

    path: str
    template: str
    view: View | Awaited[EntryPage] | Awaited[ItemPage]
    lang: str


Inspection = Callable[[str, bytes], bytes]
Made = bytes | Problem
Composed = tuple[str, Seen, Made | None]
"""The key of a page, what is seen of its view, and the page unless the cache holds it."""
Early = Ahead["_Desk", "Proof", Composed]
"""Pages that are printed while others are laid out."""
Begun = Ahead[S, T, Made]
"""What `Press.start` began with."""


class Press(Struct, frozen=True):
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

    def begin(self, early: Early, pages: Sequence[Proof]) -> None:
        """Begin with pages that are awaited; `pages` is asked for them, and more, later."""
        state = partial(_state, self.theme, self.inspect, self.cache)
        early.begin(_compose, pages, setup=state, jobs=self.jobs)

    def pages(
        self, pages: Sequence[Proof], early: Early | None = None
    ) -> Iterator[Printed | Problem]:
        """Every page in order, or the problem of the template that could not be filled in.

        Args:
            early: what was begun with; it holds some of these pages, in their order.
        """
        for page, known in zip(pages, self.known(pages, early), strict=True):
            yield self.whole(page, known) if isinstance(known, Kept) else known

    def known(
        self, pages: Sequence[Proof], early: Early | None = None
    ) -> Iterator[Kept | Printed | Problem]:
        """The same; of those that were printed before only what is known without reading them."""
        if pool.is_alone(len(pages), self.jobs):
            yield from self._known_here(pages)
            return
        if any(isinstance(page.view, Awaited) for page in pages):
            yield from self._composed(pages, early)
            return
        keys = [_key(self.theme, page, _seen(page)) for page in pages]
        marks = [mark_of(one) if page.path else one for page, one in zip(pages, keys, strict=True)]
        held = self.cache.held((*keys, *marks))
        kept = [one in held and mark in held for one, mark in zip(keys, marks, strict=True)]
        fresh = [page for page, is_kept in zip(pages, kept, strict=True) if not is_kept]
        state = partial(_state, self.theme, self.inspect)
        tell = partial(self.progress, "pages", len(fresh))
        results = pool.each(_print, fresh, setup=state, jobs=self.jobs, progress=tell)
        for start in range(0, len(pages), _TOGETHER):
            part = slice(start, start + _TOGETHER)
            rows = zip(pages[part], keys[part], kept[part], strict=True)
            known = self._known([(page, one) for page, one, is_kept in rows if is_kept])
            for one, is_kept in zip(keys[part], kept[part], strict=True):
                yield next(known) if is_kept else self._put(one, next(results))

    def _known_here(self, pages: Sequence[Proof]) -> Iterator[Kept | Printed | Problem]:
        """The same in this process alone: views are made, and looked for, some at once."""
        tell = partial(self.progress, "pages", len(pages))
        desk = _state(self.theme, self.inspect)
        for start in range(0, len(pages), _TOGETHER):
            ready = [_come(page) for page in pages[start : start + _TOGETHER]]
            keys = [_key(self.theme, page, _seen(page)) for page, _ in ready]
            held = self.cache.held(keys)
            marks = self.cache.get_all([mark_of(one) for one in keys if one in held])
            for (page, seen), one in zip(ready, keys, strict=True):
                mark = marks.get(mark_of(one)) if page.path else b""
                if one in held and mark is not None:
                    yield marked(one, mark, seen)
                else:
                    yield self._put(one, _print(desk, page), seen)
            tell(len(ready))

    def whole(self, page: Proof, kept: Kept) -> Printed | Problem:
        """A page that was printed before; printed again if the cache has lost it."""
        held = self.cache.get(kept.key)
        if held is not None:
            return unpacked(kept, held)
        desk = _state(self.theme, self.inspect)
        return self._put(kept.key, _print(desk, page), (kept.found, kept.texts))

    def printed(self, key_: str) -> Printed | None:
        """A page that was printed before; None if the cache does not hold it any more."""
        held = self.cache.get(key_)
        mark = self.cache.get(mark_of(key_)) or b""
        return None if held is None else unpacked(marked(key_, mark), held)

    def _known(self, pages: Sequence[tuple[Proof, str]]) -> Iterator[Kept | Printed | Problem]:
        """What is known of pages that the cache holds, each with its key."""
        marks = self.cache.get_all([mark_of(one) for page, one in pages if page.path])
        for page, one in pages:
            mark = marks.get(mark_of(one)) if page.path else b""
            if mark is None:
                yield self._put(one, _print(_state(self.theme, self.inspect), page))
            else:
                yield marked(one, mark)

    def _put(self, key_: str, made: Made, seen: Seen = UNSEEN) -> Printed | Problem:
        """Keep what was printed, and apart from it what most builds ask of it."""
        if isinstance(made, Problem):
            return made
        mark, page = parted(made)
        self.cache.put(key_, page)
        if mark:
            self.cache.put(mark_of(key_), mark)
        return unpacked(marked(key_, mark, seen), page)

    def _composed(
        self, pages: Sequence[Proof], early: Early | None
    ) -> Iterator[Kept | Printed | Problem]:
        """The same where views are awaited: they are made, and looked for, on all cores."""
        state = partial(_state, self.theme, self.inspect, self.cache)
        for page, (one, seen, made) in zip(pages, self._results(pages, early), strict=True):
            if made is not None:
                yield self._put(one, made, seen)
                continue
            mark = self.cache.get(mark_of(one)) if page.path else b""
            if mark is None or not self.cache.held([one]):
                yield self._put(one, _print(state(), page), seen)
            else:
                yield marked(one, mark, seen)

    def digests(self, keys: Sequence[str]) -> Mapping[str, str]:
        """SHA-256, hex, of what the cache holds under these keys, where it is known."""
        held = self.cache.held(keys)
        marks = self.cache.get_all([mark_of(one) for one in keys if one in held])
        known = ((one, marks.get(mark_of(one))) for one in keys)
        return {one: mark.hex() for one, mark in known if mark is not None}

    def digested(self, key_: str, content: bytes) -> str:
        """SHA-256, hex, of what was made under this key, which is known from now on."""
        mark = hashlib.sha256(content).digest()
        self.cache.put(mark_of(key_), mark)
        return mark.hex()

    def _results(self, pages: Sequence[Proof], early: Early | None) -> Iterator[Composed]:
        """What is composed of each page, early or now."""
        tell = partial(self.progress, "pages", len(pages))
        taken = told = 0
        for made in self._ready(pages, early) if early else ():
            taken += 1
            if taken - told == pool.LARGEST_CHUNK:
                tell(taken - told)
                told = taken
            yield made
        done = early.items[taken : early.done()] if early else ()
        known = {id(page.view): page for page in done}
        first = iter(zip(done, early.results(), strict=True)) if early else iter(())
        state = partial(_state, self.theme, self.inspect, self.cache)
        jobs = self.jobs if pool.START == "fork" else 1  # what makes views cannot travel
        if early_ones := taken - told + len(done):
            tell(early_ones)
        rest = [page for page in pages[taken:] if id(page.view) not in known]
        results = pool.each(_compose, rest, setup=state, jobs=jobs, progress=tell, lives=_LIVES)
        for page in pages[taken:]:
            begun = known.get(id(page.view))
            yield next(results) if begun is None else next(r for p, r in first if p is begun)

    def _ready(self, pages: Sequence[Proof], early: Early) -> Iterator[Composed]:
        """What was composed early of the first pages, as long as there is more; work goes on."""
        begun = zip(pages, early.items, strict=False)
        same = takewhile(lambda pair: pair[0].view is pair[1].view, begun)
        yield from (made for _, made in zip(same, early.ready(), strict=False))

    def make(
        self,
        what: str,
        work: Callable[[S, T], Made],
        items: Sequence[T],
        keys: Sequence[str],
        setup: Callable[[], S],
        *,
        floor: int = pool.FLOOR,
        early: Begun[S, T] | None = None,
    ) -> Iterator[Made]:
        """The result of `work(state, item)` for every item, in order; known ones are not made anew.

        Args:
            keys: for each item the digest of everything that its result depends on.
            setup: makes the state, once in each process.
            floor: with fewer new items than this, all are made in this process.
            early: what `start` began with.
        """
        there = self.cache.held(keys)  # the bytes of all would fill the memory
        held = [one in there for one in keys]
        fresh = [item for item, is_held in zip(items, held, strict=True) if not is_held]
        tell = partial(self.progress, what, len(fresh))
        begun = early is not None and list(map(id, early.items)) == list(map(id, fresh))
        first, done = (early.results(), early.done()) if early and begun else (iter(()), 0)
        rest = fresh[done:]
        if done:
            tell(done)
        later = pool.each(work, rest, setup=setup, jobs=self.jobs, progress=tell, floor=floor)
        results = chain(first, later)
        for item, one, is_held in zip(items, keys, held, strict=True):
            stored = self.cache.get(one) if is_held else None
            if stored is not None:
                yield stored
            else:
                made = work(setup(), item) if is_held else next(results)
                if isinstance(made, bytes):
                    self.cache.put(one, made)
                yield made

    def start(
        self,
        early: Begun[S, T],
        work: Callable[[S, T], Made],
        items: Sequence[T],
        keys: Sequence[str],
        setup: Callable[[], S],
        *,
        floor: int,
    ) -> None:
        """Begin with what `make` will be asked for, while this process is busy otherwise."""
        held = self.cache.held(keys)
        fresh = [item for item, one in zip(items, keys, strict=True) if one not in held]
        early.begin(work, fresh, setup=setup, jobs=self.jobs, floor=floor)


def digest(*parts: str | bytes) -> str:
    """The key of something that this program makes out of `parts` alone."""
    return key(fingerprint(), *parts)


def _key(theme: Theme, page: Proof, view: View) -> str:
    look = theme.digest(page.template, page.lang)
    texts = [(text.name, text.closings) for text in texts_of(view)]
    said = encoded(view), encoded(texts)  # what its plate says of a text is not in its HTML
    return digest("page", page.path, page.template, page.lang, look, *said)


def _seen(page: Proof) -> View:
    return page.view.make() if isinstance(page.view, Awaited) else page.view


class _Desk(Struct, frozen=True):
    """Where a process prints."""

    theme: Theme
    inspect: Inspection
    cache: Cache


_NOTHING = Cache(None)


def _state(theme: Theme, inspect: Inspection, cache: Cache = _NOTHING) -> _Desk:
    return _Desk(theme, inspect, cache.here())


def _compose(desk: _Desk, page: Proof) -> Composed:
    page, seen = _come(page)
    key_ = _key(desk.theme, page, _seen(page))
    return key_, seen, None if desk.cache.holds(key_) else _print(desk, page)


def _come(page: Proof) -> tuple[Proof, Seen]:
    """The page with its view, and what is seen of that where it was awaited."""
    if not isinstance(page.view, Awaited):
        return page, UNSEEN
    view, found = page.view.come()
    texts = tuple(text.name for text in texts_of(view) if text)
    return replace(page, view=view), (encoded(found), texts)


def _print(desk: _Desk, page: Proof) -> Made:
    theme, inspect = desk.theme, desk.inspect
    try:
        view = _seen(page)
        html = theme.render(page.template, view, page.lang)
    except TemplateFault as fault:
        return fault.problem
    content = _encoded(html)
    mark = b""
    if page.path:
        mark = hashlib.sha256(content).digest() + inspect(page.path, content)
    return packed(mark, plate(view), content)


def _encoded(html: str) -> bytes:
    """A page in UTF-8, without what must not stand in one."""
    content = html.encode("utf-8", "replace")
    clean = len(content.translate(None, _SINGLE)) == len(content)
    if clean and not any(longer.search(content) for longer in _LONGER):
        return content
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", html).encode("utf-8", "replace")
