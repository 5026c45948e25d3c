"""What surrounds the content of every page: the site's own view and each page's head."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from generator import __version__
from generator.config import Config
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages import places, routes
from generator.pages.atlas import Atlas
from generator.pages.collections import Collection, collections, feed_link, feed_paths
from generator.pages.desk.entry_views import Desk
from generator.pages.people_views import BoardsPage, LevelsPage, PeoplePage
from generator.pages.plan import Sheet
from generator.pages.policy import policy
from generator.pages.said_views import ComparePage, MonthPage, YearPage
from generator.pages.status_feeds import status_feeds
from generator.pages.values import FeedLink, LanguageLink, Page, Site
from generator.pages.views import (
    CalendarPage,
    CertificatePage,
    GonePage,
    HomePage,
    IndexPage,
    ListPage,
    PlainPage,
    SearchPage,
    SubscribePage,
)

Framed = (
    HomePage
    | ListPage
    | IndexPage
    | CalendarPage
    | SubscribePage
    | PlainPage
    | GonePage
    | SearchPage
    | MonthPage
    | YearPage
    | ComparePage
    | CertificatePage
    | LevelsPage
    | BoardsPage
    | PeoplePage
)


class Tree(Struct, frozen=True):
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

    def sheet(self, path: str, template: str, view: Framed, fallback: str = "") -> Sheet:
        """A page of this tree that no entry asked for."""
        whole = "" if view.page.noindex else routes.absolute(self.config, path)
        return Sheet(path, template, fallback or template, view, routes.OWN, whole=whole)


def language_link(desk: Desk, lang: str, path: str, current: str) -> LanguageLink:
    """The same page in a language."""
    name = desk.words.own_name(lang)
    url, whole = routes.href(desk.config, path), routes.absolute(desk.config, path)
    return LanguageLink(lang, name, url, lang == current, whole)


def switch(desk: Desk, page: Page) -> tuple[LanguageLink, ...]:
    """Every language for a reader to change to; its home page where it has no such page."""
    config = desk.config
    there = {each.lang: each for each in page.languages}
    shown = []
    for lang in config.languages if len(config.languages) > 1 else ():
        home = language_link(desk, lang, f"{routes.prefix(config, lang)}/", page.lang)
        itself = replace(home, url=page.url, whole=page.canonical)
        away = itself if home.current else replace(home, same=False)
        shown.append(there.get(lang, away))
    return tuple(shown)


def tree(desk: Desk, atlas: Atlas) -> Tree:
    """The site in a language, ready to be laid out."""
    found = collections(desk, atlas)
    feeds = {collection.home: feed_link(desk, collection) for collection in reversed(found)}
    feeds |= _said_feed(desk, atlas.lang)
    feeds |= status_feeds(desk, atlas.lang)
    site = _site(desk, atlas, feeds[found[0].home])
    return Tree(desk, atlas, site, found, feeds)


def said_folder(config: Config, lang: str) -> str:
    """Path of what users said and the team did, and of its feed."""
    return f"{routes.prefix(config, lang)}/{routes.SAID}/"


def _said_feed(desk: Desk, lang: str) -> dict[str, FeedLink]:
    """The feed of the months by its page."""
    config, folder = desk.config, said_folder(desk.config, lang)
    title = f"{config.in_language('title', lang)}: {desk.words.say(lang, 'You said, we did')}"
    return {folder: FeedLink(title, *(routes.href(config, path) for path in feed_paths(folder)))}


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
        zone=config.zone_name(desk.journal.at),
        home=to("/"),
        base_path=config.base_path,
        menu=places.menu(desk, lang),
        notice=config.in_language("notice", lang),
        publisher=config.in_language("publisher", lang),
        rights=config.in_language("rights", lang),
        source=config.source or "",
        feed=feed,
        subscribe=to("/subscribe/"),
        archive=to("/archive/"),
        tags=to("/tags/"),
        series=to("/series/"),
        people=to(KINDS["person"].url),
        calendar=to("/calendar/"),
        more=places.more(desk, atlas),
        take_part=places.take_part(desk, lang),
        board=places.board(desk, lang),
        said=to(f"/{routes.SAID}/"),
        honours=to(KINDS["award"].url),
        press=places.press(desk, atlas),
        search=to("/search/") if config.search else "",
        robots=config.robots,
        generator=f"Orange Friday {__version__}",
        policy=policy(config),
    )


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
