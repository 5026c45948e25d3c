"""A call on its page: how to take part, what the form asks, what became of what was sent in."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.journal.calls import figures, rows_of
from generator.journal.schedule import State, state
from generator.kinds.call import Call, form_in, form_of
from generator.model.entry import Entry
from generator.model.form import FormField, SubmissionForm, WayIn
from generator.model.form_links import form_stem, issue_link, mail_link
from generator.model.sent import form_address
from generator.model.submission_row import Decision, SubmissionRow
from generator.pages.call_views import CallView, DecisionView, QuestionView, WayView
from generator.pages.desk.entry_views import Desk, link
from generator.pages.lists.calendar_files import deadlines_address

MOST = 24
"""Decisions on the page of a call."""

_MAILTO = "mailto:"
_WITH_A_FORM = frozenset({"issue", "mail", "form"})


def call_view(desk: Desk, entry: Entry) -> CallView | None:
    """How to take part in a call, and what became of what was sent in; None for other entries."""
    call = entry.record
    if not isinstance(call, Call):
        return None
    found = figures(desk.journal, entry)
    is_over = state(entry, desk.journal.at) is State.CLOSED
    ways = () if is_over else tuple(_way(desk, entry, call, way) for way in call.how)
    has_form = any(way.sort in _WITH_A_FORM for way in ways)
    decided = sorted(_decided(desk, entry), key=lambda row: (row.decided or row.received, row.key))
    newest = tuple(reversed(decided))
    return CallView(
        ways=ways,
        questions=tuple(_questions(form_of(call), entry.lang)) if has_form else (),
        figures=found if found.received else None,
        decisions=tuple(_decision(desk, entry, row) for row in newest[:MOST]),
        more=max(0, len(newest) - MOST),
        places_left=_left(call, found.approved) if found.received else None,
        within=call.answer_within,
        calendar=deadlines_address(desk.config, entry),
    )


def _left(call: Call, taken: int) -> int | None:
    return None if call.places is None else max(0, call.places - taken)


def _way(desk: Desk, entry: Entry, call: Call, way: WayIn) -> WayView:
    """A way in, with the address that leads right to the form of this call."""
    title = "" if way.title is None or way.title == way.url else way.title
    if way.issue:
        stem = form_stem(entry.head.id, entry.lang, desk.config.main_language)
        return WayView("issue", title, issue_link(way.issue, stem), _host(way.issue))
    if way.mail:
        form = form_in(call, desk.config.consents)
        link_ = mail_link(way.mail, entry.head.title, form, entry.lang)
        return WayView("mail", title, link_, way.mail)
    if way.form:
        address = form_address(way.form, entry.head.id, entry.lang)
        return WayView("form", title, address, _host(way.form))
    url = way.url or ""
    name = url.removeprefix(_MAILTO).partition("?")[0] if url.startswith(_MAILTO) else _host(url)
    return WayView("url", title, url, name)


def _host(url: str) -> str:
    return urlsplit(url).hostname or url


def _questions(form: SubmissionForm, lang: str) -> Iterator[QuestionView]:
    for field in form.fields:
        yield QuestionView(
            label=field.label_in(lang),
            type=str(field.type),
            needed=field.needed,
            private=field.secret,
            hint=field.hint_in(lang),
            options=_options(field, lang),
            most=field.most,
        )


def _options(field: FormField, lang: str) -> tuple[str, ...]:
    return tuple(option.label_in(lang) for option in field.options)


def _decided(desk: Desk, entry: Entry) -> Iterator[SubmissionRow]:
    pending = Decision.PENDING
    return (row for row in rows_of(desk.journal, entry) if row.decision is not pending)


def _decision(desk: Desk, entry: Entry, row: SubmissionRow) -> DecisionView:
    filling = desk.filling(entry, entry.lang)
    shown = desk.journal.shown(row.became, entry.lang) if row.became else None
    when = row.decided or row.received
    return DecisionView(
        key=row.key,
        decision=str(row.decision),
        date=desk.local(when) or when,
        role=row.role,
        reason=row.reason,
        became=link(filling, shown) if shown is not None else None,
    )
