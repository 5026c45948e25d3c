"""What is wrong with a call: promises, forms, translations, the register of what was sent in."""

from collections.abc import Iterator, Sequence

from generator.journal.journal import Journal
from generator.journal.sent import call_of
from generator.kinds.call import WAYS, Call, form_of
from generator.model.entry import Entry
from generator.model.form import FormField, Slot
from generator.model.reference import Path, Reference
from generator.model.submission_row import Decision, SubmissionRow
from generator.problems import Problem, Severity, did_you_mean

_SAME = (
    "type",
    "opens",
    "closes",
    "answer_by",
    "answer_within",
    "places",
    "consent",
    "map",
    "vote",
)
"""What all versions of a call say alike, besides the questions of its form."""

_SUBSTANCE = frozenset({Slot.TEXT, Slot.PICTURES, Slot.QUOTE})
"""Without one of these an entry that was sent in says nothing."""


def check_calls(journal: Journal, broken: frozenset[Reference] = frozenset()) -> Iterator[Problem]:
    """Everything that is wrong with calls, and with the register of what was sent in to them.

    Args:
        broken: entries that exist but could not be read; naming them is no further mistake.
    """
    for versions in journal.written.values():
        original = versions[0]
        if isinstance(original.record, Call):
            yield from _promise(original, original.record)
            yield from _scope(original, original.record)
            yield from _form(original, original.record)
            yield from _consent(journal, original, original.record)
            yield from _places(journal, original, original.record)
            for entry in versions:
                yield from _languages(journal, entry)
            yield from _translations(versions, original.record)
    strangers: dict[Reference, list[SubmissionRow]] = {}
    for row in journal.submissions:
        call = journal.original(call_of(row))
        if call is not None and isinstance(call.record, Call):
            yield from _became(journal, row, call.record, broken)
        elif call_of(row) not in broken:
            strangers.setdefault(call_of(row), []).append(row)
    for name, rows in strangers.items():
        yield _unknown_call(journal, name, rows)


def _promise(entry: Entry, call: Call) -> Iterator[Problem]:
    """By when the team answers: one promise, and one that can be kept."""
    if call.answer_by is None and call.answer_within is None:
        hint = "add 'answer_by: DATE', or 'answer_within: DAYS' where each is answered on its own"
        message = "a call says by when the team answers, and this one does not"
        yield Problem(entry.at(("answer_by",)), "no-answer-by", message, hint)
    elif call.answer_by is not None and call.answer_within is not None:
        hint = "keep 'answer_by' for one answer to all, 'answer_within' for one to each"
        message = "a call has 'answer_by' or 'answer_within', not both"
        yield Problem(entry.at(("answer_within",)), "bad-call", message, hint)
    if call.answer_by is not None and call.answer_by < (call.closes or call.opens):
        over = "closes" if call.closes else "opens"
        message = f"'answer_by' is before '{over}'"
        hint = "the answer comes once it is over"
        yield Problem(entry.at(("answer_by",)), "bad-dates", message, hint)


def _scope(entry: Entry, call: Call) -> Iterator[Problem]:
    """Changes of the scope that are none, as nobody had seen it before."""
    for number, change in enumerate(call.scope_changes):
        if change.date < call.opens:
            message = "this change of the scope is from before the call opened"
            hint = "delete it: what nobody has seen was not changed"
            place = entry.at(("scope_changes", number, "date"))
            yield Problem(place, "bad-dates", message, hint)


def _form(entry: Entry, call: Call) -> Iterator[Problem]:
    """Headings of exports that lead nowhere, and forms whose answers make no entry."""
    form = form_of(call)
    known = [field.id for field in form.fields]
    for heading, name in call.map.items():
        if name not in known:
            hint = did_you_mean(name, known) or f"its fields are {', '.join(known)}"
            message = f"the form has no field '{name}'"
            yield Problem(entry.at(("map", heading)), "unknown-field", message, hint)
    becomes = WAYS[call.type].becomes
    if becomes and not any(field.slot in _SUBSTANCE for field in form.fields):
        message = f"no field of this form fills the text of a {becomes}"
        hint = "give one of them 'to: text', 'to: pictures' or 'to: quote'"
        yield Problem(entry.at(("fields",)), "bad-call", message, hint)


def _consent(journal: Journal, entry: Entry, call: Call) -> Iterator[Problem]:
    """A consent text that the journal has not."""
    known = [text.id for text in journal.config.consents]
    if call.consent is not None and call.consent not in known:
        hint = did_you_mean(call.consent, known) or "'consents' in friday.yaml holds the texts"
        message = f"there is no consent '{call.consent}'"
        yield Problem(entry.at(("consent",)), "unknown-consent", message, hint)


def _places(journal: Journal, entry: Entry, call: Call) -> Iterator[Problem]:
    """More people than there are places for."""
    rows = journal.sent.get(entry.reference, ())
    taken = sum(row.decision is Decision.APPROVED for row in rows)
    if call.places is not None and taken > call.places:
        message = f"'places' is {call.places}, and {taken} were taken in"
        hint = "raise 'places', or decline some"
        yield Problem(entry.at(("places",)), "too-many", message, hint, Severity.WARNING)


def _languages(journal: Journal, entry: Entry) -> Iterator[Problem]:
    """Words in languages that the journal has not."""
    call = entry.record if isinstance(entry.record, Call) else None
    for path, lang in _named_languages(call.fields if call else ()):
        if not journal.config.language(lang):
            known = ", ".join(journal.config.languages)
            message = f"'{lang}' is no language of this journal, which has {known}"
            yield Problem(entry.at(path), "unknown-language", message)


def _named_languages(fields: Sequence[FormField]) -> Iterator[tuple[Path, str]]:
    for number, field in enumerate(fields):
        here: Path = ("fields", number)
        yield from (((*here, "labels", lang), lang) for lang in field.labels)
        yield from (((*here, "hints", lang), lang) for lang in field.hints)
        for n, option in enumerate(field.options):
            yield from (((*here, "options", n, "labels", lang), lang) for lang in option.labels)


def _translations(versions: Sequence[Entry], original: Call) -> Iterator[Problem]:
    """A translation must not change what is asked, nor until when, nor what is promised."""
    for entry in versions[1:]:
        record = entry.record
        if not isinstance(record, Call):
            continue
        different = [name for name in _SAME if getattr(original, name) != getattr(record, name)]
        if _asks(record) != _asks(original):
            different.append("fields")
        for name in different:
            message = f"this translation changes '{name}'"
            hint = "leave the field out: a translation takes it from its original"
            if name == "fields":
                hint = "leave it out, or change only the words: ids, types and options stay"
            yield Problem(entry.at((name,)), "bad-translation", message, hint)


def _asks(call: Call) -> tuple[object, ...]:
    """What a form asks, without its words."""
    return tuple(
        (
            *(field.id, field.type, field.needed, field.most, field.slot, field.private),
            *(option.id for option in field.options),
        )
        for field in call.fields
    )


def _unknown_call(journal: Journal, call: Reference, rows: Sequence[SubmissionRow]) -> Problem:
    """Submissions to a call that is none; told once, at the first of them."""
    known = [name.id for name in journal.versions if name.kind == call.kind]
    near = did_you_mean(call.id, known)
    hint = near or "it is the id of a call, which stays when its file is renamed"
    more = f", and {len(rows)} rows name it" if len(rows) > 1 else ""
    message = f"there is no call '{call.id}'{more}"
    return Problem(min(row.location for row in rows), "unknown-reference", message, hint)


def _became(
    journal: Journal, row: SubmissionRow, call: Call, broken: frozenset[Reference]
) -> Iterator[Problem]:
    """A submission that became what it cannot become, or what is not there."""
    became, becomes = row.became, WAYS[call.type].becomes
    if became is None:
        return
    if became.kind != becomes:
        message = f"what is sent in to '{row.call}' cannot become '{became}'"
        hint = f"a call of type {call.type} makes a {becomes}" if becomes else ""
        hint = hint or f"nothing public comes of a call of type {call.type}: leave 'became' empty"
        yield Problem(row.location, "bad-value", message, hint)
    elif journal.original(became) is None and became not in broken:
        message = f"there is no {became.kind} '{became.id}'"
        hint = "it was renamed or deleted: correct 'became', or leave it empty"
        yield Problem(row.location, "unknown-reference", message, hint, Severity.WARNING)
