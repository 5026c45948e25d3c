"""The orange thread as templates see it: whole on the page it begins on, a line on all others."""

from datetime import datetime

from msgspec import Struct

from generator.pages.html import NO_HTML, Html
from generator.pages.values import Link


class Age(Struct, frozen=True):
    """How long something lasts, in whole units, the last one begun not counted.

    Attributes:
        unit: `day` for up to two weeks, `week` for up to three months, else `month`: so that pages
            of old things seldom change.
    """

    count: int
    unit: str


class Knot(Struct, frozen=True):
    """A node of the orange thread: one step from a suggestion to its thanks.

    Attributes:
        step: what happened: suggested, moved, decided, asked, changed, released, reported, told,
            answered, thanked; `awaited` for an open end.
        label: that in the words of the page's language.
        link: the entry that shows it; None when the entry that the thread is shown on shows it.
        note: why or how, finished; may be empty.
        status: the status reached, for a suggestion's moves; else empty.
        open: True for what is still awaited: a hollow node.
        age: how long an open end is open, or how long it is overdue; None if nobody knows.
        due: by when an open end was promised to be closed; None if nothing was promised.
        overdue: True if that is over.
        late: what the team says about its being late, finished; may be empty.
    """

    step: str
    label: str
    date: datetime | None = None
    link: Link | None = None
    note: Html = NO_HTML
    people: tuple[Link, ...] = ()
    status: str = ""
    open: bool = False
    age: Age | None = None
    due: datetime | None = None
    overdue: bool = False
    late: Html = NO_HTML


class Dot(Struct, frozen=True):
    """A step of a thread in its short form.

    Attributes:
        here: True if the page that shows the thread is that step.
        skipped: how many steps are left out before it.
    """

    step: str
    label: str
    date: datetime | None = None
    here: bool = False
    skipped: int = 0


class ThreadLine(Struct, frozen=True):
    """A thread on the page of one of its steps.

    Attributes:
        root: the entry it begins with.
        status: where that stands; empty for what is on no journey.
        dots: its steps, oldest first; of very many the first, those of the page, and the newest.
        open: what it still waits for.
        complete: True if it reached a release or an honest no, and nothing is open.
    """

    root: Link
    status: str
    dots: tuple[Dot, ...]
    open: tuple[Knot, ...] = ()
    complete: bool = False


class StandingView(Struct, frozen=True):
    """Where something on a journey stands.

    Attributes:
        status: derived from its history, releases and diaries.
        since: when it got there; None if nobody wrote it down.
        cause: the release or diary that gave it that status; None for its own history.
        stale: how long nothing happened to it; None unless that is too long.
        voices: how many asked for it, in all.
        asked_by: those of them who are known by name.
        merged: what says the same and was merged into it.
        due: by when an answer is promised; None once it is given.
        overdue: True if that is over.
    """

    status: str
    since: datetime | None = None
    cause: Link | None = None
    stale: Age | None = None
    voices: int = 0
    asked_by: tuple[Link, ...] = ()
    merged: tuple[Link, ...] = ()
    due: datetime | None = None
    overdue: bool = False
