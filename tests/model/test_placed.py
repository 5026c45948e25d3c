"""Texts with places: what they say, and what cannot stand in them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.formula import BadFormula
from generator.model.placed import as_json, check, fill, places, read
from tests.model.formulas import SCOPE, VECTORS, known, world


def mistake(text: str) -> str:
    """What is said about a text that cannot be, with its cure."""
    with pytest.raises(BadFormula) as found:
        check(read(text), SCOPE)
    return f"{found.value} | {found.value.hint}"


@pytest.mark.parametrize(("text", "expected"), VECTORS["texts"])
def test_a_text_says_what_was_worked_out_by_hand(text: str, expected: str) -> None:
    parts = read(text)
    check(parts, SCOPE)

    assert fill(parts, known(), world()) == expected


def test_yes_and_no_are_said_in_words() -> None:
    parts = read("{flag|yes: it is|it is not}")
    check(parts, SCOPE)

    assert fill(parts, known(), world()) == "it is"


def test_a_text_ends_where_it_is_too_long() -> None:
    assert fill(read("a" * 50), known(), world(), most=10) == "a" * 10


def test_the_browser_gets_texts_and_places_apart() -> None:
    assert as_json(read("a {nights:,0.0} b {n|1: one|# of them}{{")) == [
        "a ",
        {"name": "nights", "digits": 1, "grouped": True},
        " b ",
        {"name": "n", "cases": [["1", "one"]], "other": "# of them"},
        "{",
    ]


def test_places_are_found_in_their_order() -> None:
    assert [place.name for place in places(read("{b} {a} {b|1: x|y}"))] == ["b", "a", "b"]


def test_what_was_entered_is_never_read_for_places() -> None:
    said = fill(read("{name|: nobody|#}"), {**known(), "name": "{nights} # $& $1"}, world())

    assert said == "{nights} # $& $1"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{nights", "a '{' stands alone | a bracket that is none is '{{' or '}}'"),
        ("nights}", "a '}' stands alone"),
        ("{}", "'{}' cannot be read | a place is {name}"),
        ("{1}", "'{1}' cannot be read"),
        ("{nights + 1}", "'{nights + 1}' cannot be read"),
        ("{nights:.2f}", "'{nights:.2f}' cannot be read"),
        ("{nights:0.0000}", "'{nights:0.0000}' cannot be read"),
        ("{nights|one|#}", "'one' does not say for what value it is"),
        ("{nigths}", "there is nothing called 'nigths' | did you mean 'nights'?"),
        ("{name:0.0}", "'name' is a text, and only numbers have digits"),
        ("{nights|one: x|#}", "'nights' is a number, and never 'one'"),
        ("{one|baen: x|#}", "'baen' is no option of 'one' | did you mean 'bean'?"),
        ("{flag}", "'flag' is yes or no, and has no words"),
        ("{flag|true: x|y}", "'flag' is yes or no | write {name|yes: …|…}"),
    ],
)
def test_what_cannot_stand_in_a_text_is_said_with_its_cure(text: str, said: str) -> None:
    assert mistake(text).startswith(said)


@given(st.text(max_size=200))
def test_any_text_can_be_read_or_has_a_mistake(text: str) -> None:
    with suppress(BadFormula):
        assert "" not in read(text)


@given(st.text(st.characters(exclude_characters="{}"), max_size=50))
def test_a_text_without_brackets_says_itself(text: str) -> None:
    assert fill(read(text), {}, world()) == text
