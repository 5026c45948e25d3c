"""Stories as tiles: on the wall, and in the gallery of what was sent in to a call."""

from generator.journal.loop.links import doers
from generator.journal.sent_in import is_featured
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages.desk.entry_views import Desk, card, people, tag_link
from generator.pages.sent_views import Tile


def tile(desk: Desk, entry: Entry, lang: str) -> Tile:
    """An entry as a tile for readers of a language."""
    kind = KINDS[entry.kind]
    filling = desk.filling(entry, lang, on_own_page=False)
    quote: str | None = getattr(entry.record, kind.quote) if kind.quote else None
    pictures = getattr(entry.record, kind.pictures) if kind.pictures else ()
    return Tile(
        card=card(desk, entry, lang),
        quote=quote or "",
        people=people(filling, tuple(dict.fromkeys((*entry.head.authors, *doers(entry))))),
        tags=tuple(tag_link(desk, filling, tag) for tag in entry.head.tags),
        pictures=len(pictures),
        featured=is_featured(entry),
    )
