"""Who may be shown, where, and what each piece of evidence looks like to readers."""

from collections.abc import Iterator

from msgspec import Struct

from generator.config import Config
from generator.journal.changes import anchor, changes_of
from generator.journal.merits import Evidence, Merit
from generator.kinds.person import Person
from generator.markup.prose import fill
from generator.model.entry import Entry
from generator.model.reference import Reference
from generator.pages import routes
from generator.pages.desk.entry_views import Desk
from generator.pages.frame import Tree
from generator.pages.html import NO_HTML, Html
from generator.pages.people_views import EvidenceView
from generator.pages.values import Link

PERSON = "person"


def described(tree: Tree) -> Iterator[tuple[Entry, Person]]:
    """Public people who are described in the language of the tree."""
    for entry in tree.atlas.by_kind[PERSON]:
        if entry.lang == tree.lang and isinstance(entry.record, Person):
            yield entry, entry.record


def merit_of(desk: Desk, entry: Entry) -> Merit | None:
    """What somebody's contributions amount to; None for other entries and for no contribution."""
    is_person = isinstance(entry.record, Person)
    return desk.journal.recognition.merits.get(entry.head.id) if is_person else None


def is_ranked(desk: Desk, person: Person) -> bool:
    """Whether somebody has points and levels: not the team, nor who wants none."""
    return bool(desk.config.levels) and person.in_levels and not person.team


def shown(desk: Desk, name: str, lang: str) -> Entry | None:
    """The public entry of a person; None for those whose name is not public."""
    return desk.journal.shown(Reference(PERSON, name), lang)


def listed(desk: Desk, name: str, lang: str) -> Link | None:
    """A link to a person's profile; None where their name may not stand in lists."""
    entry = shown(desk, name, lang)
    if entry is None or not isinstance(entry.record, Person) or not entry.record.in_lists:
        return None
    return link(desk, entry, lang)


def link(desk: Desk, entry: Entry, lang: str) -> Link:
    """A link to an entry's page, for readers of a language."""
    url = routes.href(desk.config, routes.entry_path(desk.config, entry))
    return Link(entry.head.title, url, entry.kind, "" if entry.lang == lang else entry.lang)


class Seen(Struct, frozen=True):
    """Where a piece of evidence can be seen: the public entry, the part of its page, the words."""

    entry: Entry
    anchor: str = ""
    text: Html = NO_HTML

    def url(self, config: Config, *, whole: bool = False) -> str:
        """The address of it."""
        make = routes.absolute if whole else routes.href
        there = make(config, routes.entry_path(config, self.entry))
        return f"{there}#{self.anchor}" if self.anchor else there


def seen(desk: Desk, evidence: Evidence, lang: str) -> Seen | None:
    """The entry that shows a piece of evidence; None for a row of a ledger."""
    entry = desk.journal.shown(evidence.entry, lang) if evidence.entry is not None else None
    if entry is None:
        return None
    changes = changes_of(entry)
    if not 0 <= evidence.part < len(changes):
        return Seen(entry)
    filling = desk.filling(entry, lang, on_own_page=False)
    text = Html(fill(changes[evidence.part].text.prose, filling))
    return Seen(entry, anchor(evidence.part), text)


def view(desk: Desk, evidence: Evidence, lang: str) -> EvidenceView:
    """A piece of evidence as pages of a language show it."""
    role, when = str(evidence.role), desk.local(evidence.when)
    found = seen(desk, evidence, lang)
    if found is None:
        outside = bool(evidence.link)
        title, url = evidence.what, evidence.link
        return EvidenceView(role, when, evidence.count, title, url, outside=outside)
    url = found.url(desk.config)
    other = "" if found.entry.lang == lang else found.entry.lang
    title = found.entry.head.title
    return EvidenceView(role, when, evidence.count, title, url, found.text, other)
