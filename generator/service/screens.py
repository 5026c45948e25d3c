"""What each page shows at a moment: the form, empty or as it was typed, or why there is none."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from msgspec.structs import replace

from generator.journal.schedule import State, standing
from generator.kinds.call import Call
from generator.model.form import Slot
from generator.pages.form_views import FormPage, QuestionView
from generator.service.answers import Answers
from generator.service.figures import Refusal
from generator.service.reception import Result

SLOT = "\N{SYMBOL FOR SUBSTITUTE FORM TWO}token"
"""Stands in a printed form where each visitor's own token goes."""

_STATUS: Mapping[Refusal, int] = {
    Refusal.TOO_OFTEN: 429,
    Refusal.NO_ROOM: 503,
    Refusal.BUSY: 503,
    Refusal.NOT_OPEN: 410,
}
_USUAL = 422
_NOT_YET = 409


def shown(view: FormPage, call: Call, at: datetime) -> FormPage:
    """A call's page for somebody who only looks."""
    state = standing(call.opens, call.closes, at)
    return replace(view, state=state, token=SLOT if state is State.OPEN else "")


def returned(view: FormPage, call: Call, result: Result, at: datetime) -> FormPage:
    """A call's page for somebody whose submission was not kept, with everything they typed."""
    return replace(
        shown(view, call, at),
        notes=tuple(map(str, result.why)),
        questions=tuple(_answered(view.questions, result.answers, result.why)),
        reasons=result.reasons and Refusal.TOKEN not in result.why,
    )


def received(view: FormPage, call: Call, key: str, came: datetime | None) -> FormPage:
    """A call's page for somebody whose submission was kept.

    Args:
        came: when it came; None if nobody knows that any more.
    """
    by = call.answer_by
    if by is None and came is not None and call.answer_within:
        by = came + timedelta(days=call.answer_within)
    local = by.astimezone(view.opens.tzinfo) if by else None
    return replace(view, state="received", key=key, answer_by=local)


def status_of(why: Iterable[Refusal], call: Call, at: datetime) -> int:
    """The HTTP status of a page that says why something was not kept (RFC 9110, section 15)."""
    found = next((_STATUS[each] for each in why if each in _STATUS), _USUAL)
    early = found == _STATUS[Refusal.NOT_OPEN] and at < call.opens
    return _NOT_YET if early else found


def _answered(
    questions: Iterable[QuestionView], answers: Answers, why: Iterable[Refusal]
) -> Iterable[QuestionView]:
    # The text that people agree to may be another one than that of the form that they opened.
    anew = {Slot.USES} if Refusal.TOKEN in why else set()
    for question in questions:
        typed = () if question.fills in anew else answers.typed.get(question.id, ())
        yield replace(
            question,
            value=next(iter(typed), ""),
            error=str(answers.wrong.get(question.id, "")),
            choices=tuple(replace(each, picked=each.id in typed) for each in question.choices),
        )
