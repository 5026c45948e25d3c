"""Formulas of card makers: a small language that can be reckoned with and do nothing else.

    expression = conjunction {"or" conjunction}
    conjunction = negation {"and" negation}
    negation = "not" negation | comparison
    comparison = sum [("=" | "!=" | "<" | "<=" | ">" | ">=") sum]
    sum = product {("+" | "-") product}
    product = factor {("*" | "/") factor}
    factor = "-" factor | atom
    atom = number | text | "yes" | "no" | name | name "(" [expression {"," expression}] ")"
         | "(" expression ")"

There are no loops, no assignments and nothing that has parts: a formula ends, and reaches nothing
but the names that it is given. `generator.model.formula_types` says what it may be about.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

LONGEST = 500
"""Characters of a formula."""
DEEPEST = 16
"""How deep brackets, functions and signs may stand in each other."""
MOST_PARTS = 100
"""Numbers, names, signs and functions of a formula."""
LARGEST = 10**12
"""The largest number: with three digits behind the point it is still exact as a double."""
NAME = r"[^\W\d]\w*"
"""What names of inputs, formulas and words look like."""
RESERVED = frozenset({"and", "or", "not", "yes", "no"})
"""Words that are no names."""

_TOKEN = re.compile(
    rf"""\s*(?:(?P<number>\d+(?:\.\d+)?(?![\w.]))|(?P<text>"[^"]*"|'[^']*')|(?P<name>{NAME})"""
    r"""|(?P<sign><=|>=|!=|[-+*/()<>=,]))"""
)
_COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
_HINTS = {
    "==": "equality is one sign: a = b",
    "&&": "write 'and'",
    "||": "write 'or'",
    "!": "write 'not', or '!=' for what differs",
    "%": "write a share as a number: price * 0.2",
    "^": "write a product: a * a",
    ".": "values of options are named as sum(products, price), numbers as 0.5",
    "（": "write '(' and ')'",
    "，": "write ','",
    "×": "write '*'",
    "÷": "write '/'",
    "“": "write straight quotes",
    "[": "values of options are named as sum(products, price)",
}


class BadFormula(ValueError):
    """A formula that cannot be; `hint` is the cure, if it is known."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Literal(Struct, frozen=True):
    """A value that is written in the formula."""

    value: float | str | bool


class Name(Struct, frozen=True):
    """An input, another formula, or the name of a value of options."""

    name: str


class Apply(Struct, frozen=True):
    """An operator or a function and what it is applied to; a single '-' turns the sign."""

    op: str
    args: tuple["Node", ...]


Node = Literal | Name | Apply


def parse(text: str) -> Node:
    """What a formula says.

    Raises:
        BadFormula: it is too long or too deep, or does not follow the grammar.
    """
    if len(text) > LONGEST:
        raise BadFormula(f"it is longer than {LONGEST} characters", "make two of it")
    reading = _Reading(list(_tokens(text)))
    node = reading.expression()
    if reading.kind:
        raise BadFormula(f"'{reading.word}' cannot stand here", "an operator is missing before it")
    return node


def names(node: Node) -> Iterator[str]:
    """Every name in a formula, in the order in which they stand, again where they do."""
    if isinstance(node, Name):
        yield node.name
    elif isinstance(node, Apply):
        for arg in node.args:
            yield from names(arg)


def as_json(node: Node) -> object:
    """The formula for the browser: numbers and yes/no as they are, all else `[what, …]`.

    Texts are `["text", t]`, names `["name", n]`, all else `[operator or function, argument, …]`.
    """
    if isinstance(node, Name):
        return ["name", node.name]
    if isinstance(node, Apply):
        return [node.op, *map(as_json, node.args)]
    if isinstance(node.value, str):
        return ["text", node.value]
    return number_as_json(node.value)


def number_as_json(value: float) -> object:
    """A number that is written alike whether it came as `5` or as `5.0`; yes and no stay."""
    whole = not isinstance(value, bool) and value == int(value)
    return int(value) if whole else value


def number(text: str) -> float | None:
    """The number that a text writes, within what formulas can hold; None if it is none such."""
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,9})?", text, re.ASCII):
        return None
    value = float(text)
    return value if abs(value) <= LARGEST else None


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Sort and text of each sign; the end has neither."""
    at = 0
    while text[at:].strip():
        found = _TOKEN.match(text, at)
        if found is None:
            raise _unreadable(text[at:].strip())
        kind = found.lastgroup or ""
        yield kind, found[kind]
        at = found.end()
    yield "", ""


def _unreadable(rest: str) -> BadFormula:
    hint = next((hint for sign, hint in _HINTS.items() if rest.startswith(sign)), "")
    if rest[0] in "\"'":
        hint = "the text has no closing quote"
    return BadFormula(f"'{rest[:20]}' cannot be read", hint)


class _Reading:
    """One walk over the signs of a formula."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0
        self._deep = 0
        self._parts = 0

    @property
    def kind(self) -> str:
        """Sort of the next sign; empty at the end."""
        return self._tokens[self._at][0]

    @property
    def word(self) -> str:
        """The next sign."""
        return self._tokens[self._at][1]

    def expression(self) -> Node:
        """The whole grammar, from its top."""
        node = self._conjunction()
        while self._takes("name", "or"):
            node = self._apply("or", node, self._conjunction())
        return node

    def _conjunction(self) -> Node:
        node = self._negation()
        while self._takes("name", "and"):
            node = self._apply("and", node, self._negation())
        return node

    def _negation(self) -> Node:
        if not self._takes("name", "not"):
            return self._comparison()
        self._go_in()
        node = self._apply("not", self._negation())
        self._deep -= 1
        return node

    def _comparison(self) -> Node:
        node = self._sum()
        sign = self.word
        if self.kind != "sign" or sign not in _COMPARISONS:
            return node
        self._at += 1
        if self.word == "=" and sign == "=":
            raise _unreadable("==")
        node = self._apply(sign, node, self._sum())
        if self.kind == "sign" and self.word in _COMPARISONS:
            raise BadFormula("two comparisons in a row", "join them: a < b and b < c")
        return node

    def _sum(self) -> Node:
        node = self._product()
        while self.kind == "sign" and self.word in {"+", "-"}:
            node = self._apply(self._next(), node, self._product())
        return node

    def _product(self) -> Node:
        node = self._factor()
        while self.kind == "sign" and self.word in {"*", "/"}:
            node = self._apply(self._next(), node, self._factor())
        return node

    def _factor(self) -> Node:
        if not self._takes("sign", "-"):
            return self._atom()
        self._go_in()
        node = self._apply("-", self._factor())
        self._deep -= 1
        return node

    def _atom(self) -> Node:
        kind, word = self._tokens[self._at]
        self._at += 1
        match kind:
            case "number":
                return self._part(Literal(_number(word)))
            case "text":
                return self._part(Literal(word[1:-1]))
            case "name" if word in {"yes", "no"}:
                return self._part(Literal(word == "yes"))
            case "name" if word not in RESERVED:
                return self._call(word) if self._takes("sign", "(") else self._part(Name(word))
            case "sign" if word == "(":
                return self._bracket()
        ending = f"'{word}' cannot stand here" if kind else "it ends where a value should follow"
        raise BadFormula(ending)

    def _call(self, function: str) -> Node:
        args: list[Node] = []
        if not self._takes("sign", ")"):
            self._go_in()
            args.append(self.expression())
            while self._takes("sign", ","):
                args.append(self.expression())
            self._close()
        return self._apply(function, *args)

    def _bracket(self) -> Node:
        self._go_in()
        node = self.expression()
        self._close()
        return node

    def _go_in(self) -> None:
        self._deep += 1
        if self._deep > DEEPEST:
            raise BadFormula(f"it is deeper than {DEEPEST} levels", "make two formulas of it")

    def _close(self) -> None:
        if not self._takes("sign", ")"):
            raise BadFormula("a bracket is not closed", "write ')' where it ends")
        self._deep -= 1

    def _takes(self, kind: str, word: str) -> bool:
        """Whether the next sign is this one, which is then behind."""
        found = self._tokens[self._at] == (kind, word)
        self._at += found
        return found

    def _next(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1][1]

    def _apply(self, op: str, *args: Node) -> Node:
        return self._part(Apply(op, args))

    def _part(self, node: Node) -> Node:
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise BadFormula(f"it has more than {MOST_PARTS} parts", "make two formulas of it")
        return node


def _number(word: str) -> float:
    value = number(word)
    if value is None:
        raise BadFormula(f"'{word[:20]}' is too large a number, or too fine a one")
    return value
