"""Which outputs show an entry: everything that holds its address."""

import re
from collections.abc import Iterator

from msgspec import Struct

from generator.build.line import Draft
from generator.journal.changes import changes_of
from generator.journal.visibility import Hidden
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.encoded import encoded
from generator.pages.lists.search import MANIFEST


class Sight(Struct, frozen=True):
    """One language version of an entry, and where readers see it.

    Attributes:
        url: whole address of its page.
        hidden: why it is not public; None if it is.
        outputs: paths of the site that show or name it, in order.
    """

    entry: Entry
    url: str
    hidden: Hidden | None
    outputs: tuple[str, ...]


def sights(draft: Draft, file: str, line: int = 0) -> tuple[Sight, ...]:
    """The entries that a project file makes, or that take it up as a part of theirs.

    Args:
        line: of a data file only the entry at that line; 0 for all.
    """
    journal = draft.journal
    return tuple(
        _sight(draft, entry)
        for versions in journal.versions.values()
        for entry in versions
        if (entry.location.file == file and line in {0, entry.location.line})
        or (not line and _takes_up(entry, file))
    )


def _takes_up(entry: Entry, file: str) -> bool:
    """Whether a change of an entry stands in a file of its own."""
    field = KINDS[entry.kind].changes
    if not field or entry.location.file == file:
        return False
    return any(entry.at((field, n)).file == file for n, _ in enumerate(changes_of(entry)))


def _sight(draft: Draft, entry: Entry) -> Sight:
    path = routes.entry_path(draft.config, entry)
    hidden = draft.journal.hidden.get((entry.reference, entry.lang))
    outputs = () if hidden else tuple(dict.fromkeys(_outputs(draft, path)))
    return Sight(entry, routes.absolute(draft.config, path), hidden, outputs)


def _outputs(draft: Draft, path: str) -> Iterator[str]:
    """Pages that link to it, feeds that hold it, and files for machines."""
    # Alone in a field of a view, or in the HTML of a text, where JSON escapes the quotes.
    address = routes.href(draft.config, path).encode()
    href = re.compile(rb'"' + re.escape(address) + rb'(["?#]|\\")')
    whole = routes.absolute(draft.config, path).encode()
    for sheet in draft.plan.sheets:
        if sheet.path == path or href.search(encoded(sheet.seen)):
            yield sheet.path
    for feed in draft.plan.feeds:
        if any(item.url == whole.decode() for item in feed.view.items):
            yield from filter(None, (feed.rss, feed.atom, feed.json))
    yield from _for_machines(draft, address.decode(), whole)


def _for_machines(draft: Draft, address: str, whole: bytes) -> Iterator[str]:
    """The index of the search that finds it, and small files with its whole address."""
    for index in draft.plan.search:
        if any(document.url == address for document in index.seen):
            yield f"{index.folder}{MANIFEST}"
    for text in draft.plan.texts:
        if whole in text.content:
            yield f"/{text.path}"
