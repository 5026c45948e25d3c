"""The home page of a language."""

from msgspec.structs import replace

from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages.desk.entry_views import Neighbours, card, entry_view
from generator.pages.frame import Tree
from generator.pages.html import NO_HTML
from generator.pages.lists.boards import open_cards
from generator.pages.lists.occasions import coming, ics_address
from generator.pages.lists.opening import opening
from generator.pages.lists.rhythms import next_of_kind
from generator.pages.plan import Sheet
from generator.pages.values import EntryView
from generator.pages.views import HomePage

_RECENT = 8
_COMING = 3
_DIARY, _RELEASE = "diary", "release"


def home(tree: Tree) -> Sheet:
    """The newest diary, the newest release, what is open, what is new, what comes."""
    by_kind = tree.atlas.by_kind
    latest = next(iter(by_kind[_DIARY]), None)
    release = next(iter(sorted(by_kind[_RELEASE], key=lambda e: -_moment(e))), None)
    shown = {id(latest), id(release)}
    recent = [e for e in tree.atlas.dated if KINDS[e.kind].in_feed and id(e) not in shown][:_RECENT]
    path = tree.path("/")
    newest = away(tree, latest) if latest else None
    view = HomePage(
        site=tree.site,
        page=replace(tree.page(path, "", section="home"), calendar=ics_address(tree)),
        latest=newest,
        opening=opening(newest.html) if newest else NO_HTML,
        release=away(tree, release) if release else None,
        open=open_cards(tree),
        recent=tuple(card(tree.desk, entry, tree.lang) for entry in recent),
        coming=coming(tree, _COMING),
        rhythm=next_of_kind(tree, _DIARY),
    )
    return tree.sheet(path, "home.html", view)


def away(tree: Tree, entry: Entry) -> EntryView:
    """An entry shown on a page that is not its own."""
    filling = tree.desk.filling(entry, tree.lang, on_own_page=False)
    return entry_view(tree.desk, entry, Neighbours(), filling)


def _moment(entry: Entry) -> float:
    return entry.head.date.timestamp() if entry.head.date else 0.0
