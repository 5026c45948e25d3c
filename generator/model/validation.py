"""Raw fields to records; every mistake becomes a `Problem` at the line of its field."""

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from msgspec import Struct
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from generator.markup.prose import Finding
from generator.markup.yaml_text import Path, Tree
from generator.model.fields import Context
from generator.problems import Location, Problem, Severity, did_you_mean

R = TypeVar("R", bound=BaseModel)

_LONGEST_QUOTATION = 60
_USER = re.compile(r"://[^/\s@'\"]*@")  # a password in an address is not told on
_KEY = "[key]"  # what pydantic puts behind the name of a pair that is wrong itself

# pydantic's error types in the author's words; {input} is what was written, the rest pydantic's own
# context. Types that are not listed say pydantic's own sentence.
_SENTENCES: Mapping[str, tuple[str, str]] = {
    "missing": ("missing-field", "'{field}' is missing"),
    "extra_forbidden": ("unknown-field", "'{field}' is not a field here"),
    "int_parsing": ("bad-value", "'{field}' is a whole number, not '{input}'"),
    "int_from_float": ("bad-value", "'{field}' is a whole number, not '{input}'"),
    "int_type": ("bad-value", "'{field}' is a whole number, not a list or fields"),
    "int_parsing_size": ("bad-value", "'{field}' is too large a number"),
    "greater_than_equal": ("bad-value", "'{field}' is at least {ge}, not '{input}'"),
    "less_than_equal": ("bad-value", "'{field}' is at most {le}, not '{input}'"),
    "too_short": ("bad-value", "'{field}' needs {min_length} or more, and has {actual_length}"),
    "bool_parsing": ("bad-value", "'{field}' is yes or no, not '{input}'"),
    "bool_type": ("bad-value", "'{field}' is yes or no, not a list or fields"),
    "enum": ("bad-value", "'{field}' is one of {expected}, not '{input}'"),
    "literal_error": ("bad-value", "'{field}' is one of {expected}, not '{input}'"),
    "tuple_type": ("bad-value", "'{field}' is a list"),
    "string_type": ("bad-value", "'{field}' is a text, not a list or fields"),
    "model_type": ("bad-value", "'{field}' has fields of its own, it is no text"),
    "dict_type": ("bad-value", "'{field}' has names and values, it is no text"),
    "value_error": ("bad-value", "'{field}' cannot be '{input}': {error}"),
}


class Fields(Struct, frozen=True):
    """Raw fields of an entry or a file, and where each stands.

    Attributes:
        tree: field name to text, list or fields.
        places: location of each field and item by its path; `()` is the place of the whole.
    """

    tree: Mapping[str, Tree]
    places: Mapping[Path, Location]

    def at(self, path: Path) -> Location:
        """Where `path` stands, or the nearest part around it that has a place."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Location("", 0))

    def only(self, names: frozenset[str]) -> "Fields":
        """The fields named, with the places of all."""
        return Fields({k: v for k, v in self.tree.items() if k in names}, self.places)


def problem_of(file: str, found: Finding, severity: Severity = Severity.ERROR) -> Problem:
    """What was found in a text, as a problem of the file that holds it."""
    place = Location(file, found.line)
    return Problem(place, found.code, found.message, found.hint, severity)


def field_names(model: type[BaseModel]) -> frozenset[str]:
    """The names by which authors write a record's fields."""
    return frozenset(map(_name, _fields(model)))


def validate(model: type[R], fields: Fields, context: Context) -> tuple[R | None, list[Problem]]:
    """The record, or None and the problems that prevent it. Absent values count as not written."""
    try:
        return model.model_validate(_written(dict(fields.tree)), context=context), []
    except ValidationError as error:
        details = error.errors()
        return None, [_problem(d, model, fields) for d in details if not _follows(d, details)]


def _follows(detail: ErrorDetails, details: Iterable[ErrorDetails]) -> bool:
    """Whether a list is called too short only because some of its items are wrong themselves."""
    path = detail["loc"]
    inside = (d for d in details if d["loc"][: len(path)] == path and d["loc"] != path)
    return detail["type"] == "too_short" and any(inside)


def _written(tree: Tree) -> Tree:
    """The tree without fields that have no value: `summary:` alone is not an empty summary."""
    if isinstance(tree, dict):
        return {key: _written(value) for key, value in tree.items() if value is not None}
    if isinstance(tree, list):
        return [_written(item) for item in tree]
    return tree


def _problem(detail: ErrorDetails, model: type[BaseModel], fields: Fields) -> Problem:
    path: Path = tuple(detail["loc"])
    named = path[:-2] if path[-1:] == (_KEY,) else path
    name = next((str(p) for p in reversed(named) if isinstance(p, str)), "this entry")
    code, sentence = _SENTENCES.get(detail["type"], ("bad-value", "'{field}': {said}"))
    written = detail["input"]
    if written is None:
        sentence = "'{field}' has an item without a value"
    elif detail["type"] == "value_error" and not isinstance(written, str):
        sentence = "'{field}': {error}"
    values = {
        **detail.get("ctx", {}),
        "field": name,
        "input": _shortened(written),
        "said": detail["msg"],
    }
    return Problem(fields.at(path), code, sentence.format_map(values), _hint(detail, model))


def _hint(detail: ErrorDetails, model: type[BaseModel]) -> str:
    *around, name = (*detail["loc"],) or ("",)
    inside = _model_at(model, tuple(around))
    match detail["type"]:
        case "extra_forbidden":
            near = did_you_mean(str(name), field_names(inside))
            return near or f"there are {', '.join(map(_name, _fields(inside)))}"
        case "enum" | "literal_error":
            allowed = re.findall("'([^']*)'", str(detail["ctx"]["expected"]))
            return did_you_mean(str(detail["input"]), allowed)
        case "missing":
            return _description(inside, str(name))
        case "model_type":
            names = map(_name, _fields(_model_at(model, tuple(detail["loc"]))))
            return f"its fields are {', '.join(names)}"
        case _:
            return ""


def _fields(model: type[BaseModel]) -> Iterable[tuple[str, FieldInfo]]:
    return model.model_fields.items()


def _name(named: tuple[str, FieldInfo]) -> str:
    """The name by which authors write a field."""
    own, info = named
    return info.alias or own


def _description(model: type[BaseModel], name: str) -> str:
    for named in _fields(model):
        if _name(named) == name and named[1].description:
            return f"'{name}' says: {named[1].description}"
    return ""


def _shortened(value: object) -> str:
    """A value on one line, and not too long for it."""
    text = _USER.sub("://***@", " ".join(str(value).split()))
    return text if len(text) <= _LONGEST_QUOTATION else f"{text[: _LONGEST_QUOTATION - 1]}…"


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel]:
    """The record type found by following `path` into a record type's fields."""
    for step in path:
        if isinstance(step, int):
            continue
        found = next((n[1] for n in _fields(model) if _name(n) == step), None)
        inner = None if found is None else record_inside(found.annotation)
        model = inner or model
    return model


def record_inside(annotation: object) -> type[BaseModel] | None:
    """The record that a field's type is made of, bare, optional or in a list; None if of none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        inner = record_inside(argument)
        if inner is not None:
            return inner
    return None
