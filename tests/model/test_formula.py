"""The grammar of formulas: what can be read, what cannot, and that nothing exhausts it."""

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.model.formula import (
    DEEPEST,
    LONGEST,
    MOST_PARTS,
    Apply,
    BadFormula,
    Literal,
    Name,
    as_json,
    names,
    number,
    parse,
)


def mistake(text: str) -> str:
    """What is said about a formula that cannot be, with its cure."""
    with pytest.raises(BadFormula) as found:
        parse(text)
    return f"{found.value} | {found.value.hint}"


def test_products_bind_before_sums_and_sums_before_comparisons() -> None:
    assert parse("1 + 2 * a < 9") == Apply(
        "<",
        (
            Apply("+", (Literal(1), Apply("*", (Literal(2), Name("a"))))),
            Literal(9),
        ),
    )


def test_and_binds_before_or_and_not_before_both() -> None:
    assert as_json(parse("not a or b and c")) == [
        "or",
        ["not", ["name", "a"]],
        ["and", ["name", "b"], ["name", "c"]],
    ]


def test_differences_are_taken_from_left_to_right() -> None:
    assert as_json(parse("7 - 2 - 1")) == ["-", ["-", 7, 2], 1]


def test_the_browser_gets_numbers_texts_and_answers_apart() -> None:
    assert as_json(parse('if(yes, "a", either(b, 0.5))')) == [
        "if",
        True,
        ["text", "a"],
        ["either", ["name", "b"], 0.5],
    ]


def test_names_may_be_written_in_any_script() -> None:
    assert parse("总价 * 2") == Apply("*", (Name("总价"), Literal(2)))


def test_a_function_may_have_the_name_of_a_value() -> None:
    assert parse("count + count(a)") == Apply("+", (Name("count"), Apply("count", (Name("a"),))))


def test_texts_may_stand_in_either_quotes_and_hold_the_others() -> None:
    assert parse("""'say "hi"'""") == Literal('say "hi"')


def test_every_name_of_a_formula_is_found() -> None:
    assert list(names(parse("a + sum(b, c) * a"))) == ["a", "b", "c", "a"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it ends where a value should follow | "),
        ("1 +", "it ends where a value should follow | "),
        ("1 2", "'2' cannot stand here | an operator is missing before it"),
        ("(1", "a bracket is not closed | write ')' where it ends"),
        ("sum(a, b", "a bracket is not closed | write ')' where it ends"),
        ("1)", "')' cannot stand here | an operator is missing before it"),
        ("1 == 2", "'==' cannot be read | equality is one sign: a = b"),
        ("a && b", "'&& b' cannot be read | write 'and'"),
        ("a % 2", "'% 2' cannot be read | write a share as a number: price * 0.2"),
        ("1 < 2 < 3", "two comparisons in a row | join them: a < b and b < c"),
        ('"open', "'\"open' cannot be read | the text has no closing quote"),
        ("a（b）", "'（b）' cannot be read | write '(' and ')'"),
        ("and", "'and' cannot stand here | "),
        ("9999999999999", "'9999999999999' is too large a number, or too fine a one | "),
    ],
)
def test_what_cannot_be_read_is_said_with_its_cure(text: str, said: str) -> None:
    assert mistake(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "a.constructor",
        "a['constructor']",
        "a[0]",
        "__proto__.x",
        "a = b; c",
        "a => b",
        "`${a}`",
        "a ? b : c",
        "new a()",
        "{a}",
        "a\\u0028",
        "1e5",
        "0x10",
        "x..y",
    ],
)
def test_nothing_of_a_programming_language_can_be_read(text: str) -> None:
    assert "cannot" in mistake(text)


@pytest.mark.parametrize("sign", ["(", "-", "not ", "abs("])
def test_no_formula_is_deeper_than_the_limit(sign: str) -> None:
    closing = ")" if sign.endswith("(") else ""
    fits = sign * DEEPEST + "1" + closing * DEEPEST

    parse(fits)
    assert "deeper" in mistake(sign + fits + closing)


def test_no_formula_has_more_parts_than_the_limit() -> None:
    fits = "+".join(["1"] * (MOST_PARTS // 2))

    parse(fits)
    assert f"more than {MOST_PARTS} parts" in mistake(f"{fits}+1")


def test_no_formula_is_longer_than_the_limit() -> None:
    parse("1" + " " * (LONGEST - 1))

    assert "longer" in mistake("1" + " " * LONGEST)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5),
        ("-0.5", -0.5),
        ("1000000000000", 10**12),
        ("1000000000001", None),
        ("1e3", None),
        ("٣", None),
        ("5 ", None),
        ("NaN", None),
        ("Infinity", None),
        ("", None),
    ],
)
def test_a_number_is_what_formulas_can_hold(text: str, value: float | None) -> None:
    assert number(text) == value


@given(st.text(max_size=600))
@example("(" * 599)
@example("-" * 599)
@example("not " * 150)
@example("1+" * 300)
@example("if(" * 200)
@example('"' * 500)
def test_any_text_is_a_formula_or_a_mistake_of_one(text: str) -> None:
    with suppress(BadFormula):
        assert as_json(parse(text)) is not None
