"""The shelf of honours: who has how many buckets of popcorn (C7), and the way to the boards."""

from collections import Counter
from collections.abc import Iterable, Mapping

from generator.kinds.kind import Kind, Step
from generator.model.entry import Entry
from generator.pages.atlas import group_of
from generator.pages.desk.entry_views import Desk, people
from generator.pages.desk.windows import link as window_link
from generator.pages.frame import Tree
from generator.pages.values import Link, Tally


def holders(
    desk: Desk, kind: Kind, entries: Iterable[Entry], lang: str
) -> Mapping[str, tuple[Tally, ...]]:
    """Who received how many of each award, the most first, equals as they are called.

    Nothing for kinds that thank nobody; people who are not public are left out.
    """
    if kind.step is not Step.THANKED:
        return {}
    found: dict[str, Counter[Link]] = {}
    for entry in entries:
        filling = desk.filling(entry, lang, on_own_page=False)
        named = (getattr(entry.record, field) for field in kind.doers)
        counter = found.setdefault(group_of(kind, entry), Counter())
        counter.update(link for bylines in named for link in people(filling, bylines))
    return {
        group: tuple(
            Tally(link.title, link.url, number)
            for link, number in sorted(
                counter.items(), key=lambda pair: (-pair[1], pair[0].title, pair[0].url)
            )
        )
        for group, counter in found.items()
    }


def windows(tree: Tree, kind: Kind) -> tuple[Link, ...]:
    """Months and years that have boards, the newest first, for the list of what thanks people."""
    if kind.step is not Step.THANKED:
        return ()
    boards = tree.desk.journal.recognition.boards
    return tuple(found for name in boards if (found := window_link(tree.desk, name, tree.lang)))
