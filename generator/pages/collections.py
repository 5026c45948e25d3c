"""What can be subscribed to: the whole journal, kinds, series, tags, people, languages."""

from collections.abc import Iterator

from msgspec import Struct

from generator.journal.visibility import may_appear
from generator.kinds.kind import Use
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.atlas import Atlas, is_sent_in
from generator.pages.desk.entry_views import Desk
from generator.pages.values import FeedLink

WHOLE = "The whole journal"


class Collection(Struct, frozen=True):
    """Entries with a feed of their own.

    Attributes:
        group: sort of collection, English.
        title: what the feed is called on the page it belongs to.
        name: what it is called everywhere else.
        folder: path of the site where its documents lie, ending with `/`.
        home: path of the page that shows the same.
        entries: newest first.
        archived: True if older items have documents of their own (RFC 5005).
        summary: one sentence; empty for that of the journal.
    """

    group: str
    title: str
    name: str
    folder: str
    home: str
    entries: tuple[Entry, ...]
    archived: bool = False
    summary: str = ""


def collections(desk: Desk, atlas: Atlas) -> tuple[Collection, ...]:
    """Every collection of a language.

    The main language's feeds hold each entry once, in another language where it has no version in
    the main one; those of other languages hold only what is written in them.
    """
    return tuple(_collections(desk, atlas))


def _collections(desk: Desk, atlas: Atlas) -> Iterator[Collection]:
    config, lang = desk.config, atlas.lang
    here = routes.prefix(config, lang)
    main = lang == config.main_language
    site = config.in_language("title", lang)
    fed = tuple(entry for entry in (atlas.entries if main else atlas.own) if _is_fed(entry))
    kept = {id(entry) for entry in fed}
    whole = tuple(entry for entry in fed if not is_sent_in(entry))
    yield Collection(WHOLE, site, site, f"{here}/", f"{here}/", whole, archived=True)
    if main and len(config.languages) > 1:
        own = tuple(entry for entry in whole if entry.lang == lang)
        name = f"{site} ({desk.words.own_name(lang)})"
        yield Collection("By language", name, name, f"/{lang.lower()}/", f"{here}/", own)
    for kind in KINDS.values():
        if kind.in_feed and kind.listed:
            entries = tuple(entry for entry in fed if entry.kind == kind.name)
            title = desk.words.say(lang, kind.many)
            path = here + kind.url
            yield Collection("By kind", title, f"{site}: {title}", path, path, entries)
    yield from _named(desk, atlas, site, kept)
    yield from _people(desk, atlas, site, kept)


def _named(desk: Desk, atlas: Atlas, site: str, kept: set[int]) -> Iterator[Collection]:
    """A feed for every series, and for every tag under the title of its topic."""
    config, lang = desk.config, atlas.lang
    for title, members in atlas.series.items():
        entries = tuple(entry for entry in members if id(entry) in kept)
        path = routes.group_path(config, "series", title, lang)
        if entries:
            yield Collection("By series", title, f"{site}: {title}", path, path, entries)
    for tag, members in atlas.tags.items():
        entries = tuple(entry for entry in members if id(entry) in kept)
        path = routes.group_path(config, "tags", tag, lang)
        title, topic = atlas.topics.title(tag, lang), atlas.topics.introducing(tag, lang)
        summary = topic.head.summary if topic else ""
        if entries:
            name = f"{site}: {title}"
            yield Collection("By tag", title, name, path, path, entries, summary=summary)


def _is_fed(entry: Entry) -> bool:
    return KINDS[entry.kind].in_feed and may_appear(entry, Use.FEEDS)


def _people(desk: Desk, atlas: Atlas, site: str, kept: set[int]) -> Iterator[Collection]:
    """A feed for everybody who is named in something that the feeds hold."""
    shown = {entry.reference: entry for entry in atlas.entries if id(entry) in kept}
    for person in atlas.by_kind["person"]:
        sources = desk.journal.mentions.get(person.reference, ())
        entries = tuple(shown[source] for source in sources if source in shown)
        if entries and person.lang == atlas.lang:
            path = routes.entry_path(desk.config, person)
            name = f"{site}: {person.head.title}"
            yield Collection("By person", person.head.title, name, path, path, entries)


def feed_link(desk: Desk, collection: Collection) -> FeedLink:
    """The feed of a collection as addresses from the root of the host."""
    paths = feed_paths(collection.folder)
    return FeedLink(collection.name, *(routes.href(desk.config, path) for path in paths))


def feed_paths(folder: str, archive: int = 0) -> tuple[str, str, str]:
    """Paths of a feed's documents in RSS, Atom and JSON; archive 1 is the oldest, 0 is none."""
    tail = f"-{archive}" if archive else ""
    return (f"{folder}feed{tail}.xml", f"{folder}atom{tail}.xml", f"{folder}feed{tail}.json")
