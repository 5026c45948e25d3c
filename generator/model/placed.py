"""Texts with places: `{name} has {n|0: no lamp yet|1: one lamp|# lamps}`.

A place is the name of a value. Behind a colon stands how a number is written (`0`, `0.00`, `,0.0`
with thousands apart), or behind bars what is said in its stead: for certain values, for none at all
(`{name|: somebody|#}`), and last for all others, where `#` is the value. `{{` and `}}` are brackets
that are none.
"""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from generator.model.evaluation import Missing, Value, World, written
from generator.model.formula import NAME, BadFormula, number
from generator.model.formula_types import Sort, Type
from generator.problems import did_you_mean

DASH = "—"
"""What stands for a value that is missing."""

_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_PLACE = re.compile(rf"\s*(?P<name>{NAME})\s*(?::\s*(?P<form>,?0(?:\.0{{1,3}})?)\s*)?")


class Place(Struct, frozen=True):
    """Where a value stands.

    Attributes:
        digits: how many stand behind the point; None for as many as it has, at most two.
        grouped: whether thousands are told apart.
        cases: what is said for certain values, by the value as it is written.
        other: what is said for all others; None for the value itself.
    """

    name: str
    digits: int | None = None
    grouped: bool = False
    cases: tuple[tuple[str, str], ...] = ()
    other: str | None = None


Part = str | Place


def read(text: str) -> tuple[Part, ...]:
    """The parts of a text.

    Raises:
        BadFormula: a bracket stands alone, or what is in one cannot be read.
    """
    parts: list[Part] = []
    at = 0
    for found in _PIECE.finditer(text):
        parts.append(text[at : found.start()])
        at = found.end()
        if found[0] in {"{{", "}}"}:
            parts.append(found[0][0])
        elif found[1] is None:
            raise BadFormula(
                f"a '{found[0]}' stands alone", "a bracket that is none is '{{' or '}}'"
            )
        else:
            parts.append(_place(found[1]))
    return tuple(_joined([*parts, text[at:]]))


def places(parts: tuple[Part, ...]) -> Iterator[Place]:
    """The places among the parts of a text."""
    return (part for part in parts if isinstance(part, Place))


def check(parts: tuple[Part, ...], scope: Mapping[str, Type]) -> None:
    """See to it that every place has a value, and one that can be written as it says.

    Raises:
        BadFormula: it has not.
    """
    for place in places(parts):
        if place.name not in scope:
            hint = did_you_mean(place.name, scope) or f"there are {', '.join(sorted(scope))}"
            raise BadFormula(f"there is nothing called '{place.name}'", hint)
        sort = scope[place.name].sort
        if place.digits is not None and sort is not Sort.NUMBER:
            raise BadFormula(f"'{place.name}' is {sort}, and only numbers have digits")
        if sort is Sort.FLAG and {key for key, _ in place.cases} - {"yes", "no", ""}:
            raise BadFormula(f"'{place.name}' is yes or no", "write {name|yes: …|…}")
        if sort is Sort.FLAG and not place.cases:
            cure = f"write {{{place.name}|yes: what is said then|what else}}"
            raise BadFormula(f"'{place.name}' is {sort}, and has no words", cure)
        if sort is Sort.NUMBER:
            _check_numbers(place)
        ids = scope[place.name].ids
        wrong = [key for key, _ in place.cases if ids and key not in {"", *ids}]
        if wrong:
            hint = did_you_mean(wrong[0], ids or ())
            raise BadFormula(f"'{wrong[0]}' is no option of '{place.name}'", hint)


def _check_numbers(place: Place) -> None:
    wrong = next((key for key, _ in place.cases if key and number(key) is None), None)
    if wrong is not None:
        raise BadFormula(f"'{place.name}' is a number, and never '{wrong}'")


def fill(
    parts: tuple[Part, ...], known: Mapping[str, Value], world: World, most: int = 4000
) -> str:
    """The text with its values, at most so many characters of it."""
    said = "".join(p if isinstance(p, str) else _said(p, known[p.name], world) for p in parts)
    return said[:most]


def as_json(parts: tuple[Part, ...]) -> list[object]:
    """The parts for the browser: texts as they are, places with what they say of themselves."""
    return [part if isinstance(part, str) else _place_as_json(part) for part in parts]


def _place_as_json(place: Place) -> dict[str, object]:
    said: dict[str, object] = {"name": place.name}
    if place.digits is not None:
        said["digits"] = place.digits
    if place.grouped:
        said["grouped"] = True
    if place.other is not None:
        said["cases"] = [list(case) for case in place.cases]
        said["other"] = place.other
    return said


def _said(place: Place, value: Value, world: World) -> str:
    if isinstance(value, Missing) or value in ((), ""):
        return dict(place.cases).get("", DASH)
    shown = _shown(place, value, world)
    if place.other is None:
        return shown
    key = _key(value)
    return next((text for case, text in place.cases if case == key), place.other).replace(
        "#", shown
    )


def _shown(place: Place, value: Value, world: World) -> str:
    if isinstance(value, tuple):
        options = world.options.get(place.name, ())
        return world.separator.join(each.title for each in options if each.id in value)
    if isinstance(value, bool):
        return ""
    return written(value, place.digits, grouped=place.grouped)


def _key(value: Value) -> str:
    """A value as cases name it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(value) if isinstance(value, tuple) else written(value)


def _place(inside: str) -> Place:
    head, *cases = inside.split("|")
    found = _PLACE.fullmatch(head)
    if found is None:
        hint = "a place is {name}, {number:0.0} or {number|1: one|# of them}"
        raise BadFormula(f"'{{{inside[:30]}}}' cannot be read", hint)
    form = found["form"]
    digits = None if form is None else len(form.partition(".")[2])
    other = cases.pop().strip() if cases else None
    pairs = tuple(_case(case) for case in cases)
    return Place(found["name"], digits, (form or "").startswith(","), pairs, other)


def _case(text: str) -> tuple[str, str]:
    key, colon, said = text.partition(":")
    if not colon:
        hint = "cases are written 'value: text', and only the last stands for all others"
        raise BadFormula(f"'{text[:30]}' does not say for what value it is", hint)
    return key.strip(), said.strip()


def _joined(parts: list[Part]) -> Iterator[Part]:
    """The parts with neighbouring texts in one, and none of them empty."""
    said = ""
    for part in parts:
        if isinstance(part, str):
            said += part
            continue
        if said:
            yield said
        said = ""
        yield part
    if said:
        yield said
