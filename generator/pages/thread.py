"""The orange thread on pages: whole where it begins, and a line on each page that it runs through.

What belongs to a thread is decided in `generator.journal.loop`; this module puts it into words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo

from msgspec import Struct
from msgspec.structs import replace

from generator.journal.changes import anchor, changes_of
from generator.journal.happenings import days_between
from generator.journal.journal import Named, names_of
from generator.journal.loop.told import asked, in_order, told
from generator.journal.threads import Node, OpenEnd, Standing, Thread
from generator.kinds.kind import Step
from generator.kinds.table import KINDS
from generator.markup.prose import fill
from generator.model.entry import Entry
from generator.model.fields import Inline
from generator.model.reference import Byline, Reference
from generator.pages.desk.entry_views import Desk, link, people
from generator.pages.desk.filling import Filling
from generator.pages.html import NO_HTML, Html
from generator.pages.status_feeds import thread_of
from generator.pages.thread_views import Age, Dot, Knot, StandingView, ThreadLine
from generator.pages.values import Link

AWAITED = "awaited"
"""Step of a node that is still open."""

MOST_LINES = 12
MOST_BESIDE = 1
"""Lines beside a thread that begins here: a poll says what became of each option as well."""
MOST_DOTS = 10
MOST_PEOPLE = 40
MOST_MERGED = 100

LABELS: Mapping[Step, str] = {
    Step.SUGGESTED: "Suggested",
    Step.MOVED: "Moved on",
    Step.DECIDED: "Decided",
    Step.ASKED: "Asked",
    Step.CHANGED: "Changed",
    Step.RELEASED: "Released",
    Step.REPORTED: "Users judged",
    Step.TOLD: "Told",
    Step.ANSWERED: "Answered",
    Step.THANKED: "Thanked",
}
"""English words for each step."""

_UNITS = ((92, 30.44, "month"), (15, 7, "week"), (0, 1, "day"))
"""From how many days on an age is said in a unit, and how many days that has."""


def age(since: datetime | None, at: datetime, zone: tzinfo) -> Age | None:
    """How many days of the calendar ago an instant was; None for what is still to come."""
    if since is None or since > at:
        return None
    days = days_between(since, at, zone)
    length, unit = next((length, unit) for least, length, unit in _UNITS if days >= least)
    return Age(int(days / length), unit)


def thread(desk: Desk, entry: Entry) -> tuple[Knot, ...]:
    """The thread that begins with a public entry, or that of the call it was sent in to.

    Nothing for other entries.
    """
    found = desk.journal.loop.threads.get(entry.reference)
    call = asked(desk.journal, entry) if found else None
    found = found or told(desk.journal, entry)
    if found is None:
        return ()
    loom = _Loom(desk, entry)
    steps_ = in_order([call, *found.nodes]) if call else found.nodes
    return (*loom.nodes(steps_), *loom.open_ends(found.open_ends))


def steps(desk: Desk, entry: Entry) -> Iterator[tuple[Node, Knot]]:
    """The steps of the thread that an entry begins or was merged into, with whole addresses."""
    found = thread_of(desk.journal, entry)
    loom = _Loom(desk, entry, whole=True)
    for node in found.nodes if found else ():
        for knot in loom.nodes((node,)):
            yield node, knot


def lines(desk: Desk, entry: Entry) -> tuple[tuple[ThreadLine, ...], int]:
    """The threads of others that an entry belongs to, and how many more than are shown."""
    loop = desk.journal.loop
    roots = [root for root in loop.through.get(entry.reference, ()) if root != entry.reference]
    loom = _Loom(desk, entry)
    most = MOST_BESIDE if entry.reference in loop.threads else MOST_LINES
    shown = (loom.line(loop.threads[root]) for root in roots[:most])
    return tuple(each for each in shown if each), max(0, len(roots) - most)


def standing(desk: Desk, entry: Entry) -> StandingView | None:
    """Where an entry stands; None for what is on no journey."""
    found = desk.journal.loop.standings.get(entry.reference)
    return _Loom(desk, entry).standing(found) if found else None


class _Loom(Struct, frozen=True):
    """Makes what the page of an entry says of threads, in the language of that entry.

    Attributes:
        whole: True for feeds: every address begins with the scheme.
    """

    desk: Desk
    entry: Entry
    whole: bool = False

    def nodes(self, nodes: Iterable[Node]) -> Iterator[Knot]:
        """Nodes, without those of entries that are not shown."""
        for node in nodes:
            shown = self.desk.journal.shown(node.entry, self.entry.lang)
            if shown is not None:
                yield self._knot(node, shown)

    def open_ends(self, ends: Iterable[OpenEnd]) -> Iterator[Knot]:
        """What is still open, as hollow nodes."""
        for end in ends:
            shown = self.desk.journal.shown(end.entry, self.entry.lang)
            if shown is not None:
                yield self._awaited(end, shown)

    def line(self, thread: Thread) -> ThreadLine | None:
        """A thread in its short form; None if its beginning is not shown."""
        root = self.desk.journal.shown(thread.root, self.entry.lang)
        if root is None:
            return None
        stands = self.desk.journal.loop.standings.get(thread.root)
        return ThreadLine(
            root=self._link(root),
            status=stands.status if stands else "",
            dots=_shortened([self._dot(node) for node in thread.nodes]),
            open=tuple(self.open_ends(thread.open_ends)),
            complete=thread.is_complete,
        )

    def standing(self, found: Standing) -> StandingView:
        """Where something stands, its people and what was merged into it as links."""
        at, record = self.desk.journal.at, self.entry.record
        answer = KINDS[self.entry.kind].answer
        owed = answer is not None and not getattr(record, answer.given)
        due = getattr(record, answer.due) if answer and owed else None
        merged = (self.desk.journal.shown(m, self.entry.lang) for m in found.merged[:MOST_MERGED])
        cause = self.desk.journal.shown(found.cause, self.entry.lang) if found.cause else None
        since, zone = found.since or self.entry.head.date, self.desk.config.zone
        stale = age(since, at, zone) if found.stale_days else None
        return StandingView(
            status=found.status,
            since=self.desk.local(found.since),
            cause=self._link(cause) if cause else None,
            stale=stale,
            voices=found.voices,
            asked_by=self._people(self.entry, found.asked_by[:MOST_PEOPLE]),
            merged=tuple(self._link(each) for each in merged if each),
            due=self.desk.local(due),
            overdue=due is not None and due <= at,
        )

    def _knot(self, node: Node, shown: Entry) -> Knot:
        return Knot(
            step=str(node.step),
            label=self._say(_label(node)),
            date=self.desk.local(node.date),
            link=self._away(shown, node.part),
            note=self._note(node, shown),
            people=self._people(shown, node.people),
            status=node.status,
        )

    def _awaited(self, end: OpenEnd, shown: Entry) -> Knot:
        at = self.desk.journal.at
        return Knot(
            step=AWAITED,
            label=self._say(end.waits_for),
            date=self.desk.local(end.since),
            link=self._away(shown, -1),
            people=self._people(shown, (end.owner,) if end.owner else ()),
            open=True,
            age=age(end.due if end.overdue else end.since, at, self.desk.config.zone),
            due=self.desk.local(end.due),
            overdue=end.overdue,
            late=self._html(shown, _own(shown, end.late)),
        )

    def _dot(self, node: Node) -> Dot:
        here = node.entry == self.entry.reference
        return Dot(str(node.step), self._say(_label(node)), self.desk.local(node.date), here)

    def _away(self, shown: Entry, part: int) -> Link | None:
        """A link to a step, to the change itself where it is one; None for the page's own."""
        if shown.reference == self.entry.reference:
            return None
        there = self._link(shown)
        if part < 0 or part >= len(changes_of(shown)):
            return there
        return Link(there.title, f"{there.url}#{anchor(part)}", there.kind, there.lang)

    def _note(self, node: Node, shown: Entry) -> Html:
        """What changed, or why and how; in the words of the version that is shown."""
        return self._html(shown, _written(node, shown))

    def _html(self, entry: Entry, text: Inline | None) -> Html:
        if text is None:
            return NO_HTML
        return Html(fill(text.prose, self._filling(entry)))

    def _link(self, shown: Entry) -> Link:
        return link(self._filling(self.entry), shown)

    def _people(self, entry: Entry, bylines: tuple[Byline, ...]) -> tuple[Link, ...]:
        return people(self._filling(entry), bylines)

    def _filling(self, entry: Entry) -> Filling:
        own = entry.reference == self.entry.reference and not self.whole
        return self.desk.filling(entry, self.entry.lang, whole=self.whole, on_own_page=own)

    def _say(self, message: str) -> str:
        return self.desk.words.say(self.entry.lang, message)


def _shortened(dots: Sequence[Dot]) -> tuple[Dot, ...]:
    """Of many steps the first, those of the page itself, and as many of the newest as fit."""
    kept = {n for n, dot in enumerate(dots) if dot.here or n == 0}
    for n in reversed(range(len(dots))):
        if len(kept) >= MOST_DOTS:
            break
        kept.add(n)
    order = sorted(kept)
    before = (-1, *order)
    return tuple(
        replace(dots[n], skipped=n - last - 1) for last, n in zip(before, order, strict=False)
    )


def _label(node: Node) -> str:
    """What a node is called: what people take part in does not decide, it closes."""
    closes = KINDS[node.entry.kind].calls_in and node.step is Step.DECIDED
    return "Closed" if closes else LABELS[node.step]


def _written(node: Node, shown: Entry) -> Inline | None:
    """What a version of an entry says of a step; what its node says where that is not found."""
    kind, record = KINDS[shown.kind], shown.record
    changes = changes_of(shown)
    if 0 <= node.part < len(changes):
        return changes[node.part].text
    if node.note is None:
        return None
    moves = getattr(record, kind.journey.history) if kind.journey else ()
    if 0 <= node.part < len(moves) and moves[node.part].note is not None:
        note: Inline = moves[node.part].note
        return note
    given = getattr(record, kind.answer.given) if kind.answer else None
    return given if isinstance(given, Inline) else node.note


def _own(shown: Entry, late: Inline | None) -> Inline | None:
    """What the team says about being late, in the words of the version that is shown."""
    answer = KINDS[shown.kind].answer
    said = getattr(shown.record, answer.late, None) if answer and answer.late else None
    return said if isinstance(said, Inline) and late is not None else late


def answered(desk: Desk, entry: Entry) -> tuple[Link, ...]:
    """The entries that answer an entry, newest first."""
    filling = desk.filling(entry, entry.lang)
    sources = desk.journal.mentions.get(entry.reference, ())
    shown = (desk.journal.shown(source, entry.lang) for source in sources)
    return tuple(link(filling, e) for e in shown if e and _answers(e) == entry.reference)


def _answers(entry: Entry) -> Reference | None:
    """What an entry answers; None for nothing."""
    field = KINDS[entry.kind].answers
    found: Reference | None = getattr(entry.record, field) if field else None
    return found


def own_references(entry: Entry) -> Iterator[Reference]:
    """Entries that an entry names in a field of its own, not in one of its items or in a text."""
    for named in names_of(entry):
        if isinstance(named.name, Reference) and _is_own(named):
            yield named.name


def _is_own(named: Named) -> bool:
    return not named.in_text and all(isinstance(part, int) for part in named.path[1:])
