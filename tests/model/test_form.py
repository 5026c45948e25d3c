"""Forms: where each answer goes, in whose words it is asked, and what makes no form."""

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kinds.call import WAYS, Call, Form, form_of, usual_fields
from generator.markup.yaml_text import Tree
from generator.model.fields import Context
from generator.model.form import CONTACT, FieldType, FormField, Slot, SubmissionForm, WayIn, worded
from generator.model.reference import Path
from generator.model.validation import Fields, validate
from generator.problems import Location

PLACES: dict[Path, Location] = {(): Location("c.md", 1)}
BASE: dict[str, Tree] = {
    "type": "story",
    "opens": "2026-05-01",
    "scope": {"in": "All"},
    "binds": "Much",
    "answer_within": "14",
}


def call(**more: Tree) -> Call:
    found, problems = validate(Call, Fields({**BASE, **more}, PLACES), Context(UTC))
    assert problems == []
    assert found is not None
    return found


def mistakes(**more: Tree) -> list[str]:
    found, problems = validate(Call, Fields({**BASE, **more}, PLACES), Context(UTC))
    assert found is None
    return [problem.message for problem in problems]


def field(**more: object) -> FormField:
    return FormField.model_validate({"id": "a", "label": "A", **more})


@pytest.mark.parametrize("form", list(Form))
def test_every_sort_of_call_has_a_way_and_questions(form: Form) -> None:
    assert WAYS[form].asks
    assert usual_fields(form)


@pytest.mark.parametrize("form", [form for form in Form if WAYS[form].becomes])
def test_where_something_public_comes_of_it_the_form_asks_for_consent(form: Form) -> None:
    found = form_of(call(type=str(form)))

    assert found.filling(Slot.USES) is not None
    assert found.filling(Slot.DISPLAY) is not None


def test_a_survey_asks_for_no_consent_as_nothing_of_it_is_shown() -> None:
    assert form_of(call(type="survey")).filling(Slot.USES) is None


def test_consent_is_asked_for_behind_the_authors_own_questions() -> None:
    asked = form_of(call(fields=[{"id": "text", "label": "Say it"}]))

    assert [each.id for each in asked.fields] == ["text", "display", "uses"]


def test_who_asks_for_consent_in_their_own_words_asks_once() -> None:
    own: Tree = {
        "id": "may",
        "label": "May we?",
        "type": "choices",
        "options": ["site"],
        "to": "uses",
    }
    asked = form_of(call(fields=[{"id": "text", "label": "Say it"}, own]))

    assert [each.id for each in asked.fields] == ["text", "may", "display"]


@pytest.mark.parametrize(
    ("more", "slot"),
    [
        ({"id": "title"}, Slot.TITLE),
        ({"id": "words", "to": "text"}, Slot.TEXT),
        ({"id": "age"}, None),
        ({"id": "place", "private": "yes"}, None),
        ({"id": "mail"}, Slot.MAIL),
        ({"id": "shots", "type": "pictures", "to": "pictures"}, Slot.PICTURES),
    ],
)
def test_an_answer_fills_what_its_field_says(more: dict[str, object], slot: Slot | None) -> None:
    assert field(**more).slot is slot


@pytest.mark.parametrize(
    ("more", "secret"),
    [
        ({}, False),
        ({"private": "yes"}, True),
        ({"id": "mail"}, True),
        ({"type": "mail"}, True),
        ({"to": "handle"}, True),
        ({"to": "by"}, False),
    ],
)
def test_contact_data_stays_with_the_team(more: dict[str, object], secret: bool) -> None:  # noqa: FBT001 - a table of cases
    assert field(**more).secret is secret


def test_no_answer_is_endless() -> None:
    for form in Form:
        assert all(1 <= each.limit <= 20_000 for each in usual_fields(form))


def test_of_choices_as_many_can_be_picked_as_there_are() -> None:
    assert field(type="choices", options=["a", "b", "c"]).limit == 3


def test_an_option_may_be_a_text_or_have_words_of_its_own() -> None:
    found = field(type="choice", options=["Red lamp", {"id": "b", "label": "Blue"}])

    assert [(option.id, option.label) for option in found.options] == [
        ("Red lamp", "Red lamp"),
        ("b", "Blue"),
    ]


@pytest.mark.parametrize(
    ("lang", "said"),
    [("zh-CN", "exact"), ("zh-TW", "near"), ("ZH-cn", "exact"), ("en", "else"), ("fr", "else")],
)
def test_words_are_those_of_the_language_or_of_the_nearest_one(lang: str, said: str) -> None:
    words = {"zh": "near", "zh-CN": "exact"}

    assert worded(words, lang, "else") == said


def test_the_usual_questions_are_asked_in_chinese_too() -> None:
    fields = [each for form in Form for each in usual_fields(form)]
    options = [option for each in fields for option in each.options]

    assert all(each.label_in("zh-CN") != each.label for each in fields)
    assert all(each.hint_in("zh-CN") != each.hint for each in fields if each.hint)
    assert all(option.label_in("zh-CN") != option.label for option in options)


def test_a_heading_of_an_export_finds_its_field() -> None:
    own: list[Tree] = [
        {"id": "text", "label": "Your story", "labels": {"zh": "你的故事"}},
        {"id": "by", "label": "Name"},
    ]
    form = form_of(call(fields=own, map={"Timestamp of it": "text", "name": "text"}))
    found = {
        h: form.asked(h) for h in ("YOUR  story *", "你的故事：", "by", "name", "timestamp of it")
    }

    assert {heading: each.id if each else "" for heading, each in found.items()} == {
        "YOUR  story *": "text",
        "你的故事：": "text",
        "by": "by",
        "name": "text",  # what the call's map says outweighs a label
        "timestamp of it": "text",
    }
    assert form.asked("nothing") is None


def test_an_id_outweighs_the_label_of_another_field() -> None:
    form = SubmissionForm((field(id="x", label="y"), field(id="y", label="z")))
    found = form.asked("y")

    assert found is not None
    assert found.id == "y"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ([{"id": "a", "label": "A"}, {"id": "a", "label": "B"}], "the field 'a' stands twice"),
        (
            [{"id": "text", "label": "A"}, {"id": "b", "label": "B", "to": "text"}],
            "two fields fill 'text'",
        ),
        ([{"id": "a", "label": "A", "type": "choice"}], "'options' is missing"),
        ([{"id": "a", "label": "A", "options": "b"}], "'options' go with choice or choices"),
        (
            [{"id": "a", "label": "A", "type": "choice", "options": ["b", "b"]}],
            "the option 'b' stands twice",
        ),
        ([{"id": "text", "label": "A", "type": "pictures"}], "pictures are what a field"),
        ([{"id": "shots", "label": "A", "type": "pictures"}], "(to: pictures)"),
        (
            [{"id": "bill", "label": "A", "type": "pictures", "private": "yes"}],
            "is never private",
        ),
        (
            [{"id": "pictures", "label": "A", "type": "pictures", "private": "yes"}],
            "is never private",
        ),
        (
            [
                {"id": "pictures", "label": "A", "type": "pictures"},
                {"id": "more", "label": "B", "type": "pictures", "to": "pictures"},
            ],
            "two fields fill 'pictures'",
        ),
        ([{"id": "a", "label": "A", "private": "yes", "to": "title"}], "cannot fill 'title'"),
        ([{"id": "a", "label": "A", "most": "0"}], "is at least 1"),
        ([{"id": "a b", "label": "A"}], "an id holds letters"),
    ],
)
def test_what_makes_no_form_is_told(fields: list[Tree], said: str) -> None:
    assert any(said in message for message in mistakes(fields=fields)), mistakes(fields=fields)


@pytest.mark.parametrize(
    ("written", "leads"),
    [
        ("https://a.example/x", ("url", "https://a.example/x")),
        ("mailto:a@b.example", ("url", "mailto:a@b.example")),
        ({"mail": "mailto:a@b.example"}, ("mail", "a@b.example")),
        ({"issue": "https://github.com/a/b"}, ("issue", "https://github.com/a/b")),
        ({"form": "https://in.example"}, ("form", "https://in.example")),
    ],
)
def test_there_are_four_ways_in(written: Tree, leads: tuple[str, str]) -> None:
    [way] = call(how=[written]).how

    assert getattr(way, leads[0]) == leads[1]


@pytest.mark.parametrize(
    "written",
    [
        {"title": "Nowhere"},
        {"url": "https://a.example/", "mail": "a@b.example"},
        {"mail": "a@b.example?bcc=c@d.example"},
        {"mail": "a@b.example,c@d.example"},
        {"mail": 'a"@b.example'},
        {"form": "javascript:alert(1)"},
        {"issue": "javascript:alert(1)"},
        {"url": "javascript:alert(1)"},
        {"form": "mailto:a@b.example"},
    ],
)
def test_a_way_in_leads_to_one_place_that_is_one(written: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"."):
        WayIn.model_validate(written)


@given(st.text(max_size=80))
def test_no_heading_breaks_the_search(heading: str) -> None:
    form_of(call()).asked(heading)


def test_contact_is_never_what_an_entry_has() -> None:
    assert {str(slot) for slot in CONTACT} == {"mail", "handle"}
    assert FieldType("yes") is FieldType.YES
