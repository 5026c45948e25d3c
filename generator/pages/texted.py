"""Views that show the whole text of entries, and the same views with other words in those texts."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from generator.markup.prose import Prose
from generator.pages.desk.entry_views import minutes
from generator.pages.html import Text
from generator.pages.lists.opening import opening
from generator.pages.sharing.structured import recounted
from generator.pages.values import EntryView
from generator.pages.views import EntryPage, HomePage, ItemPage

Texted = EntryPage | HomePage | ItemPage

Texts = Mapping[str, Prose]
"""By name; with the same open parts as the text that is shown."""


def texts_of(view: object) -> tuple[Text, ...]:
    """The whole texts that a view shows, if it is one of those that do."""
    htmls = (each.html for each in _entries(view)) if isinstance(view, Texted) else ()
    return tuple(html for html in htmls if isinstance(html, Text))


def retexted(view: Texted, texts: Texts) -> Texted:
    """The view with some other texts.

    Raises:
        ValueError: one of them has not as many open parts as the text that is shown.
    """
    match view:
        case ItemPage():
            return replace(view, entry=_again(view.entry, texts))
        case EntryPage():
            releases = tuple(_again(each, texts) for each in view.releases)
            entry = _again(view.entry, texts)
            page = replace(view.page, data=recounted(view.page.data, entry.words))
            return replace(view, entry=entry, releases=releases, page=page)
        case HomePage():
            latest = _again(view.latest, texts) if view.latest else None
            release = _again(view.release, texts) if view.release else None
            begins = opening(latest.html) if latest else view.opening
            return replace(view, latest=latest, release=release, opening=begins)


def _entries(view: Texted) -> Iterator[EntryView]:
    match view:
        case ItemPage():
            yield view.entry
        case EntryPage():
            yield view.entry
            yield from view.releases
        case HomePage():
            yield from (each for each in (view.latest, view.release) if each is not None)


def _again(view: EntryView, texts: Texts) -> EntryView:
    html = view.html
    if not isinstance(html, Text) or html.name not in texts:
        return view
    prose = texts[html.name]
    text = Text.of(html.name, prose, html.closings)
    return replace(view, html=text, words=prose.words, minutes=minutes(prose.words))
