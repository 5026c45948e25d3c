"""What pages are about in the words of schema.org, for search engines (JSON-LD 1.1).

Types and properties are those of schema.org, release 29. A kind says its type in its own row; what
a type needs beyond the common properties stands in a table here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from generator.config import Config
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.desk.entry_views import Desk
from generator.pages.people_views import BoardsPage, LevelsPage, PeoplePage
from generator.pages.said_views import ComparePage, MonthPage, YearPage
from generator.pages.values import Card, Link, Page, Site
from generator.pages.views import CalendarPage, EntryPage, HomePage, IndexPage, ListPage, View

_CONTEXT = "https://schema.org"
_BY = "by"
_COLLECTIONS = (
    ListPage,
    IndexPage,
    CalendarPage,
    MonthPage,
    YearPage,
    ComparePage,
    BoardsPage,
    LevelsPage,
    PeoplePage,
)

Thing = dict[str, object]
_WORDS = "wordCount"
Shape = Callable[[EntryPage, Page, Thing], Thing]


def data_of(
    desk: Desk, view: View, entry: Entry | None, page: Page
) -> Iterator[Mapping[str, object]]:
    """What a page is about, and the way to it from the home page; nothing for hidden pages.

    Args:
        entry: the entry whose own page it is, if any.
        page: the head that the page will have.
    """
    if page.noindex:
        return
    if isinstance(view, HomePage):
        yield _website(desk.config, view.site, page)
    elif isinstance(view, _COLLECTIONS):
        yield _said({"@type": "CollectionPage", **_common(desk.config, view.site, page)})
        yield _trail(desk.config, view.site, (), page)
    elif isinstance(view, EntryPage) and entry is not None:
        yield _said(_of_entry(desk, view, page, entry))
        kind = KINDS[entry.kind]
        path = routes.list_path(desk.config, kind.name, view.site.lang)
        way = (Link(desk.words.say(view.site.lang, kind.many), path),) if kind.listed else ()
        yield _trail(desk.config, view.site, way, page)


def recounted(data: Sequence[Mapping[str, object]], words: int) -> tuple[Mapping[str, object], ...]:
    """The data of a page whose text has another number of words, where that was said."""
    return tuple({**thing, _WORDS: words} if _WORDS in thing else thing for thing in data)


def _said(thing: Thing) -> Thing:
    """The thing with its context and without what is empty."""
    kept = {name: value for name, value in thing.items() if value not in ("", None, (), [])}
    return {"@context": _CONTEXT, **kept}


def _website(config: Config, site: Site, page: Page) -> Thing:
    search = f"{_whole(config, site.search)}?q={{search_term_string}}" if site.search else ""
    action = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": search},
        "query-input": "required name=search_term_string",
    }
    return _said(
        {
            "@type": "WebSite",
            "name": site.title,
            "description": site.tagline,
            "url": page.canonical,
            "inLanguage": page.lang,
            "image": _image(config, page),
            "publisher": _publisher(config, site),
            "potentialAction": action if search else None,
        }
    )


def _common(config: Config, site: Site, page: Page) -> Thing:
    """What every page has."""
    return {
        "name": page.title,
        "description": page.description,
        "url": page.canonical,
        "inLanguage": page.lang,
        "image": _image(config, page),
        "isPartOf": {"@type": "WebSite", "name": site.title, "url": _whole(config, site.home)},
    }


def _of_entry(desk: Desk, view: EntryPage, page: Page, entry: Entry) -> Thing:
    type_ = KINDS[entry.kind].schema_type
    shown = view.entry.card
    work: Thing = {
        "@type": type_,
        **_common(desk.config, view.site, page),
        "headline": shown.title,
        "mainEntityOfPage": page.canonical,
        "datePublished": _iso(shown.date),
        "dateModified": _iso(view.entry.updated or shown.date),
        "author": [_person(desk.config, link) for link in _authors(shown)],
        "publisher": _publisher(desk.config, view.site),
        "keywords": [tag.title for tag in view.entry.tags],
        _WORDS: view.entry.words or None,
    }
    shape = _SHAPES.get(type_)
    return shape(view, page, work) if shape else work


def _authors(shown: Card) -> tuple[Link, ...]:
    """Who wrote it, else who tells it, if they are named."""
    told = shown.facts.get(_BY)
    return shown.authors or ((told,) if isinstance(told, Link) and told.kind else ())


def _person(config: Config, link: Link) -> Thing:
    person: Thing = {"@type": "Person", "name": link.title}
    return {**person, "url": _whole(config, link.url)} if link.url else person


def _publisher(config: Config, site: Site) -> Thing | None:
    if not site.publisher:
        return None
    return {"@type": "Organization", "name": site.publisher, "url": _whole(config, site.home)}


def _image(config: Config, page: Page) -> str:
    return _whole(config, page.card.url) if page.card else ""


def _web_page(_view: EntryPage, _page: Page, work: Thing) -> Thing:
    """A page has no number of words and no keywords of its own that a reader would look for."""
    return {name: value for name, value in work.items() if name != _WORDS}


def _profile(view: EntryPage, page: Page, work: Thing) -> Thing:
    """A page about a person, who is what the page is about."""
    record = view.entry.record
    links = record.get("links")
    addresses = [item.get("url") for item in links] if isinstance(links, tuple) else []
    person = {
        "@type": "Person",
        "name": view.entry.card.title,
        "url": page.canonical,
        "alternateName": f"@{record['handle']}" if record.get("handle") else None,
        "jobTitle": record.get("role") if record.get("team") else None,
        "description": record.get("role") if not record.get("team") else None,
        "sameAs": [address for address in addresses if address],
    }
    kept = {name: value for name, value in person.items() if value not in ("", None, [])}
    shared = ("@type", "name", "url", "inLanguage", "isPartOf", "image", "dateModified")
    return {**{name: work[name] for name in shared}, "mainEntity": kept}


def _event(view: EntryPage, _page: Page, work: Thing) -> Thing:
    """An event: where it is, or the address where one joins it, or both."""
    record = view.entry.record
    place, online = record.get("place"), record.get("online")
    where: list[Thing] = []
    if place:
        where.append({"@type": "Place", "name": place, "address": place})
    if online:
        where.append({"@type": "VirtualLocation", "url": online})
    mode = ("Mixed" if place else "Online") if online else "Offline"
    shared = ("@type", "name", "description", "url", "inLanguage", "image")
    return {
        **{name: work[name] for name in shared},
        "mainEntityOfPage": work["mainEntityOfPage"],
        "startDate": _iso(record.get("starts")),
        "endDate": _iso(record.get("ends")),
        "eventStatus": f"{_CONTEXT}/EventScheduled",
        "eventAttendanceMode": f"{_CONTEXT}/{mode}EventAttendanceMode" if where else None,
        "location": where[0] if len(where) == 1 else where,
        "maximumAttendeeCapacity": record.get("places"),
        "organizer": work["publisher"],
    }


_SHAPES: Mapping[str, Shape] = {
    "Event": _event,
    "ProfilePage": _profile,
    "WebPage": _web_page,
}


def _trail(config: Config, site: Site, between: tuple[Link, ...], page: Page) -> Thing:
    """The way from the home page; `between` holds paths of the site, not yet addresses."""
    steps = [
        (site.title, _whole(config, site.home)),
        *((link.title, routes.absolute(config, link.url)) for link in between),
        (page.title, page.canonical),
    ]
    return _said(
        {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": n, "name": name, "item": url}
                for n, (name, url) in enumerate(steps, 1)
            ],
        }
    )


def _whole(config: Config, href: str) -> str:
    """The whole address of one that begins at the root of the host."""
    return config.base_url.removesuffix(config.base_path) + href if href[:1] == "/" else href


def _iso(moment: object) -> str:
    return moment.isoformat() if isinstance(moment, datetime) else ""
