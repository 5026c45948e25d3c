"""Photo shows: the pictures that were sent in to a call, each with its words and its maker."""

from collections.abc import Iterator

from generator.journal.loop.links import doers
from generator.journal.visibility import consent_of
from generator.kinds.table import KINDS
from generator.markup.prose import fill
from generator.model.entry import Entry
from generator.pages.desk.entry_views import Desk, link, people
from generator.pages.html import NO_HTML, Html
from generator.pages.sent_views import Photo


def photos(desk: Desk, entry: Entry, lang: str) -> Iterator[Photo]:
    """The pictures of an entry, or its cover where it has no others."""
    filling = desk.filling(entry, lang, on_own_page=False)
    field, cover = KINDS[entry.kind].pictures, entry.head.cover
    shots = getattr(entry.record, field) if field else ()
    words = {shot.src: shot.caption for shot in shots}
    for shot in shots or ((cover,) if cover else ()):
        picture = filling.shot(shot.src, shot.alt)
        caption = words.get(shot.src)
        if picture is not None:
            yield Photo(
                picture=picture,
                story=link(filling, entry),
                people=people(filling, doers(entry)),
                caption=Html(fill(caption.prose, filling)) if caption else NO_HTML,
                place=getattr(entry.record, "place", None) or "",
                licence=licence(entry),
            )


def licence(entry: Entry) -> str:
    """The licence that an entry was given under; empty if nobody said one."""
    given = consent_of(entry)
    return (given.licence or "") if given else ""
