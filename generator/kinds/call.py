"""Calls: ways to take part, their bounds, and what taking part changes (A5, A6, B2, B3, B4)."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace
from pydantic import AfterValidator, Field

from generator.kinds import usual_fields as usual
from generator.kinds.consent import ConsentText
from generator.kinds.kind import Answer, Kind, Step
from generator.model.fields import (
    INTERNAL,
    AnyReference,
    Count,
    Id,
    Instant,
    Line,
    LocalFile,
    Many,
    Markdown,
    Record,
    To,
    Who,
)
from generator.model.form import FormField, SubmissionForm, WayIn, fields_once
from generator.model.reference import Reference


class Form(StrEnum):
    """Ways of taking part."""

    TOPIC = "topic"
    SURVEY = "survey"
    VOTE = "vote"
    BETA = "beta"
    CONTEST = "contest"
    STORY = "story"
    PHOTO = "photo"
    WISHES = "wishes"
    COUNCIL = "council"


class Way(Struct, frozen=True):
    """What comes of what is sent in to a call of one form.

    Attributes:
        becomes: kind of the entry that an approved submission becomes; empty for nothing public:
            it is counted, and stays with the team.
        label: English word for one submission.
        asks: the questions that its form asks when the author wrote none.
        wall: whether such an entry stands on the wall of stories.
        judged: whether the best are chosen, which is what a contest is.
    """

    becomes: str
    label: str
    asks: tuple[FormField, ...]
    wall: bool = False
    judged: bool = False


_TOLD = (usual.NAME, usual.PLACE, usual.SINCE)
_SENDER = (usual.NAME, usual.MAIL)
_WISHED = (usual.TITLE, usual.WISH, *_SENDER)
_APPLIED = (usual.WHY_YOU, *_TOLD, usual.NEEDED_MAIL)

WAYS: Mapping[Form, Way] = {
    Form.TOPIC: Way("suggestion", "Suggestion", _WISHED),
    Form.SURVEY: Way("", "Answer", (usual.ANSWER, usual.MAIL)),
    Form.VOTE: Way("", "Vote", (usual.ANSWER, usual.MAIL)),
    Form.BETA: Way("", "Application", _APPLIED),
    Form.CONTEST: Way(
        "story",
        "Entry",
        (usual.TITLE, usual.ABOUT, usual.SOME_PICTURES, *_SENDER),
        judged=True,
    ),
    Form.STORY: Way(
        "story",
        "Story",
        (usual.TITLE, usual.STORY, *_TOLD, usual.SOME_PICTURES, usual.MAIL),
        wall=True,
    ),
    Form.PHOTO: Way(
        "story",
        "Photo",
        (usual.TITLE, usual.ABOUT, *_TOLD, usual.PICTURES, usual.MAIL),
        wall=True,
    ),
    Form.WISHES: Way("suggestion", "Wish", _WISHED),
    Form.COUNCIL: Way("", "Application", _APPLIED),
}
"""What becomes of what is sent in, by the call's `type`. A new form of calls is a new row."""


class Scope(Record):
    """What a round is about, and what it is not."""

    inside: Many[Markdown] = Field(alias="in", min_length=1, description="what belongs to it")
    outside: Many[Markdown] = Field(alias="out", default=(), description="what does not")


class ScopeChange(Record):
    """A change to the bounds of a round that was open already: readers see it."""

    date: Instant = Field(description="when the scope was changed")
    note: Markdown = Field(description="what was changed, and why")


class Sent(Record):
    """Something that was sent in to a contest."""

    id: Id = Field(description="permanent name of the entry; in the vote its option is called so")
    title: Line = Field(description="what it is called")
    by: Who | None = Field(default=None, description="who sent it in")
    description: Markdown | None = Field(default=None, description="more about it")
    picture: LocalFile | None = Field(default=None, description="picture file beside the call")
    alt: Line | None = Field(
        default=None, description="what the picture shows, for those who do not see it"
    )


class Shortlisted(Record):
    """An entry that goes to the vote, and why."""

    entry: Id = Field(description="id of the entry")
    reason: Markdown = Field(description="why it is on the shortlist")


def _distinct(sent: tuple[Sent, ...]) -> tuple[Sent, ...]:
    """The entries, each with an id of its own."""
    _once([each.id for each in sent])
    return sent


def _chosen_once(shortlist: tuple[Shortlisted, ...]) -> tuple[Shortlisted, ...]:
    """The shortlist, each entry standing once."""
    _once([each.entry for each in shortlist])
    return shortlist


def _once(ids: list[str]) -> None:
    for n, name in enumerate(ids):
        if name in ids[:n]:
            raise ValueError(f"the entry '{name}' stands twice")


class Call(Record):
    """The fields of a call."""

    type: Form = Field(description="way of taking part")
    opens: Instant = Field(description="when it begins")
    closes: Instant | None = Field(default=None, description="when it ends; none: it stays open")
    scope: Scope = Field(description="what belongs to it and what does not")
    scope_changes: Many[ScopeChange] = Field(
        default=(), description="what was changed of the scope after the call opened, and why"
    )
    binds: Markdown = Field(description="what taking part changes")
    answer_by: Instant | None = Field(
        default=None, description="by when the team answers; this, or 'answer_within'"
    )
    answer_within: Annotated[Count, Field(ge=1, le=366)] | None = Field(
        default=None,
        description="in how many days the team answers each submission; for calls that stay open",
    )
    late: Markdown | None = Field(
        default=None, description="why the answer is late, and what happens now"
    )
    reward: Markdown | None = Field(default=None, description="what there is to win")
    places: Count | None = Field(default=None, description="how many can take part")
    how: Many[WayIn] = Field(
        default=(), description="where to take part: links, issue forms, mail, a form of our own"
    )
    fields: Annotated[Many[FormField], AfterValidator(fields_once)] = Field(
        default=(), description="what the form asks; by itself the usual questions of the type"
    )
    consent: Id | None = Field(
        default=None, description="id of the consent text that the form shows"
    )
    map: Annotated[dict[str, Id], INTERNAL] = Field(
        default={}, description="fields of the form, by the headings that exports have for them"
    )
    entries: Annotated[Many[Sent], AfterValidator(_distinct)] = Field(
        default=(), description="what was sent in to a contest"
    )
    shortlist: Annotated[Many[Shortlisted], AfterValidator(_chosen_once)] = Field(
        default=(), description="the entries that go to the vote, each with the reason"
    )
    vote: Annotated[Reference, To("poll")] | None = Field(
        default=None, description="the poll between the entries of the shortlist"
    )
    outcome: Many[AnyReference] = Field(default=(), description="what came of it")


def usual_fields(form: Form) -> tuple[FormField, ...]:
    """What a call's form asks when its author wrote no `fields`, consent included."""
    return with_consent(WAYS[form].asks, WAYS[form])


def with_consent(fields: tuple[FormField, ...], way: Way) -> tuple[FormField, ...]:
    """Some fields and, where answers may become public, those of consent that are missing."""
    if not way.becomes:
        return fields
    filled = {field.slot for field in fields}
    return (*fields, *(field for slot, field in usual.CONSENT.items() if slot not in filled))


def form_of(call: Call) -> SubmissionForm:
    """The form of a call, with its own questions or the usual ones of its type."""
    way = WAYS[call.type]
    fields = with_consent(call.fields or way.asks, way)
    return SubmissionForm(fields, call.consent or "", call.map)


def form_in(call: Call, texts: Sequence[ConsentText]) -> SubmissionForm:
    """The form of a call in a journal; it asks for the only text of consent if it names none.

    Args:
        texts: every text of consent that the journal has.
    """
    form = form_of(call)
    is_clear = not form.consent and len(texts) == 1
    return replace(form, consent=texts[0].id) if is_clear else form


KIND = Kind(
    name="call",
    folder="calls",
    one="Call",
    many="Take part",
    about="What you can take part in, until when, and what it changes.",
    record=Call,
    url="/take-part/",
    template="call.html",
    list_template="take_part.html",
    calendar=(("opens", "Opens"), ("closes", "Closes"), ("answer_by", "We answer by")),
    span=("opens", "closes"),
    calls_in=True,
    gathers_calls=True,
    step=Step.ASKED,
    bounds="scope_changes",
    answer=Answer("answer_by", "outcome", "late", within="answer_within"),
)
