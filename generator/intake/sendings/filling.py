"""From what somebody sent to a submission: each answer where the call's form wants it.

Whatever is not understood is told, and kept where the people who decide will see it.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial

from msgspec import Struct, field

from generator.intake.sendings.cleaning import Removed, cleaned, line
from generator.intake.sendings.enclosing import Enclosed, enclosed
from generator.intake.sendings.languages import language_of
from generator.intake.sendings.sending import Asked, Sending, Sheaf
from generator.intake.sendings.understanding import ADDRESS, understood
from generator.model.form import FieldType, FormField, Slot
from generator.model.form_blocks import read, without_comments
from generator.model.submission import Agreed, Contact, Parcel, Sort, Source, Submission, key_of
from generator.problems import shown

MOST_TEXT = 20_000
"""Characters of a text that no question asked for."""

REASONS = "reasons"
"""Id of the question whether the reason of a decline may be public."""

_MOST_LINE = 200
_MOST_PICTURES = 5
_FIRST_YEAR = 1990
_MOST_TAGS, _LONGEST_TAG = 10, 50  # characters
_TAG_SIGNS = str.maketrans("，、;；#", ",,,, ")


class _Draft(Struct):
    """A submission on its way.

    Attributes:
        said: the answers as they came, by the question's id, each with its line.
        values: the same as their questions want them.
        consent: id of the text that the submission says it was asked with.
        mail: an address that stood where it would have been published.
    """

    sending: Sending
    asked: Asked
    sheaf: Sheaf
    removed: Removed
    said: dict[str, tuple[str, int]] = field(default_factory=dict)
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    text: str = ""
    consent: str = ""
    mail: str = ""

    def told(self, place: int, message: str) -> None:
        """Something that did not fit."""
        self.sheaf.note(place, "answer", message)

    def value(self, slot: Slot) -> str:
        """The answer that fills something, on one line."""
        question = self.asked.form.filling(slot)
        return ", ".join(self.values.get(question.id, ())) if question else ""

    def line(self, text: str) -> str | None:
        """A line that no question asked for."""
        return line(text, _MOST_LINE, self.removed) or None


def parcel(
    sending: Sending, asked: Asked, sheaf: Sheaf, folder: Mapping[str, bytes]
) -> Parcel | None:
    """The submission that a sending is; None where it says nothing, which the sheaf then tells.

    Args:
        folder: files that answers may name, by name.
    """
    draft = _Draft(sending, asked, sheaf, Removed(sending.removed))
    _gather(draft)
    pictures = _pictures(draft, folder)
    _understand(draft)
    text = _text(draft)
    title = draft.value(Slot.TITLE) or draft.line(sending.title)
    public = [each for each in asked.form.fields if not each.secret and each.id in draft.values]
    if not (text or title or pictures.files or public):
        sheaf.wrong(sending.line, "empty-submission", "nothing is said in it", "leave it out")
        return None
    _missing(draft, pictures, title or "")
    submission = _submission(draft, pictures, title or "", text)
    return Parcel(submission, text, pictures.files, _contact(draft))


def _gather(draft: _Draft) -> None:
    """Every answer under the id of its question; what no question asks stays in the text."""
    sending, form = draft.sending, draft.asked.form
    for heading, value in sending.answers.items():
        question = form.asked(heading)
        said = value if isinstance(value, str) else "\n".join(value)
        if question is not None and said.strip():
            draft.said.setdefault(question.id, (said, sending.line))
    draft.text = sending.text
    if not sending.has_questions:
        return
    bare, hidden = without_comments(sending.text)
    draft.removed.count("hidden comment", "hidden comments", hidden)
    blocks = read(bare, form)
    draft.text = blocks.before if blocks.found else bare
    for block in blocks.found:
        draft.consent = draft.consent or block.consent
        if block.text:
            draft.said.setdefault(block.question.id, (block.text, max(sending.line, 1)))


def _understand(draft: _Draft) -> None:
    for question in draft.asked.form.fields:
        if question.type is FieldType.PICTURES or question.id not in draft.said:
            continue
        said, place = draft.said[question.id]
        values = understood(said, question, draft.removed, partial(draft.told, place))
        if values:
            draft.values[question.id] = values


def _pictures(draft: _Draft, folder: Mapping[str, bytes]) -> Enclosed:
    question = draft.asked.form.filling(Slot.PICTURES)
    answer = draft.said.get(question.id, ("", 0))[0] if question else ""
    most = question.limit if question else _MOST_PICTURES
    found = enclosed(draft.sending.attached, answer, folder, most, draft.removed)
    for message in found.unfit:
        draft.sheaf.note(draft.sending.line, "picture", message)
        draft.removed.add(message)
    for address in found.away:
        message = f"the picture '{shown(address)}' lies elsewhere, and nothing is fetched"
        hint = "save it in a folder under its own name, and say --pictures FOLDER"
        draft.sheaf.note(draft.sending.line, "picture-elsewhere", message, hint)
    if question is not None and found.away:
        draft.values[question.id] = tuple(filter(None, map(draft.line, found.away)))
    return found


def _text(draft: _Draft) -> str:
    """The answer that is the text, and below it what stands outside of all questions."""
    question = draft.asked.form.filling(Slot.TEXT)
    own = "\n".join(draft.values.get(question.id, ())) if question else ""
    rest = cleaned(draft.text, question.limit if question else MOST_TEXT, draft.removed)
    if own and rest:
        message = "a text stands outside of all questions; it was put below the others"
        draft.sheaf.note(draft.sending.line, "outside", message)
    return "\n\n".join(filter(None, (own, rest)))


def _missing(draft: _Draft, pictures: Enclosed, title: str) -> None:
    """Tell what was not answered and is needed."""
    there = {Slot.TITLE: title, Slot.TEXT: draft.text, Slot.PICTURES: pictures.files}
    for question in draft.asked.form.fields:
        answered = question.id in draft.values or (question.slot and there.get(question.slot))
        if question.needed and not answered and not question.secret:
            message = f"'{question.id}' is not answered, and the form needs it"
            draft.sheaf.note(draft.sending.line, "missing-answer", message)


def _submission(draft: _Draft, pictures: Enclosed, title: str, text: str) -> Submission:
    sending, asked = draft.sending, draft.asked
    source = line(sending.id, 500, draft.removed) or "-"
    said = language_of(sending.lang, f"{title}\n{text}", asked.config)
    return Submission(
        call=asked.id,
        key=key_of(asked.id, sending.sort, sending.id),
        source=Source(sort=sending.sort, id=source, url=_address(sending.url)),
        received=_received(draft),
        lang=said or None,
        title=title or None,
        by=_by(draft),
        summary=draft.value(Slot.SUMMARY) or None,
        place=draft.value(Slot.PLACE) or None,
        since=draft.value(Slot.SINCE) or None,
        quote=draft.value(Slot.QUOTE) or None,
        tags=_tags(draft),
        pictures=tuple(pictures.pictures),
        answers=dict(_others(draft)),
        consent=_consent(draft),
        removed=draft.removed.words,
    )


def _received(draft: _Draft) -> datetime:
    """When it came; a date that lies ahead, or before there were mails, is a mistake."""
    came, now = draft.sending.received, draft.asked.at
    return came if came is not None and came.year > _FIRST_YEAR and came <= now else now


def _by(draft: _Draft) -> str | None:
    """How the sender is called: as they said; a handle where they want that, or an issue has it."""
    sender, display = draft.sending.sender, draft.value(Slot.DISPLAY)
    handle = draft.value(Slot.HANDLE) or sender.handle
    if display == Slot.HANDLE:  # without one nobody is named; the contact keeps the name
        return draft.line(handle.lstrip("@")) if handle else None
    by = _unaddressed(draft, _name(draft))
    public = draft.sending.sort is Sort.ISSUE and display == ""
    return by or (draft.line(handle) if public else None)


def _name(draft: _Draft) -> str:
    """The name that was given to be shown."""
    return draft.value(Slot.BY) or draft.line(draft.sending.by) or ""


def _kept_name(draft: _Draft) -> str | None:
    """The name of somebody who wants to be called by a handle that they did not give."""
    wanted = draft.value(Slot.DISPLAY) == Slot.HANDLE
    return (_name(draft) or None) if wanted and _by(draft) is None else None


def _unaddressed(draft: _Draft, name: str) -> str:
    """A name without mail addresses, which are nobody's to publish; the first is kept for us."""
    found = ADDRESS.findall(name)
    if not found:
        return name
    one, many = "mail address beside a name", "mail addresses beside a name"
    draft.removed.count(one, many, len(found))
    draft.mail = draft.mail or found[0]
    return ADDRESS.sub("", name).strip(" ,;<>()，；（）") or ""


def _tags(draft: _Draft) -> tuple[str, ...]:
    """The tags that were named; a whole sentence is none, and could be no part of an address."""
    said = draft.value(Slot.TAGS).translate(_TAG_SIGNS)
    words = [" ".join(word.split()) for word in said.split(",")]
    kept = tuple(dict.fromkeys(word for word in words if word and len(word) <= _LONGEST_TAG))
    long = sum(len(word) > _LONGEST_TAG for word in words) + len(kept[_MOST_TAGS:])
    draft.removed.count("tag too many or too long", "tags too many or too long", long)
    return kept[:_MOST_TAGS]


def _others(draft: _Draft) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Answers that fill nothing of an entry, none of them private."""
    filling = {Slot.PICTURES, None}
    if _consent(draft) is None:
        filling |= {Slot.DISPLAY}
    for question in draft.asked.form.fields:
        values = draft.values.get(question.id, ())
        if values and question.slot in filling and not question.secret and question.id != REASONS:
            yield question.id, values[0] if len(values) == 1 else values


def _consent(draft: _Draft) -> Agreed | None:
    """What the sender ticked; what is known from elsewhere where the form did not ask."""
    form, config = draft.asked.form, draft.asked.config
    question = form.filling(Slot.USES)
    uses = draft.values.get(question.id, ()) if question else ()
    if not uses:
        return None if question and question.id in draft.said else draft.asked.granted
    known = {text.id: text for text in config.consents}
    text = draft.consent or form.consent
    if text and text not in known:
        draft.told(draft.sending.line, f"there is no text of consent '{shown(text)}'")
        text = ""
    return Agreed(
        given=_received(draft),
        text=text or None,
        uses=uses,
        name=draft.value(Slot.DISPLAY) or None,
        licence=known[text].licence if text else None,
        reasons=draft.values.get(REASONS) == ("yes",),
    )


def _contact(draft: _Draft) -> Contact:
    """Who sent it; nothing of this stands in the submission."""
    sender = draft.sending.sender
    return Contact(
        name=draft.line(sender.name) or _kept_name(draft),
        mail=draft.value(Slot.MAIL) or draft.line(sender.mail) or draft.mail or None,
        handle=draft.value(Slot.HANDLE) or draft.line(sender.handle),
        sender=draft.line(sender.whole),
        url=_address(sender.url),
        answers={
            each.id: "\n".join(draft.values[each.id])
            for each in draft.asked.form.fields
            if _is_private(each) and each.id in draft.values
        },
    )


def _is_private(question: FormField) -> bool:
    return question.secret and question.slot not in {Slot.MAIL, Slot.HANDLE}


def _address(text: str) -> str | None:
    """An address of the web, as it came, if it is one."""
    good = text.startswith(("https://", "http://")) and text.isprintable() and " " not in text
    return text[:2000] if good else None
