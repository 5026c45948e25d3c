"""The list of people: the team, then everybody by level, the highest first (D1, D5)."""

from collections.abc import Iterator

from msgspec import Struct

from generator.kinds.person import Person
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.desk.entry_views import card
from generator.pages.frame import Tree
from generator.pages.lists.paging import ONLY, head, paged
from generator.pages.people import known, titles
from generator.pages.people_views import PeopleGroup, PeoplePage, PersonCard
from generator.pages.plan import Sheet
from generator.pages.values import Link

MOST = 48
"""People of a group on the list of all: five thousand must not make one page."""

TEAM, OTHERS = "team", "others"
_TEMPLATE = "people.html"


class _Group(Struct, frozen=True):
    """People who stand together, in order; `id` is a level, or one of the two above."""

    id: str
    title: str
    people: tuple[Entry, ...]


def people_pages(tree: Tree) -> Iterator[Sheet]:
    """The list of all people, and one of each group that is too long for it."""
    groups = tuple(_groups(tree))
    yield _all(tree, groups)
    for group in groups:
        if group.people:
            yield from _one(tree, group)


def _groups(tree: Tree) -> Iterator[_Group]:
    members: dict[str, list[Entry]] = {}
    for entry in tree.atlas.by_kind[known.PERSON]:
        person = entry.record
        if isinstance(person, Person) and person.in_lists:
            members.setdefault(_group_of(tree, entry, person), []).append(entry)
    yield _Group(TEAM, tree.say("The team"), tuple(members.get(TEAM, ())))
    for level in reversed(tree.config.levels):
        named = titles.title(tree.desk, level, tree.lang)
        yield _Group(level.id, named, _by_points(tree, members.get(level.id, [])))
    title = tree.say("Everybody else") if tree.config.levels else tree.say("Everybody")
    yield _Group(OTHERS, title, tuple(members.get(OTHERS, ())))


def _group_of(tree: Tree, entry: Entry, person: Person) -> str:
    if person.team:
        return TEAM
    merit = known.merit_of(tree.desk, entry)
    return (merit.level if merit and person.in_levels else "") or OTHERS


def _by_points(tree: Tree, entries: list[Entry]) -> tuple[Entry, ...]:
    """Most points first; equals by name, as the list had them."""
    return tuple(sorted(entries, key=lambda entry: -_shown(tree, entry).points))


def _all(tree: Tree, groups: tuple[_Group, ...]) -> Sheet:
    kind = KINDS[known.PERSON]
    path, feed = tree.path(kind.url), tree.feeds.get(tree.path(kind.url))
    heading, intro = tree.say(kind.many), tree.say(kind.about)
    founders = tuple(_founders(tree, groups))
    view = PeoplePage(
        site=tree.site,
        page=tree.page(path, heading, intro, section=kind.name, feed=feed),
        heading=heading,
        intro=intro,
        groups=tuple(_group(tree, group, group.people[:MOST]) for group in groups if group.people),
        count=sum(len(group.people) for group in groups),
        pager=ONLY,
        founding=founders[:MOST],
        founders=len(founders),
        rules=titles.rules(tree.desk, tree.lang) if titles.has_rules(tree.desk) else "",
    )
    return tree.sheet(path, _TEMPLATE, view)


def _one(tree: Tree, group: _Group) -> Iterator[Sheet]:
    """Everybody of a group, on as many pages as that takes."""
    path = routes.level_path(tree.config, group.id, tree.lang)
    heading = tree.say(KINDS[known.PERSON].many)
    title = f"{heading}: {group.title}"
    for part in paged(tree, path, group.people):
        view = PeoplePage(
            site=tree.site,
            page=head(tree, part, title, section=known.PERSON),
            heading=title,
            intro="",
            groups=(_group(tree, group, part.shown, title=""),),
            count=len(group.people),
            pager=part.pager,
            up=Link(heading, tree.site.people),
        )
        yield tree.sheet(part.path, _TEMPLATE, view)


def _group(
    tree: Tree, group: _Group, part: tuple[Entry, ...], title: str | None = None
) -> PeopleGroup:
    path = routes.level_path(tree.config, group.id, tree.lang)
    return PeopleGroup(
        id=group.id,
        title=group.title if title is None else title,
        people=tuple(_shown(tree, entry) for entry in part),
        count=len(group.people),
        url=routes.href(tree.config, path) if len(part) < len(group.people) else "",
    )


def _shown(tree: Tree, entry: Entry) -> PersonCard:
    merit, person = known.merit_of(tree.desk, entry), entry.record
    ranked = isinstance(person, Person) and known.is_ranked(tree.desk, person)
    points = merit.points if merit is not None and ranked else 0
    founding = merit is not None and merit.founding
    return PersonCard(card(tree.desk, entry, tree.lang), points, founding=founding)


def _founders(tree: Tree, groups: tuple[_Group, ...]) -> Iterator[Link]:
    people = (entry for group in groups for entry in group.people)
    for entry in sorted(people, key=lambda e: (e.head.title.casefold(), e.head.id)):
        merit = known.merit_of(tree.desk, entry)
        if merit is not None and merit.founding:
            yield known.link(tree.desk, entry, tree.lang)
