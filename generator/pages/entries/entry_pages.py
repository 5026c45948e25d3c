"""The pages of entries: each with what surrounds it on its own page and nowhere else."""

from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace

from generator.journal.changes import changes_of
from generator.kinds.kind import Step
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.atlas import Atlas
from generator.pages.desk import windows
from generator.pages.desk.entry_views import Neighbours, entry_view
from generator.pages.entries.calls import call_view
from generator.pages.entries.doings import doings
from generator.pages.entries.follow import follow, won
from generator.pages.entries.kit import kit
from generator.pages.entries.makers import maker_view
from generator.pages.entries.reports import report_view
from generator.pages.entries.sent_in import sent, told
from generator.pages.entries.since import since
from generator.pages.frame import Tree, entry_languages, switch
from generator.pages.lists.boards import open_cards
from generator.pages.lists.home import away
from generator.pages.people import certificates
from generator.pages.people.profile import contributions, profile
from generator.pages.plan import Awaited, Sheet
from generator.pages.status_feeds import own_feed
from generator.pages.thread import answered, lines, own_references, standing, thread
from generator.pages.values import EntryView, Page
from generator.pages.views import EntryPage
from generator.pages.waiting import look_at_links

_ENTRY = "entry.html"
_PERSON = "person"


def entry_pages(tree: Tree) -> Iterator[Sheet]:
    """A page for every entry that is written in the language of a tree.

    What introduces a tag, a month or a year stands on the page of that.
    """
    newest = next(iter(tree.atlas.by_kind["diary"]), None)
    near = neighbours_of(tree.atlas)
    for entry in tree.atlas.own:
        if KINDS[entry.kind].tag or KINDS[entry.kind].period:
            continue
        its = near[id(entry)]
        if entry is not newest and entry.reference in tree.desk.waiting:
            look_at_links(tree.desk, entry)
            yield _sheet(tree, entry, Awaited(tree.site, partial(_view, tree, entry, its)))
        else:
            yield entry_page(tree, entry, its, newest=entry is newest)


def entry_page(tree: Tree, entry: Entry, near: Neighbours, *, newest: bool = False) -> Sheet:
    """The page of one entry; on that of the newest diary stands what can be taken part in."""
    return _sheet(tree, entry, _view(tree, entry, near, newest=newest))


def _sheet(tree: Tree, entry: Entry, view: EntryPage | Awaited[EntryPage]) -> Sheet:
    path = routes.entry_path(tree.config, entry)
    return Sheet(
        path=path,
        template=KINDS[entry.kind].template or _ENTRY,
        fallback=_ENTRY,
        view=view,
        place=entry.location,
        entry=entry,
        whole=routes.absolute(tree.config, path),
        updated=entry.head.updated or entry.head.date,
    )


def _view(tree: Tree, entry: Entry, near: Neighbours, *, newest: bool = False) -> EntryPage:
    view = entry_view(tree.desk, entry, near)
    through, more = lines(tree.desk, entry)
    own = doings if entry.kind == _PERSON else thread
    files = kit(tree.desk, entry)
    path = routes.entry_path(tree.config, entry)
    return EntryPage(
        tree.site,
        _page(tree, entry, path, view.card.summary),
        view,
        open=open_cards(tree) if newest else (),
        releases=tuple(_releases(tree, entry)),
        contributions=contributions(tree.desk, entry),
        certificate=certificates.address(tree, entry),
        kit=files.shown,
        archive=files.archive,
        sums=files.sums,
        follow=follow(tree.desk, entry),
        won=won(tree.desk, entry),
        since=since(tree.desk, entry, near.older),
        report=report_view(tree, entry),
        thread=own(tree.desk, entry),
        threads=through,
        more_threads=more,
        standing=standing(tree.desk, entry),
        answered=answered(tree.desk, entry),
        profile=profile(tree, entry),
        window=windows.link(tree.desk, vars(entry.record).get("window"), entry.lang),
        sent=sent(tree.desk, entry),
        told=told(tree.desk, entry),
        maker=maker_view(tree.desk, entry),
        call=call_view(tree.desk, entry),
    )


def _releases(tree: Tree, entry: Entry) -> Iterator[EntryView]:
    """What an entry that tells of the work names in its fields and that has changes to show."""
    tells = KINDS[entry.kind].step is Step.TOLD
    for reference in own_references(entry) if tells else ():
        shown = tree.desk.journal.shown(reference, tree.lang)
        if shown is not None and changes_of(shown):
            yield away(tree, shown)


def _page(tree: Tree, entry: Entry, path: str, summary: str) -> Page:
    kind = KINDS[entry.kind]
    places = (path, tree.path(kind.url))
    known = [tree.feeds[place] for place in places if place in tree.feeds]
    own = own_feed(tree.desk, entry)
    feeds = (own, *known) if own else tuple(known)
    page = replace(
        tree.page(path, entry.head.title, summary),
        languages=entry_languages(tree.desk, entry),
        feeds=tuple(dict.fromkeys((*feeds, tree.site.feed))),
        section=kind.name if kind.listed else entry.head.id,
    )
    return replace(page, switch=switch(tree.desk, page))


def neighbours_of(known: Atlas) -> dict[int, Neighbours]:
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
