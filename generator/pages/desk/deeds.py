"""What somebody's word or work changed: changes with those who are credited for them."""

from collections.abc import Mapping

from msgspec import Struct

from generator.kinds.change import Change
from generator.model.entry import Entry
from generator.pages.desk.entry_views import Desk, link, record_view
from generator.pages.html import NO_HTML, Html
from generator.pages.values import Deed


class Work(Struct, frozen=True):
    """A change that an entry tells of."""

    entry: Entry
    change: Change


def deed(desk: Desk, work: Work, lang: str) -> Deed:
    """A change as pages of a language show it away from its own."""
    filling = desk.filling(work.entry, lang, on_own_page=False)
    shown = record_view(desk, work.change, filling)
    credits_ = shown["credits"]
    return Deed(
        text=_html(shown["text"]),
        why=_html(shown["why"]),
        credits=tuple(c for c in credits_ if isinstance(c, Mapping))
        if isinstance(credits_, tuple)
        else (),
        release=link(filling, work.entry),
        date=desk.local(work.entry.head.date),
    )


def _html(value: object) -> Html:
    return value if isinstance(value, Html) else NO_HTML
