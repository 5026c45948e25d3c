"""What contradicts itself in the loop: what was promised, said and shown must fit together.

Only what is public is judged: a draft need not be right yet.
"""

from collections.abc import Iterator

from generator.journal.journal import Journal
from generator.journal.loop.case import Case
from generator.journal.loop.circles import check_circles
from generator.journal.loop.links import linked
from generator.journal.loop.moves import check_moves
from generator.journal.loop.overdue import check_promises
from generator.journal.loop.replies import check_replies
from generator.journal.loop.shipping import check_shipping
from generator.journal.loop.standings import families, standings
from generator.problems import Problem


def check_loop(journal: Journal) -> Iterator[Problem]:
    """Every contradiction of suggestions, changes, promises and reports."""
    links = linked(journal)
    kin = families(links)
    found = journal.loop.standings or standings(journal, links, kin)
    case = Case(journal, links, kin, found)
    yield from check_moves(case)
    yield from check_shipping(case)
    yield from check_promises(case)
    yield from check_replies(case)
    yield from check_circles(case)
