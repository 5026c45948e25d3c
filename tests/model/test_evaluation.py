"""Formulas are reckoned out as hand-worked values say, and never to NaN or Infinity."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.evaluation import Missing, constant, evaluate, values, written
from generator.model.formula import LARGEST, parse
from generator.model.formula_types import NUMBER, resolved
from tests.model.formulas import SCOPE, VECTORS, formula, known, value, world


@pytest.mark.parametrize(("text", "expected"), VECTORS["vectors"], ids=lambda v: str(v)[:40])
def test_a_formula_has_the_value_that_was_worked_out_by_hand(text: str, expected: object) -> None:
    found = evaluate(formula(text).node, known(), world())

    assert found == value(expected)
    assert type(found) is type(value(expected))


@pytest.mark.parametrize(("number", "digits", "grouped", "expected"), VECTORS["written"])
def test_a_number_is_written_as_cards_show_it(
    number: float, digits: int | None, grouped: object, expected: str
) -> None:
    assert written(float(number), digits, grouped=bool(grouped)) == expected


def test_a_sum_goes_from_left_to_right_as_browsers_add() -> None:
    numbers = " + ".join(["0.1"] * 10)

    assert evaluate(formula(numbers).node, known(), world()) == 0.9999999999999999


def test_every_vector_is_of_the_type_that_was_promised() -> None:
    names = {float: "a number", str: "a text", bool: "yes or no"}
    wrong = [
        text
        for text, expected in VECTORS["vectors"]
        if not isinstance(expected, dict)
        and formula(text).sort != names.get(type(value(expected)), "")
    ]

    assert wrong == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["+", "-", "*", "/"]),
            st.floats(-LARGEST, LARGEST, allow_nan=False),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_no_numbers_lead_to_nan_or_infinity(steps: list[tuple[str, float]]) -> None:
    text, given_ = "1", {}
    for n, (sign, number) in enumerate(steps):
        text += f" {sign} x{n}"
        given_[f"x{n}"] = number
    done, wrong = resolved([("all", text)], dict.fromkeys(given_, NUMBER))
    found = values(done, given_, world())["all"]

    assert wrong == []
    assert isinstance(found, Missing) or (isinstance(found, float) and math.isfinite(found))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 / 0", Missing.ZERO),
        ("nights + 1 / (2 - 2)", Missing.ZERO),
        ("nights / 0", Missing.ZERO),
        ("if(nights > 1, 5 / 0, 2)", Missing.ZERO),
        ("900000000000 * 2", Missing.LARGE),
        ("nights / (nights - nights)", None),
        ("2 * 3", 6.0),
        ("count(lamps) / 2", None),
        ("has(lamps, bean)", None),
        ("either(nights / 2, 1)", None),
    ],
)
def test_what_is_wrong_whatever_readers_enter_is_known_before(text: str, expected: object) -> None:
    assert constant(formula(text).node) == expected


def test_a_formula_may_need_those_that_stand_behind_it() -> None:
    done, wrong = resolved([("b", "a * 2"), ("a", "nights + 1")], SCOPE)

    assert wrong == []
    assert values(done, known(), world())["b"] == 12


def test_a_boolean_is_no_divisor() -> None:
    assert constant(parse("no")) is False
