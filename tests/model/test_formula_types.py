"""What formulas may be about: known names, right sorts, no circles."""

import pytest

from generator.model.formula import BadFormula
from generator.model.formula_types import FUNCTIONS, USES, Sort, resolved
from tests.model.formulas import SCOPE, formula


def mistake(text: str) -> str:
    """What is said about a formula that is wrong, with its cure."""
    with pytest.raises(BadFormula) as found:
        formula(text)
    return f"{found.value} | {found.value.hint}"


def test_every_function_says_how_it_is_used() -> None:
    assert set(USES) == set(FUNCTIONS)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_function_takes_nothing(name: str) -> None:
    assert f"'{name}' takes" in mistake(f"{name}()") or "needs" in mistake(f"{name}()")


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("nights + 1", Sort.NUMBER),
        ("name", Sort.TEXT),
        ("nights > 1", Sort.FLAG),
        ("lamps", Sort.LIST),
        ("first(lamps, colour)", Sort.TEXT),
        ("first(lamps, year)", Sort.NUMBER),
        ("lines(lamps, year)", Sort.TEXT),
        ("if(yes, name, 'b')", Sort.TEXT),
        ("either(nights, 1)", Sort.NUMBER),
    ],
)
def test_a_formula_has_a_sort(text: str, sort: Sort) -> None:
    assert formula(text).sort is sort


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nigths", "there is nothing called 'nigths' | did you mean 'nights'?"),
        ("summ(lamps, year)", "there is no function 'summ' | did you mean 'sum'?"),
        ("name + 1", "'+' needs a number, not a text | a number is written without quotes"),
        ("lamps + 1", "'+' needs a number, not what is picked | count(products) says how many"),
        ("lamps and yes", "'and' needs yes or no, not what is picked | names(products)"),
        ("if(1, 2, 3)", "'if' needs yes or no, not a number"),
        ("if(yes, 1, 'a')", "'if' takes two of one sort: a number, a text"),
        ("if(yes, lamps, one)", "'if' takes no what is picked"),
        ("name = 1", "'=' takes two of one sort: a text, a number"),
        ("lamps = one", "'=' takes no what is picked"),
        ("sum(lamps)", "'sum' takes 2 values, and has 1 | sum(products, price)"),
        ("sum(lamps, pirce)", "'pirce' is no value of these options | did you mean 'price'?"),
        ("sum(lamps, 1)", "this is no value of these options | its values are"),
        ("sum(lamps, colour)", "'colour' is a text, and 'sum' needs a number"),
        ("sum(nights, price)", "'sum' needs an input that is picked from a list"),
        ("count(name)", "'count' needs an input that is picked from a list"),
        ("has(lamps, baen)", "'baen' is no option of it | did you mean 'bean'?"),
        ("has(lamps, 1)", "'this' is no option of it"),
        ("round(nights, 4)", "'round' takes 0 to 3 digits, written as a number"),
        ("round(nights, half)", "'round' takes 0 to 3 digits, written as a number"),
        ("round(nights, no)", "'round' takes 0 to 3 digits, written as a number"),
        ("round(nights, yes)", "'round' takes 0 to 3 digits, written as a number"),
        ("years(nights)", "'years' takes 2 values, and has 1"),
        ("min(nights)", "'min' takes 2 to 9 values, and has 1"),
        ("min(lamps, name)", "'name' is no value of these options"),
    ],
)
def test_what_a_formula_cannot_be_about_is_said_with_its_cure(text: str, said: str) -> None:
    assert mistake(text).startswith(said)


def test_every_wrong_formula_is_named_in_one_run() -> None:
    done, wrong = resolved([("a", "1 +"), ("b", "nigths"), ("c", "nights"), ("d", "x(1)")], SCOPE)

    assert sorted(each.name for each in wrong) == ["a", "b", "d"]
    assert list(done) == ["c"]


def test_what_needs_a_wrong_formula_is_not_wrong_itself() -> None:
    done, wrong = resolved([("a", "1 +"), ("b", "a * 2"), ("c", "b * 2")], SCOPE)

    assert [each.name for each in wrong] == ["a"]
    assert done == {}


def test_formulas_that_need_each_other_are_named_as_a_circle() -> None:
    _, wrong = resolved([("a", "b + 1"), ("b", "c + 1"), ("c", "a + 1")], SCOPE)

    assert [str(each.error) for each in wrong] == ["these need each other: a → b → c → a"]


def test_a_formula_that_needs_itself_is_a_circle() -> None:
    _, wrong = resolved([("a", "a + 1")], SCOPE)

    assert [str(each.error) for each in wrong] == ["these need each other: a → a"]


def test_formulas_come_behind_those_that_they_need() -> None:
    done, wrong = resolved([("c", "b + a"), ("b", "a + 1"), ("a", "1")], SCOPE)

    assert wrong == []
    assert list(done) == ["a", "b", "c"]
