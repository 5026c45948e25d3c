"""What surrounds the content of every page: the site's own view and each page's head."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator import __version__
from generator.config import Config
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.atlas import Atlas
from generator.pages.collections import Collection, collections, feed_link
from generator.pages.entry_views import Desk
from generator.pages.plan import Sheet
from generator.pages.values import FeedLink, LanguageLink, MenuItem, Page, Site
from generator.pages.views import (
    CalendarPage,
    HomePage,
    IndexPage,
    ListPage,
    PlainPage,
    SubscribePage,
)

Framed = HomePage | ListPage | IndexPage | CalendarPage | SubscribePage | PlainPage


@dataclass(frozen=True, slots=True)
class Tree:
    """The site in one language: what is needed to lay out any of its pages.

    Attributes:
        collections: what has a feed.
        feeds: the feed of each page that has one, by the page's path.
    """

    desk: Desk
    atlas: Atlas
    site: Site
    collections: tuple[Collection, ...]
    feeds: Mapping[str, FeedLink]

    @property
    def config(self) -> Config:
        """The journal's configuration."""
        return self.desk.config

    @property
    def lang(self) -> str:
        """The language of this tree."""
        return self.atlas.lang

    def say(self, message: str) -> str:
        """A string of the program in this language."""
        return self.desk.words.say(self.lang, message)

    def path(self, inside: str) -> str:
        """Path of a page of this language: `/tags/` becomes `/en/tags/`."""
        return routes.prefix(self.config, self.lang) + inside

    def page(
        self,
        path: str,
        title: str,
        description: str = "",
        *,
        section: str = "",
        feed: FeedLink | None = None,
        noindex: bool = False,
    ) -> Page:
        """The head of a page that exists in every language."""
        own = (feed,) if feed and feed != self.site.feed else ()
        inside = path.removeprefix(routes.prefix(self.config, self.lang))
        return Page(
            title=title,
            description=description or self.site.tagline,
            url=routes.href(self.config, path),
            canonical=routes.absolute(self.config, path),
            lang=self.lang,
            languages=self._languages(inside),
            feeds=(*own, self.site.feed),
            section=section,
            noindex=noindex,
        )

    def _languages(self, inside: str) -> tuple[LanguageLink, ...]:
        found = tuple(
            language_link(self.desk, lang, routes.prefix(self.config, lang) + inside, self.lang)
            for lang in self.config.languages
        )
        return found if len(found) > 1 else ()

    def sheet(self, path: str, template: str, view: Framed) -> Sheet:
        """A page of this tree that no entry asked for."""
        whole = "" if view.page.noindex else routes.absolute(self.config, path)
        return Sheet(path, template, template, view, routes.OWN, whole=whole)


def language_link(desk: Desk, lang: str, path: str, current: str) -> LanguageLink:
    """The same page in a language."""
    name = desk.words.own_name(lang)
    url, whole = routes.href(desk.config, path), routes.absolute(desk.config, path)
    return LanguageLink(lang, name, url, lang == current, whole)


def tree(desk: Desk, atlas: Atlas) -> Tree:
    """The site in a language, ready to be laid out."""
    found = collections(desk, atlas)
    feeds = {collection.home: feed_link(desk, collection) for collection in reversed(found)}
    return Tree(desk, atlas, _site(desk, atlas, feeds[found[0].home]), found, feeds)


def _site(desk: Desk, atlas: Atlas, feed: FeedLink) -> Site:
    """What all pages of a language share."""
    config, lang = desk.config, atlas.lang
    here = routes.prefix(config, lang)
    title = config.in_language("title", lang)

    def to(inside: str) -> str:
        return routes.href(config, here + inside)

    return Site(
        title=title,
        tagline=config.in_language("tagline", lang),
        lang=lang,
        zone=config.timezone,
        home=to("/"),
        base_path=config.base_path,
        menu=(*_kinds_menu(desk, lang), *_pages_menu(config, atlas)),
        notice=config.in_language("notice", lang),
        publisher=config.publisher or "",
        rights=config.rights,
        source=config.source or "",
        feed=feed,
        subscribe=to("/subscribe/"),
        archive=to("/archive/"),
        tags=to("/tags/"),
        series=to("/series/"),
        people=to(KINDS["person"].url),
        calendar=to("/calendar/"),
        robots=config.robots,
        generator=f"Orange Friday {__version__}",
    )


def _kinds_menu(desk: Desk, lang: str) -> list[MenuItem]:
    return [
        MenuItem(
            kind,
            desk.words.say(lang, KINDS[kind].many),
            routes.href(desk.config, routes.list_path(desk.config, kind, lang)),
        )
        for kind in desk.config.menu
    ]


def _pages_menu(config: Config, atlas: Atlas) -> list[MenuItem]:
    """Pages with a place in the menu (any kind whose record has a field `menu`)."""
    placed = [e for e in atlas.entries if getattr(e.record, "menu", None) is not None]
    placed.sort(key=lambda e: (getattr(e.record, "menu", 0), e.head.id))
    return [
        MenuItem(e.head.id, e.head.title, routes.href(config, routes.entry_path(config, e)))
        for e in placed
    ]


def entry_languages(desk: Desk, entry: Entry) -> tuple[LanguageLink, ...]:
    """The public versions of an entry, when there is more than one."""
    public = [v for v in desk.journal.versions[entry.reference] if desk.journal.is_public(v)]
    found = tuple(
        language_link(desk, lang, routes.entry_path(desk.config, v), entry.lang)
        for lang in desk.config.languages
        for v in public
        if v.lang == lang
    )
    return found if len(found) > 1 else ()
