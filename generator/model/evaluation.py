"""Formulas reckoned out, and numbers written: the same as `formula.js`, for the sample on a page.

Numbers are IEEE 754 doubles on both sides, and every step is one that both do alike: sums go from
left to right, halves are rounded up, and what is beyond `LARGEST` or has no value is `Missing`, so
neither NaN nor Infinity can come about. `tests/model/formula_vectors.json` holds both to it.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct, field

from generator.model.formula import LARGEST, Apply, Literal, Name, Node
from generator.model.formula_types import Typed


class Missing(StrEnum):
    """Why there is no value."""

    NOTHING = "nothing"
    ZERO = "zero"
    LARGE = "large"


Value = float | str | bool | tuple[str, ...] | Missing


class Option(Struct, frozen=True):
    """Something to pick, and its values by name."""

    id: str
    title: str
    values: Mapping[str, float | str] = field(default_factory=dict)


class World(Struct, frozen=True):
    """What formulas are reckoned from.

    Attributes:
        options: what can be picked, by input.
        separator: what stands between titles in a row.
    """

    options: Mapping[str, Sequence[Option]] = field(default_factory=dict)
    separator: str = ", "


def values(
    formulas: Mapping[str, Typed], given: Mapping[str, Value], world: World
) -> dict[str, Value]:
    """What was given, and every formula: those that need others stand behind them."""
    known = dict(given)
    for name, formula in formulas.items():
        known[name] = evaluate(formula.node, known, world)
    return known


def evaluate(node: Node, known: Mapping[str, Value], world: World) -> Value:
    """The value of a formula whose names all stand in `known`."""
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, Name):
        return known[node.name]
    if node.op in _LAZY:
        return _LAZY[node.op](node, known, world)
    if node.op in _PICKED and _is_list(node.args[0], known):
        return _PICKED[node.op](*_picked(node, known, world), world)
    args = [evaluate(arg, known, world) for arg in node.args]
    missing = next((arg for arg in args if isinstance(arg, Missing)), None)
    return missing if missing is not None else _STRICT[node.op](args)


def constant(node: Node) -> Value | None:
    """The value of a formula, or of a part of it, that needs no names; None for all others.

    A part that has no value by itself is found first, such as `1 / 0` in `a + 1 / 0`.
    """
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, Name):
        return None
    parts = [constant(arg) for arg in node.args]
    wrong = next((part for part in parts if isinstance(part, Missing)), None)
    if wrong is not None:
        return wrong
    if node.op == "/" and parts[1] == 0 and parts[1] is not False:
        return Missing.ZERO
    if None in parts or node.op in {"has", "either"}:
        return None
    return evaluate(node, {}, World())


def _is_list(node: Node, known: Mapping[str, Value]) -> bool:
    return isinstance(node, Name) and isinstance(known.get(node.name), tuple)


def _picked(
    node: Apply, known: Mapping[str, Value], world: World
) -> tuple[list[Option], str | None]:
    """The options that are picked, in the order of the list, and the value or id that is asked."""
    name, *rest = node.args
    chosen = known[name.name] if isinstance(name, Name) else ()
    ids = chosen if isinstance(chosen, tuple) else ()
    options = world.options.get(name.name, ()) if isinstance(name, Name) else ()
    asked = str(rest[0].value) if rest and isinstance(rest[0], Literal) else None
    return [option for option in options if option.id in ids], asked


def _numbers(options: Sequence[Option], column: str | None) -> list[float]:
    held = (option.values.get(column or "") for option in options)
    return [value for value in held if isinstance(value, float)]


def _within(value: float) -> Value:
    return value if abs(value) <= LARGEST else Missing.LARGE


def _added(numbers: Sequence[float]) -> float:
    """From left to right: the built-in sum corrects its rounding, and browsers do not."""
    total = 0.0
    for number in numbers:
        total += number
    return total


def _sum(options: list[Option], column: str | None, _world: World) -> Value:
    return _within(_added(_numbers(options, column)))


def _mean(options: list[Option], column: str | None, _world: World) -> Value:
    found = _numbers(options, column)
    return _within(_added(found) / len(found)) if found else Missing.NOTHING


def _least(options: list[Option], column: str | None, _world: World) -> Value:
    return min(_numbers(options, column), default=Missing.NOTHING)


def _greatest(options: list[Option], column: str | None, _world: World) -> Value:
    return max(_numbers(options, column), default=Missing.NOTHING)


def _first(options: list[Option], column: str | None, _world: World) -> Value:
    if column is None:
        return options[0].title if options else Missing.NOTHING
    held = (option.values[column] for option in options if column in option.values)
    return next(held, Missing.NOTHING)


def _last(options: list[Option], column: str | None, world: World) -> Value:
    return _first(options[::-1], column, world)


def _names(options: list[Option], _column: str | None, world: World) -> Value:
    said = world.separator.join(option.title for option in options)
    return said if options else Missing.NOTHING


def _lines(options: list[Option], column: str | None, _world: World) -> Value:
    rows = []
    for option in options:
        value = option.values.get(column or "")
        rows.append(option.title if value is None else f"{written(value)}  {option.title}")
    return "\n".join(rows) if rows else Missing.NOTHING


def _has(options: list[Option], asked: str | None, _world: World) -> Value:
    return any(option.id == asked for option in options)


_PICKED: Mapping[str, Callable[[list[Option], str | None, World], Value]] = {
    "count": lambda options, _column, _world: float(len(options)),
    "names": _names,
    "lines": _lines,
    "sum": _sum,
    "mean": _mean,
    "min": _least,
    "max": _greatest,
    "first": _first,
    "last": _last,
    "has": _has,
}


def _if(node: Apply, known: Mapping[str, Value], world: World) -> Value:
    condition = evaluate(node.args[0], known, world)
    if isinstance(condition, Missing):
        return condition
    return evaluate(node.args[1 if condition else 2], known, world)


def _either(node: Apply, known: Mapping[str, Value], world: World) -> Value:
    first = evaluate(node.args[0], known, world)
    return evaluate(node.args[1], known, world) if isinstance(first, Missing) else first


def _both(node: Apply, known: Mapping[str, Value], world: World) -> Value:
    """`and` and `or`: what decides stands first, and the rest is not looked at."""
    first = evaluate(node.args[0], known, world)
    if isinstance(first, Missing) or first is (node.op == "or"):
        return first
    return evaluate(node.args[1], known, world)


_LAZY: Mapping[str, Callable[[Apply, Mapping[str, Value], World], Value]] = {
    "if": _if,
    "either": _either,
    "and": _both,
    "or": _both,
}


def _divided(args: list[Value]) -> Value:
    above, below = _float(args[0]), _float(args[1])
    return Missing.ZERO if below == 0 else _within(above / below)


def _rounded(args: list[Value]) -> Value:
    scale = 10 ** _float(args[1])
    return _within(math.floor(_float(args[0]) * scale + 0.5) / scale)


def _less(args: list[Value]) -> Value:
    return _within(_float(args[0]) - _float(args[1]) if len(args) > 1 else -_float(args[0]))


def _float(value: Value) -> float:
    if not isinstance(value, float):
        raise TypeError(f"{value!r} is no number: types are checked before")
    return value


_STRICT: Mapping[str, Callable[[list[Value]], Value]] = {
    "+": lambda args: _within(_float(args[0]) + _float(args[1])),
    "-": _less,
    "*": lambda args: _within(_float(args[0]) * _float(args[1])),
    "/": _divided,
    "<": lambda args: _float(args[0]) < _float(args[1]),
    "<=": lambda args: _float(args[0]) <= _float(args[1]),
    ">": lambda args: _float(args[0]) > _float(args[1]),
    ">=": lambda args: _float(args[0]) >= _float(args[1]),
    "=": lambda args: args[0] == args[1],
    "!=": lambda args: args[0] != args[1],
    "not": lambda args: args[0] is False,
    "min": lambda args: min(map(_float, args)),
    "max": lambda args: max(map(_float, args)),
    "years": lambda args: _within(abs(_float(args[1]) - _float(args[0]))),
    "abs": lambda args: abs(_float(args[0])),
    "floor": lambda args: float(math.floor(_float(args[0]))),
    "ceil": lambda args: float(math.ceil(_float(args[0]))),
    "round": _rounded,
}


def written(value: float | str, digits: int | None = None, *, grouped: bool = False) -> str:
    """A number as cards show it: `1234.5`, or with so many digits, or as `1,234.50`.

    Args:
        digits: how many stand behind the point; None for at most two, and no zeros at their end.
    """
    if isinstance(value, str):
        return value
    places = 2 if digits is None else digits
    scaled = str(math.floor(abs(value) * 10**places + 0.5)).rjust(places + 1, "0")
    whole, rest = (scaled[:-places], scaled[-places:]) if places else (scaled, "")
    rest = rest.rstrip("0") if digits is None else rest
    sign = "-" if value < 0 and scaled.strip("0") else ""
    shown = f"{int(whole):,}" if grouped else whole
    return f"{sign}{shown}.{rest}" if rest else sign + shown
