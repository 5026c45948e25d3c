"""The journal at an instant: its entries as a graph, and which of them are public."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from msgspec import Struct

from generator.config import Config
from generator.journal.agreed import as_agreed
from generator.journal.embargo import said_so_far
from generator.journal.ledgers import up_to
from generator.journal.merits import Recognition
from generator.journal.order import newest_first
from generator.journal.people import People, called, table
from generator.journal.polls import PollCount
from generator.journal.sent import as_of
from generator.journal.threads import Loop
from generator.journal.visibility import Hidden, hidden_because, public_since
from generator.markup.prose import Mention, Prose, ReferenceStart
from generator.model.entry import Entry
from generator.model.fields import Inline, values_in
from generator.model.ledger import LedgerRow
from generator.model.publication import EMPTY, Register
from generator.model.reference import Byline, Path, Reference
from generator.model.submission_row import SubmissionRow
from generator.problems import Problem


@dataclass(frozen=True, slots=True)
class Journal:
    """Every entry, and what follows from the instant.

    Attributes:
        at: the instant that decides what is public.
        versions: all language versions of each entry, the original first, public or not; without
            what is still to come in those that are public.
        written: the same as their authors wrote them, to be checked.
        hidden: why a version is not public, by its reference and language.
        counts: the count of every poll that has one, whether readers may see it or not.
        mentions: entries that name an entry, by the one that is named; only public ones, newest
            first.
        ledger: what people did elsewhere, up to the instant, oldest first.
        ahead: when rows of it will count whose day has not come, in order.
        loop: where suggestions stand, and the threads; `generator.journal.loop.loop` makes it.
        recognition: who did what; `generator.journal.recognition.recognise` makes it.
        register: what readers know at the instant; `generator.journal.publications` makes it.
        submissions: what was sent in, as the register has it, still to come or not.
        sent: the same as it is at the instant, by the call that it was sent in to, oldest first.
    """

    config: Config
    at: datetime
    versions: Mapping[Reference, tuple[Entry, ...]]
    written: Mapping[Reference, tuple[Entry, ...]]
    hidden: Mapping[tuple[Reference, str], Hidden]
    people: People
    mentions: Mapping[Reference, tuple[Reference, ...]]
    counts: Mapping[Reference, PollCount] = field(default_factory=dict)
    ledger: tuple[LedgerRow, ...] = ()
    ahead: tuple[datetime, ...] = ()
    loop: Loop = field(default_factory=Loop)
    recognition: Recognition = field(default_factory=Recognition)
    register: Register = EMPTY
    submissions: tuple[SubmissionRow, ...] = ()
    sent: Mapping[Reference, tuple[SubmissionRow, ...]] = field(default_factory=dict)
    _public: list[tuple[Entry, ...]] = field(
        default_factory=list, init=False, repr=False, compare=False
    )

    def count(self, reference: Reference) -> PollCount | None:
        """The count of a poll, if it has one that readers may see now."""
        found = self.counts.get(reference)
        return found if found is not None and found.public else None

    def original(self, reference: Reference) -> Entry | None:
        """The original version of an entry, public or not; None if there is none."""
        found = self.versions.get(reference)
        return found[0] if found else None

    def is_public(self, entry: Entry) -> bool:
        """Whether this version of an entry is public."""
        return (entry.reference, entry.lang) not in self.hidden

    def shown(self, reference: Reference, lang: str) -> Entry | None:
        """The public version of an entry for a reader of `lang`: that language, else the first."""
        first: Entry | None = None
        for version in self.versions.get(reference, ()):
            own = version.lang
            if (reference, own) not in self.hidden:
                if own == lang:
                    return version
                first = first or version
        return first

    def public(self) -> Iterator[tuple[Entry, ...]]:
        """The public versions of each entry that has any, newest first.

        They are put in order once: a dozen parts of the site ask for all of them.
        """
        if not self._public:
            ordered = sorted(self.versions.values(), key=lambda group: newest_first(group[0]))
            shown = (tuple(filter(self.is_public, group)) for group in ordered)
            self._public.extend(filter(None, shown))
        return iter(self._public)


def gather(
    entries: Iterable[Entry],
    config: Config,
    at: datetime,
    ledger: Iterable[LedgerRow] = (),
    submissions: Iterable[SubmissionRow] = (),
) -> tuple[Journal, list[Problem]]:
    """The journal of some entries at an instant, and what is wrong with its people and its ledger.

    Args:
        ledger: what people did elsewhere, in any order; what lies ahead waits for its day.
        submissions: what was sent in, in any order.
    """
    versions: dict[Reference, list[Entry]] = {}
    for entry in entries:
        versions.setdefault(entry.reference, []).append(entry)
    people, problems = table(e for group in versions.values() for e in group)

    def lookup(reference: Reference) -> Entry | None:
        return versions.get(reference, [None])[0]

    hidden = {
        (reference, entry.lang): why
        for reference, group in versions.items()
        for entry in group
        if (why := hidden_because(entry, at, lookup)) is not None
    }
    # Only now: why an entry is hidden is said in the dates that its author wrote.
    frozen = {
        reference: tuple(
            as_agreed(called(_as_of(entry, at, public_since(entry, lookup))), people, lookup)
            for entry in group
        )
        for reference, group in versions.items()
    }
    written = {reference: tuple(group) for reference, group in versions.items()}
    deeds = tuple(ledger)
    rows, wrong = up_to(deeds, people, at)
    sent_in = tuple(submissions)
    journal = Journal(
        *(config, at, frozen, written, hidden, people, _mentions(frozen, hidden, people)),
        ledger=rows,
        ahead=tuple(sorted({row.when for row in deeds if row.when > at})),
        submissions=sent_in,
        sent=as_of(sent_in, at),
    )
    return journal, [*problems, *wrong]


def revealed(
    journal: Journal,
    versions: Mapping[Reference, tuple[Entry, ...]],
    hidden: Mapping[tuple[Reference, str], Hidden],
) -> Journal:
    """The journal as if only `hidden` were hidden, without a loop and recognition of its own.

    Args:
        versions: the same entries, those that are revealed perhaps with another page.
    """
    mentions = _mentions(versions, hidden, journal.people)
    return replace(journal, versions=versions, hidden=hidden, mentions=mentions)


def with_counts(journal: Journal, counts: Mapping[Reference, PollCount]) -> Journal:
    """The journal with the counts of its polls; a poll whose count stands changed when it closed.

    So readers of feeds hear of the result.
    """
    versions = dict(journal.versions)
    for reference, count in counts.items():
        if count.stands and reference in versions:
            versions[reference] = tuple(_changed(e, count.since) for e in versions[reference])
    return replace(journal, versions=versions, counts=counts)


def _changed(entry: Entry, at: datetime) -> Entry:
    head = entry.head
    last = head.updated or head.date
    if last is not None and last >= at:
        return entry
    return replace(entry, head=head.model_copy(update={"updated": at}))


def _as_of(entry: Entry, at: datetime, since: datetime | None) -> Entry:
    """An entry with the date at which it really goes live, and without moves still to come.

    A change still to come is none yet, and one from before the entry went live is no news.
    """
    entry = _so_far(entry, at)
    head = entry.head
    changes: dict[str, datetime | None] = {}
    if since is not None and since != head.date:
        changes["date"] = since
    late = since if changes else None
    if head.updated and (head.updated > at or (late is not None and head.updated < late)):
        changes["updated"] = None
    return replace(entry, head=head.model_copy(update=changes)) if changes else entry


def _so_far(entry: Entry, at: datetime) -> Entry:
    """An entry without the moves that lie ahead, nor what is said only at its end."""
    said = said_so_far(entry, at)
    if all(getattr(entry.record, name) == value for name, value in said.items()):
        return entry
    return replace(entry, record=entry.record.model_copy(update=said))


def _mentions(
    versions: Mapping[Reference, tuple[Entry, ...]],
    hidden: Mapping[tuple[Reference, str], Hidden],
    people: People,
) -> dict[Reference, tuple[Reference, ...]]:
    found: dict[Reference, dict[Reference, Entry]] = {}
    for reference, group in versions.items():
        for entry in group:
            if (reference, entry.lang) in hidden:
                continue
            for named in names_of(entry):
                target = resolve(named.name, people)
                if target is not None and target in versions and target != reference:
                    found.setdefault(target, {}).setdefault(reference, group[0])
    return {
        target: tuple(sorted(sources, key=lambda r: newest_first(sources[r])))
        for target, sources in found.items()
    }


def resolve(name: Reference | Byline, people: People) -> Reference | None:
    """What a name in an entry stands for; None for a plain name or an unknown handle."""
    if isinstance(name, Byline):
        known = people.behind(name)
        return Reference("person", known) if known else None
    if name.kind == "person":
        return Reference("person", people.find(name.id) or name.id)
    return name


class Named(Struct, frozen=True):
    """A name in an entry.

    Attributes:
        path: the field it stands in; empty for the text.
        line: line of the file for names in the entry's text, else 0.
        in_text: True in running text, False where a field holds nothing but the name.
    """

    name: Reference | Byline
    path: Path
    line: int = 0
    in_text: bool = True


def names_of(entry: Entry) -> Iterator[Named]:
    """Everything and everybody that an entry names, in its fields, in their texts, in its text."""
    for record in (entry.head, entry.record):
        for path, value in values_in(record):
            if isinstance(value, (Reference, Byline)):
                yield Named(value, path, in_text=False)
            elif isinstance(value, Inline):
                for name, _ in names_in(value.prose):
                    yield Named(name, path)
    for name, line in names_in(entry.prose):
        yield Named(name, (), line)


def names_in(prose: Prose) -> Iterator[tuple[Reference | Byline, int]]:
    """Everything and everybody that a text names, with the line."""
    for part in prose.parts:
        if isinstance(part, str):  # most are
            continue
        if isinstance(part, ReferenceStart):
            yield Reference(part.kind, part.id), part.line
        elif isinstance(part, Mention):
            yield Byline(part.handle, handle=True), part.line
