"""What was withdrawn: tombstones in feeds, and honest pages where it was.

Readers are told that something is gone, since when, and why if its author says so; never what it
said.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from generator.journal.journal import Journal, names_of, resolve
from generator.journal.visibility import Reason, ends, hidden_because, may_appear
from generator.kinds.kind import Kind, Use
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.publication import Publication
from generator.pages import routes
from generator.pages.atlas import is_sent_in
from generator.pages.collections import Collection
from generator.pages.feed_views import Tombstone
from generator.pages.frame import Tree, switch
from generator.pages.plan import Sheet
from generator.pages.views import GonePage, RedirectPage

_TEMPLATE = "gone.html"
_REDIRECT = "redirect.html"
_ENDED = frozenset({Reason.WITHDRAWN, Reason.EXPIRED})
_NO_REASON = frozenset({"yes", "true"})


class Departed(Struct, frozen=True):
    """Something that readers saw and that is gone.

    Attributes:
        entry: what its file still says; None if the file is gone, too.
        expired: nobody took it back: it said itself when it would go.
        reason: in its author's words; empty if none is given.
    """

    row: Publication
    when: datetime
    entry: Entry | None = None
    expired: bool = False
    reason: str = ""


def departed(journal: Journal) -> tuple[Departed, ...]:
    """Everything that is gone, the latest first.

    What appeared later than the journal's instant is not gone in a build as of an earlier day.
    """
    found = [
        _departed(journal, row, row.gone)
        for row in journal.register.rows.values()
        if row.gone and (row.due or row.first or row.gone) <= journal.at
    ]
    found += [each for each in _unfed(journal) if not _is_known(journal, each.row)]
    return tuple(sorted(found, key=lambda each: (-each.when.timestamp(), each.row.key)))


def _unfed(journal: Journal) -> Iterator[Departed]:
    """What somebody took back, or agreed to for a time, who wanted it in no feed: only its page."""
    for (reference, lang), hidden in sorted(journal.hidden.items(), key=lambda item: item[0]):
        if not KINDS[reference.kind].consent or hidden.reason not in _ENDED:
            continue
        entry = next(each for each in journal.versions[reference] if each.lang == lang)
        when = ends(entry)
        was_shown = may_appear(entry, Use.SITE) and not may_appear(entry, Use.FEEDS)
        if when is None or not was_shown or hidden_because(entry, _before(when), journal.original):
            continue
        row = Publication(reference, lang, path=routes.entry_path(journal.config, entry), gone=when)
        yield _departed(journal, row, when)


def _before(when: datetime) -> datetime:
    return when - timedelta(microseconds=1)


def _is_known(journal: Journal, row: Publication) -> bool:
    known = journal.register.rows.get(row.key)
    return known is not None and known.gone is not None


def _departed(journal: Journal, row: Publication, when: datetime) -> Departed:
    versions = journal.versions.get(row.reference, ())
    entry = next((each for each in versions if each.lang == row.lang), None)
    hidden = journal.hidden.get(row.key)
    reason = hidden.reason if hidden else None
    said = entry.head.withdrawn if entry is not None and reason is Reason.WITHDRAWN else ""
    said = "" if said.casefold() in _NO_REASON else said
    return Departed(row, when, entry, reason is Reason.EXPIRED, said)


def tombstones(tree: Tree, collection: Collection, gone: tuple[Departed, ...]) -> list[Tombstone]:
    """Those for a feed: the latest of what it held, or may have held where no file says so."""
    held = (each for each in gone if each.row.feed_id and _held(tree, collection, each))
    return [
        Tombstone(each.row.feed_id, each.when, each.reason, each.row.lang)
        for each, _ in zip(held, range(tree.config.feed_size), strict=False)
    ]


def status_tombstones(
    tree: Tree, kind: Kind, status: str, gone: tuple[Departed, ...]
) -> list[Tombstone]:
    """Those for the feed of what reached a status: an item for each time that something did."""
    held = (
        Tombstone(status_id(each.row.feed_id, status, since), each.when, each.reason, each.row.lang)
        for each in gone
        if each.entry is not None and each.row.feed_id and _spoken(tree, each)
        for since in _reached(each.entry, kind, status)
    )
    return [each for each, _ in zip(held, range(tree.config.feed_size), strict=False)]


def status_id(feed_id: str, status: str, since: datetime) -> str:
    """The id of an item that tells that an entry reached a status."""
    return f"{feed_id}/{status}/{since:%Y-%m-%d}"


def _reached(entry: Entry, kind: Kind, status: str) -> Iterator[datetime]:
    """The days on which an entry reached a status by its own history, the last first."""
    if entry.kind != kind.name or kind.journey is None:
        return
    history = getattr(entry.record, kind.journey.history)
    days = [move.date for move in history if move.status == status]
    if status == kind.journey.first and entry.head.date and not days:
        days = [entry.head.date]
    yield from {f"{day:%Y-%m-%d}": day for day in reversed(days)}.values()


def _spoken(tree: Tree, gone: Departed) -> bool:
    """Whether the feeds of a language may have held a version."""
    lang, main = gone.row.lang, tree.config.main_language
    if lang == tree.lang:
        return True
    shown = tree.desk.journal.shown(gone.row.reference, main)
    return tree.lang == main and (shown is None or shown.lang != main)


def _held(tree: Tree, collection: Collection, gone: Departed) -> bool:
    """Whether a feed held something, as far as anybody can tell."""
    lang, main = gone.row.lang, tree.config.main_language
    if not _spoken(tree, gone):
        return False
    kind = tree.path(KINDS[gone.row.reference.kind].url)
    if collection.folder in {tree.path(each.url) for each in KINDS.values() if each.in_feed}:
        return collection.folder == kind
    if collection.folder == f"/{tree.lang.lower()}/" and tree.lang == main:
        return lang == main
    if gone.entry is None:
        return True
    return collection.folder in set(_folders(tree, gone.entry))


def _folders(tree: Tree, entry: Entry) -> Iterator[str]:
    """Where the feeds lie that hold an entry, besides those of its kind and its language."""
    config, lang = tree.config, tree.lang
    if not is_sent_in(entry):
        yield tree.path("/")
    if entry.head.series:
        yield routes.group_path(config, "series", entry.head.series, lang)
    for tag in entry.head.tags:
        yield routes.group_path(config, "tags", tree.atlas.topics.tag(tag, lang), lang)
    for named in names_of(entry):
        person = resolve(named.name, tree.desk.journal.people)
        shown = tree.desk.journal.shown(person, lang) if person is not None else None
        if shown is not None:
            yield routes.entry_path(config, shown)


def old_pages(trees: list[Tree], taken: set[str]) -> Iterator[Sheet]:
    """A page at each path that readers know and where nothing is any more.

    What moved leads to where it is; what is gone says so. The paths of others are left to them.

    Args:
        taken: files of the site that others ask for.
    """
    free = _Free({routes.normal(file).casefold() for file in taken})
    journal = trees[0].desk.journal
    rows = sorted(journal.register.rows.values(), key=lambda row: row.key)
    for row in rows:
        there = _public(journal, row)
        for path in row.former if there else ():
            if there and free.take(path):
                yield _redirect(trees[0], path, row, there)
    by_language = {tree.lang: tree for tree in trees}
    for each in departed(trees[0].desk.journal):
        tree = by_language.get(each.row.lang, trees[0])
        for path in (each.row.path, *each.row.former):
            if path and free.take(path):
                yield _gone(tree, path, each)


class _Free(Struct, frozen=True):
    """Which paths nobody has asked for yet, upper and lower case being one."""

    taken: set[str]

    def take(self, path: str) -> bool:
        """Whether a path was free; now it is not."""
        file = routes.file_of(path).casefold()
        free = file not in self.taken
        self.taken.add(file)
        return free


def _public(journal: Journal, row: Publication) -> Entry | None:
    """The version that a row is about, if it has a page; feeds need not have it any more."""
    versions = journal.versions.get(row.reference, ())
    return next((e for e in versions if e.lang == row.lang and journal.is_public(e)), None)


def _redirect(tree: Tree, path: str, row: Publication, entry: Entry) -> Sheet:
    there = routes.entry_path(tree.config, entry)
    to = (routes.href(tree.config, there), routes.absolute(tree.config, there))
    view = RedirectPage(row.lang, entry.head.title, *to)
    return Sheet(path, _REDIRECT, _REDIRECT, view, row.place)


def _gone(tree: Tree, path: str, gone: Departed) -> Sheet:
    title = tree.say("Expired") if gone.expired else tree.say("Withdrawn")
    page = tree.page(path, title, section="gone", noindex=True)
    page = replace(page, languages=())
    view = GonePage(
        site=tree.site,
        page=replace(page, switch=switch(tree.desk, page)),
        since=tree.desk.local(gone.when) or gone.when,
        reason=gone.reason,
        reason_lang=gone.row.lang,
    )
    return Sheet(path, _TEMPLATE, _TEMPLATE, view, gone.row.place)
