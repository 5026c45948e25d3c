"""Suggestions: what users ask for, and what became of it (B5, C1)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from generator.kinds.consent import Consent
from generator.kinds.kind import Answer, Journey, Kind, Step
from generator.model.fields import (
    INTERNAL,
    Count,
    Instant,
    Line,
    Many,
    Markdown,
    People,
    Record,
    To,
    Url,
    Who,
)
from generator.model.reference import Reference


class Status(StrEnum):
    """Where a suggestion stands."""

    RECEIVED = "received"
    EVALUATING = "evaluating"
    ADOPTED = "adopted"
    IN_PROGRESS = "in-progress"
    SHIPPED = "shipped"
    DECLINED = "declined"
    DUPLICATE = "duplicate"


class Move(Record):
    """One step of a suggestion's history."""

    date: Instant = Field(description="when")
    status: Status = Field(description="where it stood from then on")
    note: Markdown | None = Field(default=None, description="why")


MOVES: Mapping[str, frozenset[str]] = {
    Status.RECEIVED: frozenset(
        {Status.EVALUATING, Status.ADOPTED, Status.DECLINED, Status.DUPLICATE}
    ),
    Status.EVALUATING: frozenset({Status.ADOPTED, Status.DECLINED, Status.DUPLICATE}),
    Status.ADOPTED: frozenset({Status.IN_PROGRESS, Status.SHIPPED, Status.DECLINED}),
    Status.IN_PROGRESS: frozenset({Status.ADOPTED, Status.SHIPPED, Status.DECLINED}),
    Status.SHIPPED: frozenset({Status.IN_PROGRESS}),
    Status.DECLINED: frozenset({Status.EVALUATING}),
    Status.DUPLICATE: frozenset({Status.EVALUATING}),
}
"""Which statuses may follow each: what shipped may go on, what was declined may be judged anew."""


class Suggestion(Record):
    """The fields of a suggestion."""

    status: Status = Field(
        default=Status.RECEIVED,
        description="where it stands; needed only where no history, release or diary says it",
    )
    by: Who | None = Field(default=None, description="who suggested it")
    owner: Who | None = Field(default=None, description="who of the team answers for it")
    call: Annotated[Reference, To("call")] | None = Field(
        default=None, description="the call that it was sent in to, as one of many wishes"
    )
    consent: Annotated[Consent | None, INTERNAL] = Field(
        default=None, description="what the person agreed to, if it was sent in to a call"
    )
    channel: Line | None = Field(default=None, description="where it came in: forum, shop, mail …")
    source: Url | None = Field(default=None, description="address of the original")
    votes: Count = Field(default=0, description="how many others want it too")
    voices: People = Field(default=(), description="others who asked for the same, by name")
    answer_by: Instant | None = Field(
        default=None, description="by when the team promised to decide"
    )
    late: Markdown | None = Field(
        default=None, description="why that promise was not kept in time, and what happens now"
    )
    reason: Markdown | None = Field(default=None, description="why it was adopted or declined")
    duplicate_of: Annotated[Reference, To("suggestion")] | None = Field(
        default=None, description="the suggestion that says the same"
    )
    history: Many[Move] = Field(default=(), description="its steps, oldest first")


KIND = Kind(
    name="suggestion",
    folder="suggestions",
    one="Suggestion",
    many="Suggestions",
    about="What users asked for, and what became of it.",
    record=Suggestion,
    url="/suggestions/",
    template="suggestion.html",
    list_template="board.html",
    group_by="status",
    bulk="suggestions",
    bulk_dialect="visitor",
    step=Step.SUGGESTED,
    doers=("by",),
    consent="consent",
    journey=Journey(
        status="status",
        history="history",
        owner="owner",
        steps={
            Status.EVALUATING: Step.MOVED,
            Status.ADOPTED: Step.DECIDED,
            Status.IN_PROGRESS: Step.MOVED,
            Status.SHIPPED: Step.RELEASED,
            Status.DECLINED: Step.DECIDED,
            Status.DUPLICATE: Step.DECIDED,
        },
        granted=frozenset({Status.ADOPTED, Status.IN_PROGRESS}),
        refused=frozenset({Status.DECLINED}),
        waiting=frozenset({Status.RECEIVED, Status.EVALUATING}),
        awaited={
            Status.RECEIVED: "Waiting for an answer",
            Status.EVALUATING: "Waiting for a decision",
            Status.ADOPTED: "Waiting for its turn",
            Status.IN_PROGRESS: "Work is going on",
        },
        moves=MOVES,
        first=Status.RECEIVED,
        owned=frozenset({Status.ADOPTED, Status.IN_PROGRESS, Status.SHIPPED}),
        begun=Status.IN_PROGRESS,
        done=Status.SHIPPED,
        merged=Status.DUPLICATE,
        same_as="duplicate_of",
        voices="voices",
        votes="votes",
    ),
    answer=Answer("answer_by", "reason", "late"),
    sent_to="call",
    schema_type="DiscussionForumPosting",
)
