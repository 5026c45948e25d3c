"""What a profile shows beside the person's own words: contributions, level, privileges, badge."""

from collections.abc import Iterator

from generator.journal.merits import Merit
from generator.journal.recognition.standing import worth
from generator.kinds.person import Person
from generator.model.entry import Entry
from generator.pages.desk.entry_views import Desk
from generator.pages.frame import Tree
from generator.pages.people import known, needs, titles
from generator.pages.people.badges import badge
from generator.pages.people_views import Profile, RoleRow
from generator.pages.values import Contribution

MOST_EVIDENCE = 40


def profile(tree: Tree, entry: Entry) -> Profile | None:
    """What somebody did and what it amounts to; None for all entries but people."""
    person = entry.record
    if not isinstance(person, Person):
        return None
    desk, lang = tree.desk, tree.lang
    ranked = known.is_ranked(desk, person)
    rules = titles.rules(desk, lang) if ranked else ""
    merit = known.merit_of(desk, entry)
    if merit is None:
        return Profile(ranked=ranked, rules=rules)
    newest = merit.evidence[:MOST_EVIDENCE]
    return Profile(
        rows=tuple(_rows(desk, merit, ranked=ranked)),
        evidence=tuple(known.view(desk, each, lang) for each in newest),
        more=len(merit.evidence) - len(newest),
        founding=merit.founding,
        ranked=ranked,
        points=merit.points if ranked else 0,
        level=titles.level(desk, merit.level, lang) if ranked else None,
        next=titles.level(desk, merit.next_level, lang) if ranked else None,
        needs=needs.of_merit(merit) if ranked else (),
        privileges=tuple(
            found for name in merit.privileges if (found := titles.privilege(desk, name, lang))
        ),
        rules=rules,
        badge=badge(tree, entry, merit) if ranked else None,
    )


def contributions(desk: Desk, entry: Entry) -> tuple[Contribution, ...]:
    """How often a person did what, the most frequent first; nothing for other entries."""
    merit = known.merit_of(desk, entry)
    found = merit.by_role if merit is not None else ()
    return tuple(Contribution(str(role), count) for role, count in found)


def _rows(desk: Desk, merit: Merit, *, ranked: bool) -> Iterator[RoleRow]:
    points = worth(desk.config)
    for role, count in merit.by_role:
        each = points[role] if ranked else 0
        yield RoleRow(str(role), count, each, each * count)
