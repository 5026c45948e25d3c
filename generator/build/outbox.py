"""What is due: letters about what the last finished build shows, and that nobody has sent yet."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import orjson
from msgspec import Struct

from generator.build.edition import Options
from generator.build.line import Draft, drafted
from generator.build.words import ThemeWords
from generator.journal.notices import Notice, notices
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.desk.entry_views import Desk
from generator.pages.desk.library import library
from generator.pages.outbox import Envelope, envelope, keys
from generator.problems import ProblemsFound, Severity, gate
from generator.publish import manifest, sent
from generator.render.letters import written
from generator.render.theme import TemplateFault

_DATA = "journal.json"
"""File of the site that says what its pages say."""

_Key = tuple[str, str, str]


class Wish(Struct, frozen=True):
    """What to look for.

    Attributes:
        since: what happened earlier is not due; None for what `outbox.csv` says. One without a time
            zone is in that of the journal.
        lang: only letters in this language; empty for all.
    """

    since: datetime | None = None
    lang: str = ""


class Letter(Struct, frozen=True):
    """A letter to be sent.

    Attributes:
        key: stands for this letter for ever.
        person: id of the reader in the people table; empty for somebody who is not in it.
        what: what it is about, without a name: `shipped suggestion:night-mode`.
        since: when that happened.
    """

    key: str
    person: str
    name: str
    handle: str
    channel: str
    lang: str
    subject: str
    text: str
    link: str
    what: str
    since: datetime


class Outbox(Struct, frozen=True):
    """What is due.

    Attributes:
        letters: by when it happened, the oldest first.
        waiting: how many more become due with the next build.
        start: what happened before is not due.
        begun: whether `outbox.csv` was made now.
    """

    letters: tuple[Letter, ...]
    waiting: int
    start: datetime
    begun: bool


def outbox(project: Path, *, at: datetime, options: Options, wish: Wish) -> Outbox:
    """The letters that are due, none of which was sent.

    A project that has no `outbox.csv` gets one, which says that everything before `wish.since`, or
    else before `at`, is past.

    Raises:
        ProblemsFound: the authors have something to mend.
        NotCommitted: `outbox.csv` cannot be written, or the site's own list cannot be read.
    """
    before = sent.load(project)
    with drafted(project, at=at, options=options) as draft:
        gate([problem for problem in draft.problems if problem.severity is Severity.ERROR])
        since = _in_zone(wish.since, draft)
        known = before if before.start else sent.begin(project, since or at)
        start = since or known.start or at
        site = options.output or project / draft.config.output
        found = _Search(draft, _Published.of(site, draft), known.keys, start)
        letters = tuple(each for each in found.letters() if wish.lang in {"", each.lang})
    return Outbox(letters, found.waiting, start, begun=before.start is None)


def _in_zone(moment: datetime | None, draft: Draft) -> datetime | None:
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=draft.config.zone)


class _Published(Struct, frozen=True):
    """What the last finished build shows, beside what one would show now."""

    paths: frozenset[str]
    built: Mapping[_Key, Mapping[str, object]]
    now: Mapping[_Key, Mapping[str, object]]

    @classmethod
    def of(cls, site: Path, draft: Draft) -> "_Published":
        paths = frozenset(manifest.load(site))
        file = site / _DATA
        data = file.read_bytes() if _DATA in paths and file.is_file() else b""
        now = next(text.content for text in draft.plan.texts if text.path == _DATA)
        return cls(paths, _entries(data), _entries(now))

    def shows(self, draft: Draft, page: Entry, seen_in: str) -> bool:
        """Whether a page is there, and says the same in a field as it would now."""
        key = (page.kind, page.head.id, page.lang)
        path = routes.file_of(routes.entry_path(draft.config, page))
        built, now = self.built.get(key), self.now.get(key)
        if path not in self.paths or built is None or now is None:
            return False
        return not seen_in or _value(built, seen_in) == _value(now, seen_in)


def _entries(data: bytes) -> dict[_Key, Mapping[str, object]]:
    """The entries of `journal.json`; none if it is no such file."""
    try:
        found = orjson.loads(data) if data else {}
    except orjson.JSONDecodeError:
        return {}
    entries = found.get("entries", []) if isinstance(found, dict) else []
    return {(e["kind"], e["id"], e["lang"]): e for e in entries}


def _value(entry: Mapping[str, object], name: str) -> object:
    fields = entry.get("fields")
    inside = isinstance(fields, dict) and name in fields
    return fields[name] if inside and isinstance(fields, dict) else entry.get(name)


class _Search(Struct):
    """Looks for what is due.

    Attributes:
        waiting: how many are due but for a build; complete once all letters were asked for.
    """

    draft: Draft
    published: _Published
    sent: frozenset[str]
    start: datetime
    waiting: int = 0

    def letters(self) -> Iterator[Letter]:
        """What is due, oldest first.

        Raises:
            ProblemsFound: a template of letters has a mistake.
        """
        journal = self.draft.journal
        desk = Desk(journal, library((), frozenset()), ThemeWords(self.draft.theme))
        told = set(self.sent)
        for notice in notices(journal):
            if notice.since < self.start:
                continue
            own = keys(journal, notice)
            made = None if told.intersection(own) else envelope(desk, notice)
            if made is None:
                continue
            told.add(own[0])
            if self.published.shows(self.draft, made.page, notice.seen_in):
                yield self._letter(notice, made, own)
            else:
                self.waiting += 1

    def _letter(self, notice: Notice, made: Envelope, own: Sequence[str]) -> Letter:
        try:
            subject, text = written(self.draft.theme, made.view, made.lang)
        except TemplateFault as fault:
            raise ProblemsFound([fault.problem]) from fault
        return Letter(
            key=own[0],
            person=notice.person,
            name=made.view.name,
            handle=made.handle,
            channel=made.channel,
            lang=made.lang,
            subject=subject,
            text=text,
            link=made.view.url,
            what=f"{notice.event} {notice.entry}",
            since=made.view.date,
        )
