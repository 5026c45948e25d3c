"""A plan becomes files, and the finished pages are proofread."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any

import orjson
from msgspec import Struct, field
from msgspec.structs import replace

from generator.build.edition import Options
from generator.build.packing import packed, wanted
from generator.build.photos import printed
from generator.build.shown import Made
from generator.config import Config
from generator.markup.prose import Address, Image, Video
from generator.pages import routes
from generator.pages.artefact import Artefact, Role, Stands, nowhere
from generator.pages.plan import (
    ITEM,
    OPML,
    Awaited,
    Copy,
    Plan,
    SearchDocument,
    SearchSheet,
    Sheet,
    Sought,
)
from generator.pages.views import RedirectPage
from generator.problems import Location, Problem, Severity
from generator.publish.proof import Broken, PageFacts, Reason, broken, notes_of
from generator.reader.scrubber import Scrubber
from generator.render.calendar_press import calendar_files
from generator.render.card_press import Cards, begin_cards, card_files, code_files
from generator.render.cards.fonts import FontBook
from generator.render.feed_press import feed_files
from generator.render.feeds import opml
from generator.render.press import Early, Press, Proof
from generator.render.printed import Kept, Printed, folded
from generator.render.search.files import search_files
from generator.render.theme import Theme
from generator.workshop import garbage
from generator.workshop.ahead import Ahead
from generator.workshop.cache import Cache

_ONCE_MORE = "build once more"
_WORTH_SETTLING = 512  # files; fewer are on the disk sooner than a process begins


class Printer(Struct):
    """Hands over every file of a site as soon as it is made, and keeps those that archives hold.

    Attributes:
        take: is given each file.
        keep: lets a file stand if its bytes, of a SHA-256, are in place already, and says whether
            it did; nobody needs them then.
        settle: waits until what was taken is on the disk; None where nothing goes there.
        pages: how many pages were made.
        taken: how many files were given to `take`.
        paths: every file that was made.
        facts: what proofreading has to know of the pages.
        problems: what is wrong with templates, files and links.
        found: what indexes hold of pages that were awaited, by the path of the page.
        wanted: files whose content is needed again, for archives.
        kept: that content.
        scrubber: takes out of texts that are copied who is forgotten.
        made: what is kept of that for other builds.
        early: pages that were begun with.
    """

    project: Path
    cache: Cache
    options: Options
    take: Callable[[Artefact], None]
    keep: Stands = nowhere
    settle: Callable[[], None] | None = None
    pages: int = 0
    taken: int = 0
    paths: set[str] = field(default_factory=set)
    facts: list[PageFacts] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    found: dict[str, tuple[SearchDocument, ...]] = field(default_factory=dict)
    wanted: frozenset[str] = frozenset()
    kept: dict[str, bytes] = field(default_factory=dict)
    scrubber: Scrubber = field(default_factory=Scrubber)
    made: Made = field(default_factory=Made)
    early: Early = field(default_factory=Ahead)

    def stands(self, path: str, digest: str, role: Role) -> bool:
        """Whether one more file is in place already, so that it need not be put."""
        if path in self.wanted or not self.keep(path, digest, role):
            return False
        self._count(path, role)
        return True

    def put(self, artefact: Artefact) -> None:
        """One more file."""
        self._count(artefact.path, artefact.role)
        self.taken += 1
        if artefact.path in self.wanted:
            self.kept[artefact.path] = artefact.content
        self.take(artefact)

    def _count(self, path: str, role: Role) -> None:
        self.pages += role is Role.PAGE
        self.paths.add(path)


def begin(
    early: Early, cache: Cache, options: Options, theme: Theme, sheets: Sequence[Sheet]
) -> None:
    """Begin to print those of these pages that are awaited, while the rest is laid out."""
    proofs = [_proof(theme, sheet) for sheet in sheets if isinstance(sheet.view, Awaited)]
    _press(theme, cache, options).begin(early, proofs)


def print_site(printer: Printer, config: Config, plan: Plan, theme: Theme, fonts: FontBook) -> None:
    """Print every file of the site, and proofread it if the templates could be filled in."""
    garbage.settled()
    press = _press(theme, printer.cache, printer.options)
    printer.wanted = wanted(plan.archives)
    proofs = [_proof(theme, sheet) for sheet in plan.sheets]
    proofs += [Proof("", ITEM, item.view, item.lang) for item in plan.items]
    known = zip(proofs, press.known(proofs, printer.early), strict=True)
    for sheet, (proof, page) in zip(plan.sheets, islice(known, len(plan.sheets)), strict=True):
        _page(printer, press, sheet, proof, page)
    items = [each for each in (_item(printer, *pair) for pair in known) if each]
    printer.made.items = [fed.kept for fed in items]
    if printer.problems:
        return
    cards: Cards = Ahead()
    with cards, settling(printer):  # cards are drawn while the rest is made, and taken last
        begin_cards(cards, press, fonts, plan.cards)
        _fed_and_found(printer, plan, press, partial(_content, press, items))
        pictures = printed(printer.project, plan.pictures, printer.options, printer.scrubber)
        for made in chain(code_files(press, plan.codes), pictures):
            _drawn(printer, made)
        for artefact in _others(printer, config, plan, press):
            printer.put(artefact)
        printer.problems += _proofread(plan, printer, config)
        for made in card_files(press, fonts, plan.cards, cards):
            _drawn(printer, made)
    for artefact in packed(plan.archives, printer.kept):
        printer.put(artefact)


@contextmanager
def settling(printer: Printer) -> Iterator[None]:
    """While the rest is made, what was taken so far goes to the disk; `Commit` waits for less."""
    meanwhile: Ahead[None, Callable[[], None], None] = Ahead()
    with meanwhile:
        if printer.settle and printer.taken >= _WORTH_SETTLING:
            jobs = printer.options.jobs
            meanwhile.begin(_settle, [printer.settle], setup=_nothing, jobs=jobs, floor=1)
        yield


def _settle(_state: None, settle: Callable[[], None]) -> None:
    settle()


def _nothing() -> None:
    """To wait for a disk needs no state."""


def _fed_and_found(
    printer: Printer, plan: Plan, press: Press, content: Callable[[int], bytes]
) -> None:
    """Feeds, and what the search looks in.

    Args:
        content: what feeds show of an entry, folded.
    """
    keys = [kept.key for kept in printer.made.items]
    for artefact in feed_files(press, plan.feeds, keys, content, printer.stands):
        printer.put(artefact)
    printer.made.indexes = [_complete(printer, sheet) for sheet in plan.search]
    for artefact in search_files(press, printer.made.indexes, printer.options.indexed):
        printer.put(artefact)


def _press(theme: Theme, cache: Cache, options: Options) -> Press:
    return Press(theme, cache, options.jobs, notes_of, options.progress)


def _proof(theme: Theme, sheet: Sheet) -> Proof:
    template = theme.template_for(sheet.template, sheet.fallback)
    view = sheet.view
    lang = view.lang if isinstance(view, RedirectPage) else view.site.lang
    return Proof(routes.file_of(sheet.path), template, view, lang)


def _page(
    printer: Printer, press: Press, sheet: Sheet, proof: Proof, made: Kept | Printed | Problem
) -> None:
    if isinstance(made, Problem):
        printer.problems.append(made)
        return
    kept = made if isinstance(made, Kept) else made.kept
    printer.made.pages[sheet.path] = kept.key
    if kept.texts:
        printer.made.awaited[sheet.path] = kept.texts
    printer.facts.append(PageFacts.from_json(kept.notes))
    if kept.found:
        printer.found[sheet.path] = tuple(map(_document, orjson.loads(kept.found)))
    if isinstance(made, Kept) and printer.stands(proof.path, kept.digest, Role.PAGE):
        return
    page = press.whole(proof, made) if isinstance(made, Kept) else made
    if isinstance(page, Problem):
        printer.problems.append(page)
    else:
        printer.put(Artefact(proof.path, page.html, Role.PAGE, page.kept.digest))


def _document(row: dict[str, Any]) -> SearchDocument:
    """What an index holds of a page, as it came from the process that printed it."""
    names, words, html = (tuple(row[name]) for name in ("names", "words", "html"))
    date = datetime.fromisoformat(row["date"]) if row["date"] else None
    return SearchDocument(**{**row, "date": date, "names": names, "words": words, "html": html})


def _complete(printer: Printer, sheet: SearchSheet) -> SearchSheet:
    """An index with what came to light when pages were printed."""
    documents = tuple(
        printer.found[each.path][each.place]
        if isinstance(each, Sought) and each.path in printer.found
        else each
        for each in sheet.documents
    )
    return replace(sheet, documents=documents)


def _drawn(printer: Printer, made: Artefact | Problem) -> None:
    if isinstance(made, Problem):
        printer.problems.append(made)
    else:
        printer.put(made)


class _Fed(Struct, frozen=True):
    """What feeds show of an entry; `html`, folded, is empty where it was printed before."""

    proof: Proof
    kept: Kept
    html: bytes


def _item(printer: Printer, proof: Proof, made: Kept | Printed | Problem) -> _Fed | None:
    if isinstance(made, Problem):
        printer.problems.append(made)
        return None
    if isinstance(made, Kept):
        return _Fed(proof, made, b"")
    return _Fed(proof, made.kept, folded(made.html))


def _content(press: Press, items: Sequence[_Fed], n: int) -> bytes:
    fed = items[n]
    if fed.html:
        return fed.html
    item = press.whole(fed.proof, fed.kept)
    if isinstance(item, Problem):
        raise TypeError("what could be printed has no problems")
    return folded(item.html)


def _others(printer: Printer, config: Config, plan: Plan, press: Press) -> Iterator[Artefact]:
    """Files that no template makes."""
    for path, content in press.theme.assets():
        yield Artefact(path, content, Role.ASSET)
    for copy in plan.copies:
        yield from _copied(printer, copy)
    for text in plan.handed_out:
        yield Artefact(text.path, text.content, Role.ASSET)
    for text in plan.texts:
        yield Artefact(text.path, text.content, Role.INDEX)
    yield Artefact(OPML, opml(config.title, plan.opml), Role.INDEX)
    yield from calendar_files(press, plan.calendars)


def _copied(printer: Printer, copy: Copy) -> Iterator[Artefact]:
    try:
        content = (printer.project / copy.source).read_bytes()
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        message = f"the file cannot be copied: {reason}"
        printer.problems.append(Problem(Location(copy.source), "unreadable", message))
        return
    if copy.size not in {None, len(content)}:
        message = "the file changed while the site was built"
        printer.problems.append(Problem(Location(copy.source), "changed", message, _ONCE_MORE))
    yield Artefact(copy.path, printer.scrubber.data(content, copy.source), Role.ASSET)


_SAID = {
    Reason.MISSING_PAGE: ("broken-link", "'{url}' leads to no page of this site"),
    Reason.MISSING_ANCHOR: ("broken-anchor", "'{url}' leads to no heading or anchor there"),
    Reason.DUPLICATE_ID: ("duplicate-anchor", "two places of the page are called '{url}'"),
}


def _proofread(plan: Plan, printer: Printer, config: Config) -> Iterator[Problem]:
    """A warning for each link that leads nowhere, at its line where that is known."""
    by_file = {routes.file_of(sheet.path): sheet for sheet in plan.sheets}
    paths = printer.paths.union(_to_come(plan))
    for found in broken(printer.facts, paths, config.base_path, config.base_url):
        if found.url in plan.dead:
            continue
        sheet = by_file[found.page]
        code, message = _SAID[found.reason]
        hint = "" if sheet.entry else f"on the page /{found.page}"
        place = _place(sheet, found)
        yield Problem(place, code, message.format(url=found.url), hint, Severity.WARNING)


def _to_come(plan: Plan) -> Iterator[str]:
    """Files that are made last."""
    yield from (card.path for card in plan.cards)
    for archive in plan.archives:
        yield from archive.files


_ADDRESSED = (Address, Image, Video)


def _place(sheet: Sheet, found: Broken) -> Location:
    """The line of the address in the entry's text; the entry's file if it is not found there."""
    if sheet.entry is None:
        return sheet.place
    for part in sheet.entry.prose.parts:
        if isinstance(part, _ADDRESSED) and found.url.endswith(part.url.lstrip("./") or part.url):
            return Location(sheet.place.file, part.line)
    return Location(sheet.place.file)
