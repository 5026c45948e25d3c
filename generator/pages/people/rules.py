"""The page that says how points, levels and privileges are computed (D1, D3, D6)."""

from collections import Counter
from collections.abc import Iterator

from generator.journal.merits import Recognition
from generator.journal.recognition.standing import worth
from generator.kinds.credit import Role
from generator.kinds.recognition import Privilege
from generator.markup.prose import fill
from generator.pages import routes
from generator.pages.frame import Tree
from generator.pages.html import NO_HTML, Html
from generator.pages.people import known, needs, titles
from generator.pages.people.badges import achievement_path
from generator.pages.people.data import DATA
from generator.pages.people.option_text import OptionText
from generator.pages.people_views import LevelsPage, LevelView, PrivilegeView, RoleRow
from generator.pages.plan import Sheet

MOST = 60
"""Names beside a privilege."""

_TEMPLATE = "levels.html"
_USUAL = frozenset(
    {
        Role.SUGGESTED,
        Role.REPORTED,
        Role.TESTED,
        Role.VOTED,
        Role.ANSWERED,
        Role.TOLD,
        Role.INVITED,
        Role.CONTRIBUTED,
        Role.DESIGNED,
        Role.TRANSLATED,
    }
)
"""Roles that the rules always name: those of the loop."""


def rules(tree: Tree) -> Iterator[Sheet]:
    """The rules of a language; none in a journal without levels."""
    config = tree.config
    if not titles.has_rules(tree.desk):
        return
    path = routes.levels_path(config, tree.lang)
    heading = tree.say("Points, levels and privileges")
    about = tree.say("What counts, what it is worth, and what comes of it.")
    recognition = tree.desk.journal.recognition
    view = LevelsPage(
        site=tree.site,
        page=tree.page(path, heading, about, section=known.PERSON),
        heading=heading,
        roles=tuple(_roles(tree, recognition)),
        levels=tuple(_levels(tree, recognition)),
        privileges=tuple(_privilege(tree, each) for each in config.privileges),
        founding_until=tree.desk.local(config.founding_until),
        founding=sum(merit.founding for merit in recognition.merits.values()),
        least=config.boards.least,
        fewest=config.boards.people,
        places=config.boards.places,
        people=tree.site.people,
        honours=tree.site.honours,
        data=routes.href(config, f"/{DATA}"),
    )
    yield tree.sheet(path, _TEMPLATE, view)


def _roles(tree: Tree, recognition: Recognition) -> Iterator[RoleRow]:
    """What each role is worth: all that stand in the loop, and others that somebody had."""
    counts: Counter[Role] = Counter()
    for merit in recognition.merits.values():
        counts.update(dict(merit.by_role))
    for role, each in worth(tree.config).items():
        if counts[role] or role in _USUAL or role in tree.config.points:
            yield RoleRow(str(role), counts[role], each, each * counts[role])


def _levels(tree: Tree, recognition: Recognition) -> Iterator[LevelView]:
    reached = Counter(merit.level for merit in recognition.merits.values())
    listed = {
        merit.level
        for merit in recognition.merits.values()
        if known.listed(tree.desk, merit.person, tree.lang)
    }
    for number, level in enumerate(tree.config.levels, 1):
        path = routes.level_path(tree.config, level.id, tree.lang)
        yield LevelView(
            id=level.id,
            title=titles.title(tree.desk, level, tree.lang),
            number=number,
            needs=needs.of_level(level),
            count=reached[level.id],
            url=routes.href(tree.config, path) if level.id in listed else "",
            data=routes.href(tree.config, f"{achievement_path(tree, level)}.json"),
            badge=routes.href(tree.config, f"{achievement_path(tree, level)}.svg"),
        )


def _privilege(tree: Tree, privilege: Privilege) -> PrivilegeView:
    merits = tree.desk.journal.recognition.merits.values()
    holders = [merit.person for merit in merits if privilege.id in merit.privileges]
    found = (known.listed(tree.desk, person, tree.lang) for person in holders)
    names = sorted((each for each in found if each), key=lambda x: (x.title.casefold(), x.url))
    return PrivilegeView(
        id=privilege.id,
        title=titles.title(tree.desk, privilege, tree.lang),
        about=_about(tree, privilege),
        needs=needs.of_privilege(tree.desk, privilege, tree.lang),
        people=tuple(names[:MOST]),
        others=len(holders) - len(names[:MOST]),
        places=privilege.places,
        lang="" if tree.lang == tree.config.main_language else tree.config.main_language,
    )


def _about(tree: Tree, privilege: Privilege) -> Html:
    if privilege.about is None:
        return NO_HTML
    return Html(fill(privilege.about.prose, OptionText(tree.desk, tree.lang)))
