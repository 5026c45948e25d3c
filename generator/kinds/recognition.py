"""The rules of recognition that a journal may change: points, levels, privileges (D1, D3, D6, D7).

Nobody types points in: they are what the evidence is worth by these rules, which the site
publishes.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from pydantic import Field

from generator.kinds.credit import Role, RoleWord
from generator.model.fields import LARGEST, Count, Id, Line, Many, Markdown, Record

Points = Annotated[int, Field(ge=0, le=LARGEST, description="a whole number")]

DEFAULT_POINTS: Mapping[Role, int] = dict.fromkeys(Role, 3) | {
    Role.SUGGESTED: 5,
    Role.REPORTED: 3,
    Role.TESTED: 3,
    Role.VOTED: 1,
    Role.ANSWERED: 2,
    Role.TOLD: 5,
    Role.INVITED: 2,
    Role.CONTRIBUTED: 8,
    Role.CODE: 8,
    Role.DESIGNED: 8,
    Role.TRANSLATED: 5,
}
"""What one piece of evidence is worth, by role."""


class Level(Record):
    """A level, and what it takes; all of its conditions must be met."""

    id: Id = Field(description="permanent name of the level")
    title: Line = Field(description="what it is called")
    titles: dict[str, Line] = Field(default={}, description="what it is called, by language")
    points: Points = Field(default=0, description="points needed")
    kinds: Points = Field(default=0, description="different roles needed")
    months: Points = Field(default=0, description="different months with evidence needed")
    roles: dict[RoleWord, Points] = Field(
        default={}, description="how often each role is needed: {suggested: 2}"
    )


class Privilege(Record):
    """Something that a level or a condition earns; handing it out is the team's."""

    id: Id = Field(description="permanent name of the privilege")
    title: Line = Field(description="what it is called")
    titles: dict[str, Line] = Field(default={}, description="what it is called, by language")
    about: Markdown | None = Field(default=None, description="what one gets, and where")
    level: Id | None = Field(default=None, description="level that earns it")
    roles: dict[RoleWord, Points] = Field(
        default={}, description="how often each role is needed: {tested: 3}"
    )
    founding: bool = Field(default=False, description="yes: founding members have it")
    places: Count = Field(default=0, description="how many there are; 0 for as many as qualify")


class Boards(Record):
    """What the boards of a month or year show."""

    least: Annotated[int, Field(ge=1, le=LARGEST)] = Field(
        default=2, description="points below which nobody is ranked"
    )
    people: Annotated[int, Field(ge=2, le=LARGEST)] = Field(
        default=3, description="people below which there is no ranking at all"
    )
    places: Annotated[int, Field(ge=1, le=500)] = Field(
        default=10, description="places that are shown"
    )


DEFAULT_LEVELS: Many[Level] = (
    Level(id="customer", title="Customer"),
    Level(id="loyal", title="Loyal customer", points=5),
    Level(id="friend", title="Friend", points=20, kinds=2),
    Level(id="partner", title="Partner", points=60, kinds=3, months=3),
    Level(id="ambassador", title="Ambassador", points=150, kinds=4, months=6),
)
"""From customer to ambassador (D7), from public contributions alone; the theme translates them."""


Contradiction = tuple[tuple[str | int, ...], str, str]
"""The place of a mistake in `friday.yaml`, what it is, and its cure."""


def contradictions(
    levels: Sequence[Level], privileges: Sequence[Privilege]
) -> Iterator[Contradiction]:
    """What makes no sense in the rules."""
    for option, rules in (("levels", levels), ("privileges", privileges)):
        ids = [rule.id for rule in rules]
        for number, id_ in enumerate(ids):
            if id_ in ids[:number]:
                said = f"two {option} are called '{id_}'"
                yield (option, number, "id"), said, "give one of them another id"
    yield from _not_rising(levels)
    known = [level.id for level in levels]
    for number, privilege in enumerate(privileges):
        if privilege.level is not None and privilege.level not in known:
            said = f"there is no level '{privilege.level}'"
            hint = f"levels are {', '.join(known)}" if known else "there are no levels"
            yield ("privileges", number, "level"), said, hint


def _not_rising(levels: Sequence[Level]) -> Iterator[Contradiction]:
    """Levels that ask for less than one before them, or for nothing more.

    What a level leaves out is asked for as before: nobody reaches it past the one before it.
    """
    asked: dict[str, int] = {}
    for number, level in enumerate(levels):
        asks = {name: getattr(level, name) for name in _CONDITIONS & level.model_fields_set}
        asks |= {str(role): n for role, n in level.roles.items()}
        fewer = [name for name in sorted(asks) if asks[name] < asked.get(name, 0)]
        more = [name for name in asks if asks[name] > asked.get(name, 0)]
        if fewer:
            said = f"level '{level.id}' asks for less than one before it: {', '.join(fewer)}"
            yield ("levels", number), said, "the first level stands first, and each asks for more"
        elif number and not more:
            said = f"level '{level.id}' asks for no more than the one before it"
            yield ("levels", number), said, "say what it takes: points, kinds, months or roles"
        asked |= {name: asks[name] for name in more}


_CONDITIONS = frozenset({"points", "kinds", "months"})
