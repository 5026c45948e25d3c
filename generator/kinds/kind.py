"""What there is to know about a kind of entry."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from msgspec import Struct

from generator.model.contest import Contest
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


class Step(StrEnum):
    """What an entry, or a move of one, is in the orange thread."""

    SUGGESTED = "suggested"
    MOVED = "moved"
    DECIDED = "decided"
    ASKED = "asked"
    CHANGED = "changed"
    RELEASED = "released"
    REPORTED = "reported"
    TOLD = "told"
    ANSWERED = "answered"
    THANKED = "thanked"


class Journey(Struct, frozen=True):
    """How entries of a kind move from status to status.

    Attributes:
        status: field of the record that says where an entry stands.
        history: field that holds its moves, each with `date`, `status` and `note`.
        owner: field that says who of the team answers for it.
        steps: what reaching a status is in the thread; one that is missing is the beginning.
        granted: statuses in which what was asked for is going to be done.
        refused: statuses in which it is not.
        waiting: statuses in which nobody has decided yet.
        awaited: English words for what an entry of a status that is not the last waits for.
        moves: which statuses may follow each; a status never follows itself.
        first: status with which every history begins.
        owned: statuses in which somebody of the team has to answer for it.
        begun: status that work on it, shown in public, gives it.
        done: status that a public release gives it.
        merged: status of those that say the same as another.
        same_as: field that names that other.
        voices: field that names others who asked for the same.
        votes: field that says how many more want it.
    """

    status: str
    history: str
    owner: str
    steps: Mapping[str, Step]
    granted: frozenset[str]
    refused: frozenset[str]
    waiting: frozenset[str]
    awaited: Mapping[str, str]
    moves: Mapping[str, frozenset[str]]
    first: str
    owned: frozenset[str]
    begun: str
    done: str
    merged: str
    same_as: str
    voices: str
    votes: str


class Answer(Struct, frozen=True):
    """What the team owes for an entry.

    Attributes:
        due: field that says by when.
        given: field that holds it.
        late: field in which the team says why it is late, once it is.
        within: field that says in how many days everything that is sent in is answered, each from
            when it came; empty for kinds that nothing is sent in to.
    """

    due: str
    given: str
    late: str = ""
    within: str = ""


class Kind(Struct, frozen=True):
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
        list_template: template of its list; a theme may leave it out and have `list.html` used.
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
        at_end: fields of the record that nobody sees before the span is over.
        calls_in: True if an open entry invites readers to take part.
        contest: the vote of an entry as counting sees it; None for kinds that hold no votes.
        bulk: stem of a data file in `content/` (CSV or YAML) that may hold many of them at once.
        bulk_dialect: Markdown dialect of texts in that file; `visitor` where strangers' words come
            from a form or a forum.
        gathers_calls: True if its list shows whatever readers can take part in, of every kind.
        step: what an entry is in the thread of those that it belongs to; None for nothing.
        doers: fields of the record that name those whose step it is.
        changes: field that holds changes, each with `text`, `why`, `credits` and `refs`.
        final: field of the record, and the value of it with which an entry ships what its changes
            cite; with another one it shows a step on the way. Empty for kinds that always ship it.
        journey: how its entries move from status to status; None if they do not.
        bounds: field that holds later changes to the bounds of an entry, each with `date` and
            `note`; one that is still to come is not told before its day. Empty for others.
        answer: what the team owes for an entry; None for nothing.
        answers: field that names the entry which an entry answers; empty for none.
        tells: field that names the releases which an entry tells of; empty for kinds that do not
            show work going on.
        judges: field that names what an entry judges; empty for none.
        remarks: fields that hold what many said, each with `text` and `refs`.
        tag: field of the record with the tag that an entry introduces, its title if that is empty.
            The page of that tag is its page. Empty for kinds whose entries have pages of their own.
        single: True if there is but one entry, whose page is at `url`.
        kit: field that holds files to be handed out together; empty for none.
        part_of: kind whose entries take up those of this one, which are no entries of their own;
            the field of that name says which. Empty for kinds whose entries stand alone.
        version: field that names a version, by which fragments may call an entry; a changelog is
            read as entries of the kind that has one. Empty for others.
        period: True if an entry introduces the page of the month or year that its id names, which
            is then its page.
        by_merit: True if its entries are people, whose list is by what they did.
        card: True if its entries have share cards unless the journal says otherwise.
        display: field that says how an entry wants to be called in public: `name`, which is its
            title, `handle`, or `anonymous`, which hides it. Empty for kinds that have no choice.
        sent_to: field that names the call which an entry was sent in to. Empty for others.
        pictures: field with the pictures of an entry, each with `src` and `alt`; the first stands
            for it where it has no cover. Empty for others.
        quote: field with a sentence of an entry that stands for it. Empty for others.
        featured: field that says at which place an entry stands before others in its list. Kinds
            that have one are shown as a wall. Empty for others.
        takes_in: field that holds a text, or names a file beside the entry in which it stands, and
            which is then not published itself. Empty for others.
        schema_type: what an entry is in the words of schema.org.
    """

    name: str
    folder: str
    one: str
    many: str
    about: str
    record: type[Record]
    url: str
    template: str = ""
    list_template: str = ""
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
    at_end: tuple[str, ...] = ()
    calls_in: bool = False
    contest: Callable[[Record], Contest | None] | None = None
    bulk: str = ""
    bulk_dialect: str = ""
    gathers_calls: bool = False
    step: Step | None = None
    doers: tuple[str, ...] = ()
    changes: str = ""
    final: tuple[str, str] | tuple[()] = ()
    journey: Journey | None = None
    bounds: str = ""
    answer: Answer | None = None
    answers: str = ""
    tells: str = ""
    judges: str = ""
    remarks: tuple[str, ...] = ()
    tag: str = ""
    single: bool = False
    kit: str = ""
    part_of: str = ""
    version: str = ""
    period: bool = False
    by_merit: bool = False
    card: bool = False
    display: str = ""
    sent_to: str = ""
    pictures: str = ""
    quote: str = ""
    featured: str = ""
    takes_in: str = ""
    schema_type: str = "Article"
