"""What could be taken part in when an entry went live, for what feeds show of it.

Law: an item of a feed stays as it is. What was open on the day of an old item may stand in it, what
opened later may not, and that it is over by now is not told: the date of its end is.
"""

from datetime import UTC, datetime

from msgspec import Struct

from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.pages.call_views import Invitation
from generator.pages.desk.entry_views import Desk, link
from generator.pages.desk.filling import Filling
from generator.pages.frame import Tree

_NEVER = datetime.max.replace(tzinfo=UTC)


class _Span(Struct, frozen=True):
    """From when until when readers could take part in something."""

    begins: datetime
    ends: datetime
    entry: Entry


class OpenThen:
    """What can or could be taken part in, to be asked for by the date of many entries."""

    def __init__(self, tree: Tree) -> None:
        invites = (entry for entry in tree.atlas.entries if KINDS[entry.kind].calls_in)
        spans = [_span(entry) for entry in invites]
        self._spans = sorted(spans, key=lambda each: (each.ends, each.entry.reference))

    def at(self, desk: Desk, entry: Entry, filling: Filling) -> tuple[Invitation, ...]:
        """What was open when an entry that tells of the work went live, what closed first first.

        Nothing for entries of other kinds.
        """
        when = entry.head.date
        if when is None or not KINDS[entry.kind].tells:
            return ()
        return tuple(
            Invitation(
                link(filling, span.entry),
                desk.words.say(filling.lang, KINDS[span.entry.kind].one),
                None if span.ends is _NEVER else desk.local(span.ends),
            )
            for span in self._spans
            if span.begins <= when < span.ends
        )


def _span(entry: Entry) -> _Span:
    """The time in which somebody who read of an entry could take part."""
    span = KINDS[entry.kind].span
    begins, ends = (getattr(entry.record, name) for name in span) if span else (None, None)
    known = [moment for moment in (begins, entry.head.date) if moment is not None]
    return _Span(max(known, default=_NEVER), ends or _NEVER, entry)
