"""Conditions of levels and privileges as pages show them."""

from generator.journal.merits import Merit, Need
from generator.journal.recognition.standing import LEVEL, Sums, conditions, needs_of
from generator.kinds.recognition import Level, Privilege
from generator.pages.desk.entry_views import Desk
from generator.pages.people import titles
from generator.pages.people_views import NeedView


def of_merit(merit: Merit) -> tuple[NeedView, ...]:
    """The conditions of somebody's next level, each with how far it is met."""
    return tuple(_view(need) for need in merit.needs)


def of_level(level: Level) -> tuple[NeedView, ...]:
    """What a level takes."""
    return tuple(_view(need) for need in needs_of(level, Sums()))


def of_privilege(desk: Desk, privilege: Privilege, lang: str) -> tuple[NeedView, ...]:
    """What a privilege takes."""
    needs = conditions(privilege, Sums(), (), founding=False)
    level = titles.level(desk, privilege.level or "", lang)
    named = level.title if level is not None else ""
    return tuple(_view(need, named if need.what == LEVEL else "") for need in needs)


def _view(need: Need, title: str = "") -> NeedView:
    return NeedView(str(need.what), need.have, need.want, need.is_met, title)
