"""Entries as templates see them."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from functools import cache
from html import unescape
from itertools import islice

from msgspec import Struct, field
from msgspec.structs import replace

from generator.config import Config
from generator.journal.calls import stage
from generator.journal.changes import anchor, changes_of, from_users, heard
from generator.journal.journal import Journal
from generator.journal.said import NOTHING, Said
from generator.journal.schedule import state
from generator.journal.sent_in import call_of
from generator.kinds.table import KINDS
from generator.markup.prose import closings, fill, said
from generator.model.entry import Entry
from generator.model.fields import INTERNAL, FileName, Inline, Record
from generator.model.reference import Byline, Reference
from generator.pages import routes
from generator.pages.desk.filling import SOMEBODY, Filling, Found
from generator.pages.desk.library import Library
from generator.pages.desk.results import headline_of, result_of
from generator.pages.desk.topics import Topics
from generator.pages.html import Html, Text
from generator.pages.values import (
    Card,
    EntryView,
    FieldView,
    Link,
    Mention,
    Picture,
    SeriesView,
    TocItem,
)
from generator.pages.words import Words

MOST_MENTIONS = 200
_WORDS_A_MINUTE = 220
_ELEMENT = re.compile(r"<[^>]*>")
_AS_THEY_ARE = frozenset({str, int, float, bool, type(None)})
_FACTS = (str, int, bool, datetime, Link)


class Desk(Struct, frozen=True):
    """What every view is made from.

    Attributes:
        words: strings of the program, by language.
        found: files and problems that come to light while views are made.
        cards: cards that were made before; most entries stand in many lists.
        topics: what introduces tags.
        sizes: bytes of files to be handed out, by path in the project.
        said: what users said and the team did.
        waiting: entries whose views wait until they are printed.
    """

    journal: Journal
    library: Library
    words: Words
    found: Found = field(default_factory=Found)
    cards: dict[tuple[int, str], Card] = field(default_factory=dict)
    topics: Topics = field(default_factory=Topics)
    sizes: Mapping[str, int] = field(default_factory=dict)
    said: Said = NOTHING
    waiting: frozenset[Reference] = frozenset()

    @property
    def config(self) -> Config:
        """The journal's configuration."""
        return self.journal.config

    def local(self, instant: datetime | None) -> datetime | None:
        """An instant in the journal's time zone."""
        return instant.astimezone(self.config.zone) if instant else None

    def month(self, instant: datetime | None) -> datetime | None:
        """First instant of the month that an instant lies in, in the journal's time zone."""
        local = self.local(instant)
        return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0) if local else None

    def filling(
        self, entry: Entry, lang: str, *, whole: bool = False, on_own_page: bool = True
    ) -> Filling:
        """What closes the open parts of an entry's texts for a reader of `lang`."""
        return Filling(
            self.journal,
            self.library,
            self.words,
            entry,
            lang,
            self.found,
            whole=whole,
            on_own_page=on_own_page,
        )


def link(filling: Filling, entry: Entry) -> Link:
    """A link to an entry's page."""
    lang = "" if entry.lang == filling.lang else entry.lang
    return Link(filling.title(entry), filling.url(filling.path(entry)), entry.kind, lang)


def people(filling: Filling, bylines: tuple[Byline, ...]) -> tuple[Link, ...]:
    """Links to people's profiles; plain names for those who have none, nothing for the hidden."""
    named = (byline for byline in bylines if not filling.is_unnamed(byline))
    return tuple(person(filling, byline) for byline in named)


def person(filling: Filling, byline: Byline) -> Link:
    """A link to somebody's profile, or their plain name; a link of no kind for the hidden."""
    shown = filling.who(byline)
    if shown is not None:
        return link(filling, shown)
    if filling.is_unnamed(byline):
        return Link(filling.words.say(filling.lang, SOMEBODY), "")
    return Link(str(byline), "", "person")


def card(desk: Desk, entry: Entry, lang: str) -> Card:
    """An entry as lists of a language show it."""
    known = desk.cards.get((id(entry), lang))
    return known or _kept_card(desk, entry, desk.filling(entry, lang, on_own_page=False))


def _kept_card(
    desk: Desk, entry: Entry, filling: Filling, record: Mapping[str, object] | None = None
) -> Card:
    """A card, which is the same on the entry's own page as in lists; feeds need another."""
    key = (id(entry), filling.lang)
    if filling.whole:
        return _card(desk, entry, filling, record)
    if key not in desk.cards:
        desk.cards[key] = _card(desk, entry, filling, record)
    return desk.cards[key]


def _card(
    desk: Desk, entry: Entry, filling: Filling, record: Mapping[str, object] | None = None
) -> Card:
    shown = record_view(desk, entry.record, filling) if record is None else record
    now = state(entry, desk.journal.at)
    return Card(
        kind=entry.kind,
        label=desk.words.say(filling.lang, KINDS[entry.kind].one),
        url=filling.url(filling.path(entry)),
        title=entry.head.title,
        summary=summary(entry, filling),
        date=desk.local(entry.head.date),
        lang=entry.lang,
        cover=_cover(entry, filling),
        authors=people(filling, entry.head.authors),
        facts={name: value for name, value in shown.items() if _is_fact(value)},
        state=str(now) if now else "",
        headline=headline_of(entry, desk.journal.count(entry.reference)),
        heard=heard(desk.journal, entry) if KINDS[entry.kind].changes else None,
        stage=str(stage(desk.journal, entry) or ""),
    )


def text_of(filling: Filling) -> Text:
    """The whole text of the entry that is filled in; nobody else closes it for readers.

    That it is shown is written down, so that whoever knows where can tell whether that is all.
    """
    entry, name = filling.entry, filling.entry.text_name
    filling.found.texts[name] += 1
    return Text.of(name, entry.prose, closings(entry.prose, filling))


def plain(text: Inline, filling: Filling) -> str:
    """A short Markdown text as readers see it, without markup."""
    return unescape(_ELEMENT.sub("", fill(text.prose, filling)))


def summary(entry: Entry, filling: Filling) -> str:
    """What an entry says of itself in a sentence: its summary, else the beginning of its text."""
    return entry.head.summary or said(entry.prose.opening, filling)


def _is_fact(value: object) -> bool:
    return isinstance(value, _FACTS) and not isinstance(value, Html)


def _cover(entry: Entry, filling: Filling) -> Picture | None:
    """The picture that stands for an entry: its cover, else the first of its pictures."""
    field, cover = KINDS[entry.kind].pictures, entry.head.cover
    shots = () if cover or not field else getattr(entry.record, field)
    found = (filling.shot(each.src, each.alt) for each in (*((cover,) if cover else ()), *shots))
    return next((picture for picture in found if picture is not None), None)


def record_view(desk: Desk, record: Record, filling: Filling) -> dict[str, object]:
    """The public fields of a record as templates see them, by the names that authors write."""
    held, shown = vars(record), {}
    for shown_as, name in _public_fields(type(record)):
        value = held[name]
        is_plain = type(value) in _AS_THEY_ARE  # most are, and this runs for each field of a site
        shown[shown_as] = value if is_plain else _value(desk, value, filling)
    alt = shown.get("alt")
    if not isinstance(alt, str):
        return shown
    return {n: replace(v, alt=alt) if isinstance(v, Picture) else v for n, v in shown.items()}


@cache
def _public_fields(record: type[Record]) -> tuple[tuple[str, str], ...]:
    """What authors and the program call each public field."""
    fields = record.model_fields.items()
    return tuple(
        (info.alias or name, name) for name, info in fields if INTERNAL not in info.metadata
    )


def _value(desk: Desk, value: object, filling: Filling) -> object:
    """One field of a record; a reference to what is not public is left out.

    So are people who are not public where others may stand beside them.
    """
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, tuple):
        if not value:
            return value
        kept = (v for v in value if not (isinstance(v, Byline) and filling.is_unnamed(v)))
        shown = (_value(desk, item, filling) for item in kept)
        return tuple(item for item in shown if item is not None)
    show = _show_of(type(value))  # type: ignore[arg-type]  # types are hashable
    return show(desk, value, filling) if show else value


@cache
def _show_of(kind: type) -> Callable[..., object] | None:
    """What shows values of a sort; None for those that are shown as they are."""
    return next((show for shown, show in _SHOWN.items() if issubclass(kind, shown)), None)


def _reference(_desk: Desk, value: Reference, filling: Filling) -> Link | None:
    shown = filling.shown(value.kind, value.id)
    return None if shown is None else link(filling, shown)


def _file(_desk: Desk, value: FileName, filling: Filling) -> Picture | None:
    return filling.shot(value, "")


def _marked(desk: Desk, entry: Entry, record: Mapping[str, object]) -> Mapping[str, object]:
    """The fields of an entry whose changes say where on its page they stand, and if from users."""
    field_ = KINDS[entry.kind].changes
    items = record.get(field_)
    if not isinstance(items, tuple) or not items:
        return record
    marked = tuple(
        {**item, "anchor": anchor(n), "from_users": from_users(desk.journal, change)}
        for n, (item, change) in enumerate(zip(items, changes_of(entry), strict=True))
    )
    return {**record, field_: marked}


_SHOWN: Mapping[type, Callable[..., object]] = {
    Inline: lambda _desk, value, filling: Html(fill(value.prose, filling)),
    Reference: _reference,
    Byline: lambda _desk, value, filling: person(filling, value),
    FileName: _file,
    Enum: lambda _desk, value, _filling: str(value),
    datetime: lambda desk, value, _filling: desk.local(value),
    Record: record_view,
}


class Neighbours(Struct, frozen=True):
    """The entries beside one: older and newer of its kind, and its series with its place there."""

    older: Entry | None = None
    newer: Entry | None = None
    series: tuple[Entry, ...] = ()


def entry_view(
    desk: Desk, entry: Entry, near: Neighbours, filling: Filling | None = None
) -> EntryView:
    """An entry as its own page shows it, or as `filling` says."""
    lang = entry.lang
    filling = filling or desk.filling(entry, lang)
    record = record_view(desk, entry.record, filling)
    words = entry.prose.words
    return EntryView(
        card=_kept_card(desk, entry, filling, record),
        html=text_of(filling),
        toc=tuple(TocItem(h.level, h.id, said(h.text, filling)) for h in entry.prose.headings),
        words=words,
        minutes=minutes(words),
        updated=desk.local(entry.head.updated),
        tags=tuple(tag_link(desk, filling, tag) for tag in entry.head.tags),
        series=_series(filling, entry, near.series),
        record=_marked(desk, entry, record),
        fields=tuple(
            FieldView(name, desk.words.say(lang, label_of(name)), value)
            for name, value in record.items()
            if value not in (None, (), "", False)
        ),
        mentioned_in=_mentioned_in(desk, filling, entry),
        previous=link(filling, near.older) if near.older else None,
        next=link(filling, near.newer) if near.newer else None,
        result=result_of(entry, desk.journal.count(entry.reference), filling),
    )


def minutes(words: int) -> int:
    """How long reading takes."""
    return max(1, round(words / _WORDS_A_MINUTE))


def label_of(field: str) -> str:
    """The English label of a field: `answer_by` becomes "Answer by"."""
    return field.replace("_", " ").capitalize()


def tag_link(desk: Desk, filling: Filling, tag: str) -> Link:
    """A link to the page of a tag, under the title of its topic.

    An entry that is not translated leads to the tag in its own language, where it stands itself.
    """
    lang, known = filling.lang, desk.topics
    if known.introducing(tag, lang) is None and filling.entry.lang in desk.config.languages:
        lang = filling.entry.lang
    path = routes.group_path(desk.config, "tags", known.tag(tag, lang), lang)
    return Link(known.title(tag, lang), filling.url(path))


def _series(filling: Filling, entry: Entry, members: tuple[Entry, ...]) -> SeriesView | None:
    """Where an entry stands in its series; `members` are oldest first."""
    if entry.head.series is None or not members:
        return None
    place = next(n for n, member in enumerate(members) if member is entry)
    path = routes.group_path(filling.journal.config, "series", entry.head.series, filling.lang)
    return SeriesView(
        title=entry.head.series,
        url=filling.url(path),
        position=place + 1,
        total=len(members),
        previous=link(filling, members[place - 1]) if place else None,
        next=link(filling, members[place + 1]) if place + 1 < len(members) else None,
    )


def _mentioned_in(desk: Desk, filling: Filling, entry: Entry) -> tuple[Mention, ...]:
    sources = filling.journal.mentions.get(entry.reference, ())
    found = (filling.journal.shown(reference, filling.lang) for reference in sources)
    shown = (e for e in found if e is not None and call_of(e) != entry.reference)
    return tuple(_mention(desk, filling, source) for source in islice(shown, MOST_MENTIONS))


def _mention(desk: Desk, filling: Filling, source: Entry) -> Mention:
    return Mention(
        kind=source.kind,
        label=desk.words.say(filling.lang, KINDS[source.kind].one),
        title=source.head.title,
        url=filling.url(filling.path(source)),
        date=desk.local(source.head.date),
        lang=source.lang,
    )
