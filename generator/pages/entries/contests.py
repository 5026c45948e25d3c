"""The entries of a contest: those that stand in the call, and the stories sent in to it (B3)."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from generator.journal.loop.links import doers
from generator.kinds.call import Call, Sent
from generator.markup.prose import fill
from generator.model.entry import Entry
from generator.model.fields import Inline
from generator.pages.desk.entry_views import Desk, card, people
from generator.pages.desk.filling import Filling
from generator.pages.entries.follow import won
from generator.pages.html import NO_HTML, Html
from generator.pages.sent_views import Candidate


def candidates(desk: Desk, entry: Entry, stories: Iterable[Entry]) -> Mapping[str, Candidate]:
    """Every entry of a contest by its id: those of the call first, in its order.

    Args:
        stories: what was sent in to the call.
    """
    call = _call(entry)
    filling, winners = desk.filling(entry, entry.lang), won(desk, entry)
    reasons = {each.entry: _html(each.reason, filling) for each in call.shortlist}
    found = [*(_inline(sent, filling) for sent in call.entries)]
    known = {each.id for each in found}
    found += (_story(desk, e, entry.lang) for e in stories if e.head.id not in known)
    return {
        each.id: replace(each, reason=reasons.get(each.id, NO_HTML), won=each.id in winners)
        for each in found
    }


def shortlist(call: Call, found: Mapping[str, Candidate]) -> Iterator[Candidate]:
    """Those of them that go to the vote, in the order of the shortlist."""
    yield from (found[each.entry] for each in call.shortlist if each.entry in found)


def _call(entry: Entry) -> Call:
    if not isinstance(entry.record, Call):
        raise TypeError(f"'{entry.reference}' is no call")
    return entry.record


def _inline(sent: Sent, filling: Filling) -> Candidate:
    return Candidate(
        id=sent.id,
        title=sent.title,
        url="",
        lang="",
        people=people(filling, (sent.by,) if sent.by else ()),
        picture=filling.shot(sent.picture, sent.alt or "") if sent.picture else None,
        description=_html(sent.description, filling),
    )


def _story(desk: Desk, entry: Entry, lang: str) -> Candidate:
    filling = desk.filling(entry, lang, on_own_page=False)
    shown = card(desk, entry, lang)
    return Candidate(
        id=entry.head.id,
        title=shown.title,
        url=shown.url,
        lang=shown.lang,
        people=people(filling, doers(entry)),
        picture=shown.cover,
        summary=shown.summary,
    )


def _html(text: Inline | None, filling: Filling) -> Html:
    return Html(fill(text.prose, filling)) if text is not None else NO_HTML
