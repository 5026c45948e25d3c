"""What there is to know about a kind of entry."""

from dataclasses import dataclass
from enum import StrEnum

from generator.model.fields import Record


class Order(StrEnum):
    """How entries of a kind are listed."""

    NEWEST = "newest"
    TITLE = "title"


class Use(StrEnum):
    """Where something that a person agreed to may appear."""

    SITE = "site"
    FEEDS = "feeds"
    CARDS = "cards"
    PRESS = "press"


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the table of kinds: everything that the rest of the program asks a kind.

    Attributes:
        name: the word in references (`name:id`) and in the program.
        folder: folder of `content/` that holds its entries.
        one: heading of a single entry, English, translated by the theme's catalogues.
        many: heading of its list, English.
        about: one English sentence for its list and its feed.
        record: fields that only this kind has.
        url: path of its list; an entry lies below it under its id.
        template: template of an entry's page; a theme may leave it out and have `entry.html` used.
        dated: True if entries must have a date.
        listed: True if it has a list and a place in the archive.
        in_feed: True if its entries are items of the feeds.
        order: order of its list.
        moderated: True if an entry is public only once its `decision` says approved.
        consent: field of the record whose `uses` say where an entry may appear; empty for anywhere.
        dialect: Markdown dialect its texts always have; empty for the journal's choice.
        group_by: field of the record by which its list is grouped; empty for none.
        calendar: fields of the record that are dates for the calendar, with their English labels.
        span: fields of the record between which an entry is open; empty for none.
        calls_in: True if an open entry invites readers to take part.
        bulk: stem of a data file in `content/` (CSV or YAML) that may hold many of them at once.
        bulk_dialect: Markdown dialect of texts in that file; `visitor` where strangers' words come
            from a form or a forum.
    """

    name: str
    folder: str
    one: str
    many: str
    about: str
    record: type[Record]
    url: str
    template: str = ""
    dated: bool = True
    listed: bool = True
    in_feed: bool = True
    order: Order = Order.NEWEST
    moderated: bool = False
    consent: str = ""
    dialect: str = ""
    group_by: str = ""
    calendar: tuple[tuple[str, str], ...] = ()
    span: tuple[str, str] | tuple[()] = ()
    calls_in: bool = False
    bulk: str = ""
    bulk_dialect: str = ""
