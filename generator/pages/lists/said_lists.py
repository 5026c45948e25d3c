"""What stands behind the figures of a month or a year: one by one, each with its reason."""

from collections.abc import Sequence

from generator.journal.changes import changes_of
from generator.journal.happenings import Deed, Happening, Promise, Waiting, What
from generator.journal.said import Part
from generator.kinds.table import KINDS
from generator.markup.prose import fill
from generator.model.entry import Entry
from generator.model.fields import Inline
from generator.model.reference import Reference
from generator.pages import values
from generator.pages.desk.deeds import Work, deed
from generator.pages.desk.entry_views import link, people
from generator.pages.frame import Tree
from generator.pages.html import NO_HTML, Html
from generator.pages.said_views import SaidItem, SaidLists

MOST = 60
"""Items of a list: sixty thousand suggestions must not make one page."""


def said_lists(tree: Tree, part: Part) -> SaidLists:
    """The lists of a time, for readers of a tree; each is cut, its count is not."""
    done = [deed_ for deed_ in reversed(part.deeds) if deed_.heard]
    sorts = (What.ADOPTED, What.SHIPPED, What.DECLINED, What.MERGED)
    happened = {str(what): part.of(what) for what in sorts}
    counts = {name: len(found) for name, found in happened.items()}
    return SaidLists(
        done=tuple(found for each in done[:MOST] for found in _deed(tree, each)),
        **{name: _happened(tree, found) for name, found in happened.items()},
        waiting=tuple(i for each in part.waiting[:MOST] for i in _waiting(tree, each)),
        overdue=tuple(i for each in part.owed[:MOST] for i in owed(tree, each)),
        counts={
            **counts,
            "done": len(done),
            "waiting": len(part.waiting),
            "overdue": len(part.owed),
        },
    )


def _happened(tree: Tree, happenings: Sequence[Happening]) -> tuple[SaidItem, ...]:
    shown = ((each, _shown(tree, each.entry)) for each in happenings[:MOST])
    return tuple(
        SaidItem(
            link=item_link(tree, entry),
            date=tree.desk.local(each.when) if each.days is not None else None,
            note=_why(tree, entry, each),
        )
        for each, entry in shown
        if entry is not None
    )


def _waiting(tree: Tree, waiting: Waiting) -> Sequence[SaidItem]:
    entry = _shown(tree, waiting.entry)
    journey = KINDS[waiting.entry.kind].journey
    if entry is None or journey is None:
        return ()
    filling = tree.desk.filling(entry, tree.lang, on_own_page=False)
    owner = getattr(entry.record, journey.owner)
    status = str(getattr(entry.record, journey.status))
    return (
        SaidItem(
            link=item_link(tree, entry),
            date=tree.desk.local(waiting.since),
            status=status,
            days=waiting.days,
            people=people(filling, (owner,)) if owner is not None else (),
        ),
    )


def owed(tree: Tree, promise: Promise) -> Sequence[SaidItem]:
    """A promise that is overdue, with what the team says about its being late."""
    entry = _shown(tree, promise.entry)
    answer = KINDS[promise.entry.kind].answer
    if entry is None or answer is None:
        return ()
    filling = tree.desk.filling(entry, tree.lang, on_own_page=False)
    late = getattr(entry.record, answer.late) if answer.late else None
    return (
        SaidItem(
            link=item_link(tree, entry),
            label=tree.say(KINDS[entry.kind].one),
            date=tree.desk.local(promise.due),
            note=_html(tree, entry, late),
            days=promise.days,
            people=people(filling, (promise.owner,)) if promise.owner is not None else (),
        ),
    )


def _deed(tree: Tree, done: Deed) -> Sequence[values.Deed]:
    """A change; a translation that tells of fewer has no such part."""
    entry = _shown(tree, done.entry)
    changes = changes_of(entry) if entry is not None else ()
    if entry is None or done.part >= len(changes):
        return ()
    return (deed(tree.desk, Work(entry, changes[done.part]), tree.lang),)


def _why(tree: Tree, entry: Entry, happening: Happening) -> Html:
    """Why something was decided: the note of the move, else the answer to the whole."""
    kind = KINDS[entry.kind]
    moves = getattr(entry.record, kind.journey.history) if kind.journey else ()
    note = moves[happening.part].note if 0 <= happening.part < len(moves) else None
    if note is None and kind.answer is not None and happening.what is not What.SHIPPED:
        note = getattr(entry.record, kind.answer.given)
    return _html(tree, entry, note)


def _html(tree: Tree, entry: Entry, text: object) -> Html:
    if not isinstance(text, Inline):
        return NO_HTML
    return Html(fill(text.prose, tree.desk.filling(entry, tree.lang, on_own_page=False)))


def item_link(tree: Tree, entry: Entry) -> values.Link:
    """A link to an entry from a page of a tree."""
    return link(tree.desk.filling(entry, tree.lang, on_own_page=False), entry)


def _shown(tree: Tree, reference: Reference) -> Entry | None:
    return tree.desk.journal.shown(reference, tree.lang)
