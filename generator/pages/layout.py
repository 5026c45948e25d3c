"""Which pages, lists, feeds and files a journal makes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from generator.config import Config
from generator.journal.journal import Journal
from generator.kinds.table import KINDS
from generator.markup.prose import fill
from generator.model.entry import Attachment, Entry
from generator.model.fields import FileName, values_in
from generator.pages import routes, texts
from generator.pages.atlas import Atlas, atlas
from generator.pages.entry_views import Desk, Neighbours, entry_view
from generator.pages.feed_layout import Feeds
from generator.pages.filling import Filling
from generator.pages.frame import Tree, entry_languages, tree
from generator.pages.library import library
from generator.pages.lists import all_lists, open_cards
from generator.pages.plan import OPML, Copy, FeedSheet, ItemSheet, Plan, Sheet
from generator.pages.values import Page
from generator.pages.views import EntryPage, ItemPage, RedirectPage
from generator.pages.words import Words
from generator.problems import Location, Problem, Severity

_ENTRY, _REDIRECT = "entry.html", "redirect.html"


@dataclass(frozen=True, slots=True)
class Extras:
    """Files beside what the entries make.

    Attributes:
        static: files that go to the root of the site as they are.
        files: paths in the project of all files that entries may show.
        assets: paths in the site of the theme's own files.
    """

    static: tuple[Attachment, ...] = ()
    files: frozenset[str] = frozenset()
    assets: tuple[str, ...] = ()


def lay_out(journal: Journal, extras: Extras, words: Words) -> tuple[Plan, list[Problem]]:
    """The plan of the whole site, and problems of addresses and routes."""
    entries = [entry for versions in journal.versions.values() for entry in versions]
    desk = Desk(journal, library(entries, extras.files), words)
    trees = [tree(desk, atlas(journal, lang)) for lang in journal.config.languages]
    sheets = [sheet for each in trees for sheet in _pages(each)]
    sheets += _counterparts(journal.config, [s for each in trees for s in all_lists(each)])
    sheets += _redirects(desk)
    items: list[ItemSheet] = []
    laid = [Feeds(each, items) for each in trees]
    feeds = [sheet for each in laid for sheet in each.sheets()]
    opml = tuple(entry for each in laid for entry in each.opml())
    copies = [*_copies(desk), *(Copy(routes.normal(a.name), a.path) for a in extras.static)]
    plan = Plan(
        sheets=tuple(sheets),
        items=tuple(items),
        feeds=tuple(feeds),
        copies=tuple(copies),
        texts=(
            *texts.sitemap(journal.config, sheets),
            texts.robots(journal.config),
            texts.journal_json(desk),
        ),
        opml=opml,
        dead=frozenset(desk.found.dead),
    )
    claims = [*_claims(plan, extras), *_coming(journal)]
    wrong = [*routes.bad_names(claims), *routes.collisions(claims)]
    return plan, [*desk.found.problems, *_mistakes(desk, entries), *wrong]


def _mistakes(desk: Desk, entries: Iterable[Entry]) -> list[Problem]:
    """Files that fields name and that are not there, and wrong addresses in what is not public.

    Authors want to know of those before the entry appears.
    """
    aside = Desk(desk.journal, desk.library, desk.words)
    missing: list[Problem] = []
    for entry in entries:
        filling = aside.filling(entry, entry.lang)
        missing += _missing_files(filling)
        if not desk.journal.is_public(entry):
            fill(entry.prose, filling)
    return missing + aside.found.problems


def _missing_files(filling: Filling) -> Iterator[Problem]:
    entry = filling.entry
    for record in (entry.head, entry.record):
        for path, value in values_in(record):
            if isinstance(value, FileName) and filling.file(value) is None:
                message = f"there is no file '{value}' beside this entry"
                hint = filling.near(value)
                yield Problem(entry.at(path), "missing-file", message, hint, Severity.WARNING)


def _pages(each: Tree) -> Iterator[Sheet]:
    """A page for every entry that is written in the language of this tree."""
    newest = next(iter(each.atlas.by_kind["diary"]), None)
    neighbours = _neighbours(each.atlas)
    for entry in each.atlas.own:
        path = routes.entry_path(each.config, entry)
        view = entry_view(each.desk, entry, neighbours[id(entry)])
        yield Sheet(
            path=path,
            template=KINDS[entry.kind].template or _ENTRY,
            fallback=_ENTRY,
            view=EntryPage(
                each.site,
                _page(each, entry, path, view.card.summary),
                view,
                open_cards(each) if entry is newest else (),
            ),
            place=entry.location,
            entry=entry,
            whole=routes.absolute(each.config, path),
            updated=entry.head.updated or entry.head.date,
        )


def _page(each: Tree, entry: Entry, path: str, summary: str) -> Page:
    kind = KINDS[entry.kind]
    places = (path, each.path(kind.url))
    feeds = tuple(each.feeds[place] for place in places if place in each.feeds)
    return replace(
        each.page(path, entry.head.title, summary),
        languages=entry_languages(each.desk, entry),
        feeds=tuple(dict.fromkeys((*feeds, each.site.feed))),
        section=kind.name if kind.listed else entry.head.id,
    )


def _neighbours(known: Atlas) -> dict[int, Neighbours]:
    """The older and the newer entry of its kind, and its series, for each entry."""
    found: dict[int, Neighbours] = {}
    series = {name: tuple(reversed(members)) for name, members in known.series.items()}
    by_slug = {routes.slug(name): members for name, members in series.items()}
    for name, kind in KINDS.items():
        row = [e for e in known.entries if e.kind == name]
        for n, entry in enumerate(row):
            older = row[n + 1] if kind.dated and n + 1 < len(row) else None
            newer = row[n - 1] if kind.dated and n else None
            members = by_slug.get(routes.slug(entry.head.series), ()) if entry.head.series else ()
            found[id(entry)] = Neighbours(older, newer, members)
    return found


def _counterparts(config: Config, sheets: list[Sheet]) -> Iterator[Sheet]:
    """The same sheets, naming only those counterparts in other languages that exist.

    A tag or a page of a list may exist in one language alone.
    """
    known = {routes.href(config, sheet.path) for sheet in sheets}
    for sheet in sheets:
        if isinstance(sheet.view, ItemPage | RedirectPage):
            raise TypeError("lists have a page head")
        page = sheet.view.page
        found = tuple(each for each in page.languages if each.url in known)
        kept = replace(page, languages=found if len(found) > 1 else ())
        yield replace(sheet, view=replace(sheet.view, page=kept))


def _redirects(desk: Desk) -> Iterator[Sheet]:
    """A page at every old path that leads to the new one."""
    for versions in desk.journal.public():
        for entry in versions:
            path = routes.entry_path(desk.config, entry)
            view = RedirectPage(
                lang=entry.lang,
                title=entry.head.title,
                url=routes.href(desk.config, path),
                canonical=routes.absolute(desk.config, path),
            )
            for old, place in _old_paths(entry).items():
                yield Sheet(old, _REDIRECT, _REDIRECT, view, place)


def _old_paths(entry: Entry) -> dict[str, Location]:
    """Where an entry was before, each path once: `/a`, `/a/` and `/%61/` are the same."""
    found: dict[str, Location] = {}
    for n, alias in enumerate(entry.head.aliases):
        found.setdefault(_page_path(routes.normal(unquote(alias))), entry.at(("aliases", n)))
    return found


def _page_path(path: str) -> str:
    """An old path as the path of a page: `/a/b` was a folder unless it ends in `.html`."""
    is_page = path.endswith(("/", ".html", ".htm"))
    return path if is_page else f"{path}/"


def _copies(desk: Desk) -> list[Copy]:
    """Files beside public entries, and other files that their texts show."""
    wanted = set(desk.found.files)
    for versions in desk.journal.public():
        wanted |= {routes.normal(a.path) for entry in versions for a in entry.attachments}
    found: dict[str, str] = {}
    for file in sorted(wanted):
        path = desk.library.path(desk.config, file)
        if path is not None:
            found[desk.library.files[file]] = path[1:]
    return [Copy(path, file) for file, path in found.items()]


def _claims(plan: Plan, extras: Extras) -> Iterator[tuple[str, Location]]:
    """Every file of the site and who wants it; the program's own wishes come first."""
    texts_ = (text.path for text in plan.texts)
    for path in (OPML, *_feed_files(plan.feeds), *texts_, *extras.assets):
        yield path, routes.OWN
    for sheet in sorted(plan.sheets, key=lambda sheet: sheet.place != routes.OWN):
        yield routes.file_of(sheet.path), sheet.place
    yield from ((copy.path, Location(copy.source)) for copy in plan.copies)


def _coming(journal: Journal) -> Iterator[tuple[str, Location]]:
    """Files of entries that appear by themselves: no build of that day may fail over its route."""
    for (reference, lang), hidden in journal.hidden.items():
        entry = next(each for each in journal.versions[reference] if each.lang == lang)
        if hidden.until is None:
            continue
        yield routes.file_of(routes.entry_path(journal.config, entry)), entry.location
        for old, place in _old_paths(entry).items():
            yield routes.file_of(old), place
        for attachment in entry.attachments if entry.original else ():
            path = routes.attachment_path(journal.config, entry, attachment)
            yield routes.file_of(path), Location(attachment.path)


def _feed_files(feeds: Iterable[FeedSheet]) -> Iterator[str]:
    for sheet in feeds:
        yield from (path[1:] for path in (sheet.rss, sheet.atom, sheet.json))
