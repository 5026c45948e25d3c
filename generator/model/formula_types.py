"""What a formula may be about: every name is known, every function gets what it can reckon with.

The functions stand in one table; `generator.model.evaluation` and `formula.js` carry them out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct, field

from generator.model.formula import Apply, BadFormula, Literal, Name, Node, names, parse
from generator.problems import did_you_mean


class Sort(StrEnum):
    """What a value is."""

    NUMBER = "a number"
    TEXT = "a text"
    FLAG = "yes or no"
    LIST = "what is picked"


class Type(Struct, frozen=True):
    """What a name stands for.

    Attributes:
        columns: of what is picked: the sort of each value that its options have.
        ids: of what is picked: ids of the options; None where only the site knows them.
    """

    sort: Sort
    columns: Mapping[str, Sort] = field(default_factory=dict)
    ids: tuple[str, ...] | None = ()


Scope = Mapping[str, Type]

NUMBER, TEXT, FLAG = Type(Sort.NUMBER), Type(Sort.TEXT), Type(Sort.FLAG)
_DIGITS = (0.0, 1.0, 2.0, 3.0)


class Typed(Struct, frozen=True):
    """A formula that can be reckoned, and what comes out of it."""

    node: Node
    sort: Sort


_ARITHMETIC = frozenset({"+", "-", "*", "/"})
_ORDERED = frozenset({"<", "<=", ">", ">="})
_LOGIC = frozenset({"and", "or", "not"})


def typed(node: Node, scope: Scope) -> Typed:
    """A formula with the names of values and options resolved.

    Raises:
        BadFormula: it names what there is not, or reckons with what cannot be reckoned with.
    """
    if isinstance(node, Literal):
        return Typed(node, _sort_of(node))
    if isinstance(node, Name):
        return Typed(node, _known(node.name, scope).sort)
    if node.op in _ARITHMETIC:
        return _operation(node, scope, Sort.NUMBER, Sort.NUMBER)
    if node.op in _ORDERED:
        return _operation(node, scope, Sort.NUMBER, Sort.FLAG)
    if node.op in _LOGIC:
        return _operation(node, scope, Sort.FLAG, Sort.FLAG)
    if node.op in {"=", "!="}:
        return _alike(node, scope, Sort.FLAG)
    check = FUNCTIONS.get(node.op)
    if check is None:
        hint = did_you_mean(node.op, FUNCTIONS) or f"functions are {', '.join(FUNCTIONS)}"
        raise BadFormula(f"there is no function '{node.op}'", hint)
    return check(node, scope)


def _sort_of(node: Literal) -> Sort:
    if isinstance(node.value, str):
        return Sort.TEXT
    return Sort.FLAG if isinstance(node.value, bool) else Sort.NUMBER


def _known(name: str, scope: Scope) -> Type:
    if name not in scope:
        hint = did_you_mean(name, scope) or f"there are {', '.join(sorted(scope))}"
        raise BadFormula(f"there is nothing called '{name}'", hint)
    return scope[name]


def _operation(node: Apply, scope: Scope, of: Sort, to: Sort) -> Typed:
    args = [_needs(arg, of, node.op, scope) for arg in node.args]
    return Typed(Apply(node.op, tuple(args)), to)


def _needs(arg: Node, sort: Sort, op: str, scope: Scope) -> Node:
    found = typed(arg, scope)
    if found.sort is not sort:
        raise BadFormula(f"'{op}' needs {sort}, not {found.sort}", _cure(found.sort, sort))
    return found.node


def _cure(found: Sort, wanted: Sort) -> str:
    if found is Sort.LIST and wanted is Sort.NUMBER:
        return "count(products) says how many, sum(products, price) adds up"
    if found is Sort.LIST:
        return "names(products) says which, count(products) > 0 whether any"
    return "a number is written without quotes" if wanted is Sort.NUMBER else ""


def _alike(node: Apply, scope: Scope, to: Sort | None) -> Typed:
    """What takes two values of one sort; `to` is what comes out, None for their own sort."""
    first, *others = [typed(arg, scope) for arg in node.args]
    for other in others:
        if other.sort is not first.sort:
            raise BadFormula(f"'{node.op}' takes two of one sort: {first.sort}, {other.sort}")
    if first.sort is Sort.LIST:
        raise BadFormula(f"'{node.op}' takes no {Sort.LIST}", _cure(Sort.LIST, Sort.TEXT))
    return Typed(Apply(node.op, tuple(t.node for t in (first, *others))), to or first.sort)


def _count(node: Apply, least: int, most: int) -> None:
    given = len(node.args)
    if not least <= given <= most:
        wanted = str(least) if least == most else f"{least} to {most}"
        raise BadFormula(f"'{node.op}' takes {wanted} values, and has {given}", USES[node.op])


def _list(node: Apply, scope: Scope) -> Type:
    """The type of the input that a function goes through."""
    first = node.args[0]
    if isinstance(first, Name):
        found = _known(first.name, scope)
        if found.sort is Sort.LIST:
            return found
    raise BadFormula(f"'{node.op}' needs an input that is picked from a list", USES[node.op])


def _column(node: Apply, type_: Type) -> tuple[str, Sort]:
    """Name and sort of the value of options that a function takes."""
    column = node.args[1]
    name = column.name if isinstance(column, Name) else None
    if name is None or name not in type_.columns:
        known = ", ".join(sorted(type_.columns)) or "none"
        said = f"'{name}'" if name else "this"
        hint = did_you_mean(name or "", type_.columns) or f"its values are {known}"
        raise BadFormula(f"{said} is no value of these options", hint)
    return name, type_.columns[name]


def _over(to: Sort) -> Callable[[Apply, Scope], Typed]:
    """A function of what is picked alone."""

    def check(node: Apply, scope: Scope) -> Typed:
        _count(node, 1, 1)
        _list(node, scope)
        return Typed(node, to)

    return check


def _reckoned(node: Apply, scope: Scope) -> Typed:
    """A function of a number that options have."""
    _count(node, 2, 2)
    name, sort = _column(node, _list(node, scope))
    if sort is not Sort.NUMBER:
        hint = f"write a number for '{name}' with every option"
        raise BadFormula(f"'{name}' is {sort}, and '{node.op}' needs {Sort.NUMBER}", hint)
    return Typed(Apply(node.op, (node.args[0], Literal(name))), Sort.NUMBER)


def _extreme(node: Apply, scope: Scope) -> Typed:
    """`min` and `max`: of numbers, or of a number that options have."""
    first = node.args[0] if node.args else None
    if isinstance(first, Name) and first.name in scope and scope[first.name].sort is Sort.LIST:
        return _reckoned(node, scope)
    _count(node, 2, 9)
    return _operation(node, scope, Sort.NUMBER, Sort.NUMBER)


def _ends(node: Apply, scope: Scope) -> Typed:
    """`first` and `last`: the title of an option, or a value of it."""
    _count(node, 1, 2)
    type_ = _list(node, scope)
    if len(node.args) == 1:
        return Typed(node, Sort.TEXT)
    name, sort = _column(node, type_)
    return Typed(Apply(node.op, (node.args[0], Literal(name))), sort)


def _lines(node: Apply, scope: Scope) -> Typed:
    """`lines`: a line for each option, with a value of it before its title."""
    return Typed(_ends(node, scope).node, Sort.TEXT)


def _has(node: Apply, scope: Scope) -> Typed:
    _count(node, 2, 2)
    type_, wanted = _list(node, scope), node.args[1]
    name = wanted.name if isinstance(wanted, Name) else None
    if isinstance(wanted, Literal) and isinstance(wanted.value, str):
        name = wanted.value
    if name is None or (type_.ids is not None and name not in type_.ids):
        hint = did_you_mean(name or "", type_.ids or ()) or USES["has"]
        raise BadFormula(f"'{name or 'this'}' is no option of it", hint)
    return Typed(Apply("has", (node.args[0], Literal(name))), Sort.FLAG)


def _round(node: Apply, scope: Scope) -> Typed:
    _count(node, 1, 2)
    value = _needs(node.args[0], Sort.NUMBER, node.op, scope)
    digits = node.args[1] if len(node.args) > 1 else Literal(0.0)
    if not isinstance(digits, Literal) or digits.value not in _DIGITS or _is_flag(digits):
        raise BadFormula("'round' takes 0 to 3 digits, written as a number", USES["round"])
    return Typed(Apply("round", (value, digits)), Sort.NUMBER)


def _is_flag(node: Literal) -> bool:
    return isinstance(node.value, bool)


def _numbers(least: int) -> Callable[[Apply, Scope], Typed]:
    def check(node: Apply, scope: Scope) -> Typed:
        _count(node, least, least)
        return _operation(node, scope, Sort.NUMBER, Sort.NUMBER)

    return check


def _if(node: Apply, scope: Scope) -> Typed:
    _count(node, 3, 3)
    condition = _needs(node.args[0], Sort.FLAG, node.op, scope)
    both = _alike(Apply("if", node.args[1:]), scope, None)
    if not isinstance(both.node, Apply):
        raise TypeError("two values of one sort are applied to something")
    return Typed(Apply("if", (condition, *both.node.args)), both.sort)


def _either(node: Apply, scope: Scope) -> Typed:
    _count(node, 2, 2)
    return _alike(node, scope, None)


FUNCTIONS: Mapping[str, Callable[[Apply, Scope], Typed]] = {
    "count": _over(Sort.NUMBER),
    "names": _over(Sort.TEXT),
    "lines": _lines,
    "sum": _reckoned,
    "mean": _reckoned,
    "min": _extreme,
    "max": _extreme,
    "first": _ends,
    "last": _ends,
    "has": _has,
    "years": _numbers(2),
    "abs": _numbers(1),
    "floor": _numbers(1),
    "ceil": _numbers(1),
    "round": _round,
    "if": _if,
    "either": _either,
}
"""Every function, with what sees to it that it gets what it needs."""

USES: Mapping[str, str] = {
    "count": "count(products): how many are picked",
    "names": "names(products): their titles in a row",
    "lines": "lines(products) or lines(products, year): a line for each",
    "sum": "sum(products, price): all prices together",
    "mean": "mean(products, price): the price of one on average",
    "min": "min(products, year), or min(a, b): the smallest",
    "max": "max(products, year), or max(a, b): the largest",
    "first": "first(products) or first(products, year): of the first that is picked",
    "last": "last(products) or last(products, year): of the last that is picked",
    "has": 'has(products, desk): whether it is picked; an id with a hyphen is written "desk-lamp"',
    "years": "years(2019, this_year): how many years lie between",
    "abs": "abs(a): without its sign",
    "floor": "floor(a): the whole number below",
    "ceil": "ceil(a): the whole number above",
    "round": "round(a) or round(a, 2): to so many digits, 0 to 3",
    "if": "if(a > b, a, b): one value or the other",
    "either": 'either(name, "Somebody"): the first, and the second where there is none',
}
"""How each function is written, and what it is."""


class Wrong(Struct, frozen=True):
    """What is wrong with a formula, by its name."""

    name: str
    error: BadFormula


def resolved(
    formulas: Sequence[tuple[str, str]], scope: Scope
) -> tuple[dict[str, Typed], list[Wrong]]:
    """Every formula that can be, in an order in which each stands behind those it needs.

    Args:
        formulas: name and text of each.
        scope: what there is beside them.
    """
    wrong: list[Wrong] = []
    read: dict[str, Node] = {}
    for name, text in formulas:
        try:
            read[name] = parse(text)
        except BadFormula as error:
            wrong.append(Wrong(name, error))
    order = list(_ordered(read, wrong))
    broken = {each.name for each in wrong}
    done: dict[str, Typed] = {}
    known = dict(scope)
    for name in order:
        if broken & set(names(read[name])):
            broken.add(name)  # its own mistake is not known before those are mended
            continue
        try:
            done[name] = typed(read[name], known)
        except BadFormula as error:
            wrong.append(Wrong(name, error))
            broken.add(name)
        else:
            known[name] = Type(done[name].sort)
    return done, wrong


def _ordered(read: Mapping[str, Node], wrong: list[Wrong]) -> Iterable[str]:
    """Names of formulas, each behind those that it needs; those that need themselves are wrong."""
    needs = {name: [n for n in names(node) if n in read] for name, node in read.items()}
    done: dict[str, None] = {}
    for start in needs:
        _visit(start, needs, done, [], wrong)
    return done


def _visit(
    name: str,
    needs: Mapping[str, list[str]],
    done: dict[str, None],
    way: list[str],
    wrong: list[Wrong],
) -> None:
    """Put a formula behind what it needs; there are at most 60, so this is not deep."""
    if name in way:
        circle = " → ".join([*way[way.index(name) :], name])
        hint = "let one of them stand without the others"
        wrong.append(Wrong(name, BadFormula(f"these need each other: {circle}", hint)))
        return
    if name in done:
        return
    for other in needs[name]:
        _visit(other, needs, done, [*way, name], wrong)
    done[name] = None
