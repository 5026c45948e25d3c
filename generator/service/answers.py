"""What was typed into a form, looked at field by field: answers, or what is wrong with each."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct, field

from generator.markup.characters import plain
from generator.model.form import FieldType, FormField, Slot, SubmissionForm
from generator.service.body import Body, Upload
from generator.service.shots import Shot, Unfit

_NUMBER = re.compile(r"[+-]?\d{1,20}(?:[.,]\d{1,20})?")
_ADDRESS = re.compile(r"https?://[^\s/?#@]+(?:[/?#]\S*)?", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@<>,;:\"]{1,64}@[^\s@<>,;:\"/]{1,189}")
_OWN = 40  # characters
_SPACES = re.compile(r"\s+")


class Wrong(StrEnum):
    """What may be wrong with an answer. The sentences stand in `form.html`."""

    MISSING = "missing"
    LONG = "long"
    UNKNOWN = "unknown"
    MANY = "many"
    NUMBER = "number"
    DATE = "date"
    ADDRESS = "address"
    MAIL = "mail"
    PICTURE_LARGE = "picture-large"
    PICTURE_SORT = "picture-sort"


class Answers(Struct, frozen=True):
    """A form as it was sent.

    Attributes:
        values: what is kept, by field; fields without an answer are missing.
        typed: what was typed, to be shown again.
        wrong: what is wrong, by field.
        pictures: with the field that each answers.
    """

    values: Mapping[str, tuple[str, ...]]
    typed: Mapping[str, Sequence[str]]
    wrong: Mapping[str, Wrong] = field(default_factory=dict)
    pictures: tuple[tuple[Upload, Shot], ...] = ()


def answers(form: SubmissionForm, body: Body, shots: Sequence[Shot | Unfit]) -> Answers:
    """The answers of a form.

    Args:
        shots: what was found out about each of `body.uploads`.
    """
    values: dict[str, tuple[str, ...]] = {}
    wrong: dict[str, Wrong] = {}
    pictures: list[tuple[Upload, Shot]] = []
    for question in form.fields:
        if question.type is FieldType.PICTURES:
            found = _pictures(question, body.uploads, shots)
            pictures += [each for each in found if not isinstance(each, Wrong)]
            mistake = next((each for each in found if isinstance(each, Wrong)), None)
        else:
            given = tuple(_plain(question, text) for text in body.values.get(question.id, ()))
            given = tuple(text for text in given if text)
            mistake = _mistake(question, given)
            if given:
                values[question.id] = given
        if mistake is not None:
            wrong[question.id] = mistake
    if not wrong and not pictures and not _says(form, values):
        wrong[form.fields[0].id] = Wrong.MISSING
    return Answers(values, body.values, wrong, tuple(pictures))


def _says(form: SubmissionForm, values: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether anything is said that somebody could decide about."""
    aside = {Slot.USES, Slot.DISPLAY}
    public = (each for each in form.fields if not each.secret and each.slot not in aside)
    return any(each.id in values for each in public)


def _pictures(
    question: FormField, uploads: Sequence[Upload], shots: Sequence[Shot | Unfit]
) -> list[tuple[Upload, Shot] | Wrong]:
    """The pictures of a field, and what is wrong with them."""
    pairs = zip(uploads, shots, strict=True)
    mine = [(upload, shot) for upload, shot in pairs if upload.field == question.id]
    found: list[tuple[Upload, Shot] | Wrong] = []
    for upload, shot in mine:
        found.append(Wrong(shot.value) if isinstance(shot, Unfit) else (upload, shot))
    if len(mine) > question.limit:
        found.insert(0, Wrong.MANY)
    if not mine and question.needed:
        found.append(Wrong.MISSING)
    return found


def _mistake(question: FormField, given: Sequence[str]) -> Wrong | None:
    """What is wrong with the answers to a question."""
    if not given:
        return Wrong.MISSING if question.needed else None
    if question.options:
        return _mispicked(question, given)
    if len(given) > 1:
        return Wrong.MANY
    if question.type is not FieldType.YES and len(given[0]) > question.limit:
        return Wrong.LONG
    test = _TESTS.get(question.type)
    return None if test is None or test[0](given[0]) else test[1]


def _mispicked(question: FormField, given: Sequence[str]) -> Wrong | None:
    most = question.limit if question.type is FieldType.CHOICES else 1
    known = {choice.id for choice in question.options}
    if not known.issuperset(given):
        return Wrong.UNKNOWN
    return Wrong.MANY if len(set(given)) > most else None


def _plain(question: FormField, text: str) -> str:
    """A text as it is kept: what readers see of it, on one line where a line is asked.

    The inbox takes the rest out too; what would be nothing there is no answer here.
    """
    text = plain(text)
    if question.type is FieldType.TEXT:
        return text.strip()
    return _SPACES.sub(" ", text).strip()


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


_TESTS: Mapping[FieldType, tuple[Callable[[str], object], Wrong]] = {
    FieldType.NUMBER: (_NUMBER.fullmatch, Wrong.NUMBER),
    FieldType.DATE: (_is_date, Wrong.DATE),
    FieldType.ADDRESS: (_ADDRESS.fullmatch, Wrong.ADDRESS),
    FieldType.MAIL: (_MAIL.fullmatch, Wrong.MAIL),
    FieldType.YES: (lambda text: text == "yes", Wrong.UNKNOWN),
}


def own_words(form: SubmissionForm, values: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether somebody wrote so much that nobody else writes the same by chance."""
    typed = (each.id for each in form.fields if not each.options)
    return sum(len(text) for name in typed for text in values.get(name, ())) >= _OWN


def same_text(values: Mapping[str, tuple[str, ...]], pictures: Sequence[str]) -> Iterator[str]:
    """What makes two submissions the same: every answer, and every picture's digest."""
    for name in sorted(values):
        yield name
        yield from values[name]
    yield from pictures
