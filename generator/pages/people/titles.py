"""What levels and privileges are called, and where their rules stand."""

from generator.kinds.recognition import Level, Privilege
from generator.pages import routes
from generator.pages.desk.entry_views import Desk
from generator.pages.values import Link

_PERSON = "person"


def title(desk: Desk, named: Level | Privilege, lang: str) -> str:
    """The title in a language; usual titles are translated by the theme."""
    config = desk.config
    own = (text for name, text in named.titles.items() if config.language(name) == lang)
    return next(own, "") or desk.words.say(lang, named.title)


def level(desk: Desk, name: str, lang: str) -> Link | None:
    """A level and where its rule stands; None for none."""
    found = next((each for each in desk.config.levels if each.id == name), None)
    return None if found is None else _link(desk, found, "level", lang)


def privilege(desk: Desk, name: str, lang: str) -> Link | None:
    """A privilege and where its rule stands."""
    found = next((each for each in desk.config.privileges if each.id == name), None)
    return None if found is None else _link(desk, found, "privilege", lang)


def has_rules(desk: Desk) -> bool:
    """Whether there is a page of rules: the journal has levels, and somebody to have them."""
    return bool(desk.config.levels) and any(r.kind == _PERSON for r in desk.journal.versions)


def rules(desk: Desk, lang: str) -> str:
    """Address of the rules of points, levels and privileges."""
    return routes.href(desk.config, routes.levels_path(desk.config, lang))


def _link(desk: Desk, named: Level | Privilege, what: str, lang: str) -> Link:
    url = f"{rules(desk, lang)}#{what}-{routes.quoted(named.id)}"
    return Link(title(desk, named, lang), url, what)
