"""Where every page leads to: the few places of the menu, and the others behind it."""

from collections.abc import Iterator

from generator.kinds.table import KINDS
from generator.pages import routes
from generator.pages.atlas import Atlas
from generator.pages.desk.entry_views import Desk
from generator.pages.values import MenuItem


def menu(desk: Desk, lang: str) -> tuple[MenuItem, ...]:
    """The lists that the journal wants in sight; what to take part in has a place of its own."""
    return tuple(_list(desk, k, lang) for k in desk.config.menu if not KINDS[k].gathers_calls)


def more(desk: Desk, atlas: Atlas) -> tuple[MenuItem, ...]:
    """The other places that show anything, in the order of their importance."""
    return tuple(_more(desk, atlas))


def take_part(desk: Desk, lang: str) -> str:
    """Address of what readers can take part in."""
    name = next(name for name, kind in KINDS.items() if kind.gathers_calls)
    return routes.href(desk.config, routes.list_path(desk.config, name, lang))


def board(desk: Desk, lang: str) -> str:
    """Address of the list of what is on a journey."""
    name = next(name for name, kind in KINDS.items() if kind.journey is not None)
    return routes.href(desk.config, routes.list_path(desk.config, name, lang))


def press(desk: Desk, atlas: Atlas) -> str:
    """Address of the press page; empty when the journal has none."""
    kits = (each for name, kind in KINDS.items() if kind.kit for each in atlas.by_kind[name])
    found = next(kits, None)
    return routes.href(desk.config, routes.entry_path(desk.config, found)) if found else ""


def _more(desk: Desk, atlas: Atlas) -> Iterator[MenuItem]:
    config, lang = desk.config, atlas.lang
    here = routes.prefix(config, lang)

    def place(section: str, title: str, inside: str) -> MenuItem:
        return MenuItem(section, title, routes.href(config, here + inside))

    def say(message: str) -> str:
        return desk.words.say(lang, message)

    kinds = {name: kind for name, kind in KINDS.items() if atlas.by_kind[name]}
    if any(kind.changes for kind in kinds.values()):
        yield place("said", say("You said, we did"), f"/{routes.SAID}/")
    for name, kind in kinds.items():
        if kind.listed and not kind.gathers_calls and name not in config.menu:
            yield _list(desk, name, lang)
    found = (
        ("calendar", say("Calendar"), any(kind.calendar for kind in kinds.values())),
        ("archive", say("Archive"), bool(atlas.dated)),
        ("tags", say("Tags"), bool(atlas.tags)),
        ("series", say("Series"), bool(atlas.series)),
    )
    yield from (place(name, title, f"/{name}/") for name, title, shown in found if shown)
    yield from _pages(desk, atlas)
    if any(kind.kit for kind in kinds.values()):
        yield MenuItem("press", say("Press"), press(desk, atlas))


def _list(desk: Desk, kind: str, lang: str) -> MenuItem:
    path = routes.list_path(desk.config, kind, lang)
    title = desk.words.say(lang, KINDS[kind].many)
    return MenuItem(kind, title, routes.href(desk.config, path))


def _pages(desk: Desk, atlas: Atlas) -> Iterator[MenuItem]:
    """Pages with a place in the menu (any kind whose record has a field `menu`)."""
    placed = [e for e in atlas.entries if vars(e.record).get("menu") is not None]
    placed.sort(key=lambda e: (vars(e.record)["menu"], e.head.id))
    for entry in placed:
        path = routes.entry_path(desk.config, entry)
        yield MenuItem(entry.head.id, entry.head.title, routes.href(desk.config, path))
