"""What search finds: every entry that the lists of a language show, with all its words.

The words are taken from finished views, so what a page may not show is in no index either.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from html import escape

from msgspec import Struct
from msgspec.structs import replace

from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.desk.entry_views import Neighbours, entry_view
from generator.pages.frame import Tree
from generator.pages.html import Html
from generator.pages.plan import Awaited, SearchDocument, SearchSheet, Sheet, Sought, Text
from generator.pages.values import EntryView, Link
from generator.pages.views import EntryPage, SearchPage

PATH = "/search/"
"""Path of the search page within a language."""

MANIFEST = "manifest.json"
"""The file of an index that names the others; those are named after their content."""

_TEMPLATE = "search.html"
_INDEX = f"{PATH}index/"
_DESCRIPTION = f"{PATH}opensearch.xml"
_SHORT_NAME = 16  # characters (OpenSearch 1.1 draft 6, "The ShortName element")
_ADDRESSES = ("https://", "http://", "mailto:")
_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"


class Searching(Struct, frozen=True):
    """Everything that search adds to a site.

    Attributes:
        pages: the pages of all entries, those that are awaited with what indexes hold of them.
        sheets: the search page of each language.
        indexes: what each of them looks in.
        texts: descriptions that make browsers offer the search.
    """

    pages: tuple[Sheet, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    indexes: tuple[SearchSheet, ...] = ()
    texts: tuple[Text, ...] = ()


def searching(trees: Iterable[Tree], sheets: Iterable[Sheet]) -> Searching:
    """Search in every language; nothing where the journal switched it off.

    Args:
        sheets: the pages of all entries.
    """
    pages = {id(sheet.entry): sheet for sheet in sheets}
    on = [tree for tree in trees if tree.config.search]
    indexes = tuple(_index(tree, pages) for tree in on)
    return Searching(
        pages=tuple(pages.values()),
        sheets=tuple(_page(tree, index) for tree, index in zip(on, indexes, strict=True)),
        indexes=indexes,
        texts=tuple(_description(tree) for tree in on),
    )


def _page(tree: Tree, index: SearchSheet) -> Sheet:
    path = tree.path(PATH)
    view = SearchPage(
        site=tree.site,
        page=tree.page(path, tree.say("Search"), section="search", noindex=True),
        index=routes.href(tree.config, index.folder),
        count=len(index.documents),
    )
    return tree.sheet(path, _TEMPLATE, view)


def _index(tree: Tree, pages: dict[int, Sheet]) -> SearchSheet:
    """Entries by date, those without one last: what is new changes the end and not the middle.

    Pages that are awaited are told what the index holds of them.
    """
    ordered = sorted(
        tree.atlas.entries,
        key=lambda e: (
            e.head.date is None,
            e.head.date.timestamp() if e.head.date else 0,
            e.kind,
            e.head.id,
        ),
    )
    found = (_found(tree, entry, pages) for entry in ordered)
    documents = tuple(document for document in found if document is not None)
    return SearchSheet(tree.path(_INDEX), tree.lang, documents)


def _found(tree: Tree, entry: Entry, pages: dict[int, Sheet]) -> SearchDocument | Sought | None:
    """An entry as its page shows it; what introduces a tag has the page of that tag."""
    if KINDS[entry.kind].tag:
        filling = tree.desk.filling(entry, tree.lang, on_own_page=False)
        return _document(tree, entry_view(tree.desk, entry, Neighbours(), filling))
    sheet = pages.get(id(entry))
    if sheet is not None and isinstance(sheet.view, Awaited):
        make, found = partial(_of_page, tree), sheet.view.found
        pages[id(entry)] = replace(sheet, view=replace(sheet.view, found=(*found, make)))
        return Sought(sheet.path, len(found), partial(_now, make, sheet.view))
    view = sheet.view if sheet is not None else None
    return _of_page(tree, view) if isinstance(view, EntryPage) else None


def _of_page(tree: Tree, page: EntryPage) -> SearchDocument:
    return _document(tree, page.entry)


def _now(
    make: Callable[[EntryPage], SearchDocument], awaited: Awaited[EntryPage]
) -> SearchDocument:
    return make(awaited.make())


def _document(tree: Tree, view: EntryView) -> SearchDocument:
    card = view.card
    words = tuple(_words(tree, view.record))
    return SearchDocument(
        url=card.url,
        title=card.title,
        label=tree.say(KINDS[card.kind].one),
        lang=card.lang,
        date=card.date,
        summary=card.summary,
        names=(
            *(link.title for link in (*card.authors, *view.tags)),
            *((view.series.title,) if view.series else ()),
        ),
        words=tuple(word for word in words if not isinstance(word, Html)),
        html=(view.html, *(word for word in words if isinstance(word, Html))),
    )


def _words(tree: Tree, value: object) -> Iterator[str]:
    """Every text in a record, a choice in the words of the language; no date, no number."""
    if isinstance(value, Mapping | tuple):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _words(tree, inner)
    elif isinstance(value, Link | Html):
        yield value.title if isinstance(value, Link) else value
    elif isinstance(value, str) and not value.startswith(_ADDRESSES):
        yield tree.say(value)


def _description(tree: Tree) -> Text:
    """What makes a browser offer the search in its own address bar (OpenSearch 1.1 draft 6)."""
    title = tree.site.title
    address = f"{routes.absolute(tree.config, tree.path(PATH))}?q={{searchTerms}}"
    rows = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<OpenSearchDescription xmlns="{_NAMESPACE}">',
        f"<ShortName>{escape(title[:_SHORT_NAME], quote=False)}</ShortName>",
        f"<Description>{escape(title, quote=False)}</Description>",
        f"<Language>{tree.lang}</Language>",
        "<InputEncoding>UTF-8</InputEncoding>",
        f'<Url type="text/html" template="{escape(address, quote=False)}"/>',
        "</OpenSearchDescription>\n",
    )
    return Text(tree.path(_DESCRIPTION)[1:], "\n".join(rows).encode())
