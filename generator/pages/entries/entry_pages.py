"""The pages of entries: each with what surrounds it on its own page and nowhere else."""

from collections.abc import Iterator
from dataclasses import replace

from generator.kinds.kind import Step
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.atlas import Atlas
from generator.pages.desk.deeds import changes_of
from generator.pages.desk.entry_views import Neighbours, entry_view
from generator.pages.entries.follow import follow, won
from generator.pages.entries.kit import kit
from generator.pages.entries.thread import own_references, thread
from generator.pages.frame import Tree, entry_languages, switch
from generator.pages.lists import certificates
from generator.pages.lists.boards import open_cards
from generator.pages.lists.home import away
from generator.pages.plan import Sheet
from generator.pages.values import EntryView, Page
from generator.pages.views import EntryPage

_ENTRY = "entry.html"
_PERSON = "person"


def entry_pages(tree: Tree) -> Iterator[Sheet]:
    """A page for every entry that is written in the language of a tree.

    What introduces a tag stands on the page of that tag.
    """
    newest = next(iter(tree.atlas.by_kind["diary"]), None)
    neighbours = _neighbours(tree.atlas)
    for entry in tree.atlas.own:
        if not KINDS[entry.kind].tag:
            yield _entry_page(tree, entry, neighbours[id(entry)], newest=entry is newest)


def _entry_page(tree: Tree, entry: Entry, near: Neighbours, *, newest: bool) -> Sheet:
    path = routes.entry_path(tree.config, entry)
    view = replace(entry_view(tree.desk, entry, near), thread=thread(tree.desk, entry))
    files = kit(tree.desk, entry)
    return Sheet(
        path=path,
        template=KINDS[entry.kind].template or _ENTRY,
        fallback=_ENTRY,
        view=EntryPage(
            tree.site,
            _page(tree, entry, path, view.card.summary),
            view,
            open=open_cards(tree) if newest else (),
            releases=tuple(_releases(tree, entry)),
            contributions=tree.credited.contributions(entry) if entry.kind == _PERSON else (),
            certificate=certificates.address(tree, entry),
            kit=files.shown,
            archive=files.archive,
            sums=files.sums,
            follow=follow(tree.desk, entry),
            won=won(tree.desk, entry),
        ),
        place=entry.location,
        entry=entry,
        whole=routes.absolute(tree.config, path),
        updated=entry.head.updated or entry.head.date,
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
    feeds = tuple(tree.feeds[place] for place in places if place in tree.feeds)
    page = replace(
        tree.page(path, entry.head.title, summary),
        languages=entry_languages(tree.desk, entry),
        feeds=tuple(dict.fromkeys((*feeds, tree.site.feed))),
        section=kind.name if kind.listed else entry.head.id,
    )
    return replace(page, switch=switch(tree.desk, page))


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
