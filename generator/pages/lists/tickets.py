"""What a board says of an entry: how many asked for it, who answers for it, what waits too long."""

from datetime import UTC, datetime

from generator.journal.threads import Standing
from generator.kinds.kind import Kind
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.reference import Byline
from generator.pages.board_views import Ticket
from generator.pages.desk.entry_views import card, link, person
from generator.pages.frame import Tree
from generator.pages.values import Link

MOST_MERGED = 3
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def ticket(tree: Tree, entry: Entry) -> Ticket:
    """An entry as a board of a language shows it."""
    found = standing(tree, entry)
    merged = [m for m in found.merged if tree.desk.journal.shown(m, tree.lang) is not None]
    return Ticket(
        card=card(tree.desk, entry, tree.lang),
        voices=found.voices,
        owner=_owner(tree, entry),
        stale=found.stale_days > 0,
        overdue=overdue(tree, entry),
        merged=tuple(_merged(tree, entry, found))[:MOST_MERGED],
        merged_count=len(merged),
    )


def standing(tree: Tree, entry: Entry) -> Standing:
    """Where an entry stands; that of its own record for kinds on no journey."""
    found = tree.desk.journal.loop.standings.get(entry.reference)
    return found or Standing(str(getattr(entry.record, KINDS[entry.kind].group_by)), None)


def waits(kind: Kind, status: str) -> bool:
    """Whether what has a status waits for something, so that the most wanted stand first."""
    return kind.journey is not None and status in kind.journey.awaited


def overdue(tree: Tree, entry: Entry) -> bool:
    """Whether an answer was promised for an earlier instant and is not given."""
    answer = KINDS[entry.kind].answer
    if answer is None or getattr(entry.record, answer.given):
        return False
    due: datetime | None = getattr(entry.record, answer.due)
    return due is not None and due <= tree.desk.journal.at


def place(tree: Tree, kind: Kind, entry: Entry) -> tuple[int, float, str]:
    """Where an entry stands in its column: of what waits the most wanted first, then the newest.

    Of what is decided the last decided stands first.
    """
    found = standing(tree, entry)
    since = entry.head.date if waits(kind, found.status) else found.since or entry.head.date
    voices = found.voices if waits(kind, found.status) else 0
    return (-voices, -(since or _NEVER).timestamp(), entry.head.id)


def _owner(tree: Tree, entry: Entry) -> Link | None:
    journey = KINDS[entry.kind].journey
    byline: Byline | None = getattr(entry.record, journey.owner) if journey else None
    return person(tree.desk.filling(entry, tree.lang), byline) if byline else None


def _merged(tree: Tree, entry: Entry, found: Standing) -> list[Link]:
    filling = tree.desk.filling(entry, tree.lang)
    shown = (tree.desk.journal.shown(each, tree.lang) for each in found.merged)
    return [link(filling, each) for each in shown if each is not None]
