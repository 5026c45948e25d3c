"""Which entries have views that can wait until they are printed, wherever that is.

Making such a view comes across no file and no problem that is not known by then.
"""

from generator.journal.journal import Journal
from generator.markup.prose import Address, Image, Prose, Video, closings
from generator.model.entry import Entry
from generator.model.fields import FileName, Inline, values_in
from generator.model.reference import Reference
from generator.pages.atlas import is_sent_in
from generator.pages.desk.entry_views import Desk

_POINTING = (Address, Image, Video)


def waiting(journal: Journal, *, apart: bool) -> frozenset[Reference]:
    """The entries whose views wait: no field of theirs names a file or an address, in no language.

    Which of those is shown, and where, is known when the view is made; of those in its text all are
    (`look_at_links`). What a translation does not say, its page takes from the others.

    Args:
        apart: whether views can be made where they are printed, wherever that is. Those of what was
            sent in always wait, since they may be very many.
    """
    return frozenset(
        reference
        for reference, versions in journal.versions.items()
        if (apart or all(map(is_sent_in, versions))) and not any(map(_points, versions))
    )


def _points(entry: Entry) -> bool:
    values = [value for record in (entry.head, entry.record) for _, value in values_in(record)]
    texts = [value.prose for value in values if isinstance(value, Inline)]
    return any(isinstance(value, FileName) for value in values) or any(map(_holds_links, texts))


def look_at_links(desk: Desk, entry: Entry) -> None:
    """Come across the files and problems of a text before its page is made."""
    if _holds_links(entry.prose):
        closings(entry.prose, desk.filling(entry, entry.lang))


def _holds_links(prose: Prose) -> bool:
    return any(isinstance(part, _POINTING) for part in prose.parts)
