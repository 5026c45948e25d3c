"""The register of submissions: that something came and what became of it, without a word of it.

It is public: nobody's name, text or address stands in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from generator.model.reference import Reference
from generator.problems import Location

SUBMISSIONS = "submissions.csv"
"""Name of the file that holds the register, in the content folder."""

EDITOR = "editor"
"""The role of whoever decides, where nobody says which: the public never reads a name."""

COLUMNS = ("key", "call", "received", "decision", "decided", "role", "reason", "became")
"""Names of its columns, all of which are needed, in the order in which they are written."""


class Decision(StrEnum):
    """What the team decided about something that was sent in."""

    PENDING = "pending"
    APPROVED = "approved"
    DECLINED = "declined"
    ASKED = "asked"


UNDECIDED: frozenset[Decision] = frozenset({Decision.PENDING, Decision.ASKED})
"""Decisions that are none yet: the team still owes an answer, or waits for one."""


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """One submission, as the public may know it.

    Attributes:
        key: 16 hexadecimal digits that name it everywhere.
        call: id of the call that it answers.
        received: when it came.
        decided: when the decision was made, or a question asked; None while it is pending.
        role: role of whoever decided, such as `editor`; never a name. Empty while pending.
        reason: why it was declined, where the person agreed to have that public. Plain text.
        became: the entry that was made of it; None if none was.
        location: its row.
    """

    key: str
    call: str
    received: datetime
    decision: Decision = Decision.PENDING
    decided: datetime | None = None
    role: str = ""
    reason: str = ""
    became: Reference | None = None
    location: Location = field(default=Location(SUBMISSIONS), compare=False)


def in_register_order(rows: Iterable[SubmissionRow]) -> tuple[SubmissionRow, ...]:
    """The rows as the file has them: by key."""
    return tuple(sorted(rows, key=lambda row: row.key))


def merged(one: SubmissionRow, other: SubmissionRow) -> SubmissionRow:
    """What two branches say of one submission, as one row: the later decision outweighs.

    It came when the earlier of them says. Where both were decided at one instant, or neither was,
    the row whose cells sort last is the one, so that the order of the branches does not matter.
    """
    first = min(one.received, other.received)
    last = max(one, other, key=_standing)
    return replace(last, received=first)


def _standing(row: SubmissionRow) -> tuple[bool, str, str, str, str, str, str]:
    decided = row.decided.timestamp() if row.decided else 0.0
    return (
        row.decision is not Decision.PENDING,
        f"{decided:020.6f}",
        row.decision,
        row.role,
        row.reason,
        str(row.became or ""),
        row.call,
    )
