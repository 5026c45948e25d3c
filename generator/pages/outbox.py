"""The outbox: letters to people about what became due, each with a key that never changes."""

import hashlib
from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from generator.journal.changes import anchor, changes_of
from generator.journal.journal import Journal, resolve
from generator.journal.notices import Notice
from generator.kinds.table import KINDS
from generator.model.entry import Entry
from generator.model.fields import INTERNAL, Inline
from generator.model.reference import Byline, Reference
from generator.pages import routes
from generator.pages.desk.entry_views import Desk, link, plain
from generator.pages.desk.filling import Filling
from generator.pages.letter_views import LetterChange, LetterView
from generator.pages.values import Link

DIGITS = 16
"""Length of a key, in hexadecimal digits."""


class Envelope(Struct, frozen=True):
    """A letter before it is written.

    Attributes:
        page: the version of the entry on whose page the reader sees what it is about.
        lang: language to write in.
        handle: handle of somebody in the people table; else empty.
        channel: where they want to be written to; may be empty.
    """

    page: Entry
    lang: str
    handle: str
    channel: str
    view: LetterView


def keys(journal: Journal, notice: Notice) -> tuple[str, ...]:
    """The key of a notice, and those that it had if its reader was only known by a name before.

    The first 16 hexadecimal digits of SHA-256 over entry, event, turn and reader, a line each.
    """
    names = [f"person:{notice.person}"] if notice.person else [_spelled(notice.to.name)]
    if notice.person:
        profiles = journal.versions.get(Reference("person", notice.person), ())
        for profile in profiles:
            spellings = getattr(profile.record, "names", ())
            names += [_spelled(name) for name in (profile.head.title, *spellings)]
    return tuple(_key(notice, name) for name in dict.fromkeys(names))


def _spelled(name: str) -> str:
    return f"name:{' '.join(name.split()).casefold()}"


def _key(notice: Notice, who: str) -> str:
    lines = (str(notice.entry), notice.event, str(notice.turn), who)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:DIGITS]


def envelope(desk: Desk, notice: Notice) -> Envelope | None:
    """The letter that a notice becomes; None if its page is not shown."""
    journal = desk.journal
    reader = journal.original(Reference("person", notice.person)) if notice.person else None
    lang = desk.config.language(getattr(reader.record, "reads", None) or "") if reader else ""
    page = journal.shown(notice.entry, lang or desk.config.main_language)
    if page is None:
        return None
    lang = lang or page.lang
    profile = journal.shown(Reference("person", notice.person), lang) if notice.person else None
    channel = getattr(reader.record, "channel", None) if reader else None
    return Envelope(
        page=page,
        lang=lang,
        handle=(getattr(reader.record, "handle", None) or notice.person) if reader else "",
        channel=channel or _came_in_by(journal, notice),
        view=_Writer(desk, notice, page, lang).view(profile),
    )


def _came_in_by(journal: Journal, notice: Notice) -> str:
    """Where something of their own came in: they can be found there."""
    own = journal.original(notice.own) if notice.own else None
    return (getattr(own.record, "channel", None) or "") if own else ""


class _Writer(Struct, frozen=True):
    desk: Desk
    notice: Notice
    page: Entry
    lang: str

    def view(self, profile: Entry | None) -> LetterView:
        """What the template sees."""
        config, page = self.desk.config, self.page
        ends = (getattr(page.record, name) for name in KINDS[page.kind].span[1:])
        return LetterView(
            journal=config.in_language("title", self.lang),
            publisher=config.in_language("publisher", self.lang),
            name=profile.head.title if profile else self.notice.to.name,
            event=self.notice.event,
            title=page.head.title,
            mine=self._mine(),
            url=self._url(),
            date=self._local(self.notice.since),
            closes=self.desk.local(next(ends, None)),
            reason=self._reason(),
            links=tuple(self._links()),
            changes=tuple(self._changes()),
            fields=dict(self._fields()),
        )

    def _mine(self) -> str:
        own = self.desk.journal.shown(self.notice.own, self.lang) if self.notice.own else None
        return own.head.title if own else ""

    def _url(self) -> str:
        there = routes.absolute(self.desk.config, routes.entry_path(self.desk.config, self.page))
        return f"{there}#{anchor(self.notice.parts[0])}" if len(self.notice.parts) == 1 else there

    def _local(self, moment: datetime) -> datetime:
        return self.desk.local(moment) or moment

    def _filling(self) -> Filling:
        return self.desk.filling(self.page, self.lang, whole=True, on_own_page=False)

    def _plain(self, text: Inline) -> str:
        return " ".join(plain(text, self._filling()).split())

    def _reason(self) -> str:
        """The note of the last move to the status, else the reason for the whole."""
        kind, record = KINDS[self.page.kind], self.page.record
        journey = kind.journey
        if journey is None or (self.notice.causes and self.notice.event == journey.done):
            return ""
        moves = getattr(record, journey.history)
        notes = [m.note for m in moves if m.status == self.notice.event and m.note is not None]
        decided = journey.granted - {journey.begun} | journey.refused
        given = getattr(record, kind.answer.given) if kind.answer else None
        if notes:
            return self._plain(notes[-1])
        is_why = isinstance(given, Inline) and self.notice.event in decided
        return self._plain(given) if is_why and isinstance(given, Inline) else ""

    def _links(self) -> Iterator[Link]:
        for cause in self.notice.causes:
            shown = self.desk.journal.shown(cause, self.lang)
            if shown is not None:
                yield link(self._filling(), shown)

    def _changes(self) -> Iterator[LetterChange]:
        every = changes_of(self.page)
        for n in self.notice.parts:
            if n < len(every):
                roles = (str(c.role) for c in every[n].credits if self._is_reader(c.person))
                yield LetterChange(self._plain(every[n].text), tuple(dict.fromkeys(roles)))

    def _is_reader(self, byline: Byline) -> bool:
        if not self.notice.person:
            return byline == self.notice.to
        return resolve(byline, self.desk.journal.people) == Reference("person", self.notice.person)

    def _fields(self) -> Iterator[tuple[str, str]]:
        record = self.page.record
        for name, field in type(record).model_fields.items():
            value = getattr(record, name)
            if INTERNAL in field.metadata:
                continue
            if isinstance(value, Inline):
                yield field.alias or name, self._plain(value)
            elif isinstance(value, str):
                yield field.alias or name, str(value)
