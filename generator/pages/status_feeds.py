"""Where the feeds of the loop lie: of every status, and of suggestions."""

from collections.abc import Iterator
from enum import Enum
from typing import get_type_hints

from generator.journal.journal import Journal
from generator.journal.threads import Thread
from generator.kinds.kind import Kind
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.collections import feed_paths
from generator.pages.desk.entry_views import Desk
from generator.pages.values import FeedLink


def statuses(kind: Kind) -> tuple[str, ...]:
    """The values by which a kind's list is a board, in order; none if it is an ordinary list."""
    field = get_type_hints(kind.record).get(kind.group_by) if kind.group_by else None
    if isinstance(field, type) and issubclass(field, Enum):
        return tuple(str(value.value) for value in field)
    return ()


def status_folders(desk: Desk, lang: str) -> Iterator[tuple[str, str]]:
    """Path of the list of each status of a language, and what its feed is called."""
    config, site = desk.config, desk.config.in_language("title", lang)
    for kind in (kind for kind in KINDS.values() if kind.journey is not None):
        for name in statuses(kind):
            said = f"{desk.words.say(lang, kind.many)}: {desk.words.word(lang, name)}"
            yield routes.value_path(config, kind.name, name, lang), f"{site}: {said}"


def status_feeds(desk: Desk, lang: str) -> dict[str, FeedLink]:
    """The feed of each status by its page."""
    return {
        folder: FeedLink(title, *(routes.href(desk.config, path) for path in feed_paths(folder)))
        for folder, title in status_folders(desk, lang)
    }


def own_feed(desk: Desk, entry: Entry) -> FeedLink | None:
    """The feed of what happens to an entry, in Atom alone; None if it has none."""
    if not has_feed(desk.journal, entry):
        return None
    site = desk.config.in_language("title", entry.lang)
    _, atom, _ = feed_paths(routes.entry_path(desk.config, entry))
    return FeedLink(f"{site}: {entry.head.title}", "", routes.href(desk.config, atom), "")


def has_feed(journal: Journal, entry: Entry) -> bool:
    """Whether an entry is on a journey, and written by hand or further than its beginning."""
    found = thread_of(journal, entry)
    if KINDS[entry.kind].journey is None or found is None:
        return False
    begun = (node.date is not None and node.date <= journal.at for node in found.nodes)
    return not entry.is_row or sum(begun) > 1


def thread_of(journal: Journal, entry: Entry) -> Thread | None:
    """The thread that an entry begins; that of its target for what was merged into another."""
    loop, journey = journal.loop, KINDS[entry.kind].journey
    stands = loop.standings.get(entry.reference)
    if journey is not None and stands is not None and stands.status == journey.merged:
        roots = loop.through.get(entry.reference, ())
        return loop.threads.get(roots[0]) if roots else None
    return loop.threads.get(entry.reference)
