"""Formulas have the same value in Python and in a browser, to the last bit of a number."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from generator.model.evaluation import Missing, Value, evaluate, written
from generator.model.formula import BadFormula, Node, as_json, parse
from generator.model.formula_types import typed
from generator.model.placed import as_json as parts_as_json
from generator.model.placed import fill, read
from generator.render.theme import shipped
from tests.browser.looking import DESK, opened
from tests.model.formulas import SCOPE, VECTORS, formula, known, world

_SCRIPT = shipped() / "default" / "static" / "formula.js"
_MAKE = """({ world, known }) => {
    const missing = () => Formulas.evaluate(["/", 1, 0], new Map(), null).constructor;
    const value = (each) => each?.missing ? new (missing())(each.missing)
        : each?.picked ? new Set(each.picked) : each;
    const map = (object) => new Map(Object.entries(object));
    const options = world.options.map((each) => ({ ...each, values: map(each.values) }));
    const lists = { lamps: options, one: options, none: options };
    window.world = { separator: world.separator, options: map(lists) };
    window.known = new Map(Object.entries(known).map(([name, each]) => [name, value(each)]));
    window.plain = (each) => Formulas.isMissing(each) ? { missing: each.why }
        : each instanceof Set ? { picked: [...each] } : each;
}"""
_EVALUATE = "(nodes) => nodes.map((node) => plain(Formulas.evaluate(node, known, world)))"
_RUN = settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """A page that has loaded `formula.js` and the world of the vectors."""
    with opened(chromium, DESK) as page:
        page.add_script_tag(path=_SCRIPT)
        names = {"flag": True, **VECTORS["given"]}
        page.evaluate(_MAKE, {"world": VECTORS, "known": names})
        yield page


def plain(value: Value) -> object:
    """A value as the browser tells it."""
    if isinstance(value, Missing):
        return {"missing": str(value)}
    return {"picked": list(value)} if isinstance(value, tuple) else value


def test_every_vector_has_its_value_in_the_browser(page: Page) -> None:
    nodes = [as_json(formula(text).node) for text, _ in VECTORS["vectors"]]
    found = page.evaluate(_EVALUATE, nodes)

    assert found == [expected for _, expected in VECTORS["vectors"]]


def test_every_number_is_written_alike_in_the_browser(page: Page) -> None:
    rows = [[v, d, g] for v, d, g, _ in VECTORS["written"]]
    found = page.evaluate(
        "(rows) => rows.map(([v, d, g]) => Formulas.written(v, d ?? undefined, g))", rows
    )

    assert found == [expected for *_, expected in VECTORS["written"]]


def test_every_text_says_the_same_in_the_browser(page: Page) -> None:
    rows = [parts_as_json(read(text)) for text, _ in VECTORS["texts"]]
    found = page.evaluate("(rows) => rows.map((row) => Formulas.fill(row, known, world))", rows)

    assert found == [expected for _, expected in VECTORS["texts"]]


def _joined(each: st.SearchStrategy[str], signs: list[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda a, sign, b: f"({a} {sign} {b})", each, st.sampled_from(signs), each)


def _called(name: str, *args: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*args).map(lambda each: f"{name}({', '.join(each)})")


_LISTS = st.sampled_from(["lamps", "one", "none"])
_COLUMNS = st.sampled_from(["year", "price"])
_LITERALS = st.one_of(
    st.integers(0, 10**12).map(str),
    st.decimals(0, 10**6, places=3).map(str),
    st.sampled_from(["0", "1", "2", "0.1", "0.5", "1000000000000"]),
)
_DIGITS = st.sampled_from("0123")


def _numbers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        _joined(inner, ["+", "-", "*", "/"]),
        inner.map(lambda each: f"(-{each})"),
        _called("round", inner, _DIGITS),
        *(_called(name, inner) for name in ("floor", "ceil", "abs")),
        *(_called(name, inner, inner) for name in ("min", "max", "years", "either")),
        _called("if", _flags(inner), inner, inner),
    )


def _flags(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    compared = _joined(inner, ["=", "!=", "<", "<=", ">", ">="])
    return st.one_of(
        compared,
        _joined(compared, ["and", "or"]),
        compared.map(lambda each: f"(not {each})"),
        _called("has", _LISTS, st.sampled_from(["bean", "paper"])),
        st.sampled_from(["yes", "no", "flag"]),
    )


_LEAVES = st.one_of(
    _LITERALS,
    st.sampled_from(["nights", "half", "huge", "this_year"]),
    *(_called(name, _LISTS, _COLUMNS) for name in ("sum", "mean", "min", "max", "first", "last")),
    _called("count", _LISTS),
)
_NUMBERS = st.recursive(_LEAVES, _numbers, max_leaves=12)
_TEXTS = st.one_of(
    st.sampled_from(["name", "nobody", '"a"', "'小梅 & <b>'"]),
    _called("lines", _LISTS, st.sampled_from(["year", "price", "colour"])),
    *(_called(name, _LISTS) for name in ("names", "lines", "first", "last")),
)
_ANY = st.one_of(
    _NUMBERS,
    _flags(_NUMBERS),
    _called("if", _flags(_NUMBERS), _TEXTS, _TEXTS),
    _called("either", _TEXTS, _TEXTS),
)


def _checked(text: str) -> Node | None:
    """The formula, or None for one that is too deep or too long."""
    try:
        return typed(parse(text), SCOPE).node
    except BadFormula:
        return None


@_RUN
@given(texts=st.lists(_ANY, min_size=20, max_size=20))
def test_any_formula_has_the_same_value_in_the_browser(page: Page, texts: list[str]) -> None:
    nodes = [node for node in map(_checked, texts) if node is not None]
    expected: list[Any] = [plain(evaluate(node, known(), world())) for node in nodes]
    found = page.evaluate(_EVALUATE, [as_json(node) for node in nodes])

    assert found == expected


@_RUN
@given(
    numbers=st.lists(
        st.tuples(st.floats(-1e12, 1e12, allow_nan=False), st.sampled_from([None, 0, 1, 2, 3])),
        min_size=50,
        max_size=50,
    )
)
def test_any_number_is_written_alike_in_the_browser(
    page: Page, numbers: list[tuple[float, int | None]]
) -> None:
    rows = [[value, digits] for value, digits in numbers]
    found = page.evaluate(
        "(rows) => rows.map(([v, d]) => Formulas.written(v, d ?? undefined, true))", rows
    )

    assert found == [written(value, digits, grouped=True) for value, digits in numbers]


def test_what_was_entered_is_never_read_again_in_the_browser(page: Page) -> None:
    parts = read("{name|: nobody|#}")
    hostile = "{nights} # $& $1 $$ </script>"
    found = page.evaluate(
        "([row, name]) => Formulas.fill(row, new Map([['name', name]]), world)",
        [parts_as_json(parts), hostile],
    )

    assert found == fill(parts, {"name": hostile}, world()) == hostile


def test_a_formula_reaches_nothing_of_the_page(page: Page) -> None:
    found = page.evaluate(
        """(names) => names.map((name) => {
            try { return plain(Formulas.evaluate([name, 1, 2], known, world)) ?? null; }
            catch { return "refused"; }
        })""",
        ["constructor", "__proto__", "toString", "eval", "alert", "valueOf"],
    )

    assert found == ["refused"] * 6
