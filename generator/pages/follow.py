"""What became of the options of a vote, as templates see it: most wanted first."""

from datetime import datetime

from msgspec import Struct

from generator.pages.values import Link


class FollowState(Struct, frozen=True):
    """How far something is that an option names.

    Attributes:
        link: the suggestion, the release, the diary.
        status: where a suggestion stands; empty for other kinds.
        label: what that is in the words of the page: "Released", "Waiting for a decision".
        date: since when.
        people: who of the team answers for it.
        open: True if there is still something to do.
    """

    link: Link
    label: str
    status: str = ""
    date: datetime | None = None
    people: tuple[Link, ...] = ()
    open: bool = False


class FollowStep(Struct, frozen=True):
    """An option in the order of the result.

    Attributes:
        place: from 1; options that the count does not tell apart share one.
        option: its id.
        states: what it names; empty if nothing has come of it yet.
        open: True if nothing has come of it yet, or something is still to be done: a hollow node.
    """

    place: int
    option: str
    title: str
    states: tuple[FollowState, ...] = ()
    open: bool = True
