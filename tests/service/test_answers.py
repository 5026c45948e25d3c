"""Answers of a form, looked at field by field."""

import pytest

from generator.model.form import FieldType, FormField, SubmissionForm
from generator.service.answers import Answers, Wrong, answers, own_words
from generator.service.body import Body, Upload
from generator.service.shots import Shot, Unfit


def field(name: str, kind: FieldType, options: tuple[str, ...] = (), **more: object) -> FormField:
    choices = [{"id": each, "label": each} for each in options]
    raw = {"id": name, "label": name, "type": str(kind), "options": choices, **more}
    return FormField.model_validate(raw)


TITLE = FormField(id="title", label="Title", needed=True)


def asked(question: FormField, *given: str) -> Answers:
    body = Body({"title": ["A lamp"], question.id: list(given)})
    return answers(SubmissionForm((TITLE, question)), body, ())


@pytest.mark.parametrize(
    ("kind", "good", "bad", "wrong"),
    [
        (FieldType.NUMBER, "3.5", "many", Wrong.NUMBER),
        (FieldType.DATE, "2026-05-01", "2026-02-30", Wrong.DATE),
        (FieldType.ADDRESS, "https://example.org/a?b", "javascript:alert(1)", Wrong.ADDRESS),
        (FieldType.MAIL, "mei@example.org", "mei at example", Wrong.MAIL),
        (FieldType.YES, "yes", "maybe", Wrong.UNKNOWN),
        (FieldType.LINE, "x" * 200, "x" * 201, Wrong.LONG),
        (FieldType.TEXT, "灯" * 20_000, "灯" * 20_001, Wrong.LONG),
    ],
)
def test_each_sort_of_question_knows_what_answers_it(
    kind: FieldType, good: str, bad: str, wrong: Wrong
) -> None:
    question = field("asked", kind)

    assert asked(question, good).wrong == {}
    assert asked(question, bad).wrong == {"asked": wrong}


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ((), None),
        (("red",), None),
        (("red", "blue"), None),
        (("red", "blue", "green"), Wrong.MANY),
        (("pink",), Wrong.UNKNOWN),
    ],
)
def test_only_options_are_picked_and_no_more_than_may_be(
    given: tuple[str, ...], wrong: Wrong | None
) -> None:
    question = field("asked", FieldType.CHOICES, ("red", "blue", "green"), most=2)

    assert asked(question, *given).wrong.get("asked") is wrong


@pytest.mark.parametrize("given", [(), ("",), ("  \r\n ",), ("\x00",), ("\u200b\u202e",)])
def test_what_is_needed_is_not_answered_by_nothing(given: tuple[str, ...]) -> None:
    question = field("asked", FieldType.TEXT, needed="yes")

    assert asked(question, *given).wrong == {"asked": Wrong.MISSING}


def test_a_text_keeps_its_lines_and_loses_what_nobody_typed() -> None:
    found = asked(field("asked", FieldType.TEXT), "one\r\n\r\ntwo\x1b[31m\x00")

    assert found.values["asked"] == ("one\n\ntwo",)


def test_a_line_is_one_line() -> None:
    assert asked(field("asked", FieldType.LINE), " one\r\ntwo ").values["asked"] == ("one two",)


def test_what_was_typed_is_kept_as_it_was_typed() -> None:
    assert asked(field("asked", FieldType.NUMBER), " many ").typed["asked"] == [" many "]


def test_a_form_that_says_nothing_to_anybody_is_not_kept() -> None:
    form = SubmissionForm((field("text", FieldType.TEXT), field("mail", FieldType.MAIL)))
    found = answers(form, Body({"mail": ["mei@example.org"]}), ())

    assert found.wrong == {"text": Wrong.MISSING}


SHOT = Shot("jpg", 1, "0" * 64, b"x")


@pytest.mark.parametrize(
    ("shots", "wrong"),
    [
        ([SHOT, SHOT], None),
        ([SHOT, SHOT, SHOT], Wrong.MANY),
        ([SHOT, Unfit.SORT], Wrong.PICTURE_SORT),
        ([Unfit.LARGE], Wrong.PICTURE_LARGE),
        ([], Wrong.MISSING),
    ],
)
def test_pictures_are_counted_and_looked_at(shots: list[Shot | Unfit], wrong: Wrong | None) -> None:
    form = SubmissionForm((field("pictures", FieldType.PICTURES, needed="yes", most=2),))
    body = Body({}, [Upload("pictures", "a.jpg", b"x") for _ in shots])

    assert answers(form, body, shots).wrong.get("pictures") is wrong


def test_a_few_ticks_are_nobodys_own_words() -> None:
    question = field("asked", FieldType.CHOICES, ("red" * 30,))
    form = SubmissionForm((TITLE, question))

    assert not own_words(form, {"title": ("Yes",), "asked": ("red" * 30,)})
    assert own_words(form, {"title": ("x" * 40,)})
