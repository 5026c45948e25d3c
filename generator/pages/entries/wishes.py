"""What became of the wishes that were sent in to a call (B7): granted, coming, declined, open."""

from collections.abc import Iterable
from datetime import UTC, datetime

from generator.journal.loop.links import doers
from generator.journal.threads import Standing
from generator.kinds.kind import Journey
from generator.kinds.table import KINDS
from generator.markup.prose import fill
from generator.model.entry import Entry
from generator.model.fields import Inline
from generator.model.reference import Reference
from generator.pages.desk.entry_views import Desk, card, link, people
from generator.pages.html import NO_HTML, Html
from generator.pages.sent_views import Wish, Wishes
from generator.pages.thread import age

GRANTED, COMING, DECLINED, OPEN = "granted", "coming", "declined", "open"
OUTCOMES = (GRANTED, COMING, DECLINED, OPEN)
"""Ends of wishes, in the order in which pages show them."""

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_STEPS = 20  # from a wish to the one it says the same as, and on


def is_wish(entry: Entry) -> bool:
    """Whether an entry is on a journey, so that something becomes of it."""
    return KINDS[entry.kind].journey is not None


def by_outcome(desk: Desk, entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    """Wishes by what became of them.

    Of what is open the most wanted first, then the oldest; of the rest the last decided first.
    """
    found: dict[str, list[Entry]] = {name: [] for name in OUTCOMES}
    for entry in entries:
        found[_outcome(desk, entry)].append(entry)
    for name, members in found.items():
        members.sort(key=lambda e: _waiting(desk, e) if name == OPEN else _decided(desk, e))
    return {name: tuple(members) for name, members in found.items() if members}


def wishes(
    desk: Desk, lang: str, groups: dict[str, tuple[Entry, ...]], most: int
) -> tuple[Wishes, ...]:
    """The first wishes of each group as pages show them."""
    return tuple(
        Wishes(name, tuple(_wish(desk, lang, entry) for entry in members[:most]), len(members))
        for name, members in groups.items()
    )


def _outcome(desk: Desk, entry: Entry) -> str:
    journey = _journey(entry)
    status = _stands(desk, _root(desk, entry)).status
    if status == journey.done:
        return GRANTED
    if status in journey.granted:
        return COMING
    return DECLINED if status in journey.refused else OPEN


def _waiting(desk: Desk, entry: Entry) -> tuple[float, float, str]:
    return (-_stands(desk, entry).voices, (entry.head.date or _LONG_AGO).timestamp(), entry.head.id)


def _decided(desk: Desk, entry: Entry) -> tuple[float, float, str]:
    since = _stands(desk, _root(desk, entry)).since or entry.head.date or _LONG_AGO
    return (0, -since.timestamp(), entry.head.id)


def _wish(desk: Desk, lang: str, entry: Entry) -> Wish:
    root, at = _root(desk, entry), desk.journal.at
    found, filling = _stands(desk, root), desk.filling(entry, lang, on_own_page=False)
    cause = desk.journal.shown(found.cause, lang) if found.cause else None
    field = KINDS[cause.kind].version if cause else ""
    is_open = _outcome(desk, entry) == OPEN
    return Wish(
        card=card(desk, entry, lang),
        people=people(filling, doers(entry)),
        status=found.status,
        since=desk.local(found.since),
        cause=link(filling, cause) if cause else None,
        version=str(getattr(cause.record, field)) if cause and field else "",
        same_as=link(filling, root) if root is not entry else None,
        reason=_reason(desk, lang, root, found),
        age=age(entry.head.date, at, desk.config.zone) if is_open else None,
    )


def _reason(desk: Desk, lang: str, entry: Entry, found: Standing) -> Html:
    """Why something was granted or not: its answer, else what its last move says."""
    journey, answer = _journey(entry), KINDS[entry.kind].answer
    given = getattr(entry.record, answer.given) if answer else None
    if given is None and found.status not in journey.waiting:
        moves = [m for m in getattr(entry.record, journey.history) if m.status == found.status]
        given = moves[-1].note if moves else None
    if not isinstance(given, Inline):
        return NO_HTML
    return Html(fill(given.prose, desk.filling(entry, lang, on_own_page=False)))


def _root(desk: Desk, entry: Entry) -> Entry:
    """The public wish that this one was merged into, maybe over several; else itself."""
    current = entry
    for _ in range(_MOST_STEPS):
        journey = _journey(current)
        target: Reference | None = getattr(current.record, journey.same_as)
        if target is None or _stands(desk, current).status != journey.merged:
            break
        shown = desk.journal.shown(target, entry.lang)
        if shown is None or shown.kind != entry.kind:
            break
        current = shown
    return current


def _stands(desk: Desk, entry: Entry) -> Standing:
    found = desk.journal.loop.standings.get(entry.reference)
    return found or Standing(str(getattr(entry.record, _journey(entry).status)), None)


def _journey(entry: Entry) -> Journey:
    journey = KINDS[entry.kind].journey
    if journey is None:
        raise TypeError(f"'{entry.reference}' is on no journey")
    return journey
