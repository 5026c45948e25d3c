"""Which pages, lists, feeds and files a journal makes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote

from msgspec import Struct, field
from msgspec.structs import replace

from generator.journal.journal import Journal
from generator.journal.said import said
from generator.kinds.table import KINDS
from generator.markup.prose import fill
from generator.model.entry import Attachment, Entry
from generator.model.fields import FileName, values_in
from generator.pages import routes, texts
from generator.pages.atlas import atlas
from generator.pages.departed import old_pages
from generator.pages.desk.entry_views import Desk
from generator.pages.desk.filling import Filling
from generator.pages.desk.library import library, named
from generator.pages.desk.pictures import NO_PICTURES, Album
from generator.pages.desk.topics import rivals, topics
from generator.pages.entries.comparisons import comparisons
from generator.pages.entries.entry_pages import entry_pages
from generator.pages.entries.kit import archives
from generator.pages.entries.sent_in import all_sent_in
from generator.pages.entries.votes import vote_files
from generator.pages.feed_layout import Feeds
from generator.pages.feed_views import OpmlEntry
from generator.pages.files import published
from generator.pages.frame import Tree, switch, tree
from generator.pages.lists.boards import board_files
from generator.pages.lists.calendar_files import (
    calendar_sheet,
    deadline_sheets,
    punctuality_json,
)
from generator.pages.lists.every import all_lists
from generator.pages.lists.loop_feeds import loop_feeds, loop_opml
from generator.pages.lists.said_data import said_data
from generator.pages.lists.said_feed import said_feed, said_opml
from generator.pages.lists.search import MANIFEST, searching
from generator.pages.people.badges import badge_files
from generator.pages.people.data import people_json
from generator.pages.people.every import all_people
from generator.pages.plan import (
    OPML,
    Awaited,
    FeedSheet,
    ItemSheet,
    Plan,
    Sheet,
    Text,
)
from generator.pages.previews import with_previews
from generator.pages.sharing.cards import Sharing
from generator.pages.sharing.cards import claims as card_files
from generator.pages.threads_data import threads_json
from generator.pages.views import CardView, ItemPage, RedirectPage
from generator.pages.waiting import waiting
from generator.pages.words import Words
from generator.problems import Location, Problem, Severity

_REDIRECT = "redirect.html"


class Extras(Struct, frozen=True):
    """Files beside what the entries make.

    Attributes:
        static: files that go to the root of the site as they are.
        files: paths in the project of all files that entries may show.
        assets: paths in the site of the theme's own files.
        fonts: whether there is a font to write on share cards with.
        album: what is known of the pictures among `static` and `files`.
        sizes: bytes of files to be handed out, by path in the project.
        preview_key: what the addresses of previews are derived from; empty for no previews.
        apart: whether views of entries can wait until they are printed, wherever that is.
    """

    static: tuple[Attachment, ...] = ()
    files: frozenset[str] = frozenset()
    assets: tuple[str, ...] = ()
    fonts: bool = False
    album: Album = NO_PICTURES
    sizes: Mapping[str, int] = field(default_factory=dict)
    preview_key: bytes = b""
    apart: bool = False


def begin_nothing(_sheets: Sequence[Sheet]) -> None:
    """Nothing is begun."""


def lay_out(
    journal: Journal,
    extras: Extras,
    words: Words,
    begin: Callable[[Sequence[Sheet]], None] = begin_nothing,
) -> tuple[Plan, list[Problem]]:
    """The plan of the whole site, and problems of addresses and routes.

    Args:
        begin: is given the pages of entries as soon as they are laid out, which the plan has first.
    """
    entries = [entry for versions in journal.versions.values() for entry in versions]
    known = library(entries, extras.files, extras.album)
    desk = Desk(
        journal,
        known,
        words,
        topics=topics(journal),
        sizes=extras.sizes,
        said=said(journal),
        waiting=waiting(journal, apart=extras.apart),
    )
    trees = [tree(desk, atlas(journal, lang)) for lang in journal.config.languages]
    search = searching(trees, [sheet for each in trees for sheet in entry_pages(each)])
    sharing = Sharing(desk, extras.fonts)
    sheets = sharing.dressed(search.pages)
    begin(sheets)
    lists = [*search.sheets, *(s for each in trees for s in all_lists(each))]
    lists += [sheet for each in trees for sheet in (*comparisons(each), *all_people(each))]
    lists += [sheet for each in trees for sheet in all_sent_in(each)]
    sheets += sharing.dressed([*_counterparts(desk, lists), *_redirects(desk)])
    old = list(old_pages(trees, {*_files_of(sheets), *(a.name for a in extras.static)}))
    sheets += sharing.dressed(old)
    items: list[ItemSheet] = []
    laid = [Feeds(each, items) for each in trees]
    feeds = tuple(_feeds(trees, laid, items))
    copies, pictures = published(desk, entries, extras.static)
    plan = Plan(
        sheets=tuple(sheets),
        items=tuple(items),
        feeds=feeds,
        copies=copies,
        pictures=pictures,
        texts=(*_texts(desk, trees, sheets), *search.texts),
        opml=tuple(_opml(trees, laid)),
        dead=frozenset(desk.found.dead),
        archives=tuple(archives(desk)),
        cards=tuple(sharing.cards.values()),
        codes=tuple(sharing.codes),
        search=search.indexes,
        handed_out=tuple(_handed_out(desk, trees)),
        calendars=(*map(calendar_sheet, trees), *(s for e in trees for s in deadline_sheets(e))),
        shown=dict(desk.found.texts),
    )
    if extras.preview_key:
        plan = with_previews(plan, trees, extras.files, extras.preview_key)
    wrong = [*_mistakes(desk, entries), *_misnamed(plan, extras, journal, old), *rivals(journal)]
    return plan, [*desk.found.problems, *wrong]


def _feeds(trees: list[Tree], laid: list[Feeds], items: list[ItemSheet]) -> Iterator[FeedSheet]:
    """Every feed; what stands in them is added to the items."""
    for feeds in laid:
        yield from feeds.sheets()
    for each in trees:
        yield from said_feed(each, items)
    for feeds in laid:
        yield from loop_feeds(feeds)


def _opml(trees: list[Tree], laid: list[Feeds]) -> Iterator[OpmlEntry]:
    for feeds in laid:
        yield from feeds.opml()
    yield from map(said_opml, trees)
    for each in trees:
        yield from loop_opml(each)


def _texts(desk: Desk, trees: list[Tree], sheets: list[Sheet]) -> Iterator[Text]:
    """Small files for machines, but those of the search."""
    config = desk.config
    yield from texts.sitemap(config, sheets)
    yield from (texts.robots(config), texts.headers(config), texts.journal_json(desk))
    yield threads_json(desk)
    for each in trees:
        yield from board_files(each)
    yield from people_json(desk)


def _handed_out(desk: Desk, trees: list[Tree]) -> Iterator[Text]:
    """Files of data that pages link to."""
    yield from vote_files(desk)
    for each in trees:
        yield from badge_files(each)
    yield from said_data(trees)
    yield from punctuality_json(desk)


def _misnamed(
    plan: Plan, extras: Extras, journal: Journal, old: Iterable[Sheet]
) -> Iterator[Problem]:
    """What is wrong with the addresses of the site; where `old` pages are, others may come back."""
    left = frozenset(_files_of(old))
    claims = [*_claims(plan, extras), *(c for c in _coming(journal) if c[0] not in left)]
    yield from routes.bad_names(claims)
    yield from routes.collisions(claims)


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
            if isinstance(value, FileName) and filling.is_missing(value):
                message = f"there is no file '{value}' beside this entry"
                hint = filling.near(named(entry, value))
                yield Problem(entry.at(path), "missing-file", message, hint, Severity.WARNING)


def _counterparts(desk: Desk, sheets: list[Sheet]) -> Iterator[Sheet]:
    """The same sheets, naming only those counterparts in other languages that exist.

    A tag or a page of a list may exist in one language alone.
    """
    known = {routes.href(desk.config, sheet.path) for sheet in sheets}
    for sheet in sheets:
        if isinstance(sheet.view, ItemPage | RedirectPage | CardView | Awaited):
            raise TypeError("lists have a page head")
        page = sheet.view.page
        found = tuple(each for each in page.languages if each.url in known)
        kept = replace(page, languages=found if len(found) > 1 else ())
        kept = replace(kept, switch=switch(desk, kept))
        yield replace(sheet, view=replace(sheet.view, page=kept))


def _files_of(sheets: Iterable[Sheet]) -> Iterator[str]:
    return (routes.file_of(sheet.path) for sheet in sheets)


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


def _claims(plan: Plan, extras: Extras) -> Iterator[tuple[str, Location]]:
    """Every file of the site and who wants it; the program's own wishes come first."""
    texts_ = (text.path for text in (*plan.texts, *plan.handed_out))
    drawn = card_files(plan.cards, plan.codes)
    indexes = (f"{index.folder[1:]}{MANIFEST}" for index in plan.search)
    dates = (sheet.path for sheet in plan.calendars)
    made = (
        *(file for archive in plan.archives for file in archive.files),
        *texts_,
        *extras.assets,
        *drawn,
        *indexes,
        *dates,
    )
    for path in (OPML, *_feed_files(plan.feeds), *made):
        yield path, routes.OWN
    for sheet in sorted(plan.sheets, key=lambda sheet: sheet.place != routes.OWN):
        yield routes.file_of(sheet.path), sheet.place
    yield from ((copy.path, Location(copy.source)) for copy in plan.copies)
    for picture in plan.pictures:
        for form in picture.forms:
            yield picture.path + form.ending, Location(picture.source)


def _coming(journal: Journal) -> Iterator[tuple[str, Location]]:
    """Files of entries that appear by themselves: no build of that day may fail over its route."""
    for (reference, lang), hidden in journal.hidden.items():
        entry = next(each for each in journal.versions[reference] if each.lang == lang)
        if hidden.until is None or KINDS[entry.kind].tag or KINDS[entry.kind].period:
            continue  # the page of a tag or a time may be there already
        yield routes.file_of(routes.entry_path(journal.config, entry)), entry.location
        for old, place in _old_paths(entry).items():
            yield routes.file_of(old), place
        for attachment in entry.attachments if entry.original else ():
            path = routes.attachment_path(journal.config, entry, attachment)
            yield routes.file_of(path), Location(attachment.path)


def _feed_files(feeds: Iterable[FeedSheet]) -> Iterator[str]:
    for sheet in feeds:
        yield from (path[1:] for path in (sheet.rss, sheet.atom, sheet.json) if path)
