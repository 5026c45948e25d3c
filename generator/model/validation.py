"""Raw fields to records; every mistake becomes a `Problem` at the line of its field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.markup.yaml_text import Path, Tree
from generator.model.fields import Context
from generator.problems import Location, Problem, did_you_mean

R = TypeVar("R", bound=BaseModel)

# pydantic's error types in the author's words; {input} is what was written, the rest pydantic's own
# context. Types that are not listed say pydantic's own sentence.
_SENTENCES: Mapping[str, tuple[str, str]] = {
    "missing": ("missing-field", "'{field}' is missing"),
    "extra_forbidden": ("unknown-field", "'{field}' is not a field here"),
    "int_parsing": ("bad-value", "'{field}' is a whole number, not '{input}'"),
    "int_from_float": ("bad-value", "'{field}' is a whole number, not '{input}'"),
    "greater_than_equal": ("bad-value", "'{field}' is at least {ge}, not '{input}'"),
    "bool_parsing": ("bad-value", "'{field}' is yes or no, not '{input}'"),
    "enum": ("bad-value", "'{field}' is one of {expected}, not '{input}'"),
    "tuple_type": ("bad-value", "'{field}' is a list"),
    "string_type": ("bad-value", "'{field}' is a text, not a list or fields"),
    "model_type": ("bad-value", "'{field}' has fields of its own, not a text"),
    "value_error": ("bad-value", "'{field}' cannot be '{input}': {error}"),
}


@dataclass(frozen=True, slots=True)
class Fields:
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


def field_names(model: type[BaseModel]) -> frozenset[str]:
    """The names by which authors write a record's fields."""
    return frozenset(info.alias or name for name, info in model.model_fields.items())


def validate(model: type[R], fields: Fields, context: Context) -> tuple[R | None, list[Problem]]:
    """The record, or None and the problems that prevent it. Absent values count as not written."""
    try:
        return model.model_validate(_written(dict(fields.tree)), context=context), []
    except ValidationError as error:
        return None, [_problem(detail, model, fields) for detail in error.errors()]


def _written(tree: Tree) -> Tree:
    """The tree without fields that have no value: `summary:` alone is not an empty summary."""
    if isinstance(tree, dict):
        return {key: _written(value) for key, value in tree.items() if value is not None}
    if isinstance(tree, list):
        return [_written(item) for item in tree]
    return tree


def _problem(detail: ErrorDetails, model: type[BaseModel], fields: Fields) -> Problem:
    path: Path = tuple(detail["loc"])
    name = next((str(p) for p in reversed(path) if isinstance(p, str)), "this entry")
    code, sentence = _SENTENCES.get(detail["type"], ("bad-value", "'{field}': " + detail["msg"]))
    values = {
        **detail.get("ctx", {}),
        "field": name,
        "input": _shortened(detail["input"]),
    }
    hint = ""
    if detail["type"] == "extra_forbidden":
        hint = did_you_mean(name, field_names(_model_at(model, path[:-1])))
    elif detail["type"] == "enum":
        hint = did_you_mean(str(detail["input"]), str(values["expected"]).replace("'", "").split(", "))
    elif detail["type"] == "missing":
        hint = _description(_model_at(model, path[:-1]), name)
    return Problem(fields.at(path), code, sentence.format_map(values), hint)


def _description(model: type[BaseModel], name: str) -> str:
    for own, info in model.model_fields.items():
        if (info.alias or own) == name and info.description:
            return f"'{name}' says: {info.description}"
    return ""


def _shortened(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel]:
    """The record type found by following `path` into a record type's fields."""
    for step in path:
        if isinstance(step, int):
            continue
        found = next(
            (i for n, i in model.model_fields.items() if (i.alias or n) == step), None
        )
        inner = None if found is None else _model_inside(found.annotation)
        model = inner or model
    return model


def _model_inside(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        inner = _model_inside(argument)
        if inner is not None:
            return inner
    return None
