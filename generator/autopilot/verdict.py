"""What came of one look at the journal."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from msgspec import Struct, field


class Outcome(StrEnum):
    """How a look ended."""

    PUBLISHED = "published"
    NOTHING = "nothing"
    MISTAKES = "mistakes"
    REFUSED = "refused"
    FAILED = "failed"
    BUG = "bug"


RETRIED = frozenset({Outcome.FAILED, Outcome.BUG})
"""What may go well the next time although nobody changes anything."""

AUTHORS = frozenset({Outcome.MISTAKES, Outcome.REFUSED})
"""What somebody of the team has to mend."""


class Verdict(Struct, frozen=True):
    """How a look ended, and when the next thing is due.

    Attributes:
        next: the next instant at which anything changes; None if nothing does, or if it is not
            known because the look failed.
        messages: what the team should read, one text a matter; no secrets.
        details: figures for the log.
    """

    outcome: Outcome
    next: datetime | None = None
    messages: tuple[str, ...] = ()
    details: Mapping[str, object] = field(default_factory=dict)


class Publisher(Protocol):
    """Publishes what is due."""

    def publish(self, at: datetime, alive: Callable[[], None]) -> Verdict:
        """Publish the journal as it is at an instant, unless nothing is due; never raises.

        Args:
            alive: is called now and then, which shows that the work goes on.
        """
        ...


class Event(Struct, frozen=True):
    """Something worth a line in the log.

    Attributes:
        name: what happened, a word for programs.
        grave: somebody should look at it.
    """

    name: str
    at: datetime
    message: str
    grave: bool = False
    details: Mapping[str, object] = field(default_factory=dict)

    def record(self) -> dict[str, object]:
        """The shape of a line of `--json`: type, at, level, message, and what goes with it."""
        level = "error" if self.grave else "info"
        first = {"type": self.name, "at": self.at.isoformat(), "level": level}
        return {**first, "message": self.message, **self.details}


Say = Callable[[Event], None]
