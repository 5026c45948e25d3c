"""Another text on the pages that show it, where nothing else of a journal has changed.

Most builds follow an edit of a text that leaves the rest as it was: no other title, link, heading
or first paragraph. What the site consists of is then the same (`Parsed.outline` says so), and so
is every view but for that text. Those views were kept with their pages; each gets the new text and
is printed, proofread and committed as ever. Whenever anything is doubtful, nothing is done here,
and the whole line builds.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from generator.build import shown
from generator.build.edition import Options
from generator.build.result import Result
from generator.build.shown import Index, Item, Shown, TextPlace, Texts
from generator.build.stamp import Standing
from generator.config import Config
from generator.kinds.kind import Kind
from generator.kinds.table import KINDS
from generator.markup.prose import Prose
from generator.pages import routes
from generator.pages.artefact import Artefact, Role
from generator.pages.plan import ITEM
from generator.pages.texted import Texted, retexted, texts_of
from generator.pages.views import EntryPage
from generator.publish.commit import Commit
from generator.publish.proof import notes_of
from generator.reader.parsed import TextMark, parse
from generator.render import theme as themes
from generator.render.feed_press import feed_files
from generator.render.plates import view_of
from generator.render.press import Press, Proof
from generator.render.printed import Printed, folded
from generator.render.search.files import is_named_so, search_files
from generator.workshop.cache import Cache

T = TypeVar("T")


class Doubt(Exception):
    """Something may be different after all; the message says what."""


def retouched(
    project: Path, config: Config, options: Options, cache: Cache, standing: Standing
) -> tuple[Result, bytes]:
    """Put the texts of edited files in; the result, and what is kept of all texts from now on.

    Raises:
        Doubt: the whole line has to build; nothing has been touched.
        NotCommitted: the output folder cannot be written; it is as it was.
    """
    texts = shown.from_bytes(standing.texts)
    if texts is None:
        raise Doubt("what was shown is not known")
    proses, texts = _reworded(project, config, cache, standing, texts)
    theme, wrong = themes.load(project, config.theme, config.languages)
    if wrong:
        raise Doubt("the theme has mistakes")
    desk = _Desk(Press(theme, cache, 1, notes_of, options.progress), texts, proses)
    desk.print_pages()
    desk.print_feeds()
    desk.print_indexes(options.indexed)
    site = standing.result.site
    with Commit(site, adopt=options.adopt, wait_seconds=options.wait_seconds) as commit:
        if not commit.follows(standing.result.listing):
            raise Doubt("another build came between")
        for artefact in desk.made.values():
            commit.add(artefact)
        commit.keep_others(desk.is_remade)
        committed = commit.finish()
    result = replace(
        standing.result,
        written=committed.written,
        unchanged=committed.unchanged,
        deleted=committed.deleted,
        files=committed.written + committed.unchanged,
        listing=committed.listing,
    )
    return result, shown.to_bytes(desk.texts)


def _inside(project: Path, path: str) -> str:
    place = Path(path)
    top = project.absolute()
    return place.relative_to(top).as_posix() if place.is_relative_to(top) else path


def _reworded(
    project: Path, config: Config, cache: Cache, standing: Standing, texts: Texts
) -> tuple[Mapping[str, Prose], Texts]:
    """The texts that are others now, by name; and all of them, with what data files are now."""
    told = {problem.location.file for problem in standing.result.problems}
    found: dict[str, Prose] = {}
    tables = dict(texts.tables)
    for path in standing.edited:
        name, data = _inside(project, path), Path(path).read_bytes()
        place, table = texts.places.get(name), texts.tables.get(name)
        if name in told:
            raise Doubt("something was told about the file, which has other lines now")
        if table is not None:
            kind, before = KINDS[table.kind], _held(cache.get(table.key))
            found |= _sure(_rows(name, before, data, kind, config))
            tables[name] = replace(table, key=cache.keep(data))
        elif place is not None and place.mark is not None:
            found[name] = _sure(_text(data, place.mark))
        else:
            raise Doubt("a file is another that holds more than texts")
    if not found.keys() <= texts.places.keys():
        raise Doubt("not all of it is text that can be put in again")
    return found, replace(texts, tables=tables)


def _text(data: bytes, mark: TextMark) -> Prose | None:
    """The text of a file; None if something else may have changed, or has to be told."""
    parsed = parse(data, mark.dialect, KINDS[mark.kind])
    if parsed.findings or parsed.head.findings or parsed.prose.findings:
        return None
    return parsed.prose if parsed.outline == mark.outline else None


def _rows(
    path: str, before: bytes, now: bytes, kind: Kind, config: Config
) -> Mapping[str, Prose] | None:
    from generator.reader.reworded import reworded  # noqa: PLC0415 - most edits are not in tables

    return reworded(path, before, now, kind, config)


def _sure(found: T | None) -> T:
    if found is None:
        raise Doubt("more than the words of the text is different")
    return found


class _Desk:
    """Where pages get another text.

    Attributes:
        made: the files that are another now, by path.
    """

    def __init__(self, press: Press, texts: Texts, proses: Mapping[str, Prose]) -> None:
        self.made: dict[str, Artefact] = {}
        self._remade: list[str] = []
        self._press = press
        self._texts = texts
        self._proses = proses
        self._pages: dict[int, Shown] = {}
        self._items: dict[int, Item] = {}
        self._indexes = texts.indexes
        self._found: dict[str, str] = {}

    @property
    def texts(self) -> Texts:
        """What is kept from now on."""
        pages = tuple(self._pages.get(n, page) for n, page in enumerate(self._texts.pages))
        items = tuple(self._items.get(n, item) for n, item in enumerate(self._texts.items))
        return replace(self._texts, pages=pages, items=items, indexes=self._indexes)

    def is_remade(self, path: str) -> bool:
        """Whether a file is one of those that are all made anew."""
        folders = (folder for folder in self._remade if path.startswith(folder))
        return any(is_named_so(path[len(folder) :]) for folder in folders)

    def print_pages(self) -> None:
        """Every page that shows one of the texts."""
        for number, names in self._showing(lambda place: place.pages):
            page = self._texts.pages[number]
            template = self._press.theme.template_for(page.template, page.fallback)
            file = routes.file_of(page.path)
            printed, view = self._again(page.key, names, file, template, page.lang)
            self.made[file] = Artefact(file, printed.html, Role.PAGE)
            self._pages[number] = replace(page, key=printed.key)
            if isinstance(view, EntryPage):
                self._found[view.entry.card.url] = str(view.entry.html)

    def _showing(
        self, where: Callable[[TextPlace], Iterable[int]]
    ) -> Iterator[tuple[int, list[str]]]:
        """Places of what shows some of the texts, in order, and the names of those, sorted."""
        found: defaultdict[int, list[str]] = defaultdict(list)
        for name in sorted(self._proses):
            for number in where(self._texts.places[name]):
                found[number].append(name)
        yield from sorted(found.items())

    def _again(
        self, key: str, names: list[str], file: str, template: str, lang: str
    ) -> tuple[Printed, Texted]:
        """What was printed under a key, with those texts that it shows."""
        before = _held(self._press.printed(key))
        blank: Texted | None = view_of(before.plate)
        shown = sorted(text.name for text in texts_of(blank) if text.name in self._proses)
        if blank is None or shown != names:
            raise Doubt("the page has no plate, or one of another text")
        try:
            view = retexted(blank, self._proses)
        except ValueError as error:
            raise Doubt("the text has other open parts") from error
        [now] = self._press.pages([Proof(file, template, view, lang)])
        if not isinstance(now, Printed) or now.notes != before.notes:
            raise Doubt("the page has other links, or cannot be printed")
        return now, view

    def print_feeds(self) -> None:
        """What feeds show of the texts, and every document that holds it."""
        for number, names in self._showing(lambda place: place.items):
            item = self._texts.items[number]
            printed, _ = self._again(item.key, names, "", ITEM, item.lang)
            self._items[number] = replace(item, key=printed.key)
        numbers = sorted({feed for item in self._items.values() for feed in item.feeds})
        feeds = (self._texts.feeds[number] for number in numbers)
        sheets = [_held(shown.feed_of(self._press.cache, feed)) for feed in feeds]
        keys = [self._items.get(n, item).key for n, item in enumerate(self._texts.items)]
        self._take(feed_files(self._press, sheets, keys, self._content))

    def _content(self, number: int) -> bytes:
        key = self._items.get(number, self._texts.items[number]).key
        return folded(_held(self._press.printed(key)).html)

    def print_indexes(self, most: int | None) -> None:
        """The indexes that hold one of the texts.

        Args:
            most: entries of a language that an index is made for.
        """
        self._indexes = tuple(self._index(each, most) for each in self._texts.indexes)

    def _index(self, index: Index, most: int | None) -> Index:
        texts = self._found
        sheet = _held(shown.index_of(self._press.cache, index))
        documents = tuple(
            replace(each, html=(texts[each.url], *each.html[1:])) if each.url in texts else each
            for each in sheet.seen
        )
        if documents == sheet.documents:
            return index
        sheet = replace(sheet, documents=documents)
        self._remade.append(sheet.folder[1:])
        self._take(search_files(self._press, [sheet], most))
        return shown.index_kept(self._press.cache, sheet)

    def _take(self, artefacts: Iterable[Artefact]) -> None:
        self.made |= {artefact.path: artefact for artefact in artefacts}


def _held(found: T | None) -> T:
    if found is None:
        raise Doubt("the cache has lost something")
    return found
